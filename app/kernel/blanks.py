"""A JSON body with blanks in it: what a gateway wants, written down as a setting and filled in for each letter."""

import json
from typing import Any


def fill_in(body: Any, values: dict[str, str]) -> Any:  # noqa: ANN401 - any JSON value
    """The body with each text that is one of the blanks replaced; what people wrote is never read as a blank."""
    match body:
        case str():
            return values.get(body, body)
        case list():
            return [fill_in(one, values) for one in body]
        case dict():
            return {name: fill_in(one, values) for name, one in body.items()}
        case _:
            return body


def is_body_with(text: str, blanks: set[str], *, is_flat: bool) -> bool:
    """Whether a text is a JSON object that has these blanks; flat when it is to be sent as a form."""
    try:
        body = json.loads(text)
    except ValueError:
        return False
    if not isinstance(body, dict) or (is_flat and not all(isinstance(one, str) for one in body.values())):
        return False
    return blanks <= _texts(body)


def _texts(body: Any) -> set[str]:  # noqa: ANN401 - any JSON value
    match body:
        case str():
            return {body}
        case list():
            return {text for one in body for text in _texts(one)}
        case dict():
            return _texts(list(body.values()))
        case _:
            return set()
