"""A list of people in a file that waits for its trainer's word."""

from datetime import datetime
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import DEED_ID, Keep, Pii


class GroupRoster(HasId, Table):
    """A list that was brought for a group: looked at, corrected on the page, then taken whole, once."""

    __tablename__ = "centres_roster"
    __pii__: ClassVar = {
        "brought_by": DEED_ID,
        "lines": Pii(
            what=_l("Guruh roʻyxatidagi ism, telefon, yosh va hudud"),
            why=_l("Roʻyxatdagi odamlarni guruhga olish"),
            keep=Keep.WEEK,
        ),
    }

    node_id: Mapped[str] = mapped_column(String(40))
    cohort_id: Mapped[str] = mapped_column(String(36))
    brought_at: Mapped[datetime]
    brought_by: Mapped[str] = mapped_column(String(36))
    lines: Mapped[list[Any]] = mapped_column(JSON)
    """What each line says, as `rules.rosters.Line`; empty once it is taken, or a week old."""
    ignored: Mapped[str] = mapped_column(String(500))
    """Columns of the file that were not taken, divided by commas."""
    confirmed_at: Mapped[datetime | None]
    taken: Mapped[int]
    """How many people came into the group by it."""
