"""What is measured: the rows of each part, for the page and for a quick look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from benchmarks.boards import shares
from benchmarks.measure import Row, in_process

COMPARED = ("second_term", "first_term", "unprepared", "insists", "aid_gone", "demands_met")
FLAGSHIP = "us-russia-2024"

PLAYED = 22
"""The largest size, as a power of two, on which prospects are timed."""

OPEN = (30, 10)
"""Seconds after which a question to decision diagrams is left open: on up to twelve statements each, and on more."""

SHORT = 0.3
"""Seconds for repetitions in a quick look."""


class Task(NamedTuple):
    """One row: its kind, what it is given, and how many seconds it may take."""

    kind: str
    given: Mapping[str, Any]
    limit: float = 400

    def run(self) -> Row:
        """Return what it measures in a process of its own."""
        return in_process(self.kind, self.given, self.limit)

    def with_(self, **more: Any) -> Task:
        """Return the same with something else given besides."""
        return self._replace(given={**self.given, **more})

    def __str__(self) -> str:
        """Return it in a line."""
        return f"{self.kind} {' '.join(f'{name}={value}' for name, value in self.given.items())}"


def _board(
    states: int, actors: int = 5, engine: str = "fast 2", ranks: str = "weights", holes: int = 0, one_way: int = 0,
    **more: Any,
) -> Task:  # fmt: skip
    """Return a board of about 2**states states in 2**(states + holes) cells."""
    given = {
        "bits": list(shares(states + holes, actors)),
        "feasible": 0.5**holes,
        "one_way": one_way,
        "ranks": ranks,
        "engine": engine,
    }
    return Task("arrays", given | more)


def growth(quick: bool) -> list[Task]:
    """Return boards of five actors of all sizes, on one core and on two; the plain engine on small ones."""
    sizes = (10, 14) if quick else (10, 14, 17, 20, 22, 24)
    fast = [
        _board(size, engine=engine, play=engine == "fast 2" and size <= PLAYED)
        for size in sizes
        for engine in ("fast 1", "fast 2")
        if engine == "fast 2" or size < 24
    ]
    return [*fast, *(_board(size, engine="plain") for size in sizes if size <= 14)]


def kinds(quick: bool) -> list[Task]:
    """Return boards that differ in one thing from those of `growth`: actors, wants, holes, one-way options."""
    differing: list[dict[str, Any]] = [
        {"actors": 3},
        {"actors": 4},
        {"actors": 6},
        {"ranks": "random"},
        {"ranks": "statements"},
        {"one_way": 5},
        {"holes": 1},
        {"holes": 3},
        {"holes": 1, "one_way": 5},
    ]
    sizes = (14,) if quick else (14, 17, 20)
    chosen = [differing[place] for place in (0, 3, 8)] if quick else differing
    return [_board(size, **one) for one in chosen for size in sizes]


def listed(quick: bool) -> list[Task]:
    """Return boards whose moves are listed: as of graph form."""
    given = {"states": 10_000 if quick else 100_000, "actors": 4, "moves": 100_000 if quick else 1_000_000}
    return [Task("graph", given | {"engine": "fast 2"})]


def scenarios(quick: bool) -> list[Task]:
    """Return generated texts: binary options with rules, exclusive ones, many values, dependants."""
    if quick:
        return [
            _text("binary", {"options": 12, "actors": 6}),
            _text("exclusive", {"actors": 3, "strategies": 5}, processes=0),
            _text("many_valued", {"sizes": [[3, 4], [5, 3]]}, processes=0),
            _text("dependants", {"actors": 2, "plain": 2}, processes=0),
        ]
    return [
        *(_text("binary", {"options": options, "actors": 6}) for options in (14, 17, 20)),
        _text("binary", {"options": 20, "actors": 6, "rules": 0}),
        _text("exclusive", {"actors": 6, "strategies": 8}),
        _text("many_valued", {"sizes": [[3, 4], [5, 3], [4, 4], [3, 5], [4, 3]]}),
        _text("dependants", {"actors": 4, "plain": 2}),
    ]


def _text(make: str, given: Mapping[str, Any], processes: int = 1) -> Task:
    return Task("scenario", {"make": make, "given": given, "processes": processes})


def starts(quick: bool) -> list[Task]:
    """Return the first steps of a fresh process: machine code neither compiled nor kept, then kept."""
    times = 1 if quick else 3
    few, many = ({"bits": list(shares(power, 5)), "times": times, "few": power == 10} for power in (10, 17))
    return [Task("starts", few)] if quick else [Task("starts", few), Task("starts", many)]


def commands(quick: bool) -> list[Task]:
    """Return whole commands on the flagship case."""
    analyse, check = ["analyse", FLAGSHIP], ["check", FLAGSHIP]
    asked = [["--help"], analyse] if quick else [["--help"], analyse, ["compare", FLAGSHIP, *COMPARED], check]
    return [Task("command", {"arguments": one, "times": 2 if quick else 5}) for one in asked]


def workbench(quick: bool) -> list[Task]:
    """Return the start of a workbench."""
    return [Task("workbench", {"times": 2 if quick else 5})]


def ensemble(quick: bool) -> list[Task]:
    """Return what the script about ensembles measures."""
    return [] if quick else [Task("ensemble", {})]


def symbolic(quick: bool) -> list[Task]:
    """Return what the script about decision diagrams measures."""
    from benchmarks.symbolic import SIZES

    limits = [OPEN[statements > 12] for _, _, statements, *_ in SIZES]
    tasks = [Task("symbolic", {"place": place, "limit": limit}) for place, limit in enumerate(limits)]
    return tasks[1:2] if quick else tasks


def plan(part: str, quick: bool) -> list[Task]:
    """Return the rows of a part; in a quick look repetitions are few."""
    tasks = PARTS[part](quick)
    return [task.with_(budget=SHORT) if quick and task.kind in BUDGETED else task for task in tasks]


BUDGETED = ("arrays", "graph", "scenario")

PARTS: Mapping[str, Callable[[bool], list[Task]]] = {
    "growth": growth,
    "kinds": kinds,
    "listed": listed,
    "scenarios": scenarios,
    "starts": starts,
    "commands": commands,
    "workbench": workbench,
    "ensemble": ensemble,
    "symbolic": symbolic,
}
