"""Where a person may be sent next: only to a path of our own, whatever an address bar was made to say."""

from urllib.parse import unquote

_LIMIT = 2000


def safe_next(target: str | None) -> str | None:
    """The target itself if it is an absolute path of this site (query and fragment included), else None.

    Browsers drop tabs and line ends, read a backslash as a slash, and open another host at `//`; proxies may decode
    once or twice. So a path is refused that has any of these, also behind percent signs.
    """
    if not target or len(target) > _LIMIT or not target.isprintable() or " " in target:
        return None
    path = target.split("?", 1)[0].split("#", 1)[0]
    return target if path.startswith("/") and not any(_may_leave(form) for form in _decoded(path)) else None


def _decoded(path: str) -> tuple[str, str, str]:
    once = unquote(path)
    return path, once, unquote(once)


def _may_leave(path: str) -> bool:
    return "//" in path or "\\" in path or not path.isprintable()
