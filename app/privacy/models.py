"""What was asked: archives of one's data, and wishes to be erased."""

from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import Keep, Pii


class Export(HasId, Table):
    """Somebody asked for all of their data. Its file lies in the vault until it is fetched, a day at most."""

    __tablename__ = "privacy_export"
    __pii__: ClassVar = {
        "person_id": Pii(
            what=_l("Barcha maʼlumotlaringiz nusxasi (arxiv), oʻzingiz soʻrasangiz"),
            why=_l("Uni sizga berish"),
            keep=Keep.DAY,
        )
    }

    person_id: Mapped[str] = mapped_column(String(36), index=True)
    language: Mapped[str] = mapped_column(String(16))
    asked_at: Mapped[datetime]
    ready_at: Mapped[datetime | None]
    fetched_at: Mapped[datetime | None]
    size: Mapped[int] = mapped_column(default=0)
    file_token: Mapped[str | None] = mapped_column(String(48))
    """The name of the file in the vault; None before it is made and when it is gone."""


class Wish(HasId, Table):
    """Somebody wishes to be erased. The row goes with them."""

    __tablename__ = "privacy_wish"
    __pii__: ClassVar = {
        "person_id": Pii(
            what=_l("Hisobni oʻchirish soʻrovingiz"),
            why=_l("14 kundan keyin hammasini oʻchirish"),
            keep=Keep.ACCOUNT,
        )
    }

    person_id: Mapped[str] = mapped_column(String(36), index=True)
    wished_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime | None]
