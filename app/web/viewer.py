"""Who is looking: the person behind this request, as far as the session tells. Flask-Login carries it, no more."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import Flask, Request, current_app, g
from flask_login import LoginManager, current_user

from app.kernel.locale import Tag
from app.kernel.permissions import STAFF, Grant
from app.web.i18n import current_language


@dataclass(frozen=True, kw_only=True)
class Watching:
    """Who looks through a person's eyes, and until when."""

    watcher_id: str
    until: datetime
    is_over: bool
    """The time is up: there is only the way out."""


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """The person behind a request. Without a session there is no `person_id`; a visitor with progress has no name."""

    person_id: str | None = None
    session_id: str | None = None
    is_signed_in: bool = False
    name: str = ""
    language: Tag | None = None
    grants: tuple[Grant, ...] = ()
    """Roles that are awake: what this person may do now."""
    held: tuple[Grant, ...] = ()
    """Roles that sleep until the person has passed the second step in this session."""
    watching: Watching | None = None
    """An administrator looks through this person's eyes: all may be read, nothing done."""
    password_at: datetime | None = None
    """When the password was typed in this session for the last time."""
    face: str = ""
    shown_name: str = ""
    """Face and name on a phone or computer that several people share; empty for an ordinary session."""
    door: str = ""
    """The code of the centre at whose computer this session is, or was: where one comes in there. Empty elsewhere."""
    is_by_card: bool = False
    """The person came in by a card and its PIN."""
    has_dead_session: bool = False
    """The browser sent a session that is over: what it posts must not be taken as a stranger's."""

    @property
    def is_staff(self) -> bool:
        """Whether this person holds a role that reaches beyond their own things, awake or asleep."""
        return any(grant.role in STAFF for grant in (*self.grants, *self.held))

    @property
    def is_authenticated(self) -> bool:
        """Flask-Login's word for a signed-in person."""
        return self.is_signed_in

    @property
    def is_active(self) -> bool:
        """Flask-Login's word; a disabled account has no live session."""
        return self.is_signed_in

    @property
    def is_anonymous(self) -> bool:
        """Flask-Login's word for a visitor."""
        return not self.is_signed_in

    def get_id(self) -> str:
        """Flask-Login's word for the person's id."""
        return self.person_id or ""


def install(
    app: Flask, *, find_viewer: Callable[[Request], Viewer | None], add_visitor: Callable[[Tag], tuple[str, str]]
) -> None:
    """Let `find_viewer` say who is looking; it is asked at most once a request.

    `add_visitor` makes a new person with a session; its answer is the person's id and the session's token.
    """
    app.extensions["add_visitor"] = add_visitor
    manager = LoginManager()
    manager.anonymous_user = Viewer
    manager.init_app(app)
    manager.request_loader(_asked_once(find_viewer))


def _asked_once(find_viewer: Callable[[Request], Viewer | None]) -> Callable[[Request], Viewer | None]:
    """When the search fails (the database is away), the page that says so is made for nobody in particular."""

    def find(request: Request) -> Viewer | None:
        if g.get("is_viewer_lost"):
            return None
        g.is_viewer_lost = True
        found = find_viewer(request)
        g.is_viewer_lost = False
        return found

    return find


def person_for_writing() -> str:
    """The id that what is done now belongs to, in the open transaction; a stranger becomes a visitor with a session."""
    viewer = current_viewer()
    if viewer.person_id is not None:
        return viewer.person_id
    person_id, g.fresh_session = current_app.extensions["add_visitor"](current_language().tag)
    return str(person_id)


def current_viewer() -> Viewer:
    """The person behind the current request."""
    return cast("Viewer", current_user._get_current_object())  # noqa: SLF001 - Werkzeug's only way to unwrap a proxy


def become(viewer: Viewer) -> None:
    """From here on this request is this person's: they have just come in, and the page must not offer it again."""
    g._login_user = viewer  # noqa: SLF001 - where Flask-Login looks
