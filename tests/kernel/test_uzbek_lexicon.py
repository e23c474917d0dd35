import pytest

from app.kernel.alphabets import cyrillic, latin
from app.kernel.alphabets.lexicon import parts
from app.kernel.uzbek import Lexicon, is_stem, standard_lexicon, to_cyrillic, to_latin

ENTRIES = standard_lexicon().loans


def test_there_are_hundreds_of_stems():
    assert len(ENTRIES) > 300


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_stem_is_needed(entry):
    written, _, stem, _ = parts(entry)
    assert cyrillic.by_rule(written or latin.by_rule(stem)) != stem


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_stem_comes_out_as_it_stands(entry):
    written, _, stem, _ = parts(entry)
    assert to_cyrillic(written or latin.by_rule(stem)) == stem


def test_no_stem_stands_twice():
    written = [parts(entry)[0] or latin.by_rule(parts(entry)[2]) for entry in ENTRIES]
    assert len(written) == len(set(written))


@pytest.mark.parametrize(
    ("loan", "native"),
    [
        ("pulslar", "pulsiz"),
        ("sirkda", "sirka"),
        ("sexga", "sexrgar"),
        ("alfani", "alfavit"),
    ],
)
def test_a_chance_likeness_is_no_loan(loan, native):
    assert to_cyrillic(loan) != cyrillic.by_rule(loan)
    assert to_cyrillic(native) == cyrillic.by_rule(native)


@pytest.mark.parametrize(
    "word", ["rolik", "nolish", "yod", "yodda", "olganing", "olganimiz", "singani", "sezar", "etilgan", "dunyoning"]
)
def test_native_words_that_look_like_loans_stay_native(word):
    assert to_cyrillic(word) == cyrillic.by_rule(word)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("sentabr", "сентябрь"),
        ("sentabrda", "сентябрда"),
        ("SENTABR", "СЕНТЯБРЬ"),
        ("Sentabrgacha", "Сентябргача"),
        ("modellashtirish", "моделлаштириш"),
        ("modelyer", "модельер"),
        ("kompyuterlashtirilgan", "компьютерлаштирилган"),
        ("fotoalbomlar", "фотоальбомлар"),
        ("mikrorayonda", "микрорайонда"),
        ("litsenziyalash", "лицензиялаш"),
        ("aksiyadorlik", "акциядорлик"),
        ("inflyatsiya", "инфляция"),
        ("revolutsiya", "революция"),
        ("eskalatsiya", "эскалация"),
        ("jinsiyat", "жинсият"),
        ("katolitsizmning", "католицизмнинг"),
        ("biopsiya", "биопсия"),
        ("proporsional", "пропорционал"),
        ("versiyasi", "версияси"),
    ],
)
def test_loans_with_their_suffixes(written, expected):
    assert to_cyrillic(written) == expected


def test_a_course_may_have_its_own_words():
    words = standard_lexicon().extended(
        never=["Savodxon", "Raqamli Yoʻl"], overrides={"Angor": "Ангор"}, loans=["кварки*"]
    )
    said = "Savodxon va Raqamli Yoʻl: savodxon, Angorda, kvarkilar, OneID"
    assert to_cyrillic(said, words) == "Savodxon ва Raqamli Yoʻl: саводхон, Ангорда, кваркилар, OneID"


def test_an_override_wins_over_a_name_and_works_both_ways():
    words = standard_lexicon().extended(overrides={"Telegram": "Телеграм", "euro": "евро"})
    assert to_cyrillic("Telegramda 5 euroga, EURO", words) == "Телеграмда 5 еврога, ЕВРО"
    assert to_latin("Телеграмда 5 еврога", words) == "Telegramda 5 euroga"


def test_a_lexicon_without_words_goes_by_rule():
    assert to_cyrillic("parol Telegram", Lexicon()) == "парол Телеграм"


@pytest.mark.parametrize("entry", ["цемент", "нефть*", "Ольга!", "budjet=бюджет*", "pitssa>пицца", "moʻjiza=мўъжиза"])
def test_a_stem_is_well_formed(entry):
    assert is_stem(entry)


@pytest.mark.parametrize("entry", ["", "sement", "цемент**", "=бюджет", "два слова", "цемент>", "бюджет=budjet"])
def test_a_stem_is_malformed(entry):
    assert not is_stem(entry)


def test_a_malformed_stem_is_named():
    with pytest.raises(ValueError, match="sement"):
        to_cyrillic("salom", Lexicon(loans=("sement",)))
