"""A room's door to the browser: a blueprint on which a route must name who may use it.

Deny by default: an unnamed route cannot be registered, and a route that no room registered is refused.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Blueprint, Flask, current_app, request
from flask.blueprints import BlueprintSetupState

from app.kernel import clock
from app.kernel.errors import FactError, ForbiddenError, Kind, NotFoundError, NotSignedInError
from app.kernel.permissions import Circle, Permission, Scope, Who, may, may_somewhere
from app.web.i18n import offered, speak
from app.web.viewer import current_viewer

READING = frozenset({"GET", "HEAD", "OPTIONS"})
RECENT = timedelta(minutes=10)
Addresses = Callable[[], Iterable[Mapping[str, Any]]]
"""Every set of URL arguments under which a page exists."""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What a route has declared about itself."""

    who: Who
    prebuilt: Addresses | None
    """The page is the same for every visitor: rendered once at each of these addresses and kept, without token."""
    is_open_post: bool
    """Prebuilt pages post here: same-origin evidence stands in for the token that they cannot carry."""
    largest: int | None
    """The most bytes that may be sent here, where a file is; None for the site's usual limit."""
    is_for_strangers: bool
    """A post that means the same whoever sends it (signing in); others are kept while a session is over."""
    is_one_click: bool
    """A mailbox posts here for its owner (RFC 8058), with neither cookie nor origin: the signed address is proof."""
    is_for_all: bool = False
    """The page is one and the same for everybody, whoever looks, and browsers may keep it: no token, no name."""
    listed: Addresses | None = None
    """Where a page that changes by the hour is for everybody, and search engines may list it."""
    is_way_out: bool = False
    """Open to whoever looks through another person's eyes: leaving, and files that every page needs."""

    @property
    def public(self) -> Addresses | None:
        """Where others may refer to the page."""
        return self.prebuilt or self.listed


class Room(Blueprint):
    """A blueprint with a policy for each route."""

    def __init__(self, name: str, import_name: str) -> None:
        super().__init__(name, import_name, template_folder="templates", cli_group=None)
        self.policies: dict[str, Policy] = {}
        self.record(self._declare)

    def page(
        self,
        rule: str,
        *,
        who: Who,
        prebuilt: Addresses | None = None,
        listed: Addresses | None = None,
        for_all: bool = False,
        way_out: bool = False,
    ) -> Callable[[Any], Any]:
        """A route that reads (GET)."""
        return self.route(
            rule, methods=["GET"], who=who, prebuilt=prebuilt, listed=listed, for_all=for_all, way_out=way_out
        )

    def action(
        self,
        rule: str,
        *,
        who: Who,
        open_post: bool = False,
        for_strangers: bool = False,
        way_out: bool = False,
        one_click: bool = False,
        largest: int | None = None,
    ) -> Callable[[Any], Any]:
        """A route that writes (POST)."""
        return self.route(
            rule,
            methods=["POST"],
            who=who,
            open_post=open_post,
            for_strangers=for_strangers,
            way_out=way_out,
            one_click=one_click,
            largest=largest,
        )

    def add_url_rule(
        self,
        rule: str,
        endpoint: str | None = None,
        view_func: Any = None,  # noqa: ANN401 - Flask's signature
        provide_automatic_options: bool | None = None,  # noqa: FBT001 - Flask's signature
        **options: Any,  # noqa: ANN401 - Flask's signature
    ) -> None:
        """Flask's, with `who` demanded. TypeError when a route does not name who may use it."""
        who = options.pop("who", None)
        if not isinstance(who, Circle | Permission):
            raise TypeError(f"{self.name}: the route {rule} must name who may use it")
        name = endpoint or view_func.__name__
        policy = Policy(
            who=who,
            prebuilt=options.pop("prebuilt", None),
            listed=options.pop("listed", None),
            is_open_post=bool(options.pop("open_post", False)),
            is_for_strangers=bool(options.pop("for_strangers", False)),
            largest=options.pop("largest", None),
            is_way_out=bool(options.pop("way_out", False)),
            is_for_all=bool(options.pop("for_all", False)),
            is_one_click=bool(options.pop("one_click", False)),
        )
        if self.policies.setdefault(name, policy) != policy:
            raise TypeError(f"{self.name}.{name} names two policies")
        super().add_url_rule(rule, endpoint, view_func, provide_automatic_options, **options)

    def _declare(self, state: BlueprintSetupState) -> None:
        table: dict[str, Policy] = state.app.extensions.setdefault("policies", {})
        table.update({f"{self.name}.{name}": policy for name, policy in self.policies.items()})


def policy_of(endpoint: str | None) -> Policy | None:
    """What this endpoint has declared; None when nothing has."""
    table: dict[str, Policy] = current_app.extensions["policies"]
    return table.get(endpoint or "")


def admit() -> None:
    """Refuse whoever the route did not name. Runs before every request."""
    policy = policy_of(request.endpoint)
    if policy is None:
        raise NotFoundError
    viewer = current_viewer()
    if "lang" not in (request.view_args or {}) and "lang" not in request.args and viewer.language in offered():
        speak(viewer.language)
    if viewer.watching is not None and not policy.is_way_out:
        if viewer.watching.is_over:
            raise WatchIsOverError
        if request.method not in READING:
            raise OnlyLookingError
    if viewer.has_dead_session and request.method == "POST" and not policy.is_for_strangers:
        raise NotSignedInError
    if policy.who is Circle.EVERYONE:
        return
    if not viewer.is_signed_in:
        raise NotSignedInError
    if isinstance(policy.who, Permission) and not may_somewhere(viewer.grants, policy.who):
        raise SecondStepWantedError if may_somewhere(viewer.held, policy.who) else ForbiddenError


class PasswordWantedError(FactError):
    """This is done only by somebody who has typed the password a short while ago."""

    kind = Kind.FORBIDDEN


class SecondStepWantedError(FactError):
    """The roles are there, and sleep until the second step is passed."""

    kind = Kind.FORBIDDEN


class OnlyLookingError(FactError):
    """Whoever looks through another person's eyes does nothing in their name."""

    kind = Kind.FORBIDDEN


class WatchIsOverError(OnlyLookingError):
    """The time for looking through another person's eyes is up."""


def demand_recent_password() -> None:
    """Let a person with an account go on only when they typed the password within the last ten minutes.

    The page that asks for it comes back here afterwards. A visitor has no password: their browser is all there is.
    """
    viewer = current_viewer()
    is_recent = viewer.password_at is not None and clock.now() - viewer.password_at < RECENT
    if viewer.is_signed_in and not is_recent:
        raise PasswordWantedError


def demand_oneself() -> None:
    """Refuse whoever looks through another person's eyes: what opens or lists that person's ways in is theirs alone."""
    if current_viewer().watching is not None:
        raise ForbiddenError


def demand(permission: Permission, *places: Scope) -> None:
    """Refuse unless the viewer has this permission over a thing that lies in these places.

    A route lets in whoever has its permission anywhere; what it shows or changes of one person, course or centre is
    asked for here. NotFoundError, as if there were no such thing: an id tells a stranger nothing.
    """
    if not may(current_viewer().grants, permission, *places):
        raise NotFoundError


def check_policies(app: Flask) -> None:
    """Refuse to start with a route that no room has declared."""
    table: dict[str, Policy] = app.extensions.get("policies", {})
    stray = [rule.rule for rule in app.url_map.iter_rules() if rule.endpoint not in table]
    if stray:
        raise TypeError(f"routes that name nobody: {', '.join(stray)}")
