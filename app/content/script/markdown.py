"""A Markdown file from one alphabet of Uzbek into the other.

Line structure, link targets, code, ids, attributes, comments and the keys and machine values of the front matter stay
byte for byte. The rules for a single word are the kernel's; here is which parts of a file are words.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial

from app.content.script.blocks import text_lines
from app.content.script.front import convert_front
from app.kernel.uzbek import Lexicon, to_cyrillic, to_latin

Words = Callable[[str], str]
"""Turns running text from one alphabet into the other."""

_FRONT = re.compile(r"---[ \t]*\r?\n(?P<yaml>.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_DEFINITION = r"^ {0,3}\[(?!\^)(?P<label>[^\[\]\n]+)\]:[ \t]*(?:<[^<>\n]*>|\S+)"
_LABEL = re.compile(_DEFINITION, re.MULTILINE)

_OPAQUE = (
    r"\\[^\w\s]",
    r"(?<![`\\A-Za-z])(?P<ticks>`++)(?s:.+?)(?<!`)(?P=ticks)(?!`)",  # after a letter a backtick is an apostrophe: so`z
    r"<(?P<tag>code|kbd|samp|pre|script|style)\b[^<>]*>(?s:.{0,1000}?)</(?P=tag)\s*>",
    r"<!--(?s:.*?)(?:-->|\Z)|<[A-Za-z/](?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*+>",
    r"\]\((?:[^()\"'\n]|\([^()\n]*\))*+",  # a link's target, up to its title
    r"\]\[[^\[\]\n]*\]",
    r"\[\^[^\[\]\n]+\]",
    r"^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+\[(?:[xX ]|[TF]|-?\d{1,3}%)\]",  # the marks of a quiz and of a task list
    r"^[ \t>]*\[(?:essay|TOC)\]",
    r"^[ \t>]*(?:!!!|\?\?\?\+?)[^\"\n]*",  # an admonition, up to its title
    r"\{[^{}\n]*\}",
    _DEFINITION,
)


def convert_stream(text: str, *, reverse: bool = False, lexicon: Lexicon | None = None) -> str:
    """A Markdown text in Cyrillic letters or, in reverse, in Latin; the house's own words when no lexicon is given."""
    return (markdown_to_latin if reverse else markdown_to_cyrillic)(text, lexicon)


def markdown_to_cyrillic(source: str, lexicon: Lexicon | None = None) -> str:
    """A Markdown file, with its front matter, in Cyrillic letters."""
    return _convert(source, partial(to_cyrillic, lexicon=lexicon))


def markdown_to_latin(source: str, lexicon: Lexicon | None = None) -> str:
    """A Markdown file, with its front matter, in Latin letters."""
    return _convert(source, partial(to_latin, lexicon=lexicon))


def _convert(source: str, words: Words) -> str:
    front = _FRONT.match(source)
    if front is None:
        return "".join(_body(source, words))
    opening, closing = source[: front.start("yaml")], source[front.end("yaml") : front.end()]
    return "".join((opening, convert_front(front["yaml"], words), closing, *_body(source[front.end() :], words)))


def _body(text: str, words: Words) -> Iterator[str]:
    """Paragraphs converted whole, since a link or a code span may run over their lines; all else as it is."""
    opaque = _opaque_in(text)
    paragraph: list[str] = []
    for line, is_text in text_lines(text):
        if is_text:
            paragraph.append(line)
        else:
            yield _paragraph("".join(paragraph), opaque, words)
            yield line
            paragraph.clear()
    yield _paragraph("".join(paragraph), opaque, words)


def _opaque_in(text: str) -> re.Pattern[str]:
    """What stays inside a paragraph. A short reference `[label]` is an id as well as a text, and stays too."""
    labels = sorted({match["label"] for match in _LABEL.finditer(text)}, key=len, reverse=True)
    short = "|".join(map(re.escape, labels)) or "(?!)"
    return re.compile("|".join((*_OPAQUE, rf"\[(?i:{short})\](?:\[\])?(?![\[(:])")), re.MULTILINE)


def _paragraph(text: str, opaque: re.Pattern[str], words: Words) -> str:
    pieces: list[str] = []
    end = 0
    for match in opaque.finditer(text):
        pieces += words(text[end : match.start()]), match[0]
        end = match.end()
    return "".join((*pieces, words(text[end:])))
