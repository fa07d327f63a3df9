"""The definitions again, with sets and loops: slow, plain, and nobody's clever idea.

A state is the tuple of the values of all options in the order of the file (graph
form: a tuple of one name), so a state means the same in every world. Numbers from 1
appear only in the answer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from tests.oracles.sketch import (
    Actor,
    Formula,
    Option,
    Sketch,
    Statement,
    graph_form,
    options_in_order,
    scales,
)

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq", "firm")
FORESIGHT_OF_PREFERENCES = ("seq", "sseq", "firm")  # the concepts that beliefs act on

State = tuple[str, ...]
Arcs = set[tuple[int, int]]


class NoAnswer(Exception):
    """The sketch has no feasible state, or its status quo is not one of them."""


@dataclass(frozen=True)
class Answer:
    """All that can be asked of a small conflict, in state numbers from 1.

    With an unknown status quo every set of prospects and of cycles is empty.
    """

    states: list[dict[str, str]]
    status_quo: int | None
    moves: dict[str, Arcs]
    stable: dict[str, dict[str, set[int]]]
    equilibria: dict[str, set[int]]
    undeterred: dict[str, dict[str, Arcs]]
    prospects: dict[str, set[int]]
    cycles: dict[str, set[frozenset[int]]]


# ---------------------------------------------------------------- truth


@dataclass(frozen=True)
class Terms:
    """What the names of a sketch stand for."""

    options: tuple[str, ...]  # full names in the order of the file; `state` in graph form
    scales: dict[str, tuple[str, ...]]
    situations: dict[str, Formula]


def terms_of(sketch: Sketch) -> Terms:
    """Collect the names of a sketch."""
    options = [f"{owner}.{option.name}" for owner, option in options_in_order(sketch)]
    names = ("state",) if graph_form(sketch) else tuple(options)
    return Terms(names, scales(sketch), dict(sketch.situations))


def holds(formula: Formula, values: dict[str, str], terms: Terms) -> bool:
    """Tell whether a formula is true where every name has the given value."""
    kind = formula[0]
    if kind == "always":
        return True
    if kind == "never":
        return False
    if kind == "situation":
        return holds(terms.situations[formula[1]], values, terms)
    if kind == "not":
        return not holds(formula[1], values, terms)
    if kind == "and":
        return all(holds(part, values, terms) for part in formula[1:])
    if kind == "or":
        return any(holds(part, values, terms) for part in formula[1:])
    if kind == "is":
        return values[formula[1]] in formula[2]
    scale = terms.scales[formula[1]]
    here, there = scale.index(values[formula[1]]), scale.index(formula[2])
    return {"lt": here < there, "le": here <= there, "gt": here > there, "ge": here >= there}[kind]


# ---------------------------------------------------------------- one world


@dataclass(frozen=True)
class World:
    """A sketch with the circumstances as they are, or as somebody believes them to be."""

    sketch: Sketch
    terms: Terms
    facts: dict[str, str]

    def values(self, state: State) -> dict[str, str]:
        """Give the value of every name in a state."""
        return {**self.facts, **dict(zip(self.terms.options, state, strict=True))}

    def holds(self, formula: Formula, state: State) -> bool:
        """Tell whether a formula is true in a state of this world."""
        return holds(formula, self.values(state), self.terms)


def world_of(sketch: Sketch, thinks: Iterable[tuple[str, str]] = ()) -> World:
    """Give the actual world, or with `thinks` the one that somebody believes in."""
    facts = {circumstance.name: circumstance.now for circumstance in sketch.circumstances}
    facts.update(thinks)
    return World(sketch, terms_of(sketch), facts)


def feasible_states(world: World, locked: bool = True) -> list[State]:
    """List the feasible states in their numbering: the first option runs fastest.

    With `locked` off the locks are ignored, which gives the states that rankings number.
    """
    if graph_form(world.sketch):
        return [(name,) for name in world.sketch.states]
    options = [option for _, option in options_in_order(world.sketch)]
    # product() runs its last factor fastest, hence twice the turning round.
    backwards = product(*(option.values for option in reversed(options)))
    every = [tuple(reversed(values)) for values in backwards]
    return [state for state in every if feasible(world, options, state, locked)]


def feasible(world: World, options: list[Option], state: State, locked: bool) -> bool:
    """Tell whether no rule, no need and no lock speaks against a state."""
    if any(world.holds(rule, state) for rule in world.sketch.never):
        return False
    for option, value in zip(options, state, strict=True):
        taken = value != option.values[0]
        if taken and option.needs is not None and not world.holds(option.needs, state):
            return False
        if locked and option.lock is not None and value != option.lock:
            return False
    return True


def numbers_in_base(sketch: Sketch) -> dict[State, int]:
    """Number the feasible states of the base world, which is what rankings speak of."""
    base = feasible_states(world_of(sketch), locked=False)
    return {state: number for number, state in enumerate(base, start=1)}


# ---------------------------------------------------------------- moves


def all_moves(world: World, states: list[State]) -> dict[str, dict[State, set[State]]]:
    """Give, for every actor, the states that it can reach from each state in one move."""
    known = set(states)
    found: dict[str, dict[State, set[State]]] = {}
    for actor in world.sketch.actors:
        if graph_form(world.sketch):
            found[actor.name] = {s: {(to,) for come, to in actor.arcs if (come,) == s} for s in states}
        else:
            found[actor.name] = {s: set(option_moves(world, actor, s)) & known for s in states}
    return found


def option_moves(world: World, actor: Actor, state: State) -> Iterator[State]:
    """Give what follows from every other strategy of the actor (not yet tested for feasibility)."""
    options = options_in_order(world.sketch)
    own = [index for index, (owner, _) in enumerate(options) if owner == actor.name]
    present = tuple(state[index] for index in own)
    for strategy in product(*(options[index][1].values for index in own)):
        if strategy == present:
            continue
        if not all(may_go(options[i][1], state[i], new) for i, new in zip(own, strategy, strict=True)):
            continue
        choice = list(state)
        for index, new in zip(own, strategy, strict=True):
            choice[index] = new
        result = fall_away(world, state, tuple(choice))
        if tuple(result[index] for index in own) == strategy:
            yield result


def may_go(option: Option, old: str, new: str) -> bool:
    """Tell whether an actor may choose the new value of its option, given the old one."""
    if new == old:
        return True
    if option.lock is not None:
        return False
    if isinstance(option.irreversible, tuple):
        return old not in option.irreversible
    return not option.irreversible or option.values.index(new) > option.values.index(old)


def fall_away(world: World, before: State, after: State) -> State:
    """Let dependants fall, all that must at once, again and again until nothing changes."""
    options = [option for _, option in options_in_order(world.sketch)]
    while True:
        falling = {
            index
            for index, option in enumerate(options)
            if after[index] != option.values[0]
            and (loses_its_need(world, option, after) or lapses(world, option, index, before, after))
        }
        if not falling:
            return after
        after = tuple(options[index].values[0] if index in falling else value for index, value in enumerate(after))


def loses_its_need(world: World, option: Option, after: State) -> bool:
    """Tell whether what the option needs is missing."""
    return option.needs is not None and not world.holds(option.needs, after)


def lapses(world: World, option: Option, index: int, before: State, after: State) -> bool:
    """Tell whether an option that has stood since before lapses: something watched has changed."""
    if before[index] != after[index]:
        return False
    return any(reading(world, name, before) != reading(world, name, after) for name in option.lapses)


def reading(world: World, name: str, state: State) -> str | bool:
    """Give the truth of a situation or the value of an option."""
    if name in world.terms.situations:
        return world.holds(("situation", name), state)
    return world.values(state)[name]


# ---------------------------------------------------------------- standings


def standing(world: World, actor: Actor, state: State, numbers: dict[State, int]) -> Any:
    """Give what an actor compares: a tuple of truths, a sum of weights, or a place in a ranking."""
    if actor.ranking is not None:
        return next(-place for place, group in enumerate(actor.ranking) if numbers[state] in group)
    if actor.weighs:
        true = [each for each in actor.statements if truth(world, each, state)]
        return sum((Fraction(each.weight or "0") for each in true), Fraction(0))
    return tuple(truth(world, each, state) for each in order_of(world, actor))


def order_of(world: World, actor: Actor) -> list[Statement]:
    """Give the statements in their order of importance in this world; drops act in the order of the file."""
    order = list(range(len(actor.statements)))
    for index, each in enumerate(actor.statements):
        if each.drops is not None and holds(each.drops[1], world.facts, world.terms):
            order.remove(index)
            order.insert(order.index(each.drops[0]) + 1, index)
    return [actor.statements[index] for index in order]


def truth(world: World, statement: Statement, state: State) -> bool:
    """Tell whether a wish is met; it is where its `if` fails."""
    if statement.given is not None and not world.holds(statement.given, state):
        return True
    met = world.holds(statement.want, state) != statement.avoid
    if statement.exactly is None:
        return met
    return met == world.holds(statement.exactly, state)


# ---------------------------------------------------------------- a conflict in one world


class Conflict:
    """States, moves and standings of one world; what has been worked out is kept."""

    def __init__(self, world: World) -> None:
        """Work out states and moves."""
        self.world = world
        self.actors = {actor.name: actor for actor in world.sketch.actors}
        self.states = feasible_states(world)
        self.moves = all_moves(world, self.states)
        self.numbers = numbers_in_base(world.sketch)
        self._ranks: dict[tuple[str, State], Any] = {}
        self._steps: dict[tuple[str, str, State], set[State]] = {}
        self._reach: dict[tuple[str, frozenset[str], State], set[State]] = {}

    def rank(self, who: str, state: State) -> Any:
        """Give the standing of a state for an actor, by this world's reading of its wishes."""
        key = (who, state)
        if key not in self._ranks:
            self._ranks[key] = standing(self.world, self.actors[who], state, self.numbers)
        return self._ranks[key]

    def improvements(self, who: str, state: State) -> set[State]:
        """Give the moves that lead to a better state, judged where they are made."""
        return {to for to in self.moves[who][state] if self.rank(who, to) > self.rank(who, state)}

    def lean(self, who: str, state: State) -> set[State]:
        """Give the improvements of which no part does as well."""
        return {
            to
            for to in self.improvements(who, state)
            if not any(
                self.is_part(who, state, less, to) and self.rank(who, less) >= self.rank(who, to)
                for less in self.moves[who][state]
            )
        }

    def is_part(self, who: str, state: State, less: State, more: State) -> bool:
        """Tell whether `less` changes some, but not all, of the own options that `more` changes."""
        return self.changes(who, state, less) < self.changes(who, state, more)

    def changes(self, who: str, state: State, to: State) -> set[tuple[str, str]]:
        """Give the own (option, value) pairs in which a state differs from the present one."""
        triples = zip(self.world.terms.options, state, to, strict=True)
        if graph_form(self.world.sketch):
            return {(name, new) for name, _, new in triples}  # one pair each: nothing is part of anything
        return {(name, new) for name, old, new in triples if old != new and name.startswith(f"{who}.")}

    def steps(self, kind: str, who: str, state: State) -> set[State]:
        """Give the moves of one kind: any, better or lean."""
        key = (kind, who, state)
        if key not in self._steps:
            kinds = {"any": lambda: self.moves[who][state], "better": lambda: self.improvements(who, state)}
            self._steps[key] = kinds.get(kind, lambda: self.lean(who, state))()
        return self._steps[key]

    def reach(self, kind: str, movers: frozenset[str], start: State) -> set[State]:
        """Give the states that the movers reach by legal sequences: nobody moves twice running."""
        key = (kind, movers, start)
        if key not in self._reach:
            self._reach[key] = set(self.last_movers(kind, movers, start))
        return self._reach[key]

    def last_movers(self, kind: str, movers: frozenset[str], start: State) -> dict[State, set[str]]:
        """Give, for every state reached, who can have made the last step: the inductive definition."""
        last: dict[State, set[str]] = {}
        for who in movers:
            for to in self.steps(kind, who, start):
                last.setdefault(to, set()).add(who)
        grown = True
        while grown:
            grown = False
            for state in list(last):
                for who in movers:
                    if last[state] == {who}:
                        continue
                    for to in self.steps(kind, who, state):
                        if who not in last.setdefault(to, set()):
                            last[to].add(who)
                            grown = True
        return last


# ---------------------------------------------------------------- stability


class Verdicts:
    """The actual conflict together with the views of those who believe otherwise."""

    def __init__(self, sketch: Sketch) -> None:
        """Set up the actual conflict and the views."""
        self.actual = Conflict(world_of(sketch))
        self.names = [actor.name for actor in sketch.actors]
        self.views = {who: Conflict(world_of(sketch, thinks)) for who, thinks in sketch.beliefs}

    def others(self, who: str) -> frozenset[str]:
        """Give everybody else."""
        return frozenset(self.names) - {who}

    def own(self, who: str, state: State) -> Any:
        """Give an actor's own standing: it knows what it wants, whatever it believes."""
        return self.actual.rank(who, state)

    def ground(self, concept: str, who: str, state: State) -> Conflict:
        """Give the conflict in which an actor expects play to go on from a state.

        That is its view, unless the state cannot be there: then what happened has refuted the belief.
        """
        view = self.views.get(who)
        if view is None or concept not in FORESIGHT_OF_PREFERENCES or state not in view.moves[who]:
            return self.actual
        return view

    def undeterred(self, concept: str, who: str, state: State) -> set[State]:
        """Give the tempting moves that nothing keeps an actor from making."""
        if concept == "nash":
            return self.actual.improvements(who, state)
        if concept == "firm":
            return {to for to in self.actual.lean(who, state) if not self.bitten(who, state, to)}
        tempting = self.actual.improvements(who, state)
        return {to for to in tempting if not self.sanctioned(concept, who, state, to)}

    def sanctioned(self, concept: str, who: str, state: State, to: State) -> bool:
        """Tell whether the others have a reply after which the move was not worth it."""
        ground = self.ground(concept, who, to)
        kind = "any" if concept in ("gmr", "smr") else "better"
        for reply in ground.reach(kind, self.others(who), to):
            if self.own(who, reply) > self.own(who, state):
                continue
            if concept in ("gmr", "seq"):
                return True
            if all(self.own(who, escape) <= self.own(who, state) for escape in ground.moves[who][reply]):
                return True
        return False

    def bitten(self, who: str, state: State, to: State) -> bool:
        """Tell whether reactions undo a move, and would not have come without it."""
        after, before = self.worst(who, to), self.worst(who, state)
        return bool(after <= self.own(who, state) and after < before)

    def worst(self, who: str, state: State) -> Any:
        """Give the least that an actor can be left with once the others have reacted leanly."""
        ground = self.ground("firm", who, state)
        ends = {state} | ground.reach("lean", self.others(who), state)
        return min(self.best_reply(ground, who, end) for end in ends)

    def best_reply(self, ground: Conflict, who: str, state: State) -> Any:
        """Give the best standing that an actor can still secure for itself by one move or none."""
        return max(self.own(who, end) for end in {state} | ground.moves[who][state])


# ---------------------------------------------------------------- where play leads


def reachable(arcs: Arcs, start: int) -> set[int]:
    """Give the states reached by one step or more."""
    found: set[int] = set()
    edge = {start}
    while edge:
        edge = {to for come, to in arcs if come in edge} - found
        found |= edge
    return found


def closed_cycles(arcs: Arcs, start: int) -> set[frozenset[int]]:
    """Give the sets in which play from the start can go round for ever and which it cannot leave."""
    cycles = set()
    for state in reachable(arcs, start) | {start}:
        onward = reachable(arcs, state)
        if len(onward) >= 2 and all(state in reachable(arcs, other) for other in onward):
            cycles.add(frozenset(onward))
    return cycles


# ---------------------------------------------------------------- the answer


def status_quo_of(sketch: Sketch) -> State | None:
    """Give the state that stands at the start; a locked option stands at its locked value."""
    if graph_form(sketch):
        return None if sketch.start is None else (sketch.start,)
    if not sketch.start_known:
        return None
    return tuple(option.lock or option.start or option.values[0] for _, option in options_in_order(sketch))


def answer(sketch: Sketch) -> Answer:
    """Answer everything about a sketch.

    Raises
    ------
    NoAnswer
        where no state is feasible, in fact or in what an actor believes, or the status quo is not.
    """
    verdicts = Verdicts(sketch)
    conflict = verdicts.actual
    start = status_quo_of(sketch)
    if not conflict.states:
        raise NoAnswer("no state is feasible")
    if not all(view.states for view in verdicts.views.values()):
        raise NoAnswer("an actor believes in a world without states")
    if start is not None and start not in conflict.states:
        raise NoAnswer("the status quo is not feasible")
    number = {state: place for place, state in enumerate(conflict.states, start=1)}
    status_quo = None if start is None else number[start]
    names = verdicts.names
    undeterred = {c: {who: leaving(verdicts, c, who, number) for who in names} for c in CONCEPTS}
    stable = {
        concept: {who: set(number.values()) - {come for come, _ in arcs} for who, arcs in by_actor.items()}
        for concept, by_actor in undeterred.items()
    }
    equilibria = {concept: set.intersection(*stable[concept].values()) for concept in CONCEPTS}
    roads = {concept: set.union(*undeterred[concept].values()) for concept in CONCEPTS}
    return Answer(
        states=[dict(zip(conflict.world.terms.options, state, strict=True)) for state in conflict.states],
        status_quo=status_quo,
        moves={
            who: {(number[come], number[to]) for come, ends in table.items() for to in ends}
            for who, table in conflict.moves.items()
        },
        stable=stable,
        equilibria=equilibria,
        undeterred=undeterred,
        prospects={c: prospects(equilibria[c], roads[c], status_quo) for c in CONCEPTS},
        cycles={c: set() if status_quo is None else closed_cycles(roads[c], status_quo) for c in CONCEPTS},
    )


def leaving(verdicts: Verdicts, concept: str, who: str, number: dict[State, int]) -> Arcs:
    """Give an actor's undeterred moves at all states."""
    states = verdicts.actual.states
    return {(number[s], number[to]) for s in states for to in verdicts.undeterred(concept, who, s)}


def prospects(equilibria: set[int], roads: Arcs, status_quo: int | None) -> set[int]:
    """Give the equilibria to which undeterred moves lead from the status quo."""
    if status_quo is None:
        return set()
    return equilibria & (reachable(roads, status_quo) | {status_quo})
