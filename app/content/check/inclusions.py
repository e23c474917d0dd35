"""Questions taken from other banks: they are there, in every language, under ids of their own, and in no circle."""

from collections.abc import Mapping

from app.content.schema.banks import by_name, gather_once, includes, name_of, target_of
from app.content.schema.pieces import Mention
from app.content.schema.works import QuizWork, Works
from app.content.source.report import Report


def check_inclusions(works: Works, report: Report) -> None:
    """Every `include` of every quiz."""
    known = by_name(works.quizzes)
    for quiz in works.quizzes:
        if not includes(quiz):
            continue
        for mention in includes(quiz):
            _target(quiz, mention, known, report)
        _clashes(quiz, known, report)
        _draw(quiz, known, report)


def _target(quiz: QuizWork, mention: Mention, known: Mapping[str, QuizWork], report: Report) -> None:
    file = quiz.texts[quiz.source].words.file
    name, tag = target_of(mention)
    target = known.get(name)
    if target is None:
        there = ", ".join(sorted(set(known) - {name_of(quiz)})) or "none"
        report.error(file, mention.line, "unknown-include", f"There is no quiz `{name}`: there are {there}.")
        return
    circle = _way_back(name, name_of(quiz), known)
    if circle:
        says = f"This goes in a circle ({' -> '.join((name_of(quiz), *circle))}): take one `include` of it out."
        report.error(file, mention.line, "include-circle", says)
        return
    tags = {each for banked in gather_once(target, known) for each in banked.question.tags}
    if tag and tag not in tags:
        there = ", ".join(sorted(tags)) or "none"
        report.error(
            file, mention.line, "unknown-tag", f"No question of `{name}` has the tag `{tag}`: there are {there}."
        )
    practised = [
        each for each in gather_once(target, known) if each.question.practice and each.home.course != quiz.course
    ]
    if practised:
        says = f"`{practised[0].question.id}` is a practice of another course: include questions without it, by a tag."
        report.error(file, mention.line, "include-practice", says)
    for missing in sorted(set(quiz.texts) - set(target.texts)):
        says = f"`{name}` is not written in `{missing}`: translate it, or do not include it here."
        report.error(file, mention.line, "include-language", says)


def _way_back(start: str, home: str, known: Mapping[str, QuizWork]) -> tuple[str, ...]:
    """How one comes from a quiz back to `home` by its includes; empty when one does not."""
    seen: set[str] = set()
    ways: list[tuple[str, ...]] = [(start,)]
    while ways:
        way = ways.pop()
        if way[-1] == home:
            return way
        if way[-1] in known and way[-1] not in seen:
            seen.add(way[-1])
            ways += [(*way, target_of(mention)[0]) for mention in includes(known[way[-1]])]
    return ()


def _clashes(quiz: QuizWork, known: Mapping[str, QuizWork], report: Report) -> None:
    file, homes = quiz.texts[quiz.source].words.file, dict[str, str]()
    for banked in gather_once(quiz, known):
        id_, home = banked.question.id, name_of(banked.home)
        if id_ in homes and banked.by is not None and homes[id_] != home:
            says = f"The question id `{id_}` is in `{homes[id_]}` and in `{home}`: give the newer one another id."
            report.error(file, banked.by.line, "include-clash", says)
        homes.setdefault(id_, home)


def _draw(quiz: QuizWork, known: Mapping[str, QuizWork], report: Report) -> None:
    text = quiz.texts[quiz.source]
    count = len(gather_once(quiz, known))
    if count and text.rules.draw and text.rules.draw > count:
        says = f"`draw` is {text.rules.draw}, but the bank has {count} questions: write more, or draw fewer."
        report.error(text.words.file, text.rules.draw_line, "draw", says)
