"""Which picture and which short name stand for somebody in a group."""

from collections import Counter
from collections.abc import Iterable, Sequence

WOMEN = frozenset(
    {"elder-headscarf", "woman-long-hair", "girl-plaits", "woman-glasses", "elder-bun", "woman-headscarf"}
)
"""Faces of women and girls; all others are of men and boys."""
_OF_WOMEN = ("ova", "eva", "qizi", "ова", "ева", "ёва", "қизи", "ская")
_OF_MEN = ("ov", "ev", "oʻgʻli", "ов", "ев", "ёв", "ўғли", "ский")
_TWO_LETTERS = ("sh", "ch", "oʻ", "gʻ")
SHOWN_LETTERS = 30


def choose_face(name: str, taken: Iterable[str], faces: Sequence[str]) -> str:
    """A face that nobody in the group has, one that suits the name if there is; then one that the fewest have."""
    held = Counter(taken)
    is_woman = _is_womans(name)

    def suits(face: str) -> bool:
        return is_woman is None or (face in WOMEN) is is_woman

    return min(faces, key=lambda face: (held[face] > 0, not suits(face), held[face]))


def _is_womans(name: str) -> bool | None:
    words = name.casefold().split()
    if any(word.endswith(_OF_WOMEN) for word in words):
        return True
    return False if any(word.endswith(_OF_MEN) for word in words) else None


def short_name(name: str) -> str:
    """«Aziza R.» for «Aziza Rahimova»: enough to find oneself in a class, little for whoever passes by."""
    first, *others = name.split() or [""]
    if not others:
        return first[:SHOWN_LETTERS]
    last = others[0]
    letters = 2 if last.casefold().startswith(_TWO_LETTERS) else 1
    initial = f"{last[:letters]}."
    return f"{first[: SHOWN_LETTERS - len(initial) - 1]} {initial}"
