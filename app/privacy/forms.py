"""What is ticked before what cannot be undone."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from app.web.forms import Filled, HouseForm


class EraseForm(HouseForm):
    """Somebody knows what goes."""

    sure = BooleanField(
        _l("Nima oʻchishi va nima qolishini oʻqidim. Hammasini oʻchiring"),
        [Filled(_l("Avval oʻqiganingizni belgilang."))],
    )
