"""One Latin word into Cyrillic by rule: the spelling of 1995 (Cabinet resolution 339) read backwards.

What no rule can know (`sement` is «цемент», `parol` is «пароль») is in the lexicon, not here.
"""

import re

_LETTERS = dict(zip("abdefghijklmnopqrstuvxyz", "абдефгҳижклмнопқрстувхйз", strict=True)) | {
    "oʻ": "ў",
    "gʻ": "ғ",
    "sh": "ш",
    "ch": "ч",
    "yo": "ё",
    "yu": "ю",
    "ya": "я",
    "ye": "е",
    "ʼ": "ъ",
    "ʻ": "",
}

_HARD_PREFIX = "|".join(f"(?<=^{prefix})" for prefix in ("ob", "sub", "pod", "in", "kon", "ad", "raz", "s"))
_NATIVE_SI = "in(?:lar)?(?:mi|chi|ku|ki|da|u)*$|iz(?!m(?!i$|iz|an))|imon|ifat|ira"
"""What follows t+s in ketsin, internetsiz, sutsimon, davlatsifat, yotsirash; but katolitsizm is католицизм."""

_RULES: tuple[tuple[str, str], ...] = (
    (r"(?<=s)ʼ(?=h)", ""),  # a mark between two letters: asʼhob is асҳоб
    (rf"(?:{_HARD_PREFIX})ye", "ъе"),  # obyekt, subyekt, podyezd
    (r"(?<=[bdfgjklmnprstvxz])ye", "ье"),  # premyera, atelye
    (r"(?:^|(?<=[aeiouʼ])|(?<=oʻ))e", "э"),
    # ц after a vowel. Native t+s stays: ketsin, yetsa, quvvatsiz, sanʼatsevar, soatsoz, yotsirash.
    (r"^ts|(?<=[aeiou])ts(?=$|e(?!var)|o$|[bdfgjklmnpqrtvxz])|ts(?=i(?:ya|on|al))", "ц"),
    (rf"(?<=[aeiou])ts(?=i)(?!{_NATIVE_SI})", "ц"),
    # ц after a consonant, where Latin writes s: aksiya, stansiya, potensial, opsiya, porsiya.
    (r"(?<=k)(?<!flek)(?<!plek)(?<!dok)(?<!asfik)(?<!anorek)s(?=i(?:ya|on))", "ц"),
    (r"(?<=n)(?<!jin)(?<!vakan)(?<!pen)(?<!pan)(?<!span)s(?=i(?:ya|on|al))", "ц"),
    (r"(?<=p)(?<!biop)(?<!autop)(?<!lep)(?<!pep)s(?=i(?:ya|on))", "ц"),
    (r"(?:(?<=bsorb)|(?<=por)|(?<=iner)|(?<=ommer))s(?=i(?:ya|on|al))", "ц"),
    (r"(?<=kon)t?s(?=e(?:rt|rn|p|nt|ss))|(?<=prin)t?s(?=ip|ess)", "ц"),  # konsert, konsepsiya, prinsip; not konserva
    (r"(?<=l)(?<!eskal)a(?=tor|tsi(?:ya|on))", "я"),  # kalkulator, inflatsiya
    (r"(?<=l)u(?=tsi(?:ya|on))", "ю"),  # revolutsiya, evolutsion
    (r"sh|ch|oʻ|gʻ|yo(?!ʻ)|y[aue]|[a-zʼʻ]", ""),
)
_GRAPHEME = re.compile("|".join(f"({pattern})" for pattern, _ in _RULES))
_PLAIN = len(_RULES)


def by_rule(word: str, start: int = 0) -> str:
    """A Latin word (apostrophes right) in Cyrillic, or its end from `start`, read with what stands before it.

    Capitals are kept; letters outside the alphabet stay as they are.
    """
    lower = word.lower()
    if len(lower) != len(word):  # a capital whose small letter is two characters is not ours
        return word[start:]
    pieces: list[str] = []
    end = start
    for grapheme in _GRAPHEME.finditer(lower, start):
        rule = grapheme.lastindex or _PLAIN
        letter = _LETTERS.get(grapheme[0], grapheme[0]) if rule == _PLAIN else _RULES[rule - 1][1]
        pieces += word[end : grapheme.start()], _capital(letter, word, grapheme.start(), grapheme.end())
        end = grapheme.end()
    return "".join((*pieces, word[end:]))


def _capital(letter: str, word: str, start: int, end: int) -> str:
    written = word[start:end]
    if written == "ʼ":  # no case of its own: MAʼNO
        written = word[start - 1 : start] + word[end : end + 1] if start else ""
        return letter.upper() if written.isupper() else letter
    if written.isupper():
        return letter.upper()
    return letter[:1].upper() + letter[1:] if written[0].isupper() else letter
