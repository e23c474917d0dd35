"""What people fill in to come back: six words, a code with a new password, a new password alone."""

import re

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, RadioField, StringField, ValidationError

from app.accounts.forms.fields import LoginField
from app.accounts.queries.passwords import PASSWORD_WORDS
from app.accounts.rules.passwords import check_password
from app.kernel.pins import clean_pin
from app.web.forms import Filled, HouseForm

LONGEST_WORDS = 400


class WordsForm(HouseForm):
    """The six words, however they are written."""

    words = StringField(
        _l("Olti soʻz"),
        [Filled(_l("Olti soʻzni yozing."))],
        description=_l("Lotin yoki kirill harfida, orasini ochiq qoldirib yozing. Katta-kichik harf farq qilmaydi."),
    )
    bring = BooleanField(_l("Shu telefonda oʻqiganlarimni ham qoʻshing"))

    def validate_words(self, field: StringField) -> None:
        """Six words are never this long."""
        if len(field.data or "") > LONGEST_WORDS:
            raise ValidationError(_l("Matn juda uzun. Qisqartiring."))


class AskForm(HouseForm):
    """Whom is a code to be sent to?"""

    login = LoginField(_l("Telefon raqami yoki e-pochta"), [Filled(_l("Telefon raqami yoki e-pochtangizni yozing."))])


class ResetForm(AskForm):
    """A code, and the password that will be good from now on."""

    code = StringField(_l("Kod: 6 ta raqam"), [Filled(_l("Kodni yozing."))])
    password = PasswordField(
        _l("Yangi parol"),
        [Filled(_l("Parol oʻylab toping."))],
        description=_l("Kamida 8 ta belgi. OneID parolingizni yozmang."),
    )
    bring = BooleanField(_l("Shu telefonda oʻqiganlarimni ham qoʻshing"))

    def validate_code(self, field: StringField) -> None:
        """Six digits, of any script, with or without spaces."""
        field.data = clean_pin(field.data or "")
        if not re.fullmatch(r"[0-9]{6}", field.data):
            raise ValidationError(_l("Kod 6 ta raqamdan iborat. Qaytadan yozing."))

    def validate_password(self, field: PasswordField) -> None:
        """A password that is not easily guessed."""
        problem = check_password(field.data or "", phone=self.login.phone, email=self.login.email, name="")
        if problem is not None:
            raise ValidationError(PASSWORD_WORDS[problem])


class PasswordForm(HouseForm):
    """The password that will be good from now on; `set_owner` tells whose it is."""

    password = PasswordField(
        _l("Yangi parol"),
        [Filled(_l("Parol oʻylab toping."))],
        description=_l("Kamida 8 ta belgi. OneID parolingizni yozmang."),
    )
    _owner = ("", "")

    def set_owner(self, *, login: str, name: str) -> None:
        """Whose password it will be: it must not be their own name or number."""
        self._owner = (login, name)

    def validate_password(self, field: PasswordField) -> None:
        """A password that is not easily guessed."""
        login, name = self._owner
        is_email = "@" in login
        problem = check_password(
            field.data or "", phone=None if is_email else login, email=login if is_email else None, name=name
        )
        if problem is not None:
            raise ValidationError(PASSWORD_WORDS[problem])


REASONS = {
    "forgot": _l("Parolini unutgan"),
    "lost-phone": _l("Telefonini yoʻqotgan"),
    "new-number": _l("Raqami oʻzgargan, xabar bormaydi"),
    "no-message": _l("Xabar kelmadi"),
}


class GiveAccessForm(HouseForm):
    """Why a member of staff gives somebody a code."""

    reason = RadioField(_l("Nima uchun kod beriladi?"), [Filled(_l("Sababini tanlang."))])

    def offer(self) -> None:
        """The reasons, in the reader's language."""
        self.reason.choices = list(REASONS.items())
