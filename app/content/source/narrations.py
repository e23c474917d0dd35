"""What lies in a lesson's folder `audio`: sections read aloud, each with a note of the text that was read."""

from dataclasses import dataclass, field

from app.content.source.decoding import decode
from app.content.source.fields import Fields, parse_fields
from app.content.source.folders import Folder
from app.content.source.recording import SOUNDS, BadRecordingError, Recording, read_recording
from app.content.source.report import RefusedError, Report
from app.kernel.locale import LANGUAGES, Tag

NOTE = ".yml"
NOTE_LIMIT = 1024


@dataclass(kw_only=True)
class NarrationFiles:
    """One section of a lesson, read aloud in one language; `note` says of which text, once it has been stamped."""

    section: str
    tag: Tag
    note_file: str
    recordings: list[Recording] = field(default_factory=list)
    note: Fields | None = None


def gather_narrations(folder: Folder, report: Report) -> tuple[NarrationFiles, ...]:
    """The narrations of one lesson, Ogg before MP3. What cannot be played is told."""
    found: dict[tuple[str, Tag], NarrationFiles] = {}
    for own, name in folder.files():
        if place := _place(own, name, report):
            section, tag = place
            note_file = f"{folder.name}/{section}.{tag}{NOTE}"
            files = found.setdefault(place, NarrationFiles(section=section, tag=tag, note_file=note_file))
            _add(files, folder, own, name, report)
    for files in found.values():
        files.recordings.sort(key=lambda recording: list(SOUNDS.values()).index(recording.mimetype))
        if files.note and not files.recordings:
            says = "There is no recording beside this note: put it here, or take the note away."
            report.error(files.note_file, 1, "narration-alone", says)
    return tuple(files for files in found.values() if files.recordings)


def _place(own: str, name: str, report: Report) -> tuple[str, Tag] | None:
    parts = own.split(".")
    if len(parts) != 3 or f".{parts[2].lower()}" not in {*SOUNDS, NOTE}:  # noqa: PLR2004 - section, tag, suffix
        says = "The name must be <section-id>.<tag>.ogg or .mp3, such as find.uz.mp3: rename the file."
        report.error(name, 1, "narration-name", says)
        return None
    section, tag = parts[0], Tag(parts[1])
    spoken = [each for each, language in LANGUAGES.items() if language.derived_from is None]
    if tag not in spoken:
        says = f"`{tag}` is no language that is read aloud: use one of {', '.join(spoken)}."
        report.error(name, 1, "language", says)
        return None
    return section, tag


def _add(files: NarrationFiles, folder: Folder, own: str, name: str, report: Report) -> None:
    path = folder.path / own
    try:
        if own.endswith(NOTE):
            files.note = parse_fields(decode(path.read_bytes(), name), name, limit=NOTE_LIMIT)
        else:
            files.recordings.append(read_recording(path, name))
    except BadRecordingError as error:
        report.error(name, 1, "bad-recording", str(error))
    except RefusedError as error:
        report.add(error.fault)
