"""What a settlement is, what it needs, and why there is none: by trying all plans on a small sketch.

A sketch is that of `tests.oracles.sketch`, judged by the oracle there; a state is the tuple of the values of all
options in the order of the file. A `Talks` says what is asked: sketch, target formula, concept, group, fallback.
The functions:

    attitude(sketch, who, t, f)      "gains", "loses" or "is level" (for a Game: `game_attitude`)
    acceptable(sketch, group, t, f)  t suits every member of the group (ties suit)
    frontier(sketch)                 the Pareto frontier of the feasible states (for a Game: `game_frontier`)
    holds(sketch, c, t)              t is an equilibrium
    extras(talks)                    all clauses of the kinds 2 to 4 that can be tried
    why_not(talks, plan)             the reasons why a plan is not good; `good` where there is none
    good_plans(talks, most)          all good plans with at most so many clauses of kinds 2 to 4
    minimal_plans(talks, most)       those of which no part is good, in the order in which they are to be listed
    why_needed(talks, plan)          for each clause, why the plan without it is not good
    demands(talks), meeting(talks, D), conflict_sets(talks)
    sequences(talks, plan)           the orders in which the `set` clauses can be carried out
    preferred_sequences(talks, plan) those with irreversible steps as late as can be

A plan is a frozenset of clauses:

    ("set", "A.x", v)   ("guarantee", "A.x")   ("make", circumstance, v)   ("waive", "A", k), k from 0 as written

Where the text leaves a choice, this is what was chosen:

1. Option form only, with a known status quo or a fallback that is given. A plan sets an option once at most, to another
   value than at the fallback, and makes a circumstance once at most, another value than now. Beliefs stay as they are.
2. Guarantee: the *one-way* reading, `irreversible: [v]` added to what is there already: at the agreed value v the
   owner cannot move the option away from it. It binds the owner, not the option: what falls away (needs, lapses) falls
   away still. The reading as a lock would make the fallback infeasible whenever the option changes.
   The clause names the option alone; its value is the one that the option has in t under the plan at hand. So in a part
   of the plan without `set A.x = v` it guarantees that A.x stays where it is at the fallback.
3. Waive: the statement is true everywhere. It keeps its place, so that drops of others act as before.
4. Rankings speak of the states of the sketch as it was before the plan. (A plan that makes states feasible that no
   ranking has is not covered.)
5. Good: t holds for *all* actors, also those outside the group; only members of the group must not lose.
6. Weight: 1 for each clause of the kinds 2 to 4 and 0 for `set`, unless given. Order: weight, then number of `set`
   clauses, then the sorted text of the clauses.
7. "Because it loses": the statement that decides is the first, in the order in which they count, on which t and f
   differ (its number as written); None for weights and rankings.
8. Demands in conflict: minimal among the sets that contain the target and that no state meets. The target itself may
   be superfluous in one (nobody can be kept anyhow): `needs_target` tells. A set whose every proper part can be
   met is one of these with `needs_target`, so the narrower reading is a filter.
   Which states: as the text has it, the feasible ones where all rules are demanded, otherwise the whole product, in
   which `needs` and locks do not bind either (`universe="product"`). That can put all rules into a conflict set when
   it is only a missing need that excludes the target. With `universe="needs"`, needs and locks bind always.
   "suits i" and "i stays" speak of the conflict as it is. Outside the states that its ranking numbers nothing suits
   an actor with a ranking.
9. Sequences are played in the changed conflict. Each `set` clause is one move of the owner in which it chooses no
   other new value; dependants fall away as in any move. An order that does not end in t is none. "On the way before t"
   counts the fallback too. *One-way*: the option as written cannot go back from v to its value at the fallback.
   *Can be taken back*: neither one-way nor guaranteed. A step that is one-way and not guaranteed comes after all
   steps of others that can be taken back. Preferred: the fewest pairs in which a step that cannot be taken back
   comes before one that can.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations, permutations, product
from typing import Any

from tests.oracles.oracle import (
    Conflict,
    State,
    Verdicts,
    fall_away,
    feasible,
    may_go,
    numbers_in_base,
    order_of,
    status_quo_of,
    truth,
)
from tests.oracles.sketch import Formula, Option, Sketch, Statement, graph_form, options_in_order
from tests.settlement.oracle_coalitions import Game

Clause = tuple[Any, ...]
Plan = frozenset[Clause]
Reason = tuple[Any, ...]
Demand = tuple[Any, ...]

KINDS = ("guarantee", "make", "waive")


# ---------------------------------------------------------------- acceptance


def _attitude(new: Any, old: Any) -> str:
    if new > old:
        return "gains"
    return "loses" if new < old else "is level"


def attitude(sketch: Sketch, who: str, to: State, fallback: State) -> str:
    """Tell what a state means to an actor against a fallback."""
    conflict = Verdicts(sketch).actual
    return _attitude(conflict.rank(who, to), conflict.rank(who, fallback))


def acceptable(sketch: Sketch, group: Iterable[str], to: State, fallback: State) -> bool:
    """Tell whether nobody of a group loses."""
    return all(attitude(sketch, who, to, fallback) != "loses" for who in group)


def frontier(sketch: Sketch) -> set[State]:
    """Give the feasible states that no feasible state improves for somebody and worsens for nobody."""
    conflict = Verdicts(sketch).actual
    standings = {s: [conflict.rank(who, s) for who in conflict.actors] for s in conflict.states}
    return {s for s in conflict.states if not any(dominates(standings[u], standings[s]) for u in conflict.states)}


def dominates(one: Collection[Any], other: Collection[Any]) -> bool:
    """Tell whether one is nowhere below the other and somewhere above it."""
    pairs = list(zip(one, other, strict=True))
    return all(a >= b for a, b in pairs) and any(a > b for a, b in pairs)


def holds(sketch: Sketch, concept: str, state: State) -> bool:
    """Tell whether a state is an equilibrium."""
    verdicts = Verdicts(sketch)
    return not any(verdicts.undeterred(concept, who, state) for who in verdicts.names)


def game_attitude(game: Game, actor: int, to: int, fallback: int) -> str:
    """Tell what a state of a game means to an actor against a fallback."""
    return _attitude(game.ranks[actor][to], game.ranks[actor][fallback])


def game_acceptable(game: Game, group: Iterable[int], to: int, fallback: int) -> bool:
    """Tell whether nobody of a group loses in a game."""
    return all(game_attitude(game, actor, to, fallback) != "loses" for actor in group)


def game_frontier(game: Game) -> set[int]:
    """Give the Pareto frontier of a game."""
    standings = [[rank[s] for rank in game.ranks] for s in game.states]
    return {s for s in game.states if not any(dominates(standings[u], standings[s]) for u in game.states)}


# ---------------------------------------------------------------- what is asked


@dataclass(frozen=True)
class Talks:
    """A sketch, what is to be true of the settlement, and how it is judged; None: everybody, the status quo."""

    sketch: Sketch
    target: Formula
    concept: str = "nash"
    group: tuple[str, ...] | None = None
    fallback: State | None = None
    kinds: tuple[str, ...] = KINDS

    @property
    def members(self) -> tuple[str, ...]:
        """Who must not lose."""
        return tuple(actor.name for actor in self.sketch.actors) if self.group is None else self.group

    @property
    def ground(self) -> State:
        """What happens if nothing is agreed."""
        assert not graph_form(self.sketch)
        found = status_quo_of(self.sketch) if self.fallback is None else self.fallback
        assert found is not None
        return found


def options_of(sketch: Sketch) -> dict[str, tuple[str, Option]]:
    """Give (owner, option) by full name, in the order of the file."""
    return {f"{owner}.{option.name}": (owner, option) for owner, option in options_in_order(sketch)}


# ---------------------------------------------------------------- clauses and plans


def extras(talks: Talks) -> list[Clause]:
    """Give all clauses of the kinds 2 to 4."""
    found: list[Clause] = [("guarantee", name) for name in options_of(talks.sketch)]
    for each in talks.sketch.circumstances:
        found += [("make", each.name, value) for value in each.values if value != each.now]
    for actor in talks.sketch.actors:
        if actor.ranking is None and not actor.weighs:
            found += [("waive", actor.name, k) for k in range(len(actor.statements))]
    return [clause for clause in found if clause[0] in talks.kinds]


def settings(talks: Talks) -> Iterator[Plan]:
    """Give all sets of `set` clauses: one for each combination of values."""
    options = options_of(talks.sketch)
    for state in product(*(option.values for _, option in options.values())):
        triples = zip(options, state, talks.ground, strict=True)
        yield frozenset(("set", name, new) for name, new, old in triples if new != old)


def agreed(talks: Talks, plan: Iterable[Clause]) -> State:
    """Give the state on which a plan agrees."""
    new = {clause[1]: clause[2] for clause in plan if clause[0] == "set"}
    pairs = zip(options_of(talks.sketch), talks.ground, strict=True)
    return tuple(new.get(name, old) for name, old in pairs)


def changed_sketch(sketch: Sketch, plan: Iterable[Clause]) -> Sketch:
    """Give the sketch with circumstances made and statements waived."""
    made = {clause[1]: clause[2] for clause in plan if clause[0] == "make"}
    waived = {clause[1:] for clause in plan if clause[0] == "waive"}
    actors = []
    for actor in sketch.actors:
        statements = tuple(
            # True everywhere, in its old place.
            Statement(("always",), drops=each.drops) if (actor.name, k) in waived else each
            for k, each in enumerate(actor.statements)
        )
        actors.append(replace(actor, statements=statements))
    facts = tuple(replace(each, now=made.get(each.name, each.now)) for each in sketch.circumstances)
    return replace(sketch, actors=tuple(actors), circumstances=facts)


def changed(talks: Talks, plan: Iterable[Clause]) -> Verdicts:
    """Give the conflict, and what the actors take it for, under a plan."""
    clauses = frozenset(plan)
    verdicts = Verdicts(changed_sketch(talks.sketch, clauses))
    names, options = list(options_of(talks.sketch)), options_of(talks.sketch)
    state = agreed(talks, clauses)
    for conflict in (verdicts.actual, *verdicts.views.values()):
        conflict.numbers = numbers_in_base(talks.sketch)
        for clause in clauses:
            if clause[0] == "guarantee":
                place = names.index(clause[1])
                keep_at(conflict, options[clause[1]][0], place, state[place])
    return verdicts


def keep_at(conflict: Conflict, owner: str, place: int, value: str) -> None:
    """Take away the moves by which an owner would move an option away from a value."""
    table = conflict.moves[owner]
    for here in table:
        if here[place] == value:
            table[here] = {to for to in table[here] if to[place] == value}


# ---------------------------------------------------------------- good, and why not


def good(talks: Talks, plan: Plan) -> bool:
    """Tell whether a plan is good."""
    return not why_not(talks, plan)


def why_not(talks: Talks, plan: Plan) -> set[Reason]:
    """Give every reason why a plan is not good.

    ("target",)  ("infeasible",)  ("fallback infeasible",)  ("loses", who, k)  ("leaves", who, to)
    Who loses is told where both states are feasible, who leaves where t is.
    """
    verdicts = changed(talks, plan)
    conflict, state, fallback = verdicts.actual, agreed(talks, plan), talks.ground
    found: set[Reason] = set()
    if not conflict.world.holds(talks.target, state):
        found.add(("target",))
    if fallback not in conflict.states:
        found.add(("fallback infeasible",))
    if state not in conflict.states:
        return found | {("infeasible",)}
    if fallback in conflict.states:
        found |= {
            ("loses", who, deciding(conflict, who, state, fallback))
            for who in talks.members
            if conflict.rank(who, state) < conflict.rank(who, fallback)
        }
    for who in verdicts.names:
        found |= {("leaves", who, to) for to in verdicts.undeterred(talks.concept, who, state)}
    return found


def deciding(conflict: Conflict, who: str, one: State, other: State) -> int | None:
    """Give the number, as written, of the first statement on which two states differ."""
    actor = conflict.actors[who]
    if actor.ranking is not None or actor.weighs:
        return None
    for each in order_of(conflict.world, actor):
        if truth(conflict.world, each, one) != truth(conflict.world, each, other):
            return next(k for k, written in enumerate(actor.statements) if written is each)
    return None


def good_plans(talks: Talks, most: int = 1) -> set[Plan]:
    """Give all good plans with at most so many clauses of the kinds 2 to 4."""
    found = set()
    for size in range(most + 1):
        for added in combinations(extras(talks), size):
            made = [clause[1] for clause in added if clause[0] == "make"]
            if len(set(made)) < len(made):
                continue  # a circumstance has one value
            found |= {setting | set(added) for setting in settings(talks) if good(talks, setting | set(added))}
    return found


def minimal_plans(talks: Talks, most: int = 1, weights: Mapping[Any, float] | None = None) -> list[Plan]:
    """Give the good plans of which no part is good, those first that add least.

    All parts of a plan have no more clauses than it, so they are among those tried.
    """
    found = good_plans(talks, most)
    least = {plan for plan in found if not any(other < plan for other in found)}
    return sorted(least, key=lambda plan: (weight(plan, weights), settings_in(plan), sorted(map(str, plan))))


def settings_in(plan: Iterable[Clause]) -> int:
    """Count the `set` clauses."""
    return sum(clause[0] == "set" for clause in plan)


def weight(plan: Iterable[Clause], weights: Mapping[Any, float] | None = None) -> float:
    """Add up the weights: given for the clause, else for its kind, else 0 for `set` and 1 for others."""
    given = weights or {}
    return sum(given.get(clause, given.get(clause[0], 0 if clause[0] == "set" else 1)) for clause in plan)


def why_needed(talks: Talks, plan: Plan) -> dict[Clause, set[Reason]]:
    """Give, for each clause, why the plan without it is not good."""
    return {clause: why_not(talks, plan - {clause}) for clause in plan}


# ---------------------------------------------------------------- demands in conflict


def demands(talks: Talks) -> list[Demand]:
    """Give all demands: ("target",), ("rule", k), ("suits", who), ("stays", who)."""
    found: list[Demand] = [("target",)]
    found += [("rule", k) for k in range(len(talks.sketch.never))]
    found += [("suits", who) for who in talks.members]
    return found + [("stays", actor.name) for actor in talks.sketch.actors]


def meeting(talks: Talks, wanted: Iterable[Demand], universe: str = "product") -> set[State]:
    """Give the states that meet all of some demands."""
    asked, verdicts = frozenset(wanted), Verdicts(talks.sketch)
    conflict = verdicts.actual
    if all(("rule", k) in asked for k in range(len(talks.sketch.never))):
        states = list(conflict.states)
    else:
        states = list(product(*(option.values for _, option in options_of(talks.sketch).values())))
        if universe == "needs":
            options = [option for _, option in options_in_order(talks.sketch)]
            free = Verdicts(replace(talks.sketch, never=())).actual.world
            states = [state for state in states if feasible(free, options, state, locked=True)]
    return {state for state in states if all(meets(talks, verdicts, demand, state) for demand in asked)}


def meets(talks: Talks, verdicts: Verdicts, demand: Demand, state: State) -> bool:
    """Tell whether a state meets a demand."""
    conflict = verdicts.actual
    kind = demand[0]
    if kind == "target":
        return conflict.world.holds(talks.target, state)
    if kind == "rule":
        return not conflict.world.holds(talks.sketch.never[demand[1]], state)
    who = demand[1]
    if kind == "stays":
        return state in conflict.states and not verdicts.undeterred(talks.concept, who, state)
    if conflict.actors[who].ranking is not None and state not in conflict.numbers:
        return False
    return bool(conflict.rank(who, state) >= conflict.rank(who, talks.ground))


def conflict_sets(talks: Talks, universe: str = "product") -> set[frozenset[Demand]]:
    """Give the least sets of demands that contain the target and that no state meets."""
    rest = [demand for demand in demands(talks) if demand != ("target",)]
    found: set[frozenset[Demand]] = set()
    for size in range(len(rest) + 1):
        for some in combinations(rest, size):
            asked = frozenset(some) | {("target",)}
            if any(less <= asked for less in found):
                continue
            if not meeting(talks, asked, universe):
                found.add(asked)
    return found


def needs_target(talks: Talks, found: frozenset[Demand], universe: str = "product") -> bool:
    """Tell whether the demands of a conflict set can be met once the target is given up."""
    return bool(meeting(talks, found - {("target",)}, universe))


# ---------------------------------------------------------------- sequences


def sequences(talks: Talks, plan: Plan) -> set[tuple[Clause, ...]]:
    """Give the orders in which the `set` clauses of a plan can be carried out."""
    steps = [clause for clause in plan if clause[0] == "set"]
    verdicts = changed(talks, plan)
    return {order for order in permutations(steps) if can_be_played(talks, plan, verdicts.actual, order)}


def can_be_played(talks: Talks, plan: Plan, conflict: Conflict, order: tuple[Clause, ...]) -> bool:
    """Tell whether every step is a move, nobody does better by stopping, and nobody is exposed."""
    options, end, here = options_of(talks.sketch), agreed(talks, plan), talks.ground
    if here not in conflict.states or end not in conflict.states:
        return False
    for place, step in enumerate(order):
        to_come = {options[later[1]][0] for later in order[place:]}
        if here != end and any(conflict.rank(who, here) > conflict.rank(who, end) for who in to_come):
            return False
        if one_way(talks, step) and not guaranteed(plan, step):
            owner = options[step[1]][0]
            later = [other for other in order[place + 1 :] if options[other[1]][0] != owner]
            if any(can_be_taken_back(talks, plan, other) for other in later):
                return False
        after = stepped(talks, conflict, here, step)
        if after is None:
            return False
        here = after
    return here == end


def stepped(talks: Talks, conflict: Conflict, here: State, step: Clause) -> State | None:
    """Give where the move leads that changes one option; None where there is no such move."""
    names = list(options_of(talks.sketch))
    choice = tuple(step[2] if name == step[1] else value for name, value in zip(names, here, strict=True))
    owner = options_of(talks.sketch)[step[1]][0]
    after = fall_away(conflict.world, here, choice)
    own = [k for k, name in enumerate(names) if name.startswith(f"{owner}.")]
    if any(after[k] != choice[k] for k in own):
        return None
    return after if after in conflict.moves[owner][here] else None


def one_way(talks: Talks, step: Clause) -> bool:
    """Tell whether the option, as it is written, cannot go back to its value at the fallback."""
    names = list(options_of(talks.sketch))
    return not may_go(options_of(talks.sketch)[step[1]][1], step[2], talks.ground[names.index(step[1])])


def guaranteed(plan: Plan, step: Clause) -> bool:
    """Tell whether the plan guarantees the option of a step."""
    return ("guarantee", step[1]) in plan


def can_be_taken_back(talks: Talks, plan: Plan, step: Clause) -> bool:
    """Tell whether a step can be undone under the plan."""
    return not one_way(talks, step) and not guaranteed(plan, step)


def preferred_sequences(talks: Talks, plan: Plan) -> set[tuple[Clause, ...]]:
    """Give the orders in which steps that cannot be taken back come as late as can be."""
    found = sequences(talks, plan)
    early = {order: earliness(talks, plan, order) for order in found}
    return {order for order in found if early[order] == min(early.values())}


def earliness(talks: Talks, plan: Plan, order: tuple[Clause, ...]) -> int:
    """Count the pairs in which a step that cannot be taken back comes before one that can."""
    back = [can_be_taken_back(talks, plan, step) for step in order]
    return sum(not first and second for first, second in combinations(back, 2))
