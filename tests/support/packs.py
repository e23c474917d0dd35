"""Class packs and answer sheets for tests, asked for by the room's own service; a job prints them, or none does."""

from collections.abc import Mapping, Sequence

from flask import Flask

from app.centres.queries.papers import list_sheets
from app.centres.queries.places import get_cohort
from app.centres.service.packs import ON_PAPER, PackWish, ask_pack, plan_test
from app.centres.types.papers import PackPart, SheetFacts, Variants
from app.infra.database import write_tx
from app.kernel.ids import new_id
from app.published.queries import get_release
from app.quizzes.queries.papers import list_questions
from tests.support.centres import Class


def ask_for_pack(
    app: Flask,
    made: Class,
    parts: Sequence[PackPart] = (PackPart.ANSWERS,),
    *,
    variants: Variants = Variants.LETTERS,
    spare: int = 1,
    key: str = "my-gov-uz",
) -> str:
    """A pack of this group's course; its id."""
    with app.app_context():
        cohort, release = get_cohort(made.cohort_id), get_release()
        wish = PackWish(meeting_id=None, parts=parts, course_key=key, variants=variants, spare=spare)
        quiz = release.quizzes[f"{key}/final"]
        test = plan_test(cohort, quiz, release.digest, wish) if ON_PAPER & set(parts) else None
        with write_tx():
            return ask_pack(new_id(), cohort, wish, test, by=made.trainer.id)


def sheets_of(app: Flask, pack_id: str) -> list[SheetFacts]:
    """The answer sheets of a pack."""
    with app.app_context():
        return list_sheets(pack_id)


def keys_of(app: Flask, sheet: SheetFacts) -> dict[int, str]:
    """What is right on a sheet, as it is typed."""
    with app.app_context():
        return {one.number: one.key for one in list_questions(sheet.quiz_digest, sheet.seed)}


def fields_of(typed: Mapping[int, str], **more: str) -> dict[str, str]:
    """A row as the form sends it."""
    return {f"q{number}": text for number, text in typed.items()} | more
