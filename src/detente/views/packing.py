"""Answers packed into the objects that `--json` prints (see `detente.views.envelope`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from detente import errors
from detente.answers import analysis, checked, comparison, explanation, library, moves, overview, run
from detente.scenario import model
from detente.views import envelope
from detente.views.tables import Table


def failure(problems: Sequence[errors.Problem]) -> envelope.Failure:
    """Return what is printed in place of an answer."""
    return envelope.Failure(error=envelope.Problems(problems=[_problem(one) for one in problems]))


def analysed(found: analysis.Analysis) -> envelope.Analysis:
    """Return an analysis as its JSON object."""
    prospects = found.held.prospects
    return envelope.Analysis(
        scenario=found.title,
        variant=found.variant,
        world=dict(found.world),
        actors=list(found.actors),
        options=_options(found),
        states=[_state(state) for state in found.states],
        status_quo=None if found.status_quo is None else found.status_quo.number,
        concepts={key: _verdicts(held) for key, held in found.concepts.items()},
        prospects=None if prospects is None else [prospect.state.number for prospect in prospects],
        paths=_paths(found),
        cycles=_cycles(found),
        leaving=[_move(move) for move in found.leaving],
        provenance=_provenance(found.provenance),
    )


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


def compared(found: comparison.Comparison) -> envelope.Comparison:
    """Return a comparison as its JSON object."""
    return envelope.Comparison(
        scenario=found.title,
        concept=found.concept,
        variants=[_compared(one) for one in found.variants],
        differing=list(found.differing),
        provenance=_provenance(found.provenance),
    )


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


def exported(table: Table, found: analysis.Analysis) -> envelope.Export:
    """Return a table of states and verdicts as its JSON object."""
    return envelope.Export(
        scenario=found.title,
        variant=found.variant,
        columns=list(table.columns),
        rows=[[cell if not isinstance(cell, tuple) else str(cell) for cell in row] for row in table.rows],
        provenance=_provenance(found.provenance),
    )


# ------------------------------------------------------------ parts


def _problem(given: errors.Problem) -> envelope.Problem:
    return envelope.Problem.model_validate(given.as_dict())


def _provenance(given: run.Provenance) -> envelope.Provenance:
    return envelope.Provenance(**vars(given))


def _verdicts(given: analysis.Held) -> envelope.Verdicts:
    stable = {actor: list(states) for actor, states in given.stable.items()}
    return envelope.Verdicts(stable=stable, equilibria=list(given.equilibria))


def _options(found: analysis.Analysis) -> list[envelope.Option]:
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


def _paths(found: analysis.Analysis) -> list[envelope.Path]:
    return [
        envelope.Path(
            state=prospect.state.number,
            moves=[_move(move) for move in prospect.path],
            keeping=[_stance(stance) for stance in found.keeping.get(prospect.state.number, ())],
        )
        for prospect in found.held.prospects or ()
    ]


def _cycles(found: analysis.Analysis) -> list[envelope.Cycle]:
    return [
        envelope.Cycle(
            states=list(cycle.states),
            path=[_move(move) for move in cycle.path],
            round=[_move(move) for move in cycle.round],
        )
        for cycle in found.held.cycles or ()
    ]


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


def _compared(given: comparison.Compared) -> envelope.Compared:
    held = given.analysis.held
    return envelope.Compared(
        variant=given.variant,
        says=given.says,
        changed=dict(given.changed),
        states=len(given.analysis.states),
        equilibria=list(held.equilibria),
        prospects=None if held.prospects is None else [_state(prospect.state) for prospect in held.prospects],
        outcome={option: list(values) for option, values in given.outcome.items()},
        paths=_paths(given.analysis),
        cycles=_cycles(given.analysis),
    )


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
