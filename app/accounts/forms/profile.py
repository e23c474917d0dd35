"""What people may change about themselves."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectFieldBase

from app.accounts.queries.places import list_regions, region_of
from app.kernel.locale import get_language
from app.kernel.text import clean_name
from app.web.forms import Cleaned, Filled, HouseForm
from app.web.i18n import current_language, offered


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


class ProfileForm(PlaceFields):
    """What people may change about themselves."""

    name = StringField(_l("Ism va familiya"), [Filled(_l("Ismingizni yozing.")), Cleaned(clean_name)])
    language = RadioField(_l("Sayt tili"), validate_choice=True)

    def fill_places(self) -> None:
        """Offer the places, and the languages of this site."""
        super().fill_places()
        self.language.choices = [(tag, get_language(tag).name) for tag in offered()]
