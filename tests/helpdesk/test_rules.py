"""What is hidden in a text, which links an answer may hold, where a question stands."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.helpdesk.rules.links import has_foreign_link, split_links
from app.helpdesk.rules.masking import HIDDEN, is_luhn, mask
from app.helpdesk.rules.threads import TAKE_LASTS, demand_free, first_name, role_answering, standing_of
from app.helpdesk.types import HeldByOtherError, QuestionState, TurnFacts, TurnKind
from app.kernel.permissions import SITE, Grant, Role, Scope, ScopeKind

NOON = datetime(2026, 11, 25, 7, tzinfo=UTC)
SECRETS = [
    "31205851234567",
    "312 058 512 345 67",
    "3-1205851-234567",
    "4539 1488 0343 6467",
    "4539148803436467",
    "4539-1488-0343-6467 12/27",
    "+998 90 123-45-67",
    "998901234567",
    "901234567",
    "90 123 45 67",
    "(90) 123-45-67",
    "+7 916 123 45 67",
    "AB1234567",
    "AA 1234567",
    "\N{ARABIC-INDIC DIGIT NINE}01234567",
]
HARMLESS = [
    "Narxi 375 000 soʻm, 2026-yil 25-noyabrda soʻralgan.",
    "100 000 000 soʻm",
    "1242 yoki 1148 raqami",
    "860 dan ortiq xizmat, 25 ta soha",
    "Ariza 12345678 raqamli",
    "BHM ning 50 foizi, 412 000",
    "",
]


@pytest.mark.parametrize("secret", SECRETS)
def test_a_number_that_is_somebodys_is_hidden_and_the_rest_stays(secret):
    hidden = mask(f"Mana: {secret} shu emasmi?")
    assert hidden.startswith("Mana: ")
    assert hidden.endswith(" shu emasmi?")
    assert HIDDEN in hidden
    assert sum(char.isdecimal() for char in hidden) <= 4


@pytest.mark.parametrize("text", HARMLESS)
def test_sums_dates_and_short_numbers_stay(text):
    assert mask(text) == text


def test_two_numbers_in_one_breath_are_both_hidden():
    assert mask("90 123 45 67, 31205851234567") == f"{HIDDEN}, {HIDDEN}"
    assert mask("31205851234567 90 123 45 67 400") == f"{HIDDEN} {HIDDEN} 400"


@given(st.text(max_size=80))
def test_hiding_twice_hides_no_more(text):
    assert mask(mask(text)) == mask(text)


@given(st.integers(min_value=0, max_value=10**14 - 1), st.text(alphabet="abc ʻ.,", max_size=20))
def test_no_pinfl_comes_through(number, around):
    assert f"{number:014}" not in mask(f"{around}{number:014}{around}")


def test_the_check_digit_is_that_of_bank_cards():
    assert is_luhn("4539148803436467")
    assert not is_luhn("4539148803436468")


@pytest.mark.parametrize(
    ("text", "is_foreign"),
    [
        ("my.gov.uz ga kiring", False),
        ("https://my.gov.uz/uz/pension", False),
        ("https://id.egov.uz va https://lex.uz/docs/1.", False),
        ("http://savodxon.example/uz/courses/", False),
        ("www.evil.example/x", True),
        ("https://my.gov.uz.evil.example/", True),
        ("https://evilgov.uz", True),
        ("HTTPS://MY.GOV.UZ@evil.example", True),
        ("t.me/yordam", True),
    ],
)
def test_an_answer_names_only_our_lessons_and_official_sites(text, is_foreign):
    assert has_foreign_link(text, "savodxon.example") is is_foreign


def test_only_addresses_of_our_lessons_become_links():
    line = "Mana: http://localhost/uz/courses/my-gov-uz/tour/ va /ru/courses/x, lekin https://my.gov.uz/uz/courses/y"
    found = split_links(line, "http://localhost")
    assert [path for _words, path in found if path] == ["/uz/courses/my-gov-uz/tour/", "/ru/courses/x"]
    assert "".join(words for words, _path in found) == line


def turn(kind, minutes, author="trainer"):
    return TurnFacts(
        kind=kind,
        said_at=NOON + timedelta(minutes=minutes),
        text="",
        author_id=author,
        author_name="Jasur",
        role=Role.TRAINER,
    )


def at(minutes, *turns):
    return standing_of(NOON, turns, NOON + timedelta(minutes=minutes))


def test_a_question_goes_from_waiting_to_answered_and_waits_again_when_the_asker_writes():
    assert at(1).state is QuestionState.WAITING
    taken, answered = turn(TurnKind.TAKEN, 1), turn(TurnKind.ANSWERED, 5)
    assert at(2, taken).holder_id == "trainer"
    assert at(6, taken, answered).state is QuestionState.ANSWERED
    again = at(9, taken, answered, turn(TurnKind.FOLLOWED_UP, 8, None))
    assert again.state is QuestionState.WAITING
    assert again.since == NOON + timedelta(minutes=8)
    assert again.is_open


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (TurnKind.PASSED_ON, QuestionState.WITH_AUTHORS),
        (TurnKind.ASKED_BACK, QuestionState.ASKED_BACK),
        (TurnKind.CLOSED, QuestionState.CLOSED),
    ],
)
def test_the_last_turn_says_where_a_question_stands(kind, state):
    assert at(2, turn(kind, 1)).state is state


def test_taking_and_giving_back_leave_a_question_where_it_stood():
    answered, taken = turn(TurnKind.ANSWERED, 1), turn(TurnKind.TAKEN, 2)
    assert at(3, answered, taken).state is QuestionState.TAKEN
    assert at(4, answered, taken, turn(TurnKind.RETURNED, 3)).state is QuestionState.ANSWERED
    assert at(500, answered, taken).state is QuestionState.ANSWERED
    assert at(4, taken, turn(TurnKind.RETURNED, 3)).state is QuestionState.WAITING


def test_who_took_a_question_and_went_away_lets_it_go_after_two_hours():
    taken = turn(TurnKind.TAKEN, 0)
    with pytest.raises(HeldByOtherError):
        demand_free(standing_of(NOON, [taken], NOON + TAKE_LASTS - timedelta(seconds=1)), "other")
    demand_free(standing_of(NOON, [taken], NOON + TAKE_LASTS), "other")
    demand_free(standing_of(NOON, [taken], NOON), "trainer")


def test_somebody_answers_in_the_role_that_reaches_the_question():
    region, course = Scope(kind=ScopeKind.REGION, key="UZ-TK"), Scope(kind=ScopeKind.COURSE, key="my-gov-uz")
    grants = [Grant(role=Role.REVIEWER, scope=SITE), Grant(role=Role.AUTHOR, scope=course)]
    assert role_answering([*grants, Grant(role=Role.TRAINER, scope=region)], [course]) is Role.AUTHOR
    assert role_answering([Grant(role=Role.COORDINATOR, scope=SITE)], []) is Role.COORDINATOR


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Jasur Toʻxtayev", "Jasur"),
        ("Gʻulomova Oʻgʻiloy", "Oʻgʻiloy"),
        ("Каримов Нодир", "Нодир"),
        ("Salima", "Salima"),
        ("Karimova", "Karimova"),
        ("", ""),
    ],
)
def test_whoever_answers_is_named_by_the_first_name_only(name, first):
    assert first_name(name) == first
