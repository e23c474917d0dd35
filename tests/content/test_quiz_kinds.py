"""Orders, pairs, gaps, numbers, areas: read as written, refused by line, the same in every language."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.content.bundle.codec import from_bytes, to_bytes
from app.content.types.quizzes import Area, AreaShape, Gap, GapKind, QuestionKind, Quiz
from tests.content.test_quizzes import ALONE, RU, read
from tests.support.tree import QUIZ, QUIZ_RU, SVG, quiz

EXAMPLES = Path(__file__).parent / "examples"
PHISHING = "quizzes/sample/quiz-phishing.uz.md"
PICTURE = {"quizzes/sample/a.svg": SVG}
HEAD = "## A? {#q}\n\n"
SHOT = f"{HEAD}![Xat](a.svg)\n\n"


@pytest.fixture
def only(compiled):
    """The one question of a quiz in Uzbek, with a picture beside it."""

    def run(text):
        made = compiled({QUIZ: quiz(text), **ALONE, **PICTURE})
        assert not made.errors, made.errors
        return made.release.quizzes["sample/final"].questions[0]

    return run


@pytest.fixture
def example(compiled):
    """The sample of all kinds, as it was handed to us."""
    files = {PHISHING: (EXAMPLES / "quiz-phishing.uz.md").read_bytes()}
    files["quizzes/sample/letter.svg"] = (EXAMPLES / "letter.svg").read_bytes()
    made = compiled(files)
    assert made.faults == ()
    return made.release.quizzes["sample/quiz-phishing"]


def test_the_sample_of_all_kinds_compiles_without_a_fault(example):
    assert {question.id: question.kind.value for question in example.questions} == {
        "q-otp": "single",
        "q-signs": "multiple",
        "q-tf": "truefalse",
        "q-store": "single",
        "q-order": "order",
        "q-match": "match",
        "q-cloze": "cloze",
        "q-short": "short",
        "q-spot": "hotspot",
        "q-essay": "essay",
    }


def test_a_quiz_of_all_kinds_comes_back_from_its_bytes(example):
    assert from_bytes(Quiz, to_bytes(example)) == example


def test_a_quiz_that_was_published_before_these_kinds_can_still_be_read(example):
    plain = json.loads(to_bytes(example))
    for question in plain["questions"]:
        del question["sides"], question["gaps"]
        for option in question["options"]:
            del option["area"]
        for text in question["texts"].values():
            del text["sides_html"], text["choices"]
    old = from_bytes(Quiz, json.dumps(plain).encode())
    assert old.questions[0] == example.questions[0]
    assert old.questions[5].sides == ()


def test_the_written_order_is_the_order_of_the_keys(only):
    question = only(f"{HEAD}Avval oʻylang.\n\n1. Bir\n2. Ikki,\n   davomi\n\n3. Uch\n\nTushuntirish.\n")
    text = question.texts["uz"]
    assert text.options_html == {"1": "Bir", "2": "Ikki, davomi", "3": "Uch"}
    assert (text.stem_html, text.explanation_html) == ("<p>Avval oʻylang.</p>", "<p>Tushuntirish.</p>")


def test_a_right_side_has_the_key_of_its_left_and_distractors_come_after(only):
    question = only(f"{HEAD}- **Bir** -> uno\n- -> tre\n- Ikki -> `a -> b`\n- `x -> y` -> due\n")
    assert question.texts["uz"].options_html == {
        "1": "<strong>Bir</strong>",
        "2": "Ikki",
        "3": "<code>x -&gt; y</code>",
    }
    assert question.texts["uz"].sides_html == {"1": "uno", "2": "<code>a -&gt; b</code>", "3": "due", "4": "tre"}
    assert question.sides == ("1", "2", "3", "4")


def test_gaps_of_all_sorts_stand_in_one_sentence(only):
    question = only(
        f"{HEAD}> Sanang.\n\nJami [[#14]] ta, [[#2,5:0.5]] yoki\n[[#-1..3]]; [[DXM;  markaz ]], [[a|(b)]]ni `[[c]]`.\n"
    )
    assert question.gaps == (
        Gap(key="1", kind=GapKind.NUMBER, least="14", most="14"),
        Gap(key="2", kind=GapKind.NUMBER, least="2.0", most="3.0"),
        Gap(key="3", kind=GapKind.NUMBER, least="-1", most="3"),
        Gap(key="4", kind=GapKind.TEXT, accepted=("DXM", "markaz")),
        Gap(key="5", kind=GapKind.CHOICE, choices=("1", "2"), right="2"),
    )
    text = question.texts["uz"]
    assert text.stem_html == (
        '<p>Jami <span class="gap">(1)</span> ta, <span class="gap">(2)</span> yoki\n<span class="gap">(3)</span>; '
        '<span class="gap">(4)</span>, <span class="gap">(5)</span>ni <code>[[c]]</code>.</p>'
    )
    assert (text.hints_html, text.choices) == (("Sanang.",), {"5": {"1": "a", "2": "b"}})


def test_what_follows_the_last_gap_is_the_explanation(only):
    text = only(f"{HEAD}Bir [[a]].\n\nIkki [[b]].\n\nUch.\n").texts["uz"]
    assert text.stem_html.count("gap") == 2
    assert text.explanation_html == "<p>Uch.</p>"


def test_a_gap_alone_beside_others_is_one_of_them(only):
    assert only(f"{HEAD}Bir [[a]].\n\n[[b]]\n").kind is QuestionKind.CLOZE


def test_one_list_to_pick_from_is_a_cloze(only):
    assert only(f"{HEAD}[[(a)|b]]\n").kind is QuestionKind.CLOZE


def test_a_number_alone_is_a_numeric_question(only):
    question = only(f"{HEAD}[[#14:0.5]]\n\nTushuntirish.\n")
    assert (question.kind, question.gaps[0].least, question.gaps[0].most) == (QuestionKind.NUMERIC, "13.5", "14.5")


def test_areas_of_a_picture_are_read_and_leave_the_text(only):
    listed = '- [x] Havola {area="rect 5% 4 60.5% 10"}\n- [ ] Belgi\n  uzun {area="circle 85%, 8%, 6%"}\n  > Yoʻq.\n'
    question = only(SHOT + listed)
    assert [option.area for option in question.options] == [
        Area(shape=AreaShape.RECT, numbers=(5.0, 4.0, 60.5, 10.0)),
        Area(shape=AreaShape.CIRCLE, numbers=(85.0, 8.0, 6.0)),
    ]
    assert question.texts["uz"].options_html == {"1": "Havola", "2": "Belgi uzun"}
    assert question.texts["uz"].feedback_html == {"2": "Yoʻq."}


def test_accepted_texts_of_a_gap_stand_together_in_all_languages(compiled):
    made = compiled(
        {
            QUIZ: quiz(f"{HEAD}Bu [[markaz; DXM]].\n"),
            QUIZ_RU: RU.format(front="", text="## Б? {#q}\n\nЭто [[центр; DXM]].\n"),
        }
    )
    assert made.release.quizzes["sample/final"].questions[0].gaps[0].accepted == ("markaz", "DXM", "центр")


def test_what_is_shown_changes_its_letters_and_an_address_does_not(only):
    text = only(f"{HEAD}Portal [[(my.gov.uz)|gov-uz.example|boshqa sayt]] va [[shahar]]ga.\n").texts["uz-Cyrl"]
    assert text.choices == {"1": {"1": "my.gov.uz", "2": "gov-uz.example", "3": "бошқа сайт"}}
    assert text.stem_html == '<p>Портал <span class="gap">(1)</span> ва <span class="gap">(2)</span>га.</p>'
    pairs = only(f"{HEAD}- Shahar -> toʻgʻri\n- Qishloq -> `my.gov.uz`\n").texts["uz-Cyrl"]
    assert pairs.sides_html == {"1": "тўғри", "2": "<code>my.gov.uz</code>"}
    assert pairs.options_html == {"1": "Шаҳар", "2": "Қишлоқ"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("1. bir\n", "5: one-option"),
        ("1. bir\n2. ikki\n3. Bir\n", "9: same-twice"),
        ("1. bir\n- ikki\n", "8: mixed-marks"),
        ("1. bir\n   > Yoʻq.\n2. ikki\n", "8: feedback-here"),
        ("1. bir\n2. ``\n", None),
        ("- a -> b\n", "5: one-option"),
        ("- a -> b\n- -> c\n", "5: one-option"),
        ("- a -> b\n- c -> B\n", "8: same-twice"),
        ("- a -> b\n- a -> c\n", "8: same-twice"),
        ("- a -> b\n- c -> d\n- -> b\n", "9: same-twice"),
        ("- a -> b\n- c ->\n", "8: empty-option"),
        ("- a -> b\n- c\n- d -> e\n", "8: no-arrow"),
        ("- a -> b\n  > Yoʻq.\n- c -> d\n", "8: feedback-here"),
        ("Bu [[ ]].\n", "7: no-answer"),
        ("Bu [[ ; ]].\n", "7: no-answer"),
        ("Bir [[a]].\n\nBu [[]].\n", "9: no-answer"),
        ("Bir [[a]], bu [[b.\n", "7: bad-gap"),
        ("Bu [[a|b]].\n", "7: one-right"),
        ("Bu [[(a)|(b)]].\n", "7: one-right"),
        ("Bu [[(a)]].\n", "7: one-option"),
        ("Bu [[(a)|]].\n", "7: empty-option"),
        ("Bu [[(a)|b|A]].\n", "7: same-twice"),
        ("Bu [[#]].\n", "7: bad-number"),
        ("Bu [[#oʻn]].\n", "7: bad-number"),
        ("Bu [[#1e9]].\n", "7: bad-number"),
        ("Bu [[#NaN]].\n", "7: bad-number"),
        ("Bu [[#\u0661]].\n", "7: bad-number"),
        ("Bu [[#14:-1]].\n", "7: bad-number"),
        ("Bu [[#3..1]].\n", "7: bad-number"),
        ("Bu [[#1..]].\n", "7: bad-number"),
        ("[[#oʻn]]\n", "7: bad-number"),
        ("Bu [havola [[a]]](https://my.gov.uz).\n", "7: gap-place"),
        ("Bu ![rasm [[a]]](a.svg).\n", "7: gap-place"),
    ],
)
def test_a_slip_is_told_by_line(codes, text, fault):
    found = codes({QUIZ: quiz(HEAD + text), **ALONE, **PICTURE})
    assert (f"{QUIZ}:{fault}" in found) if fault else found == []


AREA = '- [x] a {{area="{area}"}}\n- [ ] b {{area="rect 1 1 2 2"}}\n  > Yoʻq.\n'


@pytest.mark.parametrize(
    "area",
    [
        *("", "rect", "rect 1 2 3", "rect 1 2 3 4 5", "oval 1 2 3", "rect 1 2 3 x", "rect 1 2 3 -4", "rect 1 2 3 1e9"),
        *("rect 1 2 3 NaN", "rect 0 0 101 50", "rect 50 0 40 50", "rect 0 50 40 50", "circle 50 50 0", "circle 1 50 2"),
        *("circle 50 101 2", "rect 1 2 3 " + "9" * 5000),
    ],
)
def test_an_area_that_is_none_is_told_by_line(codes, area):
    found = codes({QUIZ: quiz(SHOT + AREA.format(area=area)), **ALONE, **PICTURE})
    assert found == [f"{QUIZ}:9: bad-area"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (SHOT + '- [ ] a {area="rect 1 1 2 2"}\n  > Yoʻq.\n- [ ] b {area="rect 3 3 4 4"}\n  > Yoʻq.\n', "5: one-right"),
        (SHOT + '- [x] a {area="rect 1 1 2 2"}\n', "5: one-option"),
        (SHOT + '- [x] a {area="rect 1 1 2 2"}\n- [ ] b\n  > Yoʻq.\n', "10: no-area"),
        (SHOT + '1. [x] a {area="rect 1 1 2 2"}\n2. [ ] b {area="rect 3 3 4 4"}\n   > Yoʻq.\n', "9: mixed-marks"),
        (HEAD + AREA.format(area="rect 1 1 2 2"), "5: one-picture"),
        (HEAD + "![a](a.svg) ![b](a.svg)\n\n" + AREA.format(area="rect 1 1 2 2"), "5: one-picture"),
    ],
)
def test_a_hotspot_without_what_it_needs_is_told_by_line(codes, text, fault):
    assert codes({QUIZ: quiz(text), **ALONE, **PICTURE}) == [f"{QUIZ}:{fault}"]


@pytest.mark.parametrize(
    ("uz", "ru"),
    [
        ("1. a\n2. b\n", "1. а\n2. б\n3. в\n"),
        ("- a -> b\n- c -> d\n", "- а -> б\n- в -> г\n- -> д\n"),
        ("- a -> b\n- c -> d\n", "1. а\n2. б\n"),
        ("Bu [[a]].\n", "Это [[а]] и [[б]].\n"),
        ("Bu [[a]] [[#1]].\n", "Это [[#1]] [[а]].\n"),
        ("Bu [[#1]] [[a]].\n", "Это [[#2]] [[а]].\n"),
        ("Bu [[(a)|b]].\n", "Это [[а|(б)]].\n"),
        ("Bu [[(a)|b]].\n", "Это [[(а)|б|в]].\n"),
        ("[[#1]]\n", "[[#1..2]]\n"),
        ("[[#1]]\n", "[[а]]\n"),
        ("[essay]\n", "[[а]]\n"),
        (
            "![Xat](a.svg)\n\n" + AREA.format(area="rect 1 1 2 2"),
            "![Письмо](a.svg)\n\n" + AREA.format(area="rect 1 1 2 3"),
        ),
    ],
)
def test_a_question_is_the_same_in_every_language(codes, uz, ru):
    files = {QUIZ: quiz(HEAD + uz), QUIZ_RU: RU.format(front="", text=f"## Б? {{#q}}\n\n{ru}"), **PICTURE}
    assert f"{QUIZ_RU}:4: marks-differ" in [one.replace(":5:", ":4:") for one in codes(files)]


def test_a_translation_may_accept_other_words(codes):
    files = {QUIZ: quiz(f"{HEAD}Bu [[a; b]].\n"), QUIZ_RU: RU.format(front="", text="## Б? {#q}\n\nЭто [[в]].\n")}
    assert codes(files) == []


@pytest.mark.parametrize(
    "line", ["a" * 1_000_000, "[[" * 500_000, "## " + " " * 1_000_000 + "x", "- [x] " + "`" * 1_000_000]
)
def test_an_endless_line_is_refused_by_its_number_and_not_read(codes, line):
    assert codes({QUIZ: quiz(HEAD + line), **ALONE}) == [f"{QUIZ}:7: long-line"]


def test_a_file_of_too_many_lines_is_refused(codes):
    assert codes({QUIZ: quiz("a\n" * 200_000), **ALONE}) == [f"{QUIZ}:100004: too-large"]


@pytest.mark.parametrize("sign", ["[[", "- a -> ", "`", "1. ", "> ", "![", "{area="])
def test_many_open_marks_are_read_in_the_work_of_one_pass(sign):
    source, _faults = read(HEAD + f"{sign * 60}\n" * 2000)
    assert source.questions[0].id == "q"


SCRAPS = (
    *(
        "## A? {#q}",
        "- [x] a",
        "1. b",
        "[[",
        "]]",
        "[[a]]",
        "- a -> b",
        '{area="rect',
        ">",
        "```",
        "",
        "   c",
        "[essay]",
    ),
    *("[[#", "|", "->", "- ", "`", "[[(a)|b]]", "[x]", '{area="circle 1 1 1"}', "![a](a.svg)"),
)


@given(st.lists(st.lists(st.sampled_from(SCRAPS), max_size=4).map(" ".join), max_size=12))
def test_whatever_is_written_is_read_or_told(lines):
    source, faults = read("## A? {#q}\n\n" + "\n".join(lines))
    assert source.questions[0].kind or faults
    for question in source.questions:
        assert [gap.gap.key for gap in question.gaps] == [str(place) for place, _gap in enumerate(question.gaps, 1)]


def test_a_bank_of_five_thousand_questions_compiles_in_batches(compiled, engine):
    one = "## Savol {n}, qani? {{#q-{n}}}\n\n1. [x] ha\n2. [ ] yoʻq, hech qachon\n   > Yoʻq.\n\n"
    before = engine.asked
    made = compiled({QUIZ: quiz("".join(one.format(n=n) for n in range(5000))), **ALONE}, languages=("uz",))
    assert [fault for fault in made.faults if fault.code != "longest-right"] == []
    assert len(made.release.quizzes["sample/final"].questions) == 5000
    assert engine.asked - before > 5000 * 4 // 500
