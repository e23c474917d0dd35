from pathlib import Path

import pytest

from app.content.script.words import read_lexicon
from app.content.source.report import Report
from app.kernel.uzbek import standard_lexicon, to_cyrillic

ROOT = Path(__file__).parents[2]


def read(text, base=None):
    report = Report()
    return read_lexicon(text, "courses/script.yml", report, base=base), report.faults


def test_words_of_a_file_are_used():
    words, faults = read('never: [UPAY, "Muxlisa AI"]\noverrides: {Angor: Ангор}\nloans: ["кварк*"]\n')
    assert faults == ()
    assert to_cyrillic("UPAYdan Muxlisa AI Angorga kvarklar", words) == "UPAY-дан Muxlisa AI Ангорга кварклар"


def test_a_course_adds_to_what_is_for_all():
    house, _ = read("never: [UPAY]")
    words, faults = read("never: [PAYSYS]", base=house)
    assert faults == ()
    assert to_cyrillic("UPAY va PAYSYS", words) == "UPAY ва PAYSYS"


def test_an_empty_file_changes_nothing():
    words, faults = read("never: []\noverrides: {}\nloans: []\n")
    assert faults == ()
    assert words == standard_lexicon()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("never: [a", "yaml"),
        ("never: Telegram", "wrong-type"),
        ("overrides: [a, b]", "wrong-type"),
        ("overrides: {a: [b]}", "wrong-type"),
        ("loans: [sement]", "script-stem"),
        ("nevr: [a]", "unknown-key"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text, code):
    words, faults = read(f"# izoh\n{text}\n")
    assert [(fault.file, fault.line, fault.code) for fault in faults] == [("courses/script.yml", 2, code)]
    assert to_cyrillic("salom", words) == "салом"


def test_the_written_words_are_right():
    for path in (ROOT / "courses").rglob("script.yml"):
        _, faults = read(path.read_text(encoding="utf-8"))
        assert faults == (), path
