"""What is filled in about people who come into a group."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, Form, HiddenField, RadioField, SelectField, StringField, ValidationError

from app.accounts.queries.addresses import read_address
from app.accounts.types import ParentWord, Relation
from app.centres.rules.names import is_mixed
from app.kernel.text import clean_name
from app.web.forms import Cleaned, Filled, HouseForm

MIXED = _l("Bir soʻzda lotin va kirill harflari aralashgan. Ismni bitta alifboda qaytadan yozing.")
NO_PHONE = _l("Telefon raqamini +998 90 123-45-67 kabi yozing yoki boʻsh qoldiring.")


def relations() -> list[tuple[str, Any]]:
    """Who agrees for a child, as a trainer says it."""
    return [
        (Relation.MOTHER.value, _l("onasi")),
        (Relation.FATHER.value, _l("otasi")),
        (Relation.GUARDIAN.value, _l("vasiysi")),
    ]


class PhoneField(StringField):
    """A telephone, however it is spelled; `phone` holds it in the one spelling that we keep. It may be left empty."""

    phone: str | None = None

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401, ARG002 - WTForms' signature
        """ValidationError when it is none."""
        typed = (self.data or "").strip()
        found = read_address(typed) if typed and "@" not in typed else None
        self.phone = found.phone if found else None
        if typed and not self.phone:
            raise ValidationError(NO_PHONE)


class PersonName:
    """A validator: a name that can be printed, each of its words in one script."""

    field_flags = {"required": True}  # noqa: RUF012 - WTForms' own class attribute

    def __call__(self, form: Form, field: Field) -> None:
        """Clean `field.data`; ValidationError when it cannot be kept."""
        Filled(_l("Ism va familiyani yozing."))(form, field)
        Cleaned(clean_name)(form, field)
        if is_mixed(field.data):
            raise ValidationError(MIXED)


class Wanted:
    """A mark, no demand: the field is not called optional. What it must hold is demanded where it is known."""

    field_flags = {"required": True}  # noqa: RUF012 - WTForms' own class attribute

    def __call__(self, form: Form, field: Field) -> None:
        """Nothing is refused."""


class ParentFields(HouseForm):
    """Who agreed for a child; demanded where `is_child` says so."""

    parent_name = StringField(_l("Rozilik bergan ota-ona yoki vasiyning ismi"), [Wanted()])
    relation = RadioField(_l("U bolaga kim boʻladi?"), [Wanted()], validate_choice=False)

    def offer(self) -> None:
        """The answers, in the reader's language."""
        self.relation.choices = relations()

    def demand_parent(self) -> bool:
        """Whether a parent is named as they must be; if not, the fields say what is missing."""
        try:
            Filled(_l("Ota-ona yoki vasiyning ismini yozing: 14 yoshgacha uning roziligi shart."))(
                self, self.parent_name
            )
            Cleaned(clean_name)(self, self.parent_name)
        except ValidationError as error:
            self.parent_name.errors = [*self.parent_name.errors, str(error)]
        if self.relation.data not in set(Relation):
            self.relation.errors = [*self.relation.errors, str(_l("U bolaga kim boʻlishini belgilang."))]
        return not self.parent_name.errors and not self.relation.errors

    @property
    def parent(self) -> ParentWord:
        """Who agreed, once it is demanded."""
        return ParentWord(name=self.parent_name.data or "", relation=Relation(self.relation.data))


class MemberForm(ParentFields):
    """Somebody whom a trainer adds."""

    key = HiddenField()
    """The id that the membership will have: the form sent twice makes one."""
    owner = HiddenField()
    """Whose account the trainer has said it is."""
    name = StringField(_l("Ism va familiya"), [PersonName()])
    phone = PhoneField(_l("Telefon raqami"))
    is_child = BooleanField(_l("14 yoshga toʻlmagan"))

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - WTForms' signature
        """Whether all is well, the parent of a child included."""
        is_good = super().validate(extra_validators)
        return (not self.is_child.data or self.demand_parent()) and is_good


class WishForm(HouseForm):
    """Somebody wants to come: no account is needed."""

    name = StringField(_l("Ism va familiya"), [PersonName()])
    phone = PhoneField(_l("Telefon raqami"))
    is_child = BooleanField(_l("14 yoshga toʻlmagan bola uchun yozilyapman"))


class LineForm(HouseForm):
    """A line of a list, corrected on the page; nothing is demanded, since it may be left out."""

    seen = HiddenField()
    take = BooleanField(_l("Guruhga olinsin"))
    name = StringField(_l("Ism va familiya"), [Wanted()])
    phone = StringField(_l("Telefon raqami"))
    is_child = BooleanField(_l("14 yoshga toʻlmagan"))
    parent = StringField(_l("Rozilik bergan ota-ona yoki vasiyning ismi"), [Wanted()])
    relation = SelectField(_l("U bolaga kim boʻladi?"), [Wanted()], validate_choice=False)

    def offer(self) -> None:
        """The answers, in the reader's language."""
        self.relation.choices = [("", _l("Tanlang")), *relations()]
