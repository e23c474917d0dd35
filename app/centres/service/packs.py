"""A class pack is asked for, printed by a job, kept for a week."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from flask import current_app
from sqlalchemy import select, update

from app.centres.models.papers import Pack, Sheet
from app.centres.queries.members import list_members
from app.centres.queries.papers import in_order
from app.centres.rules.codes import SHEET, new_code
from app.centres.rules.sheet_layout import fits
from app.centres.types.papers import NoPaperError, PackFacts, PackPart, Variants
from app.centres.types.places import CohortFacts
from app.content.types.quizzes import Quiz
from app.infra.audit import record
from app.infra.database import add, after_commit, db, serialise
from app.infra.jobs import enqueue
from app.infra.storage import Storage, get_storage
from app.kernel import clock
from app.quizzes.queries.papers import draw_seed
from app.quizzes.types.sheets import AnswerRow

PRINT = "centres.print_pack"
"""The job that prints a pack, or the next papers of it."""
LETTERS = "ABCD"
MOST_SPARE = 20
KEPT = timedelta(days=7)
ON_PAPER = frozenset({PackPart.QUIZ, PackPart.ANSWERS, PackPart.KEY})
"""Parts that need a quiz to be drawn."""


@dataclass(frozen=True, kw_only=True)
class PlannedSheet:
    """An answer sheet that will be printed."""

    person_id: str | None
    variant: str
    seed: str


@dataclass(frozen=True, kw_only=True)
class PlannedTest:
    """The quiz of a pack as it will be printed."""

    quiz: Quiz
    release: str
    sheets: tuple[PlannedSheet, ...]


@dataclass(frozen=True, kw_only=True)
class PackWish:
    """What a trainer wants to have printed."""

    meeting_id: str | None
    parts: Sequence[PackPart]
    course_key: str
    variants: Variants
    spare: int


def plan_test(cohort: CohortFacts, quiz: Quiz, release: str, wish: PackWish) -> PlannedTest:
    """Draw the papers: one a member in the order of their names, then the spare ones. NoPaperError. Up to a second."""
    owners = [*(one.person_id for one in list_members(cohort.id)), *[None] * wish.spare]
    is_lettered = wish.variants is Variants.LETTERS
    labels = [LETTERS[place % len(LETTERS)] if is_lettered else str(place + 1) for place in range(len(owners))]
    seeds = {label: _draw(quiz) for label in dict.fromkeys(labels)}
    sheets = (
        PlannedSheet(person_id=owner, variant=label, seed=seeds[label])
        for owner, label in zip(owners, labels, strict=True)
    )
    return PlannedTest(quiz=quiz, release=release, sheets=tuple(sheets))


def _draw(quiz: Quiz) -> str:
    seed = draw_seed(quiz, rows_fit)
    if seed is None:
        raise NoPaperError
    return seed


def rows_fit(questions: Sequence[Sequence[AnswerRow]]) -> bool:
    """Whether the answers of a paper fit on one sheet."""
    return fits([[(row.label, row.marks) for row in rows] for rows in questions])


def ask_pack(pack_id: str, cohort: CohortFacts, wish: PackWish, test: PlannedTest | None, *, by: str) -> str:
    """Have a pack printed; with the same id the second time nothing happens. Its sheets are there from now on."""
    serialise(f"pack {pack_id}")
    if db.session.get(Pack, pack_id) is not None:
        return pack_id
    add(
        Pack(
            id=pack_id,
            node_id=current_app.config["NODE_ID"],
            cohort_id=cohort.id,
            meeting_id=wish.meeting_id,
            parts=list(in_order(wish.parts)),
            choices={"course": wish.course_key, "variants": wish.variants, "spare": wish.spare},
            asked_at=clock.now(),
            asked_by=by,
            done=0,
            total=0,
            digest=None,
            pages=0,
            fault="",
            ended_at=None,
        )
    )
    if test is not None:
        for one in test.sheets:
            add(_sheet(one, test, pack_id, cohort, wish.meeting_id, by=by))
    sheets = len(test.sheets) if test else 0
    record("centres.pack-asked", actor_id=by, cohort=cohort.id, parts=len(wish.parts), sheets=sheets)
    enqueue(PRINT, {"pack_id": pack_id, "first": 0}, key=f"{PRINT} {pack_id} 0")
    return pack_id


def _sheet(
    one: PlannedSheet, test: PlannedTest, pack_id: str, cohort: CohortFacts, meeting_id: str | None, *, by: str
) -> Sheet:
    return Sheet(
        node_id=current_app.config["NODE_ID"],
        code=new_code(SHEET),
        cohort_id=cohort.id,
        pack_id=pack_id,
        meeting_id=meeting_id,
        person_id=one.person_id,
        variant=one.variant,
        course_key=test.quiz.course,
        quiz_key=test.quiz.key,
        quiz_digest=test.quiz.digest,
        release=test.release,
        seed=one.seed,
        language=cohort.language,
        printed_at=clock.now(),
        printed_by=by,
    )


def keep_progress(pack: PackFacts, done: int, total: int) -> None:
    """Write down how far the printing is, and ask for the rest."""
    _change(pack.id, done=done, total=total)
    enqueue(PRINT, {"pack_id": pack.id, "first": done}, key=f"{PRINT} {pack.id} {done}")


def keep_pack(pack: PackFacts, digest: str, pages: int, total: int) -> None:
    """The whole file is there."""
    _change(pack.id, done=total, total=total, digest=digest, pages=pages, ended_at=clock.now())


def give_up_pack(pack: PackFacts, fault: str) -> None:
    """A part cannot be printed; the others can be asked for alone."""
    _change(pack.id, fault=fault, ended_at=clock.now())


def _change(pack_id: str, **values: object) -> None:
    db.session.execute(update(Pack).where(Pack.id == pack_id, Pack.ended_at.is_(None)).values(**values))


def purge_packs(now: datetime) -> int:
    """Take away the packs that are a week old with their files; their sheets stay, to be entered."""
    old = list(db.session.scalars(select(Pack).where(Pack.asked_at < now - KEPT)))
    for row in old:
        after_commit(partial(_remove, get_storage(), row.digest, scratch_of(row.id)))
        db.session.delete(row)
    db.session.flush()
    return len(old)


def _remove(storage: Storage, digest: str | None, scratch: Path) -> None:
    if digest:
        storage.remove(digest)
    shutil.rmtree(scratch, ignore_errors=True)


PURGES = {Pack.__tablename__: purge_packs}


def scratch_of(pack_id: str) -> Path:
    """Where the papers of a pack lie until all are there; what a kill leaves there is used again."""
    folder: Path = current_app.extensions["settings"].data_dir / "packs" / pack_id
    return folder
