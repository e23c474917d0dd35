"""The areas of a hotspot's options: `{area="rect 5% 4% 60% 10%"}` or `{area="circle 85% 8% 6%"}` after the text."""

import re

from app.content.schema.quiz.written import Trouble
from app.content.types.quizzes import Area, AreaShape

BEGINNING = re.compile(r"\{\s*area\b")
_WRITTEN = re.compile(r"\{\s*area\s*=\s*\"(?P<shape>[a-z]*)(?P<numbers>[^\"{}]*)\"\s*\}$")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})?%?")
_COUNTS = {AreaShape.RECT: 4, AreaShape.CIRCLE: 3}
_WHOLE = 100.0
_SAYS = 'Write {area="rect 5% 4% 60% 10%"} (left, top, right, bottom) or {area="circle 85% 8% 6%"} (centre, radius).'


def cut_area(text: str, line: int) -> tuple[str, Area | None, list[Trouble]]:
    """An option's text without its area, the area, and what is wrong with it."""
    begun = BEGINNING.search(text)
    if begun is None:
        says = f"This answer has no area of the picture. {_SAYS}"
        return text, None, [Trouble(line=line, code="no-area", sentence=says)]
    found = _WRITTEN.match(text, begun.start())
    area = _area(found["shape"], found["numbers"].replace(",", " ").split()) if found else None
    said = text[: begun.start()].rstrip()
    if area is None:
        return said, None, [Trouble(line=line, code="bad-area", sentence=f"This area cannot be read. {_SAYS}")]
    return said, area, [Trouble(line=line, code="bad-area", sentence=says) for says in _outside(area)]


def _area(shape: str, numbers: list[str]) -> Area | None:
    if shape not in set(AreaShape) or len(numbers) != _COUNTS[AreaShape(shape)]:
        return None
    if not all(_NUMBER.fullmatch(number) for number in numbers):
        return None
    return Area(shape=AreaShape(shape), numbers=tuple(float(number.rstrip("%")) for number in numbers))


def _outside(area: Area) -> list[str]:
    """Sentences about an area that is not wholly on the picture, or is none at all."""
    match area.shape, area.numbers:
        case AreaShape.RECT, (left, top, right, bottom):
            is_inside = max(area.numbers) <= _WHOLE
            is_area = left < right and top < bottom
        case _, (across, down, radius):
            is_inside = radius <= across <= _WHOLE - radius and down <= _WHOLE
            is_area = radius > 0
        case _:
            is_inside = is_area = False
    says = [] if is_inside else ["This area is not on the picture: its numbers are percent, from 0 to 100."]
    return [*says, *([] if is_area else ["This area has no inside: left is less than right, and top than bottom."])]
