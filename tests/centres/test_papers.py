"""Answer sheets typed in: what is doubtful, what becomes an attempt, and what a sheet does the second time."""

import json

import pytest
from sqlalchemy import select

from app.centres.models.papers import SheetEntry
from app.centres.queries.members import list_members
from app.centres.queries.papers import find_entry, list_entries, list_unentered
from app.centres.queries.places import get_meeting
from app.centres.service.members import remove_member
from app.centres.service.papers import Doubt, enter_sheet, read_sheet
from app.centres.types.papers import EnteredOtherwiseError, Variants
from app.infra import jobs
from app.infra.database import count, write_tx
from app.progress.queries import list_passed_courses
from app.quizzes.models import Attempt, SubmittedAttempt
from app.quizzes.queries.attempts import get_any_attempt, get_record
from app.quizzes.service.attempts import start_attempt
from tests.support.centres import make_class
from tests.support.counting import queries
from tests.support.packs import ask_for_pack, fields_of, keys_of, sheets_of
from tests.support.people import signed_in
from tests.support.reader import Reader
from tests.support.staff import PASSWORD


@pytest.fixture
def made(app):
    """A group of three with a pack of lettered papers and a spare one."""
    return make_class(app, members=3)


@pytest.fixture
def sheets(app, made):
    return sheets_of(app, ask_for_pack(app, made))


@pytest.fixture
def trainer(app, made):
    return signed_in(Reader(app), made.trainer.login, PASSWORD)


def enter(made, sheet, typed, **said):
    reading = read_sheet(sheet, typed, **said)
    with write_tx():
        return enter_sheet(sheet, reading, typed, by=made.trainer.id)


def test_a_paper_becomes_an_ordinary_attempt_that_passes(app, db, made, sheets):
    sheet = sheets[0]
    open_id = _begun(sheet)
    attempt_id, is_new = enter(made, sheet, keys_of(app, sheet))
    jobs.run_all()
    attempt = get_any_attempt(attempt_id)
    assert is_new
    assert (attempt.seed, attempt.release, attempt.quiz_digest) == (sheet.seed, sheet.release, sheet.quiz_digest)
    assert attempt.grade.percent == 100
    assert "my-gov-uz" in list_passed_courses(sheet.person_id)
    begun = get_meeting(made.cohort_id, made.meeting_id).begins_at
    assert db.session.scalars(select(SubmittedAttempt)).one().submitted_at == begun
    assert get_record(sheet.person_id, "my-gov-uz", "final").open_attempt_id == open_id
    assert [one.attempt_id for one in list_entries(made.cohort_id, made.meeting_id)] == [attempt_id]


def _begun(sheet):
    """An attempt on the screen that is still open."""
    with write_tx():
        return start_attempt(sheet.person_id, "my-gov-uz", "final", sheet.language)


def test_the_same_sheet_twice_is_one_attempt_and_other_answers_change_nothing(app, db, made, sheets):
    sheet, typed = sheets[0], keys_of(app, sheets[0])
    first, _ = enter(made, sheet, typed)
    assert enter(made, sheet, typed) == (first, False)
    with pytest.raises(EnteredOtherwiseError):
        enter(made, sheet, typed | {1: "."})
    assert count(Attempt) == count(SheetEntry) == 1
    assert sheet not in list_unentered(made.cohort_id)


def test_no_limit_loses_a_paper(app, db, made, sheets):
    sheet = sheets[0]
    blank = dict.fromkeys(keys_of(app, sheet), ".")
    for _ in range(6):
        again = sheets_of(app, ask_for_pack(app, made, spare=0))[0]
        enter(made, again, blank)
    attempt_id, _ = enter(made, sheet, keys_of(app, sheet))
    assert get_any_attempt(attempt_id).grade.is_passed
    assert count(Attempt) == 7


def test_a_spare_sheet_is_of_whom_the_trainer_names_in_the_group(app, db, made, sheets):
    spare, stranger = sheets[-1], make_class(app, members=1, name="Olot").members[0]
    typed = keys_of(app, spare)
    assert read_sheet(spare, typed).person_id is None
    assert read_sheet(spare, typed, person_id=stranger).person_id is None
    enter(made, spare, typed, person_id=made.members[1])
    assert find_entry(spare.id).person_id == made.members[1]


def test_somebody_who_has_left_is_doubted_and_can_be_entered(app, db, made, sheets):
    sheet = sheets[0]
    with write_tx():
        remove_member(made.cohort_id, sheet.person_id, by=made.trainer.id)
    reading = read_sheet(sheet, keys_of(app, sheet))
    assert reading.doubts == (Doubt.NOT_A_MEMBER,)
    assert reading.is_sound


def test_another_variant_of_the_same_pack_is_doubted_and_one_of_none_is_refused(app, db, made, sheets):
    mine, other = sheets[:2]
    typed = keys_of(app, other)
    reading = read_sheet(mine, typed, variant=other.variant.lower())
    assert reading.seed == other.seed
    assert Doubt.OTHER_VARIANT in reading.doubts
    assert not read_sheet(mine, typed, variant="Z").is_sound
    attempt_id, _ = enter(made, mine, typed, variant=other.variant)
    assert get_any_attempt(attempt_id).grade.percent == 100


def test_everybody_has_a_paper_of_their_own_or_letters_go_round(app, db, made):
    own = sheets_of(app, ask_for_pack(app, made, variants=Variants.OWN))
    assert len({one.seed for one in own}) == len(own) == 4
    lettered = sheets_of(app, ask_for_pack(app, made, spare=2))
    assert [one.variant for one in lettered] == ["A", "B", "C", "D", "A"]
    assert lettered[0].seed == lettered[4].seed
    assert [one.person_id for one in own[:3]] == [one.person_id for one in list_members(made.cohort_id)]


def letters_of(typed):
    """The numbers of questions that are answered with one letter."""
    return [number for number, key in typed.items() if key in set("ABCDEF")]


def test_rows_are_typed_one_after_another_on_the_page(app, made, sheets, trainer):
    address = f"{made.page}papers/"
    row = f"/papers/{sheets[0].id}/"
    trainer.get(address)
    typed = keys_of(app, sheets[0])
    one, other, *_ = letters_of(typed)
    page = trainer.submit(row, status=400, **fields_of(typed | {one: "Ж", other: ""}))
    assert "kirill harfi" in page.main
    assert f"Javobsiz savol: {other}." in page.main
    page = trainer.submit(row, status=400, **fields_of(typed | {other: ""}))
    assert "kirill harfi" not in page.main
    page = trainer.submit(row, **fields_of(typed | {other: ""}), sure="1")
    assert "Saqlandi." in page.main
    assert sheets[0].code not in page.main


def test_a_row_is_checked_as_it_is_left(app, made, sheets, trainer):
    trainer.get(f"{made.page}papers/")
    typed = keys_of(app, sheets[0])
    one = letters_of(typed)[0]
    answer = trainer.post(f"{made.page}papers/{sheets[0].id}/check", fields_of(typed | {one: "Z"}))
    assert list(json.loads(answer.html)["cells"]) == [str(one)]
    with app.app_context():
        assert count(SheetEntry) == 0


def test_a_code_leads_to_its_sheet_or_says_why_not(app, made, sheets, trainer):
    elsewhere = make_class(app, members=1, name="Olot")
    theirs = sheets_of(app, ask_for_pack(app, elsewhere))[0]
    address = f"{made.page}papers/"
    assert sheets[1].code in trainer.get(f"{address}?code={sheets[1].code.lower()}").main
    assert "Bunday kodli varaq yoʻq" in trainer.get(f"{address}?code=ABC").main
    page = trainer.get(f"{address}?code={theirs.code}")
    assert "Olot kutubxonasi" in page.main
    assert "Oʻsha guruhda kiritish" not in page.main
    assert trainer.get(f"{elsewhere.page}papers/", status=404)
    with app.app_context():
        enter(made, sheets[1], keys_of(app, sheets[1]))
    page = trainer.get(f"{address}?code={sheets[1].code}")
    assert "kiritilgan" in page.main
    page = trainer.submit(
        f"/papers/{sheets[1].id}/", status=400, **fields_of(dict.fromkeys(keys_of(app, sheets[1]), "."))
    )
    assert "Oldingi natija oʻzgarmadi" in page.main


def test_the_page_asks_eight_queries_however_many_sheets_there_are(app, made, sheets, trainer):
    trainer.get(f"{made.page}papers/")
    with app.app_context():
        for sheet in sheets[:2]:
            enter(made, sheet, keys_of(app, sheet))
    with queries(app) as asked:
        trainer.client.get(f"{made.page}papers/?done={sheets[0].code}")
    assert len(asked) == 8
