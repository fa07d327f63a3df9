"""Coalitions: which groups would leave a state together, where they would go, and what holds against all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from detente.answers.blocks import Partition, partition
from detente.answers.deeds import Deed, Share
from detente.answers.groups import MOST_STEPS, Lookout, Tempted, states_of_interest, tempted
from detente.answers.likely_groups import Question, Spread, spread
from detente.answers.naming import find_state
from detente.answers.run import Provenance, Run, State, one_of
from detente.engine.coalition import JointConcept, counterpart, joint_concepts
from detente.engine.coalition.driver.parties import Wish
from detente.engine.progress import Progress, silent
from detente.engine.stability import Concept, concepts
from detente.errors import question
from detente.scenario.model import Scenario

Together = Literal["turns", "once"]
"""How members of a group act: in turns only, or also by setting their options at once."""

Role = Literal["status quo", "prospect", "equilibrium", "asked"]


@dataclass(frozen=True, eq=False)
class Stand:
    """A state against groups.

    `alone` says for each concept of one actor that has a counterpart, and for the leading one, whether nobody alone
    would leave. `leaving` gives for each joint concept the groups that would leave, single actors among them, and
    `unjudged` how many groups were not judged, since the search took too many steps: with any, more may leave than are
    given. `tempted` are the groups of two or more that could bring about something they prefer and were judged under
    the leading concept, small ones first.
    """

    state: State
    role: Role
    alone: Mapping[str, bool]
    leaving: Mapping[str, tuple[tuple[str, ...], ...]]
    unjudged: Mapping[str, int]
    tempted: tuple[Tempted, ...]

    def withstands(self, joint: str) -> bool | None:
        """Return whether no group would leave it under a joint concept; None where that is not known."""
        return False if self.leaving[joint] else None if self.unjudged[joint] else True


@dataclass(frozen=True, eq=False)
class Coalitions:
    """What `coalitions` answers.

    `concept` is the leading one for single actors, `joint` its counterpart for groups. `stands` are the states told:
    the status quo, the prospects, and what else nobody alone would leave; `left` counts such states that are not told.
    `groups` is how many groups there are. `together` says how members act. `spread` is how likely all that is over all
    worlds, None where that was not asked.
    """

    title: str
    variant: str | None
    world: Mapping[str, str]
    actors: tuple[str, ...]
    concept: Concept
    joint: JointConcept
    wish: Wish
    together: Together
    groups: int
    states: int
    status_quo: State | None
    stands: tuple[Stand, ...]
    left: int
    partition: Partition | None
    spread: Spread | None
    believing: bool
    provenance: Provenance
    scenario: Scenario = field(repr=False)


def find_concepts(given: str) -> tuple[Concept, JointConcept]:
    """Return the concepts for one actor and for groups that go with a name of either kind; or say which there are."""
    own, joint = concepts(), joint_concepts()
    key = one_of("concept", given, (*own, *joint))
    if key in joint:
        return own[joint[key].alone], joint[key]
    return own[key], counterpart(key)


def coalitions(
    run: Run,
    joint: JointConcept,
    state: int | str | None = None,
    wish: Wish = "strict",
    together: str | None = None,
    parts: str | None = None,
    worlds: bool = False,
    progress: Progress = silent,
) -> Coalitions:
    """Return which groups of actors would leave which states together, and what holds against every group.

    Raises QuestionError for a state, a way to act together or a partition that does not fit, TooLargeError where the
    groups are too many.
    """
    how = _together(run, together)
    asked = None if state is None else find_state(run, state)
    lookout = Lookout.of(run, joint, wish, how == "once", progress)
    places, left = states_of_interest(lookout, asked)
    lookout = replace(lookout, steps=MOST_STEPS // max(1, len(places)))
    stands = []
    for number, place in enumerate(places):
        progress(f"Groups in state {place + 1}", number / len(places))
        stands.append(_stand(lookout, place))
    joined = None if parts is None else partition(lookout, parts, places)
    question_ = Question(joint, wish, how == "once")
    told = [(stand.state, [one.group for one in stand.tempted]) for stand in stands]
    start = run.board.start
    return Coalitions(
        title=run.scenario.title,
        variant=run.variant,
        world=run.world,
        actors=run.conflict.actors,
        concept=run.lead,
        joint=joint,
        wish=wish,
        together=how,
        groups=lookout.groups,
        states=run.board.count,
        status_quo=None if start < 0 else run.states[start],
        stands=tuple(stands),
        left=left,
        partition=joined,
        spread=spread(run, question_, told, progress) if worlds else None,
        believing=bool(run.board.views),
        provenance=run.provenance(),
        scenario=run.scenario,
    )


def _together(run: Run, given: str | None) -> Together:
    """Return how members act: as asked, or at once too wherever there is something to be set at once."""
    if given is None:
        return "turns" if run.scenario.graph_form else "once"
    if given not in ("turns", "once"):
        raise question(
            "unknown-joint",
            f"`{given}` is no way in which a group acts",
            "There are: turns, once.",
            "Say --joint turns, or --joint once for what can be set at once too.",
        )
    if given == "once" and run.scenario.graph_form:
        raise question(
            "nothing-at-once",
            "this scenario lists its states, and so has no options that could be set at once",
            "Where states are listed, members of a group move in turns.",
            "Leave --joint out, or say --joint turns.",
        )
    return "once" if given == "once" else "turns"


def _stand(lookout: Lookout, place: int) -> Stand:
    run = lookout.run
    ties = {concept.alone for concept in joint_concepts().values()} | {run.lead.key}
    judged = {key: lookout.judged(one, place) for key, one in joint_concepts().items()}
    return Stand(
        state=run.states[place],
        role=_role(run, place),
        alone={key: bool(run.verdicts(one).stable[:, place].all()) for key, one in concepts().items() if key in ties},
        leaving={key: tuple(lookout.named(group) for group in one.leaving) for key, one in judged.items()},
        unjudged={key: one.unjudged for key, one in judged.items()},
        tempted=tempted(lookout, place),
    )


def _role(run: Run, place: int) -> Role:
    if place == run.board.start:
        return "status quo"
    play = run.play()
    if play is not None and place in play.rests:
        return "prospect"
    return "equilibrium" if bool(run.verdicts().stable[:, place].all()) else "asked"


__all__ = ["Coalitions", "Deed", "Partition", "Share", "Stand", "Tempted", "coalitions", "find_concepts"]
