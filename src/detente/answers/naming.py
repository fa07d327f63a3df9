"""States by what people call them: a number, `start`, a listed state's name, or changes from the status quo."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from detente.answers.run import Run
from detente.conflict import Conflict
from detente.errors import QuestionError, question
from detente.scenario.expression import holds
from detente.scenario.model import Scenario

START = ("start", "status-quo")
"""What people call the status quo."""


def find_state(run: Run, given: int | str) -> int:
    """Return the place (from 0) of a state.

    `given` is a number from 1, the word `start` or `status-quo`, the name of a listed state, or settings such as
    `US.aid=cut, Europe.troops=yes`, which mean the status quo with these values instead.
    Raises QuestionError where no such state is feasible.
    """
    text = str(given).strip()
    names = [state.id for state in run.scenario.states]
    if text in names:
        return names.index(text)
    if text in START:
        return _start(run)
    if "=" in text and not run.scenario.graph_form:
        return _with(run, settings(run.scenario, text))
    return run.number(given)


def _start(run: Run) -> int:
    if run.board.start >= 0:
        return run.board.start
    raise question(
        "unknown-status-quo",
        "the status quo of this scenario is unknown",
        f"States are numbered 1 to {run.board.count}.",
        "Name a state by its number, or give the scenario a start.",
    )


def settings(scenario: Scenario, text: str) -> dict[str, str]:
    """Return what settings such as `US.aid=cut, Europe.troops=yes` set; QuestionError where there is no such thing."""
    found = {}
    for part in text.split(","):
        name, _, value = (piece.strip() for piece in part.partition("="))
        option = scenario.options.get(name)
        if option is None:
            raise _unknown("option", name, scenario.options)
        if value not in option.values:
            raise _unknown(f"value of {name}", value, option.values)
        found[name] = value
    return found


def _unknown(what: str, given: str, known: Mapping[str, object] | tuple[str, ...]) -> QuestionError:
    near = get_close_matches(given, list(known), 1)
    return question(
        "unknown-state",
        f"`{given}` is no {what} here",
        f"There are: {', '.join(known)}.",
        f"Did you mean `{near[0]}`?" if near else "Write settings as `Actor.option=value`, with commas between.",
    )


def _with(run: Run, changed: Mapping[str, str]) -> int:
    values = dict(run.states[_start(run)].values) | dict(changed)
    place = run.states.find(values)
    if place is not None:
        return place
    raise question(
        "infeasible-state",
        f"no feasible state has {in_words(changed)} and all else as at the start",
        f"It is ruled out: {'; '.join(obstacles(run.scenario, run.conflict, run.world, values))}.",
        "Set what it needs as well, or name a state by its number.",
    )


def in_words(values: Mapping[str, str]) -> str:
    """Return settings as a person writes them.

    >>> in_words({"US.aid": "cut", "Europe.troops": "yes"})
    'US.aid = cut, Europe.troops = yes'
    """
    return ", ".join(f"{name} = {value}" for name, value in values.items())


def obstacles(
    scenario: Scenario, conflict: Conflict, world: Mapping[str, str], values: Mapping[str, str]
) -> Iterator[str]:
    """Return what makes these values of all options infeasible: rules, missing needs, locks."""
    facts = dict(world) | dict(values)
    for rule in scenario.rules:
        if holds(rule.when.meaning, facts):
            yield f"never {rule.when.text}"
    for option in scenario.options.values():
        taken = values[option.id] != option.values[0]
        if option.needs and taken and not holds(option.needs.meaning, facts):
            yield f"{option.id} needs {option.needs.text}"
    for locked in conflict.options:
        if locked.locked is not None and values[locked.id] != locked.locked:
            yield f"{locked.id} is locked at {locked.locked}"
