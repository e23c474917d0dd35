"""What people fill in about themselves."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.fields.choices import SelectFieldBase
from wtforms.form import BaseForm

from app.accounts.queries import list_regions, region_of
from app.accounts.rules import PASSWORD_LONGEST, PasswordProblem, check_password, normalise_email, normalise_phone
from app.kernel.locale import get_language
from app.kernel.text import clean_name
from app.web.forms import Cleaned, Filled, HouseForm
from app.web.i18n import current_language, offered

PASSWORD_WORDS = {
    PasswordProblem.TOO_SHORT: _l("Parol kamida 8 ta belgidan iborat boʻlsin."),
    PasswordProblem.TOO_LONG: _l("Parol juda uzun. 200 ta belgidan oshmasin."),
    PasswordProblem.TOO_COMMON: _l("Bu parolni oson topish mumkin. Boshqasini oʻylab toping."),
    PasswordProblem.UNREADABLE: _l("Parolda oʻqib boʻlmaydigan belgi bor. Qayta yozing."),
    PasswordProblem.TOO_PERSONAL: _l("Parol ismingiz yoki raqamingizdan iborat boʻlmasin."),
}


class LoginField(StringField):
    """A phone or an e-mail, however it is spelled; `phone` or `email` holds it in the one spelling that we keep."""

    phone: str | None = None
    email: str | None = None

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 - WTForms' signature
        """ValidationError when it is neither."""
        typed = self.data or ""
        self.email = normalise_email(typed) if "@" in typed else None
        self.phone = normalise_phone(typed) if "@" not in typed else None
        if typed.strip() and not self.login:
            raise ValidationError(_l("Telefon raqamini +998 90 123-45-67 kabi yoki e-pochta manzilini yozing."))

    @property
    def login(self) -> str | None:
        """The spelling that we keep."""
        return self.phone or self.email


class SignInForm(HouseForm):
    """Who are you, and how do we know?"""

    login = LoginField(_l("Telefon raqami yoki e-pochta"), [Filled(_l("Telefon raqami yoki e-pochtangizni yozing."))])
    password = PasswordField(_l("Parol"), [Filled(_l("Parolni yozing."))])
    bring = BooleanField(_l("Shu telefonda oʻqiganlarimni hisobimga qoʻshing"))
    next = HiddenField()

    def validate_password(self, field: PasswordField) -> None:
        """What no password of ours can be is refused before it is hashed."""
        if len(field.data or "") > PASSWORD_LONGEST:
            raise ValidationError(PASSWORD_WORDS[PasswordProblem.TOO_LONG])


class PlaceFields(HouseForm):
    """Where somebody lives, as far as they want to say."""

    region = SelectField(_l("Viloyat"), validate_choice=False)
    district = SelectField(_l("Tuman yoki shahar"), validate_choice=False)

    def fill_places(self) -> None:
        """Offer the places in the reader's language."""
        regions = list_regions(current_language().tag)
        nothing = [("", _l("Tanlanmagan"))]
        self.region.choices = nothing + [(region.key, region.name) for region in regions]
        self.district.choices = {
            "": nothing,
            **{region.name: [(place.key, place.name) for place in region.districts] for region in regions},
        }

    def validate_district(self, field: SelectFieldBase) -> None:
        """A district tells its region; the two must agree."""
        if not field.data:
            return
        region = region_of(field.data)
        if region is None:
            raise ValidationError(_l("Tumanni roʻyxatdan tanlang."))
        if self.region.data and self.region.data != region:
            raise ValidationError(_l("Bu tuman tanlangan viloyatda emas. Birini oʻzgartiring."))
        self.region.data = region

    def validate_region(self, field: SelectFieldBase) -> None:
        """A region of the country, or none."""
        known = {region.key for region in list_regions(current_language().tag)}
        if field.data and field.data not in known:
            raise ValidationError(_l("Viloyatni roʻyxatdan tanlang."))


class SignUpForm(PlaceFields):
    """All that we ask for."""

    name = StringField(
        _l("Ism va familiya"),
        [Filled(_l("Ismingizni yozing.")), Cleaned(clean_name)],
        description=_l("Sertifikatda shunday yoziladi. Keyin oʻzgartirsa boʻladi."),
    )
    login = LoginField(_l("Telefon raqami yoki e-pochta"), [Filled(_l("Telefon raqami yoki e-pochtangizni yozing."))])
    password = PasswordField(
        _l("Yangi parol"),
        [Filled(_l("Parol oʻylab toping."))],
        description=_l("Kamida 8 ta belgi. OneID parolingizni yozmang."),
    )
    consent = BooleanField(
        _l("Shaxsiy maʼlumotlar haqidagi xabarni oʻqidim va roziman"),
        [Filled(_l("Davom etish uchun rozilik belgisini qoʻying."))],
    )
    next = HiddenField()

    def validate_password(self, field: PasswordField) -> None:
        """A password that is not easily guessed."""
        problem = check_password(
            field.data or "", phone=self.login.phone, email=self.login.email, name=self.name.data or ""
        )
        if problem is not None:
            raise ValidationError(PASSWORD_WORDS[problem])


class ProfileForm(PlaceFields):
    """What people may change about themselves."""

    name = StringField(_l("Ism va familiya"), [Filled(_l("Ismingizni yozing.")), Cleaned(clean_name)])
    language = RadioField(_l("Sayt tili"), validate_choice=True)

    def fill_places(self) -> None:
        """Offer the places, and the languages of this site."""
        super().fill_places()
        self.language.choices = [(tag, get_language(tag).name) for tag in offered()]
