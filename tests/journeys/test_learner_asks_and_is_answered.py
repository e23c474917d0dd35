"""Two taps tell that the portal looks different; a question from a lesson is answered, and read where it was asked."""

from sqlalchemy import select

from app.helpdesk.models import Question, Report
from app.infra.database import db
from app.infra.outbox import Letter
from tests.support.browser import DESK
from tests.support.browsing import COURSE, Learner
from tests.support.people import demo_people

LESSON = f"{COURSE}tour/"


def first(app, query):
    with app.app_context():
        return db.session.scalars(query).one()


def test_a_visitor_without_scripts_tells_in_two_taps_that_the_portal_looks_different(app, plain_phone):
    visitor = Learner(plain_phone, app, runs_scripts=False)
    visitor.open(LESSON)
    plain_phone.get_by_text("Portalda boshqacha koʻrinadimi?").tap()
    visitor.look()
    with plain_phone.expect_navigation():
        plain_phone.get_by_role("button", name="Nomi boshqacha").tap()
    assert "Rahmat" in visitor.h1
    visitor.look()
    visitor.follow(LESSON)
    assert first(app, select(Report)).difference == "name"
    plain_phone.get_by_text("Portalda boshqacha koʻrinadimi?").tap()
    visitor.follow("/different/")
    visitor.look()


def test_a_learner_asks_a_trainer_answers_and_the_learner_reads_it(app, phone, opened):
    learner = Learner(phone, app)
    learner.open(LESSON)
    learner.follow("/tour/ask/")
    learner.look()
    learner.send("/ask/")
    assert learner.page.locator(".summary").is_visible()
    learner.look()
    learner.field("text").fill("Lupa belgisini topa olmadim.\nU qayerda?")
    learner.field("contact").fill("90 765 43 21")
    learner.send("/ask/")
    assert "Yuborildi." in learner.main
    learner.look()
    learner.open("me/")
    learner.follow("/my-questions/")
    learner.look()

    trainer = Learner(opened(DESK), app)
    trainer.come_in_as_staff(*demo_people(app)["trainer"])
    trainer.open("my-questions/")
    trainer.follow("/uz/questions/")
    trainer.look()
    question = first(app, select(Question))
    trainer.follow(f"/{question.id}/")
    trainer.send("/take")
    trainer.look()
    trainer.field("text").fill("Sahifaning yuqori oʻng burchagida.")
    with trainer.page.expect_navigation():
        trainer.page.get_by_role("button", name="Javobni yuborish").click()

    learner.follow(f"/{question.code}/")
    assert "Sahifaning yuqori oʻng burchagida." in learner.main
    assert "Jasur, trener" in learner.main
    learner.look()
    letter = first(app, select(Letter).where(Letter.purpose == "helpdesk.answer"))
    assert letter.address == "+998907654321"
    assert question.code in letter.text


def test_an_author_sees_what_was_told_and_decides(app, phone):
    visitor = Learner(phone, app)
    visitor.open(f"{LESSON}different/")
    visitor.field("words").fill("Endi «Qidiruv» tugmasi pastda")
    with phone.expect_navigation():
        phone.get_by_role("button", name="Tugma boshqa joyda").click()
    visitor.come_in_as_staff(*demo_people(app)["author"])
    visitor.open("reports/")
    visitor.look()
    visitor.follow(phone.locator("main ul.cards a").first)
    visitor.look()
    phone.get_by_label("tuzatildi").check()
    visitor.send("/decide")
    assert "tuzatildi" in visitor.main
    visitor.look()
    visitor.open(f"{COURSE}answers/edit/")
    visitor.look()
    visitor.field("question").fill("Lupa qayerda?")
    visitor.field("answer").fill("Yuqorida.")
    visitor.send("/answers/edit/")
    visitor.look()
