"""Coming in and going out, as people and as thieves try it."""

import threading

import argon2
import pytest
from sqlalchemy import select

from app.accounts.models.people import Account, Consent, Person
from app.accounts.models.sessions import SignInTry, UserSession
from app.accounts.queries.people import find_credentials
from app.accounts.queries.roles import list_grants
from app.accounts.service.roles import grant_role
from app.infra.database import count, write_tx
from app.kernel import clock as kernel_clock
from app.kernel.ids import new_id
from app.kernel.permissions import Role
from tests.support.busy import no_room_for_writers
from tests.support.people import newcomer

PASSWORD = "choynak va piyola"
PHONE = "+998901234567"
WRONG = "Telefon, e-pochta yoki parol notoʻgʻri"
TAKEN = "hisob ochib boʻlmadi"
OURS = {"Sec-Fetch-Site": "same-origin"}
"""What a browser of today says of a form sent from our own page."""


def fill_in(reader, *, status=200, language="uz", **typed):
    """A person fills in the form for a new account, field by field."""
    reader.get(f"/{language}/sign-up/")
    given = {"name": "Nodira Karimova", "login": PHONE, "password": PASSWORD, "age": "grown", "consent": "y"}
    return reader.submit("/sign-up/", status=status, **(given | typed))


def sign_up(reader, *, status=200, language="uz", **typed):
    """The same, for tests in which the form itself is not the subject."""
    given = {"name": "Nodira Karimova", "login": PHONE, "password": PASSWORD, "age": "grown", "consent": "y"}
    return reader.post(f"/{language}/sign-up/", given | typed, status=status, token=False, Sec_Fetch_Site="same-origin")


def sign_in(reader, password=PASSWORD, login=PHONE, *, status=200, **typed):
    """A person sends the sign-in form."""
    given = {"login": login, "password": password} | typed
    return reader.post("/uz/sign-in/", given, status=status, token=False, Sec_Fetch_Site="same-origin")


def mark_first_lesson(app, reader):
    """The person reads the first lesson and marks it."""
    lesson = app.extensions["library"].current().courses[0].lessons[0]
    reader.post(f"/uz/courses/my-gov-uz/{lesson.key}/done", token=False, Sec_Fetch_Site="same-origin")


def session_cookie(reader):
    cookie = reader.client.get_cookie("savodxon")
    return cookie.value if cookie else None


def is_in(reader):
    """Whether a page for people with accounts opens."""
    return reader.client.get("/uz/me/edit/").status_code == 200


@pytest.fixture
def verified(monkeypatch):
    """How many passwords were held against a hash: the real thing, counted."""
    calls = []
    real = argon2.PasswordHasher.verify

    def verify(self, kept, password):
        calls.append(kept)
        return real(self, kept, password)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", verify)
    return calls


@pytest.fixture
def hashed(monkeypatch):
    """How many passwords were hashed: the real thing, counted."""
    calls = []
    real = argon2.PasswordHasher.hash

    def hash_(self, password, **more):
        calls.append(len(password))
        return real(self, password, **more)

    monkeypatch.setattr(argon2.PasswordHasher, "hash", hash_)
    return calls


# Signing up


def test_a_person_signs_up_with_all_that_is_asked(reader, db):
    page = fill_in(reader, login="90 123-45-67", region="UZ-QR", district="1735401")
    assert page.path == "/uz/me/"
    assert "Nukus shahri" in page.main
    kept = db.session.scalars(select(Account)).one()
    assert (kept.name, kept.phone, kept.email) == ("Nodira Karimova", PHONE, None)
    assert (kept.region, kept.district) == ("UZ-QR", "1735401")
    assert PASSWORD not in kept.password_hash


def test_a_name_a_login_and_a_password_are_enough(reader, db):
    sign_up(reader, login="Nodira@Mail.uz")
    kept = db.session.scalars(select(Account)).one()
    assert (kept.email, kept.phone, kept.region, kept.district) == ("nodira@mail.uz", None, "", "")


@pytest.mark.parametrize("language", ["uz", "uz-Cyrl", "ru"])
def test_consent_is_kept_in_the_language_in_which_it_was_given(reader, db, language):
    fill_in(reader, language=language)
    assert db.session.scalars(select(Consent)).one().language == language
    assert db.session.scalars(select(Person)).one().language == language


def test_without_consent_there_is_no_account(reader, db):
    reader.get("/uz/sign-up/")
    page = reader.submit("/sign-up/", status=400, name="Nodira Karimova", login=PHONE, password=PASSWORD)
    assert "rozilik" in page.main
    assert page.form("/sign-up/").find("input", attrs={"name": "name"})["value"] == "Nodira Karimova"
    assert (count(Account), count(Person)) == (0, 0)


def test_a_district_alone_tells_its_region(reader, db):
    sign_up(reader, district="1735401")
    assert db.session.scalars(select(Account)).one().region == "UZ-QR"


@pytest.mark.parametrize(
    ("region", "district"), [("UZ-AN", "1735401"), ("UZ-XX", ""), ("", "999"), ("'; --", ""), ("UZ-QR", "\0")]
)
def test_places_that_do_not_agree_are_asked_again(reader, db, region, district):
    sign_up(reader, status=400, region=region, district=district)
    assert count(Account) == 0


def test_the_password_never_comes_back_in_the_page(reader):
    page = sign_up(reader, status=400, name="")
    assert PASSWORD not in page.html


def test_an_empty_form_names_every_field_that_is_missing(reader):
    reader.get("/uz/sign-up/")
    page = reader.submit("/sign-up/", status=400)
    wrong = {field.get("id") for field in page.soup.select("[aria-invalid=true]")}
    assert {"name", "login", "password"} <= wrong
    assert page.title.startswith(page.h1)
    assert "xato bor" in page.title


@pytest.mark.parametrize(
    "typed",
    ["998901234567", "8-90-123-45-67", "+998 90 123 45 67", "90 123 45 67", "٩٠١٢٣٤٥٦٧", "\u200b+998\u200d901234567"],
)
def test_au12_one_phone_however_typed_is_one_account(reader, db, typed):
    sign_up(reader)
    page = sign_up(reader.stranger(), status=400, login=typed, name="Boshqa Odam")
    assert TAKEN in page.main
    assert "Nodira" not in page.main, "the page tells nothing of the other person"
    assert count(Account) == 1
    assert sign_in(reader.stranger(), login=typed).path == "/uz/me/"


def test_au13_two_registrations_at_once_make_one_account_and_no_fault(app, db):
    given = {"name": "Nodira Karimova", "login": PHONE, "password": PASSWORD, "age": "grown", "consent": "y"}
    answers = at_once(4, lambda: app.test_client().post("/uz/sign-up/", data=given, headers=OURS))
    assert sorted(answer.status_code for answer in answers) == [303, 400, 400, 400]
    assert all(TAKEN in answer.text for answer in answers if answer.status_code == 400)
    assert (count(Account), count(Person), count(UserSession)) == (1, 1, 1)


def at_once(times, call):
    """What the calls answered, all of them having started together."""
    gate, answers = threading.Barrier(times), []

    def one():
        gate.wait()
        answers.append(call())

    threads = [threading.Thread(target=one) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


BAD_TEXTS = {
    "10 kB": "a" * 10_000,
    "NUL": "Nodira\0Karimova",
    "lone surrogate": "Nodira \ud800",
    "emoji": "Nodira 😀",
    "bidi only": "\u202e\u202d\u200f",
    "spaces": " \u00a0\t ",
    "control": "Nodira\x1b[31m",
    "arabic": "نادرة",
    "markup": "<script>alert(1)</script>",
}


@pytest.mark.parametrize("field", ["name", "login"])
@pytest.mark.parametrize("text", BAD_TEXTS.values(), ids=BAD_TEXTS)
def test_au14_a_bad_text_is_named_and_the_rest_of_the_form_is_kept(reader, db, field, text):
    raw = text.encode("utf-8", "surrogatepass")
    page = sign_up(reader, status=400, **{field: raw, "region": "UZ-QR"})
    form = page.form("/sign-up/")
    assert form.find(id=f"{field}-error"), "the field says what is wrong"
    other, kept = {"name": ("login", PHONE), "login": ("name", "Nodira Karimova")}[field]
    assert form.find("input", attrs={"name": other})["value"] == kept
    assert form.find("option", value="UZ-QR", selected=True)
    assert form.find("input", attrs={"name": "consent"}).has_attr("checked")
    assert count(Account) == 0


def test_au14_hidden_direction_marks_in_a_name_are_dropped(reader, db):
    sign_up(reader, name="Nodira\u202e Karimova\u200b")
    assert db.session.scalars(select(Account)).one().name == "Nodira Karimova"


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"\xed\xa0\x80", b"%", b"a" * 10_000])
def test_au14_signing_in_with_bytes_that_are_no_text_is_an_ordinary_mistake(reader, raw):
    sign_in(reader, login=raw, status=400)


@pytest.mark.parametrize(
    "password",
    ["x7" * 32, "z9K" * 66 + "zz", "мушук том устида ухлайди", "kechki choy "],
    ids=["64", "200", "Cyrillic", "space"],
)
def test_au15_a_long_or_odd_password_is_taken_exactly(reader, password):
    sign_up(reader, password=password)
    assert WRONG in sign_in(reader.stranger(), password[:-1], status=400).main
    assert sign_in(reader.stranger(), password).path == "/uz/me/"


def test_au15_a_password_beyond_measure_is_refused_before_it_is_hashed(reader, hashed, verified):
    sign_up(reader, status=400, password="kq7-" * 50 + "k")
    sign_up(reader, status=413, password="k" * 1_000_000)
    sign_in(reader, "kq7-" * 50 + "k", status=400)
    sign_in(reader, "k" * 1_000_000, status=413)
    assert (hashed, verified) == ([], [])


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("1234", "8 ta belgi"),
        ("12345678", "oson topish"),
        ("12051985", "oson topish"),
        ("parol123", "oson topish"),
        ("901234567", "raqamingizdan"),
        ("karimova77", "ismingiz"),
    ],
)
def test_au16_a_password_that_is_guessed_first_is_refused_with_the_reason(reader, db, password, reason):
    page = sign_up(reader, status=400, password=password)
    assert reason in page.form("/sign-up/").find(id="password-error").get_text()
    assert count(Account) == 0


def test_au29_what_the_form_does_not_ask_for_changes_nothing(reader, db):
    given = {"name": "Nodira Karimova", "login": PHONE, "password": PASSWORD, "age": "grown", "consent": "y"}
    more = {"role": "administrator", "is_trainer": "1", "id": new_id(), "person_id": new_id(), "verified": "1"}
    reader.get("/uz/sign-up/")
    reader.post("/uz/sign-up/", given | more | {"email": "x@y.uz", "disabled_at": "2020-01-01", "node_id": "other"})
    kept = db.session.scalars(select(Account)).one()
    assert (kept.email, kept.node_id, kept.disabled_at) == (None, "testnode", None)
    assert more["id"] != kept.id
    assert more["person_id"] != kept.person_id
    assert list_grants(kept.person_id) == ()


# Signing in


def test_a_person_signs_in_with_the_phone_or_the_email(reader):
    sign_up(reader)
    sign_up(reader.stranger(), login="vali@mail.uz", name="Vali Aliyev")
    assert "Nodira Karimova" in sign_in(reader.stranger()).main
    assert "Vali Aliyev" in sign_in(reader.stranger(), login=" VALI@mail.uz").main


def test_a_person_who_is_in_is_led_on_from_the_door(reader):
    sign_up(reader)
    assert reader.get("/uz/sign-in/").path == "/uz/me/"
    assert reader.get("/uz/sign-up/").path == "/uz/me/"
    assert reader.get("/uz/sign-in/?next=/uz/help/").path == "/uz/help/"


def test_a_page_for_people_with_accounts_comes_after_the_sign_in_that_it_asks_for(reader):
    sign_up(reader)
    other = reader.stranger()
    assert other.get("/uz/me/edit/").path == "/uz/sign-in/?next=/uz/me/edit/"
    assert other.submit("/sign-in/", login=PHONE, password=PASSWORD).path == "/uz/me/edit/"


def test_next_outlives_a_wrong_password_and_the_way_to_sign_up(reader):
    sign_up(reader)
    other = reader.stranger()
    other.get("/uz/me/edit/")
    other.submit("/sign-in/", login=PHONE, password="not the one", status=400)
    assert other.submit("/sign-in/", login=PHONE, password=PASSWORD).path == "/uz/me/edit/"
    third = reader.stranger()
    third.get("/uz/me/edit/")
    third.click("Roʻyxatdan oʻtish")
    third.submit("/sign-up/", status=400, login="+998901112233")
    typed = {"name": "Vali Aliyev", "login": "+998901112233", "password": PASSWORD, "age": "grown", "consent": "y"}
    assert third.submit("/sign-up/", **typed).path == "/uz/me/edit/"


def test_au01_an_unknown_person_and_a_wrong_password_look_and_cost_the_same(reader, verified):
    sign_up(reader)
    pages, costs = [], []
    for login in (PHONE, "+998907654321", "nobody@mail.uz"):
        verified.clear()
        page = sign_in(reader.stranger(), "not the one at all", login=login, status=400)
        shown = page.form("/sign-in/")
        pages.append([tag.get_text() for tag in shown.find_all(class_="error")])
        costs.append([kept.split("$")[1:4] for kept in verified])
    assert pages[0] == pages[1] == pages[2]
    assert costs[0] == costs[1] == costs[2]
    assert len(costs[0]) == 1, "one hash is computed, of the same strength, whoever is asked for"


def test_au01_the_lock_of_an_unknown_person_is_the_same_too(reader):
    sign_up(reader)
    answers = []
    for login in (PHONE, "+998907654321"):
        for _ in range(5):
            sign_in(reader.stranger(), "not the one at all", login=login, status=400)
        page = sign_in(reader.stranger(), "not the one at all", login=login, status=429)
        answers.append(page.form("/sign-in/").find(id="password-error").get_text())
    assert answers[0] == answers[1]


def test_au02_the_sixth_try_is_not_judged_though_it_be_right(reader, verified, clock):
    sign_up(reader)
    clock.set(kernel_clock.now())
    for _ in range(5):
        sign_in(reader.stranger(), "not the one at all", status=400)
    assert len(verified) == 5
    page = sign_in(reader.stranger(), status=429)
    assert len(verified) == 5
    assert page.headers["Retry-After"] == str(15 * 60)
    assert "15 daqiqadan" in page.main
    clock.shift(minutes=15)
    assert sign_in(reader.stranger()).path == "/uz/me/"


@pytest.mark.parametrize("jump", [{"minutes": 20}, {"minutes": -5}, {"days": 1}])
def test_ad21_a_clock_that_jumps_ends_no_session_and_spoils_no_form(reader, clock, jump):
    clock.set(kernel_clock.now())
    sign_up(reader)
    reader.get("/uz/me/edit/")
    clock.shift(**jump)
    reader.submit("/me/edit/", name="Nodira Aliyeva")
    assert is_in(reader)
    assert sign_in(reader.stranger()).path == "/uz/me/"


@pytest.mark.parametrize("jump", [{"minutes": 20}, {"minutes": -5}, {"days": 1}])
def test_ad21_a_clock_that_jumps_locks_nobody_for_good(reader, clock, jump):
    clock.set(kernel_clock.now())
    sign_up(reader)
    for _ in range(5):
        sign_in(reader.stranger(), "not the one at all", status=400)
    clock.shift(**jump)
    if min(jump.values()) < 0:
        assert int(sign_in(reader.stranger(), status=429).headers["Retry-After"]) <= 15 * 60
        clock.shift(minutes=15 - jump["minutes"])
    assert sign_in(reader.stranger()).path == "/uz/me/"


def test_au04_a_try_that_cannot_be_counted_is_not_judged(app, reader, verified):
    """The limits lie in the database itself: when it is away, nobody gets in and nobody guesses."""
    sign_up(reader)
    with no_room_for_writers(app):
        for password in ("not the one at all", PASSWORD):
            page = sign_in(reader.stranger(), password, status=503)
            assert int(page.headers["Retry-After"]) > 0
    assert verified == []
    assert sign_in(reader.stranger()).path == "/uz/me/"


def test_au02_a_lock_elsewhere_ends_no_session(reader):
    sign_up(reader)
    for _ in range(5):
        sign_in(reader.stranger(), "not the one at all", status=400)
    assert is_in(reader)


def test_au05_wrong_passwords_at_once_are_judged_five_times(app, reader, db, verified):
    sign_up(reader)
    given = {"login": PHONE, "password": "not the one at all"}
    answers = at_once(12, lambda: app.test_client().post("/uz/sign-in/", data=given, headers=OURS))
    assert sorted(answer.status_code for answer in answers) == [400] * 5 + [429] * 7
    assert len(verified) == 5
    assert count(SignInTry) == 5


ELSEWHERE = [
    "//evil.uz",
    "///evil.uz",
    "/\\evil.uz",
    "\\\\evil.uz",
    "https:evil.uz",
    "https://evil.uz/",
    "https://localhost@evil.uz",
    "javascript:alert(1)",
    "/\t/evil.uz",
    "/\n/evil.uz",
    "/%2f/evil.uz",
    "/%5cevil.uz",
    "evil.uz",
    " //evil.uz",
    "",
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_au06_nobody_is_led_to_another_host(app, reader, target):
    sign_up(reader)
    for path, typed in (
        ("/uz/sign-in/", {"login": PHONE, "password": PASSWORD}),
        (
            "/uz/sign-up/",
            {"login": "+998901112233", "name": "Vali Aliyev", "password": PASSWORD, "age": "grown", "consent": "y"},
        ),
    ):
        with app.test_client() as client:
            answer = client.post(path, data=typed | {"next": target}, headers=OURS)
            assert (answer.status_code, answer.headers["Location"]) == (303, "/uz/me/")
            assert client.get("/uz/sign-in/", query_string={"next": target}).headers["Location"] == "/uz/me/"


def test_au08_a_copied_cookie_is_worth_nothing_after_signing_out(reader, db):
    sign_up(reader)
    copied = session_cookie(reader)
    thief = reader.stranger()
    thief.client.set_cookie("savodxon", copied)
    assert is_in(thief)
    reader.get("/uz/me/")
    page = reader.submit("/sign-out/")
    assert page.path == "/uz/"
    assert session_cookie(reader) is None
    assert not is_in(thief)
    assert db.session.scalars(select(UserSession)).one().ended_at


def test_au08_signing_out_here_leaves_another_phone_in(reader):
    sign_up(reader)
    other = reader.stranger()
    sign_in(other)
    reader.get("/uz/me/")
    reader.submit("/sign-out/")
    assert is_in(other)


def test_au09_a_new_role_asks_for_a_new_sign_in(reader, db):
    sign_up(reader)
    with write_tx():
        grant_role(find_credentials(PHONE).person_id, Role.TRAINER)
    assert not is_in(reader)
    assert "trener" in sign_in(reader).main


def test_au09_a_disabled_person_is_out_at_once_and_cannot_come_back(reader, db):
    sign_up(reader)
    with write_tx():
        db.session.scalars(select(Account)).one().disabled_at = kernel_clock.now()
    assert not is_in(reader)
    assert WRONG in sign_in(reader.stranger(), status=400).main


def test_au10_a_session_set_before_signing_in_is_not_adopted(reader, db):
    sign_up(reader)
    for planted in ("fixed" * 8, "\xff\xfe", ""):
        victim = reader.stranger()
        victim.client.set_cookie("savodxon", planted)
        sign_in(victim)
        assert session_cookie(victim) != planted
        assert is_in(victim)


def test_au10_a_session_changes_at_sign_up_and_at_sign_in_and_the_old_one_is_over(app, reader):
    mark_first_lesson(app, reader)
    as_visitor = session_cookie(reader)
    sign_up(reader)
    as_person = session_cookie(reader)
    other = reader.stranger()
    mark_first_lesson(app, other)
    before = session_cookie(other)
    sign_in(other)
    assert len({as_visitor, as_person, before, session_cookie(other)}) == 4
    for old in (as_visitor, before):
        thief = reader.stranger()
        thief.client.set_cookie("savodxon", old)
        assert not is_in(thief)


def test_au10_signing_in_again_over_an_open_session_ends_it(app, reader):
    sign_up(reader)
    old = session_cookie(reader)
    reader.client.post("/uz/sign-in/", data={"login": PHONE, "password": PASSWORD}, headers=OURS)
    assert session_cookie(reader) != old
    thief = reader.stranger()
    thief.client.set_cookie("savodxon", old)
    assert not is_in(thief)


def test_au11_over_https_the_session_has_its_sheltered_name(app):
    app.config["SESSION_COOKIE_SECURE"] = True
    try:
        answer = app.test_client().post(
            "/uz/sign-up/",
            data={"name": "Nodira Karimova", "login": PHONE, "password": PASSWORD, "age": "grown", "consent": "y"},
            headers=OURS,
            base_url="https://localhost",
        )
    finally:
        app.config["SESSION_COOKIE_SECURE"] = False
    cookie = next(line for line in answer.headers.getlist("Set-Cookie") if "savodxon" in line)
    assert cookie.startswith("__Host-savodxon=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_au11_over_http_in_a_classroom_signing_in_works_without_a_secure_cookie(reader):
    sign_up(reader)
    cookie = reader.client.get_cookie("savodxon")
    assert (cookie.secure, cookie.http_only, cookie.same_site) == (False, True, "Lax")


# What a visitor has done


def test_what_a_visitor_did_is_theirs_after_signing_up(app, reader, db):
    mark_first_lesson(app, reader)
    assert "1 tasi tugatildi" in sign_up(reader).main
    assert count(Person) == 1
    assert "1 tasi tugatildi" in sign_in(reader.stranger()).main


def test_signing_in_brings_along_what_was_done_on_this_phone_when_that_is_wished(app, reader):
    sign_up(reader)
    other = reader.stranger()
    mark_first_lesson(app, other)
    assert "1 tasi tugatildi" in sign_in(other, bring="y").main
    assert "1 tasi tugatildi" in sign_in(reader.stranger()).main


def test_signing_in_leaves_it_when_the_box_is_not_ticked(app, reader):
    sign_up(reader)
    other = reader.stranger()
    mark_first_lesson(app, other)
    other.get("/uz/sign-in/")
    other.post("/uz/sign-in/", {"login": PHONE, "password": PASSWORD})
    assert "tasi tugatildi" not in other.page.main


def test_the_box_is_there_only_for_who_has_something_to_bring(app, reader):
    assert not reader.get("/uz/sign-in/").form("/sign-in/").find("input", attrs={"name": "bring"})
    mark_first_lesson(app, reader)
    assert reader.get("/uz/sign-in/").form("/sign-in/").find("input", attrs={"name": "bring"}).has_attr("checked")


def test_what_one_person_did_never_becomes_anothers(app, reader):
    mark_first_lesson(app, reader)
    sign_up(reader)
    sign_up(reader.stranger(), login="+998901112233", name="Vali Aliyev")
    reader.client.post(
        "/uz/sign-in/", data={"login": "+998901112233", "password": PASSWORD, "bring": "y"}, headers=OURS
    )
    page = reader.get("/uz/me/")
    assert "Vali Aliyev" in page.main
    assert "tasi tugatildi" not in page.main
    assert "1 tasi tugatildi" in sign_in(reader.stranger()).main


def test_after_signing_out_the_phone_knows_nothing_of_the_person(app, reader):
    mark_first_lesson(app, reader)
    sign_up(reader)
    reader.submit("/sign-out/")
    assert "tasi tugatildi" not in reader.get("/uz/me/").main
    assert "Nodira" not in reader.page.main


def test_a_test_begun_as_a_visitor_goes_on_after_signing_in(reader):
    sign_up(reader)
    other = reader.stranger()
    other.get("/uz/courses/my-gov-uz/quiz/final/")
    attempt = other.submit("/begin").path
    sign_in(other, bring="y")
    page = other.get(attempt)
    assert page.h1.startswith("1-savol")
    assert other.submit("/answer").status == 200


# One's own data


def test_a_person_changes_name_place_and_language(reader, db):
    sign_up(reader)
    reader.get("/uz/me/edit/")
    page = reader.submit("/me/edit/", name="Nodira Aliyeva", district="1735401", language="ru")
    assert page.path.startswith("/ru/me/")
    assert "Nodira Aliyeva" in page.main
    kept = db.session.scalars(select(Account)).one()
    assert (kept.name, kept.region) == ("Nodira Aliyeva", "UZ-QR")
    assert reader.get("/").path == "/ru/"


@pytest.mark.parametrize("typed", [{"name": ""}, {"name": "\0\0\0"}, {"language": "xx"}, {"region": "x"}])
def test_what_cannot_be_kept_is_asked_again(reader, db, typed):
    sign_up(reader)
    reader.get("/uz/me/edit/")
    reader.submit("/me/edit/", status=400, **typed)
    assert db.session.scalars(select(Account)).one().name == "Nodira Karimova"


def test_au29_a_profile_takes_what_it_asks_for_and_nothing_else(reader, db):
    sign_up(reader)
    before = db.session.scalars(select(Account)).one()
    kept = (before.id, before.person_id, before.phone, before.password_hash)
    typed = {"name": "Nodira Aliyeva", "language": "uz", "region": "", "district": ""}
    more = {"role": "admin", "is_trainer": "1", "centre_id": "1", "id": "x", "phone": "+998900000000", "password": "x"}
    reader.get("/uz/me/edit/")
    reader.post("/uz/me/edit/", typed | more | {"person_id": new_id(), "password_hash": "x", "grants": "administrator"})
    db.session.expire_all()
    after = db.session.scalars(select(Account)).one()
    assert (after.id, after.person_id, after.phone, after.password_hash) == kept
    assert after.name == "Nodira Aliyeva"
    assert list_grants(after.person_id) == ()


def test_a_visitor_has_no_profile_to_edit(app, reader):
    mark_first_lesson(app, reader)
    assert reader.get("/uz/me/edit/").path.startswith("/uz/sign-in/")


def test_what_only_the_owner_may_do_asks_for_the_password_and_comes_back(app, reader, clock):
    newcomer(reader)
    reader.get("/uz/me/prove/?next=/uz/courses/")
    assert "Parol notoʻgʻri" in reader.submit("/me/prove/", password="boshqa narsa 1", status=400).main
    reader.submit("/me/prove/", password="oltin baliq 7")
    assert reader.page.path == "/uz/courses/"


def test_au02_the_password_is_not_guessed_from_inside_either(app, reader):
    newcomer(reader)
    for _ in range(5):
        reader.get("/uz/me/prove/")
        reader.submit("/me/prove/", password="boshqa narsa 1", status=400)
    reader.get("/uz/me/prove/")
    assert "daqiqadan keyin" in reader.submit("/me/prove/", password="oltin baliq 7", status=429).main
