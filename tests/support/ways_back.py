"""What people do to come back: the first lesson, six words, a code from a message, a face on a shared phone."""

import re

from sqlalchemy import select

from app.infra.database import db
from app.infra.jobs import run_all
from app.infra.outbox import Letter
from tests.support.reader import Reader

LESSON = "/uz/courses/my-gov-uz/tour/"
OURS = {"Sec_Fetch_Site": "same-origin"}


def learned(reader: Reader, lesson: str = "tour") -> Reader:
    """The reader, having marked a lesson."""
    reader.get(f"/uz/courses/my-gov-uz/{lesson}/")
    reader.submit("/done")
    return reader


def lessons_done(reader: Reader) -> int:
    """How many lessons the course page shows as done."""
    return len(reader.get("/uz/courses/my-gov-uz/").soup.select("main .path .done"))


def six_words(reader: Reader, language: str = "uz") -> list[str]:
    """The words of the reader's code, made if there are none yet."""
    page = reader.get(f"/{language}/me/code/")
    if not page.soup.select("main ol.lead"):
        page = reader.submit("/me/code/")
    return [tag.get_text(strip=True) for tag in page.soup.select("main ol.lead li")]


def letters(app) -> list[Letter]:
    """Every letter that was written, the oldest first, after the work that waits is done."""
    with app.app_context():
        run_all()
        return list(db.session.scalars(select(Letter).order_by(Letter.id)))


def code_in(letter: Letter) -> str:
    """The six digits in a letter."""
    return re.search(r"\b\d{6}\b", letter.text)[0]


def add_face(reader: Reader, name: str, face: str, pin: str, *, status: int = 200):
    """Add whoever is at the phone, or somebody new."""
    reader.get("/uz/who/add/")
    return reader.submit("/who/add/", name=name, face=face, pin=pin, status=status)


def choose(reader: Reader, name: str, pin: str, *, status: int = 200):
    """Tap a face and type its PIN."""
    page = reader.get("/uz/who/")
    link = next(a for a in page.soup.select("main .places a") if a.get_text(strip=True) == name)
    reader.get(link["href"])
    return reader.submit(link["href"], pin=pin, status=status)
