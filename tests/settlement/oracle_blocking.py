"""Who can block an outcome, who would, and what an option is worth: by loops over all groups and all choices.

An outcome X is a set of states. The functions:

    can_prevent(frame, B, X)              a group's options can be set so that X cannot come about
    preventing_choices(frame, B, X)       the choices of values that do it
    would_undo(game, c, B, X, ...)        B undoes every equilibrium in X (or every state of X, if none is one)
    preventing_groups(frame, X), undoing_groups(game, c, X, ...)    all groups that do
    minimal(found)                        those of which no part does
    pivotal(found, actors)                who belongs to every minimal blocking group
    swings(found, actors)                 how many groups each actor makes a blocking one by joining (Banzhaf)
    leverage(sketch, owner.option, c, X)  what the conflict is with the option as it is, and held at each value
    frame_of(sketch)                      the states of a sketch as a Frame (states numbered from 0)
    game_of_sketch(sketch)                the same as a Game, so that X is read alike in both

Where the text leaves a choice, this is what was chosen:

1. An outcome without a feasible state is not asked about (ValueError): all groups would block it, with nothing done.
2. Groups are all sets of actors, the empty one too where swings are counted; it blocks nothing.
3. Prevent: the group chooses values for all options of all members. What counts is the feasible states as they are,
   not how the group or the others get there; a choice that no feasible state has does not count. Only actors
   with options can prevent anything. Graph form has no options, so nobody can prevent anything there. A locked
   option has one value only that a feasible state has.
4. Undo: the coalition improvement may end anywhere, also in X (`leaving=True` asks that it end outside of X). The
   equilibria meant are those under the individual concept itself; the coalition concept is its counterpart, cseq for
   sseq and firm. For firm the equilibria must be given (they need options and lean moves, which a Game has not).
   Where no state of X is an equilibrium, the group must undo every state of X.
5. Minimal: no proper part of the group blocks. Undoing is not monotone: a larger group need not undo what a smaller
   one does. So swings may be fewer than pivots suggest; a join that ends blocking is not counted against anybody.
6. Pivotal: nobody is where no group blocks.
7. Leverage: "held at v" is the option locked at v, the status quo with that value. None where that status quo is not
   feasible, or nothing is (the sketch has no answer). Agreeing is that of the claim `A and B can agree on C`: together
   the two reach, by legal sequences, a state of X that both strictly prefer to the status quo and that no *other* actor
   has an undeterred move from. States are given as values, since their numbers change with locks. Chances are left
   out: a sketch has none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import combinations, product

from tests.oracles.oracle import NoAnswer, State, Verdicts, answer, status_quo_of
from tests.oracles.sketch import Formula, Sketch, graph_form, options_in_order
from tests.settlement.oracle_coalitions import (
    COUNTERPART,
    Game,
    Group,
    equilibria,
    game_of,
    groups,
    unsanctioned,
)


@dataclass(frozen=True)
class Frame:
    """Feasible states as values of options, and who owns which option; actors from 0."""

    actors: int
    owner: tuple[int, ...]
    states: tuple[tuple[str, ...], ...]


def frame_of(sketch: Sketch) -> Frame:
    """Give the feasible states of a sketch."""
    names = [actor.name for actor in sketch.actors]
    states = tuple(Verdicts(sketch).actual.states)
    if graph_form(sketch):
        # One value, the state, that belongs to nobody.
        return Frame(len(names), (-1,), states)
    return Frame(len(names), tuple(names.index(owner) for owner, _ in options_in_order(sketch)), states)


def game_of_sketch(sketch: Sketch) -> Game:
    """Give the actual conflict of a sketch as a game, states and actors numbered from 0."""
    conflict = Verdicts(sketch).actual
    number = {state: place for place, state in enumerate(conflict.states)}
    moves = [
        [(number[s], number[t]) for s in conflict.states for t in conflict.moves[who][s]] for who in conflict.actors
    ]
    ranks = []
    for who in conflict.actors:
        standings = [conflict.rank(who, state) for state in conflict.states]
        levels = sorted(set(standings))
        ranks.append([levels.index(each) for each in standings])
    return game_of(len(conflict.states), moves, ranks)


def where(sketch: Sketch, formula: Formula) -> set[int]:
    """Give the feasible states at which a formula is true, from 0."""
    conflict = Verdicts(sketch).actual
    return {place for place, state in enumerate(conflict.states) if conflict.world.holds(formula, state)}


# ---------------------------------------------------------------- can


def preventing_choices(frame: Frame, group: Iterable[int], outcome: Collection[int]) -> set[tuple[str, ...]]:
    """Give the choices of values of the group's options (in the order of the file) that keep X from coming about."""
    _asked(outcome)
    members = set(group)
    own = [k for k, owner in enumerate(frame.owner) if owner in members]
    scales = [sorted({state[k] for state in frame.states}) for k in own]
    found = set()
    for choice in product(*scales):
        left = {s for s, state in enumerate(frame.states) if tuple(state[k] for k in own) == choice}
        if left and not left & set(outcome):
            found.add(choice)
    return found


def can_prevent(frame: Frame, group: Iterable[int], outcome: Collection[int]) -> bool:
    """Tell whether a group can set its options so that X cannot come about."""
    return bool(preventing_choices(frame, group, outcome))


def preventing_groups(frame: Frame, outcome: Collection[int]) -> set[Group]:
    """Give all groups that can prevent X."""
    return {group for group in groups(range(frame.actors)) if can_prevent(frame, group, outcome)}


def _asked(outcome: Collection[int]) -> None:
    if not outcome:
        raise ValueError("an outcome without states is not asked about")


# ---------------------------------------------------------------- would


def would_undo(
    game: Game,
    concept: str,
    group: Iterable[int],
    outcome: Collection[int],
    variant: str = "strict",
    held: Collection[int] | None = None,
    leaving: bool = False,
) -> bool:
    """Tell whether a group has, at every equilibrium in X, a coalition improvement that nothing keeps it from.

    `held`: the individual equilibria, where they are not those of the game itself.
    """
    _asked(outcome)
    members = frozenset(group)
    if not members:
        return False
    stable = equilibria(game, concept) if held is None else set(held)
    asked = (set(outcome) & stable) or set(outcome)
    for state in asked:
        ends = unsanctioned(game, COUNTERPART[concept], members, state, variant)
        if not (ends - set(outcome) if leaving else ends):
            return False
    return True


def undoing_groups(
    game: Game,
    concept: str,
    outcome: Collection[int],
    variant: str = "strict",
    held: Collection[int] | None = None,
    leaving: bool = False,
) -> set[Group]:
    """Give all groups that would undo X."""
    return {group for group in groups(game.actors) if would_undo(game, concept, group, outcome, variant, held, leaving)}


# ---------------------------------------------------------------- who matters


def minimal(found: Iterable[Group]) -> set[Group]:
    """Give the groups that have no other one as a part."""
    every = set(found)
    return {group for group in every if not any(other < group for other in every)}


def pivotal(found: Iterable[Group], actors: int) -> set[int]:
    """Give the actors that belong to every minimal blocking group."""
    least = minimal(found)
    return {actor for actor in range(actors) if least and all(actor in group for group in least)}


def swings(found: Iterable[Group], actors: int) -> tuple[int, ...]:
    """Count, for each actor, the groups without it that do not block and do so with it."""
    every = set(found)
    counts = []
    for actor in range(actors):
        rest = [other for other in range(actors) if other != actor]
        without = [frozenset(some) for size in range(actors) for some in combinations(rest, size)]
        counts.append(sum(group not in every and group | {actor} in every for group in without))
    return tuple(counts)


# ---------------------------------------------------------------- leverage


@dataclass(frozen=True)
class Standing:
    """What one reading of a conflict comes to, states as values."""

    prospects: frozenset[State]
    equilibria: frozenset[State]
    agreeing: frozenset[tuple[str, str]]


def leverage(sketch: Sketch, option: str, concept: str, outcome: Formula) -> dict[str | None, Standing | None]:
    """Give what the conflict comes to as it is (key None), and with an option (`Owner.name`) held at each value."""
    values = {f"{owner}.{each.name}": each.values for owner, each in options_in_order(sketch)}[option]
    found: dict[str | None, Standing | None] = {None: standing_of(sketch, concept, outcome)}
    return {**found, **{value: standing_of(held_at(sketch, option, value), concept, outcome) for value in values}}


def start_value(sketch: Sketch, option: str) -> str:
    """Give the value of an option at the status quo: held there, the conflict is the one "without" the option."""
    each = {f"{owner}.{each.name}": each for owner, each in options_in_order(sketch)}[option]
    return each.lock or each.start or each.values[0]


def held_at(sketch: Sketch, option: str, value: str) -> Sketch:
    """Give the sketch with an option locked at a value."""
    actors = []
    for actor in sketch.actors:
        options = tuple(
            replace(each, lock=value) if f"{actor.name}.{each.name}" == option else each for each in actor.options
        )
        actors.append(replace(actor, options=options))
    return replace(sketch, actors=tuple(actors))


def standing_of(sketch: Sketch, concept: str, outcome: Formula) -> Standing | None:
    """Give prospects, equilibria and who can agree; None where the sketch has no answer."""
    try:
        found = answer(sketch)
    except NoAnswer:
        return None
    states = Verdicts(sketch).actual.states
    names = [actor.name for actor in sketch.actors]
    return Standing(
        frozenset(states[number - 1] for number in found.prospects[concept]),
        frozenset(states[number - 1] for number in found.equilibria[concept]),
        frozenset(pair for pair in combinations(names, 2) if can_agree(sketch, pair, concept, outcome)),
    )


def can_agree(sketch: Sketch, pair: tuple[str, ...], concept: str, outcome: Formula) -> bool:
    """Tell whether some actors can go together to a state of X that each prefers and that no other actor leaves."""
    start, verdicts = status_quo_of(sketch), Verdicts(sketch)
    if start is None:
        return False
    conflict = verdicts.actual
    others = set(verdicts.names) - set(pair)
    return any(
        conflict.world.holds(outcome, to)
        and all(conflict.rank(who, to) > conflict.rank(who, start) for who in pair)
        and not any(verdicts.undeterred(concept, who, to) for who in others)
        for to in conflict.reach("any", frozenset(pair), start)
    )
