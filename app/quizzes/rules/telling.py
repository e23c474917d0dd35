"""An answer in words: what was given and what is right, as HTML, a line each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from app.content.types.quizzes import Gap, GapKind, Question, QuestionKind, QuestionText
from app.kernel.locale import RU, UZ_CYRL, Tag
from app.kernel.uzbek import to_cyrillic
from app.quizzes.rules.filling import filled
from app.quizzes.types.answers import Response

_FIRST_CYRILLIC, _LAST_CYRILLIC = "\u0400", "\u04ff"


@dataclass(frozen=True, kw_only=True)
class Voice:
    """How to say, in the language of the page, what is no text of the question."""

    tag: Tag
    judged: Callable[[str, bool], str]
    """A statement that is held to be true or false."""
    number: Callable[[str], str]
    """A decimal, written with a point."""


def tell_given(question: Question, text: QuestionText, given: Response, voice: Voice) -> list[str]:  # noqa: PLR0911 - one a kind
    """What was answered."""
    match question.kind:
        case QuestionKind.SHORT | QuestionKind.ESSAY | QuestionKind.NUMERIC:
            return [escape(given.text).replace("\n", "<br>")] if given.text else []
        case QuestionKind.TRUEFALSE:
            return [voice.judged(text.options_html[key], truth) for key, truth in given.truths.items()]
        case QuestionKind.ORDER:
            placed = sorted(given.pairs.items(), key=lambda pair: (len(pair[1]), pair[1]))
            return [f"{escape(place)}. {text.options_html[key]}" for key, place in placed if key in text.options_html]
        case QuestionKind.MATCH:
            return list(_pairs(text, given.pairs))
        case QuestionKind.PRACTICE:
            return [escape(given.practice)] if given.practice else []
        case QuestionKind.CLOZE:
            texts = {gap.key: _said(gap, given.gaps.get(gap.key, ""), text) for gap in question.gaps}
            return [filled(text.stem_html, texts)] if given.gaps else []
        case _:
            return [text.options_html[key] for key in given.chosen]


def tell_right(question: Question, text: QuestionText, voice: Voice) -> list[str]:  # noqa: PLR0911 - one a kind
    """What would have been right; nothing where a person decides."""
    match question.kind:
        case QuestionKind.ESSAY | QuestionKind.PRACTICE:
            return []
        case QuestionKind.SHORT:
            return [escape(_in_script(question.accepted, voice.tag))]
        case QuestionKind.NUMERIC:
            return [_right(gap, text, voice) for gap in question.gaps]
        case QuestionKind.TRUEFALSE:
            return [voice.judged(text.options_html[option.key], option.is_right) for option in question.options]
        case QuestionKind.ORDER:
            return [f"{option.key}. {text.options_html[option.key]}" for option in question.options]
        case QuestionKind.MATCH:
            return list(_pairs(text, {option.key: option.key for option in question.options}))
        case QuestionKind.CLOZE:
            return [filled(text.stem_html, {gap.key: _right(gap, text, voice) for gap in question.gaps})]
        case _:
            return [text.options_html[option.key] for option in question.options if option.is_right]


def _pairs(text: QuestionText, pairs: Mapping[str, str]) -> Iterator[str]:
    for key, left in text.options_html.items():
        if pairs.get(key) in text.sides_html:
            yield f"{left} — {text.sides_html[pairs[key]]}"


def _said(gap: Gap, given: str, text: QuestionText) -> str:
    return escape(text.choices[gap.key].get(given, "") if gap.kind is GapKind.CHOICE else given)


def _right(gap: Gap, text: QuestionText, voice: Voice) -> str:
    match gap.kind:
        case GapKind.CHOICE:
            return escape(text.choices[gap.key][gap.right])
        case GapKind.NUMBER:
            bounds = dict.fromkeys((gap.least, gap.most))
            return escape(" – ".join(voice.number(bound) for bound in bounds))
        case GapKind.TEXT:
            return escape(_in_script(gap.accepted, voice.tag))


def _in_script(accepted: tuple[str, ...], tag: Tag) -> str:
    """The first accepted text in the letters of the page, else the first."""
    if tag == UZ_CYRL:
        return to_cyrillic(accepted[0])
    is_cyrillic = tag == RU
    return next((text for text in accepted if _has_cyrillic(text) is is_cyrillic), accepted[0])


def _has_cyrillic(text: str) -> bool:
    return any(_FIRST_CYRILLIC <= char <= _LAST_CYRILLIC for char in text)
