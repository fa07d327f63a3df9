"""Reach: what the others can bring about by legal sequences of replies, on sets of states.

Replies are links between nodes (label, state). Where two moves of an actor running always come to one, label START
is enough: plain chains of moves reach what legal sequences reach. Otherwise a label says who moved last, and that
actor does not move next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.engine.symbolic.diagrams import Diagram
from detente.engine.symbolic.space import Space
from detente.engine.symbolic.standings import Vector

START = -1
"""The label of the state in which replies begin: any of the others may move next."""

Sets = dict[int, Diagram]
"""Sets of states by label."""


@dataclass(frozen=True)
class Link:
    """Moves of one actor from the states of a label to those of another; `relation` is None for any own choice."""

    origin: int
    mover: int
    to: int
    relation: Diagram | None


def links(relations: Mapping[int, Diagram | None], labelled: bool) -> list[Link]:
    """Return the links of the movers given, with a label for each mover where that is needed."""
    if not labelled:
        return [Link(START, mover, START, relation) for mover, relation in relations.items()]
    return [
        Link(origin, mover, mover, relation)
        for origin in (START, *relations)
        for mover, relation in relations.items()
        if origin != mover
    ]


def labels(replies: list[Link]) -> set[int]:
    """Return the labels that links use."""
    return {START} | {link.to for link in replies}


def spread(
    space: Space, replies: list[Link], target: Sets, inside: Diagram | None = None, enough: Diagram | None = None
) -> Sets:
    """Return from where links lead into the target, itself included, all sequences staying `inside`.

    The search stops before its end once all of `enough` is found at START.
    """
    nothing = space.diagrams.false
    inside = space.feasible if inside is None else inside
    left = {label: inside & ~states for label, states in target.items()}
    pending = {number: target[link.to] for number, link in enumerate(replies)}
    while any(states != nothing for states in pending.values()):
        for number, link in enumerate(replies):
            states, pending[number] = pending[number], nothing
            if states == nothing:
                continue
            space.diagrams.tick("what replies can bring about")
            new = left[link.origin] & space.before(link.mover, link.relation, states)
            if new == nothing:
                continue
            left[link.origin] &= ~new
            if enough is not None and enough & left[START] == nothing:
                return {label: inside & ~states for label, states in left.items()}
            for other, before in enumerate(replies):
                # Two moves of one actor running come to one or are not legal: its own links need not look again.
                if before.to == link.origin and before.mover != link.mover:
                    pending[other] |= new
    return {label: inside & ~states for label, states in left.items()}


def least(space: Space, replies: list[Link], value: Vector) -> Vector:
    """Return the least value among each state and all that replies can reach from it.

    Part by part: of the states that can still reach the least parts above, some can also reach one where this part
    is false. Links then keep to pairs of states whose least values agree so far; for moves that can be taken back
    they always do. A part that no reply changes is its own least value, and leaves nothing to search.
    """
    tied = dict.fromkeys(labels(replies), space.feasible)
    result = []
    for part in value:
        if not _changes(space, replies, part):
            result.append(space.feasible & part)
            continue
        low = spread(space, replies, {label: states & ~part for label, states in tied.items()})
        result.append(space.feasible & ~low[START])
        tied = {label: states & (~part | ~low[label]) for label, states in tied.items()}
        replies = [_agreeing(space, link, low) for link in replies]
    return tuple(result)


def _changes(space: Space, replies: list[Link], part: Diagram) -> bool:
    """Return whether a reply could change a part: whether it speaks of an option of who replies."""
    spoken = space.diagrams.speaks_of(part)
    return any(spoken & set(space.own(mover)) for mover in {link.mover for link in replies})


def _agreeing(space: Space, link: Link, low: Sets) -> Link:
    if link.relation is None:
        return link
    drops = low[link.origin] & space.there(link.mover, space.feasible & ~low[link.to])
    return Link(link.origin, link.mover, link.to, link.relation & ~drops)


def undeterred(
    space: Space, tempting: Link, replies: list[Link], value: Vector, wants: Vector, asked: Diagram
) -> Diagram:
    """Return those of the states asked from which a tempting move leads to where no reply hurts.

    Replies run at START alone. A reply hurts if `value` where it ends is at most the standing `wants` of the state
    asked. States are sorted into classes by the least value that replies can reach, part by part, but only as far
    as a class has a move from a state asked whose standing has the same parts so far: such a move is open. A path
    between states of one class stays in it, so each part is searched inside its class.
    """
    nothing, actor, moves = space.diagrams.false, tempting.mover, tempting.relation
    found = nothing
    # A class: how many parts it shares, its members, those of them whose own value has these parts, and the states
    # asked whose standing has them.
    classes = [(0, space.feasible, space.feasible, asked)]
    while classes:
        depth, members, holders, asked = classes.pop()
        asked &= ~found
        if depth == len(value) or asked == nothing:
            continue
        asked &= space.before(actor, moves, members)
        if asked == nothing:
            continue
        high, low = asked & wants[depth], asked & ~wants[depth]
        target = holders & ~value[depth]
        ends = members & space.after(actor, moves, asked)
        if _changes(space, replies, value[depth]):
            reached = spread(space, replies, {START: target}, members, ends)[START]
        else:
            reached = members & ~value[depth]
        if ends & ~reached == nothing:
            # Every open move leads to where the least value is low here: what is high is deterred, and the class
            # need not be narrowed for the rest, since none of the others reaches its targets.
            classes.append((depth + 1, members, target, low))
            continue
        rest = members & ~reached
        if low != nothing:
            found |= low & space.before(actor, moves, rest)
        classes.append((depth + 1, rest, holders & rest, high))
        classes.append((depth + 1, reached, target, low))
    return found
