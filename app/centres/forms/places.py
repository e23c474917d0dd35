"""What staff fill in about centres, groups and meetings."""

from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)

from app.accounts.queries.addresses import read_address
from app.accounts.queries.places import list_regions, region_of
from app.centres.service.places import CentreWords, CohortWords, MeetingWords
from app.centres.types.places import CentreFacts, CentreKind, CohortFacts, MeetingFacts
from app.kernel.clock import TASHKENT
from app.kernel.dates import at, read_day, read_time
from app.kernel.errors import BadTextError
from app.kernel.locale import Tag, get_language
from app.kernel.text import clean_line, clean_text
from app.web.forms import MESSAGES, Cleaned, Filled, HouseForm
from app.web.i18n import current_language, offered

NAME, ADDRESS, CONTACT, ROOM, TITLE, NOTE = 60, 200, 120, 60, 80, 2000
MOST_SEATS = 200
LONGEST_DAYS = 400
KINDS = {
    CentreKind.LIBRARY: _l("kutubxona"),
    CentreKind.SERVICE: _l("davlat xizmatlari markazi"),
    CentreKind.DIGITAL: _l("raqamli taʼlim markazi"),
    CentreKind.YOUTH: _l("yoshlar markazi"),
    CentreKind.MAHALLA: _l("mahalla"),
    CentreKind.SCHOOL: _l("maktab"),
    CentreKind.OTHER: _l("boshqa joy"),
}


class Line:
    """A validator: one line of at most so many characters, which may be empty."""

    def __init__(self, limit: int) -> None:
        self._limit = limit

    def __call__(self, form: Any, field: Field) -> None:  # noqa: ANN401, ARG002 - WTForms' signature
        """Clean `field.data`; ValidationError when it cannot be kept."""
        try:
            field.data = clean_line(field.data or "", self._limit) if (field.data or "").strip() else ""
        except BadTextError as error:
            raise ValidationError(MESSAGES[error.problem]) from error


class CentreForm(HouseForm):
    """A centre."""

    name = StringField(_l("Markaz nomi"), [Filled(_l("Markaz nomini yozing.")), Line(NAME)])
    kind = RadioField(_l("Qanday joy"), [Filled(_l("Bittasini tanlang."))], validate_choice=False)
    region = SelectField(_l("Viloyat"), [Filled(_l("Viloyatni tanlang."))], validate_choice=False)
    district = SelectField(_l("Tuman yoki shahar"), validate_choice=False)
    address = StringField(_l("Manzil"), [Filled(_l("Manzilni yozing.")), Line(ADDRESS)])
    contact = StringField(_l("Kimdan soʻrash mumkin"), [Line(CONTACT)])
    phone = StringField(_l("Markaz telefoni"))

    def offer(self) -> None:
        """Set what can be chosen."""
        regions = list_regions(current_language().tag)
        nothing = [("", _l("Tanlanmagan"))]
        self.kind.choices = [(kind.value, words) for kind, words in KINDS.items()]
        self.region.choices = nothing + [(region.key, region.name) for region in regions]
        self.district.choices = {
            "": nothing,
            **{region.name: [(place.key, place.name) for place in region.districts] for region in regions},
        }

    def validate_kind(self, field: RadioField) -> None:
        """One of ours."""
        if field.data not in set(CentreKind):
            raise ValidationError(_l("Roʻyxatdan tanlang."))

    def validate_region(self, field: SelectField) -> None:
        """A region of the country."""
        if field.data not in {region.key for region in list_regions(current_language().tag)}:
            raise ValidationError(_l("Viloyatni roʻyxatdan tanlang."))

    def validate_district(self, field: SelectField) -> None:
        """One of the region's, or none."""
        if field.data and region_of(field.data) != self.region.data:
            raise ValidationError(_l("Bu tuman tanlangan viloyatda emas. Birini oʻzgartiring."))

    def validate_phone(self, field: StringField) -> None:
        """A telephone, or nothing."""
        typed = (field.data or "").strip()
        read = read_address(typed) if typed else None
        if typed and (read is None or not read.phone):
            raise ValidationError(_l("Telefon raqamini +998 90 123-45-67 kabi yozing."))

    @classmethod
    def of(cls, centre: CentreFacts) -> "CentreForm":
        """The form with what is kept."""
        return cls(
            name=centre.name,
            kind=centre.kind.value,
            region=centre.region,
            district=centre.district,
            address=centre.address,
            contact=centre.contact,
            phone=centre.phone,
        )

    @property
    def words(self) -> CentreWords:
        """What was filled in, after `validate`."""
        typed = (self.phone.data or "").strip()
        read = read_address(typed) if typed else None
        return CentreWords(
            name=str(self.name.data),
            kind=CentreKind(self.kind.data),
            region=str(self.region.data),
            district=self.district.data or "",
            address=str(self.address.data),
            contact=self.contact.data or "",
            phone=(read.phone or "") if read else "",
        )


class CohortForm(HouseForm):
    """A group."""

    title = StringField(_l("Guruh nomi"), [Filled(_l("Guruhga nom bering.")), Line(TITLE)])
    key = SelectField(_l("Nima oʻrganiladi"), [Filled(_l("Kurs yoki yoʻlni tanlang."))], validate_choice=False)
    language = RadioField(_l("Dars tili"), [Filled(_l("Tilni tanlang."))], validate_choice=False)
    starts_on = StringField(_l("Birinchi kun"), [Filled(_l("Birinchi kunni yozing."))])
    ends_on = StringField(_l("Oxirgi kun"), [Filled(_l("Oxirgi kunni yozing."))])
    room = StringField(_l("Xona"), [Line(ROOM)])
    seats = StringField(_l("Nechta joy bor"), [Filled(_l("Joylar sonini yozing."))])
    is_public = BooleanField(_l("Guruh markaz sahifasida koʻrinsin, odamlar yozilsin"))

    def offer(self, keys: list[tuple[str, str]]) -> None:
        """Set what can be chosen; `keys` are the courses and paths."""
        self.key.choices = [("", _l("Tanlang")), *keys]
        self.language.choices = [(tag, get_language(tag).name) for tag in offered()]

    def validate_key(self, field: SelectField) -> None:
        """One of those that were offered."""
        if field.data not in {value for value, *_rest in field.iter_choices()}:
            raise ValidationError(_l("Roʻyxatdan tanlang."))

    def validate_language(self, field: RadioField) -> None:
        """One of the site's."""
        if field.data not in set(offered()):
            raise ValidationError(_l("Tilni tanlang."))

    def validate_starts_on(self, field: StringField) -> None:
        """A day."""
        _demand_day(field)

    def validate_ends_on(self, field: StringField) -> None:
        """A day, not before the first, and not years later."""
        last, first = _demand_day(field), read_day(self.starts_on.data or "")
        if first and last < first:
            raise ValidationError(_l("Oxirgi kun birinchi kundan oldin boʻlmasin."))
        if first and (last - first).days > LONGEST_DAYS:
            raise ValidationError(_l("Guruh bir yildan uzoq boʻlmasin."))

    def validate_seats(self, field: StringField) -> None:
        """A number of people that fits a room."""
        typed = (field.data or "").strip()
        if not typed.isascii() or not typed.isdecimal() or not 0 < int(typed[:6]) <= MOST_SEATS:
            raise ValidationError(_l("1 dan 200 gacha son yozing."))

    @classmethod
    def of(cls, cohort: CohortFacts) -> "CohortForm":
        """The form with what is kept."""
        return cls(
            title=cohort.title,
            key=cohort.key,
            language=cohort.language,
            starts_on=cohort.starts_on.isoformat(),
            ends_on=cohort.ends_on.isoformat(),
            room=cohort.room,
            seats=str(cohort.seats),
            is_public=cohort.is_public,
        )

    @property
    def words(self) -> CohortWords:
        """What was filled in, after `validate`."""
        return CohortWords(
            title=str(self.title.data),
            key=str(self.key.data),
            language=Tag(self.language.data),
            starts_on=_demand_day(self.starts_on),
            ends_on=_demand_day(self.ends_on),
            room=self.room.data or "",
            seats=int(self.seats.data or 0),
            is_public=bool(self.is_public.data),
        )


class MeetingForm(HouseForm):
    """A meeting."""

    day = StringField(_l("Kun"), [Filled(_l("Kunni yozing."))])
    begins = StringField(_l("Boshlanishi"), [Filled(_l("Boshlanish vaqtini yozing."))])
    ends = StringField(_l("Tugashi"), [Filled(_l("Tugash vaqtini yozing."))])
    plan = SelectMultipleField(_l("Darslar"), validate_choice=False)
    has_quiz = BooleanField(_l("Shu kuni yakuniy test boʻladi"))
    note = TextAreaField(_l("Eslatma oʻzingiz uchun"), [Cleaned(lambda typed: clean_text(typed, NOTE))])

    def offer(self, lessons: list[tuple[str, str]]) -> None:
        """Set which lessons can be planned."""
        self.plan.choices = lessons

    def validate_day(self, field: StringField) -> None:
        """A day."""
        _demand_day(field)

    def validate_begins(self, field: StringField) -> None:
        """A time of day."""
        if read_time(field.data or "") is None:
            raise ValidationError(_l("Vaqtni 9:30 kabi yozing."))

    def validate_ends(self, field: StringField) -> None:
        """A later time of the same day."""
        last, first = read_time(field.data or ""), read_time(self.begins.data or "")
        if last is None:
            raise ValidationError(_l("Vaqtni 9:30 kabi yozing."))
        if first and last <= first:
            raise ValidationError(_l("Dars boshlanganidan keyin tugasin."))

    def validate_plan(self, field: SelectMultipleField) -> None:
        """Lessons of what the group learns."""
        offered_ones = {value for value, *_rest in field.iter_choices()}
        if not set(field.data or ()) <= offered_ones:
            raise ValidationError(_l("Darslarni roʻyxatdan tanlang."))

    @classmethod
    def of(cls, meeting: MeetingFacts) -> "MeetingForm":
        """The form with what is kept."""
        begins, ends = (moment.astimezone(TASHKENT) for moment in (meeting.begins_at, meeting.ends_at))
        return cls(
            day=begins.date().isoformat(),
            begins=f"{begins:%H:%M}",
            ends=f"{ends:%H:%M}",
            plan=list(meeting.plan),
            has_quiz=meeting.has_quiz,
            note=meeting.note,
        )

    @property
    def words(self) -> MeetingWords:
        """What was filled in, after `validate`."""
        order = [value for value, *_rest in self.plan.iter_choices()]
        return MeetingWords(
            begins_at=self._at(self.begins),
            ends_at=self._at(self.ends),
            plan=tuple(one for one in order if one in (self.plan.data or ())),
            has_quiz=bool(self.has_quiz.data),
            note=self.note.data or "",
        )

    def _at(self, field: StringField) -> datetime:
        moment = read_time(field.data or "")
        if moment is None:
            raise ValueError("not validated")
        return at(_demand_day(self.day), moment)


class TrainerForm(HouseForm):
    """Who teaches a group."""

    login = StringField(
        _l("Trenerning telefoni yoki e-pochtasi"), [Filled(_l("Telefon raqami yoki e-pochtani yozing."))]
    )

    def validate_login(self, field: StringField) -> None:
        """A telephone or an e-mail."""
        if read_address(field.data or "") is None:
            raise ValidationError(_l("Telefon raqamini +998 90 123-45-67 kabi yoki e-pochta manzilini yozing."))


def _demand_day(field: StringField) -> date:
    day = read_day(field.data or "")
    if day is None:
        raise ValidationError(_l("Kunni 31.12.2027 kabi yozing."))
    return day
