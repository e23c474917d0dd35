"""How a name is spelt in the other script, in its owner's own words."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, ValidationError

from app.accounts.rules.names import is_second
from app.kernel.text import clean_name
from app.web.forms import Cleaned, Filled, HouseForm


class SecondNameForm(HouseForm):
    """The second spelling, and its owner's word that it is right."""

    second_name = StringField(_l("Ismingiz boshqa yozuvda"), [Filled(_l("Ismingizni yozing.")), Cleaned(clean_name)])
    is_right = BooleanField(_l("Har bir harfni tekshirdim. Sertifikatga shunday yozilsin."))
    name = ""
    """The name in the first script; set before `validate`."""

    def validate_second_name(self, field: StringField) -> None:
        """All in the other script."""
        if not is_second(self.name, field.data or ""):
            raise ValidationError(_l("Bu yerga ismni boshqa yozuvda yozing: lotincha ismga kirillcha, yoki aksincha."))

    def validate_is_right(self, field: BooleanField) -> None:
        """A suggestion is nobody's word."""
        if not field.data:
            raise ValidationError(_l("Harflarni tekshirib, belgi qoʻying."))
