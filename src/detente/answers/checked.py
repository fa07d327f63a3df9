"""What a check of a scenario found."""

from __future__ import annotations

from dataclasses import dataclass

from detente.errors import Problem


@dataclass(frozen=True)
class Checked:
    """What `check` answers: every problem of a file, errors and warnings, by place.

    `title` is None where the file cannot be read as a scenario.
    """

    file: str
    title: str | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Return what makes the file unusable."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Return what is odd."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")

    @property
    def ok(self) -> bool:
        """Return whether the file can be used as it is."""
        return not self.errors
