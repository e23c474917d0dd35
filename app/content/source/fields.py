"""YAML as trainers need it: plain values that remember their lines. No aliases, no tags, nothing deep.

Refused while it streams, before a tree is built: an alias bomb of 300 bytes is as cheap to refuse as a typing slip.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import yaml

from app.content.source.report import RefusedError, refuse

DEPTH_LIMIT = 4

Scalar = str | bool | int | float | date | None


@dataclass(frozen=True, kw_only=True)
class Field:
    """A value and the line it stands on."""

    value: "Scalar | tuple[Field, ...] | Fields"
    line: int


@dataclass(frozen=True, kw_only=True)
class Fields:
    """A mapping with text keys, in written order."""

    file: str
    line: int
    entries: Mapping[str, Field]


def no_fields(file: str) -> Fields:
    """What a file without front matter has."""
    return Fields(file=file, line=1, entries={})


@lru_cache(maxsize=512)
def parse_fields(text: str, file: str, *, first_line: int = 1, limit: int) -> Fields:
    """The mapping that a YAML text of at most `limit` bytes holds. RefusedError with the line of the first fault.

    Texts read before are remembered: of a whole tree, mostly one has changed.
    """
    if len(text.encode()) > limit:
        raise refuse(file, first_line, "yaml-too-large", f"This YAML is longer than {limit} bytes: shorten it.")
    try:
        _refuse_tricks(text, file, first_line)
        loader = yaml.CSafeLoader(text)
        try:
            node = loader.get_single_node()
            return _fields(_Place(loader, file, first_line), node) if node else no_fields(file)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        line = min(first_line + _line_of(error), first_line + text.rstrip("\n").count("\n"))
        if "nesting depth" in str(error.problem):  # libyaml gives up by itself, far beyond our limit
            raise _too_deep(file, line) from None
        raise refuse(file, line, "yaml", f"This is not valid YAML: {error.problem}.") from None
    except yaml.YAMLError as error:
        raise refuse(file, first_line, "yaml", f"This is not valid YAML: {error}.") from None


def _line_of(error: yaml.MarkedYAMLError) -> int:
    """Where to look, from 0: a bracket or a quote without end is found at its beginning, all else where it hurts."""
    is_open = any(word in (error.context or "") for word in ("flow", "quoted"))
    mark = (error.context_mark if is_open else None) or error.problem_mark or error.context_mark
    return mark.line if mark else 0


def _refuse_tricks(text: str, file: str, first_line: int) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = first_line + (event.start_mark.line if event.start_mark else 0)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise refuse(file, line, "yaml-alias", "Anchors and aliases (& and *) are not used here: quote the text.")
        if getattr(event, "tag", None):
            raise refuse(file, line, "yaml-tag", "Tags (!) are not used here: quote the text.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEPTH_LIMIT:
                raise _too_deep(file, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _too_deep(file: str, line: int) -> RefusedError:
    return refuse(file, line, "yaml-depth", f"This is nested deeper than {DEPTH_LIMIT}: make it flat.")


@dataclass(frozen=True)
class _Place:
    loader: yaml.CSafeLoader
    file: str
    first_line: int

    def line(self, node: yaml.Node) -> int:
        return self.first_line + int(node.start_mark.line)


def _fields(place: _Place, node: yaml.Node) -> Fields:
    if not isinstance(node, yaml.MappingNode):
        raise refuse(place.file, place.line(node), "yaml", "Write `name: value` here, one on each line.")
    return Fields(file=place.file, line=place.line(node), entries=dict(_entries(place, node)))


def _entries(place: _Place, node: yaml.MappingNode) -> Iterator[tuple[str, Field]]:
    seen: set[str] = set()
    for key_node, value_node in node.value:
        line = place.line(key_node)
        key = str(key_node.value)
        if not isinstance(key_node, yaml.ScalarNode):
            raise refuse(place.file, line, "yaml", "A name must be plain text.")
        if key in seen:
            raise refuse(place.file, line, "yaml-duplicate-key", f"`{key}` is written twice: keep one.")
        seen.add(key)
        yield key, Field(value=_value(place, value_node), line=line)


def _value(place: _Place, node: yaml.Node) -> "Scalar | tuple[Field, ...] | Fields":
    if isinstance(node, yaml.MappingNode):
        return _fields(place, node)
    if isinstance(node, yaml.SequenceNode):
        return tuple(Field(value=_value(place, item), line=place.line(item)) for item in node.value)
    return _scalar(place, node)


def _scalar(place: _Place, node: yaml.Node) -> Scalar:
    try:
        value: object = place.loader.construct_object(node)
    except (ValueError, OverflowError, yaml.YAMLError):
        raise _unreadable(place, node) from None
    if value is None or isinstance(value, str | bool | int | float | date):
        return value
    raise _unreadable(place, node)


def _unreadable(place: _Place, node: yaml.Node) -> RefusedError:
    text = str(node.value)[:40]
    return refuse(place.file, place.line(node), "yaml-value", f"`{text}` cannot be read: put it in quotes.")
