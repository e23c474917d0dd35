"""The base of every form: typed text is cleaned before it is judged, and what is wrong is said in people's words."""

import unicodedata
from collections.abc import Callable
from typing import Any, Self

from flask import request
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, ValidationError

from app.kernel.errors import BadTextError, TextProblem

MESSAGES = {
    TextProblem.TOO_LONG: _l("Matn juda uzun. Qisqartiring."),
    TextProblem.UNREADABLE: _l("Matnda oʻqib boʻlmaydigan belgi bor. Qayta yozing."),
    TextProblem.TOO_FEW_LETTERS: _l("Kamida uchta harf yozing."),
    TextProblem.NOT_A_NAME: _l("Ismda faqat harflar, boʻsh joy, chiziqcha va tutuq belgisi boʻlsin."),
}
UNSHOWN = frozenset({"Cc", "Cs", "Cn"})
"""Kinds of characters that are not valid in HTML, or are none: controls, halves of pairs, unassigned places."""

LINE_ENDS = "\r\n"


def is_shown(char: str) -> bool:
    """Whether a page may hold this character."""
    return unicodedata.category(char) not in UNSHOWN


class HouseForm(Form):
    """A form filled from the current request when it is a post. Unknown fields are ignored."""

    class Meta:
        """WTForms' own settings: its built-in messages are not used."""

        locales = False

    @classmethod
    def of_request(cls, **kept: Any) -> Self:  # noqa: ANN401 - initial values of any field
        """The form as posted; with `kept` values when nothing was posted."""
        return cls(request.form if request.method == "POST" else MultiDict(), **kept)

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - WTForms' signature
        """Whether all is well; if not, what no page may hold is dropped from the texts that are shown again."""
        is_good = bool(super().validate(extra_validators))
        for field in self if not is_good else ():
            if isinstance(field.data, str):
                field.data = "".join(char for char in field.data if char in LINE_ENDS or is_shown(char))
        return is_good


class Cleaned:
    """A validator that puts the cleaned text into the field, or says why it cannot."""

    def __init__(self, clean: Callable[[str], str]) -> None:
        self._clean = clean

    def __call__(self, form: Form, field: Field) -> None:  # noqa: ARG002 - WTForms' signature
        """Clean `field.data`; ValidationError when it cannot be kept."""
        try:
            field.data = self._clean(field.data or "")
        except BadTextError as error:
            raise ValidationError(MESSAGES[error.problem]) from error


class Filled:
    """A validator that demands something; `message` says what."""

    field_flags = {"required": True}  # noqa: RUF012 - WTForms' own class attribute

    def __init__(self, message: Any) -> None:  # noqa: ANN401 - a lazy text
        self._message = message

    def __call__(self, form: Form, field: Field) -> None:  # noqa: ARG002 - WTForms' signature
        """ValidationError when nothing was given."""
        if not field.data or (isinstance(field.data, str) and not field.data.strip()):
            raise ValidationError(self._message)
