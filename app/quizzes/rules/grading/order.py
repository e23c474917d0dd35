"""Order: items put one after another; their written order is the right one."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations

from app.content.types.quizzes import Grading, Question
from app.quizzes.rules.grading.marking import give
from app.quizzes.types.answers import Response
from app.quizzes.types.grades import Mark, Verdict


def grade(question: Question, response: Response, grading: Grading) -> Mark:
    """Of all pairs of items, those in their right order minus those the other way round; or all for the right order.

    This is Kendall's tau (1938, doi 10.1093/biomet/30.1-2.81), not below nothing. Two neighbours the wrong way round
    cost little, an item far from its place costs more, and a random order earns nothing on average before it is
    brought up to 0: it is to an order what right minus wrong is to a multiple choice. Counting items at their place,
    or neighbours in a row, would take nearly all for one item put first. A pair of which an item has no place counts
    neither way.
    """
    keys = [option.key for option in question.options]
    places = {key: int(place) for key, place in response.pairs.items() if {key, place} <= set(keys)}
    share = _tau(keys, places)
    if grading is Grading.ALL_OR_NOTHING:
        share = Fraction(share == 1)
    return give(question, response, share, {key: _verdict(key, keys, places) for key in keys})


def _tau(keys: list[str], places: Mapping[str, int]) -> Fraction:
    pairs = list(combinations(sorted(keys, key=int), 2))
    steps = [places[later] - places[earlier] for earlier, later in pairs if earlier in places and later in places]
    rightly, wrongly = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    return Fraction(rightly - wrongly, max(len(pairs), 1))


def _verdict(key: str, keys: list[str], places: Mapping[str, int]) -> Verdict:
    if key not in places:
        return Verdict.MISSED
    return Verdict.RIGHT if places[key] == sorted(keys, key=int).index(key) + 1 else Verdict.WRONG
