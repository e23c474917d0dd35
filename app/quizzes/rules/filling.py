"""The stem of a cloze question around its gaps: cut where a field stands, or with texts in place of the gaps."""

import re
from collections.abc import Mapping

_GAP = re.compile(r'<span class="gap">\((?P<key>[0-9]+)\)</span>')


def pieces(stem_html: str) -> list[tuple[str, str]]:
    """The stem as pieces of HTML, each with the key of the gap after it; none after the last."""
    parts = _GAP.split(stem_html)
    return list(zip(parts[::2], [*parts[1::2], ""], strict=True))


def filled(stem_html: str, texts_html: Mapping[str, str]) -> str:
    """The stem with texts in its gaps; three dots for a gap that has none."""
    return _GAP.sub(lambda gap: f"<strong>{texts_html.get(gap['key']) or '…'}</strong>", stem_html)
