"""Rows of the table of states: sorted and filtered, some at a time."""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field

from detente.answers.analysis import Analysis
from detente.engine.board import Bools, Ints
from detente.engine.truth import Table, true
from detente.errors import question
from detente.scenario.asking import asked_formula
from detente.views.objects.parts.base import Told


class StateRow(Told):
    """A state: its values by option, the concepts under which everybody stays, and who stays under the one asked."""

    id: int
    values: list[str] = Field(description="in the order of `options`")
    holds: list[str] = Field(description="the concepts under which nobody leaves it")
    stays: list[str] = Field(description="the actors that do not leave it under the concept asked about")
    prospect: bool


class StatesPage(Told):
    """Some rows of the table of states."""

    scenario: str
    variant: str | None
    concept: str
    concepts: list[str]
    actors: list[str]
    options: dict[str, list[str]]
    status_quo: int | None
    feasible: int
    total: int = Field(description="how many states pass the filters")
    offset: int
    sort: str
    order: Literal["up", "down"]
    prospects: int | None
    rows: list[StateRow]


class Wanted(Told):
    """Which rows are asked for, in which order.

    `where` is a formula over options and circumstances. `held` asks for states that nobody leaves under a concept, or
    that `by` alone would not leave; `prospects` for those in which play comes to rest. `sort` is `id`, an option,
    `stays` (by how many stay) or `rank:ACTOR`.
    """

    where: str = ""
    held: str = ""
    by: str = ""
    prospects: bool = False
    sort: str = "id"
    order: Literal["up", "down"] = "up"
    offset: int = 0
    limit: int = 100


def pack_states(found: Analysis, wanted: Wanted) -> StatesPage:
    """Return the rows asked for; raises QuestionError for a formula that is none, and for unknown names."""
    places = np.flatnonzero(_passing(found, wanted))
    places = places[_order(found, wanted, places)]
    shown = places[wanted.offset : wanted.offset + wanted.limit]
    prospects = found.held.prospects
    return StatesPage(
        scenario=found.title,
        variant=found.variant,
        concept=found.lead,
        concepts=list(found.concepts),
        actors=list(found.actors),
        options={name: list(values) for name, values in found.options.items()},
        status_quo=None if found.status_quo is None else found.status_quo.number,
        feasible=len(found.states),
        total=len(places),
        offset=wanted.offset,
        sort=wanted.sort,
        order=wanted.order,
        prospects=None if prospects is None else len(prospects),
        rows=_rows(found, shown),
    )


def _passing(found: Analysis, wanted: Wanted) -> Bools:
    """Return by state whether it passes all filters."""
    count = len(found.states)
    passing = np.ones(count, dtype=np.bool_)
    if wanted.where.strip():
        formula = asked_formula(found.scenario, wanted.where, "the filter")
        passing &= true(formula.meaning, _table(found))
    if wanted.by and not wanted.held:
        wanted = wanted.model_copy(update={"held": found.lead})
    if wanted.held:
        held = found.concepts[_known("concept", wanted.held, list(found.concepts))]
        actor = _known("actor", wanted.by, list(held.stable)) if wanted.by else None
        passing &= (held.equilibria if actor is None else held.stable[actor]).by_state(count)
    if wanted.prospects:
        passing &= _prospects(found)
    return passing


def _prospects(found: Analysis) -> Bools:
    marks = np.zeros(len(found.states), dtype=np.bool_)
    if found.held.prospects is not None:
        marks[found.held.prospects.places] = True
    return marks


def _table(found: Analysis) -> Table:
    """Return the states as columns; a circumstance has one value in all of them."""
    count = len(found.states)
    columns = {name: found.states.positions(name) for name in found.options}
    fixed = {name: np.zeros(count, dtype=np.uint8) for name in found.world}
    values = dict(found.options) | {name: (value,) for name, value in found.world.items()}
    return Table(columns | fixed, values, count)


def _order(found: Analysis, wanted: Wanted, places: Ints) -> Ints:
    """Return the order of some states; what is tied stays in the order of numbers, whichever way is asked."""
    keys = _keys(found, wanted.sort)[places]
    return np.argsort(keys if wanted.order == "up" else -keys, kind="stable")


def _keys(found: Analysis, sort: str) -> Ints:
    count = len(found.states)
    if sort == "id":
        return np.arange(count)
    if sort == "stays":
        stays: Ints = np.sum(
            [numbers.by_state(count) for numbers in found.held.stable.values()], axis=0, dtype=np.int64
        )
        return stays
    if sort.startswith("rank:"):
        actors = list(found.actors)
        actor = actors.index(_known("actor", sort.removeprefix("rank:"), actors))
        ranks: Ints = found.states.board.ranks[actor].astype(np.int64)
        return ranks
    return found.states.positions(_known("option", sort, list(found.options))).astype(np.int64)


def _known(what: str, given: str, known: list[str]) -> str:
    if given in known:
        return given
    raise question(f"unknown-{what}", f"`{given}` is no {what} here", f"There are: {', '.join(known)}.", "")


def _rows(found: Analysis, places: Ints) -> list[StateRow]:
    count = len(found.states)
    holds = {key: held.equilibria.has(places) for key, held in found.concepts.items()}
    stays = {actor: numbers.has(places) for actor, numbers in found.held.stable.items()}
    marks = _prospects(found)[places] if count else np.zeros(0, dtype=np.bool_)
    columns = [
        np.array(values, dtype=object)[found.states.positions(name)[places]] for name, values in found.options.items()
    ]
    return [
        StateRow(
            id=int(place) + 1,
            values=[str(column[row]) for column in columns],
            holds=[key for key, marked in holds.items() if marked[row]],
            stays=[actor for actor, marked in stays.items() if marked[row]],
            prospect=bool(marks[row]),
        )
        for row, place in enumerate(places.tolist())
    ]
