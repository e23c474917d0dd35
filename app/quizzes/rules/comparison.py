"""When two short texts are the same answer: what a hurried thumb types must not cost a point."""

import unicodedata

_APOSTROPHES = str.maketrans(dict.fromkeys("`´‘’ʹʻʼʽˈ′＇", "'"))


def comparable(text: str) -> str:
    """A text after NFC, trim, casefold and one space, with all apostrophes alike and no full stop at the end.

    Two texts are the same answer when their comparable forms are equal.
    """
    folded = unicodedata.normalize("NFC", text).translate(_APOSTROPHES).casefold()
    return " ".join(folded.split()).rstrip(". ")
