"""The comparison of variants: what is set, what holds, where play comes to rest, and in what they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from detente.answers.analysis import Analysis, analyse
from detente.answers.run import Provenance, run
from detente.engine.progress import Progress, silent, within
from detente.scenario.model import Scenario


@dataclass(frozen=True, eq=False)
class Compared:
    """One variant: what it sets, and its analysis under the leading concept.

    `changed` are the circumstances, start values and locks in which it departs from the scenario as written, each
    as `what: value`. `outcome` gives, for each option, the values that it has in the prospects, in its own order;
    they are none where there is no prospect.
    """

    variant: str | None
    says: str | None
    changed: Mapping[str, str]
    analysis: Analysis
    outcome: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class Comparison:
    """What `compare` answers: the variants in the order asked for, and the options in whose outcome they differ."""

    title: str
    concept: str
    variants: tuple[Compared, ...]
    differing: tuple[str, ...]
    provenance: Provenance
    scenario: Scenario = field(repr=False)


def compare(
    scenario: Scenario,
    variants: Sequence[str | None],
    concept: str | None = None,
    beliefs: bool | None = None,
    engine: str | None = None,
    progress: Progress = silent,
) -> Comparison:
    """Return variants (one or more) side by side under one concept; None stands for the scenario as written."""
    runs, analyses = [], []
    for place, variant in enumerate(variants):
        part = within(progress, place, len(variants))
        runs.append(run(scenario, variant, concept, beliefs, engine, part))
        analyses.append(analyse(runs[-1], only=()))
    compared = tuple(
        Compared(one.variant, _says(scenario, one.variant), _changed(scenario, one.variant), found, _outcome(found))
        for one, found in zip(runs, analyses, strict=True)
    )
    options = runs[0].conflict.options
    differing = tuple(option.id for option in options if len({one.outcome[option.id] for one in compared}) > 1)
    return Comparison(scenario.title, runs[0].lead.key, compared, differing, runs[0].provenance(), scenario)


def _says(scenario: Scenario, variant: str | None) -> str | None:
    return scenario.variants[variant].says if variant else None


def _changed(scenario: Scenario, variant: str | None) -> dict[str, str]:
    if variant is None:
        return {}
    one = scenario.variants[variant]
    return (
        dict(one.set)
        | {f"{option} (start)": value for option, value in one.start.items()}
        | {f"{option} (locked)": value for option, value in one.lock.items()}
        | dict.fromkeys(one.irreversible, "irreversible")
    )


def _outcome(analysis: Analysis) -> dict[str, tuple[str, ...]]:
    """Return for each option the values that it has in the prospects, in the option's own order."""
    prospects = analysis.held.prospects
    if not prospects:
        return dict.fromkeys(analysis.options, ())
    return {option: tuple(counts) for option, counts in analysis.states.tally(prospects.places).items()}
