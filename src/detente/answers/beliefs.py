"""What beliefs do to a scenario, with where the answer comes from."""

from __future__ import annotations

import time
from dataclasses import dataclass

from detente import __version__
from detente.answers.run import Provenance, find_concept
from detente.engine.progress import Progress, silent
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
) -> Beliefs:
    """Return the conflict as each actor sees it, what each expects, and what the beliefs change.

    Raises QuestionError where no actor holds a belief, for an unknown variant or concept, a day that is none, and
    signals that no world allows; ConflictError where the variant makes no conflict; TooLargeError where there are too
    many worlds or states.
    """
    began = time.perf_counter()
    lead = find_concept(concept or scenario.settings.concept)
    found = hypergame(scenario, lead, variant, as_of, progress)
    origin, seconds = scenario.origin, round(time.perf_counter() - began, 4)
    return Beliefs(
        found, Provenance(__version__, origin.file, origin.sha256, lead.key, True, "legal", "ensemble", None, seconds)
    )
