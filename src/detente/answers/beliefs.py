"""What beliefs do to a scenario, with where the answer comes from."""

from __future__ import annotations

import time
from dataclasses import dataclass

from detente import __version__
from detente.answers.run import Provenance, find_concept
from detente.engine.progress import Progress, silent
from detente.prospects.drawn import USUAL, Drawing
from detente.prospects.hypergame import Hypergame, hypergame
from detente.scenario.model import Scenario


@dataclass(frozen=True, eq=False)
class Beliefs:
    """What `beliefs` answers: what was found, and where it comes from."""

    found: Hypergame
    provenance: Provenance


def beliefs(
    scenario: Scenario,
    variant: str | None = None,
    concept: str | None = None,
    as_of: str | None = None,
    progress: Progress = silent,
    samples: int | None = None,
    seed: int | None = None,
) -> Beliefs:
    """Return the conflict as each actor sees it, what each expects, and what the beliefs change.

    Worlds are drawn where those that matter are more than a million, and wherever `samples` says how many; `seed` fixes
    which. Raises QuestionError where no actor holds a belief, for an unknown variant or concept, a day or a number of
    draws that is none, and signals that no world allows; ConflictError where the variant makes no conflict;
    TooLargeError where there are too many states.
    """
    began = time.perf_counter()
    lead = find_concept(concept or scenario.settings.concept)
    drawing = Drawing(USUAL if samples is None else samples, seed or 0, always=samples is not None)
    found = hypergame(scenario, lead, variant, as_of, progress, drawing)
    drawn = found.drawn.seed if found.drawn else None
    origin, seconds = scenario.origin, round(time.perf_counter() - began, 4)
    return Beliefs(
        found, Provenance(__version__, origin.file, origin.sha256, lead.key, True, "legal", "ensemble", drawn, seconds)
    )
