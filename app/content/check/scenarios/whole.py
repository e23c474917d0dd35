"""All checks of a scenario, in each of its languages."""

from app.content.check.references import tell_bad_key
from app.content.check.scenarios.graph import check_graph
from app.content.check.scenarios.languages import check_languages
from app.content.check.scenarios.parts import check_parts
from app.content.check.scenarios.safety import check_safety
from app.content.check.scenarios.told import Told
from app.content.schema.works import ScenarioWork, Works
from app.content.source.report import Report


def check_scenarios(works: Works, report: Report) -> None:
    """Every scenario of every course."""
    for course in works.courses:
        for scenario in course.scenarios:
            tell_bad_key(scenario.key, scenario.path, report)
            _check(scenario, report)


def _check(scenario: ScenarioWork, report: Report) -> None:
    first = scenario.first
    for text in scenario.texts.values():
        if first is None or not (text.words.is_body_read and first.words.is_front_read):
            continue
        told = Told(text, first, report)
        check_parts(told)
        check_graph(told)
        check_safety(told)
    check_languages(scenario, report)
