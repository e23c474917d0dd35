"""Pages of staff about certificates: names compared, tests confirmed, corrections, revoking, many at once."""

import io
import zipfile

import pikepdf
import pytest

from app.accounts.queries.names import find_naming
from app.accounts.types import NameProof
from app.certificates.queries.records import get_certificate
from app.infra.audit import list_entries
from app.infra.jobs import run_all
from app.kernel.permissions import Role
from tests.support.bookcase import bookcase
from tests.support.certified import certify
from tests.support.counting import rows
from tests.support.learner import codes
from tests.support.paths import quiet, sits
from tests.support.people import signed_in
from tests.support.reader import Reader
from tests.support.staff import ANDIJAN, BUKHARA, PASSWORD, region, someone, staff_member

pytestmark = pytest.mark.usefixtures("keys")

__all__ = ["bookcase"]

NAME = "Nodira Karimova"


@pytest.fixture
def learner(app):
    return someone(app, "+998915550032", NAME, lives_in=BUKHARA)


def staff(app, role=Role.ADMINISTRATOR, place=None):
    login = "+998915550031"
    staff_member(app, login, role, *([region(place)] if place else []))
    return signed_in(Reader(app), login, PASSWORD)


def deed(app):
    with app.app_context():
        return list_entries(limit=1)[0]


def test_a_trainer_compares_a_name_with_a_document(app, learner):
    trainer = staff(app, Role.TRAINER, BUKHARA)
    trainer.get(learner.page)
    assert "oʻzi yozgan, solishtirilmagan" in trainer.page.main
    page = trainer.click("Ismni hujjat bilan solishtirish")
    assert NAME in page.main
    assert "belgi qoʻying" in trainer.submit("/name/", status=400, centre="Buxoro, 3-markaz").main
    page = trainer.submit("/name/", centre="  Buxoro, 3-markaz ", is_compared="y")
    assert "Buxoro, 3-markaz" in page.main
    with app.app_context():
        naming = find_naming(learner.id, NAME)
        assert (naming.proof, naming.proof_of) == (NameProof.TRAINER, "Buxoro, 3-markaz")
    assert deed(app).action == "accounts.name-vouched"


@pytest.mark.parametrize(
    "centre", ["AA 1234567", "AB1234567 boʻyicha", "12345678901234", "123-456-78", "", "7", "x" * 61]
)
def test_no_number_of_a_document_is_taken_for_a_centre(app, learner, centre):
    trainer = staff(app, Role.TRAINER, BUKHARA)
    trainer.get(f"{learner.page}name/")
    before = rows(app)
    trainer.submit("/name/", status=400, centre=centre, is_compared="y")
    assert rows(app) == before


def test_a_name_that_changed_meanwhile_must_be_compared_anew(app, learner):
    trainer = staff(app, Role.TRAINER, BUKHARA)
    trainer.get(f"{learner.page}name/")
    own = signed_in(Reader(app), learner.login, PASSWORD)
    own.get("/uz/me/edit/")
    own.submit("/me/edit/", name="Nodira Karimovna")
    page = trainer.submit("/name/", status=409, centre="Buxoro, 3-markaz", is_compared="y")
    assert "Nodira Karimovna" in page.main


def test_a_trainer_confirms_a_test_and_the_certificate_that_waited_comes(app, learner, bookcase):
    bookcase.change_course(certificate_asks=("supervised",))
    with app.app_context():
        attempt = sits(learner.id)
    own = signed_in(Reader(app), learner.login, PASSWORD)
    assert "Trener tasdiqlashi kerak." in own.get("/uz/me/").main
    trainer = staff(app, Role.TRAINER, BUKHARA)
    trainer.get(learner.page)
    trainer.click("Testlar qanday topshirilgani")
    assert f"{learner.page}tests/{attempt}/" in trainer.page.addresses
    trainer.get(f"{learner.page}tests/{attempt}/")
    assert "Bittasini tanlang." in trainer.submit(f"/{attempt}/", status=400, centre="Buxoro, 3-markaz").main
    page = trainer.submit(f"/{attempt}/", centre="Buxoro, 3-markaz", is_supervised="yes", had_helper="no")
    assert "Test qanday topshirilgani saqlandi." in page.main
    with app.app_context():
        assert get_certificate(codes(app)[0]).is_supervised
    assert "Trener tasdiqlashi kerak." not in own.get("/uz/me/").main
    assert "Buxoro, 3-markaz" in trainer.get(f"{learner.page}tests/").main


def test_a_trainer_elsewhere_does_neither_and_nobody_for_themselves(app, learner):
    with app.app_context():
        attempt = sits(learner.id)
    trainer = staff(app, Role.TRAINER, ANDIJAN)
    for path in ("name/", "tests/", f"tests/{attempt}/"):
        trainer.get(f"{learner.page}{path}", status=404)
    boss = staff_member(app, "+998915550033", Role.ADMINISTRATOR)
    reader = signed_in(Reader(app), boss.login, PASSWORD)
    for path in ("name/", "tests/"):
        reader.get(f"{boss.page}{path}", status=403)
    reader.get(f"{boss.page}tests/{attempt}/", status=403)


def test_anothers_attempt_is_not_confirmed_under_this_person(app, learner):
    other = someone(app, "+998915550034", lives_in=BUKHARA)
    with app.app_context():
        attempt = sits(other.id)
    trainer = staff(app, Role.TRAINER, BUKHARA)
    trainer.get(f"{learner.page}tests/{attempt}/", status=404)
    trainer.get(f"{learner.page}tests/x/", status=404)


def test_a_name_is_corrected_in_two_steps(app, learner):
    code = certify(app, learner.id)
    boss = staff(app)
    boss.get(learner.page)
    boss.click(f"Tuzatish {code}")
    before = rows(app)
    page = boss.submit("/correct/", name="Nodira Karimoва2", reason="x", status=400)
    page = boss.submit("/correct/", name="Nodira Karimovna", reason="Ism xato yozilgan.")
    assert "Yangi sertifikat shunday boʻladi" in page.main
    assert NAME in page.main
    assert "Nodira Karimovna" in page.main
    assert rows(app) == before
    page = boss.submit("/correct/")
    assert "Nodira Karimovna" in page.main
    with app.app_context():
        old, new = get_certificate(code), get_certificate(codes(app)[-1])
    assert (old.replaced_by, new.name) == (new.code, "Nodira Karimovna")
    assert deed(app).action == "certificates.corrected"
    boss.get(f"/uz/staff/certificates/{code}/correct/", status=409)
    assert "almashtirilgan" in boss.get(learner.page).main


def test_nothing_changed_is_told(app, learner):
    code = certify(app, learner.id)
    boss = staff(app)
    boss.get(f"/uz/staff/certificates/{code}/correct/")
    assert "Hech narsa oʻzgarmadi" in boss.submit("/correct/", reason="x", status=409).main


@pytest.mark.parametrize("name", ["<b>Ali</b>", "Ali 😀 Vali", "Ali\nVali2", "x" * 300, "مرحبا سلام", "A\0li", "Al"])
def test_ce07_a_name_that_cannot_be_printed_is_refused_with_a_word(app, learner, name):
    code = certify(app, learner.id)
    boss = staff(app)
    boss.get(f"/uz/staff/certificates/{code}/correct/")
    before = rows(app)
    boss.submit("/correct/", name=name, reason="x", status=400)
    assert rows(app) == before


def test_a_certificate_is_revoked_in_two_steps(app, learner):
    code = certify(app, learner.id)
    boss = staff(app)
    boss.get(learner.page)
    boss.click(f"Bekor qilish {code}")
    boss.submit("/revoke/", reason=" ", status=400)
    before = rows(app)
    boss.submit("/revoke/", reason="Boshqa odamniki ekan.")
    assert rows(app) == before
    page = boss.submit("/revoke/")
    assert "Boshqa odamniki ekan." in page.main
    assert deed(app).action == "certificates.revoked"
    with app.app_context():
        assert get_certificate(code).revoked_on


def test_an_administrator_elsewhere_ends_nothing_here_and_nobody_their_own(app, learner):
    code = certify(app, learner.id)
    elsewhere = staff(app, Role.ADMINISTRATOR, ANDIJAN)
    elsewhere.get(f"/uz/staff/certificates/{code}/revoke/", status=404)
    boss = staff_member(app, "+998915550033", Role.ADMINISTRATOR)
    own = certify(app, boss.id)
    signed_in(Reader(app), boss.login, PASSWORD).get(f"/uz/staff/certificates/{own}/correct/", status=403)


def test_many_get_certificates_at_once_and_staff_takes_them_in_one_file(app, learner):
    with app.app_context():
        quiet(learner.id)
    boss = staff(app)
    boss.get("/uz/staff/")
    boss.click("Koʻpchilikka sertifikat")
    page = boss.submit("/batches/", key="my-gov-uz", title="Kuzgi guruh", since="01.01.2020")
    assert "1 odamdan 0 tasi koʻrib chiqildi" in page.main
    assert boss.client.get(page.path).headers["Refresh"] == "5"
    with app.app_context():
        run_all()
    page = boss.get(page.path)
    assert "Hammasi tayyor." in page.main
    assert "Refresh" not in boss.client.get(page.path).headers
    token = page.soup.find("input", attrs={"name": "_token"})["value"]
    answer = boss.client.post(f"{page.path}zip", data={"_token": token})
    assert answer.mimetype == "application/zip"
    printed = boss.client.post(f"{page.path}print", data={"_token": token, "is_small": "1"})
    assert printed.mimetype == "application/pdf"
    with pikepdf.open(io.BytesIO(printed.data)) as sheets:
        assert len(sheets.pages) >= 1
    nothing = boss.client.post(f"{page.path}print", data={"_token": token, "part": "9"})
    assert nothing.status_code == 303
    with zipfile.ZipFile(io.BytesIO(answer.data)) as made:
        names = made.namelist()
        code = codes(app)[0]
        assert names == [f"00001-{code}.pdf", "royxat.csv"]
        assert made.read(names[0]).startswith(b"%PDF")
        assert NAME in made.read("royxat.csv").decode("utf-8-sig")
    assert deed(app).action == "certificates.batch-fetched"


@pytest.mark.parametrize(
    "typed",
    [
        {"key": "", "title": "x", "since": "01.01.2020"},
        {"key": "gone", "title": "x", "since": "01.01.2020"},
        {"key": "my-gov-uz", "title": "", "since": "01.01.2020"},
        {"key": "my-gov-uz", "title": "x"},
        {"key": "my-gov-uz", "title": "x", "since": "32.01.2020"},
        {"key": "my-gov-uz", "title": "x", "since": "01.01.2099"},
        {"key": "my-gov-uz", "title": "x", "since": "01.01.2020", "people": "01a2165f-9aea-707c-a410-bd00354e9a0b"},
        {"key": "my-gov-uz", "title": "x", "people": "01a2165f-9aea-707c-a410-bd00354e9a0b"},
        {"key": "my-gov-uz", "title": "x", "people": "' OR 1=1 --"},
        {"key": "my-gov-uz", "title": "x", "since": "01.01.2020\0"},
    ],
)
def test_a_batch_that_makes_no_sense_is_refused(app, typed):
    boss = staff(app)
    boss.get("/uz/staff/batches/")
    before = rows(app)
    boss.submit("/batches/", status=400, **typed)
    assert rows(app) == before


def test_a_batch_is_for_the_whole_site_alone(app):
    for place, status in ((BUKHARA, 404), (None, 200)):
        reader = Reader(app)
        login = f"+99891555004{bool(place):d}"
        staff_member(app, login, Role.COORDINATOR, *([region(place)] if place else []))
        signed_in(reader, login, PASSWORD).get("/uz/staff/batches/", status=status)
    staff(app).get("/uz/staff/batches/x/", status=404)
