"""A code to be checked."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

from app.certificates.rules.codes import normalise_code
from app.web.forms import Filled, HouseForm


class CodeForm(HouseForm):
    """A certificate's code as somebody types it."""

    code = StringField(_l("Sertifikat kodi"), [Filled(_l("Kodni yozing."))])

    def validate_code(self, field: StringField) -> None:
        """A code whose check character fits: a slip is told before we look."""
        if normalise_code(field.data or "") is None:
            raise ValidationError(_l("Kodda xato bor. Har bir belgini sertifikatdagi bilan solishtiring."))
