"""Questions that many ask: rewritten by the staff, shown to everybody, never in the asker's words."""

import pytest
from sqlalchemy import select

from app.helpdesk.models import CommonAnswer
from app.helpdesk.service.answers import write_public_answer
from app.infra.database import count, write_tx
from app.infra.database import db as database
from app.kernel.ids import new_id
from app.kernel.permissions import Role, ScopeKind
from tests.support.helpdesk import ASK, LESSON, QUESTION, ask, asked, staff
from tests.support.people import demo_people, signed_in

PAGE = "/uz/courses/my-gov-uz/answers/"
OWN = {"question": "Lupa belgisi qayerda?", "answer": "Yuqorida. Mana dars: /uz/courses/my-gov-uz/tour/"}
RUSSIAN = {"question_ru": "Где находится лупа?", "answer_ru": "Вверху страницы."}


@pytest.fixture
def author(app, reader):
    return signed_in(reader.stranger(), *demo_people(app)["author"])


def rewrite(app, author, **typed):
    """From the question's page to the form, and send it."""
    author.get(f"/uz/questions/{asked(app)[0].id}/")
    author.click("Koʻp soʻraladigan savollarga qoʻshish")
    return author.submit("/edit/", **(OWN | typed))


def test_a_rewritten_question_is_shown_to_everybody_with_its_lesson(app, reader, author):
    assert "Hozircha savol yoʻq." in reader.get(PAGE).main
    ask(reader, name="Xolida")
    page = rewrite(app, author)
    assert page.path == PAGE
    page = reader.stranger().get(PAGE)
    assert OWN["question"] in page.main
    assert LESSON in page.links.values()
    assert QUESTION not in page.html
    assert "Xolida" not in page.html
    assert PAGE in reader.get(ASK).links.values()


def test_it_is_read_in_cyrillic_and_in_russian_and_in_uzbek_where_no_russian_was_written(app, reader, author):
    ask(reader)
    rewrite(app, author)
    assert "Лупа белгиси қаерда?" in reader.get("/uz-Cyrl/courses/my-gov-uz/answers/").main
    section = reader.get("/ru/courses/my-gov-uz/answers/").soup.select_one("section.card")
    assert section["lang"] == "uz-Latn"
    author.get(PAGE)
    author.click(f"Oʻzgartirish : {OWN['question']}")
    author.submit("/edit/", **RUSSIAN)
    page = reader.get("/ru/courses/my-gov-uz/answers/")
    assert RUSSIAN["question_ru"] in page.main
    assert OWN["question"] not in page.main
    with app.app_context():
        assert count(CommonAnswer) == 2
        assert len(set(database.session.scalars(select(CommonAnswer.entry_id)))) == 1


def test_the_askers_own_words_are_refused(app, reader, author):
    ask(reader)
    author.get(f"/uz/questions/{asked(app)[0].id}/")
    author.click("Koʻp soʻraladigan savollarga qoʻshish")
    page = author.submit("/edit/", question=f" {QUESTION.upper()}", answer="Yuqorida.", status=400)
    assert "Odamning oʻz soʻzlarini koʻchirmang." in page.main
    assert "Yuqorida." in page.html


@pytest.mark.parametrize(
    "typed",
    [{"question": ""}, {"answer": ""}, {"answer": "www.evil.example"}, {"question_ru": "Где?"}, {"answer": "a\x00"}],
)
def test_au14_what_cannot_be_shown_is_refused(app, author, typed):
    author.get(f"{PAGE}edit/")
    author.submit("/edit/", status=400, **(OWN | typed))
    with app.app_context():
        assert count(CommonAnswer) == 0


def test_what_is_hidden_is_seen_by_its_staff_only(app, reader, author):
    with app.app_context(), write_tx():
        texts = {"uz": ("Yashirin savol", "Javob")}
        write_public_answer(
            None, course_key="my-gov-uz", lesson_key="", texts=texts, is_shown=False, author_id=new_id()
        )
    assert "Yashirin savol" not in reader.get(PAGE).html
    assert "Yashirin savol" in author.get(PAGE).main


def test_up19_staff_of_another_course_or_of_a_region_write_nothing_here(app, reader):
    ask(reader)
    for number, (kind, key) in enumerate([(ScopeKind.COURSE, "another"), (ScopeKind.REGION, "UZ-TK")]):
        other = staff(app, f"90 111 22 3{number}", Role.TRAINER, kind, key)
        other.get(f"{PAGE}edit/", status=404)
        other.get(PAGE)
        other.post(f"{PAGE}edit/", OWN, status=404)
    own = staff(app, "90 111 22 39", Role.AUTHOR, ScopeKind.COURSE, "my-gov-uz")
    own.get(f"{PAGE}edit/?entry={new_id()}", status=404)
    own.get(f"{PAGE}edit/?question_id={new_id()}", status=404)
    own.get(f"{PAGE}edit/?question_id={asked(app)[0].id}")
