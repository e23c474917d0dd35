"""What the holder of a card fills in."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, StringField, ValidationError

from app.accounts.queries.passwords import PASSWORD_WORDS
from app.accounts.service.claiming import judge_password, read_phone
from app.centres.rules.codes import CARD, CENTRE, read_code
from app.kernel.pins import clean_pin
from app.web.forms import Filled, HouseForm
from app.web.pins import KnownPinForm, NewPinForm


class CardCodeForm(HouseForm):
    """The code of a card, typed from paper."""

    code = StringField(_l("Kartadagi kod"), [Filled(_l("Kartadagi kodni yozing."))])

    def validate_code(self, field: StringField) -> None:
        """A code that can be one; whether it is anybody's is not said here."""
        if read_code(field.data or "", CARD) is None:
            raise ValidationError(_l("Kodda xato bor. Kartadagi 16 ta belgi bilan solishtiring."))


class CentreCodeForm(HouseForm):
    """The code of a centre, typed from its poster."""

    code = StringField(_l("Markaz kodi"), [Filled(_l("Markaz kodini yozing."))])

    def validate_code(self, field: StringField) -> None:
        """A code that can be one."""
        if read_code(field.data or "", CENTRE) is None:
            raise ValidationError(_l("Bunday markaz kodi yoʻq. Trenerdan soʻrang."))


class CardPinForm(KnownPinForm):
    """The PIN of a card."""

    bring = BooleanField(_l("Shu telefonda oʻqiganlarimni ham qoʻshing"))


class OwnPinForm(NewPinForm):
    """The old PIN, and another one."""

    old = PasswordField(_l("Hozirgi PIN"), [Filled(_l("PINni yozing."))])

    def validate_old(self, field: PasswordField) -> None:
        """As it is typed when coming in."""
        field.data = clean_pin(field.data or "")


class ClaimForm(KnownPinForm):
    """A telephone and a password for somebody who has neither; the PIN shows that it is they who ask."""

    code = StringField(_l("Kartadagi kod"))
    phone = StringField(
        _l("Telefon raqami"),
        [Filled(_l("Telefon raqamingizni yozing."))],
        description=_l("Masalan: 90 123-45-67. SMS kelmaydi, kod soʻralmaydi."),
    )
    password = PasswordField(
        _l("Yangi parol"),
        [Filled(_l("Parol oʻylab toping."))],
        description=_l("Kamida 8 ta belgi. OneID parolingizni yozmang."),
    )
    normal_phone: str | None = None
    owner: str = ""

    def validate_phone(self, field: StringField) -> None:
        """A telephone, however it is spelled."""
        self.normal_phone = read_phone(field.data or "")
        if self.normal_phone is None:
            raise ValidationError(_l("Telefon raqamini +998 90 123-45-67 kabi yozing."))

    def validate_password(self, field: PasswordField) -> None:
        """A password that is not easily guessed."""
        problem = judge_password(field.data or "", phone=self.normal_phone, name=self.owner)
        if problem is not None:
            raise ValidationError(PASSWORD_WORDS[problem])
