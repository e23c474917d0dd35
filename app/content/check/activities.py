"""Activities placed in a text by a fenced block: part of the written format that pages cannot show yet."""

import re

from app.content.schema.pieces import Shape, Words
from app.content.source.report import Report

_ACTIVITY = re.compile(r"^ {0,3}(?:`{3,}|~{3,})\s*(?P<kind>quiz|practice)\s")


def check_activities(words: Words, report: Report) -> None:
    """No quiz and no practice inside a lesson's text, for now."""
    for piece in words.pieces:
        if piece.shape is Shape.DOCUMENT:
            for number, line in enumerate(piece.text.split("\n"), piece.line):
                if found := _ACTIVITY.match(line):
                    says = f"A {found['kind']} inside a text cannot be shown yet: name it in the front matter."
                    report.error(words.file, number, "not-yet", says)
