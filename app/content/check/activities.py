"""Activities placed in a text by a fenced block: a practice becomes a card, a quiz cannot be shown there yet."""

import re

from app.content.schema.lesson import ACTIVITY
from app.content.schema.pieces import Shape, Words
from app.content.source.report import Report

_ANY = re.compile(r"^ {0,3}(?:`{3,}|~{3,})\s*(?P<kind>quiz|practice)\b")


def check_activities(words: Words, report: Report) -> None:
    """A practice is placed by an empty block that names it, and nothing else is placed."""
    for piece in words.pieces:
        if piece.shape is Shape.DOCUMENT:
            for number, line in enumerate(piece.text.split("\n"), piece.line):
                found = _ANY.match(line)
                if found and found["kind"] == "quiz":
                    says = "A quiz inside a text cannot be shown yet: name it in the front matter."
                    report.error(words.file, number, "not-yet", says)
                elif found:
                    says = f"Name the practice and leave the block empty: {ACTIVITY} key, and ``` on the next line."
                    report.error(words.file, number, "activity-shape", says)
