"""What an actor wants: statements in order, statements with weights, or a ranking of states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from detente.scenario import schema
from detente.scenario.document import Path
from detente.scenario.expression import Expression, conjunction, disjunction, negation
from detente.scenario.grounds import read_grounds
from detente.scenario.loops import dependencies_first
from detente.scenario.model import Drop, Formula, Ordered, Preferences, Ranked, Statement, Weighed
from detente.scenario.problems import listed, suggestion
from detente.scenario.quantities import number
from detente.scenario.reading import Reading
from detente.scenario.scope import STATE

WAYS = ("prefers", "weighs", "ranking")


def read_preferences(reading: Reading, actor: str, part: schema.Actor) -> Preferences:
    """Return the preferences of an actor."""
    path: Path = ("actors", actor)
    raw = reading.document.data_at(path)
    given = [way for way in WAYS if way in raw]
    if len(given) != 1:
        reading.complain(
            "no-preferences" if not given else "several-preferences",
            reading.key(path),
            f"`{actor}` has " + (f"{listed(given)} together" if given else "no preferences"),
            "An actor has one of `prefers`, `weighs` and `ranking`.",
            "Keep one of them."
            if given
            else "Write what it wants; one that is content with everything has `prefers: []`.",
        )
    if part.weighs is not None:
        return Weighed(_statements(reading, actor, "weighs", part.weighs))
    if part.ranking is not None:
        return _ranking(reading, actor, part.ranking)
    return Ordered(_statements(reading, actor, "prefers", part.prefers or ()))


def _statements(
    reading: Reading, actor: str, way: Literal["prefers", "weighs"], given: Sequence[schema.Statement | None]
) -> tuple[Statement, ...]:
    path: Path = ("actors", actor, way)
    names = [part.name or f"{way} {n}" if part else None for n, part in enumerate(given, 1)]
    refuse_repeated(reading, names, path, "statement")
    made = []
    for index, part in enumerate(given):
        if part is not None:
            made.append(_statement(reading, actor, part, (*path, index), names))
    _refuse_circular_drops(reading, given, names, path)
    return tuple(statement for statement in made if statement is not None)


def refuse_repeated(reading: Reading, names: Sequence[str | None], path: Path, what: str) -> None:
    """Note names that stand in a list of named things twice."""
    seen: dict[str, int] = {}
    for index, name in enumerate(names):
        if name is not None and name in seen:
            first = reading.at((*path, seen[name])).line
            reading.complain(
                "duplicate-name",
                reading.at((*path, index, "name")),
                f"`{name}` is the name of another {what} too (line {first})",
                f"Each {what} has a name of its own.",
                "Rename one of the two.",
            )
        elif name is not None:
            seen[name] = index


def _statement(
    reading: Reading, actor: str, part: schema.Statement, path: Path, names: Sequence[str | None]
) -> Statement | None:
    def read(text: str | None, key: str) -> Formula | None:
        return reading.formula(text, (*path, key), actor) if text is not None else None

    want, avoid = read(part.want, "want"), read(part.avoid, "avoid")
    condition, exactly = read(part.condition, "if"), read(part.exactly_when, "exactly when")
    grounds = read_grounds(reading, part, path)
    weight = _weight(reading, part, path)
    drops = _drop(reading, actor, part, path, names)
    verbs = [verb for verb in ("want", "avoid") if (*path, verb) in reading.document.keys]
    if len(verbs) != 1:
        reading.complain(
            "want-or-avoid",
            reading.at(path),
            f"The statement has {'both' if verbs else 'neither'} `want` {'and' if verbs else 'nor'} `avoid`",
            "A statement has one of the two.",
            "Make two statements of it." if verbs else "Write `want:` or `avoid:` with a formula.",
        )
    aim = want or avoid
    lost = (part.condition is not None and condition is None) or (part.exactly_when is not None and exactly is None)
    if aim is None or lost:
        return None
    verb: Literal["want", "avoid"] = "want" if want else "avoid"
    return Statement(
        name=names[int(path[-1])] or "",
        verb=verb,
        aim=aim,
        condition=condition,
        exactly_when=exactly,
        meaning=truth(verb, aim, condition, exactly),
        drops=drops,
        weight=weight,
        grounds=grounds,
        place=reading.at(path),
    )


def truth(verb: str, aim: Formula, condition: Formula | None, exactly: Formula | None) -> Expression:
    """Return where a statement is true, as one expression."""
    goal = aim.meaning if verb == "want" else negation(aim.meaning)
    if exactly is not None:
        other = exactly.meaning
        both = conjunction((goal, other))
        goal = disjunction((both, conjunction((negation(goal), negation(other)))))
    return goal if condition is None else disjunction((negation(condition.meaning), goal))


def _weight(reading: Reading, part: schema.Statement, path: Path) -> Fraction | None:
    if path[-2] == "prefers":
        if part.weight is not None:
            reading.complain(
                "weight-in-order",
                reading.key((*path, "weight")),
                "A statement under `prefers` has a weight",
                "Under `prefers` the order decides, under `weighs` the weights.",
                "Remove the weight, or write `weighs:` and give each statement one.",
            )
        return None
    if part.weight is None and (*path, "weight") in reading.document.keys:
        return None
    if part.weight is None:
        reading.complain(
            "missing-key",
            reading.at(path),
            "`weight:` is missing in this statement",
            "Under `weighs` each statement has a weight.",
            "Add a line `weight: ...`.",
        )
        return None
    weight = number(part.weight)
    if weight is None:
        reading.complain(
            "not-a-number",
            reading.at((*path, "weight")),
            f"`{part.weight}` is no number",
            "A weight is a decimal number, such as 2.5.",
            "Write it with digits and a point.",
        )
    return weight


def _drop(reading: Reading, actor: str, part: schema.Statement, path: Path, names: Sequence[str | None]) -> Drop | None:
    if part.drops is None:
        return None
    here = (*path, "drops")
    found = reading.understood(part.drops.when, (*here, "when"), actor)
    below = part.drops.below
    if path[-2] == "weighs":
        reading.complain(
            "drops-in-weighs",
            reading.key(here),
            "A statement under `weighs` has `drops`",
            "Statements drop in an order; weights have none.",
            "Remove it, or make two statements with conditions.",
        )
    elif below not in names:
        if None not in names:
            reading.complain(
                "unknown-statement",
                reading.at((*here, "below")),
                f"`{actor}` has no statement `{below}`",
                "`below` names another statement of the same actor.",
                suggestion(below, [name for name in names if name]),
            )
    elif below == names[int(path[-1])]:
        reading.complain(
            "drops-below-itself",
            reading.at((*here, "below")),
            f"`{below}` drops below itself",
            "`below` names another statement of the same actor.",
            "Name the statement that matters more in those worlds.",
        )
    if found is None:
        return None
    when, size = found
    strange = reading.scope.beyond_circumstances(size.variables)
    if strange:
        reading.complain(
            "drops-over-options",
            reading.at((*here, "when")),
            f"The condition speaks of `{strange[0]}`",
            "When a statement drops is a formula over circumstances: it differs between worlds, not between states.",
            "Use `if:` for a condition on what actors choose.",
        )
    return Drop(below, when)


def _refuse_circular_drops(
    reading: Reading, given: Sequence[schema.Statement | None], names: Sequence[str | None], path: Path
) -> None:
    uses = {
        name: [part.drops.below] if part.drops and part.drops.below != name else []
        for name, part in zip(names, given, strict=True)
        if name is not None and part is not None
    }
    for loop in dependencies_first(uses)[1]:
        reading.complain(
            "circular-drops",
            reading.at((*path, names.index(loop[0]), "drops")),
            "These statements drop below each other: " + " → ".join(f"`{name}`" for name in (*loop, loop[0])),
            "Of two statements one can drop below the other, not both.",
            "Remove one of the drops.",
        )


def state_name(reading: Reading, text: str, path: Path) -> str | None:
    """Return the name of the state of graph form that a name or a number means; note a problem where none."""
    variable = reading.scope.variables.get(STATE)
    if variable is None:
        return None
    names = variable.values
    if text in variable.order:
        return text
    if re.fullmatch(r"[1-9]\d{0,8}", text, re.ASCII) and int(text) <= len(names):
        return names[int(text) - 1]
    reading.complain(
        "unknown-state",
        reading.at(path),
        f"There is no state `{text}`",
        f"The states are {listed(names)}.",
        suggestion(text, names, f"Write one of these, or a number from 1 to {len(names)}."),
    )
    return None


def _ranking(reading: Reading, actor: str, given: list[list[str]]) -> Ranked:
    path: Path = ("actors", actor, "ranking")
    graph = STATE in reading.scope.variables
    seen: set[str] = set()
    levels = []
    fine = True
    for i, level in enumerate(given):
        found = []
        if not level:
            reading.complain(
                "empty-level",
                reading.at((*path, i)),
                "A level of the ranking has no states",
                "Each level of a ranking is a state, or states that tie.",
                "Remove the brackets.",
            )
        for j, text in enumerate(level):
            here = (*path, i, j)
            state = state_name(reading, text, here) if graph else _state_number(reading, text, here)
            fine = fine and state is not None
            if state is not None and state in seen:
                reading.complain(
                    "duplicate-state",
                    reading.at(here),
                    f"State `{text}` stands in the ranking twice",
                    "A ranking has each state once.",
                    "Remove it from one of the two places.",
                )
            elif state is not None:
                seen.add(state)
                found.append(state)
        levels.append(tuple(found))
    if graph and fine:
        _refuse_incomplete(reading, seen, path)
    return Ranked(tuple(levels), reading.at(path))


def _refuse_incomplete(reading: Reading, seen: set[str], path: Path) -> None:
    variable = reading.scope.variables.get(STATE)
    missing = [state for state in variable.values if state not in seen] if variable else []
    if missing:
        reading.complain(
            "incomplete-ranking",
            reading.at(path),
            f"The ranking leaves out {listed(missing)}",
            "A ranking has every feasible state once.",
            "Put each of them where it belongs; ties stand together in brackets.",
        )


def _state_number(reading: Reading, text: str, path: Path) -> str | None:
    if re.fullmatch(r"0{0,9}[1-9]\d{0,11}", text, re.ASCII):
        return str(int(text))
    reading.complain(
        "not-a-state-number",
        reading.at(path),
        f"`{text}` is no number of a state",
        "In option form states are numbered from 1, the first option of the file fastest.",
        "Write the number of the state.",
    )
    return None
