"""A scenario under examination: the text in one language, the facts of its source, and a way to tell faults."""

from collections.abc import Mapping

from app.content.schema.practice.placeholders import fill_in
from app.content.schema.practice.reading import ScenarioSource
from app.content.schema.practice.screens import ScreenSource
from app.content.source.report import Report
from app.content.types.scenarios import Screen


class Told:
    """One language of a scenario."""

    def __init__(self, text: ScenarioSource, source: ScenarioSource, report: Report) -> None:
        self.text = text
        self.facts = source.facts
        self.persona: Mapping[str, str] = dict(source.facts.persona) | _words(source) | _words(text)
        self._report = report

    @property
    def screens(self) -> tuple[ScreenSource, ...]:
        """As they stand in the file."""
        return self.text.screens

    @property
    def by_id(self) -> dict[str, Screen]:
        """The screens by id; of two with one id, the first."""
        return {source.screen.id: source.screen for source in reversed(self.screens)}

    def fill_in(self, text: str) -> str:
        """A text with the persona's values in it."""
        return fill_in(text, self.persona)

    def error(self, line: int, code: str, says: str) -> None:
        """Tell a fault of this file."""
        self._report.error(self.text.words.file, line, code, says)

    def warn(self, line: int, code: str, says: str) -> None:
        """Tell what should be looked at."""
        self._report.warn(self.text.words.file, line, code, says)

    def line(self, name: str) -> int:
        """Where a line of the front matter stands; the first line when it does not."""
        return self.text.lines.get(name, 1)


def _words(source: ScenarioSource) -> dict[str, str]:
    prefix = "persona."
    pieces = (piece for piece in source.words.pieces if piece.name.startswith(prefix))
    return {piece.name.removeprefix(prefix): piece.text for piece in pieces}
