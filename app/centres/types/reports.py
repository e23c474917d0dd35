"""What members have earned, and what a group comes to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.centres.types.attendance import Presence
from app.centres.types.people import CohortMember
from app.centres.types.places import CohortFacts, MeetingFacts


class EarningState(StrEnum):
    """How somebody stands in what a group can earn."""

    HELD = "held"
    """The certificate is there, with its PDF."""
    PREPARING = "preparing"
    """It is issued; its PDF is being made."""
    DUE = "due"
    """Earned, and not issued yet."""
    WAITS = "waits"
    """A trainer must confirm how the test was taken."""
    REFUSED = "refused"
    """A trainer has said that it was not taken as the certificate asks."""
    REVOKED = "revoked"
    NOT_PASSED = "not-passed"
    NOT_GIVEN = "not-given"
    """No certificate is given for it now."""


@dataclass(frozen=True, kw_only=True)
class Earning:
    """How one member stands in one certificate."""

    state: EarningState
    code: str = ""
    digest: str = ""
    """Of the PDF, when it is there."""


@dataclass(frozen=True, kw_only=True)
class MemberEarnings:
    """How one member stands in all certificates of a group, and the final tests behind them."""

    member: CohortMember
    by_key: Mapping[str, Earning]
    passes: Mapping[str, int]
    """By course: the percent of the latest pass."""


@dataclass(frozen=True, kw_only=True)
class CohortTotals:
    """A group in numbers."""

    members: int
    meetings: int
    """That are over."""
    attendance: int | None
    """Percent of members who were there, over all meetings that are over; None before the first."""
    guests: int
    passed: int
    """Members who have passed the test of at least one course of the group."""
    certificates: int
    waiting: int
    """Certificates that wait for a trainer's word."""


@dataclass(frozen=True, kw_only=True)
class CohortReport:
    """Who came, who passed, who earned what."""

    cohort: CohortFacts
    meetings: tuple[MeetingFacts, ...]
    earnings: tuple[MemberEarnings, ...]
    presence: Mapping[str, Mapping[str, Presence]]
    """By meeting, then by person or guest."""
    totals: CohortTotals
