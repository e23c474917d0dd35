"""A certificate that is wrong: another takes its place, or it is revoked. Both say why, and the owner hears of it."""

import json

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.accounts.service.names import confirm_second_name, vouch_name
from app.accounts.service.people import rename
from app.certificates.models import Certificate, Corrected
from app.certificates.queries.gone import list_gone
from app.certificates.queries.offers import earned_by
from app.certificates.queries.records import get_certificate, list_of_person
from app.certificates.service.correcting import correct_certificate, revoke_certificate
from app.certificates.service.issuing import issue_due
from app.certificates.service.keeping import hide_certificate
from app.certificates.types import Correction, NothingChangedError, NotInForceError, PaperState
from app.infra.audit import list_entries
from app.infra.database import add, write_tx
from app.infra.jobs import run_all
from app.infra.outbox import Letter
from app.kernel.errors import ForbiddenError
from app.seals.types.facts import Voucher
from app.seals.types.keys import Gone
from app.web.earned import CertificateState
from tests.support.certified import keep_print, person_named
from tests.support.counting import rows
from tests.support.learner import NAME, at_once, codes
from tests.support.outbox import Gateway, everywhere, gateways

pytestmark = pytest.mark.usefixtures("keys")

RIGHT = "Gʻulomova Oʻgʻilxon"


@pytest.fixture
def boss(db):
    return person_named("Olim Saidov")


@pytest.fixture
def correction(app, code):
    return Correction(name=RIGHT, title=get_certificate(code).course_title, reason="Ism xato yozilgan.")


def correct(code, correction, by=None):
    with write_tx():
        return correct_certificate(code, correction, by=by)


def test_the_corrected_one_takes_the_place_of_the_old(app, db, person, code, correction, boss):
    before = get_certificate(code)
    new = get_certificate(correct(code, correction, boss))
    old = get_certificate(code)
    assert (new.name, new.edition, new.replaces, new.state) == (RIGHT, 2, code, PaperState.PREPARING)
    assert new.code != code
    assert new.status_index == old.status_index + 1
    assert (new.course_key, new.percent, new.minutes, new.kind) == (old.course_key, old.percent, old.minutes, old.kind)
    assert (old.state, old.replaced_by, old.reason) == (PaperState.REPLACED, new.code, "Ism xato yozilgan.")
    assert old.replaced_on == new.issued_on
    assert (old.name, old.pdf_digest) == (before.name, before.pdf_digest)
    assert list_entries(limit=1)[0].action == "certificates.corrected"
    assert [(one.code, one.state, one.replaced_by) for one in earned_by(person)] == [
        (new.code, CertificateState.PREPARING, ""),
        (code, CertificateState.REPLACED, new.code),
    ]


def test_it_is_printed_anew(app, db, code, correction):
    made = correct(code, correction)
    run_all()
    assert get_certificate(made).state is PaperState.VALID
    assert get_certificate(made).pdf_digest != get_certificate(code).pdf_digest


def test_it_can_be_corrected_again_and_each_leads_to_the_next(app, db, code, correction, clock):
    made = correct(code, correction)
    clock.shift(minutes=1)
    last = correct(made, Correction(name=NAME, title=correction.title, reason="Yana xato."))
    assert [get_certificate(one).replaced_by for one in (code, made, last)] == [made, last, ""]
    assert get_certificate(last).edition == 3


def test_ten_corrections_at_once_are_one(app, db, code, correction):
    def call():
        with app.app_context(), write_tx():
            try:
                return correct_certificate(code, correction, by=None)
            except NotInForceError:
                return ""

    made = [one for one in at_once([call] * 10) if one]
    assert len(made) == 1
    assert len(codes(app)) == 2


def test_the_database_itself_refuses_two_that_replace_one(app, db, code, correction):
    correct(code, correction)
    new = db.session.scalars(select(Certificate).where(Certificate.edition == 2)).one()
    copy = {column.name: getattr(new, column.name) for column in Certificate.__table__.columns}
    other = {"id": "another", "code": "another", "edition": 3, "status_index": 77}
    with pytest.raises(IntegrityError), write_tx():
        add(Certificate(**copy | other))


@pytest.mark.parametrize("is_revoked", [True, False])
def test_what_holds_no_longer_is_not_corrected(app, db, code, correction, is_revoked):
    if is_revoked:
        with write_tx():
            revoke_certificate(code, "xato")
    else:
        correct(code, correction)
    before = rows(app)
    with pytest.raises(NotInForceError):
        correct(code, Correction(name="Boshqa Ism", title=correction.title, reason="x"))
    assert rows(app) == before


def test_one_that_would_say_the_same_is_not_issued(app, db, code, correction):
    before = rows(app)
    with pytest.raises(NothingChangedError):
        correct(code, Correction(name=NAME, title=correction.title, reason="x"))
    assert rows(app) == before


def test_nobody_corrects_or_revokes_their_own(app, db, person, code, correction):
    before = rows(app)
    with pytest.raises(ForbiddenError):
        correct(code, correction, person)
    with pytest.raises(ForbiddenError), write_tx():
        revoke_certificate(code, "xato", by=person)
    assert rows(app) == before


def test_the_voucher_of_the_new_one_is_that_of_its_own_spelling(app, db, person, code, correction, boss):
    with write_tx():
        rename(person, RIGHT)
        vouch_name(person, RIGHT, centre="Buxoro, 3-markaz", by=boss)
        confirm_second_name(person, "Ғуломова Ўғилхон")
    new = get_certificate(correct(code, correction))
    assert (new.voucher, new.voucher_name, new.second_name) == (Voucher.TRAINER, "Buxoro, 3-markaz", "Ғуломова Ўғилхон")
    last = get_certificate(correct(new.code, Correction(name=NAME, title=new.course_title, reason="x")))
    assert (last.voucher, last.voucher_name, last.second_name) == (Voucher.LEARNER, "", "")


def test_what_was_hidden_stays_hidden(app, db, person, code, correction):
    with write_tx():
        hide_certificate(person, code, is_hidden=True)
    assert get_certificate(correct(code, correction)).is_hidden


def test_a_corrected_or_revoked_one_is_not_earned_again(app, db, person, code, correction):
    made = correct(code, correction)
    with write_tx():
        revoke_certificate(made, "xato")
    with write_tx():
        issue_due(person)
    assert len(codes(app)) == 2


def test_a_clock_set_back_keeps_the_new_one_before_the_old_on_every_list(app, db, person, code, correction, clock):
    clock.shift(days=-30)
    made = correct(code, correction)
    assert [one.code for one in list_of_person(person)] == [made, code]
    assert get_certificate(code).replaced_on >= get_certificate(code).issued_on


def test_the_owner_gets_a_letter_of_either(app, db, code, correction):
    with gateways(app, everywhere(Gateway())):
        made = correct(code, correction)
        with write_tx():
            revoke_certificate(made, "Boshqa odamniki ekan.")
        letters = db.session.scalars(select(Letter).order_by(Letter.created_at, Letter.id)).all()
    assert [one.subject for one in letters] == ["Sertifikatingiz tuzatildi", "Sertifikatingiz bekor qilindi"]
    assert "Ism xato yozilgan." in letters[0].text
    assert made in letters[0].text
    assert "Boshqa odamniki ekan." in letters[1].text


def test_the_old_page_says_replaced_and_leads_to_the_new_and_the_file_is_gone(app, db, reader, code, correction):
    made = correct(code, correction)
    keep_print(app, made)
    page = reader.get(f"/c/{code}")
    assert "Sertifikat yangisiga almashtirilgan" in page.main
    assert "Ism xato yozilgan." in page.main
    reader.click("Yangi sertifikatni ochish")
    assert "Sertifikat haqiqiy" in reader.page.main
    assert RIGHT in reader.page.main
    reader.get(f"/c/{code}.pdf", status=410)


def test_facts_of_a_correction_are_only_added(app, db, code, correction):
    correct(code, correction)
    (row,) = db.session.scalars(select(Corrected)).all()
    assert row.reason == "Ism xato yozilgan."
    assert len(db.session.scalars(select(Certificate)).all()) == 2


def test_who_checks_without_us_is_told_what_holds_no_longer(app, db, person, code, correction, clock):
    assert list_gone() == {}
    clock.shift(days=1)
    second = correct(code, correction)
    old, new = get_certificate(code), get_certificate(second)
    assert list_gone() == {old.status_index: Gone(on=old.replaced_on, is_replaced=True)}
    clock.shift(days=1)
    with write_tx():
        revoke_certificate(second, "Testni boshqa odam topshirgan.")
    assert list_gone() == {
        old.status_index: Gone(on=old.replaced_on, is_replaced=True),
        new.status_index: Gone(on=get_certificate(second).revoked_on, is_replaced=False),
    }


def test_the_served_list_names_a_revoked_certificate(app, db, reader, code):
    with write_tx():
        revoke_certificate(code, "Testni boshqa odam topshirgan.")
    record = get_certificate(code)
    told = json.loads(json.loads(reader.client.get("/v/list.json").data)["list"])
    assert [one[0] for one in told["gone"]] == [record.status_index]
    assert [one[2] for one in told["gone"]] == [1]
