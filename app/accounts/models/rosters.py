"""Lists of people that staff bring in: what the file said, line by line, and what came of each line."""

from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import DEED_ID, Keep, Pii

LISTED = Pii(
    what=_l("Roʻyxatdagi ism, telefon va hudud"), why=_l("Markaz roʻyxatidagi odamlarga hisob ochish"), keep=Keep.WEEK
)


class Roster(HasId, Table):
    """A list that was brought in."""

    __tablename__ = "accounts_roster"
    __pii__: ClassVar = {"brought_by": DEED_ID, "file": LISTED}

    brought_by: Mapped[str] = mapped_column(String(36))
    brought_at: Mapped[datetime]
    file: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The file as it came; blanked when it has been read into lines."""
    read_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    """When the person who brought it saw what would come of it, and said yes."""
    ended_at: Mapped[datetime | None]
    ignored: Mapped[str] = mapped_column(String(500))
    """Columns of the file that were not taken, divided by commas."""


class RosterLine(HasId, Table):
    """One line of a list. Its words are blanked a week after it came."""

    __tablename__ = "accounts_roster_line"
    __table_args__ = (UniqueConstraint("roster_id", "number"),)
    __pii__: ClassVar = {
        "name": LISTED,
        "login": LISTED,
        "region": LISTED,
        "district": LISTED,
        "person_id": Pii(what=LISTED.what, why=LISTED.why, keep=Keep.WEEK),
    }

    roster_id: Mapped[str] = mapped_column(ForeignKey("accounts_roster.id"))
    number: Mapped[int]
    """The line of the file, from 1."""
    name: Mapped[str] = mapped_column(String(100))
    login: Mapped[str] = mapped_column(String(254))
    region: Mapped[str] = mapped_column(String(10))
    district: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(16))
    fault: Mapped[str | None] = mapped_column(String(40))
    """Why nothing comes of this line, a `RosterFault`; None when an account is made of it."""
    person_id: Mapped[str | None] = mapped_column(String(36))
    """Whose account was made of it."""
