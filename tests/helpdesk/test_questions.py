"""A question from a lesson: asked, taken, answered, told by letter, followed up, and forgotten when it is time."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.service.sessions import end_sessions
from app.helpdesk.models import Question, Turn
from app.helpdesk.queries.exports import export_person
from app.helpdesk.service.bounds import QUESTIONS_A_DAY, QUESTIONS_AN_HOUR
from app.helpdesk.service.forgetting import erase_person
from app.helpdesk.service.questions import new_code
from app.infra.audit import AuditEntry
from app.infra.database import count, write_tx
from app.infra.database import db as database
from app.infra.outbox import Letter
from app.kernel import clock as kernel_clock
from app.kernel.ids import new_id
from app.kernel.permissions import Role, ScopeKind
from tests.helpdesk.test_reports import run_day
from tests.support.counting import rows
from tests.support.helpdesk import ANSWER, ASK, LESSON, QUESTION, ask, asked, living_in, person_of, staff, told
from tests.support.learner import at_once, twin
from tests.support.people import demo_people, newcomer, signed_in

LANGUAGES = ("uz", "uz-Cyrl", "ru")
LOGIN = "90 123 45 67"
TASHKENT, FERGANA = "UZ-TK", "UZ-FA"


@pytest.fixture
def trainer(app, reader):
    """The demo trainer, who reaches everything."""
    return signed_in(reader.stranger(), *demo_people(app)["trainer"])


def staff_path(app, number=-1):
    return f"/uz/questions/{asked(app)[number].id}/"


def answer(app, staff_reader, text=ANSWER, *, number=-1):
    """Take the question and answer it."""
    staff_reader.get(staff_path(app, number))
    staff_reader.submit("/take")
    return staff_reader.submit("/answer", button="answer", text=text)


def letters(app):
    with app.app_context():
        return list(database.session.scalars(select(Letter).where(Letter.purpose == "helpdesk.answer")))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_visitor_asks_from_a_lesson_and_gets_a_link_to_keep(app, reader, lang):
    reader.language = lang
    reader.get(f"/{lang}/courses/my-gov-uz/tour/")
    page = ask(reader, path=ASK.replace("/uz/", f"/{lang}/"), name="Xolida")
    (question,) = asked(app)
    assert page.path == f"/{lang}/my-questions/{question.code}/?sent=1"
    assert f"http://localhost/{lang}/my-questions/{question.code}/" in page.main
    assert (question.course_key, question.lesson_key, question.name) == ("my-gov-uz", "tour", "Xolida")
    assert len(question.code) == 24
    assert reader.client.get_cookie("savodxon")
    assert question.code in "".join(reader.get(f"/{lang}/my-questions/").addresses)


def test_the_link_opens_at_another_machine_where_nothing_is_listed(app, reader):
    ask(reader)
    other = reader.stranger()
    page = other.get(f"/uz/my-questions/{asked(app)[0].code}/")
    assert QUESTION in page.main
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "Hali savol bermagansiz." in other.get("/uz/my-questions/").main


@pytest.mark.parametrize("code", ["x", "0" * 24, "' OR 1=1 --", "a" * 2000])
def test_qz06_a_guessed_link_opens_nothing(app, reader, code):
    ask(reader)
    reader.get(f"/uz/my-questions/{code}/", status=404)


def test_the_id_of_a_question_opens_nothing_to_its_asker_or_another(app, reader):
    ask(reader)
    question = asked(app)[0]
    reader.get(f"/uz/my-questions/{question.id}/", status=404)
    other = newcomer(reader.stranger())
    assert other.client.get(f"/uz/questions/{question.id}/").status_code == 403


def test_a_trainer_takes_and_answers_and_the_learner_reads_who_it_was(app, reader, trainer):
    ask(reader)
    page = trainer.get("/uz/questions/")
    assert QUESTION in page.main
    assert "bir soatdan kam" in page.main
    answer(app, trainer)
    page = reader.get(f"/uz/my-questions/{asked(app)[0].code}/")
    assert "javob berilgan" in page.main
    assert "Jasur, trener" in page.main
    assert "Toʻxtayev" not in page.html
    assert page.links["/uz/courses/my-gov-uz/tour/"] == LESSON
    assert "Hozircha savol yoʻq." in trainer.get("/uz/questions/").main
    assert QUESTION in trainer.get("/uz/questions/?settled=1").main
    with app.app_context():
        actions = set(database.session.scalars(select(AuditEntry.action)))
    assert "helpdesk.question-answered" in actions


@pytest.mark.parametrize(("lang", "says"), [("uz", "javob keldi"), ("uz-Cyrl", "жавоб келди"), ("ru", "ответили")])
def test_the_answer_goes_to_the_given_address_in_the_askers_language(app, reader, trainer, lang, says):
    reader.language = lang
    ask(reader, path=ASK.replace("/uz/", f"/{lang}/"), contact="90 765 43 21", name="Xolida")
    answer(app, trainer, "Yuqori burchakda. " + "Batafsil yozaman. " * 20 + "Oxiri.")
    (letter,) = letters(app)
    assert (letter.channel, letter.address) == ("sms", "+998907654321")
    assert says in letter.text
    assert f"http://localhost/{lang}/my-questions/{asked(app)[0].code}/" in letter.text
    assert "Oxiri" not in letter.text
    assert len(letter.text) < 260
    assert "Xolida" not in letter.text


def test_an_account_is_written_to_at_its_own_address_when_it_wants(app, reader, trainer):
    learner = newcomer(reader, LOGIN)
    ask(learner, notify="y")
    answer(app, trainer, "Raqamingiz 31205851234567 edi. Uni hech kimga aytmang.")
    (letter,) = letters(app)
    assert letter.address == "+998901234567"
    assert "31205851234567" not in letter.text
    assert asked(app)[0].contact == ""


def test_nobody_is_written_to_who_does_not_want_it(app, reader, trainer):
    ask(reader)
    answer(app, trainer)
    assert letters(app) == []


def test_an_answer_sent_twice_is_one_answer_and_one_letter(app, reader, trainer):
    ask(reader, contact="xolida@mail.example")
    path = staff_path(app)
    trainer.get(path)
    trainer.submit("/take")
    for _ in range(2):
        trainer.post(f"{path}answer", {"text": ANSWER, "deed": "answer"})
    assert len(letters(app)) == 1
    assert letters(app)[0].channel == "email"
    with app.app_context():
        assert count(Turn, Turn.kind == "answered") == 1


def test_two_do_not_answer_at_once_and_the_second_keeps_what_was_typed(app, reader, trainer, clock):
    clock.set(kernel_clock.now())
    ask(reader)
    author = signed_in(reader.stranger(), *demo_people(app)["author"])
    path = staff_path(app)
    author.get(path)
    trainer.get(path)
    trainer.submit("/take")
    page = author.post(f"{path}answer", {"text": "Men ham yozdim", "deed": "answer"}, status=409)
    assert "Javobni Jasur yozyapti." in page.main
    assert "Men ham yozdim" in page.html
    author.post(f"{path}take", status=409)
    author.post(f"{path}close", status=409)
    clock.shift(hours=2)
    author.get(path)
    author.submit("/take")
    trainer.get(path)
    assert "Dilnoza" in trainer.page.main


def test_two_who_take_at_the_same_moment_are_told_apart(app, reader, trainer):
    ask(reader)
    path = staff_path(app)
    others = [signed_in(reader.stranger(), *demo_people(app)[role]) for role in ("author", "coordinator")]
    people = [trainer, *others]
    for one in people:
        one.get(path)
    sent = [{"_token": one.page.soup.find("input", attrs={"name": "_token"})["value"]} for one in people]

    def send(one, data):
        return lambda: one.client.post(f"{path}take", data=data).status_code

    answers = at_once(send(one, data) for one, data in zip(people, sent, strict=True))
    assert sorted(answers) == [303, 409, 409]


def test_a_question_given_back_is_free_for_others(app, reader, trainer):
    ask(reader)
    trainer.get(staff_path(app))
    trainer.submit("/take")
    trainer.submit("/return")
    author = signed_in(reader.stranger(), *demo_people(app)["author"])
    author.get(staff_path(app))
    author.submit("/take")


def test_the_staff_asks_back_and_the_asker_writes_once_more(app, reader, trainer):
    ask(reader)
    trainer.get(staff_path(app))
    trainer.submit("/take")
    trainer.submit("/answer", button="back", text="Qaysi telefonda?")
    page = reader.get(f"/uz/my-questions/{asked(app)[0].code}/")
    assert "aniqlik soʻralgan" in page.main
    for _ in range(2):
        reader.get(f"/uz/my-questions/{asked(app)[0].code}/")
        reader.submit(f"{asked(app)[0].code}/", text="Eski Androidda, raqamim 90 123 45 67")
    assert reader.page.main.count("Eski Androidda, raqamim ••••") == 1
    assert "javob kutyapti" in reader.page.main
    assert QUESTION in trainer.get("/uz/questions/").main


def test_a_question_is_closed(app, reader, trainer):
    ask(reader)
    trainer.get(staff_path(app))
    trainer.submit("/close")
    assert "yopilgan" in reader.get(f"/uz/my-questions/{asked(app)[0].code}/").main


def test_a_question_passed_on_becomes_a_report_on_its_lesson_once(app, reader, trainer):
    ask(reader)
    path = staff_path(app)
    trainer.get(path)
    for _ in range(2):
        trainer.post(f"{path}pass-on")
    (report,) = told(app)
    assert (report.difference, report.words, report.question_id) == ("other", QUESTION, asked(app)[0].id)
    page = reader.get(f"/uz/my-questions/{asked(app)[0].code}/")
    assert "Savolingizni dars mualliflariga ham berdik." in page.main
    assert QUESTION in trainer.get("/uz/questions/").main


def test_a_question_about_nothing_in_particular_is_passed_on_without_a_report(app, reader, trainer):
    ask(reader, path="/uz/ask/")
    trainer.get(staff_path(app))
    trainer.submit("/pass-on")
    assert told(app) == []
    assert "dars mualliflarida" in trainer.page.main


def test_open_questions_stand_oldest_first_with_how_long_they_wait(app, reader, trainer, clock):
    clock.set(kernel_clock.now())
    ask(reader, "Birinchi savol")
    clock.shift(hours=30)
    ask(reader, "Ikkinchi savol")
    clock.shift(hours=20)
    trainer = signed_in(reader.stranger(), *demo_people(app)["trainer"])
    words = trainer.get("/uz/questions/").main
    assert words.index("Birinchi savol") < words.index("Ikkinchi savol")
    assert "Kutyapti: 2 kun" in words
    assert "Kutyapti: 20 soat" in words


def test_up19_staff_see_only_the_questions_of_their_region_or_course(app, reader):
    ask(living_in(app, "90 111 00 01", TASHKENT), "Toshkentdan savol", path="/uz/ask/")
    ask(living_in(app, "90 111 00 02", FERGANA), "Fargʻonadan savol")
    here = staff(app, "90 111 00 03", Role.TRAINER, ScopeKind.REGION, TASHKENT)
    course = staff(app, "90 111 00 04", Role.AUTHOR, ScopeKind.COURSE, "my-gov-uz")
    other = staff(app, "90 111 00 05", Role.AUTHOR, ScopeKind.COURSE, "another")
    words = here.get("/uz/questions/").main
    assert "Toshkentdan savol" in words
    assert "Fargʻonadan savol" not in words
    assert "Fargʻonadan savol" in course.get("/uz/questions/").main
    assert "Hozircha savol yoʻq." in other.get("/uz/questions/").main
    for who, number in ((here, 1), (course, 0), (other, 0), (other, 1)):
        path = staff_path(app, number)
        who.get(path, status=404)
        who.get("/uz/my-questions/")
        for deed in ("take", "answer", "return", "pass-on", "close"):
            who.post(path + deed, {"text": "Salom"}, status=404)
    with app.app_context():
        assert count(Turn) == 0


def test_numbers_of_people_are_hidden_in_a_question(app, reader):
    page = ask(reader, "JShShIRim 31205851234567, kartam 4539148803436467")
    assert "JShShIRim ••••, kartam ••••" in page.main
    assert asked(app)[0].text == "JShShIRim ••••, kartam ••••"


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("text", "", "Savolingizni yozing."),
        ("text", "   ", "Savolingizni yozing."),
        ("text", "a" * 1001, "Matn juda uzun"),
        ("text", "a" * 10_000, "Matn juda uzun"),
        ("text", "a\x00b", "oʻqib boʻlmaydigan"),
        ("name", "<b>", "Ismda faqat harflar"),
        ("name", "=cmd()", "Ismda faqat harflar"),
        ("name", "a" * 10_000, "Matn juda uzun"),
        ("contact", "12", "Telefon raqamini"),
        ("contact", "a@b", "Telefon raqamini"),
    ],
)
def test_au14_what_cannot_be_kept_gets_a_clear_answer_and_the_rest_stays(app, reader, field, typed, says):
    reader.get(ASK)
    good = {"text": "Savol\nikki qatorda", "name": "Xolida", "contact": "90 765 43 21"}
    page = reader.submit("/ask/", status=400, **(good | {field: typed}))
    assert says in page.main
    for name, value in good.items():
        if name != field:
            assert value in page.html
    assert asked(app) == []


def test_qz15_markup_and_bidi_in_a_question_are_shown_as_text(app, reader, trainer):
    text = "<img src=x onerror=alert(1)> =cmd() \u202ehidden {{ 7*7 }} {% x %}"
    page = ask(reader, text)
    shown = "<img src=x onerror=alert(1)> =cmd() hidden {{ 7*7 }} {% x %}"
    assert shown in page.main
    assert not page.soup.find("main").find("img")
    assert shown in trainer.get(staff_path(app)).main


def test_a_question_with_an_address_gives_no_link(app, reader, trainer):
    page = ask(reader, "Bu toʻgʻrimi: http://evil.example/uz/courses/my-gov-uz/ va /uz/courses/my-gov-uz/tour/ ?")
    assert not page.soup.select("ol.cards a")


def test_an_answer_with_a_foreign_address_is_refused_and_kept(app, reader, trainer):
    ask(reader)
    trainer.get(staff_path(app))
    trainer.submit("/take")
    page = trainer.submit("/answer", button="answer", text="Bu yerda: https://evil.example/x", status=400)
    assert "Faqat darslarimizga va davlat saytlariga havola bering." in page.main
    assert "https://evil.example/x" in page.html
    trainer.submit("/answer", button="answer", text="Rasmiy: https://my.gov.uz/uz")


def test_a_machine_that_fills_in_the_hidden_field_asks_nothing(app, reader):
    reader.get(ASK)
    reader.submit("/ask/", text=QUESTION, trap="x", status=400)
    assert QUESTION in reader.page.html
    assert rows(app)["accounts_person"] == 0
    reader.submit("/ask/")
    assert len(asked(app)) == 1


def test_qz10_the_same_question_from_a_second_tab_or_by_the_back_button_is_one(app, reader):
    reader.get(ASK)
    tab, back = twin(reader), reader.page
    first = reader.submit("/ask/", text=QUESTION).path
    assert tab.submit("/ask/", text=QUESTION).path == first
    reader.page = back
    assert reader.submit("/ask/", text=QUESTION).path == first
    assert len(asked(app)) == 1
    assert rows(app)["accounts_person"] == 1


def test_a_double_tap_at_the_same_moment_is_one_question_of_one_person(app, reader):
    reader.get(ASK)
    tabs = [twin(reader) for _ in range(4)]
    sent = {"text": QUESTION, "_token": reader.page.soup.find("input", attrs={"name": "_token"})["value"]}
    places = at_once([lambda tab=tab: tab.client.post(ASK, data=sent).location for tab in tabs])
    assert len(set(places)) == 1
    assert len(asked(app)) == 1
    assert rows(app)["accounts_person"] == 1


def test_another_person_at_the_same_machine_is_not_shown_what_was_asked_before(app, reader):
    newcomer(reader, LOGIN)
    first = ask(reader).path
    reader.get("/uz/me/")
    reader.submit("/sign-out/")
    newcomer(reader, "90 123 45 68")
    assert ask(reader).path != first


def test_one_person_asks_only_so_much_in_an_hour_and_keeps_what_was_typed(app, reader, clock):
    clock.set(kernel_clock.now())
    for number in range(QUESTIONS_AN_HOUR):
        ask(reader, f"{number}-savol")
    page = ask(reader, "Yana bir savol", status=429)
    assert "Yozganingiz saqlanib turibdi" in page.main
    assert "Yana bir savol" in page.html
    assert len(asked(app)) == QUESTIONS_AN_HOUR
    ask(reader.stranger(), "Boshqa odamning savoli")
    clock.shift(minutes=61)
    ask(reader, "Yana bir savol")


def test_a_day_that_is_full_has_a_calm_page_and_makes_nobody(app, reader):
    with app.app_context(), write_tx() as session:
        session.add_all(question() for _ in range(QUESTIONS_A_DAY))
    page = ask(reader, status=429)
    assert "Bugun juda koʻp savol va xabar keldi." in page.main
    assert QUESTION in page.html
    assert rows(app)["accounts_person"] == 0


def question():
    texts = dict.fromkeys(("course_key", "lesson_key", "release", "name", "contact", "sender"), "")
    own = {"node_id": "testnode", "person_id": new_id(), "code": new_code(), "text": "x", "language": "uz"}
    return Question(**texts, **own, reply="page", asked_at=kernel_clock.now())


def test_au22_what_was_typed_survives_a_session_that_is_over(app, reader):
    newcomer(reader, LOGIN)
    reader.get(ASK)
    form = reader.page
    end_sessions_of(app, LOGIN)
    reader.page = form
    page = reader.submit("/ask/", text=QUESTION, status=401)
    assert "Yuborgan javobingiz saqlanib turibdi" in page.main
    reader.submit("/sign-in/")
    reader.submit("/sign-in/", login=LOGIN, password="oltin baliq 7")
    page = reader.submit("/ask/")
    assert QUESTION in page.main
    assert len(asked(app)) == 1


def end_sessions_of(app, login):
    with app.app_context(), write_tx():
        end_sessions(person_of(login))


def test_the_address_is_forgotten_thirty_days_after_the_end_and_not_before(app, reader, trainer, clock):
    clock.set(kernel_clock.now())
    ask(reader, "Ochiq savol", contact="90 765 43 21")
    ask(reader, "Javobli savol", contact="90 765 43 21")
    answer(app, trainer)
    run_day(app, clock, timedelta(days=29))
    assert [one.contact for one in asked(app)] == ["+998907654321"] * 2
    run_day(app, clock, timedelta(days=2))
    assert [one.contact for one in asked(app)] == ["+998907654321", ""]


def test_ad18_an_export_is_complete_and_only_ones_own(app, reader, trainer):
    learner = newcomer(reader, LOGIN)
    ask(learner, name="Xolida")
    ask(learner.stranger(), "Begona savol")
    answer(app, trainer, number=0)
    with app.app_context():
        told_all = export_person(person_of(LOGIN))
    (one,) = told_all["helpdesk_question"]
    assert (one["text"], one["name"], one["lesson_key"]) == (QUESTION, "Xolida", "tour")
    assert [turn["text"] for turn in told_all["helpdesk_turn"] if turn["text"]] == [ANSWER]


def test_ad18_an_erased_person_leaves_no_word_and_no_link(app, reader, trainer):
    ask(reader, name="Xolida", contact="90 765 43 21")
    visitor = asked(app)[0].person_id
    code = asked(app)[0].code
    trainer.get(staff_path(app))
    trainer.submit("/pass-on")
    tombstone = new_id()
    for _ in range(2):
        with app.app_context(), write_tx():
            erase_person(visitor, tombstone)
    (kept,) = asked(app)
    assert (kept.person_id, kept.text, kept.name, kept.contact, kept.sender) == (tombstone, "", "", "", "")
    assert told(app)[0].words == ""
    reader.get(f"/uz/my-questions/{code}/", status=404)
    assert "Hozircha savol yoʻq." in trainer.get("/uz/questions/").main
    assert "Matni oʻchirilgan savol" in trainer.get("/uz/questions/?settled=1").main


def test_a_question_whose_staff_has_gone_still_names_the_role(app, reader, trainer):
    ask(reader)
    answer(app, trainer)
    with app.app_context(), write_tx() as session:
        session.scalars(select(Turn).where(Turn.kind == "answered")).one().author_id = new_id()
    assert "trener" in reader.get(f"/uz/my-questions/{asked(app)[0].code}/").main
