"""The trainer's screen: who is where and who is stuck; a test for all and its call; how many statements it asks."""

from datetime import timedelta

import pytest

from app.centres.models.tests import QuizOpening
from app.centres.queries.places import get_meeting
from app.centres.queries.watching import list_openings, watch
from app.centres.rules.watching import Spot, Trouble, Work, latest_spot, trouble_at, wrong_in_a_row
from app.centres.service.members import add_member
from app.centres.types.people import MemberSource
from app.courses.service import complete_lesson
from app.infra.database import count, write_tx
from app.kernel import clock as house
from app.kernel.locale import UZ
from app.quizzes.queries.attempts import get_any_attempt, get_paper_of
from tests.support.centres import make_class
from tests.support.counting import queries
from tests.support.people import signed_in
from tests.support.reader import Reader
from tests.support.sitting import answer, begin, sit
from tests.support.staff import PASSWORD, someone

NOW = house.now()


def spot(**more):
    said = {"work": Work.QUIZ, "course_key": "c", "key": "k", "at": NOW, "is_open": True}
    return Spot(**said | more)


@pytest.mark.pure
def test_somebody_is_stuck_who_errs_again_and_again_opens_hints_or_stands_still():
    assert trouble_at(None, NOW) is None
    assert trouble_at(spot(), NOW) is None
    assert trouble_at(spot(wrongs=2), NOW) is None
    assert trouble_at(spot(wrongs=3, has_hints=True), NOW) is Trouble.WRONG
    assert trouble_at(spot(has_hints=True), NOW) is Trouble.HINTS
    assert trouble_at(spot(), NOW + timedelta(minutes=10)) is Trouble.STILL
    assert trouble_at(spot(is_open=False, wrongs=9), NOW + timedelta(minutes=99)) is None
    assert wrong_in_a_row([False, True, False, False]) == 2
    assert wrong_in_a_row([False, True]) == 0


@pytest.mark.pure
def test_what_is_open_goes_before_what_has_ended():
    lesson = spot(work=Work.LESSON, is_open=False, at=NOW + timedelta(minutes=5))
    assert latest_spot([lesson, spot()]) == spot()
    assert latest_spot([lesson, spot(is_open=False)]) == lesson
    assert latest_spot([]) is None


@pytest.fixture
def made(app):
    return make_class(app, members=4)


@pytest.fixture
def trainer(app, made):
    return signed_in(Reader(app), made.trainer.login, PASSWORD)


def page_of(made, part=""):
    return f"{made.page}meetings/{made.meeting_id}/{part}"


@pytest.fixture
def with_login(app, made):
    """A member of the group who can sign in."""
    person = someone(app, "+998915550070", "Erkin Shodiyev")
    with app.app_context(), write_tx():
        add_member(made.cohort_id, person.id, MemberSource.HAND, by=made.manager.id)
    return person


def card(page, name):
    """What the screen says of somebody."""
    item = next(one for one in page.soup.select(".cards > li") if name in one.h3.get_text())
    return " ".join(item.get_text(" ").split())


def test_the_screen_tells_where_each_one_is_and_puts_who_is_stuck_first(app, made, trainer, clock):
    reads, tries, waits, _new = made.members
    with app.app_context(), write_tx():
        complete_lesson(reads, "my-gov-uz", "tour", UZ)
    begin(app, waits, answers=2)
    clock.shift(minutes=10)
    attempt = begin(app, tries)
    with app.app_context():
        first = get_paper_of(get_any_attempt(attempt)).question_ids[0]
    for stamp in range(1, 4):
        answer(app, attempt, first, rightly=False, stamp=stamp)
    page = trainer.get(page_of(made))
    assert page.headers["Refresh"] == "20"
    assert "Dars tugatildi: Portal tuzilishi" in card(page, "Aziza")
    assert "7 ta darsdan 1 tasi tugatilgan" in card(page, "Aziza")
    assert "1-savol: ketma-ket 3 marta xato" in card(page, "Тўлаганов")
    assert "3-savol, jami 10" in card(page, "Dilfuza")
    assert "3-savol: 10 daqiqadan beri oldinga yurmadi" in card(page, "Dilfuza")
    assert "Hali hech narsa boshlamagan" in card(page, "Erkin")
    stuck = ["stuck" in item.get("class", ()) for item in page.soup.select(".cards > li")]
    assert stuck == [True, True, False, False]
    assert "Refresh" not in trainer.get(page_of(made, "?still=1")).headers


def test_the_screen_asks_as_many_statements_of_a_large_class_as_of_a_small_one(app):
    counts = []
    for size in (2, 6):
        made = make_class(app, members=size, name=f"Markaz {'abcdefgh'[size]}")
        trainer = signed_in(Reader(app), made.trainer.login, PASSWORD)
        for member in made.members:
            begin(app, member, answers=1)
            with app.app_context(), write_tx():
                complete_lesson(member, "my-gov-uz", "tour", UZ)
        with queries(app) as asked:
            assert trainer.client.get(page_of(made)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 22
    with app.app_context():
        here = get_meeting(made.cohort_id, made.meeting_id)
        with queries(app) as asked:
            watch(made.members, here)
    assert len(asked) == 7


def test_a_test_is_started_for_all_once_and_calls_members_until_they_have_taken_it(app, made, trainer, with_login):
    login = someone(app, "+998915550071", "Zulfiya Gʻulomova")
    stranger = signed_in(Reader(app), login.login, PASSWORD)
    member = signed_in(Reader(app), with_login.login, PASSWORD)
    trainer.get(page_of(made))
    for _time in range(2):
        trainer.post(page_of(made, "quiz"), {"course": "my-gov-uz"})
    with app.app_context():
        assert count(QuizOpening) == 1
    assert "Test hammaga ochiq:" in trainer.page.main
    for path in ("/uz/me/", "/uz/courses/my-gov-uz/tour/", "/uz/courses/"):
        assert "Testga oʻtish" in member.get(path).links, path
        assert "Testga oʻtish" not in stranger.get(path).links
        assert "Testga oʻtish" not in Reader(app).get(path).links
    member.get("/uz/me/")
    assert "Testga oʻtish" not in member.click("Testga oʻtish").links
    sit(app, with_login.id)
    assert "Testga oʻtish" not in member.get("/uz/courses/my-gov-uz/tour/").links
    trainer.get(page_of(made))
    trainer.submit("/quiz/close")
    assert "Test hammaga ochiq:" not in trainer.page.main
    assert "Testni hammaga boshlash" in trainer.page.main
    with app.app_context():
        assert not any(one.holds(house.now()) for one in list_openings(made.meeting_id))
        assert not app.extensions["bell"].rings(house.now())


def test_nothing_is_started_after_the_end_and_a_helper_is_noted_once(made, trainer, clock):
    trainer.get(page_of(made))
    person = made.members[0]
    for _time in range(2):
        trainer.post(page_of(made, "helper"), {"person": person, "had_helper": "1"})
    assert "Testda yordam berilyapti." in card(trainer.page, "Aziza")
    trainer.post(page_of(made, "helper"), {"person": person, "had_helper": "0"})
    assert "Testda yordam berilyapti." not in card(trainer.page, "Aziza")
    trainer.post(page_of(made, "helper"), {"person": made.trainer.id}, status=404)
    clock.shift(hours=2)
    trainer.get(page_of(made))
    trainer.post(page_of(made, "quiz"), {"course": "my-gov-uz"})
    assert "endi test ochib boʻlmaydi" in trainer.page.main


def test_time_is_given_to_those_who_are_ticked(made, trainer):
    trainer.get(page_of(made, "time/"))
    page = trainer.post(page_of(made, "time/"), {"extra": "50"}, status=400)
    assert "Odamlarni va vaqtni belgilang." in page.main
    page = trainer.post(page_of(made, "time/"), {"extra": "50", "person": [made.members[0], made.members[2]]})
    assert page.main.count("hozir: 50 foiz koʻproq") == 2
