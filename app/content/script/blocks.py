"""Which lines of a Markdown body are text, and which are code, comments or empty."""

import re
from collections.abc import Iterator

_FENCE = re.compile(r"[ \t]*(?:>[ \t]*)*(?:(?:[-*+]|\d+[.)])[ \t]+)?(?P<fence>`{3,}|~{3,})[^`\n]*$")
_CLOSING = re.compile(r"[ \t>]*(?P<fence>`{3,}|~{3,})\s*$")
_CONTAINER = re.compile(r"[ \t]*(?:(?:[-*+]|\d+[.)]|:)[ \t]|!!!|\?\?\?|===|\[\^[^\]\n]+\]:)")
_STEP = 4
"""Spaces that set a line in, as Python-Markdown counts."""


def text_lines(body: str) -> Iterator[tuple[str, bool]]:
    """Each line with its ending, and whether it is text."""
    fence, in_comment = "", False
    indents = _Indents()
    for line in body.splitlines(keepends=True):
        if fence:
            fence = "" if _closes(line, fence) else fence
            yield line, False
        elif in_comment:
            in_comment = "-->" not in line
            yield line, False
        elif opening := _FENCE.match(line):
            fence = opening["fence"]
            indents.pass_over()
            yield line, False
        elif _opens_comment(line):
            in_comment = True
            yield line, False
        else:
            yield line, indents.is_text(line)


def _closes(line: str, fence: str) -> bool:
    closing = _CLOSING.match(line)
    return closing is not None and closing["fence"].startswith(fence)


def _opens_comment(line: str) -> bool:
    return line.rfind("<!--") > line.rfind("-->")


class _Indents:
    """Tells code set in by four spaces from text that is set in because it belongs to a list or a note."""

    def __init__(self) -> None:
        self._containers: list[int] = []
        self._may_begin_code = True

    def pass_over(self) -> None:
        """A fenced block went by."""
        self._may_begin_code = False

    def is_text(self, line: str) -> bool:
        if not line.strip():
            self._may_begin_code = True
            return False
        expanded = line.expandtabs(_STEP)
        indent = len(expanded) - len(expanded.lstrip(" "))
        is_container = _CONTAINER.match(line) is not None
        if self._may_begin_code or is_container:
            self._leave(indent)
        if self._may_begin_code and indent >= self._code_indent():
            return False
        self._may_begin_code = False
        if is_container:
            self._containers.append(indent)
        return True

    def _leave(self, indent: int) -> None:
        while self._containers and indent <= self._containers[-1]:
            self._containers.pop()

    def _code_indent(self) -> int:
        return self._containers[-1] + 2 * _STEP if self._containers else _STEP
