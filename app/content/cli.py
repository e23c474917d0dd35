"""The commands of trainers and operators: check what is written, publish it, change its script, stamp translations."""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from app.content.build import Outcome, compile_content, publish
from app.content.check.freshness import count_unchecked
from app.content.coverage import lines_of
from app.content.render.scripts import HOUSE, Scripts
from app.content.schema.quiz.naming import with_ids
from app.content.schema.stamp import narrations, stamped, translations
from app.content.schema.works import Works
from app.content.script.markdown import convert_stream
from app.content.source.decoding import BANK_LIMIT
from app.content.source.report import Report
from app.content.source.tree import Place
from app.content.types.faults import Fault, Severity
from app.content.types.releases import Release
from app.kernel.files import write_whole
from app.kernel.locale import Tag

BeforePublish = Callable[[Release], Iterable[str]]
AfterPublish = Callable[[Release], None]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What the commands work on: the written tree, the folder of releases, the languages of the site."""

    root: Path
    folder: Path
    languages: tuple[Tag, ...]
    before_publish: BeforePublish
    after_publish: AfterPublish

    def place_of(self, path: Path) -> Place:
        """The tree that a path belongs to. click.BadParameter when there is no course at it."""
        path = path.resolve()
        for root in (path, *path.parents):
            inside = path.relative_to(root).parts[:1]
            has_tree = (root / "courses").is_dir() or (root / "quizzes").is_dir()
            if has_tree and (not inside or inside[0] in {"courses", "quizzes"}):
                return Place(root=root, shared=self.root if root != self.root.resolve() else None)
        for course in (path, *path.parents):
            if (course / "course.yml").is_file():
                return Place(root=course.parent, course=course, shared=self.root)
        raise click.BadParameter(
            f"There is no course at {path}: name a course folder, or a folder that holds courses/."
        )

    def compile(self, place: Place, *, is_strict: bool) -> Outcome:
        """Compile one place."""
        return compile_content(place, self.languages, self.folder, is_strict=is_strict)


def commands(
    *,
    content_root: Path,
    data_dir: Path,
    languages: Sequence[Tag],
    after_publish: AfterPublish,
    before_publish: BeforePublish = lambda _release: (),
) -> click.Group:
    """The group `content`. `after_publish` is called with a release once it is the current one.

    What `before_publish` says of the release that will be is told to whoever publishes; it stops nothing.
    """
    root = content_root.resolve()
    desk = Desk(
        root=root,
        folder=data_dir / "content",
        languages=tuple(languages),
        before_publish=before_publish,
        after_publish=after_publish,
    )
    group = click.Group("content", help="Courses and quizzes: check, publish, change their script.")
    for make in (_check, _publish, _coverage, _script, _stamp, _import_quiz):
        group.add_command(make(desk))
    return group


def _check(desk: Desk) -> click.Command:
    @click.command("check")
    @click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
    @click.option("--strict", is_flag=True, help="Take warnings for errors, staleness apart.")
    def check(paths: tuple[Path, ...], *, strict: bool) -> None:
        """Tell every fault as `file:line: code: sentence`.

        PATH limits the report to a file or folder. It may lie in another tree, or be a course folder of its own.
        """
        shown: set[tuple[str, Fault]] = set()
        unchecked = 0
        for place, chosen in _places(desk, paths).items():
            outcome = desk.compile(place, is_strict=strict)
            shown |= {(_shown(place, desk, fault), fault) for fault in outcome.faults if _is_in(place, fault, chosen)}
            unchecked += count_unchecked(outcome.works)
        _tell(shown)
        if unchecked:
            click.echo(f"Not yet checked on the live portal: {unchecked} lessons.", err=True)
        _exit_on_errors(fault for _name, fault in shown)

    return check


def _publish(desk: Desk) -> click.Command:
    @click.command("publish")
    @click.option("--strict", is_flag=True, help="Take warnings for errors, staleness apart.")
    def publish_(*, strict: bool) -> None:
        """Check everything and make it the release that the site serves. With an error the old release stays."""
        outcome = desk.compile(Place(root=desk.root), is_strict=strict)
        _tell({(str(fault.file), fault) for fault in outcome.faults})
        if outcome.bundle is None:
            click.echo("Nothing was published: mend the errors above. The old release stays.", err=True)
        _exit_on_errors(outcome.faults)
        for line in desk.before_publish(outcome.bundle.release) if outcome.bundle else ():
            click.echo(line, err=True)
        release = publish(outcome, desk.folder)
        desk.after_publish(release)
        click.echo(f"Published release {release.digest[:12]}: {_count(release)}.", err=True)

    return publish_


def _coverage(desk: Desk) -> click.Command:
    @click.command("coverage")
    @click.argument("root", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
    def coverage(root: Path | None) -> None:
        """Print what each lesson has and lacks: languages, drawings, checks, practice, competences, services.

        ROOT is another tree that holds courses/.
        """
        outcome = desk.compile(desk.place_of(root or desk.root), is_strict=False)
        if outcome.bundle is None:
            raise click.ClickException("There are errors: run `content check` and mend them first.")
        for line in lines_of(outcome.bundle.release):
            click.echo(line)

    return coverage


def _script(desk: Desk) -> click.Command:
    @click.command("script")
    @click.option("--reverse", is_flag=True, help="From Cyrillic to Latin.")
    @click.option("--course", default=HOUSE, help="Use this course's own words as well.")
    def script(*, reverse: bool, course: str) -> None:
        """Turn Uzbek Markdown on standard input from Latin into Cyrillic; only words change."""
        try:
            text = sys.stdin.buffer.read().decode()
        except UnicodeDecodeError as error:
            raise click.ClickException(
                f"Standard input is not UTF-8 text (byte {error.start}): convert it first."
            ) from None
        lexicon = Scripts(_script_words(desk.root, course), Report()).lexicon(course)
        sys.stdout.buffer.write(convert_stream(text, reverse=reverse, lexicon=lexicon).encode())

    return script


def _stamp(desk: Desk) -> click.Command:
    @click.command("stamp")
    @click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
    def stamp(paths: tuple[Path, ...]) -> None:
        """Write into translations which source text they were made from: say so only of what was brought up to date.

        A recording is stamped only when it, or its folder `audio`, is named itself.
        """
        count = recordings = 0
        for place, chosen in _places(desk, paths).items():
            works = desk.compile(place, is_strict=False).works
            for file, digest in translations(works):
                path = place.path(file)
                if any(path.is_relative_to(each) for each in chosen):
                    write_whole(path, stamped(path.read_bytes(), digest), mode=path.stat().st_mode & 0o777)
                    count += 1
            heard = [each for each in chosen if "audio" in each.parts[-2:]]
            recordings += _stamp_narrations(place, works, heard)
        click.echo(f"Stamped {count} translations.", err=True)
        if recordings:
            click.echo(f"Stamped {recordings} recordings.", err=True)

    return stamp


def _import_quiz(_desk: Desk) -> click.Command:
    @click.command("import-quiz")
    @click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
    def import_quiz(files: tuple[Path, ...]) -> None:
        """Give each question of a quiz that has no id one, made of its first words; nothing else in the file changes.

        Do it before a quiz is translated: its translations carry the same ids.
        """
        for path in files:
            data = path.read_bytes()
            if len(data) > BANK_LIMIT:
                raise click.ClickException(f"{path} is larger than {BANK_LIMIT >> 20} MB: split it first.")
            try:
                text, written = with_ids(data.decode())
            except UnicodeDecodeError as error:
                raise click.ClickException(
                    f"{path} is not UTF-8 text (byte {error.start}): convert it first."
                ) from None
            path.write_bytes(text.encode())
            click.echo(f"{path}: wrote {written} ids.", err=True)

    return import_quiz


def _stamp_narrations(place: Place, works: Works, heard: list[Path]) -> int:
    notes = {
        note_file: note
        for file, note, note_file in narrations(works)
        if any(place.path(file).is_relative_to(each) for each in heard)
    }
    for note_file, note in notes.items():
        write_whole(place.path(note_file), note, mode=0o644)
    return len(notes)


def _places(desk: Desk, paths: Sequence[Path]) -> dict[Place, list[Path]]:
    """The trees to compile, each with the paths in it that were asked for."""
    places: dict[Place, list[Path]] = {}
    for path in paths or [desk.root]:
        places.setdefault(desk.place_of(path), []).append(path.resolve())
    return places


def _is_in(place: Place, fault: Fault, chosen: list[Path]) -> bool:
    return any(place.path(fault.file).is_relative_to(path) for path in chosen)


def _shown(place: Place, desk: Desk, fault: Fault) -> str:
    """A file as it is found from here: from our own root, from where the command runs, or whole."""
    path = place.path(fault.file)
    for base in (desk.root, Path.cwd()):
        if path.is_relative_to(base):
            return path.relative_to(base).as_posix()
    return str(path)


def _tell(shown: set[tuple[str, Fault]]) -> None:
    for name, fault in sorted(shown):
        click.echo(f"{name}:{fault.line}: {fault.code}: {fault.sentence}")
    errors = sum(fault.severity is Severity.ERROR for _name, fault in shown)
    click.echo(f"Errors: {errors}. Warnings: {len(shown) - errors}.", err=True)


def _exit_on_errors(faults: Iterable[Fault]) -> None:
    if any(fault.severity is Severity.ERROR for fault in faults):
        raise click.exceptions.Exit(1)


def _count(release: Release) -> str:
    lessons = sum(len(course.lessons) for course in release.courses)
    questions = sum(len(quiz.questions) for quiz in release.quizzes.values())
    return f"{len(release.courses)} courses, {lessons} lessons, {questions} questions"


def _script_words(root: Path, course: str) -> dict[str, str]:
    """The script.yml of all courses and of this one, as far as they are there."""
    paths = {HOUSE: root / "courses" / "script.yml"} | (
        {course: root / "courses" / course / "script.yml"} if course else {}
    )
    return {key: path.read_text(encoding="utf-8-sig") for key, path in paths.items() if path.is_file()}
