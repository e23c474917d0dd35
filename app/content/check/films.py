"""Films: light, with words in every language, asking what may be asked; films and quizzes that lessons name are there.

A question that a film asks is answered as often as one likes and shows its key: a final quiz never lends one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.content.check.references import must_be, tell_bad_key
from app.content.schema.activities import ActivityKind, find_activities
from app.content.schema.film.captions import Captions
from app.content.schema.film.reading import FilmWork, QuestionCue
from app.content.schema.pieces import Mention
from app.content.schema.works import CourseWork, QuizWork, Works
from app.content.source.report import Report
from app.content.types.quizzes import Feedback, QuestionKind
from app.kernel.locale import Tag

HEAVY = 1_500_000
"""Bytes a minute."""
LONG = 180
"""Seconds; of a film that does not tell its length."""
ASKED = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUEFALSE, QuestionKind.SHORT})
"""What a film can ask."""


def check_films(works: Works, report: Report) -> None:
    """Every film of every course, and what lessons have placed in their texts."""
    for course in works.courses:
        quizzes = {quiz.key: quiz for quiz in works.quizzes if quiz.course == course.key}
        placed = list(_placed(course))
        _same_in_all(course, placed, report)
        for film in course.films:
            _film(film, course, report)
            for cue in film.questions:
                _question(cue, film, course, quizzes, report)
            if film.key not in {each.mention.key for each in placed if each.kind is ActivityKind.VIDEO}:
                says = f"No lesson shows this film: write ```video {film.key} and ``` into one."
                report.warn(film.file, 1, "unused-film", says)
        for each in placed:
            _activity(each, course, quizzes, report)


@dataclass(frozen=True, kw_only=True)
class _Placed:
    """What stands in the text of a lesson."""

    file: str
    kind: ActivityKind
    mention: Mention


def _placed(course: CourseWork) -> Iterator[_Placed]:
    for lesson in course.lessons:
        for text in lesson.texts.values():
            body = text.words.pieces[-1]
            for activity in find_activities(body.text):
                mention = Mention(key=activity.key, line=body.line + activity.line)
                yield _Placed(file=text.words.file, kind=activity.kind, mention=mention)


def _same_in_all(course: CourseWork, placed: list[_Placed], report: Report) -> None:
    """A film or quiz that one language has and another has not would be missed by its readers."""
    for lesson in course.lessons:
        files = [text.words.file for text in lesson.texts.values()]
        shown = {file: {(each.kind, each.mention.key) for each in placed if each.file == file} for file in files}
        for kind, key in set().union(*shown.values()):
            for file in files:
                if (kind, key) not in shown[file]:
                    says = f"The {kind} `{key}` stands in the other languages of this lesson: place it here too."
                    report.warn(file, 1, "activity-missing", says)


def _activity(placed: _Placed, course: CourseWork, quizzes: Mapping[str, QuizWork], report: Report) -> None:
    mention = placed.mention
    if placed.kind is ActivityKind.VIDEO:
        must_be(mention, {film.key for film in course.films}, "film", placed.file, report)
    elif placed.kind is ActivityKind.PRACTICE:
        must_be(mention, set(course.practices), "practice", placed.file, report)
    else:
        must_be(mention, set(quizzes), "quiz", placed.file, report)
        if mention.key in quizzes:
            _in_all_languages(quizzes[mention.key], course, report)


def _film(film: FilmWork, course: CourseWork, report: Report) -> None:
    tell_bad_key(film.key, film.file, report)
    if not film.recordings:
        report.error(film.file, 1, "film-missing", f"There is no film: put {film.key}.mp4 beside this file.")
    if film.poster is None:
        says = f"The film has no picture to be seen before it is played: put {film.key}.svg or .webp beside this file."
        report.error(film.file, 1, "film-poster", says)
    _weight(film, report)
    for tag in course.languages:
        if tag not in film.titles:
            says = f"The film has no title in `{tag}`: write it under `title`."
            report.error(film.file, 1, "missing-translation", says)
        for found, name in (
            (film.captions, f"{film.key}.{tag}.vtt"),
            (film.chapters, f"{film.key}.chapters.{tag}.vtt"),
        ):
            if tag not in found and (found or found is film.captions):
                says = f"The film has no words in `{tag}`: write {name} beside this file."
                report.error(film.file, 1, "missing-translation", says)
    _same_chapters(film, course.source, report)
    for words in (*film.captions.values(), *film.chapters.values()):
        _within(words, film, report)


def _weight(film: FilmWork, report: Report) -> None:
    for recording in film.recordings:
        budget = HEAVY * (film.seconds or LONG) / 60
        if recording.size > budget:
            says = f"The film has {recording.size / 1e6:.1f} MB; {budget / 1e6:.1f} MB is the most for its length."
            report.warn(recording.file, 1, "media-heavy", says)
        if recording.starts_late:
            says = "Its index lies at the end, so it plays only once all of it is there: save it with «fast start»."
            report.warn(recording.file, 1, "film-starts-late", says)


def _same_chapters(film: FilmWork, source: Tag, report: Report) -> None:
    wanted = film.chapters.get(source)
    for words in film.chapters.values() if wanted else ():
        if wanted and [cue.start for cue in words.cues] != [cue.start for cue in wanted.cues]:
            says = f"The chapters begin at other moments than in `{source}`: make them the same."
            report.error(words.words.file, 1, "chapters-differ", says)


def _within(words: Captions, film: FilmWork, report: Report) -> None:
    for cue in words.cues:
        if film.seconds and cue.start >= film.seconds:
            says = f"The film is over after {film.seconds:.1f} seconds: write an earlier moment."
            report.error(words.words.file, cue.line - 1, "cue-late", says)


def _question(
    cue: QuestionCue, film: FilmWork, course: CourseWork, quizzes: Mapping[str, QuizWork], report: Report
) -> None:
    if film.seconds and cue.start >= film.seconds:
        says = f"The film is over after {film.seconds:.1f} seconds: write an earlier moment."
        report.error(cue.file, cue.line - 1, "cue-late", says)
    must_be(Mention(key=cue.quiz, line=cue.line), set(quizzes), "quiz", cue.file, report)
    quiz = quizzes.get(cue.quiz)
    if quiz is None:
        return
    _in_all_languages(quiz, course, report)
    for code, says in _refusals(cue, quiz, course):
        report.error(cue.file, cue.line, code, says)


def _refusals(cue: QuestionCue, quiz: QuizWork, course: CourseWork) -> Iterator[tuple[str, str]]:
    text = quiz.texts[quiz.source]
    question = next((each for each in text.questions if each.id == cue.question), None)
    if question is None:
        yield "unknown-question", f"The quiz `{cue.quiz}` has no question `{cue.question}`: check its id."
    elif question.kind not in ASKED:
        yield "film-kind", f"A film asks {', '.join(sorted(ASKED))}; this question is {question.kind}."
    if course.settings and course.settings.quiz and course.settings.quiz.key == cue.quiz:
        yield (
            "graded-quiz",
            f"`{cue.quiz}` is the final quiz, and its answers must not be shown: write another quiz for the film.",
        )
    elif text.rules.feedback is not Feedback.IMMEDIATE:
        yield "film-feedback", f"A film shows what was right at once: write `feedback: immediate` in `{cue.quiz}`."


def _in_all_languages(quiz: QuizWork, course: CourseWork, report: Report) -> None:
    for tag in course.languages:
        if tag not in quiz.texts:
            says = f"The course is offered in `{tag}`, so this file must be there: write it."
            report.error(f"quizzes/{course.key}/{quiz.key}.{tag}.md", 1, "missing-translation", says)
