"""What staff fill in."""

import re
from datetime import UTC, date, datetime, time, timedelta

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, ValidationError

from app.accounts.types import DisableReason
from app.kernel import clock
from app.kernel.permissions import SITE, Role, Scope, ScopeKind
from app.kernel.text import clean_line
from app.web.forms import Cleaned, Filled, HouseForm

SEARCH_LONGEST = 90
_DATE = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)|(?P<d2>\d\d?)[./](?P<m2>\d\d?)[./](?P<y2>\d{4})", re.ASCII)


def clean_search(typed: str) -> str:
    """What is searched for. BadTextError when nobody is called so."""
    return clean_line(typed, SEARCH_LONGEST)


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


def read_day(typed: str) -> date | None:
    """A day as people here or their browsers write it; None when it is none of the next hundred years."""
    found = _DATE.fullmatch(typed.strip()) if len(typed) <= SEARCH_LONGEST else None
    if found is None:
        return None
    year, month, day = (found[name] or found[f"{name}2"] for name in "ymd")
    try:
        read = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return read if read.year <= clock.today().year + 100 else None
