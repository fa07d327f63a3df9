"""What can go wrong for a user: one tree of errors, each with a place and a remedy.

A `Problem` is one thing that is wrong or odd: what was given, where, what was expected, and what to do.
An error carries one or more problems, so that all mistakes of a file are told at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Place:
    """A position in a text: file, line and column, both counted from 1.

    A text that is in no file, such as one given on the command line, is kept in `text`, and `file` says what gave it.

    >>> str(Place("case.yaml", 3, 7))
    'case.yaml:3:7'
    """

    file: str
    line: int
    column: int
    text: str | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        """Return `file:line:column`, which editors turn into a link."""
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong (error) or odd (warning) in what a user gave.

    `code` names the kind of problem and is its anchor in the documentation; `given` says what stands there;
    `expected` what should stand there; `remedy` what to do about it.
    """

    code: str
    given: str
    expected: str
    remedy: str
    place: Place | None = None
    severity: Severity = "error"

    def __str__(self) -> str:
        """Return the problem as one paragraph, place first."""
        where = f"{self.place}: " if self.place else ""
        tail = " ".join(part for part in (self.expected, self.remedy) if part)
        return f"{where}{self.given}. {tail}".rstrip()

    def as_dict(self) -> dict[str, object]:
        """Return the problem as plain data for JSON."""
        place = self.place
        return {
            "code": self.code,
            "severity": self.severity,
            "given": self.given,
            "expected": self.expected,
            "remedy": self.remedy,
            "file": place.file if place else None,
            "line": place.line if place else None,
            "column": place.column if place else None,
        }


@dataclass
class DetenteError(Exception):
    """Base of every error that a user can cause; carries its problems."""

    problems: tuple[Problem, ...] = field(default_factory=tuple)

    def __post_init__(self) -> None:
        """Give the problems to Exception as well, so that the error pickles and prints."""
        super().__init__(self.problems)

    def __str__(self) -> str:
        """Return all problems, one a line."""
        return "\n".join(str(problem) for problem in self.problems)


class ScenarioError(DetenteError):
    """The text of a scenario cannot be read as one; every problem found is listed."""


class ConflictError(DetenteError):
    """The scenario reads well, but in this world it is no conflict (no feasible state, an impossible start)."""


class TooLargeError(DetenteError):
    """The model would not fit in memory; the problem says how large it is and what to do."""


class QuestionError(DetenteError):
    """What was asked does not fit the scenario: an unknown variant, concept, actor or state."""


class LedgerError(DetenteError):
    """The ledger cannot be read or written, or does not take what it was given."""


class WorkbenchError(DetenteError):
    """The workbench cannot do what was asked: a file, what it keeps, a job, or who may enter."""


def question(code: str, given: str, expected: str, remedy: str) -> QuestionError:
    """Return the error for one question that does not fit, ready to raise."""
    return QuestionError((Problem(code, given, expected, remedy),))
