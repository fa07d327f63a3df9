"""The comparison of variants: what is set, what holds, where play comes to rest, and in what they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from detente.answers.analysis import Analysis, analyse
from detente.answers.run import Provenance, run
from detente.scenario.model import Scenario


@dataclass(frozen=True, eq=False)
class Compared:
    """One variant: what it sets, and its analysis under the leading concept.

    `changed` are the circumstances, start values and locks in which it departs from the scenario as written, each
    as `what: value`. `shared` gives, for each option, its value where all prospects agree, None where they do not;
    it is empty where there is no prospect.
    """

    variant: str | None
    says: str | None
    changed: Mapping[str, str]
    analysis: Analysis
    shared: Mapping[str, str | None]


@dataclass(frozen=True, eq=False)
class Comparison:
    """What `compare` answers: the variants in the order asked for, and the options in whose outcome they differ."""

    title: str
    concept: str
    variants: tuple[Compared, ...]
    differing: tuple[str, ...]
    provenance: Provenance
    scenario: Scenario = field(repr=False)


def compare(scenario: Scenario, variants: Sequence[str | None], concept: str | None = None) -> Comparison:
    """Return variants side by side under one concept; None stands for the scenario as written."""
    runs = [run(scenario, variant, concept) for variant in variants]
    analyses = [analyse(one, only=()) for one in runs]
    compared = tuple(
        Compared(
            one.variant, _says(scenario, one.variant), _changed(scenario, one.variant), found, _shared(found)
        )
        for one, found in zip(runs, analyses, strict=True)
    )
    options = runs[0].conflict.options if runs else ()
    differing = tuple(
        option.id for option in options if len({repr(one.shared.get(option.id, "-")) for one in compared}) > 1
    )
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


def _shared(analysis: Analysis) -> dict[str, str | None]:
    prospects = analysis.held.prospects or ()
    if not prospects:
        return {}
    values = [prospect.state.values for prospect in prospects]
    return {
        option: values[0][option] if len({one[option] for one in values}) == 1 else None
        for option in values[0]
    }
