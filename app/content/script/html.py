"""A rendered fragment in Cyrillic: its text nodes, and the attributes that are read out."""

import re
from collections.abc import Iterator

from app.kernel.uzbek import Lexicon, to_cyrillic

_TAG = re.compile(
    r"<!--(?s:.*?)(?:-->|\Z)|<(?P<close>/)?(?P<name>[A-Za-z][\w:\-]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>",
)
_SPOKEN = re.compile(
    r"(?P<head>\s(?:alt|title|aria-label|aria-description|placeholder)\s*=\s*)(?P<value>\"[^\"]*\"|'[^']*')",
)
_SILENT = re.compile(r"\stranslate\s*=\s*[\"']?no\b|\sclass\s*=\s*(?:\"[^\"]*|'[^']*)(?<![\w-])notranslate(?![\w-])")
_LANGUAGE = re.compile(r"\slang\s*=\s*[\"']?([A-Za-z-]+)")
_OURS = frozenset({"uz", "uz-latn", "uz-cyrl"})
_CODE = frozenset({"code", "kbd", "samp", "script", "style", "var"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


def html_to_cyrillic(html: str, lexicon: Lexicon | None = None) -> str:
    """The fragment with its words in Cyrillic; tags, addresses, ids and classes stay byte for byte.

    Code, elements of another language, `translate="no"` and the class `notranslate` stay too.
    """
    return "".join(_pieces(html, lexicon))


def _pieces(html: str, lexicon: Lexicon | None) -> Iterator[str]:
    open_tags: list[tuple[str, bool]] = []
    end = 0
    for tag in _TAG.finditer(html):
        is_kept = bool(open_tags) and open_tags[-1][1]
        text = html[end : tag.start()]
        yield text if is_kept else to_cyrillic(text, lexicon)
        if tag["name"]:
            is_kept = _enter(open_tags, tag)
        yield tag[0] if is_kept else _speak(tag[0], lexicon)
        end = tag.end()
    rest = html[end:]
    yield rest if open_tags and open_tags[-1][1] else to_cyrillic(rest, lexicon)


def _enter(open_tags: list[tuple[str, bool]], tag: re.Match[str]) -> bool:
    """Keep account of the open elements; whether the words of this one stay."""
    name, rest = tag["name"].lower(), tag["rest"]
    is_kept = bool(open_tags) and open_tags[-1][1]
    if tag["close"]:
        if any(name == open_name for open_name, _ in open_tags):
            while open_tags.pop()[0] != name:
                pass
        return True
    language = _LANGUAGE.search(rest)
    is_kept = (
        is_kept
        or name in _CODE
        or _SILENT.search(rest) is not None
        or (language is not None and language[1].lower() not in _OURS)
    )
    if name not in _VOID and not rest.endswith("/"):
        open_tags.append((name, is_kept))
    return is_kept


def _speak(tag: str, lexicon: Lexicon | None) -> str:
    return _SPOKEN.sub(lambda spoken: spoken["head"] + to_cyrillic(spoken["value"], lexicon), tag)
