"""PINs in forms: what is typed, and why one is refused. A face to know oneself by goes with each."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, ValidationError

from app.kernel.pins import PinProblem, check_pin, clean_pin, is_pin
from app.web.forms import Filled, HouseForm

FACES = {
    "elder-skullcap": _l("doʻppili, oq soqolli bobo"),
    "elder-headscarf": _l("oq roʻmolli buvi"),
    "man-moustache": _l("moʻylovli erkak"),
    "woman-long-hair": _l("uzun sochli ayol"),
    "young-curls": _l("jingalak sochli yigit"),
    "girl-plaits": _l("sochi oʻrilgan qiz"),
    "woman-glasses": _l("kalta sochli, koʻzoynakli ayol"),
    "man-beard": _l("qora soqolli erkak"),
    "elder-hat": _l("shlyapali, koʻzoynakli bobo"),
    "boy-cap": _l("kepkali bola"),
    "elder-bun": _l("sochi turmaklangan buvi"),
    "woman-headscarf": _l("gulli roʻmol oʻragan ayol"),
}
"""Every drawn face, with its words for those who do not see it. The drawing is the asset `face-KEY.svg`."""
PIN_WORDS = {
    PinProblem.NOT_FOUR: _l("PIN 4 ta raqamdan iborat boʻlsin."),
    PinProblem.TOO_SIMPLE: _l("Bu PINni oson topish mumkin. Boshqasini oʻylab toping."),
    PinProblem.A_YEAR: _l("PIN tugʻilgan yilga oʻxshamasin. Boshqasini oʻylab toping."),
    PinProblem.OWN_PHONE: _l("PIN telefon raqamingizning oxiri boʻlmasin."),
}


class NewPinForm(HouseForm):
    """A PIN to be kept; `set_phone` tells the person's own number."""

    pin = PasswordField(
        _l("PIN: 4 ta raqam"),
        [Filled(_l("PIN oʻylab toping."))],
        description=_l("Boshqalar topa olmaydigan boʻlsin. Bank kartangiz PIN-kodini yozmang."),
    )
    _phone: str | None = None

    def set_phone(self, phone: str | None) -> None:
        """Whose PIN it will be: it must not be the end of their own number."""
        self._phone = phone

    def validate_pin(self, field: PasswordField) -> None:
        """A PIN that nobody tries first."""
        field.data = clean_pin(field.data or "")
        problem = check_pin(field.data, phone=self._phone)
        if problem is not None:
            raise ValidationError(PIN_WORDS[problem])


class KnownPinForm(HouseForm):
    """The PIN that somebody has."""

    pin = PasswordField(_l("PIN: 4 ta raqam"), [Filled(_l("PINni yozing."))])

    def validate_pin(self, field: PasswordField) -> None:
        """Four digits; anything else is no try."""
        field.data = clean_pin(field.data or "")
        if not is_pin(field.data):
            raise ValidationError(PIN_WORDS[PinProblem.NOT_FOUR])
