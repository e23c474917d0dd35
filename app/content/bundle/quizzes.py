"""Quizzes as a release holds them: rules, and the questions of a bank with those that it takes from others."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.content.bundle.texts import Texts, is_stale_in
from app.content.render.finishing import shown
from app.content.render.readings import Reading
from app.content.schema.banks import Banked, by_name, gather_once
from app.content.schema.quiz.reading import QuestionSource
from app.content.schema.works import QuizWork
from app.content.types.quizzes import Gap, Option, Question, QuestionKind, QuestionText, Quiz, QuizText
from app.kernel.locale import Tag


class QuizMaker:
    """Makes quizzes of their texts in all languages."""

    def __init__(self, texts: Texts, quizzes: Sequence[QuizWork]) -> None:
        self._texts = texts
        self._quizzes = quizzes

    def quiz(self, quiz: QuizWork, scenarios: Mapping[str, str]) -> Quiz:
        """A quiz without its digest; `scenarios` are the digests of practice, by `<course>/<scenario>`."""
        source = quiz.texts[quiz.source]
        readings = self._quiz_readings(quiz)
        rules = source.rules
        banked = gather_once(quiz, by_name(self._quizzes))
        return Quiz(
            course=quiz.course,
            key=quiz.key,
            digest="",
            pass_percent=rules.pass_percent,
            draw=rules.draw or len(banked),
            shuffle=rules.shuffle,
            attempts=rules.attempts,
            cooldown_minutes=rules.cooldown_minutes,
            feedback=rules.feedback,
            grading=rules.grading,
            unassisted=rules.unassisted,
            time_limit_minutes=rules.time_limit_minutes,
            hint_cost_percent=rules.hint_cost_percent,
            questions=tuple(self._banked_question(one, frozenset(readings), scenarios) for one in banked),
            texts={tag: self._quiz_text(quiz, reading) for tag, reading in readings.items()},
        )

    def _quiz_readings(self, quiz: QuizWork) -> dict[Tag, Reading]:
        return dict(self._texts.in_languages({tag: text.words for tag, text in quiz.texts.items()}))

    def _banked_question(self, banked: Banked, tags: frozenset[Tag], scenarios: Mapping[str, str]) -> Question:
        """A question in the languages of the quiz that asks it."""
        readings = {tag: each for tag, each in self._quiz_readings(banked.home).items() if tag in tags}
        same = [one for text in banked.home.texts.values() for one in text.questions if one.id == banked.question.id]
        practice = scenarios.get(f"{banked.home.course}/{banked.question.practice}", "")
        return replace(self._question(banked.question, same, readings), practice=practice)

    def _quiz_text(self, quiz: QuizWork, reading: Reading) -> QuizText:
        return QuizText(
            title=reading.plain["title"],
            intro_html=self._texts.html(reading, "intro"),
            is_derived=reading.is_derived,
            is_stale=is_stale_in(reading, {tag: text.words for tag, text in quiz.texts.items()}, quiz.source),
        )

    def _question(
        self, question: QuestionSource, same: Sequence[QuestionSource], readings: Mapping[Tag, Reading]
    ) -> Question:
        """`same` are the questions of this id in all languages."""
        return Question(
            id=question.id,
            kind=question.kind or QuestionKind.SINGLE,
            points=question.points,
            tags=question.tags,
            options=tuple(
                Option(key=option.key, weight=option.weight, area=option.area) for option in question.options
            ),
            accepted=tuple(dict.fromkeys(text for each in same for text in each.accepted)),
            texts={tag: self._question_text(question, reading) for tag, reading in readings.items()},
            sides=tuple(side.key for side in question.sides),
            gaps=tuple(_gap(place, same) for place in range(len(question.gaps))),
        )

    def _question_text(self, question: QuestionSource, reading: Reading) -> QuestionText:
        id_ = question.id
        keys = [option.key for option in question.options]
        feedback = {key: self._texts.html(reading, f"{id_}.feedback.{key}") for key in keys}
        return QuestionText(
            prompt_html=self._texts.html(reading, f"{id_}.prompt"),
            stem_html=shown(self._texts.html(reading, f"{id_}.stem")),
            hints_html=self._texts.list(reading, f"{id_}.hint"),
            options_html={key: self._texts.html(reading, f"{id_}.option.{key}") for key in keys},
            feedback_html={key: html for key, html in feedback.items() if html},
            explanation_html=self._texts.html(reading, f"{id_}.explanation"),
            sides_html={side.key: self._texts.html(reading, f"{id_}.side.{side.key}") for side in question.sides},
            choices=_choices(question, reading),
        )


def _gap(place: int, same: Sequence[QuestionSource]) -> Gap:
    """A gap with the accepted texts of all languages; all else is the same in each."""
    gaps = [question.gaps[place].gap for question in same]
    return replace(gaps[0], accepted=tuple(dict.fromkeys(text for gap in gaps for text in gap.accepted)))


def _choices(question: QuestionSource, reading: Reading) -> dict[str, dict[str, str]]:
    return {
        gap.gap.key: {key: reading.plain[f"{question.id}.choice.{gap.gap.key}.{key}"] for key in gap.gap.choices}
        for gap in question.gaps
        if gap.gap.choices
    }
