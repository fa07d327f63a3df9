"""Wants as relations: which moves an actor prefers, and which of those are lean."""

from __future__ import annotations

from detente.engine.symbolic.diagrams import Diagram
from detente.engine.symbolic.space import Space
from detente.engine.symbolic.standings import Vector, above


def improvements(space: Space, actor: int, wants: Vector) -> Diagram:
    """Return the pairs of combinations between which the actor may move and is better off.

    Rules are left out, since they would make the relation larger: who follows it keeps to feasible states. So are
    parts that do not speak of the actor's options, which are equal at both ends.
    """
    own = set(space.own(actor))
    parts = [part for part in wants if space.diagrams.speaks_of(part) & own]
    better = above(space.diagrams, [space.there(actor, part) for part in parts], parts)
    space.diagrams.tick("the improvements")
    return better & space.steps[actor]


def lean(space: Space, actor: int, wants: Vector) -> Diagram:
    """Return the improvements of which no part does as well.

    A rival makes some of the changes of own options, and no others; its standing is read in the third copy. It need
    not be asked whether it may be made: each of its changes may, and it is itself better than staying put.
    """
    tempting = improvements(space, actor, wants)
    own = set(space.own(actor))
    parts = [part for part in wants if space.diagrams.speaks_of(part) & own]
    rival = [space.rival(actor, part) for part in parts]
    as_good = above(space.diagrams, rival, [space.there(actor, part) for part in parts], tie=True)
    space.diagrams.tick("the lean improvements")
    rivals = as_good & space.rival(actor, space.feasible) & space.parts(actor)
    return tempting & ~space.diagrams.meet(tempting, rivals, space.own(actor, copy=2))
