"""Title before term before heading before text; as typed before loosely before mended; all words before some."""

from app.search.rules.ranking import Fields, gathered, score
from app.search.rules.vocabulary import Level, Meaning
from app.search.types import Kind


def fields(kind=Kind.LESSON, *, title="", heading="", body=""):
    return Fields(
        kind=kind, title=frozenset(title.split()), heading=frozenset(heading.split()), body=frozenset(body.split())
    )


def asked(*levels):
    return [Meaning(typed=str(n), words={f"w{n}": level}) for n, level in enumerate(levels)]


def in_order(meanings, *passages):
    scores = [score(one, meanings) for one in passages]
    return scores == sorted(scores) and len(set(scores)) == len(scores)


def test_title_term_heading_text():
    assert in_order(
        asked(Level.EXACT),
        fields(title="w0"),
        fields(Kind.TERM, title="w0"),
        fields(heading="w0"),
        fields(body="w0"),
    )


def test_as_typed_before_a_form_before_a_beginning():
    levels = (Level.EXACT, Level.INFLECTED, Level.BEGINS)
    scores = [score(fields(body="w0"), asked(level)) for level in levels]
    assert scores == sorted(scores)
    assert len(set(scores)) == 3


def test_a_word_as_typed_in_the_text_comes_before_a_loose_one_in_a_title_and_that_before_a_mended_one():
    meaning = [Meaning(typed="w", words={"exact": Level.EXACT, "loose": Level.LOOSE, "mended": Level.MENDED})]
    assert in_order(meaning, fields(body="exact"), fields(title="loose"), fields(title="mended"))


def test_all_words_in_the_text_come_before_one_of_them_in_a_title():
    assert in_order(asked(Level.EXACT, Level.EXACT), fields(body="w0 w1"), fields(title="w0"))


def test_the_best_place_of_a_word_counts():
    both = score(fields(title="w0", body="w0"), asked(Level.EXACT))
    assert both == score(fields(title="w0"), asked(Level.EXACT))


def test_things_with_one_target_stand_where_the_first_of_them_stood():
    assert gathered(["a1", "b1", "a2", "c1", "b2"], lambda one: one[0]) == [["a1", "a2"], ["b1", "b2"], ["c1"]]
