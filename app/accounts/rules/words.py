"""The six words of a resume code: from bits to words, and from what people type back to words."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz.distance import OSA

from app.kernel.locale import RU, UZ_CYRL, Tag
from app.kernel.uzbek import APOSTROPHES, fold, to_cyrillic

COUNT = 6
_BITS = 10
_LONGEST_TYPED = 400
_SAME_ON_A_RUSSIAN_KEYBOARD = str.maketrans("ўқғҳ", "укгх")
_NO_SIGNS = str.maketrans("", "", f"{APOSTROPHES}\u00ad")
_RUN = re.compile(r"[^\W\d_]+")


@cache
def resume_words() -> tuple[str, ...]:
    """The written list, in its order: 1024 words in small Latin letters."""
    lines = (Path(__file__).parents[1] / "data" / "resume-words.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith("#"))


def words_from(digest: bytes) -> tuple[str, ...]:
    """The first sixty bits of a digest as six words."""
    number = int.from_bytes(digest[:8]) >> (64 - COUNT * _BITS)
    places = (number >> (_BITS * place) & ((1 << _BITS) - 1) for place in reversed(range(COUNT)))
    return tuple(resume_words()[place] for place in places)


def spell_words(words: Sequence[str], tag: Tag) -> tuple[str, ...]:
    """The words as a reader of this language knows them: Russian readers read Uzbek in Cyrillic letters."""
    return tuple(to_cyrillic(word) for word in words) if tag in {UZ_CYRL, RU} else tuple(words)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What somebody typed, as words of the list."""

    words: tuple[str, ...]
    """One for each typed word; empty for one that is not near a single word of the list."""
    typed: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Six words, all of them known."""
        return len(self.words) == COUNT and all(self.words)

    @property
    def unknown(self) -> tuple[tuple[int, str], ...]:
        """The words that are not in the list, with their places from 1."""
        return tuple(
            (place, typed)
            for place, (word, typed) in enumerate(zip(self.words, self.typed, strict=True), 1)
            if not word
        )


def read_words(text: str) -> Reading:
    """What was typed in either alphabet, any case, with any signs and numbers between the words."""
    line = unicodedata.normalize("NFKC", text[:_LONGEST_TYPED]).casefold().translate(_NO_SIGNS)
    typed = tuple(_RUN.findall(line))
    return Reading(words=tuple(_mend(word) for word in typed), typed=typed)


def _mend(typed: str) -> str:
    """The word of the list that is meant; empty when none is near, or more than one."""
    latin = fold(typed)
    if latin in _sounds():
        return latin
    sound = _sound(latin)
    same = [word for word, own in _sounds().items() if own == sound]
    near = same or [word for word, own in _sounds().items() if _is_near(latin, word) or _is_near(sound, own)]
    return near[0] if len(near) == 1 else ""


@cache
def _sounds() -> dict[str, str]:
    return {word: _sound(word) for word in resume_words()}


def _sound(latin: str) -> str:
    """A word in the letters of a Russian keyboard: what q and k, h and x have in common there."""
    return to_cyrillic(latin).translate(_SAME_ON_A_RUSSIAN_KEYBOARD)


def _is_near(one: str, other: str) -> bool:
    """One letter wrong, missing or too many, or two letters that changed places."""
    return OSA.distance(one, other, score_cutoff=1) <= 1
