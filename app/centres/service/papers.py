"""Answers come back on paper: they are read, doubted where there is doubt, and become an attempt once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flask import current_app

from app.centres.models.papers import SheetEntry
from app.centres.queries.members import list_members
from app.centres.queries.papers import find_entry, list_variants
from app.centres.queries.places import list_meetings
from app.centres.types.papers import EnteredOtherwiseError, SheetFacts
from app.centres.types.places import MeetingFacts
from app.infra.audit import record
from app.infra.database import add, serialise
from app.kernel import clock
from app.kernel.errors import BadInputError
from app.quizzes.queries.attempts import get_any_attempt
from app.quizzes.queries.papers import read_typed
from app.quizzes.service.papers import record_paper_attempt
from app.quizzes.types.answers import Response
from app.quizzes.types.sheets import ReadCell

TYPED_LIMIT = 200
"""Characters of one cell that are kept as they were typed."""


class Doubt(StrEnum):
    """What may be so, if the trainer says that it is."""

    BLANKS = "blanks"
    """Questions without an answer."""
    NOT_A_MEMBER = "not-a-member"
    """The sheet's owner is not in the group."""
    OTHER_VARIANT = "other-variant"
    """The learner had the questions of another variant than their answer sheet."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A sheet as it was typed."""

    cells: Sequence[ReadCell]
    doubts: tuple[Doubt, ...]
    person_id: str | None
    """None while nobody has said whose spare sheet it is."""
    seed: str | None
    """Of the variant that was answered; None for one that the pack does not have."""

    @property
    def is_sound(self) -> bool:
        """Nothing stands there that cannot be."""
        return self.person_id is not None and self.seed is not None and not any(one.problem for one in self.cells)

    @property
    def blanks(self) -> tuple[int, ...]:
        """The numbers of questions at which nothing was typed."""
        return tuple(one.number for one in self.cells if one.is_blank)

    @property
    def responses(self) -> dict[str, Response]:
        """The answers, by question."""
        return {one.question_id: one.response for one in self.cells if not one.response.is_empty}


def read_sheet(sheet: SheetFacts, typed: Mapping[int, str], *, person_id: str = "", variant: str = "") -> Reading:
    """What was typed from a sheet. `person_id` says whose a spare one is, `variant` another than the sheet's own.

    Somebody who is not in the group is nobody for a spare sheet; the owner of a named one stays its owner.
    """
    members = {one.person_id for one in list_members(sheet.cohort_id)}
    owner = sheet.person_id or (person_id if person_id in members else None)
    said = variant.strip().upper() or sheet.variant
    seed = sheet.seed if said == sheet.variant else list_variants(sheet.pack_id).get(said)
    cells = read_typed(sheet.quiz_digest, seed or sheet.seed, typed)
    found = {
        Doubt.BLANKS: any(one.is_blank for one in cells),
        Doubt.NOT_A_MEMBER: owner is not None and owner not in members,
        Doubt.OTHER_VARIANT: seed not in {None, sheet.seed},
    }
    doubts = tuple(doubt for doubt, is_there in found.items() if is_there)
    return Reading(cells=cells, doubts=doubts, person_id=owner, seed=seed)


def find_day(sheet: SheetFacts, meeting_id: str = "") -> tuple[MeetingFacts | None, datetime]:
    """The meeting at which a sheet was written, and when; without any meeting, now. Never later than now.

    It is the one that is named, else that for which the sheet was printed, the last with a test, the last of all.
    """
    now = clock.now()
    begun = [one for one in list_meetings(sheet.cohort_id) if one.begins_at <= now]
    by_id = {one.id: one for one in begun}
    tests = [one for one in begun if one.has_quiz]
    found = by_id.get(meeting_id) or by_id.get(sheet.meeting_id or "") or next(reversed(tests or begun), None)
    return found, found.begins_at if found else now


def enter_sheet(
    sheet: SheetFacts, reading: Reading, typed: Mapping[int, str], *, meeting_id: str = "", by: str
) -> tuple[str, bool]:
    """Make an attempt of a sheet: its id, and whether it is new. The same answers again change nothing.

    EnteredOtherwiseError when other answers were entered before: they stay, since a certificate may hang on them
    (decision 26). BadInputError for a reading that is not sound.
    """
    if reading.person_id is None or reading.seed is None or not reading.is_sound:
        raise BadInputError({"sheet": "doubtful"})
    serialise(f"sheet {sheet.id}")
    known = find_entry(sheet.id)
    if known is not None:
        attempt = get_any_attempt(known.attempt_id)
        if (attempt.seed, dict(attempt.responses)) != (reading.seed, reading.responses):
            raise EnteredOtherwiseError
        return known.attempt_id, False
    meeting, taken_at = find_day(sheet, meeting_id)
    attempt_id = record_paper_attempt(
        reading.person_id,
        course_key=sheet.course_key,
        quiz_key=sheet.quiz_key,
        quiz_digest=sheet.quiz_digest,
        release=sheet.release,
        seed=reading.seed,
        language=sheet.language,
        responses=reading.responses,
        taken_at=taken_at,
    )
    add(
        SheetEntry(
            node_id=current_app.config["NODE_ID"],
            sheet_id=sheet.id,
            meeting_id=meeting.id if meeting else None,
            person_id=reading.person_id,
            attempt_id=attempt_id,
            typed={str(number): text[:TYPED_LIMIT] for number, text in typed.items()},
            taken_at=taken_at,
            entered_at=clock.now(),
            entered_by=by,
        )
    )
    record("centres.paper-entered", actor_id=by, subject_id=reading.person_id, attempt=attempt_id, sheet=sheet.code)
    return attempt_id, True
