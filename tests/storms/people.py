"""The people of the storms, and the small course that they take: three quizzes of questions answered in words."""

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from tests.support.crowd import Somebody
from tests.support.serving import HOUSE
from tests.support.tree import DEFAULTS, tree

PASSWORD = "juda maxfiy 7 gap"
ANSWER = "portal"
QUESTION = "q-word"
TRIES = 3

_QUIZ = """
    ---
    title: Test
    pass: 70
    {rules}
    ---

    ## Nimani oʻrganamiz? {{#q-word .address}}

    [[portal]]
    """
_QUIZ_RU = """
    ---
    title: Тест
    ---

    ## Что мы изучаем? {#q-word .address}

    [[portal]]
    """


def _quiz(rules: str) -> str:
    return _QUIZ.format(rules=rules)


CONTENT = {
    "courses/sample/course.yml": DEFAULTS["courses/sample/course.yml"].replace(
        "quiz: final", "quiz: final\n        certificate: course"
    ),
    "quizzes/sample/final.uz.md": _quiz("feedback: after"),
    "quizzes/sample/final.ru.md": _QUIZ_RU,
    "quizzes/sample/limited.uz.md": _quiz(f"attempts: {TRIES}"),
    "quizzes/sample/limited.ru.md": _QUIZ_RU,
    "quizzes/sample/notes.uz.md": _quiz("feedback: never"),
    "quizzes/sample/notes.ru.md": _QUIZ_RU,
}


def small_content(root: Path, more: dict[str, str | bytes | None] | None = None) -> Path:
    """The small course written into a folder, with the real designs of certificates beside it."""
    tree(root, {**CONTENT, **(more or {})})
    (root / "certificates").symlink_to(HOUSE / "certificates")
    return root


def quiz_path(key: str) -> str:
    """The address of a quiz."""
    return f"/uz/courses/sample/quiz/{key}/"


@dataclass
class Writer:
    """Somebody who writes many different answers, and knows which of them the site has acknowledged."""

    person: Somebody
    attempt: str = ""
    acknowledged: list[str] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def begin(self) -> None:
        """Start an attempt that stays open."""
        self.person.get(quiz_path("notes"))
        self.attempt = self.person.post(f"{quiz_path('notes')}begin").location
        self.person.get(f"{self.attempt}1/")

    def write(self, text: str) -> int:
        """Give an answer; the status. Noted when it was taken."""
        reply = self.person.post(f"{self.attempt}1/answer", {f"answer.{QUESTION}": text})
        if reply.status == 303:
            with self._lock:
                self.acknowledged.append(text)
        return reply.status


def newcomer(port: int, number: int) -> Somebody:
    """Somebody with an account."""
    person = Somebody(port)
    person.get("/uz/sign-up/")
    phone = f"+99890{number:07}"
    fields = {"name": "Nodira Karimova", "login": phone, "password": PASSWORD, "consent": "y", "age": "grown"}
    reply = person.post("/uz/sign-up/", fields)
    assert reply.status == 303, reply.text[:2000]
    person.get("/uz/me/")
    return person
