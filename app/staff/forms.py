"""What staff fill in."""

import re
from datetime import UTC, datetime, time, timedelta

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, Form, RadioField, SelectField, StringField, TextAreaField, ValidationError

from app.accounts.types import DisableReason
from app.kernel import clock
from app.kernel.dates import read_day
from app.kernel.errors import BadTextError, TextProblem
from app.kernel.ids import is_id
from app.kernel.permissions import SITE, Role, Scope, ScopeKind
from app.kernel.text import clean_line, clean_name
from app.web.forms import MESSAGES, Cleaned, Filled, HouseForm

SEARCH_LONGEST = 90
CENTRE_LIMIT, REASON_LIMIT, TITLE_LIMIT = 60, 300, 120
MOST_TYPED = 1500
YES_NO = frozenset({"yes", "no"})
_NUMBER = re.compile(r"\d(?:[\s-]?\d){5,}", re.ASCII)
"""Six figures in a row and more: the number of a document, never the name of a centre."""


def clean_search(typed: str) -> str:
    """What is searched for. BadTextError when nobody is called so."""
    return clean_line(typed, SEARCH_LONGEST)


def clean_reason(typed: str) -> str:
    """Why, in one line. BadTextError."""
    return clean_line(typed, REASON_LIMIT)


def clean_title(typed: str) -> str:
    """A name in one line. BadTextError."""
    return clean_line(typed, TITLE_LIMIT)


class CentreName:
    """A validator for a centre's name: one line, and no number of any document in it."""

    def __call__(self, form: Form, field: Field) -> None:  # noqa: ARG002 - WTForms' signature
        """Clean `field.data`; ValidationError when it cannot be kept."""
        try:
            field.data = clean_line(field.data or "", CENTRE_LIMIT)
        except BadTextError as error:
            raise ValidationError(MESSAGES[error.problem]) from error
        if not any(char.isalpha() for char in field.data):
            raise ValidationError(MESSAGES[TextProblem.TOO_FEW_LETTERS])
        if _NUMBER.search(field.data):
            raise ValidationError(_l("Hujjat raqamini yozmang: biz uni saqlamaymiz. Faqat markaz nomi kerak."))


class OneOf:
    """A validator that takes what was offered and nothing else."""

    def __init__(self, values: frozenset[str]) -> None:
        self._values = values

    def __call__(self, form: Form, field: Field) -> None:  # noqa: ARG002 - WTForms' signature
        """ValidationError for anything else."""
        if field.data not in self._values:
            raise ValidationError(_l("Roʻyxatdan tanlang."))


class SearchForm(HouseForm):
    """Whom are you looking for?"""

    q = StringField(_l("Ism, telefon raqami yoki e-pochta"), [Cleaned(clean_search)])


class GrantForm(HouseForm):
    """Which role, where, until when. The choices are those that the viewer may give."""

    role = RadioField(_l("Vazifa"), [Filled(_l("Vazifani tanlang."))], validate_choice=False)
    place = SelectField(_l("Qayerda"), [Filled(_l("Joyni tanlang."))], validate_choice=False)
    until = StringField(
        _l("Oxirgi kun"),
        description=_l("Masalan: 31.12.2027. Muddatsiz boʻlsa, boʻsh qoldiring."),
    )

    def validate_role(self, field: RadioField) -> None:
        """One of those that were offered."""
        if field.data not in {value for value, *_rest in field.iter_choices()}:
            raise ValidationError(_l("Vazifani roʻyxatdan tanlang."))

    def validate_place(self, field: SelectField) -> None:
        """One of those that were offered."""
        offered = {value for _group, choices in field.iter_groups() for value, *_rest in choices}
        if field.data not in offered:
            raise ValidationError(_l("Joyni roʻyxatdan tanlang."))

    def validate_until(self, field: StringField) -> None:
        """A day to come, or nothing."""
        if not (field.data or "").strip():
            return
        day = read_day(field.data or "")
        if day is None:
            raise ValidationError(_l("Kunni 31.12.2027 kabi yozing."))
        if day < clock.today():
            raise ValidationError(_l("Bu kun oʻtib ketgan. Kelajakdagi kunni yozing."))

    @property
    def chosen_role(self) -> Role:
        """The role, after `validate`."""
        return Role(self.role.data)

    @property
    def chosen_scope(self) -> Scope:
        """The place, after `validate`."""
        return read_place(self.place.data)

    @property
    def ends_at(self) -> datetime | None:
        """The end of the last day in Tashkent, after `validate`."""
        day = read_day(self.until.data or "")
        if day is None:
            return None
        return datetime.combine(day + timedelta(days=1), time(), clock.TASHKENT).astimezone(UTC)


class DisableForm(HouseForm):
    """Why an account is closed."""

    reason = RadioField(_l("Sababi"), [Filled(_l("Sababini tanlang."))], validate_choice=False)

    def validate_reason(self, field: RadioField) -> None:
        """One of ours."""
        if field.data not in set(DisableReason):
            raise ValidationError(_l("Sababini tanlang."))


def place_value(scope: Scope) -> str:
    """A place as a form sends it."""
    return f"{scope.kind.value}:{scope.key}" if scope != SITE else scope.kind.value


def read_place(value: str) -> Scope:
    """The place that a form has sent; it was one of those offered."""
    kind, _colon, key = value.partition(":")
    return Scope(kind=ScopeKind(kind), key=key)


class VouchForm(HouseForm):
    """A trainer has compared a name with a document."""

    centre = StringField(_l("Markaz nomi"), [Filled(_l("Markaz nomini yozing.")), CentreName()])
    name = StringField(_l("Solishtirilgan ism"))
    """The spelling that was on the page: it may have been changed meanwhile."""
    is_compared = BooleanField(_l("Hujjatni koʻrdim. Ism undagi bilan harfma-harf bir xil."))

    def validate_is_compared(self, field: BooleanField) -> None:
        """It must have been done."""
        if not field.data:
            raise ValidationError(_l("Avval ismni hujjat bilan solishtiring va belgi qoʻying."))


class SittingForm(HouseForm):
    """How a test was taken."""

    centre = StringField(_l("Markaz nomi"), [Filled(_l("Markaz nomini yozing.")), CentreName()])
    is_supervised = RadioField(
        _l("Test paytida markaz xodimi yonida turdimi?"),
        [Filled(_l("Bittasini tanlang.")), OneOf(YES_NO)],
        validate_choice=False,
    )
    had_helper = RadioField(
        _l("Javob berishga kimdir yordam berdimi?"),
        [Filled(_l("Bittasini tanlang.")), OneOf(YES_NO)],
        validate_choice=False,
    )

    def offer(self) -> None:
        """Set what can be answered."""
        self.is_supervised.choices = [("yes", _l("Ha")), ("no", _l("Yoʻq"))]
        self.had_helper.choices = [("no", _l("Yoʻq, oʻzi ishladi")), ("yes", _l("Ha"))]


class ReasonForm(HouseForm):
    """Why a certificate ends: everybody who checks it reads this."""

    reason = StringField(
        _l("Sababi"),
        [Filled(_l("Sababini yozing.")), Cleaned(clean_reason)],
        description=_l("Sertifikatni tekshirgan har kim buni oʻqiydi. Shaxsiy narsa yozmang."),
    )
    step = StringField()
    """`do` on the second page, where all is looked at once more."""


class CorrectForm(ReasonForm):
    """What was wrong on a certificate."""

    name = StringField(_l("Ism, toʻgʻri yozilgani"), [Filled(_l("Ismni yozing.")), Cleaned(clean_name)])
    takes_title = BooleanField(_l("Nomi ham hozirgisiga almashtirilsin"))


class BatchForm(HouseForm):
    """To whom certificates are issued at once."""

    key = SelectField(_l("Qaysi sertifikat"), [Filled(_l("Sertifikatni tanlang."))], validate_choice=False)
    title = StringField(_l("Roʻyxat nomi"), [Filled(_l("Roʻyxatga nom bering.")), Cleaned(clean_title)])
    since = StringField(
        _l("Shu kundan beri testdan oʻtganlarning hammasi"),
        description=_l("Masalan: 01.09.2026. Roʻyxat bersangiz, boʻsh qoldiring."),
    )
    people = TextAreaField(
        _l("Yoki odamlarning belgilari"),
        description=_l("Har qatorda bitta belgi. Koʻpi bilan 1500 ta: undan uzun roʻyxatni operator yuklaydi."),
    )

    def validate_key(self, field: SelectField) -> None:
        """One of those that were offered."""
        if field.data not in {value for value, *_rest in field.iter_choices()}:
            raise ValidationError(_l("Sertifikatni roʻyxatdan tanlang."))

    def validate_since(self, field: StringField) -> None:
        """A day that was, or a list instead."""
        typed = (field.data or "").strip()
        if bool(typed) == bool(self.ids):
            raise ValidationError(_l("Yo kunni yozing, yo roʻyxatni bering: faqat bittasini."))
        day = read_day(typed) if typed else None
        if typed and day is None:
            raise ValidationError(_l("Kunni 31.12.2027 kabi yozing."))
        if day is not None and day > clock.today():
            raise ValidationError(_l("Bu kun hali kelmagan."))

    def validate_people(self, field: TextAreaField) -> None:
        """Ids alone."""
        if len(self.ids) > MOST_TYPED or not all(map(is_id, self.ids)):
            field.data = "\n".join(self.ids[:MOST_TYPED])
            raise ValidationError(_l("Roʻyxatda odam belgisi boʻlmagan qator bor, yoki u juda uzun."))

    @property
    def ids(self) -> list[str]:
        """The ids that were typed."""
        return (self.people.data or "").split()

    @property
    def begins_at(self) -> datetime | None:
        """The beginning of the day in Tashkent, after `validate`; None for a list."""
        day = read_day(self.since.data or "")
        return datetime.combine(day, time(), clock.TASHKENT).astimezone(UTC) if day else None
