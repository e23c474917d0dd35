"""The verifier as it is served: light, the same for all, kept by browsers; and files that are sent to be checked."""

import gzip
import json
from datetime import date
from io import BytesIO
from types import SimpleNamespace

import pytest

from app.certificates.routes import verifier
from app.certificates.routes.turnstile import Turnstile
from app.certificates.routes.verifier import SCRIPTS
from app.kernel.errors import BusyError, TooManyError
from app.web.assets import assets
from tests.support.counting import queries
from tests.support.learner import NAME
from tests.support.people import demo_people, signed_in

PDF = b"%PDF-1.7 as good as signed\n"
OWN = ("verify.js", "ed25519.js")
SCRIPT_BUDGET, READER_BUDGET, PAGE_BUDGET = 6_000, 50_000, 14_000
HEADINGS = {"uz": "Sertifikatni tekshirish", "uz-Cyrl": "Сертификатни текшириш", "ru": "Проверка сертификата"}


def packed(name):
    return len(gzip.compress(assets()[name].body, 9, mtime=0))


def reading(*flaws, code="04HM-ASW9-NF6Y-Y093-X", **facts):
    """What `seals` says of a file, as far as the page asks."""
    plain = {
        "code": code,
        "name": NAME,
        "title": "Kurs",
        "issued_on": date(2026, 11, 20),
        "minutes": 72,
        "percent": 94,
        "kind": "course",
        "voucher": "trainer",
        "voucher_name": "Buxoro kutubxonasi",
        "is_supervised": True,
        "is_unassisted": False,
    }
    seal = SimpleNamespace(facts=SimpleNamespace(**plain | facts))
    return SimpleNamespace(is_genuine=not flaws, flaws=flaws, seal=seal)


@pytest.fixture
def says(monkeypatch):
    """A function that tells what is to be said of the next file."""
    return lambda what: monkeypatch.setattr(verifier, "read_paper", lambda _pdf: what)


def send(reader, data, *, status=200):
    """Choose a file on the verifier and send it."""
    reader.get("/v")
    return reader.post("/v/file", {"file": (BytesIO(data), "sertifikat.pdf")}, status=status)


def test_the_scripts_of_the_page_are_light():
    assert sum(packed(name) for name in OWN) <= SCRIPT_BUDGET
    assert packed("verify-file.js") <= SCRIPT_BUDGET
    assert packed("qr-reader.js") <= READER_BUDGET


@pytest.mark.parametrize("lang", HEADINGS)
def test_the_page_is_light_unlisted_and_in_the_readers_language(reader, lang):
    page = reader.get(f"/v?lang={lang}")
    assert page.h1 == HEADINGS[lang]
    assert page.soup.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert len(gzip.compress(page.body, 9)) <= PAGE_BUDGET
    reader.language = lang
    assert reader.stranger().get("/v").h1 == HEADINGS[lang]
    assert {"/v?lang=uz", "/v?lang=uz-Cyrl", "/v?lang=ru"} <= set(page.links.values())


def test_the_page_is_the_same_for_everybody_and_may_be_kept(app, reader):
    page = reader.get("/v")
    assert "max-age=604800" in page.headers["Cache-Control"]
    assert "Accept-Language" in page.headers["Vary"]
    assert "Set-Cookie" not in page.headers
    assert not page.soup.find("input", attrs={"name": "_token"})
    known = signed_in(reader.stranger(), *demo_people(app)["administrator"]).get("/v?lang=uz")
    assert known.html == reader.get("/v?lang=uz").html
    assert not page.soup.main.find("script", src=False)
    assert reader.get("/v", status=304, If_None_Match=page.headers["ETag"]).body == b""


def test_the_worker_keeps_the_page_in_all_languages_and_its_scripts(reader):
    answer = reader.get("/v/worker.js")
    assert answer.headers["Service-Worker-Allowed"] == "/v"
    head = answer.body.decode().partition("\n")[0]
    kept = json.loads(head.partition("KEPT = ")[2].rstrip(";"))
    assert {"/v", "/v?lang=uz", "/v?lang=uz-Cyrl", "/v?lang=ru"} <= set(kept)
    assert {assets()[name].path for name in SCRIPTS} <= set(kept)
    for path in kept:
        reader.get(path)
    assert reader.stranger().get("/v/worker.js").body == answer.body


def test_a_file_of_ours_is_said_to_be_ours_with_what_its_seal_says(reader, code, says):
    says(reading(code=code))
    page = send(reader, PDF)
    assert page.h1 == "Sertifikat haqiqiy"
    for fact in (NAME, "Kurs", "94 foiz", "Buxoro kutubxonasi", "nazorat ostida", code):
        assert fact in page.main
    assert page.headers["Cache-Control"] == "private, no-store"


def test_ce05_a_genuine_file_of_a_revoked_certificate_is_not_in_force(app, reader, code, says):
    answer = app.test_cli_runner().invoke(args=["certificates", "revoke", code, "--reason", "Ism xato"])
    assert answer.exit_code == 0
    says(reading(code=code))
    page = send(reader, PDF)
    assert page.h1 == "Sertifikat bekor qilingan"
    assert "Ism xato" in page.main


def test_a_genuine_file_that_this_site_does_not_know_is_not_called_valid(reader, says):
    says(reading())
    assert "bekor qilinmagani tekshirilmagan" in send(reader, PDF).h1


@pytest.mark.parametrize(
    "flaw",
    ["unsigned", "foreign-signer", "altered", "appended", "no-seal", "copied-seal", "encrypted", "withdrawn-key"],
)
def test_a_file_with_a_flaw_is_refused_and_shows_nothing_of_the_certificate(reader, says, flaw):
    says(reading(flaw))
    page = send(reader, PDF)
    assert page.h1 == "Sertifikat haqiqiy emas"
    assert NAME not in page.html
    assert "Nima qilish kerak" in page.main


@pytest.mark.parametrize("data", [b"", b"\x89PNG not a pdf", PDF + b"x" * 2000], ids=["none", "picture", "large"])
def test_what_is_no_file_to_check_is_said_and_can_be_sent_again(reader, monkeypatch, data):
    monkeypatch.setattr(verifier, "LARGEST_PDF", 1000)  # the test's own client leaves real large files open
    page = send(reader, data, status=400)
    assert page.soup.select_one(".summary")
    assert page.form("/v/file").find("input", attrs={"name": "file"})["aria-invalid"] == "true"


def test_a_file_that_another_site_sends_is_refused(reader):
    reader.post("/v/file", {"file": (BytesIO(PDF), "x.pdf")}, status=400, token=False, Sec_Fetch_Site="cross-site")


def test_only_so_many_are_let_in_at_once_and_within_a_minute(clock):
    gate = Turnstile(at_once=2, a_minute=3)
    with gate.one(), gate.one(), pytest.raises(BusyError), gate.one():
        pass
    with gate.one():
        pass
    with pytest.raises(TooManyError), gate.one():
        pass
    clock.shift(seconds=61)
    with gate.one():
        pass


def test_ce06_who_walks_codes_does_not_even_reach_the_database(app, reader):
    reader.get("/c/0000-0000-0000-0000-2", status=404)
    with queries(app) as asked:
        for last in "123456789ABCDEFGHJKMNPQRSTVWXYZ":
            reader.client.get(f"/c/0000-0000-0000-0000-{last}")
    assert len(asked) == 0
