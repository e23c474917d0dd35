"""A scenario in its languages side by side: the same screens, fields, spots, buttons, points and facts in each."""

from app.content.schema.practice.reading import ScenarioFacts, ScenarioSource
from app.content.schema.practice.screens import ScreenSource
from app.content.schema.works import ScenarioWork
from app.content.source.report import Report
from app.content.types.scenarios import PracticeField, Screen

_FACTS = {"pass": "pass_percent", "modes": "modes", "minutes": "minutes", "otp": "otp"}


def check_languages(scenario: ScenarioWork, report: Report) -> None:
    """What a translation repeats must be what the source says."""
    source = scenario.first
    for text in scenario.texts.values():
        if source is not None and text is not source and source.words.is_body_read and text.words.is_body_read:
            if source.words.is_front_read:
                _same_facts(text, source, report)
            _same_screens(text, source, report)


def _same_facts(text: ScenarioSource, source: ScenarioSource, report: Report) -> None:
    file = text.words.file
    for name, attribute in _FACTS.items():
        if name in text.lines and getattr(text.facts, attribute) != getattr(source.facts, attribute):
            _differs(name, file, text.lines[name], source, report)
    if "services" in text.lines and _services(text.facts) != _services(source.facts):
        _differs("services", file, text.lines["services"], source, report)
    for name, value in text.facts.persona.items():
        if source.facts.persona.get(name) != value:
            _differs(name, file, text.lines[f"persona.{name}"], source, report)


def _services(facts: ScenarioFacts) -> list[str]:
    return [mention.key for mention in facts.services]


def _differs(name: str, file: str, line: int, source: ScenarioSource, report: Report) -> None:
    says = f"`{name}` differs from {source.words.file}: make it the same, or leave it out here."
    report.error(file, line, "differs", says)


def _same_screens(text: ScenarioSource, source: ScenarioSource, report: Report) -> None:
    file = text.words.file
    wanted = {each.screen.id: each for each in source.screens}
    own = {each.screen.id: each for each in text.screens}
    for id_ in wanted.keys() - own.keys():
        says = f"The screen `{id_}` of {source.words.file} is missing here: translate it."
        report.error(file, 1, "ids-differ", says)
    for id_, screen in own.items():
        if id_ not in wanted:
            says = f"There is no screen `{id_}` in {source.words.file}: give it the id that it has there."
            report.error(file, screen.line, "ids-differ", says)
        elif differing := _differing(screen.screen, wanted[id_].screen):
            says = f"The screen `{id_}` has other {differing} than in {source.words.file}: make them the same."
            report.error(file, _line(screen), "screens-differ", says)
    if list(wanted) != list(own) and wanted.keys() == own.keys():
        says = f"The screens stand in another order than in {source.words.file}: put them in the same order."
        report.error(file, 1, "ids-differ", says)


def _line(source: ScreenSource) -> int:
    return source.line


def _differing(own: Screen, wanted: Screen) -> str:
    """What of two screens differs, in a word; empty when nothing does."""
    pairs = {
        "kind, address, points or result": (_head(own), _head(wanted)),
        "fields": ([_field(each) for each in own.fields], [_field(each) for each in wanted.fields]),
        "marks [x]": (own.spots, wanted.spots),
        "buttons": (own.actions, wanted.actions),
        "places of the code": (own.shows_otp, wanted.shows_otp),
    }
    return next((name for name, (mine, theirs) in pairs.items() if mine != theirs), "")


def _head(screen: Screen) -> tuple[object, ...]:
    return screen.surface, screen.url, screen.points, screen.is_unsafe, screen.result


def _field(field: PracticeField) -> tuple[object, ...]:
    """A choice's answers are keys and the same everywhere; a typed word may differ."""
    return field.name, field.kind, field.is_required, field.check, field.options, field.answers if field.options else ()
