"""What a rendered text points at: its headings, links, pictures and activities, noted while it is still a tree.

Addresses leave the tree here. In their place stand marks that only we can have made; whoever turns them into
addresses decides every link and picture of the page, and nothing else in the HTML can be one.
"""

import hashlib
import html
from dataclasses import dataclass, field
from typing import Any, ClassVar
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
FOOTNOTE = ("footnote-ref", "footnote-backref")
LAST = -10
"""After everything else, also after escaped characters are themselves again."""


@dataclass(kw_only=True)
class Facts:
    """Lists in the order of the text; plain, since they travel as JSON."""

    headings: list[dict[str, Any]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    images: list[dict[str, Any]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    places: list[dict[str, str]] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {"headings": self.headings, "links": self.links, "images": self.images, "ids": self.ids} | {
            "places": self.places
        }


def mark_of(text: str) -> str:
    """A word that cannot stand in `text`, since it is made from it."""
    return "mark" + hashlib.sha256(text.encode()).hexdigest()[:24]


class FactsProcessor(Treeprocessor):
    """Notes the facts, and puts marks where addresses were."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.facts = Facts()
        self.mark = ""

    def begin(self, mark: str) -> None:
        """Another text comes, with another mark."""
        self.facts, self.mark = Facts(), mark

    def add_place(self, kind: str, key: str) -> str:
        """An activity stands in the text here: the box that keeps its place."""
        self.facts.places.append({"kind": kind, "key": key})
        return f'<div class="{self.mark}p{len(self.facts.places) - 1}"></div>'

    def run(self, root: Element) -> None:
        """Walk the tree in the order of the text."""
        for element in root.iter():
            if element.tag in HEADINGS:
                self._heading(element)
            elif element.tag == "a" and element.get("class") not in FOOTNOTE:
                self._link(element)
            elif element.tag == "img":
                self._image(element)
            if element.tag in (*HEADINGS, "dt") and element.get("id"):
                self.facts.ids.append(str(element.get("id")))

    def _heading(self, element: Element) -> None:
        title = " ".join(self._with_entities("".join(element.itertext())).split())
        self.facts.headings.append({"level": int(element.tag[1]), "id": element.get("id") or "", "title": title})

    def _with_entities(self, text: str) -> str:
        """`&amp;` and its like wait in a stash while the tree is worked on."""
        stash = self.md.htmlStash.rawHtmlBlocks
        return HTML_PLACEHOLDER_RE.sub(lambda match: html.unescape(str(stash[int(match[1])])), text)

    def _link(self, element: Element) -> None:
        self.facts.links.append(element.get("href", ""))
        element.attrib = {"href": f"{self.mark}a{len(self.facts.links) - 1}"}

    def _image(self, element: Element) -> None:
        is_decorative = "decorative" in element.get("class", "").split()
        alt = "" if is_decorative else " ".join(element.get("alt", "").split())
        self.facts.images.append({"src": element.get("src", ""), "alt": alt, "is_decorative": is_decorative})
        element.attrib = {"src": f"{self.mark}i{len(self.facts.images) - 1}", "alt": alt}


class FactsExtension(Extension):
    """Registers the processor as `facts`."""

    NAME: ClassVar[str] = "facts"

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Last of the tree processors."""
        md.treeprocessors.register(FactsProcessor(md), self.NAME, LAST)
