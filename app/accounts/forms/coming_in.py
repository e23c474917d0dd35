"""What people fill in to come in."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField, StringField, ValidationError

from app.accounts.forms.fields import PASSWORD_WORDS, LoginField
from app.accounts.forms.profile import PlaceFields
from app.accounts.rules.passwords import PASSWORD_LONGEST, PasswordProblem, check_password
from app.kernel.text import clean_name
from app.web.forms import Cleaned, Filled, HouseForm


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


class ProofForm(HouseForm):
    """The password once more."""

    password = PasswordField(_l("Parol"), [Filled(_l("Parolni yozing."))])
    next = HiddenField()

    def validate_password(self, field: PasswordField) -> None:
        """What no password of ours can be is refused before it is hashed."""
        if len(field.data or "") > PASSWORD_LONGEST:
            raise ValidationError(PASSWORD_WORDS[PasswordProblem.TOO_LONG])


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
