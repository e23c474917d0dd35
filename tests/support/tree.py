"""A course folder from a dict, inside the test: what is not given is a small course without a fault."""

import textwrap
from pathlib import Path

LANGUAGES = ("uz", "uz-Cyrl", "ru")

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400"><rect width="640" height="400"/></svg>\n'

DEFAULTS = {
    "courses/sample/course.yml": """
        key: sample
        level: foundation
        minutes: 10
        lessons: [start]
        competences: ["1.1"]
        services: []
        quiz: final
        licence: CC BY 4.0
        authors: [Savodxon]
        """,
    "courses/sample/course.uz.md": """
        ---
        title: Namuna
        summary: Kichik kurs.
        outcomes: ["**Kirishni** bilaman."]
        ---

        ## Kimga {#whom}

        Hammaga.
        """,
    "courses/sample/course.ru.md": """
        ---
        title: Образец
        summary: Маленький курс.
        outcomes: ["Знаю **вход**."]
        ---

        ## Кому {#whom}

        Всем.
        """,
    "courses/sample/01-start/lesson.uz.md": """
        ---
        title: Boshlash
        summary: Birinchi dars.
        minutes: 5
        objectives: ["Portalni **ochasiz**."]
        keypoints: ["Manzilni tekshiraman."]
        ---

        ## Manzil {#address}

        Manzil — `my.gov.uz`. Oʻng tomonga qarang.
        """,
    "courses/sample/01-start/lesson.ru.md": """
        ---
        title: Начало
        summary: Первый урок.
        objectives: ["**Откроете** портал."]
        keypoints: ["Проверяю адрес."]
        ---

        ## Адрес {#address}

        Адрес — `my.gov.uz`.
        """,
    "quizzes/sample/final.uz.md": """
        ---
        title: Test
        pass: 70
        ---

        ## Portal manzili qaysi? {#q-address .address}

        1. [x] `my.gov.uz`
        2. [ ] `my-gov.example`
           > Bu boshqa manzil.
        """,
    "quizzes/sample/final.ru.md": """
        ---
        title: Тест
        ---

        ## Какой адрес у портала? {#q-address .address}

        1. [x] `my.gov.uz`
        2. [ ] `my-gov.example`
           > Это другой адрес.
        """,
    "courses/services.yml": "services: {}\n",
}

PATH = "courses/paths/beginner/path.yml"
PATH_UZ = "courses/paths/beginner/path.uz.md"
PATH_RU = "courses/paths/beginner/path.ru.md"
A_PATH = {
    PATH: """
        key: beginner
        courses:
          - sample
        """,
    PATH_UZ: """
        ---
        title: Yangi boshlovchi
        summary: Birinchi qadamdan boshlaymiz.
        outcomes: ["**Oʻzim** kiraman."]
        ---

        ## Kimga {#whom}

        Hammaga. [Kurs](../../sample/)
        """,
    PATH_RU: """
        ---
        title: Начинающий
        summary: Начинаем с первого шага.
        outcomes: ["Вхожу **без помощи**."]
        ---

        ## Кому {#whom}

        Всем. [Курс](../../sample/)
        """,
}
"""Files of a path through the small course, to be written beside it."""

LESSON = "courses/sample/01-start/lesson.uz.md"
LESSON_RU = "courses/sample/01-start/lesson.ru.md"
QUIZ = "quizzes/sample/final.uz.md"
QUIZ_RU = "quizzes/sample/final.ru.md"


def tree(root: Path, files: dict[str, str | bytes | None] | None = None) -> Path:
    """Write the small course into a folder, with some files added, changed, or left out (None)."""
    for name, content in {**DEFAULTS, **(files or {})}.items():
        path = root / name
        if content is None:
            path.unlink(missing_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else dedent(content).encode())
    return root


def dedent(text: str) -> str:
    """A text as it would lie in a file."""
    return textwrap.dedent(text).lstrip("\n")


def lesson(body: str, *, front: str = "") -> str:
    """A lesson in Uzbek with this body, and more lines of front matter."""
    head = f"---\ntitle: Boshlash\nsummary: Birinchi dars.\nminutes: 5\n{_lines(front)}---\n\n"
    return head + dedent(body)


def lesson_ru(body: str, *, front: str = "") -> str:
    """The same in Russian."""
    return f"---\ntitle: Начало\nsummary: Первый урок.\n{_lines(front)}---\n\n" + dedent(body)


def quiz(body: str, *, front: str = "") -> str:
    """A quiz in Uzbek with these questions, and more lines of front matter."""
    return f"---\ntitle: Test\n{_lines(front)}---\n\n" + dedent(body)


def _lines(front: str) -> str:
    return dedent(front).rstrip("\n") + "\n" if front else ""
