"""The second wall: whatever the renderer made, only these tags and attributes leave, and no address of their own.

An address may only be one of our marks (see facts.py) or a footnote's; all others are dropped with their attribute.
A mark as the class of an empty box is the place of an activity.
"""

import re
from collections.abc import Callable

import nh3

INLINE = frozenset(
    {"a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "img", "kbd", "mark", "q", "s", "samp", "small"}
    | {"strong", "sub", "sup"}
)
BLOCK = frozenset(
    {"p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "hr", "div"}
    | {"table", "thead", "tbody", "tr", "th", "td"}
)
DOCUMENT = BLOCK | {"h2", "h3", "h4", "h5", "h6", "details", "summary"}
REFUSED = frozenset({"script", "style", "template", "iframe", "object", "noscript"})
"""These go with all that is in them."""

_ATTRIBUTES = {
    "a": {"href", "id", "class", "title"},
    "abbr": {"title"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "li": {"id"},
    "sup": {"id"},
    "dt": {"id"},
    "div": {"class"},
    "p": {"class"},
    "details": {"class", "open"},
} | {heading: {"id"} for heading in ("h2", "h3", "h4", "h5", "h6")}
_CLASSES = frozenset(
    {"admonition", "admonition-title", "tab", "note", "tip", "warning", "danger"}
    | {"footnote", "footnote-ref", "footnote-backref"}
)
_ID = re.compile(r"[a-z][a-z0-9-]*")
_PLACE = re.compile(r"[aip]\d+")
"""What follows a mark. The mark itself is another in every piece: a pattern of both would be built for each."""
_FOOTNOTE = re.compile(r"#fn(?:ref\d*)?:[\w-]{1,40}")
_FOOTNOTE_ID = re.compile(r"fn(?:ref\d*)?:[\w-]{1,40}")

Filter = Callable[[str, str, str], str | None]


def clean(html: str, *, tags: frozenset[str], mark: str) -> str:
    """Safe HTML of these tags; links and pictures only with addresses that begin with the mark."""
    return nh3.clean(
        html,
        tags=set(INLINE | tags),
        clean_content_tags=set(REFUSED),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items() if tag in INLINE | tags},
        attribute_filter=_filter(mark),
        url_schemes={"https"},
        link_rel="noopener",
    )


def _filter(mark: str) -> Filter:
    def keep(_tag: str, name: str, value: str) -> str | None:
        match name:
            case "href" | "src":
                is_ours = value.startswith(mark) and _PLACE.fullmatch(value, len(mark))
                return value if is_ours or _FOOTNOTE.fullmatch(value) else None
            case "id":
                return value if _ID.fullmatch(value) or _FOOTNOTE_ID.fullmatch(value) else None
            case "class" if value.startswith(mark) and _PLACE.fullmatch(value, len(mark)):
                return value
            case "class":
                return " ".join(word for word in value.split() if word in _CLASSES) or None
            case _:
                return value

    return keep
