"""Values to JSON and back, by their types. One way to write each value, so that its digest means something.

A field that is not in the file takes its default and one that is not in the type is passed over: what was written
years ago can still be read, as long as new fields have defaults.
"""

import dataclasses
import hashlib
import json
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

Value = TypeVar("Value")
Read = Callable[[Any], Any]


class BadContentError(ValueError):
    """Stored bytes that are not what their name or their type says."""


def to_bytes(value: object) -> bytes:
    """Canonical JSON: sorted names, no spaces, UTF-8."""
    return _CANONICAL.encode(value).encode()


def _plain(value: object) -> Any:  # noqa: ANN401 - what JSON holds, or what the encoder asks about next
    """What the encoder does not know by itself: dataclasses as objects, days as text."""
    kind: Any = type(value)
    if names := _names(kind):
        return {name: getattr(value, name) for name in names}
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no way to write a {kind.__name__}")


def digest_of(data: bytes) -> str:
    """SHA-256 in hexadecimal: the name of stored bytes."""
    return hashlib.sha256(data).hexdigest()


def from_bytes(kind: type[Value], data: bytes) -> Value:
    """The value of a type that the bytes hold. BadContentError when they hold something else."""
    try:
        found: Value = _read(kind, json.loads(data))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadContentError(f"{kind.__name__}: {error}") from error
    return found


def _read(kind: Any, plain: Any) -> Any:  # noqa: ANN401 - any type, what JSON holds
    read = _reader(kind)
    return read(plain) if read else plain


@cache
def _reader(kind: Any) -> Read | None:  # noqa: ANN401 - any type
    """What makes a value of `kind` of what JSON holds; None when it is one already."""
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _dataclass_reader(kind)
    if typing.get_origin(kind):
        return _generic_reader(kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum | float):
        return kind
    return date.fromisoformat if kind is date else None


def _dataclass_reader(kind: type[Any]) -> Read:
    readers = [(name, _reader(hint)) for name, hint in typing.get_type_hints(kind).items()]

    def read(plain: Any) -> Any:  # noqa: ANN401 - as above
        return kind(**{name: each(plain[name]) if each else plain[name] for name, each in readers if name in plain})

    return read


def _generic_reader(kind: Any) -> Read:  # noqa: ANN401 - any type
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in {types.UnionType, typing.Union}:
        some = _reader(next(each for each in arguments if each is not type(None)))
        return lambda plain: plain if plain is None or some is None else some(plain)
    if origin is tuple:
        item = _reader(arguments[0])
        return (lambda plain: tuple(map(item, plain))) if item else tuple
    if origin is Mapping:
        value = _reader(arguments[1])
        return (lambda plain: {key: value(each) for key, each in plain.items()}) if value else dict
    raise TypeError(f"no way to read a {kind}")


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a dataclass; none for other types."""
    return tuple(each.name for each in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()


_CANONICAL = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False, default=_plain
)
