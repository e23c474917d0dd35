"""When two short texts are the same answer: what a hurried thumb types must not cost a point."""

from app.kernel.uzbek import fold


def is_same_answer(typed: str, accepted: str) -> bool:
    """Whether a typed text says what an accepted one says, in either alphabet.

    Compared by the key of `kernel.uzbek.fold` (NFC, one space, small letters, no apostrophes, Cyrillic as Latin),
    without a full stop at the end. Russian ё may be typed as е, as it is in print.
    """
    return bool(_spellings(typed) & _spellings(accepted))


def _spellings(text: str) -> set[str]:
    return {fold(form).rstrip(". ") for form in (text, text.casefold().replace("ё", "е"))}
