"""Markdown in the other alphabet: words change, and everything that a machine reads stays byte for byte."""

import re
from pathlib import Path

import pytest

from app.content.script.markdown import convert_stream, markdown_to_cyrillic, markdown_to_latin
from app.kernel.uzbek import APOSTROPHES, standard_lexicon

ROOT = Path(__file__).parents[2]
WRITTEN = sorted([*(ROOT / "courses").rglob("*.uz.md"), *(ROOT / "quizzes").rglob("*.uz.md")])

SAME_BOTH_WAYS = [
    (
        "Portalga [kirish](https://my.gov.uz/uz/kirish 'Kirish sahifasi')\n",
        "Порталга [кириш](https://my.gov.uz/uz/kirish 'Кириш саҳифаси')\n",
    ),
    ("[Savol](#q-otp) va [dars](../02-dars/lesson.uz.md)", "[Савол](#q-otp) ва [дарс](../02-dars/lesson.uz.md)"),
    ('![Rasm: qulf](rasm/qulf.svg "Qulf"){.keng}', '![Расм: қулф](rasm/qulf.svg "Қулф"){.keng}'),
    ("<https://lex.uz/hujjat> va <yordam@mail.uz>", "<https://lex.uz/hujjat> ва <yordam@mail.uz>"),
    ("Kod `salom dunyo` va ``bir ` ikki`` matn", "Код `salom dunyo` ва ``bir ` ikki`` матн"),
    ("## Bir sarlavha {#bir-sarlavha .sinf points=2}", "## Бир сарлавҳа {#bir-sarlavha .sinf points=2}"),
    ("Izoh[^izoh]\n\n[^izoh]: Bu izoh.\n", "Изоҳ[^izoh]\n\n[^izoh]: Бу изоҳ.\n"),
    ("Bu <!-- izoh --> matn <br> tamom", "Бу <!-- izoh --> матн <br> тамом"),
    ('!!! warning "Diqqat qiling"\n    Kodni aytmang.\n', '!!! warning "Диққат қилинг"\n    Кодни айтманг.\n'),
    ('??? tip "Maslahat"\n    Matn.\n', '??? tip "Маслаҳат"\n    Матн.\n'),
    ("!!! note\n    Matn.\n", "!!! note\n    Матн.\n"),
    ('=== "Telefon"\n    1. Oching.\n', '=== "Телефон"\n    1. Очинг.\n'),
    ("| Qism | Izoh |\n|:---|---|\n| **Til** | Oʻzbekcha |\n", "| Қисм | Изоҳ |\n|:---|---|\n| **Тил** | Ўзбекча |\n"),
    ("1. [ ] Bir\n2. [x] Ikki\n   > Izoh\n", "1. [ ] Бир\n2. [x] Икки\n   > Изоҳ\n"),
    ("- [T] Rost\n- [F] Yolgʻon\n- [25%] Qisman\n", "- [T] Рост\n- [F] Ёлғон\n- [25%] Қисман\n"),
    ("[essay]\n", "[essay]\n"),
    ("Javob [[14; #14]] ta", "Жавоб [[14; #14]] та"),
    ("- [Davom etish](#sms) {submit}\n", "- [Давом этиш](#sms) {submit}\n"),
    ("Atama\n:   Taʼrifi shu.\n", "Атама\n:   Таърифи шу.\n"),
    ("Salom\\*dunyo\\_bor", "Салом\\*дунё\\_бор"),
    ("{{ persona.name }} ning **ismi**", "{{ persona.name }} нинг **исми**"),
    (
        "Matn [shu yerda][manzil].\n\n[manzil]: https://x.uz/yol 'Nomi'\n",
        "Матн [шу ерда][manzil].\n\n[manzil]: https://x.uz/yol 'Номи'\n",
    ),
    ("*[BHM]: Bazaviy hisoblash miqdori\n", "*[БҲМ]: Базавий ҳисоблаш миқдори\n"),
    ("Birinchi\r\nikkinchi\r\n\r\n  uchinchi  \n", "Биринчи\r\nиккинчи\r\n\r\n  учинчи  \n"),
]


@pytest.mark.parametrize(("latin", "cyrillic"), SAME_BOTH_WAYS)
def test_text_changes_and_marks_stay_both_ways(latin, cyrillic):
    assert markdown_to_cyrillic(latin) == cyrillic
    assert markdown_to_latin(cyrillic) == latin


@pytest.mark.parametrize(
    "block",
    [
        "```practice kirish-mashqi\n```\n",
        "```python\nsalom = 'dunyo'\n\n\nyana = 1\n```\n",
        "~~~~\nsalom\n~~~\ndunyo\n~~~~\n",
        "    salom dunyo\n\n    yana bir\n",
        "> ```\n> salom\n> ```\n",
        "-   ```\n    salom\n    ```\n",
        "<!-- salom\n\ndunyo -->\n",
    ],
)
def test_code_and_comments_stay_whole(block):
    assert markdown_to_cyrillic(f"Matn.\n\n{block}\nMatn.\n") == f"Матн.\n\n{block}\nМатн.\n"


def test_what_is_set_in_below_a_list_or_a_note_is_text():
    source = '1. Bir\n\n    Ikki\n\n        kod\n\n!!! note "Uch"\n\n    Toʻrt\n\nBesh\n\n    kod\n'
    assert markdown_to_cyrillic(source) == (
        '1. Бир\n\n    Икки\n\n        kod\n\n!!! note "Уч"\n\n    Тўрт\n\nБеш\n\n    kod\n'
    )


def test_a_code_span_and_a_link_may_run_over_a_line():
    assert (
        markdown_to_cyrillic("Bu `kod\ndavomi` va [uzun\nmatn](/uz/yol)") == "Бу `kod\ndavomi` ва [узун\nматн](/uz/yol)"
    )


def test_a_short_reference_is_an_id_and_stays():
    source = "Qarang: [portal] va [portal][].\n\n[portal]: https://my.gov.uz\n"
    assert markdown_to_cyrillic(source) == "Қаранг: [portal] ва [portal][].\n\n[portal]: https://my.gov.uz\n"


def test_a_backtick_after_a_letter_is_an_apostrophe():
    assert markdown_to_cyrillic("Bu ma`lumot va ta`lim haqida") == "Бу маълумот ва таълим ҳақида"


FRONT = """---
title: "Portal tuzilishi: «Hayotiy vaziyatlar»"   # sarlavha
summary: Bir jumlada
pass: 70
feedback: immediate
quiz: yakuniy
services: [pension-note, birth-note]
authors:
  - Dilnoza Karimova
sources_as_of: 2026-11-15
objectives:
  - 'Birinchi maqsad'
  - "Ikkinchi\\tmaqsad \\u2014 shu"
  - >-
    Uchinchi uzun
    maqsad
checked_by:
---
Matn --- matn
"""


def test_human_values_of_a_front_matter_change_and_the_yaml_does_not():
    out = markdown_to_cyrillic(FRONT)
    assert out == (
        FRONT.replace("Portal tuzilishi: «Hayotiy vaziyatlar»", "Портал тузилиши: «Ҳаётий вазиятлар»")
        .replace("Bir jumlada", "Бир жумлада")
        .replace("Birinchi maqsad", "Биринчи мақсад")
        .replace("Ikkinchi\\tmaqsad \\u2014 shu", "Иккинчи\\tмақсад \\u2014 шу")
        .replace("Uchinchi uzun\n    maqsad", "Учинчи узун\n    мақсад")
        .replace("Matn --- matn", "Матн --- матн")
    )
    assert markdown_to_latin(out) == FRONT


@pytest.mark.parametrize("front", ["---\ntitle: [ochiq\n---\n", "---\n{a: b: c}\n---\n", "---\n&a *a\n---\n"])
def test_a_broken_front_matter_stays_as_it_is(front):
    assert markdown_to_cyrillic(front + "Matn\n") == front + "Матн\n"


def test_a_text_without_front_matter_may_begin_with_a_rule():
    assert markdown_to_cyrillic("---\n\nMatn\n") == "---\n\nМатн\n"


def test_the_stream_goes_both_ways_with_the_words_of_a_course():
    words = standard_lexicon().extended(never=["Savodxon"])
    assert convert_stream("Savodxon darsi", lexicon=words) == "Savodxon дарси"
    assert convert_stream("Savodxon дарси", reverse=True, lexicon=words) == "Savodxon darsi"


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_written_texts_change_in_words_only(path):
    source = path.read_text(encoding="utf-8")
    out = markdown_to_cyrillic(source)

    def bare(text):
        return re.sub(rf"(?:[A-Za-zЀ-ӿ]|(?<=\w)[- ](?=\w)|[{APOSTROPHES}])+", "", text)

    assert bare(out) == bare(source)
    assert re.findall(r"\]\([^)\s]*|\{[^}\n]*\}|`[^`\n]*`|^[a-z_]+:", out, re.MULTILINE) == re.findall(
        r"\]\([^)\s]*|\{[^}\n]*\}|`[^`\n]*`|^[a-z_]+:", source, re.MULTILINE
    )
    assert markdown_to_cyrillic(out) == out
