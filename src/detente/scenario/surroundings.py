"""What stands around the actors: rules, beliefs, signals, and what is not modelled."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from detente.errors import Place
from detente.scenario import schema
from detente.scenario.chances import read_band, unit_number
from detente.scenario.document import Path
from detente.scenario.formula import Bare, Comparison, Joined, Negation, Tree
from detente.scenario.grounds import read_grounds
from detente.scenario.model import Belief, NotModelled, Rule, Signal
from detente.scenario.preferences import refuse_repeated
from detente.scenario.problems import listed
from detente.scenario.quantities import is_date
from detente.scenario.reading import Reading
from detente.scenario.scope import STATE, Resolver, Variable


def read_date(reading: Reading, text: str | None, path: Path) -> str | None:
    """Return a day as written; note a problem where it is none."""
    if text is not None and not is_date(text):
        reading.complain(
            "not-a-date",
            reading.at(path),
            f"`{text}` is no date",
            "A date is written YYYY-MM-DD, such as 2024-11-29.",
            "Write year, month and day.",
        )
    return text


def read_rules(reading: Reading, given: Sequence[schema.Rule | None]) -> tuple[Rule, ...]:
    """Return the rules that are understood."""
    names = [part.name or f"never {n}" if part else None for n, part in enumerate(given, 1)]
    refuse_repeated(reading, names, ("never",), "rule")
    made = []
    for index, part in enumerate(given):
        if part is None:
            continue
        path: Path = ("never", index)
        when = reading.formula(part.when, (*path, "when"))
        grounds = read_grounds(reading, part, path)
        if STATE in reading.scope.variables:
            _refuse_in_graph_form(reading, path)
        elif when is not None:
            made.append(Rule(names[index] or "", when, grounds, reading.at(path)))
    return tuple(made)


def _refuse_in_graph_form(reading: Reading, path: Path) -> None:
    reading.complain(
        "rule-over-states",
        reading.key(path),
        "A rule stands here, but the file lists its states",
        "In a file that lists `states`, all of them are possible.",
        "Leave what cannot happen out of `states`, `moves` and `ranking`.",
    )


def read_not_modelled(reading: Reading, given: Sequence[schema.NotModelled | None]) -> tuple[NotModelled, ...]:
    """Return what the scenario leaves out."""
    refuse_repeated(reading, [part.name if part else None for part in given], ("not modelled",), "entry")
    made = []
    for index, part in enumerate(given):
        path: Path = ("not modelled", index)
        if part is not None:
            grounds = read_grounds(reading, part, path)
            made.append(NotModelled(part.name, part.what, part.why, grounds, reading.at(path)))
    return tuple(made)


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
        thinks = _thinks(reading, part.thinks, (*path, "thinks"))
        for name in thinks:
            _refuse_second_belief(reading, part.who, name, path, held)
        actor = part.who if part.who in reading.scope.actors else None
        made.append(Belief(part.who, actor, thinks, chance, grounds, reading.at(path)))
    return tuple(made)


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


def read_signals(reading: Reading, given: Sequence[schema.Signal | None]) -> tuple[Signal, ...]:
    """Return the signals that are understood."""
    names = [part.name or f"signals {n}" if part else None for n, part in enumerate(given, 1)]
    refuse_repeated(reading, names, ("signals",), "signal")
    found = [
        _signal(reading, part, names[index] or "", ("signals", index))
        for index, part in enumerate(given)
        if part is not None
    ]
    return tuple(signal for signal in found if signal is not None)


def _signal(reading: Reading, part: schema.Signal, name: str, path: Path) -> Signal | None:
    grounds = read_grounds(reading, part, path)
    on = read_date(reading, part.on, (*path, "on"))
    if part.seen is not None:
        reading.one_of(part.seen, ("yes", "no"), (*path, "seen"), "yes-or-no", "answer")
    about = reading.named(part.about, "circumstance", (*path, "about"))
    odds = _odds(reading, part, about, (*path, "seen if"))
    if about is None or odds is None:
        return None
    return Signal(
        name=name,
        what=part.what,
        about=about.id,
        seen_if=odds,
        seen=part.seen != "no",
        on=on,
        by=tuple(part.by or ()),
        grounds=grounds,
        place=reading.at(path),
    )


def _odds(reading: Reading, part: schema.Signal, about: Variable | None, path: Path) -> dict[str, Fraction] | None:
    given = {value: unit_number(reading, text, reading.at((*path, value))) for value, text in part.seen_if.items()}
    if about is None:
        return None
    fine = True
    for value in given:
        if value not in about.values:
            reading.wrong_value(about.id, value, about.values, (*path, value), key=True)
            fine = False
    missing = [value for value in about.values if value not in given]
    if missing and fine:
        reading.complain(
            "missing-value",
            reading.key(path),
            f"`seen if` says nothing of {listed(missing)}",
            f"It gives a number to every value of `{about.id}`: {listed(about.values)}.",
            "Add what is missing.",
        )
    odds = {value: chance for value in about.values if (chance := given.get(value)) is not None}
    if not fine or len(odds) < len(about.values):
        return None
    if not any(odds.values()):
        reading.complain(
            "all-zero",
            reading.key(path),
            "The signal cannot be seen whatever the circumstance is",
            "Under some value the number is above 0.",
            "Correct the numbers, or remove the signal.",
        )
        return None
    return odds
