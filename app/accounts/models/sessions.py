"""Tables of coming in: browsers that are let in, and tries that are counted."""

from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import DEED_ID, Keep, Pii

SEATED = Pii(what=_l("Sinf kompyuteridagi ism va rasm"), why=_l("Kim oʻqiyotganini koʻrsatish"), keep=Keep.HALF_YEAR)


class UserSession(HasId, Table):
    """A browser that is let in. Only the hash of its token is kept, so a copied database opens nothing."""

    __tablename__ = "accounts_session"
    __pii__: ClassVar = {
        "person_id": Pii(
            what=_l("Qaysi brauzerdan kirganingiz"), why=_l("Har safar qaytadan kirmasligingiz"), keep=Keep.HALF_YEAR
        ),
        "viewed_id": DEED_ID,
        "face": SEATED,
        "shown_name": SEATED,
    }

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    way: Mapped[str] = mapped_column(String(20))
    """How the person came in, a `Way`."""
    password_at: Mapped[datetime | None]
    """When the password was typed in this session for the last time."""
    proved_at: Mapped[datetime | None]
    """When the second step was passed in this session: until then a staff member's roles sleep."""
    viewed_id: Mapped[str | None] = mapped_column(String(36))
    """The person through whose eyes an administrator looks in this session."""
    viewed_until: Mapped[datetime | None]
    browser: Mapped[str | None] = mapped_column(String(60))
    """A coarse word for the browser, out of our own lists."""
    member_id: Mapped[str | None] = mapped_column(ForeignKey("accounts_device_member.id"))
    """Which face of a shared phone this session shows."""
    face: Mapped[str | None] = mapped_column(String(20))
    shown_name: Mapped[str | None] = mapped_column(String(30))
    """As whom this session is shown at a class computer."""
    door: Mapped[str | None] = mapped_column(String(12))
    """At the computer of which centre, by its code."""
    idle_minutes: Mapped[int | None]
    """After so long without a request it is over; when the last one was says a signed cookie."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SignInTry(HasId, Table):
    """A try to sign in, counted before the password is looked at. The login is kept as a keyed hash."""

    __tablename__ = "accounts_sign_in_try"
    __table_args__ = (Index("ix_accounts_sign_in_try_login", "login_hash", "tried_at"),)
    __pii__: ClassVar = {
        "login_hash": Pii(
            what=_l("Kirishga urinishlar"), why=_l("Parolni topishga urinishni toʻxtatish"), keep=Keep.WEEK
        )
    }

    login_hash: Mapped[str] = mapped_column(String(64))
    tried_at: Mapped[datetime]
    succeeded_at: Mapped[datetime | None]
