"""Questions taken from other banks."""

import pytest

from tests.support.tree import QUIZ, QUIZ_RU, quiz

BANK, BANK_RU = "quizzes/sample/bank.uz.md", "quizzes/sample/bank.ru.md"
OTHER, OTHER_RU = "quizzes/sample/other.uz.md", "quizzes/sample/other.ru.md"
TAGGED = "## Kod? {#q-otp .otp}\n\n[[a]]\n\n## Parol? {#q-password .password}\n\n[[b]]\n"
OWN = "## A? {#q-own}\n\n[[a]]\n"


@pytest.fixture
def made(compiled):
    """The release that comes of these files."""

    def run(files):
        outcome = compiled(files)
        assert not outcome.errors, outcome.errors
        return outcome.release

    return run


def both(uz, ru, body, front=""):
    """A quiz in both languages, with the same words."""
    text = quiz(body, front=front)
    return {uz: text, ru: text.replace("title: Test", "title: Тест")}


def files(include, *more):
    found = {**both(QUIZ, QUIZ_RU, OWN, f"include: {include}"), **both(BANK, BANK_RU, TAGGED)}
    for one in more:
        found |= one
    return found


def ids(release):
    return [question.id for question in release.quizzes["sample/final"].questions]


def test_a_bank_brings_its_questions_after_ones_own(made):
    release = made(files("[sample/bank]"))
    assert ids(release) == ["q-own", "q-otp", "q-password"]
    assert release.quizzes["sample/final"].draw == 3


def test_a_tag_picks_some_of_them_and_twice_is_once(made):
    assert ids(made(files("[sample/bank#otp]"))) == ["q-own", "q-otp"]
    assert ids(made(files('["sample/bank#otp", sample/bank]'))) == ["q-own", "q-otp", "q-password"]


def test_a_quiz_may_hold_nothing_but_others_questions(made):
    assert ids(made(files("[]") | both(QUIZ, QUIZ_RU, "", "include: [sample/bank]\ndraw: 1"))) == [
        "q-otp",
        "q-password",
    ]


def test_a_bank_brings_what_it_includes_itself(made):
    more = {**both(BANK, BANK_RU, TAGGED, "include: [sample/other]"), **both(OTHER, OTHER_RU, "## O? {#q-o}\n\n[[o]]")}
    assert ids(made(files("[sample/bank]", more))) == ["q-own", "q-otp", "q-password", "q-o"]


@pytest.mark.parametrize(
    ("include", "code"),
    [
        ("[sample/none]", "unknown-include"),
        ('["sample/bank#none"]', "unknown-tag"),
        ("[sample/final]", "include-circle"),
    ],
)
def test_a_slip_in_an_include_is_told_by_line(codes, include, code):
    assert f"{QUIZ}:3: {code}" in codes(files(include))


def test_a_circle_is_told_where_it_is_written(codes):
    more = both(BANK, BANK_RU, TAGGED, "include: [sample/other]") | both(
        OTHER, OTHER_RU, "## O? {#q-o}\n\n[[o]]", "include: [sample/bank]"
    )
    told = codes(files("[sample/bank]", more))
    assert f"{BANK}:3: include-circle" in told
    assert f"{OTHER}:3: include-circle" in told


def test_two_questions_with_one_id_are_refused(codes):
    told = codes(files("[sample/bank]", both(BANK, BANK_RU, "## B? {#q-own}\n\n[[b]]")))
    assert told == [f"{QUIZ}:3: include-clash"]


def test_more_is_not_drawn_than_there_is(codes):
    told = codes(files("[]") | both(QUIZ, QUIZ_RU, OWN, "include: [sample/bank]\ndraw: 9"))
    assert f"{QUIZ}:4: draw" in told


def test_a_bank_is_there_in_every_language_of_the_quiz(codes):
    told = codes(files("[sample/bank]") | {BANK_RU: None})
    assert f"{QUIZ}:3: include-language" in told
