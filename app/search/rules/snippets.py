"""The sentence in which a word was found, with the word marked: plain text in pieces, which the page makes safe."""

import re
from collections.abc import Collection, Iterator

from app.search.rules.words import known_key, words_of
from app.search.types import Piece

LONGEST = 200
"""Characters, the dots of what was left out among them."""
_BEFORE = 60
"""How much of a sentence that is too long is shown before the first hit."""
_DOTS = "…"
_ENDS = (".", "!", "?", "…", "»", "”")
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?…][»”\")]*(?=\s)|(?=\n)|\Z)")


def snippet(text: str, keys: Collection[str]) -> tuple[Piece, ...]:
    """The sentence that holds most of these words, and what follows while there is room; else the beginning."""
    sentences = [sentence[0].strip() for sentence in _SENTENCE.finditer(text)]
    sentences = [sentence for sentence in sentences if sentence]
    if not sentences:
        return ()
    place = max(range(len(sentences)), key=lambda one: (_telling(sentences[one], keys), -one))
    shown = _cut(sentences[place], keys)
    if shown != sentences[place]:
        return marked(shown, keys)
    for following in sentences[place + 1 :]:
        if len(shown) + 1 + len(following) > LONGEST or not shown.endswith(_ENDS):
            break
        shown = f"{shown} {following}"
    return marked(shown, keys)


def _telling(sentence: str, keys: Collection[str]) -> int:
    return len({key for word in words_of(sentence) if (key := known_key(word[0])) in keys})


def _cut(sentence: str, keys: Collection[str]) -> str:
    """At most as long as a snippet may be, cut between words, around the first hit."""
    if len(sentence) <= LONGEST:
        return sentence
    first = next((word.start() for word in words_of(sentence) if known_key(word[0]) in keys), 0)
    start = _after_space(sentence, first - _BEFORE) if first > _BEFORE else 0
    room = LONGEST - len(_DOTS) * 2
    end = len(sentence)
    if end - start > room:
        end = _before_space(sentence, start, start + room)
    shown = sentence[start:end].strip()
    return f"{_DOTS if start else ''}{shown}{_DOTS if end < len(sentence) else ''}"


def _after_space(text: str, place: int) -> int:
    found = text.find(" ", place, place + _BEFORE)
    return place if found < 0 else found + 1


def _before_space(text: str, start: int, place: int) -> int:
    found = text.rfind(" ", start, place + 1)
    return place if found <= start else found


def marked(text: str, keys: Collection[str]) -> tuple[Piece, ...]:
    """A whole text in pieces, its hits marked."""
    return tuple(_pieces(text, keys))


def _pieces(text: str, keys: Collection[str]) -> Iterator[Piece]:
    end = 0
    for word in words_of(text):
        if known_key(word[0]) not in keys:
            continue
        if word.start() > end:
            yield Piece(text=text[end : word.start()], is_hit=False)
        yield Piece(text=word[0], is_hit=True)
        end = word.end()
    if end < len(text):
        yield Piece(text=text[end:], is_hit=False)
