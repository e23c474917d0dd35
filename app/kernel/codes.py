"""The code printed on a certificate, as 80 bits and as symbols that a person can read aloud and type with thumbs.

Sixteen symbols and one check symbol of Crockford's base 32 (https://www.crockford.com/base32.html: no I, L, O, U),
in groups of four: `7K3M-9QPT-X2VB-R8DN-C`. Crockford's own check symbol needs five more signs (`*~$=U`) that phones
hide, so ours is a weighted sum over the field of 32 elements (as in H. P. Gumm, "A new class of check-digit methods
for arbitrary number systems", IEEE Trans. Inf. Theory 31, 1985): with a different weight at every place it
catches every wrong symbol and every exchange of two symbols, neighbours or not, and every doubled pair typed wrong.
"""

import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS = 80
SYMBOLS = BITS // 5
GROUP = 4
_LONGEST_TYPED = 300
_MEANT = str.maketrans(
    {
        **dict.fromkeys("OО", "0"),
        **dict.fromkeys("ILІ|", "1"),
        **dict(zip("АВСЕНЈКМРЅТУХЗ", "ABCEHJKMPSTYX3", strict=True)),
    }
)
_SILENT = {"Cf", "Pc", "Pd", "Po", "Zl", "Zp", "Zs"}
_FIELD = 0b100101
"""x⁵ + x² + 1, irreducible over GF(2); 2 generates the field, so its first 31 powers differ."""


def code_of(number: int) -> str:
    """The code that carries these 80 bits; ValueError when they are more or negative."""
    if not 0 <= number < 1 << BITS:
        raise ValueError("a code carries 80 bits")
    symbols = "".join(ALPHABET[number >> shift & 31] for shift in range(BITS - 5, -1, -5))
    return grouped(symbols + check_of(symbols))


def number_of(code: str) -> int:
    """The 80 bits of a code exactly as `code_of` writes it; ValueError for any other text."""
    number = 0
    for symbol in code.replace("-", "")[:SYMBOLS]:
        number = number << 5 | ALPHABET.index(symbol)
    if code_of(number) != code:
        raise ValueError("not a certificate's code")
    return number


def grouped(symbols: str) -> str:
    """The symbols in groups of four."""
    return "-".join(symbols[start : start + GROUP] for start in range(0, len(symbols), GROUP))


def check_of(symbols: str) -> str:
    """The symbol that makes the sum of symbol times 2^place zero over the field; the check itself has place 0."""
    total = 0
    for symbol in symbols:
        total = _double(total ^ ALPHABET.index(symbol))
    return ALPHABET[total]


def _double(element: int) -> int:
    doubled = element << 1
    return doubled ^ _FIELD if doubled > len(ALPHABET) - 1 else doubled


def read_symbols(typed: str, count: int) -> str | None:
    """The symbols that a person means by a code of so many with its check; None when they cannot be such a code.

    Forgives lower case, spaces and any dashes, O for 0, I and L for 1, Cyrillic look-alikes, and a whole address
    pasted in place of the code.
    """
    if len(typed) > _LONGEST_TYPED:
        return None
    last = typed.strip().partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2].removesuffix(".pdf")
    plain = unicodedata.normalize("NFKC", last).upper().translate(_MEANT)
    symbols = "".join(char for char in plain if unicodedata.category(char) not in _SILENT)
    if len(symbols) != count or not set(symbols) <= set(ALPHABET):
        return None
    return symbols if check_of(symbols[:-1]) == symbols[-1] else None
