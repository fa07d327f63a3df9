"""Beliefs: what somebody takes circumstances to be, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.errors import Place
from detente.scenario import schema
from detente.scenario.chances import read_band
from detente.scenario.circumstances import chance_of_each
from detente.scenario.document import Path
from detente.scenario.formula import Bare, Comparison, Joined, Negation, Tree
from detente.scenario.grounds import read_grounds
from detente.scenario.model import Band, Belief
from detente.scenario.problems import listed
from detente.scenario.reading import Reading
from detente.scenario.scope import Resolver, Variable


def read_beliefs(reading: Reading, given: Sequence[schema.Belief | None]) -> tuple[Belief, ...]:
    """Return the beliefs that are understood."""
    made = []
    held: dict[tuple[str, str], Place] = {}
    for index, part in enumerate(given):
        if part is None:
            continue
        path: Path = ("beliefs", index)
        grounds = read_grounds(reading, part, path)
        chance = read_band(reading, part.chance, reading.at((*path, "chance"))) if part.chance is not None else None
        thinks, chances = _taken(reading, part.thinks, (*path, "thinks"))
        for name in thinks:
            _refuse_second_belief(reading, part.who, name, path, held)
        if chance is not None and chances:
            _refuse_two_chances(reading, path, next(iter(chances)))
        actor = part.who if part.who in reading.scope.actors else None
        made.append(Belief(part.who, actor, thinks, chance, grounds, reading.at(path), chances))
    return tuple(made)


def _taken(
    reading: Reading, given: str | Mapping[str, str | dict[str, str]], path: Path
) -> tuple[dict[str, str], dict[str, dict[str, Band]]]:
    """Return the value that each circumstance is taken to have, and where there is a table the chance of each value."""
    if isinstance(given, str):
        return _thinks(reading, given, path), {}
    thinks: dict[str, str] = {}
    chances: dict[str, dict[str, Band]] = {}
    for name, held in given.items():
        here = (*path, name)
        variable = reading.named(name, "circumstance", here, key=True)
        if isinstance(held, str):
            if variable is not None and held not in variable.values:
                reading.wrong_value(variable.id, held, variable.values, here)
            elif variable is not None:
                thinks[variable.id] = held
            continue
        table = chance_of_each(reading, name, held, variable.values if variable else None, here)
        if variable is not None and table is not None:
            bands = {value: chance.cases[0].band for value, chance in table.items()}
            # The likeliest value is what is acted on where one world is asked about; of two, the one written first.
            thinks[variable.id] = max(held, key=lambda value: bands[value].low + bands[value].high)
            chances[variable.id] = bands
    return thinks, chances


def _refuse_two_chances(reading: Reading, path: Path, about: str) -> None:
    reading.complain(
        "two-chances",
        reading.key((*path, "chance")),
        f"The belief has `chance`, and `thinks` has a table of chances for `{about}`",
        "`chance` speaks of values named without a table.",
        "Remove one of the two, or write two beliefs.",
    )


def _refuse_second_belief(
    reading: Reading, who: str, about: str, path: Path, held: dict[tuple[str, str], Place]
) -> None:
    first = held.setdefault((who, about), reading.at(path))
    if first != reading.at(path):
        reading.complain(
            "duplicate-belief",
            reading.at((*path, "thinks")),
            f"What `{who}` thinks of `{about}` is said on line {first.line} too",
            "Each holds one belief about a circumstance.",
            "Remove one of the two.",
        )


def _thinks(reading: Reading, text: str, path: Path) -> dict[str, str]:
    """Return the values that `circumstance = value and ...` names; note problems."""
    place = reading.places(path)
    tree = reading.tree(text, place)
    if tree is None:
        return {}
    thinks: dict[str, str] = {}
    for part in tree.parts if isinstance(tree, Joined) and tree.word == "and" else (tree,):
        resolver = Resolver(reading.scope, reading.problems, None, place)
        found = _one_belief(resolver, part)
        if found is None:
            continue
        variable, value, at = found
        if variable.id in thinks:
            resolver.complain(
                "duplicate-belief",
                at,
                f"`{variable.id}` stands here twice",
                "A belief gives each circumstance one value.",
                "Remove one of the two.",
            )
        thinks[variable.id] = value
    return thinks


def _one_belief(resolver: Resolver, tree: Tree) -> tuple[Variable, str, int] | None:
    """Return circumstance, value and offset of `circumstance = value`; None (and a problem) where it is not one."""
    match tree:
        case Comparison(name, "=", (word,)):
            value = word.text
        case Bare(name):
            value = "yes"
        case Negation(Bare(name)):
            value = "no"
        case _:
            _refuse_belief(resolver, 0)
            return None
    variable = resolver.target(name)
    if variable is None:
        return None
    if not isinstance(variable, Variable) or variable.kind != "circumstance":
        _refuse_belief(resolver, name.at)
        return None
    resolver.meaning(tree)
    return None if resolver.failed else (variable, value, name.at)


def _refuse_belief(resolver: Resolver, at: int) -> None:
    resolver.complain(
        "belief-form",
        at,
        "This is not a circumstance with a value",
        "A belief is `circumstance = value`, or several of these joined by `and`.",
        f"The circumstances are {listed(resolver.scope.of_kind('circumstance'))}.",
    )
