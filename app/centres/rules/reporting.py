"""What a group comes to, out of how each member attended, passed and earned."""

from collections.abc import Iterable, Mapping, Sequence

from app.centres.rules.marking import is_there
from app.centres.types.attendance import Presence
from app.centres.types.reports import CohortTotals, EarningState, MemberEarnings


def count_there(marks: Iterable[Presence | None]) -> int:
    """How many of these marks mean that somebody was there."""
    return sum(is_there(one) for one in marks)


def total(
    earnings: Sequence[MemberEarnings], presence: Mapping[str, Mapping[str, Presence]], held: Sequence[str]
) -> CohortTotals:
    """A group in numbers. `presence`: by meeting, then by person or guest; `held`: the meetings that are over.

    `attendance` is the share of members who were there, over all meetings held, in percent; None before the first.
    """
    people = {one.member.person_id for one in earnings}
    there = sum(count_there(presence.get(meeting, {}).get(person) for person in people) for meeting in held)
    possible = len(people) * len(held)
    guests = {who for marks in presence.values() for who, mark in marks.items() if who not in people and is_there(mark)}
    earned = [one for row in earnings for one in row.by_key.values()]
    return CohortTotals(
        members=len(people),
        meetings=len(held),
        attendance=round(100 * there / possible) if possible else None,
        guests=len(guests),
        passed=sum(bool(row.passes) for row in earnings),
        certificates=sum(one.state in {EarningState.HELD, EarningState.PREPARING} for one in earned),
        waiting=sum(one.state is EarningState.WAITS for one in earned),
    )
