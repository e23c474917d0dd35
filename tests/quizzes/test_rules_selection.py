from collections import Counter
from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from app.content.types.quizzes import Option, QuestionText
from app.kernel.locale import RU, UZ
from app.quizzes.rules.selection import draw
from tests.quizzes.writing import asked as on_paper
from tests.quizzes.writing import cloze, match, order, quiz, short, single

LESSONS = ("what", "sign-in", "search", "apply", "pay", "safety", "help")
BANK = quiz(*(single(id_=f"q-{n}", tags=(LESSONS[n % 7], "otp")) for n in range(21)), draw=10)
SEEDS = st.text(max_size=20)


@given(SEEDS)
def test_a_paper_asks_as_many_questions_as_are_drawn_and_none_twice(seed):
    ids = draw(BANK, seed).question_ids
    assert len(ids) == len(set(ids)) == 10


@given(SEEDS)
def test_a_seed_means_the_same_paper_for_ever(seed):
    assert draw(BANK, seed) == draw(BANK, seed)


def test_the_paper_of_a_known_seed_is_written_down_here():
    paper = draw(BANK, "0123456789abcdef")
    assert " ".join(paper.question_ids) == "q-5 q-13 q-18 q-0 q-16 q-1 q-14 q-3 q-10 q-8"
    assert (
        " ".join("".join(asked.option_keys) for asked in paper.questions) == "321 213 132 231 231 312 321 231 132 231"
    )


@given(SEEDS)
def test_every_lesson_is_asked_about_and_none_much_more_than_another(seed):
    tags = {question.id: question.tags[0] for question in BANK.questions}
    counts = Counter(tags[id_] for id_ in draw(BANK, seed).question_ids)
    assert set(counts) == set(LESSONS)
    assert max(counts.values()) <= 2


@given(SEEDS, st.data())
def test_what_is_right_has_no_part_in_what_is_asked(seed, data):
    weights = data.draw(st.permutations([0.0, 1.0, 0.0]))
    options = tuple(Option(key=str(place), weight=weight) for place, weight in enumerate(weights, 1))
    other = replace(
        BANK, questions=tuple(replace(question, options=options, accepted=("x",)) for question in BANK.questions)
    )
    assert draw(other, seed) == draw(BANK, seed)


@given(SEEDS)
def test_the_paper_is_the_same_in_every_language(seed):
    text = QuestionText(
        prompt_html="?", stem_html="", hints_html=(), options_html={}, feedback_html={}, explanation_html=""
    )
    spoken = replace(
        BANK, questions=tuple(replace(question, texts={UZ: text, RU: text}) for question in BANK.questions)
    )
    assert draw(spoken, seed) == draw(BANK, seed)


@given(SEEDS)
def test_without_shuffle_the_written_order_stays(seed):
    paper = draw(replace(BANK, shuffle=False), seed)
    places = [int(id_.removeprefix("q-")) for id_ in paper.question_ids]
    assert places == sorted(places)
    assert {asked.option_keys for asked in paper.questions} == {("1", "2", "3")}


def test_items_to_order_and_sides_to_match_are_mixed_always():
    """There the written order is the key; each order comes up, the written one too, so none is ruled out."""
    for asked, what in ((order(3), "option_keys"), (match(2, 1), "side_keys")):
        plain = quiz(asked, shuffle=False)
        seen = {getattr(draw(plain, str(seed)).questions[0], what) for seed in range(60)}
        assert seen == set(permutations("123"))


def test_choices_of_a_gap_and_left_sides_are_mixed_where_the_quiz_says_so():
    asked = {shuffle: [on_paper(cloze(), str(n), shuffle=shuffle) for n in range(60)] for shuffle in (True, False)}
    assert {one.choice_keys["2"] for one in asked[True]} == set(permutations("123"))
    assert {one.choice_keys["2"] for one in asked[False]} == {("1", "2", "3")}
    assert on_paper(match(), shuffle=False).option_keys == ("1", "2", "3")


@given(SEEDS)
def test_options_are_shuffled_and_none_is_lost(seed):
    assert {tuple(sorted(asked.option_keys)) for asked in draw(BANK, seed).questions} == {("1", "2", "3")}


def test_a_bank_smaller_than_the_draw_is_asked_whole():
    small = quiz(single(id_="a"), short(id_="b"), draw=10)
    assert sorted(draw(small, "s").question_ids) == ["a", "b"]


def test_every_question_and_every_order_comes_about_as_often():
    drawn = [draw(BANK, str(seed)) for seed in range(700)]
    asked = Counter(id_ for paper in drawn for id_ in paper.question_ids)
    assert all(250 < asked[question.id] < 420 for question in BANK.questions)
    orders = Counter(one.option_keys for paper in drawn for one in paper.questions)
    assert len(orders) == 6
    assert all(1000 < times < 1335 for times in orders.values())


def test_other_seeds_give_other_papers():
    assert len({draw(BANK, str(seed)) for seed in range(200)}) == 200
