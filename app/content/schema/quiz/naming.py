"""Writes ids into a quiz that has none, such as one made for quizdown: each prompt's first words in Latin letters."""

import re
from collections.abc import Container
from itertools import count

from app.content.schema.quiz.blocks import cut, split_heading
from app.kernel.uzbek import fold, to_latin

_ID = re.compile(r"(?:^|\s)#(?P<id>\S+)")
_WORD = re.compile(r"[a-z0-9]+")
_MOST_WORDS = 5
_FRONT = re.compile(r"---[ \t]*\n.*?^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_SAID_OTHERWISE = str.maketrans({"щ": "sh", "Щ": "sh", "ы": "i", "Ы": "i"})
"""Russian letters that Uzbek has not."""


def with_ids(text: str) -> tuple[str, int]:
    """The file with an id after each prompt that had none, and how many; every other byte stays.

    The same prompt gets the same id whenever and wherever it is done; a second one of the same words gets a number.
    """
    lines = text.split("\n")
    heads = [(block.number - 1, block.prompt, block.marks) for block in cut(*_body(text))[1]]
    taken = {found["id"] for _place, _prompt, marks in heads for found in _ID.finditer(marks)}
    written = 0
    for place, prompt, marks in heads:
        if not _ID.search(marks):
            id_ = _free(_words_of(prompt), taken)
            taken.add(id_)
            lines[place] = _marked(lines[place], id_)
            written += 1
    return "\n".join(lines), written


def _body(text: str) -> tuple[str, int]:
    """What stands after the front matter, and its first line; line ends of any kind are read as one."""
    plain = text.replace("\r\n", " \n")
    front = _FRONT.match(plain.removeprefix("\ufeff"))
    end = front.end() if front else 0
    body = plain.removeprefix("\ufeff")
    return body[end:], 1 + body.count("\n", 0, end)


def _words_of(prompt: str) -> str:
    words = _WORD.findall(fold(to_latin(prompt.translate(_SAID_OTHERWISE))))
    return "-".join(["q", *words[:_MOST_WORDS]]) if words else "q-1"


def _free(id_: str, taken: Container[str]) -> str:
    names = (id_ if number == 1 else f"{id_}-{number}" for number in count(1))
    return next(name for name in names if name not in taken)


def _marked(line: str, id_: str) -> str:
    """The heading with an id, as the first of its marks when it has some already."""
    said = line.rstrip()
    end = line[len(said) :]
    _prompt, marks = split_heading(said)
    if said.endswith("}") and marks:
        begin = said.rindex("{") + 1
        begin += said[begin:].startswith(":")
        return f"{said[:begin]}#{id_} {said[begin:].lstrip()}{end}"
    return f"{said} {{#{id_}}}{end}"
