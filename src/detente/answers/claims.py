"""The claims of a scenario with their verdicts, what shows them, and where all this comes from."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from detente import __version__
from detente.answers.analysis import move
from detente.answers.explanation import Considered, considered
from detente.answers.moves import Move, Reason, deciding
from detente.answers.run import Provenance, Run, State, find_concept, one_of
from detente.arguments.across import Across, across
from detente.arguments.claims import Argument
from detente.arguments.finding import Witness
from detente.arguments.hinges import Rests, rests_on
from detente.arguments.judged import Judged
from detente.conflict import conflict, find_variant, world
from detente.engine.certificate import certificate
from detente.engine.progress import Progress, silent, within
from detente.prospects.readings import ANALYST, known_to
from detente.prospects.sharing import Rule, find_rule
from detente.scenario.model import Claim, Scenario

SHARING = ("chance", "likelier")
"""Forms of claims for which a world is shared among its prospects."""


@dataclass(frozen=True)
class Shown:
    """What shows a verdict, by names; which parts there are depends on the witness (`detente.arguments.finding`).

    `state` and `other` are states, `actors` those who move, object or would undo it. `moves` lead from `state` to
    `other`, or from the status quo to `state`. `reasons` say for each of the actors what decides between the two
    states, or between the status quo and `state`; None for a tie or a ranking. `considered` are moves with what becomes
    of them. A path to a prospect, and what becomes of moves, are told only where the reasons of a claim are asked for.
    """

    state: State | None = None
    other: State | None = None
    actors: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()
    reasons: tuple[Reason | None, ...] = ()
    considered: tuple[Considered, ...] = ()


@dataclass(frozen=True)
class Answered:
    """A claim with its verdict and what shows it; `why` says whether its reasons were asked for.

    `rests` says what its verdict rests on, where that or its reasons were asked for.
    """

    judged: Judged
    shown: Shown
    why: bool
    rests: Rests | None = None


@dataclass(frozen=True, eq=False)
class Claims:
    """What `claims` answers: every claim in the order of the file.

    `variant` stands in for claims that name none. `rests` says whether it was asked of all what they rest on. Signals
    count up to the day `as_of`, None for all; `rule` says how claims about chances share a world among its prospects.
    `across` has the verdicts in every variant on the claims that name none, where that was asked.
    """

    title: str
    variant: str | None
    claims: tuple[Answered, ...]
    provenance: Provenance
    scenario: Scenario = field(repr=False)
    rests: bool = False
    as_of: str | None = None
    rule: Rule = field(default_factory=lambda: find_rule(None))
    across: Mapping[str, Across] = field(default_factory=dict)

    @property
    def shares(self) -> bool:
        """Return whether some claim is about the chance of what comes about, so that the rule of sharing counts."""
        return any(one.judged.claim.test.form in SHARING for one in self.claims)

    def failed(self, strict: bool = False) -> tuple[Answered, ...]:
        """Return the claims of the analysis' own that fail; with `strict`, also those that are vacuous or unknown.

        Claims that it only reports or doubts are not its own.
        """
        bad = ("fails", "vacuous", "unknown") if strict else ("fails",)
        return tuple(one for one in self.claims if one.judged.asserted and one.judged.verdict in bad)


def claims(
    scenario: Scenario,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    why: Collection[str] = (),
    progress: Progress = silent,
    among: Sequence[Claim] | None = None,
    rests: bool = False,
    thorough: bool = False,
    as_of: str | None = None,
    sharing: str | None = None,
    everywhere: bool = False,
    only: Collection[str] = (),
) -> Claims:
    """Return every claim with its verdict, or those `among` them; `why` names those whose reasons are told in full.

    What its verdict rests on is told of these, and of every claim with `rests`; `thorough` tries it however long it
    takes. `only` names those that are judged at all, beside those of `why`. Chances are those after the signals up to
    the day `as_of`; `sharing` names the rule by which claims about chances share a world among its prospects. With
    `everywhere`, claims that name no variant are judged in each. Raises QuestionError for an unknown variant, concept,
    claim or rule, and for a day that is none.
    """
    began = time.perf_counter()
    lead = find_concept(concept or scenario.settings.concept)
    if variant is not None:
        find_variant(scenario, variant)
    every = scenario.claims if among is None else among
    asked, alone = ({one_of("claim", name, [claim.name for claim in every]) for name in names} for names in (why, only))
    every = [claim for claim in every if claim.name in alone | asked] if alone else every
    known_to(scenario, ANALYST, as_of)  # a day that is none is told before any work is done
    rule = find_rule(sharing)
    argument = Argument(scenario, lead, variant, beliefs, as_of=as_of, rule=rule)
    wanted = [claim for claim in every if rests or claim.name in asked]
    parts = 1 + bool(wanted) + everywhere
    first = within(progress, 0, parts)
    argument.prepare(every, first)
    found = []
    for place, claim in enumerate(every):
        first(f"Claim {claim.name}", place / len(every))
        judged = argument.judged(claim, everything=claim.name in asked)
        found.append(Answered(judged, _shown(argument, judged, claim.name in asked), claim.name in asked))
    resting = rests_on(argument, wanted, thorough, within(progress, 1, parts)) if wanted else ()
    by_name = {one.claim.name: one for one in resting}
    variants = across(argument, every, within(progress, parts - 1, parts)) if everywhere else {}
    found = [replace(one, rests=by_name.get(one.judged.claim.name)) for one in found]
    origin, seconds = scenario.origin, round(time.perf_counter() - began, 4)
    return Claims(
        scenario.title,
        variant,
        tuple(found),
        Provenance(
            __version__,
            origin.file,
            origin.sha256,
            lead.key,
            argument.grounds.beliefs,
            "legal",
            "ensemble",
            None,
            seconds,
        ),
        scenario,
        rests,
        as_of,
        rule,
        variants,
    )


def _shown(argument: Argument, judged: Judged, why: bool) -> Shown:
    """Return what shows a verdict."""
    witness = judged.finding.witness
    if witness.state is None:
        return Shown(actors=tuple(list(argument.scenario.actors)[actor] for actor in witness.actors))
    run = _run(argument, judged)
    names = tuple(run.conflict.actors[actor] for actor in witness.actors)
    state = run.states[witness.state]
    other = None if witness.other is None else run.states[witness.other]
    return Shown(
        state,
        other,
        names,
        _moves(run, judged.claim, witness, why),
        _reasons(run, witness),
        _considered(run, witness) if why else (),
    )


def _run(argument: Argument, judged: Judged) -> Run:
    """Return the variant of a claim as it is analysed by itself, on the board that is there already."""
    scenario, beliefs = argument.scenario, argument.grounds.beliefs
    ground = argument.grounds.at(judged.variant, world(scenario, judged.variant))
    whole = conflict(scenario, judged.variant, beliefs)
    return Run(
        scenario, judged.variant, whole, ground.board, ground.solver, judged.concept, beliefs, time.perf_counter()
    )


def _moves(run: Run, claim: Claim, witness: Witness, why: bool) -> tuple[Move, ...]:
    """Return the moves that a witness shows, or by which play comes to it."""
    match witness.kind:
        case "improves" | "moves" | "deterred" | "untempted" if witness.other is not None and witness.state is not None:
            return (move(run, witness.actors[0], witness.state, witness.other),)
        case "reached":
            return _followed(run, [(step.mover, step.to) for step in witness.steps])
        case "has" | "lacks" if why and claim.test.words["among"] == "prospect" and witness.state is not None:
            play = run.play()
            steps = play.tree.path(witness.state).steps if play is not None else ()
            return _followed(run, [(step.mover, step.to) for step in steps])
    return ()


def _followed(run: Run, steps: Sequence[tuple[int, int]]) -> tuple[Move, ...]:
    places = [run.board.start, *(to for _, to in steps)]
    return tuple(move(run, mover, before, to) for (mover, to), before in zip(steps, places, strict=False))


def _reasons(run: Run, witness: Witness) -> tuple[Reason | None, ...]:
    """Return what decides for each actor that a witness names, between the two states that it compares."""
    if witness.kind not in ("objected", "unwilling", "agreed", "preferred", "dispreferred"):
        return ()
    base = run.board.start if witness.other is None or witness.kind == "objected" else witness.other
    states = run.states
    return tuple(
        deciding(run.scenario, run.conflict, actor, states[base].values, states[witness.state or 0].values)
        for actor in witness.actors
    )


def _considered(run: Run, witness: Witness) -> tuple[Considered, ...]:
    """Return moves with what becomes of them: of the mover at the status quo, or of those who would undo it."""
    if witness.state is None or witness.kind not in ("moves", "deterred", "undone"):
        return ()
    found = []
    for actor in witness.actors:
        shown = certificate(run.solver, run.lead, actor, witness.state)
        telling = [
            one
            for one in shown.temptations
            if (one.fate != "punished" if witness.kind == "undone" else one.to == witness.other)
        ]
        found += [considered(run, shown, one) for one in telling[:1]]
    return tuple(found)


__all__ = ["Answered", "Claims", "Shown", "claims"]
