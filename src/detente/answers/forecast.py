"""The forecast of a scenario, with where it comes from."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from detente import __version__
from detente.answers.run import Provenance, find_concept
from detente.engine.progress import Progress, silent
from detente.prospects import forecast as prospects
from detente.prospects.drawn import USUAL, Drawing
from detente.prospects.pieces import Work
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
    sharing: str | None = None,
    outcomes: Sequence[str] = (),
    samples: int | None = None,
    seed: int | None = None,
    work: Work | None = None,
) -> Forecast:
    """Return how likely each place is where play may come to rest.

    `sharing` names the rule by which a world is shared among its prospects, `outcomes` those to be told apart. Worlds
    are drawn where those that matter are more than a million, and wherever `samples` says how many; `seed` fixes which.
    `work` says where worlds are judged. Worlds in which there is no such conflict are set apart: all chances are given
    that there is one, and how likely there is none is told.

    Raises QuestionError for an unknown variant, concept, rule or outcome, an unknown status quo, a day that is none,
    signals that no world allows, and what goes wrong with a cluster or a file that keeps what is done; TooLargeError
    where there are too many states; ConflictError where no world that has a chance makes such a conflict.
    """
    began = time.perf_counter()
    lead = find_concept(concept or scenario.settings.concept)
    drawing = Drawing(USUAL if samples is None else samples, seed or 0, always=samples is not None)
    found = prospects.forecast(scenario, lead, variant, beliefs, as_of, progress, sharing, outcomes, drawing, work)
    drawn = found.drawn.seed if found.drawn else None
    believing = scenario.settings.beliefs if beliefs is None else beliefs
    origin, seconds = scenario.origin, round(time.perf_counter() - began, 4)
    return Forecast(
        found,
        # Sequences of replies are exact for any moves.
        Provenance(__version__, origin.file, origin.sha256, lead.key, believing, "legal", "ensemble", drawn, seconds),
    )
