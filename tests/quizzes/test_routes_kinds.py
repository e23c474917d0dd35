"""Each kind of question on its page: asked, answered, kept, told about."""

import re
from dataclasses import replace

import pytest

from app.content.types.quizzes import Feedback, GapKind, QuestionKind
from tests.support.learner import asked_on, attempt_of, begin, finish, right, wrong

WRITTEN = "Kod — imzom & kalitim.\n\nUni aytmayman."


@pytest.fixture
def essay(reader, bookcase):
    """An attempt that asks for an essay and nothing else; the page in hand asks it."""
    quiz = bookcase.only("short", feedback=Feedback.AFTER)
    asked = replace(quiz.questions[0], id="q-essay", kind=QuestionKind.ESSAY, accepted=())
    bookcase.change_quiz(questions=(asked,))
    return begin(reader)


def test_an_essay_is_kept_with_its_lines(reader, essay):
    reader.submit("/answer", **{"answer.q-essay": WRITTEN})
    page = reader.get(essay.path)
    assert page.soup.textarea.get_text().strip("\n") == WRITTEN
    assert "Koʻpi bilan 3\xa0000 ta belgi." in page.soup.select_one("#answer-hint").get_text()


def test_an_essay_that_is_too_long_stays_in_the_field(reader, essay):
    long = "a" * 3001
    page = reader.post(f"{essay.path}answer", {"answer.q-essay": long}, status=400)
    assert page.soup.textarea.get_text().strip("\n") == long
    assert page.soup.textarea["aria-invalid"] == "true"


def test_an_essay_awaits_a_trainer_and_nobody_has_passed_before(reader, essay):
    reader.submit("/answer", **{"answer.q-essay": WRITTEN})
    reader.get(f"{attempt_of(essay)}review/")
    page = finish(reader)
    assert page.h1 == "Javobingiz tekshirilmoqda"
    assert "1 ta javobni trener oʻqib baholaydi." in page.main


@pytest.fixture
def asking(reader, bookcase):
    """A function that begins an attempt at one question of a kind; the page in hand asks it."""

    def ask(kind, **rules):
        bookcase.only(kind, **{"feedback": Feedback.AFTER} | rules)
        return begin(reader)

    return ask


def shown(page, bookcase):
    return asked_on(page, bookcase.current().quizzes["my-gov-uz/final"])


def names(page):
    return [str(field["name"]) for field in page.form("/answer").select("select, input:not([type=hidden]), textarea")]


def feedback(reader, fields):
    """The feedback that comes at once when these fields are sent."""
    return reader.submit("/answer", **fields).soup.select_one("main .notice").get_text(" ", strip=True)


@pytest.mark.parametrize("kind", ["order", "match"])
def test_qz01_the_form_holds_places_on_this_page_and_no_key(asking, bookcase, kind):
    page = asking(kind, shuffle=False)
    question, count = shown(page, bookcase), 0
    for place, select in enumerate(page.form("/answer").find_all("select"), 1):
        assert select["name"] == f"answer.{question.id}.{place}"
        values = [str(option.get("value", option.get_text())) for option in select.find_all("option")]
        assert values == ["", *map(str, range(1, len(values)))]
        count = place
    assert count == len(question.options)
    assert not re.search(r"data-(?:key|right)", page.html)


@pytest.mark.parametrize("kind", ["order", "match", "cloze"])
def test_a_half_filled_answer_is_kept_and_shown_again(reader, asking, bookcase, kind):
    page = asking(kind)
    name, value = next(iter(right(shown(page, bookcase)).items()))
    reader.submit("/answer", **{name: value})
    form = reader.get(page.path).form("/answer")
    field = form.find(attrs={"name": name})
    chosen = field.select_one("option[selected]")
    assert (chosen.get("value", chosen.get_text()) if chosen else field["value"]) == value
    others = [
        one for one in form.select("option[selected], input[value]") if one.parent is not field and one is not field
    ]
    assert not [one for one in others if one.get("name", "").startswith("answer.") and one["value"]]


def test_two_rows_at_one_place_are_told_and_stay_as_sent(reader, asking):
    page = asking("order")
    first, second, *others = names(page)
    page = reader.submit("/answer", status=400, **{first: "2", second: "2", **dict.fromkeys(others, "")})
    assert "Har bir qatorga boshqa oʻrin tanlang." in page.soup.select_one("#answer-error").get_text()
    assert [str(one.get_text()) for one in page.soup.select("option[selected]")] == ["2", "2"]
    wrong_one = page.soup.select_one("[aria-invalid]")
    assert wrong_one["name"] == second
    assert page.soup.select_one(f".summary a[href='#{wrong_one['id']}']")


@pytest.mark.parametrize("kind", ["cloze", "numeric"])
@pytest.mark.parametrize("typed", ["NaN", "1e999", "9" * 5000, "١٤", "14 ta"])
def test_qz08_what_is_no_number_is_told_and_stays_in_its_field(reader, asking, kind, typed):
    page = asking(kind)
    name = names(page)[0]
    page = reader.submit("/answer", status=400, **{name: typed})
    field = page.soup.select_one("[aria-invalid]")
    assert (field["name"], field["value"]) == (name, typed)
    said = page.soup.select_one("#answer-error").get_text()
    assert "son yozing, masalan: 12 yoki 2,5." in said or "Javob juda uzun." in said


@pytest.mark.parametrize("typed", ["27000", "27 000", "27\u00a0000,0", " 27000.00 "])
def test_a_number_is_right_however_it_is_typed(reader, asking, typed):
    page = asking("numeric", feedback=Feedback.IMMEDIATE)
    assert feedback(reader, {names(page)[0]: typed}).startswith("Toʻgʻri javob.")


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("order", "1. Xizmat pasportini oʻqish 2. Arizani toʻldirib, yuborish"),
        ("match", "Invoys — toʻlov uchun hisob Chek — pul toʻlanganining isboti"),
        ("cloze", "Uning 1 foizi — 4\xa0000 soʻm. Xizmat narxi 5 foiz boʻlsa, 20\xa0000 soʻm"),
        ("numeric", "Toʻgʻri javob: 27\xa0000"),
        ("hotspot", "Havola Fayl"),
    ],
)
def test_a_wrong_answer_is_told_what_would_be_right(reader, asking, bookcase, kind, told):
    page = asking(kind, feedback=Feedback.IMMEDIATE)
    said = feedback(reader, wrong(shown(page, bookcase)))
    assert told in " ".join(re.sub(r" ([.,])", r"\1", said).split(" "))


def test_an_area_that_was_wrong_is_told_why(reader, asking, bookcase):
    page = asking("hotspot", feedback=Feedback.IMMEDIATE)
    assert "Firibgar istalgan paytda yozadi." in feedback(reader, {f"answer.{shown(page, bookcase).id}": ["2"]})


def test_areas_are_drawn_alike_over_the_picture_by_the_numbers_of_the_list(asking, bookcase):
    page = asking("hotspot")
    frames = page.soup.select(".spots svg g")
    assert [frame.find("text").get_text() for frame in frames] == ["1", "2", "3", "4"]
    assert [frame["data-for"] for frame in frames] == [str(box["id"]) for box in page.soup.select("[type=checkbox]")]
    assert {tuple(sorted(set(frame.attrs) - {"data-for"})) for frame in frames} == {()}
    labels = [label.get_text(" ", strip=True) for label in page.soup.select("label.choice")]
    assert [label.split(". ")[0] for label in labels] == ["1", "2", "3", "4"]


def test_what_was_answered_stands_in_the_result_with_its_sentence(reader, asking, bookcase):
    page = asking("cloze")
    fields = right(shown(page, bookcase)) | {names(page)[1]: "7"}
    reader.submit("/answer", **fields)
    main = finish(reader).main
    assert "Uning 1 foizi — 4000 soʻm. Xizmat narxi 5 foiz boʻlsa, 7 soʻm toʻlaysiz." in main


def test_a_gap_of_words_is_right_in_the_other_alphabet_and_told_in_the_letters_of_the_page(reader, bookcase):
    quiz = bookcase.only("cloze", feedback=Feedback.IMMEDIATE)
    gaps = tuple(
        replace(gap, kind=GapKind.TEXT, accepted=("Toshkent", "Ташкент"), choices=()) for gap in quiz.questions[0].gaps
    )
    bookcase.change_quiz(questions=(replace(quiz.questions[0], gaps=gaps),))
    page = begin(reader, path="/uz-Cyrl/courses/my-gov-uz/quiz/final/")
    said = feedback(reader, dict(zip(names(page), ["тошкент", "TASHKENT", ""], strict=True)))
    assert said.startswith("Қисман тўғри.")
    assert "Тошкент" in said


def test_a_forged_place_is_refused_and_nothing_is_kept(reader, asking, bookcase):
    page = asking("match")
    for value in ("99", "0", "١", "a" * 9999):
        reader.post(f"{page.path}answer", {names(page)[0]: value}, status=400)
    assert "Javobingiz saqlangan." not in reader.get(page.path).main
