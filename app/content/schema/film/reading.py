"""A film with its types: what it is called, its files, what it asks and when."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.content.schema.film.captions import Captions
from app.content.schema.film.vtt import MOMENT, Cue, read_vtt, seconds_of
from app.content.schema.reading import Reader
from app.content.source.fields import no_fields
from app.content.source.films import FilmFiles
from app.content.source.picture import Picture
from app.content.source.recording import Recording
from app.content.source.report import Report
from app.kernel.locale import LANGUAGES, Tag

_LINE = re.compile(r"(?P<name>[a-z-]+):[ \t]*(?P<value>.*)")
_QUIZ = re.compile(r"(?P<quiz>[a-z0-9-]+)#(?P<question>[a-z0-9-]+)")
_KNOWN = ("quiz", "required", "on-wrong")


@dataclass(frozen=True, kw_only=True)
class QuestionCue:
    """A question at a moment. `back` is the moment to go back to after a wrong answer."""

    file: str
    line: int
    start: float
    end: float
    quiz: str
    question: str
    is_required: bool
    back: float | None


@dataclass(frozen=True, kw_only=True)
class FilmWork:
    """A film of a course."""

    key: str
    file: str
    titles: Mapping[Tag, str]
    is_silent: bool
    poster: Picture | None
    recordings: tuple[Recording, ...]
    captions: Mapping[Tag, Captions]
    chapters: Mapping[Tag, Captions]
    questions: tuple[QuestionCue, ...]

    @property
    def seconds(self) -> float | None:
        """How long it lasts, where a file tells it."""
        return next((each.seconds for each in self.recordings if each.seconds), None)


def read_film(
    files: FilmFiles,
    captions: Mapping[Tag, Captions],
    chapters: Mapping[Tag, Captions],
    pictures: Mapping[str, Picture],
    report: Report,
) -> FilmWork:
    """A film; captions and chapters have been read."""
    questions = tuple(_questions(*files.questions, report)) if files.questions else ()
    reader = Reader(files.settings or no_fields(files.file), report)
    work = FilmWork(
        key=files.key,
        file=files.file,
        titles=_titles(reader, report),
        is_silent=not reader.flag("sound", default=True),
        poster=pictures.get(files.poster) if files.poster else None,
        recordings=tuple(sorted(files.recordings, key=lambda recording: recording.mimetype)),
        captions=captions,
        chapters=chapters,
        questions=questions,
    )
    reader.finish()
    return work


def _titles(reader: Reader, report: Report) -> dict[Tag, str]:
    fields = reader.mapping("title")
    if fields is None:
        return {}
    below = Reader(fields, report)
    titles = {tag: below.text(tag) for tag in LANGUAGES if below.has(tag)}
    below.finish()
    return titles


def _questions(file: str, text: str, report: Report) -> Iterator[QuestionCue]:
    for cue in read_vtt(text, file, report):
        asked = _asked(cue, file, report)
        found = _QUIZ.fullmatch(asked.get("quiz", ""))
        if found is None:
            says = "Here `quiz: <quiz>#<question id>` must stand: name the question."
            report.error(file, cue.line, "cue-quiz", says)
            continue
        if cue.id != found["question"]:
            says = f"Above the time the question's id must stand: write `{found['question']}` there."
            report.error(file, cue.line - 2 if cue.id else cue.line - 1, "cue-id", says)
        yield QuestionCue(
            file=file,
            line=cue.line,
            start=cue.start,
            end=cue.end,
            quiz=found["quiz"],
            question=found["question"],
            is_required=asked.get("required") == "true",
            back=seconds_of(asked["on-wrong"]) if "on-wrong" in asked else None,
        )


def _asked(cue: Cue, file: str, report: Report) -> dict[str, str]:
    """The lines below the time of a question, by name; those that say nothing are told and left out."""
    asked: dict[str, str] = {}
    for number, line in enumerate(cue.text.split("\n"), cue.line):
        found = _LINE.fullmatch(line)
        name, value = (found["name"], found["value"].strip()) if found else (line, "")
        if name not in _KNOWN:
            report.error(file, number, "cue-line", f"`{name[:40]}` is not known: known are {', '.join(_KNOWN)}.")
        elif name == "required" and value not in {"true", "false"}:
            report.error(file, number, "cue-line", "`required` must be true or false.")
        elif name == "on-wrong" and not MOMENT.fullmatch(value):
            report.error(file, number, "cue-line", "`on-wrong` must be a moment such as 00:00:40.000.")
        elif name == "on-wrong" and seconds_of(value) >= cue.start:
            report.error(file, number, "cue-line", "`on-wrong` must lie before the question: write an earlier moment.")
        else:
            asked[name] = value
    return asked
