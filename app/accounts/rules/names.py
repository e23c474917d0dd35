"""Names in two scripts. The second spelling is its owner's alone: a passport may write it otherwise than any rule."""

import unicodedata
from enum import StrEnum

from app.kernel.uzbek import to_cyrillic, to_latin


class Script(StrEnum):
    """What a name is written in."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"


def script_of(name: str) -> Script | None:
    """The one script of a name; None when it is written in both."""
    found = {Script(script.lower()) for script in map(_script, name) if script}
    return found.pop() if len(found) == 1 else None


def _script(char: str) -> str:
    word = unicodedata.name(char, "").partition(" ")[0] if char.isalpha() else ""
    return word if word in {"LATIN", "CYRILLIC"} else ""


def is_second(name: str, second_name: str) -> bool:
    """Whether the second spelling is all in the other script."""
    first, second = script_of(name), script_of(second_name)
    return first is not None and second is not None and first is not second


def suggest_second(name: str) -> str:
    """What the owner may begin with, and must look through; empty for a name in both scripts."""
    match script_of(name):
        case Script.LATIN:
            return to_cyrillic(name)
        case Script.CYRILLIC:
            return to_latin(name)
        case _:
            return ""
