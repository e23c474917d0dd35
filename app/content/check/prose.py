"""Reads the words themselves: two scripts in one word, wrong apostrophes, sentences too long to follow, raw HTML."""

import re
from collections.abc import Iterator

from app.content.render.readings import Reading
from app.content.schema.pieces import Piece, Shape, Words
from app.content.source.report import Report
from app.kernel.locale import UZ, UZ_CYRL
from app.kernel.uzbek import APOSTROPHES, doubtful_ts, leftover_apostrophes, mixed_script_words

LONGEST_SENTENCE = 22
"""Words. A reader of 55 who reads slowly loses the beginning of a longer one."""

_FENCE = re.compile(r"^ {0,8}(`{3,}|~{3,})")
_UNREAD = re.compile(
    r"(?P<code>(`+)(?!`).+?(?<!`)\2(?!`))"
    r"|(?P<auto><(?:https?|mailto|tel):[^>\s]*>)"
    r"|\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"
    r"|\{[^{}\n]*\}|\[\^[^\]\n]+\]:?"
    r"|https?://\S+"
)
_HTML = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>\n]*)?/?>|<!--")
_NEW_BLOCK = re.compile(r"^\s*(?:[-*+]\s|\d+[.)]\s|>|#|\||:\s|!!!|\?\?\?|===|\*\[)")
_HEAD = re.compile(r"^\s*(?:(?:[-*+]|\d+[.)]|[>#|:]+|!!!\s*\w*|\?\?\?\+?\s*\w*|===)\s*)+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"»”)*_]*\s+|\|")
_WORD = re.compile(r"[^\W_][\w'ʻʼ’.-]*")
_MAY_BE_WRONG = re.compile(rf"(?![ʻʼ])[{APOSTROPHES}]|(?<![OoGg])ʻ|(?<=[OoGg])ʼ|(?<=[Ѐ-ӿ])[ʻʼ]")
_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_TAGS = re.compile(r"<(code|kbd|samp)\b[^>]*>.*?</\1>|<[^>]*>", re.DOTALL)

_Found = tuple[int, str, str, bool]
"""Line, code, sentence, and whether it is an error."""


def check_prose(words: Words, report: Report) -> None:
    """The texts of one file, line by line."""
    for line, code, sentence, is_error in _faults(words):
        (report.error if is_error else report.warn)(words.file, line, code, sentence)


def check_derived(reading: Reading, report: Report) -> None:
    """What the machine made of a text; a word that it could not spell is shown where it was written."""
    texts = {**reading.plain, **{name: rendered.html for name, rendered in reading.rendered.items()}}
    lines = {piece.name: piece.line for piece in reading.words.pieces}
    for name, word in _unspelled(texts):
        says = f"By machine this becomes `{word}`: put the word into courses/script.yml."
        report.warn(reading.words.file, lines[name], "derived-word", says)


def _unspelled(texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, text in texts.items():
        bare = _TAGS.sub(" ", text)
        for word in mixed_script_words(bare) if _has_two_scripts(bare) else ():
            yield name, word
        for word in doubtful_ts(bare) if "тси" in bare.lower() else ():
            yield name, word


def _faults(words: Words) -> Iterator[_Found]:
    for piece in words.pieces:
        lines = list(_read_lines(piece))
        for number, text, raw in lines:
            yield from _line_faults(words, number, text)
            if piece.shape is not Shape.PLAIN and _HTML.search(raw):
                says = "HTML is shown to readers as it stands: write this in Markdown."
                yield number, "raw-html", says, False
        yield from _long_sentences(lines)


def _line_faults(words: Words, number: int, text: str) -> Iterator[_Found]:
    for word in mixed_script_words(text) if _has_two_scripts(text) else ():
        is_cyrillic = len(_CYRILLIC.findall(word)) * 2 > len(word)
        code = "latin-in-cyrillic" if is_cyrillic else "mixed-script"
        yield number, code, f"The word `{word}` has letters of two alphabets: type it again.", True
    if words.tag in {UZ, UZ_CYRL}:
        for word in leftover_apostrophes(text) if _MAY_BE_WRONG.search(text) else ():
            says = f"The word `{word}` has a wrong apostrophe: oʻ and gʻ take ʻ (U+02BB), all else ʼ (U+02BC)."
            yield number, "apostrophe", says, True


def _has_two_scripts(text: str) -> bool:
    """Quick to say, and mostly no: then words need not be looked at one by one."""
    return bool(_CYRILLIC.search(text) and _LATIN.search(text))


def _read_lines(piece: Piece) -> Iterator[tuple[int, str, str]]:
    """Line by line what is read aloud: no code, no addresses, no marks; and the line without its code only."""
    fence = ""
    for number, line in enumerate(piece.text.split("\n"), piece.line):
        found = _FENCE.match(line)
        if fence or found:
            is_end = fence and line.strip().startswith(fence)
            fence = "" if is_end else fence or (found[1] if found else "")
            yield number, "", ""
        elif piece.shape is Shape.PLAIN:
            yield number, line, ""
        else:
            said = _UNREAD.sub(_spoken, line)
            yield number, said, said


def _spoken(match: re.Match[str]) -> str:
    """Code is heard as one word, an address after its text is not heard."""
    return " 0 " if match["code"] or match["auto"] else "] "


def _long_sentences(lines: list[tuple[int, str, str]]) -> Iterator[_Found]:
    for paragraph in _paragraphs(lines):
        for number, sentence in _sentences(paragraph):
            count = len(_WORD.findall(sentence))
            if count > LONGEST_SENTENCE:
                says = f"This sentence has {count} words; {LONGEST_SENTENCE} is the most: make two of it."
                yield number, "long-sentence", says, False


def _paragraphs(lines: list[tuple[int, str, str]]) -> Iterator[list[tuple[int, str]]]:
    paragraph: list[tuple[int, str]] = []
    for number, text, _raw in lines:
        if not text.strip() or _NEW_BLOCK.match(text):
            yield paragraph
            paragraph = []
        if text.strip():
            paragraph.append((number, _HEAD.sub("", text)))
    yield paragraph


def _sentences(paragraph: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Each sentence with the line on which it begins."""
    text, starts = "", []
    for number, line in paragraph:
        starts.append((len(text), number))
        text += line + " "
    place = 0
    for sentence in _SENTENCE_END.split(text):
        place = max(text.find(sentence, place), place)
        yield max((number for start, number in starts if start <= place), default=0), sentence
        place += len(sentence)
