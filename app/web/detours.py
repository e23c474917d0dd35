"""What a person sees first after coming in: a page that a room puts in the way, to be passed by with a tap."""

from collections.abc import Callable

from flask import current_app, url_for

Detour = Callable[[str], str | None]
"""The endpoint of the page for this person; None when there is nothing to say."""


def onward(person_id: str, target: str | None) -> str:
    """Where to go after coming in: where the person wanted to, perhaps past a page that they should see first.

    That page gets `next` and leads on to it.
    """
    detours: tuple[Detour, ...] = current_app.extensions["detours"]
    stop = next((endpoint for detour in detours if (endpoint := detour(person_id))), None)
    if stop is not None:
        return url_for(stop, next=target)
    return target or url_for("progress.me")
