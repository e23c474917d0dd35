"""Lists whose written order or pairs are the key: items to order, sides to match."""

from collections.abc import Sequence

from app.content.schema.quiz.blocks import Line
from app.content.schema.quiz.lists import Item, item_of, items_in, list_end
from app.content.schema.quiz.written import Answers, OptionSource, Trouble
from app.content.types.quizzes import QuestionKind

_ARROW = "->"


def match(lines: Sequence[Line]) -> Answers | None:
    """`- left -> right`; `- -> extra` belongs to nothing."""
    first = next((place for place, line in enumerate(lines) if _is_pair(line)), None)
    if first is None:
        return None
    end = list_end(lines, first)
    items = items_in(lines[first:end])
    cut = [(item, *_cut(item.text(item.head))) for item in items if _has_arrow(item)]
    pairs = [(item, left, right) for item, left, right in cut if left]
    alone = [(item, right) for item, left, right in cut if not left]
    sides = [(item, right) for item, _left, right in pairs] + alone
    return Answers(
        kind=QuestionKind.MATCH,
        first=first,
        end=end,
        options=tuple(_option(place, item, left) for place, (item, left, _right) in enumerate(pairs, 1)),
        sides=tuple(_option(place, item, right) for place, (item, right) in enumerate(sides, 1)),
        troubles=(*_no_arrow(items), *_feedback(items)),
    )


def order(lines: Sequence[Line]) -> Answers | None:
    """An ordered list without marks."""
    first = next((place for place, line in enumerate(lines) if (item := item_of(line)) and item.is_numbered), None)
    if first is None:
        return None
    end = list_end(lines, first)
    items = items_in(lines[first:end])
    return Answers(
        kind=QuestionKind.ORDER,
        first=first,
        end=end,
        options=tuple(_option(place, item, item.text(item.head)) for place, item in enumerate(items, 1)),
        troubles=(*_no_number(items), *_feedback(items)),
    )


def _is_pair(line: Line) -> bool:
    item = item_of(line)
    return item is not None and not item.is_numbered and _ARROW in _spoken(item.head)


def _has_arrow(item: Item) -> bool:
    return _ARROW in _spoken(item.text(item.head))


def _cut(text: str) -> tuple[str, str]:
    """Both sides of the first arrow outside of code."""
    place = _spoken(text).index(_ARROW)
    return text[:place].strip(), text[place + len(_ARROW) :].strip()


def _spoken(text: str) -> str:
    """The text with all that is between backticks blotted out, every sign at its place."""
    parts = text.split("`")
    is_closed = len(parts) % 2 == 1
    return "`".join(part if place % 2 == 0 or not is_closed else "x" * len(part) for place, part in enumerate(parts))


def _option(place: int, item: Item, text: str) -> OptionSource:
    return OptionSource(key=str(place), weight=1.0, line=item.line, text=text)


def _no_arrow(items: list[Item]) -> list[Trouble]:
    says = "This line has no arrow: write `left -> right`, or `-> right` for one that belongs to nothing."
    return [Trouble(line=item.line, code="no-arrow", sentence=says) for item in items if not _has_arrow(item)]


def _no_number(items: list[Item]) -> list[Trouble]:
    says = "Numbers and hyphens stand in one list: number every line that is to be put in order."
    return [Trouble(line=item.line, code="mixed-marks", sentence=says) for item in items if not item.is_numbered]


def _feedback(items: list[Item]) -> list[Trouble]:
    says = "Answers of this kind have no feedback of their own: say it below the list, as the explanation."
    return [Trouble(line=item.quoted[0].number, code="feedback-here", sentence=says) for item in items if item.quoted]
