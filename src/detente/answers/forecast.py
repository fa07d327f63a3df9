"""The forecast of a scenario, with where it comes from."""

from __future__ import annotations

import time
from dataclasses import dataclass

from detente import __version__
from detente.answers.run import Provenance, find_concept
from detente.engine.progress import Progress, silent
from detente.prospects import forecast as prospects
from detente.scenario.model import Scenario


@dataclass(frozen=True, eq=False)
class Forecast:
    """What `forecast` answers: what was found, and where it comes from."""

    found: prospects.Forecast
    provenance: Provenance


def forecast(
    scenario: Scenario,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    as_of: str | None = None,
    progress: Progress = silent,
) -> Forecast:
    """Return how likely each place is where play may come to rest.

    Raises QuestionError for an unknown variant or concept, an unknown status quo, a day that is none, and signals that
    no world allows; TooLargeError where there are too many worlds or states.
    """
    began = time.perf_counter()
    lead = find_concept(concept or scenario.settings.concept)
    found = prospects.forecast(scenario, lead, variant, beliefs, as_of, progress)
    believing = scenario.settings.beliefs if beliefs is None else beliefs
    origin, seconds = scenario.origin, round(time.perf_counter() - began, 4)
    return Forecast(
        found,
        # Sequences of replies are exact for any moves; nothing is drawn, all worlds are looked at.
        Provenance(__version__, origin.file, origin.sha256, lead.key, believing, "legal", "ensemble", None, seconds),
    )
