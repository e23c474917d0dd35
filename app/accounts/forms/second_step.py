"""What staff fill in at the second step."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, ValidationError

from app.web.forms import Filled, HouseForm

CODE_LONGEST = 60


class CodeForm(HouseForm):
    """A code of the moment, or a recovery code."""

    code = StringField(_l("Kod"), [Filled(_l("Kodni yozing."))])
    next = HiddenField()

    def validate_code(self, field: StringField) -> None:
        """What no code of ours can be is refused before it is compared."""
        if len(field.data or "") > CODE_LONGEST:
            raise ValidationError(_l("Kod bunchalik uzun boʻlmaydi."))
