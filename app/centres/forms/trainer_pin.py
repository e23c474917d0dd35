"""A trainer's PIN: set, and typed to confirm."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, ValidationError

from app.kernel.pins import clean_pin
from app.web.forms import Filled
from app.web.pins import KnownPinForm, NewPinForm


class TrainerPinForm(NewPinForm):
    """A new PIN, twice."""

    pin = PasswordField(
        _l("Yangi PIN: 4 ta raqam"),
        [Filled(_l("PIN oʻylab toping."))],
        description=_l("Oʻquvchilar topa olmaydigan boʻlsin. Bank kartangiz PIN-kodini yozmang."),
    )
    again = PasswordField(_l("Yangi PIN, yana bir marta"), [Filled(_l("PINni yana bir marta yozing."))])

    def validate_again(self, field: PasswordField) -> None:
        """The same."""
        if clean_pin(field.data or "") != clean_pin(self.pin.data or ""):
            raise ValidationError(_l("Ikkita PIN bir xil emas. Qaytadan yozing."))


class ConfirmForm(KnownPinForm):
    """The PIN under what is confirmed."""

    pin = PasswordField(_l("Tasdiqlash PIN-kodingiz"), [Filled(_l("PIN-kodingizni yozing."))])
