"""Placeholders in a scenario's texts: what the persona is called by, and the code that the server makes."""

import re
from collections.abc import Iterator, Mapping

OTP = "{{ otp }}"
PLACEHOLDER = re.compile(r"\{\{\s*(?P<name>[^{}]*?)\s*\}\}")
_PERSONA = "persona."


def names_in(text: str) -> Iterator[str]:
    """What each placeholder of a text asks for, in order: `otp`, `persona.name`, or something unknown."""
    return (found["name"] for found in PLACEHOLDER.finditer(text))


def persona_name(placeholder: str) -> str | None:
    """The persona's value that a placeholder asks for; None when it asks for something else."""
    return placeholder.removeprefix(_PERSONA) if placeholder.startswith(_PERSONA) else None


def fill_in(text: str, persona: Mapping[str, str]) -> str:
    """A text with the persona's values in it; the code stays a placeholder, spelled one way."""

    def value(found: re.Match[str]) -> str:
        name = persona_name(found["name"])
        return OTP if found["name"] == "otp" else persona.get(name, found[0]) if name else found[0]

    return PLACEHOLDER.sub(value, text)


def shows_otp(text: str) -> bool:
    """Whether the code stands in a text."""
    return "otp" in names_in(text)
