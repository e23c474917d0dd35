"""What happens in practice."""

from dataclasses import dataclass

from app.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class WalkEnded(Event):
    """A person has come to the end of a scenario. `share` is the exact share of its points, as Python writes it."""

    walk_id: str
    person_id: str
    course_key: str
    scenario_key: str
    share: str
    is_passed: bool
    attempt_id: str
    question_id: str
    """The attempt and the question of a quiz that the walk answers; empty when it was walked for its own sake."""
    quiz_key: str
