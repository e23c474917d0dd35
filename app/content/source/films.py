"""What lies in a course's folder `video`: films, each with its name, picture, captions, chapters and questions."""

import re
from dataclasses import dataclass, field

from app.content.source.decoding import TEXT_LIMIT, decode
from app.content.source.document import TextFile
from app.content.source.fields import Fields, parse_fields
from app.content.source.folders import Folder
from app.content.source.picture import MIMETYPES
from app.content.source.recording import FILMS, BadRecordingError, Recording, read_recording
from app.content.source.report import RefusedError, Report
from app.kernel.locale import LANGUAGES, Tag

SETTINGS_LIMIT = 4 * 1024
_CAPTIONS = re.compile(r"(?P<key>[^.]+)(?P<chapters>\.chapters)?\.(?P<tag>[A-Za-z-]+)\.vtt")
_QUESTIONS = re.compile(r"(?P<key>[^.]+)\.questions\.vtt")
_OWN = re.compile(r"(?P<key>[^.]+)(?P<suffix>\.[a-z0-9]+)")


@dataclass(kw_only=True)
class FilmFiles:
    """A film as it lies on disk. `file` is its settings' name, there or not."""

    key: str
    file: str
    settings: Fields | None = None
    poster: str | None = None
    """The name of its picture."""
    recordings: list[Recording] = field(default_factory=list)
    captions: dict[Tag, TextFile] = field(default_factory=dict)
    chapters: dict[Tag, TextFile] = field(default_factory=dict)
    questions: tuple[str, str] | None = None
    """Name and text of the file that says when something is asked."""


def gather_films(folder: Folder, report: Report) -> tuple[FilmFiles, ...]:
    """The films of one course, by key. What cannot be read, or belongs to none, is told."""
    films: dict[str, FilmFiles] = {}
    for own, name in folder.files():
        key = own.split(".", 1)[0]
        film = films.setdefault(key, FilmFiles(key=key, file=f"{folder.name}/{key}.yml"))
        try:
            if not _take(film, folder, own, name, report):
                says = f"This belongs to no film: name it {key}.yml, {key}.mp4, {key}.uz.vtt, {key}.chapters.uz.vtt …"
                report.error(name, 1, "film-name", says)
        except RefusedError as error:
            report.add(error.fault)
        except BadRecordingError as error:
            report.error(name, 1, "bad-recording", str(error))
    return tuple(films.values())


def _take(film: FilmFiles, folder: Folder, own: str, name: str, report: Report) -> bool:
    path = folder.path / own
    if _QUESTIONS.fullmatch(own):
        film.questions = (name, decode(_read(folder, own), name))
    elif found := _CAPTIONS.fullmatch(own):
        _take_captions(film, TextFile(file=name, tag=Tag(found["tag"]), data=_read(folder, own)), found, report)
    elif found := _OWN.fullmatch(own):
        if found["suffix"] == ".yml":
            film.settings = parse_fields(decode(_read(folder, own), name), name, limit=SETTINGS_LIMIT)
        elif found["suffix"] in FILMS:
            film.recordings.append(read_recording(path, name))
        elif found["suffix"] in MIMETYPES:
            film.poster = name
        else:
            return False
    else:
        return False
    return True


def _take_captions(film: FilmFiles, text: TextFile, found: re.Match[str], report: Report) -> None:
    if text.tag in LANGUAGES:
        (film.chapters if found["chapters"] else film.captions)[text.tag] = text
    else:
        says = f"`{text.tag}` is no language tag: use one of {', '.join(LANGUAGES)}."
        report.error(text.file, 1, "language", says)


def _read(folder: Folder, own: str) -> bytes:
    with (folder.path / own).open("rb") as file:
        return file.read(TEXT_LIMIT + 1)
