"""What reminders say, in three languages: short, with a link of our own, two parts of an SMS at most."""

import pytest

from app.courses.queries import list_courses, list_lessons
from app.infra.outbox import Channel
from app.kernel.gsm import count_parts, plain
from app.kernel.ids import new_id
from app.progress.documents import leave_link, reminder_text
from app.progress.types import Step
from app.web.i18n import in_language
from app.web.signed import read_id

LANGUAGES = ("uz", "uz-Cyrl", "ru")
LESSON = Step(course_key="my-gov-uz", lesson_key="tour", title="Portal bilan tanishuv", minutes=7)
QUIZ = Step(course_key="my-gov-uz", quiz_key="final")


@pytest.fixture
def at_home(app, monkeypatch):
    """The site under an address of its usual length."""
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://savodxon.uz")


def written(step, channel, lang):
    with in_language(lang):
        return reminder_text(step, channel, leave_link(new_id()))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_lessons_sms_is_two_parts_at_most_and_leads_home(at_home, db, lang):
    for course, _text in list_courses(lang):
        for lesson, words in list_lessons(course, lang):
            step = Step(course_key=course.key, lesson_key=lesson.key, title=words.title, minutes=lesson.minutes)
            text = plain(written(step, Channel.SMS, lang).text)
            assert text.startswith("Savodxon. ")
            assert text.count("https://") == 1
            assert f" https://savodxon.uz/{lang}/reminders/" in text
            assert count_parts(text) <= 2, text
    assert count_parts(plain(written(QUIZ, Channel.SMS, lang).text)) <= 2


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("title", ["Жуда узун ном " * 20, "x" * 200, "?"])
def test_a_long_title_loses_its_end_and_the_link_stays_whole(at_home, db, lang, title):
    step = Step(course_key="my-gov-uz", lesson_key="tour", title=title, minutes=7)
    text = plain(written(step, Channel.SMS, lang).text)
    assert count_parts(text) <= 2
    assert len(text.rsplit("/reminders/", 1)[1].rstrip("/")) == 30


def test_a_title_is_cut_between_words_and_no_quotation_is_left_open(at_home, db):
    step = Step(course_key="c", lesson_key="l", title="Портал тузилиши «Ҳаётий вазиятлар» ва яна кўп нарса", minutes=7)
    assert "Портал тузилиши…, 7 дақиқа." in plain(written(step, Channel.SMS, "uz-Cyrl").text).replace("...", "…")


def test_latin_uzbek_is_one_cheap_part(at_home, db):
    assert count_parts(plain(written(LESSON, Channel.SMS, "uz").text)) == 1


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("uz", "Navbatdagi dars: Portal bilan tanishuv, 7 daqiqa."),
        ("uz-Cyrl", "Навбатдаги дарс: Portal bilan tanishuv, 7 дақиқа."),
        ("ru", "Следующий урок: Portal bilan tanishuv, 7 минут."),
    ],
)
@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.TELEGRAM])
def test_a_letter_says_what_is_next_with_both_links(at_home, db, lang, words, channel):
    told = written(LESSON, channel, lang)
    assert words in told.text
    assert f"https://savodxon.uz/{lang}/courses/my-gov-uz/tour/" in told.text
    assert f"https://savodxon.uz/{lang}/reminders/" in told.text
    assert "Savodxon" in told.subject


def test_the_link_names_a_person_to_us_alone(at_home, db):
    person = new_id()
    with in_language("uz"):
        token = leave_link(person).split("/")[-2]
    assert read_id(token, "reminders") == person
    assert read_id(token, "another") is None
    assert person.replace("-", "") not in token
    for place in range(len(token)):
        changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        assert read_id(changed, "reminders") is None
    for rubbish in ("", "x", token + "A", token[:-1], "ж" * 30, "=" * 30, "A" * 5000):
        assert read_id(rubbish, "reminders") is None
