"""The rules of an attempt, as a quiz's front matter gives them."""

from dataclasses import dataclass

from app.content.schema.pieces import Mention
from app.content.schema.reading import Reader
from app.content.types.quizzes import Feedback, Grading


@dataclass(frozen=True, kw_only=True)
class QuizRules:
    """What is the same in every language. `draw` is None when the whole bank is asked."""

    pass_percent: int
    draw: int | None
    draw_line: int
    shuffle: bool
    attempts: int | None
    cooldown_minutes: int
    feedback: Feedback
    grading: Grading
    unassisted: bool
    time_limit_minutes: int
    hint_cost_percent: int
    include: tuple[Mention, ...]
    """Banks whose questions are asked too: `course/quiz`, or `course/quiz#tag` for those with a tag."""


def read_rules(reader: Reader) -> QuizRules:
    """The rules; what is not written is as generous as can be."""
    return QuizRules(
        pass_percent=reader.whole("pass", least=1, most=100, default=70),
        draw=reader.whole("draw", least=1, most=1000) if reader.has("draw") else None,
        draw_line=reader.line("draw"),
        shuffle=reader.flag("shuffle", default=True),
        attempts=reader.whole("attempts", least=1, most=1000) if reader.has("attempts") else None,
        cooldown_minutes=reader.minutes("cooldown"),
        feedback=reader.choice("feedback", Feedback.AFTER),
        grading=reader.choice("grading", Grading.PARTIAL),
        unassisted=reader.flag("unassisted", default=False),
        time_limit_minutes=reader.minutes("time_limit"),
        hint_cost_percent=reader.whole("hint_cost", least=0, most=100, default=0),
        include=reader.banks("include"),
    )


RULE_NAMES = {
    "pass": "pass_percent",
    "draw": "draw",
    "shuffle": "shuffle",
    "attempts": "attempts",
    "cooldown": "cooldown_minutes",
    "feedback": "feedback",
    "grading": "grading",
    "unassisted": "unassisted",
    "time_limit": "time_limit_minutes",
    "hint_cost": "hint_cost_percent",
    "include": "include",
}
"""Names in the front matter, and here, whose values a translation may repeat but not change."""
