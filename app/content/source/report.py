"""Collects faults, so that all are told at once."""

from app.content.types.faults import Fault, Severity


class RefusedError(Exception):
    """A file that cannot be read further; carries the fault to tell."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(str(fault))


def refuse(file: str, line: int, code: str, sentence: str) -> RefusedError:
    """The error to raise for a file that stops here."""
    return RefusedError(Fault(file=file, line=line, code=code, sentence=sentence))


class Report:
    """The faults found so far."""

    def __init__(self) -> None:
        self._faults: set[Fault] = set()

    def error(self, file: str, line: int, code: str, sentence: str) -> None:
        """Something that keeps the old release."""
        self.add(Fault(file=file, line=line, code=code, sentence=sentence))

    def warn(self, file: str, line: int, code: str, sentence: str) -> None:
        """Something to look at; the release is made all the same."""
        self.add(Fault(file=file, line=line, code=code, sentence=sentence, severity=Severity.WARNING))

    def add(self, fault: Fault) -> None:
        """A fault made elsewhere; told twice, it is kept once."""
        self._faults.add(fault)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All of them, by file and line."""
        return tuple(sorted(self._faults))
