"""A hotspot's picture with its numbered areas drawn over it: on the screen and on paper."""

import re
from collections.abc import Sequence

from app.content.types.quizzes import Area, AreaShape, Option, Question
from app.quizzes.rules.response import at_places
from app.quizzes.types.papers import Asked

_PICTURE = re.compile(r'<img\b[^>]*\bwidth="(?P<width>[0-9]+)" height="(?P<height>[0-9]+)"[^>]*>')
_BADGE = 4.5
"""Half the size of an area's number, in percent of the picture's width: for a thumb and for old eyes."""


def answer_id(place: str) -> str:
    """The id on a page of the field at this place."""
    return "answer" if place == "1" else f"answer-{place}"


def with_areas(question: Question, stem_html: str, asked: Asked) -> str:
    """The stem with numbered frames drawn over its picture: all areas alike, by the numbers of the list below."""
    found = _PICTURE.search(stem_html)
    if found is None:
        return stem_html
    height = 100 * int(found["height"]) / int(found["width"])
    options = {option.key: option for option in question.options}
    frames = (_frame(place, options[key], height) for place, key in at_places(asked.option_keys).items())
    svg = f'<svg viewBox="0 0 100 {height:.2f}" aria-hidden="true">{"".join(frames)}</svg>'
    return f'{stem_html[: found.start()]}<span class="spots">{found[0]}{svg}</span>{stem_html[found.end() :]}'


def _frame(place: str, option: Option, height: float) -> str:
    if option.area is None:
        return ""
    shape, (left, top) = _drawn(option.area, height)
    x, y = max(left, _BADGE), max(top, _BADGE)
    badge = f'<circle class="n" cx="{x:.2f}" cy="{y:.2f}" r="{_BADGE}"/>'
    number = f'<text x="{x:.2f}" y="{y:.2f}" dy=".36em">{place}</text>'
    return f'<g data-for="{answer_id(place)}">{shape}{badge}{number}</g>'


def _drawn(area: Area, height: float) -> tuple[str, Sequence[float]]:
    """An area in percent of the picture's width, and its upper left corner."""
    if area.shape is AreaShape.CIRCLE:
        across, down, radius = area.numbers
        down *= height / 100
        return f'<circle cx="{across:g}" cy="{down:.2f}" r="{radius:g}"/>', (across - radius, down - radius)
    left, top, right, bottom = area.numbers
    top, bottom = top * height / 100, bottom * height / 100
    size = f'width="{right - left:g}" height="{bottom - top:.2f}"'
    return f'<rect x="{left:g}" y="{top:.2f}" {size}/>', (left, top)
