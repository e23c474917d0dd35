"""The child's work: pieces of Markdown in, safe HTML with its facts out, all as JSON."""

import json
import re
from functools import cache
from typing import Any

from markdown import Markdown

from app.content.markdown import cleaning
from app.content.markdown.dialect import block_parser, document_parser, inline_parser, without_paragraph
from app.content.markdown.facts import Facts, FactsExtension, FactsProcessor, mark_of
from app.kernel import sandbox

_BARE = re.compile(r"[^\W_](?:[^\W_]|[ .,:;!?()«»ʻʼ—–-])*(?<! )")
"""One line of letters and signs that mean nothing in Markdown: most options and hints. It is its own HTML."""


@cache
def _parser(shape: str, language: str) -> Markdown:
    match shape:
        case "document":
            return document_parser(language)
        case "block":
            return block_parser()
        case _:
            return inline_parser()


def render(text: str, shape: str, language: str) -> dict[str, Any]:
    """One piece: `html` with marks in place of addresses, the `mark`, and the facts."""
    if shape == "inline" and _BARE.fullmatch(text):
        return {"html": text, "mark": mark_of(text), **Facts().plain()}
    parser = _parser(shape, language)
    parser.reset()
    facts = parser.treeprocessors[FactsExtension.NAME]
    if not isinstance(facts, FactsProcessor):
        raise TypeError(facts)
    facts.begin(mark_of(text))
    html = parser.convert(text)
    tags = {"document": cleaning.DOCUMENT, "block": cleaning.BLOCK}.get(shape, frozenset[str]())
    if shape == "inline":
        html = without_paragraph(html)
    safe = cleaning.clean(html, tags=tags, mark=facts.mark)
    return {"html": safe, "mark": facts.mark, **facts.facts.plain()}


def answer(request: bytes) -> bytes:
    """Render the pieces of one file. A parser that gave up half-way is not used again: it remembers where it was."""
    asked = json.loads(request)
    try:
        rendered = [render(text, shape, asked["language"]) for text, shape in asked["pieces"]]
    except Exception:
        _parser.cache_clear()
        raise
    return json.dumps(rendered, ensure_ascii=False).encode()


if __name__ == "__main__":
    sandbox.serve(answer)
