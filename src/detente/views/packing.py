"""Answers packed into the objects that `--json` prints (see `detente.views.envelope`).

What grows with the states is not made into objects but written straight as text, piece by piece, in the shape that
the models describe.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isfinite
from pathlib import Path

import numpy as np
from pydantic import BaseModel
from pydantic_core import to_json

from detente import errors
from detente.answers import (
    analysis,
    beliefs,
    checked,
    claims,
    comparison,
    coverage,
    drivers,
    essay,
    evolution,
    explanation,
    forecast,
    judged,
    library,
    moves,
    overview,
    run,
    unlisted,
)
from detente.answers.sequences import Numbers
from detente.arguments.changes import Change
from detente.arguments.hinges import Rests
from detente.arguments.judged import Likely
from detente.engine.board import Ints
from detente.prospects import evolutions, outcomes, played, readings, worlds
from detente.prospects import forecast as prospects
from detente.scenario import model
from detente.views import envelope
from detente.views.columns import Texts, lines
from detente.views.phrases import plain
from detente.views.tables import Cell, Rows, Table


def failure(problems: Sequence[errors.Problem]) -> envelope.Failure:
    """Return what is printed in place of an answer."""
    return envelope.Failure(error=envelope.Problems(problems=[_problem(one) for one in problems]))


def analysed(found: analysis.Analysis) -> Iterator[str]:
    """Return the text of an analysis as its JSON object, piece by piece."""
    rest = envelope.Analysis(
        scenario=found.title,
        variant=found.variant,
        world=dict(found.world),
        actors=list(found.actors),
        options=_options(found),
        states=[],
        status_quo=None if found.status_quo is None else found.status_quo.number,
        concepts={},
        prospects=None,
        paths=[],
        cycles=[],
        leaving=[_move(move) for move in found.leaving],
        provenance=_provenance(found.provenance),
    )
    prospects = found.held.prospects
    long = {
        "states": _states(found.states),
        "concepts": _named((key, _verdicts(held)) for key, held in found.concepts.items()),
        "prospects": ["null"] if prospects is None else _numbers(prospects.places + 1),
        "paths": _paths(found),
        "cycles": _cycles(found),
    }
    return _object(rest, long)


def explained(found: explanation.Explanation) -> envelope.Explanation:
    """Return an explanation as its JSON object."""
    departs = found.from_status_quo
    return envelope.Explanation(
        scenario=found.title,
        variant=found.variant,
        concept=found.concept.key,
        state=_state(found.state),
        from_status_quo=None if departs is None else [_change(change) for change in departs],
        equilibrium=found.equilibrium,
        stances=[_stance(stance) for stance in found.stances],
        provenance=_provenance(found.provenance),
    )


def counted(found: unlisted.Unlisted) -> envelope.Unlisted:
    """Return an analysis whose states are not listed as its JSON object."""
    return envelope.Unlisted(
        scenario=found.title,
        variant=found.variant,
        world=dict(found.world),
        actors=list(found.actors),
        options=_options(found),
        feasible=found.feasible,
        start=None if found.status_quo is None else dict(found.status_quo),
        concepts={key: _extent(extent) for key, extent in found.concepts.items()},
        stances=[_judged(stance) for stance in found.stances],
        too_large=[_problem(problem) for problem in found.too_large],
        provenance=_provenance(found.provenance),
    )


def reasoned(found: unlisted.Reasons) -> envelope.Reasons:
    """Return the explanation of a state that has no number as its JSON object."""
    departs = found.from_status_quo
    return envelope.Reasons(
        scenario=found.title,
        variant=found.variant,
        concept=found.concept.key,
        values=dict(found.values),
        from_status_quo=None if departs is None else [_change(change) for change in departs],
        equilibrium=found.equilibrium,
        stances=[_judged(stance) for stance in found.stances],
        provenance=_provenance(found.provenance),
    )


def compared(found: comparison.Comparison) -> Iterator[str]:
    """Return the text of a comparison as its JSON object, piece by piece."""
    rest = envelope.Comparison(
        scenario=found.title,
        concept=found.concept,
        variants=[],
        differing=list(found.differing),
        provenance=_provenance(found.provenance),
    )
    return _object(rest, {"variants": _listed(_compared(one) for one in found.variants)})


def shown(found: overview.Overview) -> envelope.Overview:
    """Return an overview as its JSON object."""
    scenario = found.scenario
    written = {actor.id: actor.preferences for actor in scenario.actors.values()}
    return envelope.Overview(
        scenario=scenario.title,
        story=scenario.story,
        as_of=scenario.as_of,
        variant=found.variant,
        world=dict(found.world),
        actors=[envelope.Actor(id=a.id, name=a.name, moves=found.moves[a.id]) for a in scenario.actors.values()],
        options=[
            envelope.ShownOption(id=o.id, actor=o.actor, values=list(o.values), means=o.means, start=o.start)
            for o in scenario.options.values()
        ],
        combinations=found.combinations,
        feasible=found.feasible,
        status_quo=None if found.status_quo is None else _state(found.status_quo),
        start=None if found.start is None else dict(found.start),
        circumstances=[_circumstance(one, found.world) for one in scenario.circumstances.values()],
        prefers={
            actor: [envelope.Statement(name=s.name, text=f"{s.verb} {moves.spoken(s)}") for s in prefers.statements]
            for actor, prefers in written.items()
            if not isinstance(prefers, model.Ranked)
        },
        rankings={
            actor: [list(level) for level in prefers.levels]
            for actor, prefers in written.items()
            if isinstance(prefers, model.Ranked)
        },
        never=[envelope.Statement(name=rule.name, text=rule.when.text) for rule in scenario.rules],
        variants={variant.id: variant.says for variant in scenario.variants.values()},
        too_large=[_problem(problem) for problem in found.too_large],
    )


def foretold(given: forecast.Forecast) -> envelope.Forecast:
    """Return a forecast as its JSON object."""
    found = given.found
    return envelope.Forecast(
        scenario=found.title,
        variant=found.variant,
        as_of=found.as_of,
        worlds=found.worlds,
        mattering=list(found.mattering),
        signals=list(found.signals),
        somewhere=_bounded(found.somewhere),
        several=_bounded(found.several),
        round=_bounded(found.round),
        rests=[envelope.Rest(values=dict(one.values), outcome=_outcome(one.outcome)) for one in found.rests],
        others=found.others,
        options={name: [_outcome(one) for one in values] for name, values in found.options.items()},
        situations=[_outcome(one) for one in found.situations],
        swings=[_swing(one) for one in found.swings],
        pairs=[_swing(one) for one in found.pairs],
        claims=[_hedged(one) for one in found.claims],
        readings=[_reading(one) for one in found.readings],
        telling=[envelope.Telling(**vars(one)) for one in found.telling],
        rule=found.rule.key,
        sharing=[_shared(one) for one in found.sharing],
        division=_division(found.division) if found.division else None,
        minds=[envelope.Mind(**vars(one)) for one in found.minds],
        aside=list(found.aside),
        drawn=None if found.drawn is None else envelope.Draws(**vars(found.drawn)),
        provenance=_provenance(given.provenance),
    )


def believed(given: beliefs.Beliefs) -> envelope.Beliefs:
    """Return what beliefs do as its JSON object; only states that other parts name are told."""
    found = given.found
    groups = [found.equilibria, found.prospects, found.plain_equilibria, found.plain_prospects]
    groups += [one for game in found.games for one in (game.equilibria, game.prospects)]
    start = (found.board.start,) if found.board.start >= 0 else ()
    named = sorted({state for group in (*groups, start) for state in group})
    return envelope.Beliefs(
        scenario=found.title,
        variant=found.variant,
        as_of=found.as_of,
        status_quo=start[0] + 1 if start else None,
        states=[envelope.State(id=state + 1, values=found.values(state)) for state in named],
        games=[
            envelope.SeenGame(
                actors=list(game.actors),
                thinks=dict(game.thinks),
                equilibria=_ids(game.equilibria),
                prospects=_ids(game.prospects),
                imagined=game.imagined,
                restless=game.restless,
            )
            for game in found.games
        ],
        equilibria=_ids(found.equilibria),
        prospects=_ids(found.prospects),
        plain_equilibria=_ids(found.plain_equilibria),
        plain_prospects=_ids(found.plain_prospects),
        surprises=[
            envelope.Surprise(actor=one.actor, state=one.state + 1, standing=one.standing, leavers=list(one.leavers))
            for one in found.surprises
        ],
        worlds=found.worlds,
        effects=[
            envelope.Effect(
                values=dict(one.values),
                with_beliefs=_bounded(one.believing),
                without=_bounded(one.seeing),
                difference=_bounded(one.difference),
            )
            for one in found.effects
        ],
        changed=[envelope.Altered(actor=one.actor, chance=_bounded(one.chance)) for one in found.changed],
        obstacle=found.obstacle,
        minds=[envelope.Mind(**vars(one)) for one in found.minds],
        provenance=_provenance(given.provenance),
    )


def _ids(states: Sequence[int]) -> list[int]:
    return [state + 1 for state in states]


def evolved(found: evolution.Evolution) -> envelope.Evolution:
    """Return an evolution as its JSON object."""
    return envelope.Evolution(
        scenario=found.title,
        variant=found.variant,
        world=dict(found.world),
        choice=found.choice,
        weights=dict(found.weights),
        status_quo=found.status_quo.number,
        reached=found.reached,
        rests=[
            envelope.Ended(state=_state(one.state), chance=one.chance, waiting=list(one.waiting)) for one in found.rests
        ],
        cycles=[envelope.Rounds(states=list(one.states), chance=one.chance) for one in found.cycles],
        rested=found.rested,
        moves=found.moves,
        moves_to_rest=found.moves_to_rest,
        paths=[_course(one) for one in found.ways],
        spread=None if found.spread is None else _spread(found.spread),
        provenance=_provenance(found.provenance),
    )


def _course(given: evolution.Way) -> envelope.Course:
    made = [_move(move) for move in given.moves]
    return envelope.Course(chance=given.chance, ends=given.ends, round=given.round, moves=made)


def _spread(given: evolutions.Spread) -> envelope.Spread:
    return envelope.Spread(
        worlds=given.worlds,
        rests=[envelope.EndedSomewhere(values=dict(one.values), chance=_bounded(one.chance)) for one in given.rests],
        others=given.others,
        rested=_bounded(given.rested),
        round=_bounded(given.round),
        undecided=_bounded(given.undecided),
    )


def _shared(given: prospects.Shared) -> envelope.Shared:
    rests, counted = ([_bounded(one) for one in chances] for chances in (given.rests, given.outcomes))
    return envelope.Shared(rule=given.rule.key, rests=rests, outcomes=counted)


def _division(given: outcomes.Division) -> envelope.Division:
    return envelope.Division(
        outcomes=[_weighed(one) for one in given.outcomes],
        nothing=_weighed(given.nothing),
        nowhere=_weighed(given.nowhere),
        overlaps=[
            envelope.Overlap(first=one.first, other=one.other, chance=_bounded(one.chance)) for one in given.overlaps
        ],
        own=_own(given.own) if given.own else None,
        unchecked=given.unchecked,
    )


def _weighed(given: outcomes.Weighed) -> envelope.Weighed:
    chance, surely, possibly = (_bounded(one) for one in (given.chance, given.surely, given.possibly))
    holds = None if given.holds is None else _bounded(given.holds)
    return envelope.Weighed(name=given.name, chance=chance, surely=surely, possibly=possibly, holds=holds)


def _own(given: outcomes.Own) -> envelope.Own:
    told = zip(given.names, given.by, given.chances.given, given.chances.corrected, strict=True)
    return envelope.Own(
        total=float(given.chances.total),
        within=given.chances.within,
        chances=[
            envelope.OwnChance(
                outcome=name,
                low=float(band.low),
                high=float(band.high),
                word=band.word,
                claim=by,
                corrected=float(corrected),
            )
            for name, by, band, corrected in told
        ],
    )


def driven(given: drivers.Drivers) -> envelope.Drivers:
    """Return what drives an outcome as its JSON object."""
    found = given.found
    return envelope.Drivers(
        scenario=found.forecast.title,
        variant=found.forecast.variant,
        as_of=found.forecast.as_of,
        worlds=found.forecast.worlds,
        outcome=_outcome(found.outcome),
        rest=None if found.rest is None else dict(found.rest.values),
        settled=found.settled,
        likely=found.likely,
        indices=envelope.Indices.model_validate(found.indices, from_attributes=True),
        swings=[_swing(one) for one in found.swings],
        pairs=[_swing(one) for one in found.pairs],
        reaches=[envelope.Reach.model_validate(one, from_attributes=True) for one in found.reaches],
        boxes=envelope.Boxes.model_validate(found.boxes, from_attributes=True),
        thresholds=[envelope.Threshold.model_validate(one, from_attributes=True) for one in found.thresholds],
        parts={
            name: [envelope.Part.model_validate(one, from_attributes=True) for one in parts]
            for name, parts in found.parts.items()
        },
        prospects={name: dict(values) for name, values in found.prospects.items()},
        provenance=_provenance(given.provenance),
    )


def claimed(found: claims.Claims) -> envelope.Claims:
    """Return claims with their verdicts as their JSON object."""
    return envelope.Claims(
        scenario=found.title,
        variant=found.variant,
        failed=[one.judged.claim.name for one in found.failed()],
        claims=[_claim(one) for one in found.claims],
        provenance=_provenance(found.provenance),
    )


def essayed(found: essay.Essay) -> envelope.Essay:
    """Return an essay with what came of its blocks as its JSON object."""
    origin = found.written.origin
    return envelope.Essay(
        essay=origin.file,
        essay_sha256=origin.sha256,
        title=found.written.title,
        scenario=found.claims.title,
        variant=found.claims.variant,
        failed=list(dict.fromkeys(one.answered.judged.claim.name for one in found.failed())),
        blocks=[_claim_block(one) for one in found.blocks],
        claims=[_claim(one) for one in found.claims.claims],
        provenance=_provenance(found.claims.provenance),
    )


def _claim_block(given: essay.Block) -> envelope.ClaimBlock:
    return envelope.ClaimBlock(
        line=given.passage.place.line,
        claim=given.passage.claim.name,
        says=given.passage.says,
        standing=given.standing,
        weak=list(given.weak),
    )


def covered(found: coverage.Coverage) -> envelope.Coverage:
    """Return what a scenario makes of its sources as its JSON object."""
    return envelope.Coverage(
        scenario=found.title,
        sources=[_covered(one) for one in found.sources],
        not_modelled=[_left_out(one) for one in found.not_modelled],
        uncited=_by_kind(found.uncited),
        file=found.scenario.origin.file,
        sha256=found.scenario.origin.sha256,
    )


def _covered(given: coverage.Covered) -> envelope.CoveredSource:
    return envelope.CoveredSource(
        id=given.source.id,
        title=given.source.title,
        paragraphs=given.source.paragraphs,
        uncovered=list(given.uncovered),
        left_out=list(given.left_out),
        passages=[
            envelope.Passage(place=one.place, number=one.number, covered=one.covered, parts=_by_kind(one.parts))
            for one in given.passages
        ],
        whole=_by_kind(given.whole),
    )


def _left_out(given: model.NotModelled) -> envelope.LeftOut:
    cite = [_citation(one) for one in given.grounds.cite]
    return envelope.LeftOut(name=given.name, what=given.what, why=given.why, cite=cite)


def _by_kind(given: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {kind: list(names) for kind, names in given.items()}


def _claim(given: claims.Answered) -> envelope.Claim:
    judged, claim = given.judged, given.judged.claim
    return envelope.Claim(
        name=claim.name,
        says=claim.says,
        test=claim.test.text,
        form=claim.test.form,
        stance=claim.stance,
        cite=[_citation(one) for one in claim.grounds.cite],
        file=claim.test.place.file,
        line=claim.test.place.line,
        variant=judged.variant,
        concept=judged.concept.key,
        verdict=judged.verdict,
        witness=_witness(given),
        concepts=dict(judged.concepts),
        alone=judged.alone,
        likely=None if judged.likely is None else _likely(judged.likely),
        unweighed=judged.unweighed,
        hedge=claim.hedge,
        band=None if judged.band is None else (float(judged.band.low), float(judged.band.high)),
        fits=judged.fits,
        rests=None if given.rests is None else _rests(given.rests),
    )


def _rests(given: Rests) -> envelope.Rests:
    return envelope.Rests(
        support=given.support,
        hinges=[envelope.Hinge(changes=list(map(_changed, one.changes)), verdict=one.verdict) for one in given.hinges],
        searched=given.searched,
        tried=given.tried,
        spoilt=given.spoilt,
        assumed=[name for _, name in given.assumed],
    )


def _changed(given: Change) -> envelope.Changed:
    return envelope.Changed(kind=given.kind, name=given.name, to=given.to)


def _witness(given: claims.Answered) -> envelope.Witness:
    witness, shown_ = given.judged.finding.witness, given.shown
    return envelope.Witness(
        kind=witness.kind,
        state=None if shown_.state is None else _state(shown_.state),
        other=None if shown_.other is None else _state(shown_.other),
        actors=list(shown_.actors),
        count=witness.count,
        among=witness.among,
        moves=[_move(move) for move in shown_.moves],
        reasons=[_reason(one) for one in shown_.reasons],
        considered=[_considered(one) for one in shown_.considered],
        here=[list(values) for values in witness.here],
        there=[list(values) for values in witness.there],
        chances=[_bounded(one) for one in witness.chances],
        missing=witness.missing,
    )


def _likely(given: Likely) -> envelope.Likely:
    return envelope.Likely(
        holds=_bounded(given.holds),
        vacuous=_bounded(given.vacuous),
        impossible=_bounded(given.impossible),
        worlds=given.worlds,
        mattering=list(given.mattering),
    )


def _bounded(given: worlds.Bounds) -> envelope.Bounded:
    low, high = given.low, given.high
    return envelope.Bounded(middle=given.middle, low=low, high=high, exact=given.exact, error=given.error)


def _outcome(given: played.Outcome) -> envelope.Outcome:
    chance, surely, possibly = (_bounded(one) for one in (given.chance, given.surely, given.possibly))
    return envelope.Outcome(name=given.name, chance=chance, surely=surely, possibly=possibly)


def _swing(given: worlds.Swing) -> envelope.Swing:
    return envelope.Swing(
        circumstances=list(given.circumstances),
        given=[list(values) for values in given.given],
        chances=list(given.chances),
        errors=list(given.errors),
    )


def _hedged(given: prospects.Hedged) -> envelope.Hedged:
    return envelope.Hedged(
        claim=given.claim.name,
        says=given.claim.says,
        hedge=given.claim.hedge,
        band=None if given.band is None else (float(given.band.low), float(given.band.high)),
        holds=_bounded(given.holds),
        vacuous=_bounded(given.vacuous),
        fits=given.fits,
    )


def _reading(given: readings.Reading) -> envelope.Reading:
    weights = [
        envelope.Weight(signal=one.signal, bits=one.bits if isfinite(one.bits) else None, without=one.without)
        for one in given.weights
    ]
    before, after = _bounded(given.before), _bounded(given.after)
    return envelope.Reading(
        observer=given.observer,
        circumstance=given.circumstance,
        value=given.value,
        before=before,
        after=after,
        weights=weights,
    )


def check(found: checked.Checked) -> envelope.Checked:
    """Return what a check found as its JSON object."""
    problems = [_problem(problem) for problem in found.problems]
    return envelope.Checked(file=found.file, scenario=found.title, ok=found.ok, problems=problems)


def listed(found: Sequence[library.Case]) -> envelope.Cases:
    """Return the case library as its JSON object."""
    return envelope.Cases(cases=[_case(case) for case in found])


def described(found: library.Case) -> envelope.OneCase:
    """Return one case as its JSON object."""
    return envelope.OneCase(case=_case(found))


def copied(found: library.Copied) -> envelope.Copied:
    """Return where a case was copied to as its JSON object."""
    return envelope.Copied(case=found.key, file=str(found.file))


def written(found: analysis.Analysis, form: str, file: Path | None) -> envelope.Written:
    """Return where states were exported to as its JSON object."""
    return envelope.Written(scenario=found.title, file=str(file), format=form, states=len(found.states))


def exported(table: Table, found: analysis.Analysis) -> Iterator[str]:
    """Return the text of a table of states and verdicts as its JSON object, piece by piece."""
    rest = envelope.Export(
        scenario=found.title,
        variant=found.variant,
        columns=list(table.columns),
        rows=[],
        provenance=_provenance(found.provenance),
    )
    return _object(rest, {"rows": _rows(table.rows)})


# ------------------------------------------------------------ text


def _object(rest: BaseModel, long: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Return the text of an object, some fields of which are given as texts."""
    fields = type(rest).model_fields
    return _named((name, long.get(name) or [_text(getattr(rest, name))]) for name in fields)


def _named(parts: Iterable[tuple[str, Iterable[str]]]) -> Iterator[str]:
    """Return the text of an object with such fields."""
    yield "{"
    for place, (name, part) in enumerate(parts):
        yield f"{',' if place else ''}{_text(name)}:"
        yield from part
    yield "}"


def _listed(parts: Iterable[Iterable[str]]) -> Iterator[str]:
    """Return the text of a list of such items."""
    yield "["
    for place, part in enumerate(parts):
        yield "," if place else ""
        yield from part
    yield "]"


def _text(given: object) -> str:
    return to_json(given).decode()


def _numbers(given: Numbers | Ints) -> Iterator[str]:
    blocks = given.blocks() if isinstance(given, Numbers) else [given]
    return _listed([",".join(map(str, block.tolist()))] for block in blocks if len(block))


def _states(given: run.States, places: Ints | None = None) -> Iterator[str]:
    """Return the text of a list of states: all, or those at some places."""
    chosen = np.arange(len(given)) if places is None else places
    columns = [
        Texts([f"{_text(option.id)}:{_text(value)}" for value in option.values], given.positions(option.id)[chosen])
        for option in given.conflict.options
    ]
    rows = zip(chosen.tolist(), lines(columns, ",", len(chosen)), strict=True)
    return _listed([f'{{"id":{place + 1},"values":{{{row}}}}}'] for place, row in rows)


def _rows(given: Sequence[tuple[Cell, ...]]) -> Iterator[str]:
    """Return the text of a list of rows."""
    if isinstance(given, Rows):
        return _listed([f"[{line}]"] for line in given.lines(_cell, ","))
    return _listed([f"[{','.join(map(_cell, row))}]"] for row in given)


def _cell(given: Cell) -> str:
    return _text(plain(given) if isinstance(given, tuple) else given)


# ------------------------------------------------------------ parts


def _problem(given: errors.Problem) -> envelope.Problem:
    return envelope.Problem.model_validate(given.as_dict())


def _provenance(given: run.Provenance) -> envelope.Provenance:
    return envelope.Provenance(**vars(given))


def _verdicts(given: analysis.Held) -> Iterator[str]:
    stable = _named((actor, _numbers(states)) for actor, states in given.stable.items())
    return _object(
        envelope.Verdicts(stable={}, equilibria=[]), {"stable": stable, "equilibria": _numbers(given.equilibria)}
    )


def _options(found: analysis.Analysis | unlisted.Unlisted) -> list[envelope.Option]:
    owners = {option.id: option.actor for option in found.scenario.options.values()}
    return [
        envelope.Option(id=id_, actor=owners.get(id_), values=list(values)) for id_, values in found.options.items()
    ]


def _state(given: run.State) -> envelope.State:
    return envelope.State(id=given.number, values=dict(given.values))


def _change(given: moves.Change) -> envelope.Change:
    return envelope.Change(**vars(given))


def _reason(given: moves.Reason | None) -> envelope.Reason | None:
    if given is None:
        return None
    return envelope.Reason(**vars(given) | {"cite": [_citation(one) for one in given.cite]})


def _citation(given: model.Citation) -> str:
    return given.source if given.locator is None else f"{given.source}:{given.locator}"


def _move(given: moves.Move) -> envelope.Move:
    changes = [_change(change) for change in given.changes]
    return envelope.Move(
        actor=given.actor, origin=given.origin, to=given.to, changes=changes, reason=_reason(given.reason)
    )


def _paths(found: analysis.Analysis) -> Iterator[str]:
    """Return the text of all prospects with their paths; paths have moves in common, and each is packed once."""
    told: dict[analysis.Leg, str] = {}
    prospects = found.held.prospects
    if prospects is None:
        return iter(("[]",))
    numbers = enumerate((prospects.places + 1).tolist())
    return _listed(_path(n, prospects.path(place), found.keeping.get(n, ()), told) for place, n in numbers)


def _path(
    state: int, path: analysis.Moves, keeping: Sequence[explanation.Stance], told: dict[analysis.Leg, str]
) -> Iterator[str]:
    for place, leg in enumerate(path.legs):
        if leg not in told:
            told[leg] = _text(_move(path[place]))
    moves = ",".join(told[leg] for leg in path.legs)
    yield f'{{"state":{state},"moves":[{moves}],"keeping":{_text([_stance(stance) for stance in keeping])}}}'


def _cycles(found: analysis.Analysis) -> Iterator[str]:
    return _listed(_cycle(cycle) for cycle in found.held.cycles or ())


def _cycle(given: analysis.Cycle) -> Iterator[str]:
    rest = envelope.Cycle(
        states=[],
        path=[_move(move) for move in given.path],
        round=[_move(move) for move in given.round],
    )
    return _object(rest, {"states": _numbers(given.states)})


def _stance(given: explanation.Stance) -> envelope.Stance:
    return envelope.Stance(
        actor=given.actor,
        stable=given.stable,
        considered=[_considered(one) for one in given.considered],
        elsewhere=dict(given.elsewhere),
    )


def _considered(given: explanation.Considered) -> envelope.Considered:
    return envelope.Considered(
        move=_move(given.move),
        fate=given.fate,
        replies=[_move(move) for move in given.replies],
        answer=None if given.answer is None else _move(given.answer),
        loss=_reason(given.loss),
        believed=given.believed,
        anyway=[_move(move) for move in given.anyway],
    )


def _judged(given: judged.Judged) -> envelope.Judged:
    return envelope.Judged(
        actor=given.actor,
        stable=given.stable,
        better=given.better,
        undeterred=given.undeterred,
        considered=[_considered(one) for one in given.considered],
        elsewhere=dict(given.elsewhere),
    )


def _extent(given: unlisted.Extent) -> envelope.Extent:
    return envelope.Extent(
        least=given.least,
        most=given.most,
        first=[envelope.Equilibrium(values=dict(one.values), holds=dict(one.holds)) for one in given.first],
        stopped=None if given.stopped is None else _problem(given.stopped),
    )


def _compared(given: comparison.Compared) -> Iterator[str]:
    held, states = given.analysis.held, given.analysis.states
    rest = envelope.Compared(
        variant=given.variant,
        says=given.says,
        changed=dict(given.changed),
        states=len(states),
        equilibria=[],
        prospects=None,
        outcome={option: list(values) for option, values in given.outcome.items()},
        paths=[],
        cycles=[],
    )
    long = {
        "equilibria": _numbers(held.equilibria),
        "prospects": ["null"] if held.prospects is None else _states(states, held.prospects.places),
        "paths": _paths(given.analysis),
        "cycles": _cycles(given.analysis),
    }
    return _object(rest, long)


def _circumstance(given: model.Circumstance, world: Mapping[str, str]) -> envelope.Circumstance:
    chances = given.chances
    return envelope.Circumstance(
        id=given.id,
        values=list(given.values),
        now=world[given.id],
        means=given.means,
        chances=None if chances is None else {value: _chance(chance) for value, chance in chances.items()},
    )


def _chance(given: model.Chance) -> list[envelope.Chance]:
    return [
        envelope.Chance(
            low=float(case.band.low),
            high=float(case.band.high),
            word=case.band.word,
            when=case.when.text if case.when else None,
        )
        for case in given.cases
    ]


def _case(given: library.Case) -> envelope.Case:
    return envelope.Case(
        key=given.key,
        slug=given.slug,
        title=given.title,
        story=given.story,
        as_of=given.as_of,
        sources=[_source(source) for source in given.sources],
        actors=dict(given.actors),
        options=given.options,
        states=given.states,
        file=str(given.file),
        essay=None if given.essay is None else str(given.essay),
    )


def _source(given: model.Source) -> envelope.Source:
    return envelope.Source(
        id=given.id,
        author=given.author,
        title=given.title,
        published=given.published,
        pages=given.pages,
        grade=given.grade,
        note=given.note,
    )
