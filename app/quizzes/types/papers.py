"""What an attempt asks: drawn once, and the same for as long as it lasts."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question on a paper: its id, and the keys of all that can be chosen in the order shown."""

    question_id: str
    option_keys: tuple[str, ...]
    side_keys: tuple[str, ...] = ()
    """The right sides of a question to match."""
    choice_keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """What may be picked for a gap, by gap."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What one attempt asks, in order. Holds no answer key and no language."""

    questions: tuple[Asked, ...]

    @property
    def question_ids(self) -> tuple[str, ...]:
        """In the order asked."""
        return tuple(asked.question_id for asked in self.questions)

    def asks(self, question_id: str) -> bool:
        """Whether a question is on this paper."""
        return question_id in self.question_ids
