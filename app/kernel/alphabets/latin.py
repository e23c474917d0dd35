"""One Cyrillic word into Latin by rule: nearly a function, which is why the lexicon is kept in Cyrillic."""

import re

_LETTERS = dict(zip("абвгджзийклмнопрстуфхқҳэы", "abvgdjziyklmnoprstufxqhei", strict=True)) | {
    "е": "e",
    "ё": "yo",
    "ю": "yu",
    "я": "ya",
    "ў": "oʻ",
    "ғ": "gʻ",
    "ш": "sh",
    "ч": "ch",
    "щ": "shch",
    "ц": "ts",
    "ъ": "ʼ",
    "ь": "",
}
_VOWELS = "аеёиоуўэюяы"

_RULES: tuple[tuple[str, str], ...] = (
    (rf"(?:^|(?<=[{_VOWELS}ъь]))е", "ye"),
    (rf"(?<=[^{_VOWELS}])ъ(?=[еёюя])", ""),  # объект is obyekt, but маъюс is maʼyus
    (r"ьо", "yo"),  # бульон
    (r"ьи", "yi"),  # Ильич
    (r"(?<=с)ҳ", "ʼh"),  # Исҳоқ: without the mark it would read sh
    (rf"(?:^|(?<=[^{_VOWELS}]))ц", "s"),
    (r"(?<=л)я(?=ци[яо]|тор)", "a"),  # трансляция, вентилятор, as the orthographic dictionary has them
    (r".", ""),
)
_GRAPHEME = re.compile("|".join(f"({pattern})" for pattern, _ in _RULES), re.DOTALL)
_PLAIN = len(_RULES)


def by_rule(word: str) -> str:
    """A Cyrillic word in Latin, capitals kept: Шаҳар is Shahar, ШАҲАР is SHAHAR."""
    lower = word.lower()
    pieces: list[str] = []
    for grapheme in _GRAPHEME.finditer(lower):
        rule = grapheme.lastindex or _PLAIN
        letter = _LETTERS.get(grapheme[0], grapheme[0]) if rule == _PLAIN else _RULES[rule - 1][1]
        pieces.append(_capital(letter, word, grapheme.start()))
    return "".join(pieces)


def _capital(letter: str, word: str, at: int) -> str:
    if not word[at].isupper():
        return letter
    neighbour = word[at + 1 : at + 2] or word[at - 1 : at]
    return letter.upper() if neighbour.isupper() else _first_capital(letter)


def _first_capital(letter: str) -> str:
    return letter if letter[:1] == "ʼ" else letter[:1].upper() + letter[1:]
