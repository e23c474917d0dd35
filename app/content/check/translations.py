"""Languages side by side: nothing missing, nothing stale, the same ids, kinds, marks and rules in each."""

from collections.abc import Mapping
from dataclasses import replace

from app.content.render.readings import Reading
from app.content.render.sitemap import Readings
from app.content.schema.course import CourseSettings
from app.content.schema.lesson import LessonSource
from app.content.schema.pieces import Mention, Words
from app.content.schema.quiz.reading import QuestionSource, QuizSource
from app.content.schema.quiz.rules import RULE_NAMES
from app.content.schema.works import CourseWork, LessonWork, PathWork, QuizWork, Works
from app.content.source.report import Report
from app.content.types.quizzes import Gap
from app.kernel.locale import Tag

STALE = "stale-translation"
_LESSON_FACTS = (
    "minutes",
    "services",
    "competences",
    "quiz",
    "practice",
    "authors",
    "sources_as_of",
    "checked_on",
    "checked_by",
    "was",
)


def is_stale(words: Words, source: Words | None) -> bool:
    """Whether a translation says that it was made from another text than the source is now."""
    return bool(source and words.translation_of and words.translation_of != source.digest)


def check_translations(works: Works, readings: Readings, report: Report) -> None:
    """Every course, path and quiz in all its languages."""
    for course in works.courses:
        _whole(course, works, report)
        _stale(course.texts, course.source, report)
        _same_sections({tag: words.file for tag, words in course.texts.items()}, course.source, readings, report)
        _same_terms(course, report)
        for lesson in course.lessons:
            _same_lesson(course, lesson, readings, report)
        for scenario in course.scenarios:
            _stale({tag: text.words for tag, text in scenario.texts.items()}, course.source, report)
    for path in works.paths:
        _same_path(path, readings, report)
    for quiz in works.quizzes:
        _same_quiz(quiz, report)


def _whole(course: CourseWork, works: Works, report: Report) -> None:
    """A course is offered in a language when anything of it is; then all of it must be there."""
    quizzes = {quiz.key: quiz for quiz in works.quizzes if quiz.course == course.key}
    for tag in course.languages:
        if tag not in course.texts:
            _missing(f"{course.path}/course.{tag}.md", tag, report)
        if course.glossaries and tag not in course.glossaries:
            _missing(f"{course.path}/glossary.{tag}.md", tag, report)
        for lesson in course.lessons:
            if tag not in lesson.texts:
                _missing(f"{lesson.path}/lesson.{tag}.md", tag, report)
            if lesson.notes and tag not in lesson.notes:
                _missing(f"{lesson.path}/lesson.{tag}.trainer.md", tag, report)
        _whole_activities(course, quizzes, tag, report)
    if not course.languages:
        says = "The course has no text in any language of the site: write course.uz.md."
        report.error(course.path, 1, "missing-translation", says)


def _whole_activities(course: CourseWork, quizzes: Mapping[str, QuizWork], tag: Tag, report: Report) -> None:
    for scenario in course.scenarios:
        if tag not in scenario.texts:
            _missing(f"{scenario.path}.{tag}.md", tag, report)
    for key in _asked_quizzes(course, course.settings):
        if key in quizzes and tag not in quizzes[key].texts:
            _missing(f"quizzes/{course.key}/{key}.{tag}.md", tag, report)


def _asked_quizzes(course: CourseWork, settings: CourseSettings | None) -> set[str]:
    own = {settings.quiz.key} if settings and settings.quiz else set()
    return own | {text.facts.quiz.key for each in course.lessons for text in each.texts.values() if text.facts.quiz}


def _missing(file: str, tag: Tag, report: Report) -> None:
    says = f"The course is offered in `{tag}`, so this file must be there: write it."
    report.error(file, 1, "missing-translation", says)


def _stale(texts: Mapping[Tag, Words], source: Tag, report: Report) -> None:
    for words in texts.values():
        if is_stale(words, texts.get(source)) and texts[source].is_front_read and texts[source].is_body_read:
            says = f"`{source}` has changed since: bring this up to date, then run `content stamp` on it."
            report.warn(words.file, 1, STALE, says)


def _same_path(path: PathWork, readings: Readings, report: Report) -> None:
    if not path.languages:
        says = "The path has no text in any language of the site: write path.uz.md."
        report.error(path.path, 1, "missing-translation", says)
    _stale(path.texts, path.source, report)
    _same_sections({tag: words.file for tag, words in path.texts.items()}, path.source, readings, report)


def _same_lesson(course: CourseWork, lesson: LessonWork, readings: Readings, report: Report) -> None:
    words = {tag: text.words for tag, text in lesson.texts.items()}
    for found in (words, lesson.notes):
        _stale(found, course.source, report)
        _same_sections({tag: each.file for tag, each in found.items()}, course.source, readings, report)
    source = lesson.texts.get(course.source)
    for tag, text in lesson.texts.items():
        if source and tag != course.source:
            _same_facts(text, source, report)


def _same_facts(text: LessonSource, source: LessonSource, report: Report) -> None:
    """What a translation repeats must be what the source says; what it leaves out is taken from there."""
    if not source.words.is_front_read:
        return
    for name in _LESSON_FACTS:
        if name in text.lines and _plain(getattr(text.facts, name)) != _plain(getattr(source.facts, name)):
            says = f"`{name}` differs from {source.words.file}: make it the same, or leave it out here."
            report.error(text.words.file, text.lines[name], "differs", says)


def _plain(value: object) -> object:
    """A value without the lines that it stands on."""
    match value:
        case Mention(key=key):
            return key
        case tuple():
            return [_plain(each) for each in value]
        case _:
            return value


def _same_sections(files: Mapping[Tag, str], source: Tag, readings: Readings, report: Report) -> None:
    """Anchors are one in all languages: a link, a place in the text, a narration are found by them."""
    ids = {tag: _section_ids(readings.get((file, tag))) for tag, file in files.items()}
    wanted = ids.get(source)
    for tag, own in ids.items():
        if wanted is not None and own is not None and own != wanted:
            missing = ", ".join(id_ for id_ in wanted if id_ not in own)
            more = ", ".join(id_ for id_ in own if id_ not in wanted)
            told = [f"{what} {which}" for what, which in (("missing:", missing), ("only here:", more)) if which]
            says = (
                f"The headings' ids differ from `{source}` ({'; '.join(told) or 'another order'}): make them the same."
            )
            report.error(files[tag], 1, "ids-differ", says)


def _section_ids(reading: Reading | None) -> tuple[str, ...] | None:
    if reading is None or "body" not in reading.rendered or not reading.words.is_body_read:
        return None
    return tuple(heading.id for heading in reading.rendered["body"].headings if heading.id)


def _same_terms(course: CourseWork, report: Report) -> None:
    source = course.glossaries.get(course.source)
    wanted = {term.key for term in source.terms} if source else set()
    for glossary in course.glossaries.values():
        own = {term.key for term in glossary.terms}
        if source and source.words.is_body_read and glossary.words.is_body_read and own != wanted:
            differing = ", ".join(sorted(own ^ wanted))
            says = f"The terms differ from `{course.source}` ({differing}): make them the same."
            report.error(glossary.words.file, 1, "ids-differ", says)


def _same_quiz(quiz: QuizWork, report: Report) -> None:
    _stale({tag: text.words for tag, text in quiz.texts.items()}, quiz.source, report)
    source = quiz.texts[quiz.source]
    for tag, text in quiz.texts.items():
        if tag != quiz.source and source.words.is_front_read:
            _same_rules(text, source, report)
        if tag != quiz.source and source.words.is_body_read and text.words.is_body_read:
            _same_questions(text, source, report)


def _same_rules(text: QuizSource, source: QuizSource, report: Report) -> None:
    for name, attribute in RULE_NAMES.items():
        own, wanted = _plain(getattr(text.rules, attribute)), _plain(getattr(source.rules, attribute))
        if name in text.lines and own != wanted:
            says = f"`{name}` differs from {source.words.file}: make it the same, or leave it out here."
            report.error(text.words.file, text.lines[name], "differs", says)


def _same_questions(text: QuizSource, source: QuizSource, report: Report) -> None:
    file = text.words.file
    wanted = {question.id: question for question in source.questions}
    own = {question.id: question for question in text.questions}
    for id_ in wanted:
        if id_ not in own:
            says = f"The question `{id_}` of {source.words.file} is missing here: translate it."
            report.error(file, 1, "ids-differ", says)
    for id_, question in own.items():
        if id_ not in wanted:
            says = f"There is no question `{id_}` in {source.words.file}: give it the id that it has there."
            report.error(file, question.line, "ids-differ", says)
        else:
            _same_question(question, wanted[id_], file, report)


def _other_parts(question: QuestionSource, wanted: QuestionSource) -> str:
    """How what is neither option nor statement differs; empty when it does not."""
    if len(question.sides) != len(wanted.sides):
        return f"has {len(question.sides)} right sides here and {len(wanted.sides)} there"
    if len(question.gaps) != len(wanted.gaps):
        return f"has {len(question.gaps)} gaps here and {len(wanted.gaps)} there"
    if _keys_of_gaps(question) != _keys_of_gaps(wanted):
        return "has other gaps: numbers, and what is picked, stand in one order in all languages"
    return "names another practice" if question.practice != wanted.practice else ""


def _same_question(question: QuestionSource, wanted: QuestionSource, file: str, report: Report) -> None:
    weights = [option.weight for option in question.options]
    differing = ""
    if question.kind != wanted.kind:
        differing = f"is `{question.kind}` here and `{wanted.kind}` there"
    elif len(weights) != len(wanted.options):
        differing = f"has {len(weights)} answers here and {len(wanted.options)} there"
    elif weights != [option.weight for option in wanted.options]:
        differing = "has other marks: the answers stand in one order in all languages"
    elif [option.area for option in question.options] != [option.area for option in wanted.options]:
        differing = "has other areas"
    elif parts := _other_parts(question, wanted):
        differing = parts
    elif question.points != wanted.points or question.tags != wanted.tags:
        differing = "has other points or tags"
    if differing:
        says = f"The question `{question.id}` {differing}: make it the same as in the source."
        report.error(file, question.line, "marks-differ", says)


def _keys_of_gaps(question: QuestionSource) -> list[Gap]:
    """The gaps without their accepted texts, which belong to a language."""
    return [replace(gap.gap, accepted=()) for gap in question.gaps]
