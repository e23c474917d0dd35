"""Values to JSON and back, by their types. One way to write each value, so that its digest means something.

A field that is not in the file takes its default and one that is not in the type is passed over: what was written
years ago can still be read, as long as new fields have defaults.
"""

import dataclasses
import hashlib
import json
import types
import typing
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

Value = TypeVar("Value")


class BadContentError(ValueError):
    """Stored bytes that are not what their name or their type says."""


def to_bytes(value: object) -> bytes:
    """Canonical JSON: sorted names, no spaces, UTF-8."""
    text = json.dumps(to_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def to_plain(value: object) -> Any:  # noqa: ANN401 - what JSON holds
    """Dataclasses as objects, days as text."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [to_plain(each) for each in value]
    kind: Any = type(value)
    if names := _names(kind):
        return {name: to_plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): to_plain(each) for key, each in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    return value


def digest_of(data: bytes) -> str:
    """SHA-256 in hexadecimal: the name of stored bytes."""
    return hashlib.sha256(data).hexdigest()


def from_bytes(kind: type[Value], data: bytes) -> Value:
    """The value of a type that the bytes hold. BadContentError when they hold something else."""
    try:
        found: Value = from_plain(kind, json.loads(data))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadContentError(f"{kind.__name__}: {error}") from error
    return found


def from_plain(kind: Any, plain: Any) -> Any:  # noqa: ANN401 - any type, what JSON holds
    """What JSON holds as a value of `kind`."""
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: from_plain(hint, plain[name]) for name, hint in hints.items() if name in plain})
    if typing.get_origin(kind):
        return _from_generic(kind, plain)
    if isinstance(kind, type) and issubclass(kind, StrEnum | float):
        return kind(plain)
    return date.fromisoformat(plain) if kind is date else plain


def _from_generic(kind: Any, plain: Any) -> Any:  # noqa: ANN401 - any type, what JSON holds
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in {types.UnionType, typing.Union}:
        return None if plain is None else from_plain(next(each for each in arguments if each is not type(None)), plain)
    if origin is tuple:
        return tuple(from_plain(arguments[0], each) for each in plain)
    if origin is Mapping:
        return {key: from_plain(arguments[1], each) for key, each in plain.items()}
    raise TypeError(f"no way to read a {kind}")


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a dataclass; none for other types."""
    return tuple(each.name for each in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)
