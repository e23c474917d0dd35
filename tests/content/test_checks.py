from datetime import UTC, datetime

import pytest

from app.kernel.clock import frozen
from tests.support.scenarios import BOTH
from tests.support.tree import DEFAULTS, LESSON, LESSON_RU, QUIZ, QUIZ_RU, SVG, dedent, lesson, lesson_ru, quiz

COURSE = "courses/sample/course.yml"
PICTURES = "courses/sample/01-start/images"
SETTINGS = dedent(DEFAULTS[COURSE])
SERVICES = """
    services:
      pension:
        names: {uz: Pensiya, ru: Пенсия}
        address: https://my.gov.uz
    """


def text(body):
    return {LESSON: lesson(f"## A {{#address}}\n\n{body}")}


def settings(**lines):
    kept = [line for line in SETTINGS.splitlines() if line.split(":")[0] not in lines]
    return {COURSE: "\n".join([*kept, *(f"{name}: {value}" for name, value in lines.items() if value)]) + "\n"}


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("[x](#gone)", "dead-anchor"),
        ("[x](lesson.uz.md#gone)", "dead-anchor"),
        ("[x](../course.uz.md#address)", "dead-anchor"),
        ("[x](../02-gone/)", "dead-link"),
        ("[x](../02-gone/lesson.uz.md#fee)", "dead-link"),
        ("[x](../../../../etc/passwd)", "dead-link"),
        ("[x](/uz/courses/gone/)", "dead-link"),
        ("[x]()", "bad-link"),
        ("[x](http://my.gov.uz)", "bad-link"),
        ("[x](ftp://my.gov.uz)", "bad-link"),
        ("[x](mailto:nobody)", "bad-link"),
        ("![Uy](images/gone.svg)", "missing-image"),
        ("![](images/uy.svg)", "missing-alt"),
        ("![ ](images/uy.svg)", "missing-alt"),
        ("![Video: kirish](video/otp.webm)", "not-yet"),
        ("```practice final\n```", "unknown-practice"),
        ("<b>x</b>", "raw-html"),
        ("#### Chuqur {#deep}", "heading-level"),
        ("# Bosh {#top}", "heading-level"),
        ("## Kalitsiz", "heading-id"),
        ("## B {#address}", "duplicate-id"),
        ("Bu so'z.", "apostrophe"),
        ("Bu o’qish.", "apostrophe"),
        ("Bu maʻno.", "apostrophe"),
        ("Bu gʼoz.", "apostrophe"),
        ("Bu sаlom.", "mixed-script"),
        ("Это cловo.", "latin-in-cyrillic"),
        (" ".join(["soʻz"] * 23) + ".", "long-sentence"),
    ],
)
def test_a_fault_in_a_text_is_told_at_its_line(codes, link, code):
    assert f"{LESSON}:9: {code}" in codes({**text(link), f"{PICTURES}/uy.svg": SVG})


@pytest.mark.parametrize(
    "written",
    [
        "[x](#address) [y](../course.uz.md#whom) [z](/uz/sign-up/) [w](../)",
        "![](images/uy.svg){.decorative}",
        "![Uy](images/uy.svg)",
        "`so'z` va `<b>`",
        "```\nso'z <b> sаlom\n```",
        "my.gov.uz va https://id.egov.uz/a'b va <https://my.gov.uz>",
        "«QR-kod» va OneID, QR-код",
        " ".join(["soʻz"] * 22) + ". " + " ".join(["soʻz"] * 22) + ".",
        "| " + " | ".join(["soʻz soʻz soʻz"] * 9) + " |\n|" + "---|" * 9,
        "- " + "\n- ".join(["soʻz " * 9] * 4),
        "5 < 6 va 7 > 3",
    ],
)
def test_what_is_right_is_not_told(codes, written):
    assert codes({**text(written), f"{PICTURES}/uy.svg": SVG}) == []


def test_the_same_dead_link_twice_is_told_at_both_lines(codes):
    assert codes(text("[x](#no)\n\n[y](#no)")) == [f"{LESSON}:9: dead-anchor", f"{LESSON}:11: dead-anchor"]


def test_a_dead_link_in_an_objective_and_in_feedback_is_told(codes):
    files = {
        LESSON: lesson("## A {#address}\n\nx", front='objectives:\n  - "a"\n  - "[x](#no)"'),
        QUIZ: quiz("## A? {#q-address .address}\n\n1. [x] a\n2. [ ] b\n   > [x](../gone/)"),
    }
    assert codes(files) == [f"{LESSON}:7: dead-anchor", f"{QUIZ}:9: dead-link"]


def test_front_matter_is_proofread_too(codes):
    found = codes({LESSON: lesson("## A {#address}\n\nx").replace("Boshlash", "So'z")})
    assert found == [f"{LESSON}:2: apostrophe"]


@pytest.mark.parametrize(("size", "told"), [(12_000, []), (13_000, [f"{PICTURES}/uy.svg:1: media-heavy"])])
def test_a_heavy_drawing_is_told(codes, size, told):
    picture = SVG.replace("<rect", f"<title>{'x' * size}</title><rect")
    assert codes({**text("![Uy](images/uy.svg)"), f"{PICTURES}/uy.svg": picture}) == told


def test_a_drawing_with_a_script_is_told(codes):
    picture = SVG.replace("<rect", "<script/><rect")
    found = codes({**text("![Uy](images/uy.svg)"), f"{PICTURES}/uy.svg": picture})
    assert f"{PICTURES}/uy.svg:1: bad-picture" in found


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        (settings(quiz="gone"), f"{COURSE}:9: unknown-quiz"),
        (settings(services="[gone]"), f"{COURSE}:9: unknown-service"),
        (settings(requires="[gone]"), f"{COURSE}:10: unknown-course"),
        (settings(lessons="[start, gone]"), f"{COURSE}:9: unknown-lesson"),
        (settings(lessons="[start, start]"), f"{COURSE}:9: duplicate-key"),
        (settings(lessons="[]"), f"{COURSE}:1: unlisted-lesson"),
        (settings(key="other"), f"{COURSE}:9: course-key"),
        (settings(minutes="ten"), f"{COURSE}:9: wrong-type"),
        (settings(minutes="0"), f"{COURSE}:9: wrong-type"),
        (settings(level="hard"), f"{COURSE}:9: wrong-type"),
        (settings(authors="Savodxon"), f"{COURSE}:9: wrong-type"),
        (settings(licence=None), f"{COURSE}:1: missing-key"),
        (settings(sevices="[]"), f"{COURSE}:10: unknown-key"),
        ({**settings(certificate="gone"), "certificates/course/a.html": ""}, f"{COURSE}:10: unknown-certificate"),
        ({LESSON: lesson("## A {#address}", front="quiz: gone")}, f"{LESSON}:5: unknown-quiz"),
        ({LESSON: lesson("## A {#address}", front="practice: gone")}, f"{LESSON}:5: unknown-practice"),
        ({LESSON: lesson("## A {#address}", front="services: [gone]")}, f"{LESSON}:5: unknown-service"),
        ({LESSON: lesson("## A {#address}", front="sources_as_of: yesterday")}, f"{LESSON}:5: wrong-type"),
        ({LESSON: lesson("## A {#address}", front="objectives: one")}, f"{LESSON}:5: wrong-type"),
        ({LESSON: lesson("## A {#address}", front="titel: x")}, f"{LESSON}:5: unknown-key"),
        ({LESSON: "x"}, f"{LESSON}:1: missing-key"),
        ({"courses/sample/02-quiz/lesson.uz.md": lesson("x")}, "courses/sample/02-quiz:1: reserved-key"),
        ({"courses/sample/practice-x/lesson.uz.md": lesson("x")}, f"{COURSE}:1: unlisted-lesson"),
        ({"courses/sample/02-Katta/lesson.uz.md": lesson("x")}, "courses/sample/02-Katta:1: bad-key"),
        ({"courses/sample/02-start/lesson.uz.md": lesson("x")}, "courses/sample/02-start:1: duplicate-key"),
        ({"quizzes/gone/final.uz.md": quiz("## A? {#q}\n\n[[a]]")}, "quizzes/gone/final.uz.md:1: unknown-course"),
        (
            {"courses/services.yml": "services:\n  a:\n    names: {uz: A}\n    address: https://a.uz"},
            "courses/services.yml:2: missing-translation",
        ),
        (
            {"courses/services.yml": "services:\n  a:\n    names: {uz: A, ru: А}\n    address: http://a.uz"},
            "courses/services.yml:4: wrong-type",
        ),
        ({"courses/services.yml": "services: ["}, "courses/services.yml:1: yaml"),
    ],
)
def test_a_key_that_names_nothing_or_a_value_of_the_wrong_type_is_told(codes, files, fault):
    assert fault in codes(files)


def test_a_practice_is_known_by_its_file(codes):
    files = {
        LESSON: lesson("## A {#address}", front="practice: otp"),
        **BOTH,
    }
    assert codes(files) == []


def test_a_known_service_has_its_names_in_every_language(compiled):
    files = {LESSON: lesson("## A {#address}", front="services: [pension]"), "courses/services.yml": SERVICES}
    release = compiled(files).release
    assert release.services["pension"].names == {"uz": "Pensiya", "ru": "Пенсия", "uz-Cyrl": "Пенсия"}
    assert release.courses[0].lessons[0].services == ("pension",)


def test_lessons_come_as_course_yml_lists_them_or_by_number(compiled):
    more = {
        f"courses/sample/{name}/lesson.{tag}.md": made("## A {#a}", front="")
        for name in ("02-b", "10-c")
        for tag, made in (("uz", lesson), ("ru", lesson_ru))
    }
    keys = [lesson.key for lesson in compiled({**more, **settings(lessons="[c, start, b]")}).release.courses[0].lessons]
    assert keys == ["c", "start", "b"]
    keys = [lesson.key for lesson in compiled({**more, **settings(lessons=None)}).release.courses[0].lessons]
    assert keys == ["start", "b", "c"]


@pytest.mark.parametrize("path", [LESSON_RU, QUIZ_RU, "courses/sample/course.ru.md"])
def test_a_missing_translation_is_told_where_it_should_be(codes, path):
    assert f"{path}:1: missing-translation" in codes({path: None})


def test_a_glossary_is_translated_when_there_is_one(codes):
    found = codes({"courses/sample/glossary.uz.md": "BHM {#bhm}\n:   Miqdor.\n"})
    assert found == ["courses/sample/glossary.ru.md:1: missing-translation"]


def test_headings_have_the_same_ids_in_every_language(codes):
    assert codes({LESSON_RU: lesson_ru("## А {#adress}\n\nА.")}) == [f"{LESSON_RU}:1: ids-differ"]


@pytest.mark.parametrize("front", ["minutes: 6", "services: [pension]", "checked_on: 2026-01-01"])
def test_a_translation_says_nothing_else_than_its_source(codes, front):
    files = {LESSON_RU: lesson_ru("## А {#address}\n\nА.", front=front), "courses/services.yml": SERVICES}
    assert codes(files) == [f"{LESSON_RU}:4: differs"]


def test_a_translation_may_repeat_what_the_source_says(codes):
    assert codes({LESSON_RU: lesson_ru("## А {#address}\n\nА.", front="minutes: 5")}) == []


def test_broken_front_matter_hides_no_fault_below_it_and_makes_none_up(codes):
    found = codes({LESSON: "---\ntitle: [\nminutes: 5\n---\n\n## A {#address}\n\n[x](#no)\n"})
    assert found == [f"{LESSON}:2: yaml", f"{LESSON}:8: dead-anchor"]


GLOSSARY = {
    "courses/sample/glossary.uz.md": "BHM {#bhm}\n:   **Bazaviy** miqdor.\n    Oʻzgaradi.\n\nDXM {#dxm}\n:   Markaz.\n",
    "courses/sample/glossary.ru.md": "БРВ {#bhm}\n:   Величина.\n\nЦГУ {#dxm}\n:   Центр.\n",
}


def test_a_glossary_gives_terms_with_their_anchors(compiled):
    text = compiled(GLOSSARY).release.courses[0].texts["uz"]
    assert [(term.id, term.term) for term in text.glossary] == [("bhm", "BHM"), ("dxm", "DXM")]
    assert text.glossary[0].definition_html == "<strong>Bazaviy</strong> miqdor. Oʻzgaradi."


def test_a_link_may_lead_to_a_term(compiled):
    made = compiled({**GLOSSARY, **text("[BHM](../glossary.uz.md#bhm)")})
    assert (
        '<a href="/uz-Cyrl/courses/sample/#bhm">БҲМ</a>'
        in made.release.courses[0].lessons[0].texts["uz-Cyrl"].body_html
    )


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("BHM\n:   Miqdor.\n", "1: glossary"),
        ("BHM {#bhm}\n\nDXM {#dxm}\n:   Markaz.\n", "1: glossary"),
        ("BHM {#whom}\n:   Miqdor.\n", "1: duplicate-id"),
        ("BHM {#bhm}\n:   Miqdor.\n\nDXM {#bhm}\n:   Markaz.\n", "4: duplicate-id"),
        ("BHM {#main}\n:   Miqdor.\n", "1: reserved-id"),
        ("BHM {#bhm}\n:   Miqdor.\n", "1: ids-differ"),
    ],
)
def test_a_slip_in_a_glossary_is_told(codes, written, fault):
    assert f"courses/sample/glossary.uz.md:{fault}".replace("uz.md:1: ids", "ru.md:1: ids") in codes(
        {**GLOSSARY, "courses/sample/glossary.uz.md": written}
    )


@pytest.mark.parametrize(
    ("front", "told"),
    [
        ("checked_on: 2026-06-01\nchecked_by: Nodira", []),
        ("checked_on: 2026-05-01\nchecked_by: Nodira", [f"{LESSON}:5: stale-check"]),
        ("checked_on: 2026-05-01", [f"{LESSON}:5: checked-on"]),
        ("checked_on: 2027-05-01\nchecked_by: Nodira", [f"{LESSON}:5: checked-on"]),
        ("checked_on:\nchecked_by:", []),
    ],
)
def test_a_check_on_the_portal_is_good_for_half_a_year(codes, front, told):
    with frozen(datetime(2026, 11, 23, tzinfo=UTC)):
        assert codes({LESSON: lesson("## A {#address}\n\nx", front=front)}) == told


def test_an_old_check_never_fails_a_build(compiled):
    with frozen(datetime(2026, 11, 23, tzinfo=UTC)):
        front = "checked_on: 2025-05-01\nchecked_by: Nodira"
        made = compiled({LESSON: lesson("## A {#address}\n\nx", front=front)}, is_strict=True)
    assert made.release
    assert [fault.code for fault in made.faults] == ["stale-check"]
    assert made.release.courses[0].lessons[0].checked_by == "Nodira"


def test_former_keys_are_kept(compiled):
    files = {**settings(was="[old-course]"), LESSON: lesson("## A {#address}", front="was: [old]")}
    course = compiled(files).release.courses[0]
    assert (course.was, course.lessons[0].was) == (("old-course",), ("old",))
