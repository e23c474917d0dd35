"""A certificate's page for anyone, its PDF, and the owner's choice to hide it."""

import re

import pytest
from sqlalchemy import select

from app.certificates.models import Certificate
from app.certificates.queries.records import get_certificate
from app.infra.database import db as database
from app.infra.database import write_tx
from tests.support.certified import PDF, certify, keep_print, person_named
from tests.support.counting import rows
from tests.support.learner import (
    NAME,
    QUIZ,
    answer_all,
    at_once,
    bank,
    begin,
    codes,
    fail_quiz,
    finish,
    pass_quiz,
    passed_learner,
    sign_up,
    twin,
)

UNKNOWN = "04HM-ASW9-NF6Y-Y093-X"
LANGUAGES = {"uz": "Sertifikat haqiqiy", "uz-Cyrl": "Сертификат ҳақиқий", "ru": "Сертификат подлинный"}


def revoke(app, code, reason="Ism xato yozilgan"):
    answer = app.test_cli_runner().invoke(args=["certificates", "revoke", code, "--reason", reason])
    assert answer.exit_code == 0, answer.output


def owner(app, reader):
    """A reader who owns a printed certificate; its code."""
    code = passed_learner(reader)
    keep_print(app, code)
    return code


def tap_hide(reader):
    reader.get("/uz/me/")
    return reader.submit("/hide")


# from the quiz to the certificate


def test_a_pass_issues_the_certificate_with_the_name_of_the_account(app, reader):
    code = passed_learner(reader)
    page = reader.stranger().get(f"/c/{code}")
    assert NAME in page.main
    assert "100 foiz" in page.main


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Karimova Nodira", "Karimova Nodira"),
        ("G'ulomova O`g‘iloy", "Gʻulomova Oʻgʻiloy"),
        ("  Ғуломова   Ўғилой ", "Ғуломова Ўғилой"),
    ],
)
def test_the_name_may_be_put_right_before_the_end_and_goes_on_the_certificate(app, reader, typed, kept):
    sign_up(reader)
    pass_quiz(reader, name=typed)
    assert kept in reader.get(f"/c/{codes(app)[0]}").main
    assert kept in reader.get("/uz/me/").main


@pytest.mark.parametrize("typed", ["", "  ", "<script>alert(1)</script>", "A1", "Oʻ" * 50, "a\0bcd"])
def test_ce07_a_name_that_is_none_is_said_and_nothing_ends(app, reader, typed):
    sign_up(reader)
    begin(reader)
    answer_all(reader, bank(app))
    before = rows(app)
    page = reader.submit("/submit", status=400, name=typed)
    assert page.soup.select_one(".summary")
    assert rows(app) == before
    page = finish(reader, name=NAME)
    assert page.h1 == "Tabriklaymiz, testdan oʻtdingiz"


def test_the_name_typed_into_a_second_tab_after_the_end_changes_nothing(app, reader):
    sign_up(reader)
    begin(reader)
    answer_all(reader, bank(app))
    second = twin(reader)
    finish(reader, name="Karimova Nodira")
    finish(second, name="Boshqa Ism")
    assert "Karimova Nodira" in reader.get("/uz/me/").main
    assert "Karimova Nodira" in reader.get(f"/c/{codes(app)[0]}").main


def test_ce01_two_taps_at_the_end_give_one_certificate(app, reader):
    sign_up(reader)
    begin(reader)
    answer_all(reader, bank(app))
    tabs = [twin(reader) for _ in range(8)]
    pages = at_once([lambda tab=tab: finish(tab) for tab in tabs])
    assert {page.h1 for page in pages} == {"Tabriklaymiz, testdan oʻtdingiz"}
    assert len(codes(app)) == 1


def test_who_has_the_certificate_is_not_asked_for_a_name_again(app, reader):
    passed_learner(reader)
    begin(reader)
    answer_all(reader, bank(app))
    assert not reader.page.soup.main.find("input", attrs={"name": "name"})
    page = finish(reader)
    assert "Sertifikatingiz tayyorlanmoqda." in page.main
    assert len(codes(app)) == 1


def test_a_visitor_who_passed_signs_up_and_has_the_certificate(app, reader):
    result = pass_quiz(reader).path
    assert codes(app) == []
    page = sign_up(reader, target=result)
    assert page.path == result
    assert "Sertifikatingiz tayyorlanmoqda." in page.main
    assert NAME in reader.get(f"/c/{codes(app)[0]}").main


def test_a_visitor_who_passed_signs_in_and_has_the_certificate(app, reader):
    sign_up(reader.stranger())
    result = pass_quiz(reader).path
    reader.get(f"/uz/sign-in/?next={result}")
    page = reader.submit("/sign-in/", login="90 123 45 67", password="juda maxfiy 7 gap", bring="y")
    assert page.path == result
    assert len(codes(app)) == 1


def test_the_result_leads_to_the_file_when_it_is_ready(app, reader):
    sign_up(reader)
    page = pass_quiz(reader)
    assert "Sahifani yangilash" in page.links
    code = codes(app)[0]
    keep_print(app, code)
    page = reader.click("Sahifani yangilash")
    assert page.links["Sertifikatni yuklab olish"] == f"/c/{code}.pdf"
    revoke(app, code)
    assert "Bu sertifikat bekor qilingan." in reader.get(page.path).main
    assert "Bu sertifikat bekor qilingan." in reader.get("/uz/courses/my-gov-uz/").main


def test_ce12_who_has_not_passed_has_no_certificate(app, reader):
    sign_up(reader)
    fail_quiz(reader)
    assert codes(app) == []
    assert not [link for link in reader.get("/uz/me/").links.values() if link.startswith("/c/")]
    for path in ("/c/my-gov-uz.pdf", f"/c/{UNKNOWN}.pdf", "/c/.pdf", "/c/1.pdf", "/c/my-gov-uz.json"):
        reader.get(path, status=404)


# the page for anyone


@pytest.mark.parametrize("lang", LANGUAGES)
def test_anyone_may_check_a_certificate_in_their_language(app, reader, code, lang):
    visitor = reader.stranger()
    visitor.language = {"uz": "uz-UZ,uz;q=0.9,ru;q=0.5", "uz-Cyrl": "uz-Cyrl", "ru": "ru-RU,ru"}[lang]
    page = visitor.get(f"/c/{code}")
    assert page.h1 == LANGUAGES[lang]
    assert NAME in page.main
    assert code in page.main
    for other, words in LANGUAGES.items():
        assert reader.stranger().get(f"/c/{code}?lang={other}").h1 == words


def test_the_page_changes_its_language_and_stays_the_page(reader, code):
    reader.get(f"/c/{code}")
    assert reader.click("Русский").h1 == LANGUAGES["ru"]
    assert reader.click("Ўзбекча").h1 == LANGUAGES["uz-Cyrl"]
    assert reader.page.path.startswith(f"/c/{code}")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_ce05_a_revoked_certificate_says_so_with_day_and_reason(app, reader, code, lang, clock):
    revoke(app, code)
    page = reader.get(f"/c/{code}?lang={lang}")
    assert page.h1 != LANGUAGES[lang]
    assert "Ism xato yozilgan" in page.main
    assert ".pdf" not in page.html
    reader.get(f"/c/{code}.pdf?lang={lang}", status=410)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unknown_code_is_called_unknown(reader, lang):
    page = reader.get(f"/c/{UNKNOWN}?lang={lang}", status=404)
    assert UNKNOWN in page.main
    assert f"/{lang}/check/" in page.links.values()


def as_typed(code):
    """One certificate's code as people type it."""
    cyrillic = str.maketrans("ABCEHKMPTXY", "АВСЕНКМРТХУ")
    return {
        "lower case": code.lower(),
        "no dashes": code.replace("-", ""),
        "spaces": code.replace("-", "%20"),
        "long dashes": code.replace("-", "–"),
        "Cyrillic": code.translate(cyrillic),
        "small Cyrillic": code.lower().translate(str.maketrans("acexpyok", "асехруок")),
        "O for 0": code.replace("0", "O"),
        "I for 1": code.replace("1", "l"),
        "full width": "".join(chr(ord(letter) + 0xFEE0) if letter != "-" else letter for letter in code),
    }


@pytest.mark.parametrize("way", as_typed(UNKNOWN))
def test_a_code_is_understood_as_people_type_it(reader, code, way):
    assert reader.get(f"/c/{as_typed(code)[way]}").h1 == LANGUAGES["uz"]


NO_CODES = ("1", "%00", "%0d%0aSet-Cookie:x=1", "%e2%80%ae", "<script>alert(1)</script>", "9" * 5000, "%ff", "..%2f")


@pytest.mark.parametrize("typed", NO_CODES, ids=lambda typed: typed[:20])
def test_ce07_what_is_no_code_is_an_unknown_one(reader, typed):
    page = reader.get(f"/c/{typed}", status=404)
    assert "<script>alert" not in page.html
    assert "x=1" not in page.headers.getlist("Set-Cookie")


def test_a_slip_in_the_code_is_never_another_certificate(app, reader, code):
    for place, letter in enumerate(code):
        if letter != "-":
            slip = code[:place] + ("2" if letter != "2" else "3") + code[place + 1 :]
            reader.get(f"/c/{slip}", status=404)


def test_ce06_the_page_tells_no_more_than_the_certificate(app, reader):
    sign_up(reader, login="90 123 45 67")
    pass_quiz(reader)
    page = reader.stranger().get(f"/c/{codes(app)[0]}")
    with app.app_context():
        row = database.session.scalars(select(Certificate)).one()
    for private in (row.person_id, row.pass_id, row.id, "1234567", "123-45-67", "123 45 67"):
        assert private not in page.html
    assert page.soup.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert not re.search(r"\d{14}", page.main)


def test_the_page_says_who_vouched_how_the_test_was_taken_and_how_to_check_without_internet(reader, code):
    page = reader.get(f"/c/{code}?lang=uz")
    assert "egasi oʻzi yozgan, hujjat bilan solishtirilmagan" in page.main
    assert "nazorat ostida oʻtgani tasdiqlanmagan" in page.main
    assert page.links["Tekshirish sahifasini ochish"] == "/v?lang=uz"


def test_ce07_a_name_that_is_markup_is_shown_as_text(app, reader):
    with app.app_context():
        person = person_named("<script>alert(1)</script> {{ 7*7 }} & Co")
    code = certify(app, person)
    page = reader.get(f"/c/{code}")
    assert "<script>alert(1)</script> {{ 7*7 }} & Co" in page.main
    assert not page.soup.main.find("script")


def test_ce09_a_certificate_holds_when_its_course_is_gone(app, reader, code, bookcase):
    before = reader.get(f"/c/{code}").main
    bookcase.unpublish()
    assert reader.get(f"/c/{code}").main == before
    assert reader.get(f"/c/{code}.pdf").body == PDF + code.encode()


# the file


def test_the_file_is_the_same_bytes_each_time(app, reader, code):
    first = reader.get(f"/c/{code}.pdf")
    assert first.body == PDF + code.encode()
    assert first.headers["Content-Type"] == "application/pdf"
    assert reader.stranger().get(f"/c/{code.lower()}.pdf").body == first.body
    assert reader.get(f"/c/{code}.pdf", status=304, If_None_Match=first.headers["ETag"]).body == b""


def test_pd07_the_file_has_a_plain_name_however_the_code_was_typed(reader, code):
    for typed in (code, code.translate(str.maketrans("ABCEHKMPTXY", "АВСЕНКМРТХУ")), code.lower().replace("-", "%20")):
        page = reader.get(f"/c/{typed}.pdf")
        assert page.headers["Content-Disposition"] == f'inline; filename="savodxon-{code}.pdf"'


def test_pd04_while_it_is_printed_the_page_says_so_and_holds(app, reader, person):
    code = certify(app, person, is_printed=False)
    answer = reader.client.get(f"/c/{code}.pdf")
    assert (answer.status_code, answer.location) == (303, f"/c/{code}")
    page = reader.get(f"/c/{code}.pdf")
    assert page.h1 == LANGUAGES["uz"]
    assert "PDF fayl tayyorlanmoqda." in page.main
    keep_print(app, code)
    assert "Sertifikatni ochish (PDF)" in reader.click("Sahifani yangilash").links


@pytest.mark.parametrize("typed", [UNKNOWN, "1", "%00", "x" * 3000])
def test_the_file_of_an_unknown_code_is_not_found(reader, typed):
    reader.get(f"/c/{typed}.pdf", status=404)


def test_a_revoked_file_is_gone_for_its_owner_too(app, reader):
    code = owner(app, reader)
    revoke(app, code)
    reader.get(f"/c/{code}.pdf", status=410)
    reader.stranger().get(f"/c/{code}.pdf", status=410)
    assert "Bu sertifikat bekor qilingan." in reader.get("/uz/me/").main


# hiding


def test_a_hidden_certificate_holds_without_a_name_and_its_file_is_for_its_owner(app, reader):
    code = owner(app, reader)
    assert "Yashirilgan" in tap_hide(reader).main
    stranger = reader.stranger()
    page = stranger.get(f"/c/{code}")
    assert page.h1 == LANGUAGES["uz"]
    assert "egasi ismini yashirgan" in page.main
    assert "qogʻozdagi ismni QR-koddagi muhr tasdiqlaydi" in page.main
    assert NAME not in page.html
    assert ".pdf" not in page.html
    stranger.get(f"/c/{code}.pdf", status=410)
    assert reader.get(f"/c/{code}.pdf").body == PDF + code.encode()


def test_a_hidden_certificate_can_be_shown_again(app, reader):
    code = owner(app, reader)
    tap_hide(reader)
    assert "Yashirilgan" not in tap_hide(reader).main
    assert NAME in reader.stranger().get(f"/c/{code}").main
    reader.stranger().get(f"/c/{code}.pdf")


def test_hiding_is_for_the_owner(app, reader, code):
    other = reader.stranger()
    sign_up(other, name="Karimova Nodira", login="90 765 43 21")
    before = rows(app)
    other.post("/uz/me/certificates/hide", {"code": code, "is_hidden": "y"}, status=404)
    other.post("/uz/me/certificates/hide", {"code": UNKNOWN, "is_hidden": "y"}, status=404)
    other.post("/uz/me/certificates/hide", {"code": "\0"}, status=404)
    other.post("/uz/me/certificates/hide", status=404)
    assert rows(app) == before
    with app.app_context():
        assert not get_certificate(code).is_hidden


def test_hiding_needs_an_account(app, reader, code):
    before = rows(app)
    reader.get(QUIZ + "?x")
    reader.post("/uz/me/certificates/hide", {"code": code, "is_hidden": "y"}, status=401)
    assert rows(app) == before


def test_hiding_twice_is_hiding_once(app, reader):
    owner(app, reader)
    reader.get("/uz/me/")
    second = twin(reader)
    reader.submit("/hide")
    before = rows(app)
    assert "Yashirilgan" in second.submit("/hide").main
    assert rows(app) == before


# the form for a code


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_code_is_typed_into_the_form_and_leads_to_its_page(reader, code, lang):
    reader.get(f"/{lang}/check/")
    page = reader.submit("/check/", code=code.lower().replace("-", ""))
    assert page.h1 == LANGUAGES[lang]
    assert page.path == f"/c/{code}?lang={lang}"


@pytest.mark.parametrize("typed", ["", "   ", "1", UNKNOWN[:-1] + "0", "<b>x</b>", "9" * 2000])
def test_a_slip_is_told_before_we_look_and_what_was_typed_stays(reader, typed):
    reader.get("/uz/check/")
    page = reader.submit("/check/", status=400, code=typed)
    assert page.soup.select_one(".summary")
    assert page.soup.find("input", attrs={"name": "code"}).get("value", "") == typed
    assert page.soup.find("input", attrs={"name": "code"})["aria-invalid"] == "true"


def test_a_code_that_cannot_be_read_is_a_slip_too(reader):
    for typed in ("%00", "%1b[31m", "%ed%a0%80", "%E2%80%AE"):
        reader.get(f"/uz/check/?code={typed}", status=400)


def test_a_well_formed_code_that_was_never_given_is_unknown(reader):
    reader.get("/uz/check/")
    assert "topilmadi" in reader.submit("/check/", status=404, code=UNKNOWN).h1


def test_a_certificate_from_another_place_is_checked_here_too(app, reader, code):
    """Its rows came by cable or stick: printed there, revoked there, twice."""
    with app.app_context(), write_tx() as session:
        session.scalars(select(Certificate)).one().node_id = "village"
    assert reader.get(f"/c/{code}").h1 == LANGUAGES["uz"]
