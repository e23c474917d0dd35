"""Who came. Rows are only added; of those about one person in one meeting the one with the greatest stamp counts."""

from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import DEED_ID, Keep, Pii


class Attendance(HasId, Table):
    """Somebody was there, was late, left early, or was not there after all."""

    __tablename__ = "centres_attendance"
    __table_args__ = (
        UniqueConstraint("node_id", "mark_key"),
        Index("ix_centres_attendance_meeting", "meeting_id", "marked_at"),
    )
    __pii__: ClassVar = {
        "person_id": Pii(what=_l("Darslarga kelganingiz"), why=_l("Davomat va markaz hisoboti"), keep=Keep.RECORD),
        "guest_name": Pii(what=_l("Darsga mehmon boʻlib kelganlarning ismi"), why=_l("Davomat"), keep=Keep.HALF_YEAR),
        "marked_by": DEED_ID,
    }

    node_id: Mapped[str] = mapped_column(String(40))
    mark_key: Mapped[str] = mapped_column(String(60))
    """Names the mark where it was made (a page's own random text and the row): the same sent twice is one row."""
    meeting_id: Mapped[str] = mapped_column(String(36))
    person_id: Mapped[str | None] = mapped_column(String(36), index=True)
    """None for a guest."""
    guest_name: Mapped[str] = mapped_column(String(90))
    guest_id: Mapped[str | None] = mapped_column(String(36))
    """Of a guest: the id of the first row about them, or None in that row itself."""
    stamp: Mapped[int]
    """Its place among what was said of them in this meeting, from 1, as far as whoever said it knew."""
    state: Mapped[str] = mapped_column(String(20))
    """A `Presence`."""
    way: Mapped[str] = mapped_column(String(20))
    """A `MarkWay`: list, card or sheet."""
    marked_at: Mapped[datetime]
    marked_by: Mapped[str] = mapped_column(String(36))
