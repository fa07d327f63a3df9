"""What a report counts, once, for its sentences and for what `--json` prints."""

from __future__ import annotations

from detente.answers.report import Report
from detente.views.chances import SMALL


def counts(given: Report) -> dict[str, int]:
    """Return how many states, prospects, choices and claims of each kind there are; those that there are not as 0.

    `holding`: states that hold under the leading concept; `prospects`: where play comes to rest in this world, and
    `rests` in any world; `open`: choices that come out in more than one way; `words`: words of chance of claims that a
    number can be compared with, and `fit` those that fit.
    """
    analysis, forecast = given.analysis, given.forecast
    judged = [one.judged for one in given.claims.claims] if given.claims else []
    options = forecast.found.options.values() if forecast else ()
    return {
        "states": len(analysis.states),
        "holding": len(analysis.held.equilibria),
        "prospects": len(analysis.held.prospects or ()),
        "cycles": len(analysis.held.cycles or ()),
        "rests": len(forecast.found.rests) + forecast.found.others if forecast else 0,
        "worlds": forecast.found.worlds if forecast else 0,
        "choices": len(options),
        "open": sum(sum(one.possibly.high > SMALL for one in values) > 1 for values in options),
        "claims": len(judged),
        **{verdict: sum(one.verdict == verdict for one in judged) for verdict in VERDICTS},
        "words": sum(one.fits is not None for one in judged),
        "fit": sum(one.fits == "fits" for one in judged),
    }


VERDICTS = ("holds", "fails", "vacuous", "unknown")
"""What may become of a claim."""
