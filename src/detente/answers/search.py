"""A search: a scenario in a variant before the symbolic engine, with how far it came and how long it may take."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from detente import __version__
from detente.answers.run import Provenance, find_concept
from detente.conflict import Conflict, conflict, world
from detente.engine.progress import Progress, silent
from detente.engine.stability import Concept
from detente.engine.symbolic.analysis import Symbolic
from detente.errors import Problem, QuestionError, TooLargeError
from detente.scenario.model import Scenario

SECONDS = 30.0
"""Seconds that the equilibria of a concept may take where nothing else is said; all verdicts on one state as long."""


@dataclass(frozen=True, eq=False)
class Search:
    """A scenario in a variant, before the symbolic engine; `too_large` says why its states are not listed."""

    scenario: Scenario
    variant: str | None
    conflict: Conflict
    symbolic: Symbolic
    lead: Concept
    beliefs: bool
    seconds: float
    too_large: tuple[Problem, ...]
    tell: Told
    began: float

    @property
    def world(self) -> dict[str, str]:
        """Return the value of every circumstance."""
        return world(self.scenario, self.variant)

    def provenance(self) -> Provenance:
        """Return where answers of this search come from."""
        origin = self.scenario.origin
        several = any(sum(o.actor == i for o in self.conflict.options) > 1 for i in range(len(self.conflict.actors)))
        reach = "legal" if self.lead.replies == "lean" and several else "closure"
        seconds = round(time.perf_counter() - self.began, 4)
        return Provenance(
            __version__, origin.file, origin.sha256, self.lead.key, self.beliefs, reach, "symbolic", None, seconds
        )


class Told:
    """How far a search has come, told between the engine's operations; of some questions, one after another.

    What is told also ends work: questions asked within `sharing` have the seconds of one together.
    """

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._doing, self._done, self._questions = "", 0, 1
        self._share: tuple[float, int] | None = None
        self._until = math.inf

    def expect(self, questions: int) -> None:
        """Say how many questions will be asked."""
        self._done, self._questions = 0, questions

    def begin(self, doing: str) -> None:
        """Begin the next question; of a share it has its part of what is left."""
        self._doing = doing
        self._progress(doing, min(self._done / self._questions, 1.0))
        self._done += 1
        if self._share is not None:
            ends, left = self._share
            now = time.monotonic()
            self._until = now + (ends - now) / left
            self._share = ends, max(left - 1, 1)

    @contextmanager
    def sharing(self, seconds: float, questions: int) -> Iterator[None]:
        """Let some questions have so many seconds together."""
        self._share = time.monotonic() + seconds, max(questions, 1)
        try:
            yield
        finally:
            self._share, self._until = None, math.inf

    def watch(self, stage: str) -> None:
        """Tell what the engine is at; raises TooLargeError, which tells nothing, where the question's time is over."""
        self._progress(f"{self._doing}: {stage}", min(max(self._done - 1, 0) / self._questions, 1.0))
        if time.monotonic() > self._until:
            raise TooLargeError


def search(
    scenario: Scenario,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    seconds: float | None = None,
    progress: Progress = silent,
    too_large: TooLargeError | None = None,
) -> Search:
    """Return a scenario in a variant, ready to be asked without its states being listed.

    `too_large` is the reason why they are not, if there is one: where the symbolic engine does not serve the conflict,
    it is raised, with what is in the way. Else QuestionError, ConflictError and TooLargeError are as for the engine.
    """
    began = time.perf_counter()
    lead = find_concept(concept or scenario.settings.concept)
    believing = scenario.settings.beliefs if beliefs is None else beliefs
    plain = conflict(scenario, variant, believing)
    limit, tell = SECONDS if seconds is None else seconds, Told(progress)
    tell.begin("Building decision diagrams")
    try:
        symbolic = Symbolic(plain, seconds=limit, watch=tell.watch)
    except (QuestionError, TooLargeError) as error:
        if too_large is None:
            raise
        raise TooLargeError((*too_large.problems, *error.problems)) from None
    reasons = () if too_large is None else too_large.problems
    return Search(scenario, variant, plain, symbolic, lead, believing, limit, reasons, tell, began)
