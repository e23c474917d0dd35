"""A trainer's PIN: set, and typed to confirm."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, ValidationError

from app.accounts.service.pins import PinProblem, check_pin, clean_pin, is_pin
from app.web.forms import Filled, HouseForm

PIN_WORDS = {
    PinProblem.NOT_FOUR: _l("PIN 4 ta raqamdan iborat boʻlsin."),
    PinProblem.TOO_SIMPLE: _l("Bu PINni oson topish mumkin. Boshqasini oʻylab toping."),
    PinProblem.A_YEAR: _l("PIN tugʻilgan yilga oʻxshamasin. Boshqasini oʻylab toping."),
    PinProblem.OWN_PHONE: _l("PIN telefon raqamingizning oxiri boʻlmasin."),
}


class TrainerPinForm(HouseForm):
    """A new PIN, twice; `set_phone` tells the trainer's own number."""

    pin = PasswordField(
        _l("Yangi PIN: 4 ta raqam"),
        [Filled(_l("PIN oʻylab toping."))],
        description=_l("Oʻquvchilar topa olmaydigan boʻlsin. Bank kartangiz PIN-kodini yozmang."),
    )
    again = PasswordField(_l("Yangi PIN, yana bir marta"), [Filled(_l("PINni yana bir marta yozing."))])
    _phone: str | None = None

    def set_phone(self, phone: str | None) -> None:
        """The PIN must not be the end of this number."""
        self._phone = phone

    def validate_pin(self, field: PasswordField) -> None:
        """One that nobody tries first."""
        field.data = clean_pin(field.data or "")
        problem = check_pin(field.data, phone=self._phone)
        if problem is not None:
            raise ValidationError(PIN_WORDS[problem])

    def validate_again(self, field: PasswordField) -> None:
        """The same."""
        if clean_pin(field.data or "") != clean_pin(self.pin.data or ""):
            raise ValidationError(_l("Ikkita PIN bir xil emas. Qaytadan yozing."))


class ConfirmForm(HouseForm):
    """The PIN under what is confirmed."""

    pin = PasswordField(_l("Tasdiqlash PIN-kodingiz"), [Filled(_l("PIN-kodingizni yozing."))])

    def validate_pin(self, field: PasswordField) -> None:
        """Four digits; anything else is no try."""
        field.data = clean_pin(field.data or "")
        if not is_pin(field.data):
            raise ValidationError(PIN_WORDS[PinProblem.NOT_FOUR])
