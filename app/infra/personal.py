"""How a table says which personal data it holds: what, why, and until when. The privacy page is made of these words."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l


class Keep(StrEnum):
    """Until when a value is kept."""

    ACCOUNT = "account"
    """Until the account is deleted."""
    RECORD = "record"
    """After the account is deleted it stays, under a random id that leads to nobody."""
    PROOF = "proof"
    """As a proof or a record of responsibility that the law or the audit wants; it leads to nobody by itself."""
    SENT = "sent"
    """Until it was sent."""
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    """30 days after the matter has ended."""
    QUARTER = "quarter"
    """90 days."""
    HALF_YEAR = "half-year"
    """180 days."""
    YEAR = "year"


SPANS = {
    Keep.DAY: timedelta(days=1),
    Keep.WEEK: timedelta(days=7),
    Keep.MONTH: timedelta(days=30),
    Keep.QUARTER: timedelta(days=90),
    Keep.HALF_YEAR: timedelta(days=180),
    Keep.YEAR: timedelta(days=365),
}
"""What ends with a day, not with an event: a purge of `infra/retention` keeps each of these promises."""


@dataclass(frozen=True, kw_only=True)
class Pii:
    """One kind of personal data in one column, in words that a person understands (lazy texts)."""

    what: Any
    why: Any
    keep: Keep


LEARNER_ID = Pii(
    what=_l("Sizga berilgan tasodifiy belgi"),
    why=_l("Oʻqishingiz va natijalaringizni bir joyda saqlash"),
    keep=Keep.RECORD,
)
"""The id of a person in a table of what people do."""
DEED_ID = Pii(
    what=_l("Muhim amallar jurnali: kim qilgan va kimga tegishli, faqat tasodifiy belgilar"),
    why=_l("Kim nima qilgani uchun javob berishi"),
    keep=Keep.PROOF,
)
"""The id of a person in a table of who answers for what."""
