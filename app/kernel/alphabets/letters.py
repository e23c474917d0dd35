"""The letters of both alphabets, the signs that people type for apostrophes, and what counts as one word."""

import re

APOSTROPHES = "'`´ʹʻʼʽ‘’‛′＇"
"""All that is typed in life where ʻ or ʼ belongs: keyboards, word processors and telephones differ."""

TURNED_COMMA = "ʻ"
"""U+02BB, the sign of oʻ and gʻ."""
TUTUQ = "ʼ"
"""U+02BC, the tutuq belgisi."""

LATIN = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
CYRILLIC = "Ѐ-ԯ"

NEW_LETTERS = {"ö": "oʻ", "ŏ": "oʻ", "ğ": "gʻ", "ş": "sh", "ç": "ch"}
"""Letters of the alphabet reform, which some already type, and what the alphabet of 1995 writes."""

_ANY = f"[{APOSTROPHES}]"
_SURELY_TURNED = f"[{TURNED_COMMA}ʽ‘‛`]"
"""Signs that after o or g are never a closing quotation mark."""

LATIN_WORD = (
    rf"(?<![{CYRILLIC}])[{LATIN}](?:[{LATIN}]|(?:ʻʼ|‘’|{_ANY})(?=[{LATIN}]))*"
    rf"(?:(?<=[OoGg]){_SURELY_TURNED}|(?<=[AEIOUaeiou][Gg]){_ANY}|{TUTUQ})?(?![{CYRILLIC}])"
)
"""A word with its apostrophes. A sign at the end is taken for a letter where it can hardly close a quotation."""

CYRILLIC_WORD = rf"[{CYRILLIC}]+"

_SIGN = re.compile(rf"(?<=([OoGg])){_ANY}|{_ANY}")
_NEW = re.compile(f"[{''.join(NEW_LETTERS)}]", re.IGNORECASE)


def spell_signs(word: str) -> str:
    """A Latin word with the right signs: ʻ after o and g, ʼ elsewhere."""
    return _SIGN.sub(lambda sign: TURNED_COMMA if sign[1] else TUTUQ, word)


def spell(word: str) -> str:
    """A Latin word in the alphabet of 1995 with the right signs."""
    return _NEW.sub(_old_letter, spell_signs(word))


def _old_letter(letter: re.Match[str]) -> str:
    old = NEW_LETTERS[letter[0].lower()]
    return old if letter[0].islower() else old.capitalize()


def cased_like(word: str, pattern: str) -> str:
    """A lower-case word in the case of another: all capitals (two letters at least), a first capital, or as it is."""
    letters = [letter for letter in pattern if letter.isalpha() and letter not in (TURNED_COMMA, TUTUQ)]
    if len(letters) > 1 and all(letter.isupper() for letter in letters):
        return word.upper()
    return word[:1].upper() + word[1:] if pattern[:1].isupper() else word
