"""Puts practice scenarios together from their texts in all languages, with the persona's values in every text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from app.content.render.readings import Reading
from app.content.schema.practice.fields import CHOICES, MESSAGES
from app.content.schema.practice.placeholders import fill_in, names_in
from app.content.schema.practice.reading import ScenarioSource
from app.content.schema.practice.ways import Way, best_way
from app.content.schema.works import ScenarioWork
from app.content.types.scenarios import FieldKind, FieldText, PracticeField, Scenario, ScenarioText, Screen, ScreenText
from app.kernel.locale import Tag

LEAST_MINUTES = 3


@dataclass(frozen=True, kw_only=True)
class Version:
    """A scenario in one language: its reading, the source that it was read or derived from, and ways to its texts."""

    reading: Reading
    source: ScenarioSource
    is_stale: bool
    html: Callable[[str], str]
    """The finished HTML of a named piece; empty when there is none."""
    spell: Callable[[str], str]
    """A typed word in the script of this language."""


def assemble_scenario(
    course: str, work: ScenarioWork, source: ScenarioSource, versions: Mapping[Tag, Version]
) -> Scenario:
    """A scenario without its digest."""
    facts = source.facts
    way = best_way([each.screen for each in source.screens]) or Way(points=0, unsafe=0, actions=())
    texts = {tag: _Language(version, facts.persona).text() for tag, version in versions.items()}
    return Scenario(
        course=course,
        key=work.key,
        digest="",
        pass_percent=facts.pass_percent,
        modes=facts.modes,
        minutes=facts.minutes or max(LEAST_MINUTES, len(way.actions)),
        services=tuple(mention.key for mention in facts.services),
        persona=facts.persona,
        otp=facts.otp,
        maximum=way.points,
        way=way.actions,
        screens=tuple(_answered(each.screen, list(texts.values())) for each in source.screens),
        texts=texts,
    )


def _answered(screen: Screen, texts: Sequence[ScenarioText]) -> Screen:
    """The screen with the answers of all languages."""
    fields = []
    for field in screen.fields:
        found = (answer for text in texts for answer in text.screens[screen.id].fields[field.name].answers)
        fields.append(field if field.kind in CHOICES else replace(field, answers=tuple(dict.fromkeys(found))))
    return replace(screen, fields=tuple(fields))


class _Language:
    """One language of a scenario."""

    def __init__(self, version: Version, codes: Mapping[str, str]) -> None:
        self._version = version
        self._plain = version.reading.plain
        prefix = "persona."
        words = {name.removeprefix(prefix): text for name, text in self._plain.items() if name.startswith(prefix)}
        self._persona = {**words, **codes}
        self._safe = {name: escape(value) for name, value in self._persona.items()}

    def text(self) -> ScenarioText:
        """All its words."""
        reading = self._version.reading
        return ScenarioText(
            title=self._words("title"),
            intro_html=self._html("intro"),
            persona=self._persona,
            screens={each.screen.id: self._screen(each.screen) for each in self._version.source.screens},
            is_derived=reading.is_derived,
            is_stale=self._version.is_stale,
        )

    def _screen(self, screen: Screen) -> ScreenText:
        id_, spots = screen.id, [spot.key for spot in screen.spots]
        actions = [action.key for action in screen.actions]
        return ScreenText(
            title=self._words(f"{id_}.title"),
            body_html=self._html(f"{id_}.body"),
            hints_html=tuple(self._html(name) for name in self._version.reading.texts(f"{id_}.hint")),
            fields={field.name: self._field(field, f"{id_}.field.{field.name}") for field in screen.fields},
            spots_html={key: self._html(f"{id_}.spot.{key}") for key in spots},
            feedback_html=self._said({key: self._html(f"{id_}.feedback.{key}") for key in spots}),
            actions={key: self._words(f"{id_}.action.{key}") for key in actions},
            consequences_html=self._said({key: self._html(f"{id_}.consequence.{key}") for key in actions}),
        )

    def _field(self, field: PracticeField, name: str) -> FieldText:
        return FieldText(
            label=self._words(f"{name}.label"),
            hint=self._words(f"{name}.hint"),
            options={key: self._words(f"{name}.option.{key}") for key in field.options},
            messages=self._said({kind: self._words(f"{name}.message.{kind}") for kind in MESSAGES}),
            answers=tuple(self._answer(field, answer) for answer in field.answers),
        )

    def _answer(self, field: PracticeField, answer: str) -> str:
        """Only words are spelled in another script; a placeholder's value has been already."""
        is_word = field.kind is FieldKind.TEXT and field.check is None and not list(names_in(answer))
        return self._version.spell(answer) if is_word else fill_in(answer, self._persona)

    @staticmethod
    def _said(texts: Mapping[str, str]) -> dict[str, str]:
        return {key: text for key, text in texts.items() if text}

    def _words(self, name: str) -> str:
        return fill_in(self._plain.get(name, ""), self._persona)

    def _html(self, name: str) -> str:
        return fill_in(self._version.html(name), self._safe)
