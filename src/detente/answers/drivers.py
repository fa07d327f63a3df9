"""What drives an outcome of a forecast, with where it comes from."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.answers import forecast as forecasts
from detente.answers.run import Provenance, find_concept
from detente.arguments.foretold import asking, held, impossible_everywhere
from detente.engine.progress import Progress, silent
from detente.errors import ConflictError
from detente.prospects import drivers as prospects
from detente.prospects.pieces import Work
from detente.scenario.model import Scenario
from detente.scenario.quantities import one_line


@dataclass(frozen=True, eq=False)
class Drivers:
    """What `drivers` answers: what was found, and where it comes from."""

    found: prospects.Drivers
    provenance: Provenance


def drivers(
    scenario: Scenario,
    about: str | None = None,
    likely: str | None = None,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    as_of: str | None = None,
    progress: Progress = silent,
    sharing: str | None = None,
    outcomes: Sequence[str] = (),
    samples: int | None = None,
    seed: int | None = None,
    work: Work | None = None,
) -> Drivers:
    """Return what drives an outcome: the likeliest prospect, or `about`, the name of an outcome or claim, or a formula.

    A claim that names its variant or its concept is asked about by these. `likely` is a number above 0.5, or a word of
    chance; the rest is as for `forecast`. Raises what `forecast` raises, and QuestionError for what cannot be asked.
    """
    began = time.perf_counter()
    prospects.threshold_of(scenario, likely or prospects.LIKELY)
    named = list(outcomes) or [one.name for one in scenario.outcomes]
    asked, claim = named, None if about is None else prospects.claim_named(scenario, about)
    if claim is not None:
        variant, concept = variant or claim.variant, concept or claim.concept
        lead = find_concept(concept or scenario.settings.concept)
        argument = asking(claim, scenario, lead, variant, beliefs, as_of)
    elif about is not None:
        about = prospects.outcome_named(scenario, about)
        prospects.meaning_of(scenario, about)
        # Worlds are told apart by what is asked about, so that the formula must be among it; claims always are.
        asked = named if one_line(about) in map(one_line, named) else [*named, about]
    try:
        given = forecasts.forecast(
            scenario, variant, concept, beliefs, as_of, progress, sharing, asked, samples, seed, work
        )
    except ConflictError as error:
        if claim is None:
            raise
        raise impossible_everywhere(claim, error) from error
    progress("What drives it", 1.0)
    event = about if claim is None else prospects.claimed(given.found, claim, *held(argument, claim, given.found))
    found = prospects.drivers(given.found, event, likely, named)
    return Drivers(found, replace(given.provenance, seconds=round(time.perf_counter() - began, 4)))
