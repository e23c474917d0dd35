"""What people fill in to come in."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, Form, HiddenField, PasswordField, RadioField, StringField, ValidationError

from app.accounts.forms.fields import LoginField
from app.accounts.forms.profile import PlaceFields
from app.accounts.queries.passwords import PASSWORD_WORDS
from app.accounts.rules.passwords import PASSWORD_LONGEST, PasswordProblem, check_password
from app.accounts.types import ParentWord, Relation
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


GROWN, CHILD = "grown", "child"


class FilledForChild(Filled):
    """A validator that demands something of whoever is under 14."""

    def __call__(self, form: Form, field: Field) -> None:
        """ValidationError when a child's form leaves it out."""
        if form["age"].data == CHILD:
            super().__call__(form, field)


class ParentFields(PlaceFields):
    """Whether somebody is old enough to agree for themselves; if not, who agrees for them. No birth date is asked."""

    age = RadioField(
        _l("Yoshingiz 14 dan kattami?"),
        [Filled(_l("Yoshingiz haqidagi savolga javob bering."))],
        validate_choice=False,
    )
    parent_name = StringField(
        _l("Ota-ona yoki vasiyning ismi va familiyasi"),
        [FilledForChild(_l("Ota-ona yoki vasiyning ismini yozing."))],
    )
    relation = RadioField(
        _l("U sizga kim boʻladi?"),
        [FilledForChild(_l("U sizga kim boʻlishini belgilang."))],
        validate_choice=False,
    )
    parent_consent = BooleanField(
        _l(
            "Men shu bolaning ota-onasi yoki vasiysiman. Xabarni oʻqidim, bolaning oʻqishiga"
            " va shu maʼlumotlar saqlanishiga roziman"
        ),
        [FilledForChild(_l("Ota-ona yoki vasiyning roziligi kerak."))],
    )

    def fill_places(self) -> None:
        """Offer the places, and the answers to these questions."""
        super().fill_places()
        self.age.choices = [
            (GROWN, _l("Ha, 14 yoshga toʻlganman")),
            (CHILD, _l("Yoʻq, hali 14 ga toʻlmaganman")),
        ]
        self.relation.choices = [
            (Relation.MOTHER.value, _l("onam")),
            (Relation.FATHER.value, _l("otam")),
            (Relation.GUARDIAN.value, _l("vasiyim")),
        ]

    @property
    def is_child(self) -> bool:
        """Whether somebody else must agree."""
        return bool(self.age.data == CHILD)

    @property
    def parent(self) -> ParentWord | None:
        """Who agrees for a child, once the form is valid."""
        if not self.is_child:
            return None
        return ParentWord(name=self.parent_name.data or "", relation=Relation(self.relation.data))

    def validate_age(self, field: RadioField) -> None:
        """One of the two answers."""
        if field.data not in {GROWN, CHILD}:
            raise ValidationError(_l("Yoshingiz haqidagi savolga javob bering."))

    def validate_parent_name(self, field: StringField) -> None:
        """A name, when one is needed."""
        if self.is_child:
            Cleaned(clean_name)(self, field)

    def validate_relation(self, field: RadioField) -> None:
        """Who the parent is, when one is needed."""
        if self.is_child and field.data not in set(Relation):
            raise ValidationError(_l("U sizga kim boʻlishini belgilang."))


class SignUpForm(ParentFields):
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
