"""What somebody reads who has tried too often."""

from flask_babel import gettext as _

from app.kernel.errors import TooManyError


def minutes_left(locked: TooManyError) -> str:
    """How long to wait, in minutes."""
    minutes = (locked.retry_after + 59) // 60
    return str(_("Koʻp marta xato yozildi. %(minutes)s daqiqadan keyin qaytadan urinib koʻring.", minutes=minutes))
