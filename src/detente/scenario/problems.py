"""Problems are gathered while a file is read, so that all of them are told at once, in the order of the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from detente.errors import Place, Problem, ScenarioError

MOST = 1000  # problems told of one file; a file with more is better mended in steps
_COMPARED = 300  # names compared for "did you mean": bounds the time that a hostile file can cost
_LISTED = 12  # names listed where none is near


class EnoughProblems(Exception):
    """Raised inside the room when a file has more problems than are told."""


@dataclass
class Problems:
    """The problems found so far in one file."""

    found: list[Problem] = field(default_factory=list)

    def add(self, code: str, place: Place, given: str, expected: str, remedy: str) -> None:
        """Note one problem; see `detente.errors.Problem` for the parts."""
        if len(self.found) >= MOST:
            self.found.append(
                Problem(
                    "too-many-problems",
                    f"More than {MOST} problems were found",
                    "Only the first ones are listed.",
                    "Mend these, then read the file again.",
                    place,
                )
            )
            raise EnoughProblems
        self.found.append(Problem(code, given, expected, remedy, place))

    def error(self) -> ScenarioError:
        """Return the error that carries all problems, sorted by place, each told once."""
        return ScenarioError(tuple(sorted(dict.fromkeys(self.found), key=_order)))


def _order(problem: Problem) -> tuple[int, int, str]:
    place = problem.place
    return (place.line, place.column, problem.code) if place else (0, 0, problem.code)


def nearest(given: str, known: Iterable[str]) -> str | None:
    """Return the known name that is spelled most like the given one, if any is near.

    >>> nearest("Rusia", ["US", "Russia"])
    'Russia'
    """
    by_lower = {name.lower(): name for name in reversed(list(known)[:_COMPARED])}
    lower = given[:80].lower()
    close = get_close_matches(lower, by_lower, n=3)
    close.sort(key=lambda name: name[:1] != lower[:1])  # slips are rare in the first letter
    return by_lower[close[0]] if close else None


def listed(names: Iterable[str], word: str = "and") -> str:
    """Return names in back quotes as words: `a`, `b` and `c`; a long list is cut.

    >>> listed(["a", "b", "c"], "or")
    '`a`, `b` or `c`'
    """
    all_names = list(names)
    quoted = [f"`{name}`" for name in all_names[:_LISTED]]
    if len(all_names) > _LISTED:
        return ", ".join(quoted) + f" and {len(all_names) - _LISTED} more"
    return f" {word} ".join(filter(None, (", ".join(quoted[:-1]), *quoted[-1:])))


def suggestion(given: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a remedy for an unknown name: the nearest known one, or else the list of what is known."""
    names = list(known)
    near = nearest(given, names)
    if near is not None:
        return f"Did you mean `{near}`?"
    return otherwise or (f"Known: {listed(names)}." if names else "There are none in this file.")
