"""Diagrams: the one door to the library of decision diagrams, with exact counts and limits.

CUDD is used where the installed `dd` brings it, the library's Python diagrams elsewhere.
"""

from __future__ import annotations

import gc
import importlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from detente.errors import Problem, TooLargeError, question

Diagram = Any
"""A set of states or a relation between states, as the library holds it; `&`, `|` and `~` combine them."""

Answer = TypeVar("Answer")

Watch = Callable[[str], None]
"""Called between operations with what is being done; what it raises ends the work."""


BYTES_A_NODE = 64
"""What a node takes, with its share of the tables."""


LOOKS = 0.05
"""Share of the time that may go into looking how many nodes there are: the library goes through all of them."""


WORTH_ORDERING = 2_000
"""Nodes from which on another order of the variables is looked for before hard work."""


ORDERING = 0.1
"""Share of the time that may go into looking for other orders during hard work."""


class Diagrams:
    """A manager of diagrams that keeps to a limit of seconds a question and of bytes altogether.

    Limits are looked at between operations; a single operation is only ended by twice the limit of memory, and only
    in CUDD.
    """

    def __init__(
        self, memory: int, seconds: float | None = None, watch: Watch | None = None, library: str | None = None
    ) -> None:
        self.library, module = _load(library)
        self._module: Any = module
        self._manager: Any = module.BDD()
        if self.library == "dd.cudd":
            # A second line: where one operation runs into it, CUDD does not give back what it held.
            self._manager.configure(max_memory=2 * memory)
        self._memory, self._seconds, self._watch = memory, seconds, watch
        self._began = self._next_look = time.monotonic()
        self._depth = 0
        self._ordered: tuple[float, float] | None = None
        # Exchanging variables costs CUDD half of what its general substitution does.
        self._exchange: Any = getattr(self._manager, "_swap", None)
        self.true: Diagram = self._manager.true
        self.false: Diagram = self._manager.false

    def __del__(self) -> None:
        """Keep the manager until the next collection of garbage is over.

        Diagrams must go before their manager, which the collector does not know when it takes both at once.
        """
        if hasattr(self, "_manager"):
            _retired.append(self._manager)
            gc.callbacks.append(_release)

    def declare(self, names: Sequence[str], together: int) -> None:
        """Add variables, the first to be decided first; runs of so many stay together when the order changes."""
        self._manager.declare(*names)
        if self.library == "dd.cudd" and together > 1:
            for first in names[::together]:
                self._manager.group({first: together})

    def settle(self) -> None:
        """Look for a better order of the variables before hard work, where there is enough to judge it by.

        From then on it is looked for again as often as its share of the time allows, judged by what it took a node.
        Left to itself the library looks at every doubling, which costs more and comes too late.
        """
        nodes = len(self._manager)
        if self.library == "dd.cudd" and nodes > WORTH_ORDERING:
            began = time.monotonic()
            self._manager.reorder()
            self._manager.configure(reordering=False)
            ended = time.monotonic()
            self._ordered = ended, (ended - began) / nodes

    def _unsettled(self, nodes: int, now: float) -> bool:
        """Return whether another order may be looked for again."""
        if self._ordered is None:
            return False
        ended, per_node = self._ordered
        return nodes * per_node < ORDERING * (now - ended)

    def variable(self, name: str) -> Diagram:
        """Return the set in which a variable is true."""
        return self._manager.var(name)

    def either(self, condition: Diagram, then: Diagram, otherwise: Diagram) -> Diagram:
        """Return `then` where the condition holds and `otherwise` elsewhere."""
        return self._manager.ite(condition, then, otherwise)

    def differ(self, one: Diagram, other: Diagram) -> Diagram:
        """Return where exactly one of the two holds."""
        return self._manager.apply("^", one, other)

    def some(self, names: Iterable[str], given: Diagram) -> Diagram:
        """Return where some values of the named variables make it true."""
        return self._manager.exist(set(names), given)

    def meet(self, one: Diagram, other: Diagram, names: Iterable[str]) -> Diagram:
        """Return where some values of the named variables make both true, without building their conjunction."""
        if self.library == "dd.cudd":
            return self._module.and_exists(one, other, names)
        return self.some(names, one & other)

    def renamed(self, given: Diagram, names: Mapping[str, str]) -> Diagram:
        """Return the diagram with variables renamed; it speaks of none of the new names before."""
        if not names:
            return given
        return self._exchange(given, dict(names)) if self._exchange else self._manager.let(dict(names), given)

    def at(self, given: Diagram, truths: Mapping[str, bool]) -> Diagram:
        """Return the diagram with variables set."""
        return self._manager.let(dict(truths), given) if truths else given

    def speaks_of(self, given: Diagram) -> set[str]:
        """Return the names of the variables that the diagram depends on."""
        return set(given.support)

    def count(self, given: Diagram, variables: int) -> int:
        """Return in how many of the 2^variables assignments the diagram is true, exactly."""
        total = len(self._manager.vars)
        # Counted as if over all variables that were declared; the surplus is divided out.
        return self._below(given, total, {}) << self._level(given, total) >> (total - variables)

    def _below(self, node: Diagram, total: int, known: dict[int, int]) -> int:
        """Return the count over the variables from the node's own level down."""
        if node == self.true:
            return 1
        if node == self.false:
            return 0
        regular = ~node if node.negated else node
        key = int(regular)
        if key not in known:
            level, *children = self._manager.succ(regular)
            known[key] = sum(
                self._below(child, total, known) << (self._level(child, total) - level - 1) for child in children
            )
        return (1 << (total - self._level(node, total))) - known[key] if node.negated else known[key]

    def _level(self, node: Diagram, total: int) -> int:
        return total if node in (self.true, self.false) else int(node.level)

    def ask(self, work: Callable[[], Answer]) -> Answer:
        """Return what the work returns, kept to the limits of one question; work inside it shares the limits."""
        if self._depth == 0:
            self._began = time.monotonic()
        self._depth += 1
        try:
            return work()
        except (ValueError, RuntimeError, MemoryError) as error:
            if not isinstance(error, MemoryError) and "NULL" not in str(error):
                raise
            raise self._too_large() from error
        finally:
            self._depth -= 1

    def tick(self, stage: str) -> None:
        """Let the watcher look, and stop where the question has had its time."""
        if self._watch is not None:
            self._watch(stage)
        now = time.monotonic()
        if now >= self._next_look:
            nodes = len(self._manager)
            if nodes * BYTES_A_NODE > self._memory:
                raise self._too_large()
            if self._unsettled(nodes, now):
                self.settle()
            after = time.monotonic()
            self._next_look = after + (after - now) / LOOKS
        if self._seconds is not None and now - self._began > self._seconds:
            raise TooLargeError(
                (
                    Problem(
                        "symbolic-time",
                        f"The answer was not found within {self._seconds:g} seconds ({stage})",
                        "The symbolic engine stops when its time is over.",
                        "Allow more time, ask for single states, or ask for a concept whose replies are simpler.",
                    ),
                )
            )

    def _too_large(self) -> TooLargeError:
        return TooLargeError(
            (
                Problem(
                    "symbolic-memory",
                    f"The decision diagrams need more than {self._memory >> 20:,} MiB",
                    "The symbolic engine keeps to its limit of memory.",
                    "Allow more memory, ask for single states, or use fewer and more local statements.",
                ),
            )
        )


_retired: list[Any] = []


def _release(phase: str, _: object) -> None:
    if phase == "stop":
        gc.callbacks.remove(_release)
        _retired.pop(0)


def _load(library: str | None) -> tuple[str, Any]:
    for name in ("dd.cudd", "dd.autoref") if library is None else (library,):
        try:
            return name, importlib.import_module(name)
        except ImportError:
            continue
    raise question(
        "symbolic-missing",
        "The symbolic engine needs the library `dd`, which is not installed",
        "It is needed only where states are too many to be listed.",
        "Install it with `pip install 'detente[symbolic]'`.",
    )
