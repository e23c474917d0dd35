"""The front matter of a text: human values change where they stand, the YAML around them does not."""

import re
from collections.abc import Callable, Iterator

import yaml

_MACHINE_KEYS = frozenset(
    """
    key quiz practice services competences pass draw shuffle attempts cooldown time_limit feedback grading
    unassisted hint_cost include level minutes lessons certificate licence authors requires was digcomp_version
    translation_of sources_as_of checked_on checked_by modes otp pinfl phone type check url
    """.split(),  # noqa: SIM905 - a list of thirty quoted words is harder to read
)
"""Values that machines read, or that are the same in every language."""

_ESCAPE = re.compile(r"(\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.))", re.DOTALL)
_TEXT = "tag:yaml.org,2002:str"


def convert_front(text: str, words: Callable[[str], str]) -> str:
    """The YAML with its human values converted. What cannot be read stays as it is, for the check to name."""
    try:
        values = sorted(_human_values(yaml.compose(text, Loader=yaml.SafeLoader)), key=_place)
    except (yaml.YAMLError, RecursionError):
        return text
    pieces: list[str] = []
    end = 0
    for value in values:
        start, stop = _place(value)
        pieces += text[end:start], _convert_value(text[start:stop], value.style, words)
        end = stop
    return "".join((*pieces, text[end:]))


def _human_values(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value not in _MACHINE_KEYS:
                yield from _human_values(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _human_values(item)
    elif isinstance(node, yaml.ScalarNode) and node.tag == _TEXT:
        yield node


def _place(node: yaml.Node) -> tuple[int, int]:
    return int(node.start_mark.index), int(node.end_mark.index)


def _convert_value(written: str, style: str | None, words: Callable[[str], str]) -> str:
    if style != '"':
        return words(written)
    pieces = _ESCAPE.split(written)
    return "".join(piece if number % 2 else words(piece) for number, piece in enumerate(pieces))
