import pytest

from app.kernel.uzbek import doubtful_ts, leftover_apostrophes, mixed_script_words


@pytest.mark.parametrize("word", ["сaлом", "Toшkent", "OneIDга", "kирish"])
def test_a_word_in_two_scripts_is_found(word):
    assert mixed_script_words(f"Бу {word}, bu esa toza.") == (word,)


@pytest.mark.parametrize(
    "text", ["OneID-га", "QR-код", "my.gov.uz-даги", "{{ ism }}нинг", "%(name)sга", "<b>салом</b>"]
)
def test_two_scripts_side_by_side_are_no_fault(text):
    assert mixed_script_words(text) == ()


@pytest.mark.parametrize("word", ["o'zbek", "g’oya", "oʼzbek", "maʻno", "ma'no", "Қалʼа", "маʻно"])
def test_a_wrong_sign_is_found(word):
    assert leftover_apostrophes(f"Bu {word} boʻldi, маъно.") == (word,)


@pytest.mark.parametrize("text", ["oʻzbek gʻoya maʼno Isʼhoq togʻ", "‘salom’ 'xayr'", "`o'z` x.uz/o'z", "маъно"])
def test_right_signs_are_no_fault(text):
    assert leftover_apostrophes(text) == ()


def test_a_transliteration_that_was_not_ours_is_found():
    assert doubtful_ts("информатсия ва инноватсион, лекин функция, кетсин") == ("информатсия", "инноватсион")
