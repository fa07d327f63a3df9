"""Options and states as objects."""

from __future__ import annotations

from detente.answers import analysis, run, unlisted
from detente.views.objects.parts.base import Told


class Option(Told):
    """An option, its owner (null for the listed states of graph form) and its values in order."""

    id: str
    actor: str | None
    values: list[str]


class State(Told):
    """A feasible state: its id and the value of every option."""

    id: int
    values: dict[str, str]


def pack_options(found: analysis.Analysis | unlisted.Unlisted) -> list[Option]:
    """Return the options of a conflict as objects."""
    owners = {option.id: option.actor for option in found.scenario.options.values()}
    return [Option(id=id_, actor=owners.get(id_), values=list(values)) for id_, values in found.options.items()]


def pack_state(given: run.State) -> State:
    """Return a state as its object."""
    return State(id=given.number, values=dict(given.values))
