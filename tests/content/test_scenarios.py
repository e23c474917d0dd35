"""A practice scenario: written as links between headings, checked so that nobody gets stuck or types a real number."""

import re
from pathlib import Path

import pytest

from app.content.build import publish
from app.content.bundle.codec import from_bytes, to_bytes
from app.content.bundle.shelf import Manifest
from app.content.library import Library, UnknownScenarioError
from app.content.schema.stamp import translations
from app.content.types.quizzes import QuestionKind
from app.content.types.scenarios import FieldCheck, FieldKind, Mode, Result, Surface
from tests.support.scenarios import BOTH, SCENARIO, SCENARIO_RU, SMALL, SMALL_RU
from tests.support.tree import LESSON, LESSON_RU, QUIZ, QUIZ_RU, lesson, lesson_ru

SAMPLE = Path(__file__).with_name("practice_otp.uz.md")
UZBEK_ONLY = {"courses/sample/course.ru.md": None, LESSON_RU: None, "quizzes/sample/final.ru.md": None}


@pytest.fixture
def scenario(compiled):
    """The small scenario, compiled strictly."""
    made = compiled(BOTH, is_strict=True)
    assert made.faults == ()
    return made.release.scenarios["sample/otp"]


@pytest.fixture
def faults(codes):
    """The faults of the small scenario with a text in its Uzbek file replaced, as `line: code`."""

    def run(old, new, *, ru=None):
        assert old in SMALL
        files = {SCENARIO: SMALL.replace(old, new), SCENARIO_RU: SMALL_RU.replace(*ru) if ru else SMALL_RU}
        return [fault.removeprefix(f"{SCENARIO}:") for fault in codes(files) if fault.startswith(f"{SCENARIO}:")]

    return run


def line_of(text):
    """Where a text begins in the small scenario."""
    return SMALL[: SMALL.index(text)].count("\n") + 1


def test_the_sample_of_the_format_compiles_as_it_is(compiled):
    made = compiled({**UZBEK_ONLY, SCENARIO: SAMPLE.read_bytes()}, languages=("uz", "uz-Cyrl"), is_strict=True)
    assert made.faults == ()
    found = made.release.scenarios["sample/otp"]
    assert [screen.surface for screen in found.screens] == [
        "browser",
        "phone",
        "call",
        "email",
        "browser",
        "end",
        "end",
    ]
    assert found.maximum == 9
    assert found.way == ("login.1", "sms.1", "call.2", "spot.1")


def test_a_scenario_keeps_what_was_written(scenario):
    login, sms, spot, lost, done = scenario.screens
    assert (login.surface, login.url, login.points) == (Surface.BROWSER, "https://my.gov.uz.example/login", 3)
    pinfl, agree = login.fields
    assert (pinfl.kind, pinfl.check, pinfl.answers) == (FieldKind.DIGITS, FieldCheck.PINFL, ("40201902050010",))
    assert (agree.kind, agree.is_required) == (FieldKind.ACKNOWLEDGE, True)
    assert [(one.target, one.points, one.is_unsafe, one.is_submit) for one in login.actions] == [
        ("sms", 0, False, True),
        ("lost", -1, True, False),
    ]
    assert (sms.shows_otp, sms.fields[0].answers, sms.actions[1].is_new_otp) == (True, ("{{ otp }}",), True)
    assert [one.is_suspicious for one in spot.spots] == [True, False]
    assert (lost.result, done.result) == (Result.FAIL, Result.PASS)
    assert (scenario.pass_percent, scenario.modes, scenario.minutes) == (70, tuple(Mode), 3)
    assert (scenario.otp.length, scenario.otp.seconds) == (5, 120)


def test_its_points_are_those_of_the_best_way(scenario):
    assert scenario.maximum == 3 + 2 + 2 + 1
    assert scenario.way == ("login.1", "sms.1", "spot.1")


def test_texts_are_there_in_every_language_with_the_persona_in_them(scenario):
    uz, cyrl, ru = (scenario.texts[tag] for tag in ("uz", "uz-Cyrl", "ru"))
    assert "Dilnoza Karimova nomidan" in uz.intro_html
    assert "Дилноза Каримова номидан" in cyrl.intro_html
    assert "Дильноза Каримова" in ru.intro_html
    assert cyrl.is_derived
    assert {text.persona["pinfl"] for text in (uz, cyrl, ru)} == {"40201902050010"}
    assert cyrl.screens["login"].fields["agree"].label == "Розиман"
    assert cyrl.screens["login"].actions == {"1": "Давом этиш", "2": "Тез кириш"}
    assert cyrl.screens["login"].consequences_html == {"2": "Бу реклама эди."}
    assert cyrl.screens["login"].hints_html == ("Рақам: 40201902050010.",)
    assert "<strong>{{ otp }}</strong>" in cyrl.screens["sms"].body_html
    assert cyrl.screens["spot"].spots_html["1"] == "Манзил <code>my-gov-uz.example</code>"
    assert ru.screens["spot"].feedback_html == {"2": "Это не признак."}


def test_messages_hints_and_options_inside_a_block_of_fields_are_transliterated(compiled):
    field = """\
- name: where
  type: select_one
  label: Viloyat
  hint: Roʻyxatdan tanlang
  options: {toshkent: Toshkent shahri, buxoro: Buxoro viloyati}
  answer: buxoro
  messages: {required: Viloyatni tanlang}
"""
    wanted = "- {name: agree, type: acknowledge, label: Roziman}\n"
    files = {**UZBEK_ONLY, SCENARIO: SMALL.replace(wanted, field)}
    made = compiled(files, languages=("uz", "uz-Cyrl"), is_strict=True)
    assert made.faults == ()
    text = made.release.scenarios["sample/otp"].texts["uz-Cyrl"].screens["login"].fields["where"]
    assert (text.label, text.hint) == ("Вилоят", "Рўйхатдан танланг")
    assert text.options == {"toshkent": "Тошкент шаҳри", "buxoro": "Бухоро вилояти"}
    assert text.messages == {"required": "Вилоятни танланг"}


FIELD = "- {name: agree, type: acknowledge, label: Roziman}"
CODE = '- {name: code, type: otp, label: Kod, answer: "{{ otp }}"}'


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("[Tez kirish](#lost)", "[Tez kirish](#login)", f"{line_of('## Aldandingiz')}: unreachable-screen"),
        ("[Tez kirish](#lost)", "[Tez kirish](#loss)", f"{line_of('- [Tez')}: missing-target"),
        ("(#done) {submit points=1}", "(#login) {submit points=1}", f"{line_of('## Kirish')}: no-pass"),
        (
            "## Aldandingiz {#lost .end result=fail}",
            "## Aldandingiz {#lost .phone}",
            f"{line_of('## Aldand')}: dead-end",
        ),
        ("(#sms) {submit}", "(#sms)", f"{line_of('## Kirish')}: no-submit"),
        (
            "- [Tez kirish](#lost) {points=-1 .unsafe}",
            "- [Tez kirish](#lost) {submit}",
            f"{line_of('- [Tez')}: second-submit",
        ),
        ("{#lost .end", "{#done .end", f"{line_of('## Tayyor')}: duplicate-id"),
        ("{#spot .email", "{#spot .telegram", f"{line_of('## Belgi')}: surface"),
        ("{#spot .email", "{#spot .email .sms", f"{line_of('## Belgi')}: surface"),
        ("{#spot .email", "{#spot", f"{line_of('## Belgi')}: surface"),
        ("{#spot .email", "{.email", f"{line_of('## Belgi')}: screen-id"),
        ("{#spot .email", "{#spot .email colour=red", f"{line_of('## Belgi')}: screen-marks"),
        ("## Belgilarni toping {", "## {", f"{line_of('## Belgi')}: no-title"),
        ("type: digits", "type: number", f"{line_of('  type: digits')}: field-type"),
        ("check: pinfl", "check: inn", f"{line_of('  check: pinfl')}: field-check"),
        ("type: acknowledge", "type: select_one", f"{line_of(FIELD)}: no-options"),
        ("type: acknowledge", "type: select_one, options: {a: A, b: B}, answer: c", f"{line_of(FIELD)}: bad-answer"),
        ("type: acknowledge", "type: select_one, options: {a: A, b: B}", f"{line_of(FIELD)}: bad-answer"),
        ("type: acknowledge", "type: date, answer: 31.02.1990", f"{line_of(FIELD)}: answer-fails"),
        ("type: acknowledge", 'type: text, check: passport-uz, answer: "A1"', f"{line_of(FIELD)}: answer-fails"),
        (
            "type: acknowledge",
            "type: password, check: password-strength, answer: parol",
            f"{line_of(FIELD)}: answer-fails",
        ),
        ('label: Kod, answer: "{{ otp }}"', 'label: Kod, answer: "12345"', f"{line_of(CODE)}: bad-answer"),
        (FIELD, f"{FIELD}\n{FIELD}", f"{line_of('## Kirish')}: duplicate-field"),
        (FIELD, "- agree", f"{line_of(FIELD)}: field-shape"),
        (FIELD, "- {type: text, label: X}", f"{line_of(FIELD)}: missing-key"),
        (FIELD, "- {name: agree, type: acknowledge}", f"{line_of(FIELD)}: missing-key"),
        (FIELD, "- {name: Agree, type: acknowledge, label: X}", f"{line_of(FIELD)}: field-name"),
        (FIELD, "- {name: agree, type: acknowledge, label: X, lable: Y}", f"{line_of(FIELD)}: unknown-key"),
        (FIELD, "- {name: agree, [", f"{line_of(FIELD)}: yaml"),
        ("https://my.gov.uz.example/login", "https://my.gov.uz/login", f"{line_of('## Kirish')}: bad-url"),
        ("https://my.gov.uz.example/login", "ftp://my.gov.uz.example", f"{line_of('## Kirish')}: bad-url"),
        ("https://my.gov.uz.example/login", "https://a@my.gov.uz.example", f"{line_of('## Kirish')}: bad-url"),
        (' url="https://my.gov.uz.example/login"', "", f"{line_of('## Kirish')}: no-url"),
        ("{#sms .sms", '{#sms .sms url="https://a.example"', f"{line_of('## SMS')}: idle-url"),
        ("Maʼlumotlarni kiriting.", "[Portal](https://my.gov.uz)ga kiring.", f"{line_of('Maʼlumot')}: link-outside"),
        ("Maʼlumotlarni kiriting.", "`my-gov.com` ga kiring.", f"{line_of('Maʼlumot')}: real-address"),
        ("Maʼlumotlarni kiriting.", "Xat: help@my.gov.uz", f"{line_of('Maʼlumot')}: real-address"),
        ("Maʼlumotlarni kiriting.", "Telefon: +998 90 123 45 67", f"{line_of('Maʼlumot')}: real-phone"),
        ("Maʼlumotlarni kiriting.", "Karta: 8600 1234 5678 9012", f"{line_of('Maʼlumot')}: real-card"),
        ("Maʼlumotlarni kiriting.", "Raqam: 31210632040245", f"{line_of('Maʼlumot')}: real-pinfl"),
        ('pinfl: "40201902050010"', 'pinfl: "40201902050011"', f"{line_of('  pinfl:')}: real-pinfl"),
        ("+998 00 123 45 67", "+998 90 123 45 67", f"{line_of('  phone:')}: real-phone"),
        ("otp: {length: 5, seconds: 120}\n", "", f"{line_of('## SMS') - 1}: no-otp"),
        ("otp: {length: 5, seconds: 120}", "otp: {length: 50, seconds: 120}", f"{line_of('otp:')}: wrong-type"),
        ("Kod: **{{ otp }}**.", "Kod keldi.", f"{line_of('## SMS')}: otp-not-shown"),
        ("> Raqam: {{ persona.pinfl }}.", "> Kod: {{ otp }}.", f"{line_of('> Raqam')}: otp-place"),
        (
            "{{ persona.name }} nomidan",
            "{{ persona.surname }} nomidan",
            f"{line_of('{{ persona.name')}: unknown-placeholder",
        ),
        ("{{ persona.name }} nomidan", "{{ 7*7 }} nomidan", f"{line_of('{{ persona.name')}: unknown-placeholder"),
        ("pass: 70\n", "pass: 70\nmodes: [show, exam]\n", f"{line_of('pass:') + 1}: mode"),
        ("pass: 70", "pass: 0", f"{line_of('pass:')}: wrong-type"),
        ("pass: 70\n", "pass: 70\nservices: [gone]\n", f"{line_of('pass:') + 1}: unknown-service"),
        ("{#lost .end result=fail}", "{#lost .end}", f"{line_of('## Aldand')}: end-result"),
        ("{#sms .sms", "{#sms .sms result=pass", f"{line_of('## SMS')}: end-result"),
        ("Kirdingiz.", "- [Yana](#login)", f"{line_of('## Tayyor')}: end-goes-on"),
        ("{#done .end result=pass}", "{#done .end result=pass points=2}", f"{line_of('## Tayyor')}: idle-points"),
        ("- [x] Manzil", "- [ ] Manzil", f"{line_of('- [x]')}: no-sign"),
        ("- [Tez kirish](#lost) {", "- [Tez kirish](#lost) yoki {", f"{line_of('- [Tez')}: button-shape"),
        ("{points=-1 .unsafe}", "{points=-1 .danger}", f"{line_of('- [Tez')}: button-marks"),
        ("{points=-1 .unsafe}", "{points=lots}", f"{line_of('- [Tez')}: button-marks"),
        ("title: Kirish\n", "", "2: missing-key"),
        ("Qayta urining.", "Qayta o'ting.", f"{line_of('Qayta urining')}: apostrophe"),
    ],
    ids=str,
)
def test_a_fault_is_told_at_its_line(faults, old, new, fault):
    assert fault in faults(old, new)


def test_a_fault_is_said_in_a_plain_sentence(compiled):
    made = compiled({**BOTH, SCENARIO: SMALL.replace("[Tez kirish](#lost)", "[Tez kirish](#loss)")})
    (said,) = [fault.sentence for fault in made.faults if fault.code == "missing-target"]
    assert said == "There is no screen `loss`: let the button lead to one of done, lost, spot, sms, login."


def without_points(text):
    return re.sub(r" ?points=\d", "", text)


def test_a_scenario_in_which_nothing_is_earned_is_refused(codes):
    found = codes({SCENARIO: without_points(SMALL), SCENARIO_RU: without_points(SMALL_RU)})
    assert f"{SCENARIO}:{line_of('## Kirish')}: no-points" in found


def test_the_best_way_must_be_a_safe_one(codes):
    prize = ("(#lost) {points=-1 .unsafe}", "(#done) {points=40 .unsafe}")
    found = codes({SCENARIO: SMALL.replace(*prize), SCENARIO_RU: SMALL_RU.replace(*prize)})
    assert f"{SCENARIO}:{line_of('## Kirish')}: unsafe-way" in found


def test_a_scenario_without_a_screen_is_refused(codes):
    assert f"{SCENARIO}:1: no-screens" in codes({SCENARIO: "---\ntitle: X\n---\nSalom.\n", SCENARIO_RU: SMALL_RU})


def a_screen(number, *targets):
    buttons = "".join(f"- [Yana](#s{target})\n" for target in targets)
    return f"## Ekran {{#s{number} .phone}}\n\nMatn.\n\n{buttons}\n"


def test_too_many_screens_are_refused(codes):
    body = "".join(a_screen(number, number + 1) for number in range(41))
    found = codes({**UZBEK_ONLY, SCENARIO: f"---\ntitle: X\n---\n\n{body}"}, languages=("uz",))
    assert [fault.rsplit(": ", 1)[1] for fault in found] == ["too-many-screens"]


def test_entangled_screens_end_the_search_and_not_the_machine(codes):
    everywhere = [[other for other in range(20) if other != number][:8] for number in range(20)]
    body = "".join(a_screen(number, *targets) for number, targets in enumerate(everywhere))
    body = (
        body.replace("- [Yana](#s8)\n", "- [Oxiri](#end) {points=1}\n", 1) + "## Oxiri {#end .end result=pass}\n\nX.\n"
    )
    found = codes({**UZBEK_ONLY, SCENARIO: f"---\ntitle: X\n---\n\n{body}"}, languages=("uz",))
    assert any(fault.endswith(("too-tangled", "unreachable-screen")) for fault in found)


def test_a_way_back_is_fine(codes):
    back = ("- [Tasdiqlash]", "- [Orqaga](#login)\n- [Tasdiqlash]")
    ru = ("- [Подтвердить]", "- [Назад](#login)\n- [Подтвердить]")
    assert codes({SCENARIO: SMALL.replace(*back), SCENARIO_RU: SMALL_RU.replace(*ru)}) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("points=3}", "points=4}", "screens-differ"),
        ("my.gov.uz.example/login", "other.example/login", "screens-differ"),
        ("{points=-1 .unsafe}", "{points=-1}", "screens-differ"),
        ("- [ ] Приветствие", "- [x] Приветствие", "screens-differ"),
        ("name: agree", "name: consent", "screens-differ"),
        ("check: pinfl\n", "", "screens-differ"),
        ("{#spot .email", "{#spots .email", "ids-differ"),
        ("title: Вход\n", "title: Вход\npass: 80\n", "differs"),
        ("title: Вход\n", "title: Вход\nmodes: [try]\n", "differs"),
        ("title: Вход\n", "title: Вход\notp: {length: 4}\n", "differs"),
        ("  name: Дильноза Каримова\n", '  pinfl: "31210632040244"\n', "differs"),
    ],
)
def test_a_translation_says_the_same(codes, old, new, fault):
    assert old in SMALL_RU
    found = codes({SCENARIO: SMALL, SCENARIO_RU: SMALL_RU.replace(old, new)})
    assert any(one.startswith(f"{SCENARIO_RU}:") and one.endswith(f": {fault}") for one in found)


def test_a_scenario_is_there_in_every_language_of_its_course(codes):
    assert codes({SCENARIO: SMALL}) == [f"{SCENARIO_RU}:1: missing-translation"]


def test_a_translation_grows_stale_and_is_stamped(compiled):
    digest = dict(translations(compiled(BOTH).works))[SCENARIO_RU]
    stamped = SMALL_RU.replace("---\ntitle", f"---\ntranslation_of: {digest}\ntitle", 1)
    assert compiled({SCENARIO: SMALL, SCENARIO_RU: stamped}).faults == ()
    old = compiled({SCENARIO: SMALL.replace("Kirdingiz.", "Siz kirdingiz."), SCENARIO_RU: stamped})
    assert [f"{fault.file}: {fault.code}" for fault in old.faults] == [f"{SCENARIO_RU}: stale-translation"]
    assert old.release.scenarios["sample/otp"].texts["ru"].is_stale


def test_a_lesson_names_a_practice_or_places_it_in_its_text(compiled):
    body = "## A {#address}\n\nAvval oʻqing.\n\n```practice otp\n```\n\nKeyin davom eting.\n"
    ru = "## A {#address}\n\nСначала прочитайте.\n\n```practice otp\n```\n\nПотом дальше.\n"
    made = compiled({**BOTH, LESSON: lesson(body, front="practice: otp"), LESSON_RU: lesson_ru(ru)})
    assert made.faults == ()
    found = made.release.courses[0].lessons[0]
    assert found.practice == "otp"
    assert all("<!--practice otp-->" in found.texts[tag].body_html for tag in ("uz", "uz-Cyrl", "ru"))


def test_a_lesson_links_to_a_scenario_as_to_any_file(compiled):
    body = "## A {#address}\n\n[Mashq](../practice/otp.uz.md)\n"
    made = compiled({**BOTH, LESSON: lesson(body)})
    assert 'href="/uz/courses/sample/practice/otp/"' in made.release.courses[0].lessons[0].texts["uz"].body_html


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("## A {#address}\n\n```practice gone\n```\n", "9: unknown-practice"),
        ("## A {#address}\n\n```practice otp\nx\n```\n", "9: activity-form"),
        ("## A {#address}\n\n```practice\n```\n", "9: activity-form"),
    ],
)
def test_a_practice_that_cannot_be_placed_is_told(codes, body, fault):
    assert f"{LESSON}:{fault}" in codes({**BOTH, LESSON: lesson(body)})


def test_a_scenario_keeps_its_digest_until_it_changes(compiled, scenario):
    assert compiled(BOTH).release.scenarios["sample/otp"] == scenario
    changed = compiled({SCENARIO: SMALL.replace("Kirdingiz.", "Siz kirdingiz."), SCENARIO_RU: SMALL_RU})
    assert changed.release.scenarios["sample/otp"].digest != scenario.digest


def test_a_library_gives_out_scenarios_of_earlier_releases(compiled, tmp_path):
    shelf = tmp_path / "shelf"
    old = compiled(BOTH)
    publish(old, shelf)
    library = Library(shelf)
    assert library.current().scenarios == old.release.scenarios
    first = old.release.scenarios["sample/otp"]
    new = compiled({SCENARIO: SMALL.replace("Kirdingiz.", "Siz kirdingiz."), SCENARIO_RU: SMALL_RU})
    publish(new, shelf)
    library.refresh()
    assert library.current().scenarios["sample/otp"].digest != first.digest
    assert library.scenario(first.digest) == first
    with pytest.raises(UnknownScenarioError):
        library.scenario("0" * 64)


def test_a_release_from_before_there_were_scenarios_can_be_read():
    old = to_bytes(Manifest(languages=(), courses=(), quizzes={}, services={}, media={})).replace(
        b'"scenarios":{},', b""
    )
    assert b"scenarios" not in old
    assert from_bytes(Manifest, old).scenarios == {}


def asking(key):
    return {
        QUIZ: f"---\ntitle: Test\n---\n\n## Bajaring {{#q-do}}\n\n```practice {key}\n```\n",
        QUIZ_RU: f"---\ntitle: Тест\n---\n\n## Выполните {{#q-do}}\n\n```practice {key}\n```\n",
    }


def test_a_question_pins_the_scenario_that_is_its_answer(compiled):
    release = compiled({**BOTH, **asking("otp")}, is_strict=True).release
    (question,) = release.quizzes["sample/final"].questions
    assert (question.kind, question.practice) == (QuestionKind.PRACTICE, release.scenarios["sample/otp"].digest)


def test_a_question_names_a_scenario_of_its_course_that_can_be_a_test(codes):
    assert f"{QUIZ}:5: unknown-practice" in codes({**BOTH, **asking("gone")})
    untested = {SCENARIO: SMALL.replace("pass: 70", "pass: 70\nmodes: [show, try]")}
    assert f"{QUIZ}:5: practice-mode" in codes({**BOTH, **asking("otp"), **untested})
    other = {**asking("otp"), QUIZ_RU: asking("gone")[QUIZ_RU]}
    assert f"{QUIZ_RU}:5: marks-differ" in codes({**BOTH, **other})
