"""Engines: which of them answers, by what was asked for and by the size of a conflict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from detente.api.given import load, unknown
from detente.errors import TooLargeError, question

if TYPE_CHECKING:
    from detente.answers.run import Run
    from detente.answers.search import Search
    from detente.api.given import Given
    from detente.engine.progress import Progress
    from detente.scenario.model import Scenario

Listed = TypeVar("Listed")


def solved(
    scenario: Given,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    engine: str | None = None,
    progress: Progress | None = None,
) -> Run:
    """Return a conflict solved by the engine asked for, or chosen by its size."""
    from detente.answers.run import run
    from detente.engine.progress import silent

    return run(load(scenario), variant, concept, beliefs, engine, progress or silent)


def searched(
    loaded: Scenario,
    variant: str | None,
    concept: str | None,
    beliefs: bool | None,
    seconds: float | None,
    progress: Progress | None,
    why: TooLargeError | None,
) -> Search:
    """Return a conflict prepared to be judged without its states being listed; `why` says what kept them from it."""
    from detente.answers.search import search
    from detente.engine.progress import silent

    return search(loaded, variant, concept, beliefs, seconds, progress or silent, why)


def by_size(
    engine: str | None, listed: Callable[[], Listed], unlisted: Callable[[TooLargeError | None], Any]
) -> Listed | Any:
    """Return the answer of the engine that was asked for, or else of one that can cope with the conflict's size."""
    _known_engine(engine)
    if engine == "symbolic":
        return unlisted(None)
    try:
        return listed()
    except TooLargeError as error:
        if engine is not None:
            raise
        why = error.with_traceback(None)  # else what was listed so far would stay in memory
    return unlisted(why)


def listing(work: Callable[[], Listed]) -> Listed:
    """Return what needs the states listed; where they are too many, say what can do without."""
    try:
        return work()
    except TooLargeError as error:
        advice = "`analyse` and `explain` may answer without listing them."
        told = [replace(one, remedy=f"{one.remedy} {advice}".strip()) for one in error.problems]
        raise TooLargeError(tuple(told)) from None


def _known_engine(engine: str | None) -> None:
    from detente.engine.choice import ENGINES

    if engine is not None and engine not in ENGINES:
        raise unknown("unknown-engine", f"`{engine}` is no engine", engine, ENGINES)


def lists(engine: str | None, verb: str) -> None:
    """Raise QuestionError where an engine is asked for that lists no states, or that there is not."""
    _known_engine(engine)
    if engine == "symbolic":
        raise question(
            "engine-lists-nothing",
            f"the symbolic engine lists no states, and {verb} needs them listed",
            "It answers analyse and explain.",
            "Leave --engine out, or say --engine plain or --engine fast.",
        )
