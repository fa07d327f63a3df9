"""`the chance of C is WORD|at least N|at most N`: a number for what comes about."""

from __future__ import annotations

from detente.arguments.asked import Weighed
from detente.arguments.finding import Finding, Witness, finding, nothing
from detente.arguments.forms import Form, always
from detente.prospects.bounds import fit_of


def weigh(weighed: Weighed) -> Finding:
    """Return the finding; its witness holds the chance."""
    if weighed.band is None:
        raise TypeError("a chance needs what it is held against")
    found = weighed.odds.of(weighed.event)
    if found is None:
        return nothing()
    return finding(fit_of(found.middle, weighed.band) == "fits", Witness("chance", chances=(found,)))


FORM = Form(
    holds=(
        "The chance of C where play comes to rest lies within what the word stands for, or is at least or at "
        "most the number, with all chances at the middles of their bands."
    ),
    vacuous="No world has a chance.",
    examples=(
        "the chance of Lower.protest is likely",
        "the chance of thirst is at least 0.6",
    ),
    about=("of",),
    needs=always("start", "rests"),
    weigh=weigh,
)
