"""Situations: names for formulas, which may use each other but not in a circle."""

from __future__ import annotations

from collections.abc import Mapping

from detente.scenario.document import Path
from detente.scenario.formula import Tree, names
from detente.scenario.loops import dependencies_first
from detente.scenario.model import Situation
from detente.scenario.reading import Reading


def read_situations(reading: Reading, given: Mapping[str, str]) -> dict[str, Situation]:
    """Return the situations that are understood, in the order of the file; their meanings enter the scope."""
    trees: dict[str, Tree] = {}
    for ident, text in given.items():
        tree = reading.tree(text, reading.places(("situations", ident)))
        if tree is not None:
            trees[ident] = tree
    uses = {ident: [name.own.text for name in names(tree) if name.actor is None] for ident, tree in trees.items()}
    order, loops = dependencies_first(uses)
    circular = {name for loop in loops for name in loop}
    for loop in loops:
        _refuse_loop(reading, loop)
    made: dict[str, Situation] = {}
    for ident in order:
        if ident not in circular:
            _enter(reading, ident, given[ident], made)
    return {ident: made[ident] for ident in given if ident in made}


def _enter(reading: Reading, ident: str, text: str, made: dict[str, Situation]) -> None:
    path: Path = ("situations", ident)
    found = reading.understood(text, path)
    if found is None:
        return
    formula, size = found
    if ident not in reading.scope.situations:
        return  # it has the name of a circumstance
    reading.scope.situations[ident] = formula.meaning
    reading.scope.sizes[ident] = size
    made[ident] = Situation(ident, formula, reading.key(path))


def _refuse_loop(reading: Reading, loop: list[str]) -> None:
    way = " → ".join(f"`{name}`" for name in (*loop, loop[0]))
    reading.complain(
        "cyclic-situations",
        reading.key(("situations", loop[0])),
        f"`{loop[0]}` is made of itself" if len(loop) == 1 else f"These situations are made of each other: {way}",
        "A situation is made of others that are not made of it.",
        "Write one of them out with options and circumstances.",
    )
