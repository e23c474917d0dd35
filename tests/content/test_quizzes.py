import pytest

from app.content.schema.quiz.reading import read_quiz
from app.content.source.document import read_document
from app.content.source.report import Report
from app.content.types.quizzes import Feedback, Grading, QuestionKind
from tests.support.tree import QUIZ, QUIZ_RU, quiz

ALONE = {QUIZ_RU: None, "courses/sample/course.ru.md": None, "courses/sample/01-start/lesson.ru.md": None}

EVERY_KIND = """
    ## SMS kodni kimga aytasiz? {#q-single .otp .safety points=2}

    Bir kuni telefon **jiringladi**.

    > Bank ham soʻramaydi.

    > Kod faqat
    > sizniki.

    1. [ ] Bank xodimiga
       > Yoʻq: bank soʻramaydi.
    2. [x] Hech kimga

    3. [25%] Yaqinimga,
       u ishonchli
       > Yoʻq.

    SMS kod — kalit.

    ## Qaysi biri shubhali? {#q-multiple}

    - [x] Domen
    - [X] Shoshirish
    - [ ] Qulf
      > Qulf hamma joyda bor.

    ## Toʻgʻrimi? {#q-tf}

    - [T] `my.gov.uz` — portal.
    - [F] Kod aytiladi.
      > Aytilmaydi.

    ## Poytaxt? {#q-short}

    [[Toshkent;  Ташкент ; Tashkent]]

    Toʻgʻri.
    """


@pytest.fixture
def made(compiled):
    return compiled({QUIZ: quiz(EVERY_KIND), **ALONE}).release.quizzes["sample/final"]


def read(text, front=""):
    report = Report()
    source = read_quiz(read_document(quiz(text, front=front), "q.uz.md", "uz", report), report)
    return source, [f"{fault.line}: {fault.code}" for fault in report.faults]


def test_each_way_of_writing_answers_is_its_kind(made):
    assert [question.kind for question in made.questions] == ["single", "multiple", "truefalse", "short"]


def test_a_question_keeps_its_id_points_and_tags(made):
    question = made.questions[0]
    assert (question.id, question.points, question.tags) == ("q-single", 2.0, ("otp", "safety"))


def test_options_carry_their_place_and_weight(made):
    assert [(option.key, option.weight) for option in made.questions[0].options] == [
        ("1", 0.0),
        ("2", 1.0),
        ("3", 0.25),
    ]


def test_texts_of_a_question_stand_where_they_belong(made):
    text = made.questions[0].texts["uz"]
    assert text.prompt_html == "SMS kodni kimga aytasiz?"
    assert text.stem_html == "<p>Bir kuni telefon <strong>jiringladi</strong>.</p>"
    assert text.hints_html == ("Bank ham soʻramaydi.", "Kod faqat sizniki.")
    assert text.options_html["3"] == "Yaqinimga, u ishonchli"
    assert text.feedback_html == {"1": "Yoʻq: bank soʻramaydi.", "3": "Yoʻq."}
    assert text.explanation_html == "<p>SMS kod — kalit.</p>"


def test_an_essay_has_no_options_and_keeps_its_explanation(compiled):
    files = {QUIZ: quiz("## Nega? {#q}\n\nOʻylab koʻring.\n\n[essay]\n\nKod — kalit.\n"), **ALONE}
    question = compiled(files).release.quizzes["sample/final"].questions[0]
    assert (question.kind, question.options) == (QuestionKind.ESSAY, ())
    assert question.texts["uz"].stem_html == "<p>Oʻylab koʻring.</p>"
    assert question.texts["uz"].explanation_html == "<p>Kod — kalit.</p>"


def test_accepted_texts_of_all_languages_stand_together(compiled):
    russian = "---\ntitle: Т\n---\n\n## Столица? {#q}\n\n[[Ташкент; город Ташкент]]\n"
    made = compiled({QUIZ: quiz("## Poytaxt? {#q}\n\n[[Toshkent; Ташкент]]\n"), QUIZ_RU: russian})
    assert made.release.quizzes["sample/final"].questions[0].accepted == ("Toshkent", "Ташкент", "город Ташкент")


def test_cyrillic_questions_are_derived(made):
    assert made.questions[1].texts["uz-Cyrl"].options_html["2"] == "Шошириш"
    assert made.texts["uz-Cyrl"].is_derived


def test_rules_are_read_with_their_types(compiled):
    front = """
        pass: 80
        draw: 1
        shuffle: false
        attempts: 3
        cooldown: 24h
        feedback: immediate
        grading: all-or-nothing
        unassisted: true
        """
    made = compiled({QUIZ: quiz("## A? {#q}\n\n[[a]]", front=front), **ALONE}).release.quizzes["sample/final"]
    assert (made.pass_percent, made.draw, made.shuffle, made.attempts) == (80, 1, False, 3)
    assert (made.cooldown_minutes, made.feedback, made.grading) == (1440, Feedback.IMMEDIATE, Grading.ALL_OR_NOTHING)
    assert made.unassisted


@pytest.mark.parametrize(("written", "minutes"), [("10m", 10), ("1h", 60), ("24h", 1440), ("15", 15), ("0", 0)])
def test_a_cooldown_is_minutes_or_hours(written, minutes):
    source, faults = read("## A? {#q}\n\n[[a]]", f"cooldown: {written}")
    assert (source.rules.cooldown_minutes, faults) == (minutes, [])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("## A?\n\n[[a]]", "5: question-id"),
        ("## A? {#Q_1}\n\n[[a]]", "5: question-marks"),
        ("## A? {#q points=-1}\n\n[[a]]", "5: question-marks"),
        ("## A? {#q}\n\nmatn", "5: no-answers"),
        ("## A? {#q}\n\n[[ ; ]]", "7: no-answer"),
        ("## A? {#q}\n\n1. [x] a\n2. b", "8: no-mark"),
        ("## A? {#q}\n\n1. [y] a\n2. [ ] b", "7: bad-mark"),
        ("## A? {#q}\n\n- [x] a\n- [T] b", "7: mixed-marks"),
        ("## A? {#q}\n\n- [x] a\n1. [ ] b", "7: mixed-marks"),
        ("## A? {#q}\n\n1. [x] a\n> b\n2. [ ] c", "8: feedback-indent"),
        ("## A? {#q}\n\n1. [x] a\n2. [ ] b\n\nc\n\n- [x] d", "12: second-answers"),
        ("## {#q}\n\n[[a]]", "5: no-prompt"),
    ],
)
def test_a_slip_in_a_question_is_told_by_line(text, fault):
    assert fault in read(text)[1]


@pytest.mark.parametrize(
    ("front", "fault"),
    [
        ("pass: 101", "3: wrong-type"),
        ("pass: seventy", "3: wrong-type"),
        ("shuffle: 1", "3: wrong-type"),
        ("feedback: sometimes", "3: wrong-type"),
        ("cooldown: soon", "3: wrong-type"),
        ("time_limit: soon", "3: wrong-type"),
        ("hint_cost: 101", "3: wrong-type"),
        ("include: safety", "3: wrong-type"),
        ("include: [safety]", "3: wrong-type"),
        ("pas: 70", "3: unknown-key"),
    ],
)
def test_a_slip_in_the_rules_is_told_by_line(front, fault):
    assert read("## A? {#q}\n\n[[a]]", front)[1] == [fault]


def test_an_unknown_name_suggests_the_nearest():
    report = Report()
    read_quiz(read_document(quiz("## A? {#q}\n\n[[a]]", front="atempts: 3"), "q.uz.md", "uz", report), report)
    assert "did you mean `attempts`?" in report.faults[0].sentence


def test_a_heading_inside_code_is_no_question():
    source, _faults = read("## A? {#q}\n\n```\n## B\n[[b]]\n```\n\n[[a]]")
    assert [question.accepted for question in source.questions] == [("a",)]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("## A? {#q}\n\n1. [x] a\n2. [x] b", "5: one-right"),
        ("## A? {#q}\n\n1. [ ] a\n   > x\n2. [ ] b\n   > x", "5: one-right"),
        ("## A? {#q}\n\n- [ ] a\n  > x\n- [ ] b\n  > x", "5: one-right"),
        ("## A? {#q}\n\n1. [x] a", "5: one-option"),
        ("## A? {#q}\n\n1. [x] a\n2. [ ] b", "8: no-feedback"),
        ("## A? {#q}\n\n- [F] a\n- [T] b", "7: no-feedback"),
        ("## A? {#q}\n\n[[a]]\n\n## B? {#q}\n\n[[b]]", "9: duplicate-id"),
        ("", "1: no-questions"),
    ],
)
def test_a_bank_is_checked(codes, text, fault):
    assert f"{QUIZ}:{fault}" in codes({QUIZ: quiz(text), **ALONE})


def test_a_quiz_that_draws_more_than_it_has_is_told(codes):
    assert codes({QUIZ: quiz("## A? {#q}\n\n[[a]]", front="draw: 5"), **ALONE}) == [f"{QUIZ}:3: draw"]


def test_the_longest_answer_must_not_always_be_right(codes):
    one = "## A? {#q-NO}\n\n1. [x] eng uzun javob\n2. [ ] javob\n   > Yoʻq.\n\n"
    questions = [one.replace("NO", str(number)) for number in range(3)]
    assert codes({QUIZ: quiz("".join(questions)), **ALONE}) == [f"{QUIZ}:5: longest-right"]
    other = "## B? {#q-b}\n\n1. [x] ha\n2. [ ] eng uzun javob\n   > Yoʻq.\n"
    assert codes({QUIZ: quiz("".join([*questions, other])), **ALONE}) == []


RU = "---\ntitle: Т\n{front}---\n\n{text}"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("## Б? {#q-b}\n\n[[б]]", "1: ids-differ"),
        ("## Б? {#q-b}\n\n[[б]]", "5: ids-differ"),
        ("## Б? {#q}\n\n[[б]]", "5: marks-differ"),
        ("## Б? {#q}\n\n1. [ ] б\n   > Н.\n2. [x] в", "5: marks-differ"),
        ("## Б? {#q}\n\n1. [x] б\n2. [ ] в\n   > Н.\n3. [ ] г\n   > Н.", "5: marks-differ"),
        ("## Б? {#q points=2}\n\n1. [x] б\n2. [ ] в\n   > Н.", "5: marks-differ"),
    ],
)
def test_questions_are_the_same_in_every_language(codes, text, fault):
    files = {QUIZ: quiz("## A? {#q}\n\n1. [x] a\n2. [ ] b\n   > Y."), QUIZ_RU: RU.format(front="", text=text)}
    assert f"{QUIZ_RU}:{fault}" in codes(files)


def test_rules_are_the_same_in_every_language(codes):
    files = {
        QUIZ: quiz("## A? {#q}\n\n[[a]]", front="pass: 70"),
        QUIZ_RU: RU.format(front="pass: 80\n", text="## Б? {#q}\n\n[[б]]"),
    }
    assert codes(files) == [f"{QUIZ_RU}:3: differs"]
