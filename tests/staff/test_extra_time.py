"""Somebody who needs more time for quizzes is given it, and everybody can answer for it."""

from app.infra.audit import list_entries
from app.kernel.permissions import Role
from app.quizzes.queries.attempts import find_extra_time
from app.quizzes.types.attempts import ExtraTime
from tests.support.counting import rows
from tests.support.people import signed_in
from tests.support.reader import Reader
from tests.support.staff import ANDIJAN, BUKHARA, PASSWORD, region, someone, staff_member


def trainer_of(app, place):
    staff_member(app, "+998915550031", Role.TRAINER, region(place))
    return signed_in(Reader(app), "+998915550031", PASSWORD)


def test_a_trainer_gives_more_time_on_the_persons_page(app):
    learner = someone(app, "+998915550032", lives_in=BUKHARA)
    trainer = trainer_of(app, BUKHARA)
    trainer.get(learner.page)
    trainer.click("Testlarda qoʻshimcha vaqt")
    page = trainer.submit("/time/", extra="50")
    assert "Qoʻshimcha vaqt saqlandi." in page.main
    with app.app_context():
        assert find_extra_time(learner.id) == ExtraTime(percent=50)
        entry = list_entries(limit=1)[0]
        assert (entry.action, entry.subject_id, entry.facts["percent"]) == (
            "quizzes.extra-time-given",
            learner.id,
            50,
        )
    before = rows(app)
    trainer.get(f"{learner.page}time/")
    assert trainer.page.soup.select_one("input[checked]")["value"] == "50"
    trainer.submit("/time/", extra="50")
    assert rows(app) == before
    trainer.get(f"{learner.page}time/")
    trainer.submit("/time/", extra="0")
    with app.app_context():
        assert find_extra_time(learner.id).is_none


def test_what_was_not_offered_is_refused(app):
    learner = someone(app, "+998915550032", lives_in=BUKHARA)
    trainer = trainer_of(app, BUKHARA)
    trainer.get(f"{learner.page}time/")
    assert "Roʻyxatdan tanlang." in trainer.submit("/time/", status=400, extra="900").main


def test_a_trainer_elsewhere_and_nobody_for_themselves(app):
    learner = someone(app, "+998915550032", lives_in=BUKHARA)
    trainer = trainer_of(app, ANDIJAN)
    trainer.get(f"{learner.page}time/", status=404)
    boss = staff_member(app, "+998915550033", Role.ADMINISTRATOR)
    reader = signed_in(Reader(app), boss.login, PASSWORD)
    reader.get(f"{boss.page}time/", status=403)
    reader.post(f"{boss.page}time/", {"extra": "100"}, status=403)
