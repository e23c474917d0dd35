"""What is wrong with the written content, as it is told to its author."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error keeps the old release; a warning is listed and does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True, order=True)
class Fault:
    """One thing wrong with the written content, said to its author: `file:line: code: sentence`."""

    file: str
    line: int
    code: str
    sentence: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code}: {self.sentence}"
