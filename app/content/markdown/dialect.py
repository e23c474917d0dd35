"""The dialect of courses: Python-Markdown with a chosen set of extensions, and no raw HTML.

Tabs come out as titled boxes one under another: nothing is hidden, so nothing needs a script, a style or a guess.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.admonition import AdmonitionExtension, AdmonitionProcessor
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.preprocessors import Preprocessor
from pymdownx.details import DetailsExtension

from app.content.markdown.facts import FactsExtension, FactsProcessor
from app.content.schema.activities import find_activities

BACKLINKS = {
    "uz": "Matnga qaytish, {}-izoh",
    "ru": "Вернуться к тексту, сноска {}",
    "kaa": "Tekstke qaytıw, {}",
    "en": "Back to the text, note {}",
}
"""What the arrow after a footnote says, by language."""

_BLOCKS = ("indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote", "reference", "tab")
"""Everything but paragraphs."""
_MARKS = r"\{:?[ ]*([#.][A-Za-z][^{}\n]*)\}"


class Tabs(AdmonitionProcessor):
    """`=== "Telefon"` with set-in text."""

    CLASSNAME = "tab"
    CLASSNAME_TITLE = "admonition-title"
    RE = re.compile(r'(?:^|\n)=== ?"(.*?)" *(?:\n|$)')

    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str | None]:
        """A tab looks like a note and is told from one by its class."""
        return "admonition", match.group(1)


class Marks(AttrListTreeprocessor):
    """`{#id .class}` and nothing else in braces, so that `{{7*7}}` and `{% x %}` are shown as they are written."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        patterns = {"HEADER_RE": rf"[ ]+{_MARKS}[ ]*$", "BLOCK_RE": rf"\n[ ]*{_MARKS}[ ]*$", "INLINE_RE": rf"^{_MARKS}"}
        vars(self).update({name: re.compile(pattern) for name, pattern in patterns.items()})


class Dialect(Extension):
    """What Python-Markdown does by itself and we do not want, taken away; our marks and tabs added."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Change the parser."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("automail")
        md.treeprocessors.register(Marks(md), "attr_list", 8)
        md.parser.blockprocessors.register(Tabs(md.parser), "tab", 106)


class Activities(Preprocessor):
    """An empty fenced block that names a film or a quiz becomes a box that keeps its place."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines with their activities stashed; code around something that looks like one is left alone."""
        facts = self.md.treeprocessors[FactsExtension.NAME]
        if not isinstance(facts, FactsProcessor):
            raise TypeError(facts)
        found = [each for each in find_activities("\n".join(lines)) if each.is_well_formed]
        boxes = [self.md.htmlStash.store(facts.add_place(each.kind, each.key)) for each in found]
        for activity, box in reversed(list(zip(found, boxes, strict=True))):
            lines[activity.line : activity.end + 1] = ["", box, ""]
        return lines


class ActivitiesExtension(Extension):
    """Registers the preprocessor before that of fenced code."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Fenced code comes at 25."""
        md.preprocessors.register(Activities(md), "activities", 26)


class OneLine(Extension):
    """No blocks at all: a number, a hyphen or a # at the beginning of an option is text."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Keep paragraphs only."""
        for name in _BLOCKS:
            md.parser.blockprocessors.deregister(name)


def document_parser(language: str) -> Markdown:
    """For bodies: headings, tables, footnotes, boxes, all of it."""
    backlink = BACKLINKS.get(language, "↩ {}")
    return _parser(
        TableExtension(),
        FootnoteExtension(BACKLINK_TITLE=backlink, BACKLINK_TEXT="↩"),
        DefListExtension(),
        AdmonitionExtension(),
        DetailsExtension(),
        AbbrExtension(),
        SaneListExtension(),
        FencedCodeExtension(),
        ActivitiesExtension(),
    )


def block_parser() -> Markdown:
    """For stems and explanations: no footnotes, whose ids would clash on a page of many questions."""
    return _parser(TableExtension(), AbbrExtension(), SaneListExtension(), FencedCodeExtension())


def inline_parser() -> Markdown:
    """For options, hints, objectives: emphasis, code, links, pictures."""
    return _parser(OneLine())


def _parser(*extensions: Extension) -> Markdown:
    return Markdown(extensions=[Dialect(), *extensions, FactsExtension()], output_format="html", tab_length=4)


def without_paragraph(html: str) -> str:
    """An inline text without the one paragraph that Python-Markdown puts around it."""
    inside = html.removeprefix("<p>").removesuffix("</p>")
    return inside if "<p>" not in inside and inside != html else html
