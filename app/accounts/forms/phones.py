"""What people fill in on a phone that several of them share."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField

from app.kernel.text import clean_line
from app.web.forms import Cleaned, Filled
from app.web.pins import FACES, KnownPinForm, NewPinForm

NAME_LIMIT = 30


def clean_shown_name(text: str) -> str:
    """A name as a family uses it. BadTextError."""
    return clean_line(text, NAME_LIMIT)


class MemberForm(NewPinForm):
    """Somebody who will learn on this phone."""

    name = StringField(
        _l("Ism"),
        [Filled(_l("Ismingizni yozing.")), Cleaned(clean_shown_name)],
        description=_l("Uyda qanday atashsa, shunday yozing."),
    )
    face = RadioField(_l("Rasm"), [Filled(_l("Rasmni tanlang."))])

    def offer(self, taken: frozenset[str]) -> None:
        """The faces that nobody on this phone has yet."""
        self.face.choices = [(key, words) for key, words in FACES.items() if key not in taken]


class PinForm(KnownPinForm):
    """The PIN of somebody who learns on this phone."""

    bring = BooleanField(_l("Shu telefonda oʻqiganlarimni ham qoʻshing"))
