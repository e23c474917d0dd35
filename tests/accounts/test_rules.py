from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.rules.logins import display_phone, normalise_email, normalise_login, normalise_phone
from app.accounts.rules.passwords import PasswordProblem, check_password, common_words, is_common
from app.accounts.rules.tries import Allowed, Locked, may_try

NOW = datetime(2026, 9, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed",
    [
        "+998901234567",
        "998901234567",
        "901234567",
        "90 123 45 67",
        "90-123-45-67",
        "(90) 123-45-67",
        "+998 (90) 123-45-67",
        "+998 90 1234567",
        "+998\u00a090\u00a0123\u201345\u201367",
        "8-90-123-45-67",
        "8 (90) 123 45 67",
        "8-998-90-123-45-67",
        "0 90 123 45 67",
        "00998901234567",
        "8-10-998-90-123-45-67",
        "\u200b+998\u200d90\u202a1234567\u202c",
        "\ufeff901234567",
        "＋９９８９０１２３４５６７",
        "+٩٩٨٩٠١٢٣٤٥٦٧",
        "۹۰۱۲۳۴۵۶۷",
        " 90.123.45.67 ",
        "+998_90_123_45_67",
        "90\u2212123\u221245\u221267",
    ],
)
def test_au12_one_phone_in_every_spelling_is_one_phone(typed):
    assert normalise_phone(typed) == "+998901234567"


@given(
    st.from_regex(r"[1-9][0-9]{8}", fullmatch=True), st.sampled_from(["", "+998", "998", "8", "0", "00998", "810998"])
)
def test_au12_every_operator_code_is_taken_with_every_prefix(national, prefix):
    assert normalise_phone(prefix + national) == f"+998{national}"


@given(st.from_regex(r"[1-9][0-9]{8}", fullmatch=True), st.data())
def test_au12_signs_between_digits_change_nothing(national, data):
    signs = data.draw(st.lists(st.sampled_from([" ", "-", "(", ")", "\u200b", "\u00a0", "\u2011"]), max_size=9))
    typed = "+998" + "".join(a + b for a, b in zip(national, [*signs, *[""] * 9], strict=False))
    assert normalise_phone(typed) == f"+998{national}"


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("+7 916 123-45-67", "+79161234567"),
        ("+82 10-1234-5678", "+821012345678"),
        ("007 701 123 45 67", "+77011234567"),
    ],
)
def test_a_foreign_phone_is_taken_with_its_plus(typed, phone):
    assert normalise_phone(typed) == phone


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "+",
        "12345678",
        "1234567890",
        "+99890123456",
        "+9989012345678",
        "++998901234567",
        "998+901234567",
        "+998 012345678",
        "+1 555",
        "+999999999999999",
        "9161234567890",
        "ali@mail.uz",
        "90123456a",
        "90123456😀",
        "90123456\0",
        "9" * 10_000,
        "٩" * 70,
        "\ud800901234567",
        "1e8",
        "½90123456",
    ],
)
def test_au14_what_is_no_phone_is_no_phone(typed):
    assert normalise_phone(typed) is None


@given(st.text(max_size=80))
def test_any_text_is_a_phone_or_none(text):
    phone = normalise_phone(text)
    assert phone is None or (phone == normalise_phone(phone) and normalise_phone(display_phone(phone)) == phone)


def test_a_phone_is_shown_as_people_read_it():
    assert display_phone("+998901234567") == "+998 90 123-45-67"
    assert display_phone("+79161234567") == "+7 916 123-45-67"


@pytest.mark.parametrize(
    ("typed", "email"),
    [
        (" Ali@Mail.UZ ", "ali@mail.uz"),
        ("a.b+c_d-e@sub.example.com", "a.b+c_d-e@sub.example.com"),
        ("ali\u200b@mail.uz", "ali@mail.uz"),
    ],
)
def test_an_email_has_one_spelling(typed, email):
    assert normalise_email(typed) == email


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ali",
        "ali@",
        "@mail.uz",
        "ali@mail",
        "a li@mail.uz",
        "ali@@mail.uz",
        "ali@vali@mail.uz",
        ".ali@mail.uz",
        "ali.@mail.uz",
        "a..b@mail.uz",
        "ali@-mail.uz",
        "ali@mail-.uz",
        "ali@mail..uz",
        "ali@127.0.0.1",
        '"ali"@mail.uz',
        "али@mail.uz",
        "ali@маил.uz",
        "ali@mail.uz\0",
        "ali@mail.uz\nBcc: vali@mail.uz",
        "\ud800@mail.uz",
        "a" * 65 + "@mail.uz",
        "ali@" + "a" * 64 + ".uz",
        "ali@" + "mail." * 60 + "uz",
        "a" * 10_000,
    ],
)
def test_au14_what_is_no_email_is_no_email(typed):
    assert normalise_email(typed) is None


def test_a_hostile_email_is_judged_at_once():
    assert normalise_email("a@" + "a-" * 120) is None


@pytest.mark.parametrize(
    ("typed", "login"),
    [
        ("90 123 45 67", "+998901234567"),
        ("Ali@mail.uz", "ali@mail.uz"),
        ("ali", None),
    ],
)
def test_a_login_is_a_phone_or_an_email(typed, login):
    assert normalise_login(typed) == login


def problem(password, *, phone="+998901234567", email="ali.valiyev@mail.uz", name="Dilafruz Joʻraqulova"):
    return check_password(password, phone=phone, email=email, name=name)


@pytest.mark.parametrize(
    "password",
    ["x7" * 32, "z9K" * 66 + "zz", "мушук том устида ухлайди", "kechki choy ", " a7 b8 c9 ", "\tn0t-br0ken\t"],
)
def test_au15_a_good_password_is_taken_exactly(password):
    assert problem(password) is None


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("", PasswordProblem.TOO_SHORT),
        ("k7-pq_z", PasswordProblem.TOO_SHORT),
        ("kq7-" * 50 + "k", PasswordProblem.TOO_LONG),
        ("kq7-" * 250_000, PasswordProblem.TOO_LONG),
        ("choynak\ud800", PasswordProblem.UNREADABLE),
    ],
)
def test_au15_length_is_judged_before_anything_costly(password, expected):
    assert problem(password) is expected


@pytest.mark.parametrize(
    "password",
    [
        "12345678",
        "87654321",
        "00000000",
        "123123123",
        "password1",
        "Password",
        "P@ssw0rd",
        "p@$$w0rd!",
        "qwerty123",
        "qwertyuiop",
        "йцукенгш",
        "1q2w3e4r",
        "parol123",
        "Parol2024!",
        "пароль123",
        "gfhjkm123",
        "uzbekistan",
        "Oʻzbekiston",
        "o'zbekiston1",
        "ЎЗБЕКИСТОН",
        "toshkent2024",
        "Toshkent!",
        "dilnoza1985",
        "1990alisher",
        "abcdefgh",
        "aaaaaaaa",
        "abababab",
        "12051985",
        "12.05.1985",
        "1985-05-12",
        "１２３４５６７８",
        "assalom1",
    ],
)
def test_au16_what_a_thief_tries_first_is_refused(password):
    assert problem(password) is PasswordProblem.TOO_COMMON


@pytest.mark.parametrize(
    "password",
    [
        "+998901234567",
        "901234567",
        "p1234567",
        "123-45-67",
        "Dilafruz77",
        "joʻraqulova",
        "jo'raqulova1",
        "dilafruzjoraqulova",
        "ali.valiyev",
        "ali.valiyev@mail.uz",
        "2024Dilafruz!",
    ],
)
def test_au16_ones_own_phone_name_and_email_are_refused(password):
    assert problem(password) is PasswordProblem.TOO_PERSONAL


def test_a_person_without_phone_or_email_may_use_digits():
    assert problem("83019274", phone=None, email=None) is None


def test_the_written_list_is_written_as_it_is_compared():
    assert len(common_words()) > 900
    assert all(word == word.casefold() and "'" not in word for word in common_words())


@given(st.text(max_size=30))
def test_any_text_can_be_judged(text):
    assert is_common(text) in {True, False}
    assert problem(text) in {None, *PasswordProblem}


def failures(*minutes_ago):
    return [NOW - timedelta(minutes=minutes) for minutes in minutes_ago]


def test_au02_five_tries_then_a_quarter_of_an_hour():
    assert may_try(failures(4, 3, 2, 1), NOW) == Allowed()
    assert may_try(failures(5, 4, 3, 2, 1), NOW) == Locked(until=NOW + timedelta(minutes=14))
    assert may_try(failures(19, 18, 17, 16, 15), NOW) == Allowed()


def test_au02_after_a_lock_there_are_five_more_tries_and_a_longer_lock():
    first = failures(60, 60, 60, 60, 60)
    assert may_try([*first, *failures(4, 3, 2, 1)], NOW) == Allowed()
    assert may_try([*first, *failures(5, 4, 3, 2, 1)], NOW) == Locked(until=NOW + timedelta(minutes=29))


def test_au02_a_machine_gets_few_tries_a_day():
    moment, tried = NOW, []
    while moment < NOW + timedelta(hours=24):
        verdict = may_try(tried, moment)
        if isinstance(verdict, Locked):
            moment = verdict.until
        else:
            tried.append(moment)
            moment += timedelta(seconds=1)
    assert len(tried) <= 50


def test_failures_of_yesterday_are_forgotten():
    assert may_try(failures(*[60 * 24] * 50), NOW) == Allowed()


def test_failures_that_a_wrong_clock_put_years_ahead_lock_nobody_out():
    assert may_try(failures(*[-60 * 24 * 365] * 5), NOW) == Allowed()


@given(st.lists(st.integers(0, 3000), max_size=60))
def test_the_order_of_failures_does_not_matter_and_a_lock_lasts_four_hours_at_most(minutes):
    verdict = may_try(failures(*minutes), NOW)
    assert verdict == may_try(failures(*sorted(minutes)), NOW)
    assert verdict == Allowed() or NOW < verdict.until <= NOW + timedelta(hours=4)
