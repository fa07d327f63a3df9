"""A conflict: the scenario in one world, plain and finite, with no doubt left.

`conflict(scenario, variant)` fixes every circumstance, applies the variant's start, locks and one-way options,
puts dropped statements where they belong in that world, and gives each actor that holds beliefs its *view*: the
conflict of the world it believes in, but with its own wants as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from math import lcm

from detente.errors import question
from detente.scenario import model
from detente.scenario.expression import ALWAYS, NEVER, All, Expression, Is, Named, Not, given

STATE = "state"
"""The variable that names the state in graph form."""


@dataclass(frozen=True)
class Goal:
    """A statement in one world: its truth as an expression over options, and its whole-number weight."""

    name: str
    meaning: Expression
    weight: int = 1


@dataclass(frozen=True)
class Ordered:
    """Goals, the most important first; standings compare as tuples of truths."""

    goals: tuple[Goal, ...]


@dataclass(frozen=True)
class Weighed:
    """Goals whose weights are added up; weights are scaled to whole numbers, so sums are exact."""

    goals: tuple[Goal, ...]


@dataclass(frozen=True)
class Ranked:
    """State numbers (from 1) in levels, best first, ties together."""

    levels: tuple[tuple[int, ...], ...]


Preference = Ordered | Weighed | Ranked


@dataclass(frozen=True)
class Option:
    """An option in one world; `actor` is the owner's index, None for the listed states of graph form.

    `needs` is ALWAYS where nothing is needed. `watches` are the expressions (or the option ids) on whose change
    the option lapses. `forward` and `kept` bind the owner only; `locked` is the value it cannot change.
    """

    id: str
    actor: int | None
    values: tuple[str, ...]
    needs: Expression = ALWAYS
    watches: tuple[str | Expression, ...] = ()
    forward: bool = False
    kept: tuple[str, ...] = ()
    locked: str | None = None


@dataclass(frozen=True)
class Conflict:
    """Actors, options, rules, moves and wants in one world.

    `start` is the status quo by option id, None where it is unknown. `arcs` are the moves of graph form by actor
    as pairs of state names. `views` gives the conflict that an actor (by index) believes in. `numbered` is the
    conflict whose states the rankings number, None for this one.
    """

    actors: tuple[str, ...]
    options: tuple[Option, ...]
    never: tuple[Expression, ...]
    preferences: tuple[Preference, ...]
    start: Mapping[str, str] | None
    arcs: tuple[tuple[tuple[str, str], ...], ...] | None = None
    views: Mapping[int, Conflict] = field(default_factory=dict)
    numbered: Conflict | None = None

    @property
    def structure(self) -> tuple[object, ...]:
        """Return all that decides which states and moves exist; equal structures share them."""
        return (self.options, self.never, self.arcs)


def infeasible(conflict: Conflict) -> tuple[Expression, ...]:
    """Return one expression for each reason that makes a state infeasible: rules, and options without their needs."""
    unmet = tuple(
        All((Is(option.id, option.values[1:]), Not(option.needs)))
        for option in conflict.options
        if option.needs != ALWAYS
    )
    return tuple(rule for rule in conflict.never if rule != NEVER) + unmet


def world(scenario: model.Scenario, variant: str | None = None) -> dict[str, str]:
    """Return the value of every circumstance now, as the variant sets them.

    Raises QuestionError where the scenario has no such variant.
    """
    now = {circumstance.id: circumstance.now for circumstance in scenario.circumstances.values()}
    return now | dict(find_variant(scenario, variant).set if variant is not None else {})


def find_variant(scenario: model.Scenario, name: str) -> model.Variant:
    """Return the variant of that name, or say which there are."""
    if name in scenario.variants:
        return scenario.variants[name]
    near = get_close_matches(name, scenario.variants, 1)
    raise question(
        "unknown-variant",
        f"`{name}` is no variant of this scenario",
        f"The variants are: {', '.join(scenario.variants) or '(none)'}.",
        f"Did you mean `{near[0]}`?" if near else "Leave the variant out for the scenario as written.",
    )


def conflict(scenario: model.Scenario, variant: str | None = None, beliefs: bool | None = None) -> Conflict:
    """Return the scenario in the world of a variant, with the views of the actors that hold beliefs.

    `beliefs` overrides the scenario's own setting.
    """
    return conflict_in(scenario, world(scenario, variant), variant, beliefs)


def conflict_in(
    scenario: model.Scenario, facts: Mapping[str, str], variant: str | None = None, beliefs: bool | None = None
) -> Conflict:
    """Return the scenario in a world given by the value of every circumstance; the variant gives start and locks."""
    plain = _in_world(scenario, variant, facts)
    if not (scenario.settings.beliefs if beliefs is None else beliefs):
        return plain
    views = {}
    for index, actor in enumerate(scenario.actors):
        believed = dict(facts) | thinks(scenario, actor, facts)
        if believed != facts:
            views[index] = _keep_wants(_in_world(scenario, variant, believed), plain, index)
    return replace(plain, views=views)


def _keep_wants(view: Conflict, actual: Conflict, actor: int) -> Conflict:
    """Give the actor its actual wants in its own view: it may err about the world, not about itself."""
    wants = tuple((actual if index == actor else view).preferences[index] for index in range(len(view.actors)))
    return replace(view, preferences=wants)


def thinks(scenario: model.Scenario, actor: str, facts: Mapping[str, str]) -> dict[str, str]:
    """Return what an actor takes circumstances to be in a world, where it holds beliefs about them."""
    beliefs = [belief for belief in scenario.beliefs if belief.actor == actor]
    held = {name: value for belief in beliefs for name, value in belief.thinks.items()}
    return held | {name: facts[drawn] for belief in beliefs for name, drawn in belief.drawn.items()}


def _in_world(scenario: model.Scenario, variant: str | None, facts: Mapping[str, str]) -> Conflict:
    change = find_variant(scenario, variant) if variant is not None else None
    actors = tuple(scenario.actors)
    plain = Conflict(
        actors=actors,
        options=_options(scenario, change, facts),
        never=tuple(given(rule.when.meaning, facts) for rule in scenario.rules),
        preferences=tuple(wants(scenario, actor, facts) for actor in scenario.actors.values()),
        start=_start(scenario, change),
        arcs=tuple(actor.moves or () for actor in scenario.actors.values()) if scenario.graph_form else None,
    )
    if scenario.graph_form or not any(isinstance(p, Ranked) for p in plain.preferences):
        return plain
    base_facts = world(scenario)
    base = replace(
        plain,
        options=_options(scenario, None, base_facts),
        never=tuple(given(rule.when.meaning, base_facts) for rule in scenario.rules),
    )
    return plain if base.structure == plain.structure else replace(plain, numbered=base)


def _options(scenario: model.Scenario, change: model.Variant | None, facts: Mapping[str, str]) -> tuple[Option, ...]:
    if scenario.graph_form:
        return (Option(STATE, None, tuple(state.id for state in scenario.states)),)
    index = {actor: number for number, actor in enumerate(scenario.actors)}
    lock = change.lock if change else {}
    one_way = change.irreversible if change else ()
    return tuple(
        Option(
            id=option.id,
            actor=index[option.actor],
            values=option.values,
            needs=given(option.needs.meaning, facts) if option.needs else ALWAYS,
            watches=_watches(option, facts),
            forward=option.forward or option.id in one_way,
            kept=option.kept,
            locked=lock.get(option.id),
        )
        for option in scenario.options.values()
    )


def _watches(option: model.Option, facts: Mapping[str, str]) -> tuple[str | Expression, ...]:
    """Return what the option lapses on; a situation decided by the world never changes and is left out."""
    watched: list[str | Expression] = []
    for watch in option.watches:
        if watch.situation is None:
            watched.append(watch.name)
        else:
            truth = given(Named(watch.name, watch.situation), facts)
            if truth not in (ALWAYS, NEVER):
                watched.append(truth)
    return tuple(watched)


def _start(scenario: model.Scenario, change: model.Variant | None) -> dict[str, str] | None:
    moved = dict(change.start) if change else {}
    if scenario.graph_form:
        first = moved.get(STATE, scenario.start)
        return None if first is None else {STATE: first}
    if scenario.start_unknown and not moved:
        return None
    start = {option.id: option.start for option in scenario.options.values()}
    return start | moved | dict(change.lock if change else {})


def wants(scenario: model.Scenario, actor: model.Actor, facts: Mapping[str, str]) -> Preference:
    """Return what an actor wants in a world given by the value of every circumstance."""
    match actor.preferences:
        case model.Ordered(statements):
            return Ordered(tuple(_goal(s, facts) for s in in_order(statements, facts)))
        case model.Weighed(statements):
            scale = lcm(*(s.weight.denominator for s in statements if s.weight is not None))
            return Weighed(tuple(_goal(s, facts, scale) for s in statements))
        case model.Ranked(levels):  # pragma: no branch - the kinds are these three
            number = {state.id: place for place, state in enumerate(scenario.states, 1)}
            return Ranked(tuple(tuple(number[s] if scenario.graph_form else int(s) for s in level) for level in levels))


def _goal(statement: model.Statement, facts: Mapping[str, str], scale: int = 1) -> Goal:
    weight = int(statement.weight * scale) if statement.weight is not None else 1
    return Goal(statement.name, given(statement.meaning, facts), weight)


def in_order(statements: tuple[model.Statement, ...], facts: Mapping[str, str]) -> tuple[model.Statement, ...]:
    """Return the statements in the order that they have in a world: those that drop there moved down.

    Drops are carried out in the order of the list.
    """
    order = list(statements)
    for statement in statements:
        drop = statement.drops
        if drop is not None and given(drop.when.meaning, facts) == ALWAYS:
            order.remove(statement)
            below = next(i for i, other in enumerate(order) if other.name == drop.below)
            order.insert(below + 1, statement)
    return tuple(order)
