"""Where written links and pictures lead: from paths between files to addresses of the site."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from app.content.source.picture import Picture
from app.content.source.tree import PATHS
from app.kernel.locale import LANGUAGES, Tag
from app.kernel.paths import safe_next

_TAGS = "|".join(sorted((re.escape(str(tag)) for tag in LANGUAGES), key=len, reverse=True))
_FILE = re.compile(rf"^(?P<stem>.+?)(?:\.(?:{_TAGS}))?\.md$")
_OWN_PAGE = re.compile(rf"^/(?P<tag>{_TAGS})/(?P<rest>(?:courses|paths)/.*)$")
_OTHER_SCHEMES = {
    "mailto": re.compile(r"mailto:[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "tel": re.compile(r"tel:\+?[\d-]{3,20}"),
}


class DeadEndError(Exception):
    """An address that leads nowhere good; `code` and the text say why and what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        super().__init__(sentence)


@dataclass(frozen=True, kw_only=True)
class Target:
    """A page of the site. `path` follows the language; `ids` are its anchors by authored language."""

    path: str
    ids: Mapping[Tag, frozenset[str]]


class Addresses:
    """All pages and pictures by the path of the file or folder that they come from (a file without `.<tag>.md`)."""

    def __init__(self, targets: Mapping[str, Target], pictures: Mapping[str, Picture]) -> None:
        self._targets = targets
        self._pictures = pictures
        self._paths = {target.path for target in targets.values()}

    def link(self, href: str, *, file: str, tag: Tag) -> str:
        """The address of a written link. DeadEndError when it leads nowhere, or where no link may."""
        if href.startswith("#") and len(href) > 1:
            return self._anchor(self._targets.get(_stem(file)), href[1:], tag, href)
        parts = _split(href)
        if parts.scheme or parts.netloc or not href or "\\" in href:
            return _outside(href)
        if href.startswith("/"):
            return self._own_page(href, tag)
        target = self._targets.get(_stem(_from(file, unquote(parts.path))))
        if target is None:
            raise DeadEndError("dead-link", f"`{href}` leads to nothing: check the path.")
        address = f"/{tag}/{target.path}"
        return address + self._anchor(target, parts.fragment, tag, href) if parts.fragment else address

    def picture(self, src: str, *, file: str, tag: Tag) -> Picture:
        """The picture of a written address, in the page's own language where there is one. DeadEndError."""
        parts = _split(src)
        if parts.scheme or parts.netloc or parts.query or src.startswith("/") or "\\" in src:
            raise DeadEndError("bad-image", f"`{src[:60]}` is no picture of this course: put the file into `images/`.")
        path = _from(file, unquote(parts.path))
        stem, _, suffix = path.rpartition(".")
        found = self._pictures.get(f"{stem}.{tag}.{suffix}") or self._pictures.get(path)
        if found is None or not _is_same_course(file, found.file):
            raise DeadEndError("missing-image", f"There is no picture `{src[:60]}`: check the path.")
        return found

    def _anchor(self, target: Target | None, id_: str, tag: Tag, href: str) -> str:
        authored = LANGUAGES[tag].derived_from or tag
        if target is None or id_ not in (target.ids.get(tag) or target.ids.get(authored) or ()):
            raise DeadEndError("dead-anchor", f"`{href}` leads to no heading: give the heading {{#{id_}}}.")
        return f"#{id_}"

    def _own_page(self, href: str, tag: Tag) -> str:
        found = _OWN_PAGE.match(href.split("#", 1)[0])
        is_lost = found and found["rest"] not in {*self._paths, "courses/"}
        if is_lost or safe_next(href) is None:
            raise DeadEndError("dead-link", f"`{href}` leads to nothing: link to the file, such as ../02-name/.")
        return _OWN_PAGE.sub(rf"/{tag}/\g<rest>", href) if found else href


def _outside(href: str) -> str:
    parts = _split(href)
    pattern = _OTHER_SCHEMES.get(parts.scheme)
    is_web = parts.scheme == "https" and parts.hostname and "@" not in parts.netloc and "\\" not in href
    if (pattern and pattern.fullmatch(href)) or (is_web and href.isprintable() and " " not in href):
        return href
    says = f"`{href[:60]}` is no address for a link: begin it with https://, mailto: or tel:, or name a file."
    raise DeadEndError("bad-link", says)


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        raise DeadEndError("bad-link", f"`{address[:60]}` is no address: write it again.") from None


def _from(file: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), path))


def _stem(path: str) -> str:
    found = _FILE.match(path)
    return found["stem"] if found else path


def _is_same_course(file: str, other: str) -> bool:
    """Both lie in `courses/<key>` or `quizzes/<key>` of one course, or in one path."""
    return _home(file) == _home(other)


def _home(file: str) -> list[str]:
    parts = file.split("/")
    return parts[1:3] if parts[:2] == ["courses", PATHS] else parts[1:2]
