"""Coalitions as the object that `--json` prints."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.answers import blocks, coalitions, deeds, groups, likely_groups
from detente.prospects import worlds
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.chances import Bounded, pack_bounded
from detente.views.objects.parts.moves import Change, Move, Reason, pack_change, pack_move, pack_reason
from detente.views.objects.parts.provenance import Provenance, pack_provenance
from detente.views.objects.parts.states import State, pack_state


class Deed(Told):
    """What a group brings about."""

    group: list[str]
    origin: int
    to: int
    values: dict[str, str] = Field(description="the state to which it leads")
    changes: list[Change] = Field(description="what differs in the end")
    moves: list[Move] = Field(description="one after the other; empty where the group sets its options at once")


class Share(Told):
    """What a member has of a joint move."""

    actor: str
    gain: int = Field(description="1 where it gains, -1 where it loses, 0 where it is as well off")
    reason: Reason | None


class Jump(Told):
    """A joint improvement, told."""

    deed: Deed
    enough: list[str] = Field(description="members who can bring it about without the others, none to spare")
    shares: list[Share]
    holds: bool = Field(description="whether nobody alone would leave where it leads")
    lasts: bool | None = Field(description="whether no group would either; null where that was not looked at")
    answers: list[Deed] = Field(description="what the others would bring about; empty where nothing deters the group")
    losses: list[Share] = Field(description="what the members have of it in the end, against staying")


class Tempted(Told):
    """A group of two or more actors that could bring about what it prefers."""

    group: list[str]
    improvements: int = Field(description="how many states it could bring about and prefers")
    undeterred: int = Field(description="how many of them meet no answer that hurts, under `joint`")
    jumps: int = Field(description="how many of them nobody alone would leave, under `concept`")
    lasting: int = Field(description="how many of those no group would leave either")
    unsure: int = Field(description="of how many that was not looked at, since they are too many")
    best: Jump = Field(description="the one to tell: one that meets no answer, if there is such")
    stay: Jump | None = Field(description="the one to tell of those that nobody alone would leave; null without such")


class Stand(Told):
    """A state against groups."""

    state: State
    role: Literal["status quo", "prospect", "equilibrium", "asked"]
    alone: dict[str, bool] = Field(description="by concept, whether nobody alone would leave")
    leaving: dict[str, list[list[str]]] = Field(
        description="by joint concept, the groups that would leave, single actors among them"
    )
    unjudged: dict[str, int] = Field(
        description="by joint concept, how many groups were not judged, since the search took too many steps; they may "
        "leave too"
    )
    tempted: list[Tempted] = Field(description="as far as judged under `joint`")


class BlocksLeaving(Told):
    """The blocks of a partition that would leave a state, by concept."""

    state: int
    leaving: dict[str, list[list[str]]]


class Partition(Told):
    """A partition of the actors that was fixed beforehand."""

    blocks: list[list[str]]
    states: list[BlocksLeaving]
    equilibria: dict[str, list[int]] | None = Field(
        description="by concept, the states that no block would leave; null where the states are too many"
    )


class GroupLeaving(Told):
    """How likely a group is to leave a state."""

    group: list[str]
    chance: Bounded | None = Field(description="of a joint improvement that nothing deters")


class Likely(Told):
    """How likely things are about a state, over all worlds; null where no world with a chance makes a conflict."""

    state: int
    alone: Bounded | None = Field(description="that nobody alone would leave it")
    lasting: Bounded | None = Field(description="that no group would either")
    leaving: list[GroupLeaving]


class Spread(Told):
    """What groups do over all worlds, by their chances."""

    worlds: int
    states: list[Likely]


class Coalitions(Told):
    """What `detente coalitions --json` prints."""

    command: Literal["coalitions"] = "coalitions"
    scenario: str
    variant: str | None
    world: dict[str, str]
    concept: str = Field(description="the leading concept for single actors")
    joint: str = Field(description="its counterpart for groups")
    wish: Literal["strict", "pareto"]
    together: Literal["turns", "once"] = Field(description="how members act: in turns only, or also at once")
    groups: int = Field(description="how many groups there are")
    states: int = Field(description="how many states are feasible")
    status_quo: int | None
    stands: list[Stand]
    left: int = Field(description="how many more states nobody alone would leave")
    partition: Partition | None
    spread: Spread | None = Field(description="null where worlds were not asked for")
    provenance: Provenance


def joined(found: coalitions.Coalitions) -> Coalitions:
    """Return coalitions as their JSON object."""
    return Coalitions(
        scenario=found.title,
        variant=found.variant,
        world=dict(found.world),
        concept=found.concept.key,
        joint=found.joint.key,
        wish=found.wish,
        together=found.together,
        groups=found.groups,
        states=found.states,
        status_quo=None if found.status_quo is None else found.status_quo.number,
        stands=[_stand(one) for one in found.stands],
        left=found.left,
        partition=None if found.partition is None else _partition(found.partition),
        spread=None if found.spread is None else _spread(found.spread),
        provenance=pack_provenance(found.provenance),
    )


def _spread(given: likely_groups.Spread) -> Spread:
    return Spread(worlds=given.worlds, states=[_likely(one) for one in given.states])


def _likely(given: likely_groups.Likely) -> Likely:
    return Likely(
        state=given.state,
        alone=_bounded(given.alone),
        lasting=_bounded(given.lasting),
        leaving=[GroupLeaving(group=list(group), chance=_bounded(one)) for group, one in given.leaving.items()],
    )


def _bounded(given: worlds.Bounds | None) -> Bounded | None:
    return None if given is None else pack_bounded(given)


def _stand(given: coalitions.Stand) -> Stand:
    leaving = {key: [list(group) for group in named] for key, named in given.leaving.items()}
    tempted = [_tempted(one) for one in given.tempted]
    return Stand(
        state=pack_state(given.state),
        role=given.role,
        alone=dict(given.alone),
        leaving=leaving,
        unjudged=dict(given.unjudged),
        tempted=tempted,
    )


def _tempted(given: groups.Tempted) -> Tempted:
    return Tempted(
        group=list(given.group),
        improvements=given.improvements,
        undeterred=given.undeterred,
        jumps=given.jumps,
        lasting=given.lasting,
        unsure=given.unsure,
        best=_jump(given.best),
        stay=None if given.stay is None else _jump(given.stay),
    )


def _jump(given: groups.Jump) -> Jump:
    return Jump(
        deed=_deed(given.deed),
        enough=list(given.enough),
        shares=[_share(one) for one in given.shares],
        holds=given.holds,
        lasts=given.lasts,
        answers=[_deed(one) for one in given.answers],
        losses=[_share(one) for one in given.losses],
    )


def _deed(given: deeds.Deed) -> Deed:
    return Deed(
        group=list(given.group),
        origin=given.origin,
        to=given.to,
        values=dict(given.values),
        changes=[pack_change(one) for one in given.changes],
        moves=[pack_move(one) for one in given.moves],
    )


def _share(given: deeds.Share) -> Share:
    return Share(actor=given.actor, gain=given.gain, reason=pack_reason(given.reason))


def _partition(given: blocks.Partition) -> Partition:
    return Partition(
        blocks=[list(block) for block in given.blocks],
        states=[
            BlocksLeaving(state=number, leaving={key: [list(one) for one in named] for key, named in leaving.items()})
            for number, leaving in given.leaving.items()
        ],
        equilibria=None
        if given.equilibria is None
        else {key: list(states) for key, states in given.equilibria.items()},
    )


ENVELOPE = Coalitions
