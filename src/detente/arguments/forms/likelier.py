"""`C is likelier when K` (or: CLAIM is likelier when K): a circumstance makes a difference to what comes about."""

from __future__ import annotations

from detente.arguments.asked import Weighed
from detente.arguments.finding import Finding, Witness, finding, nothing
from detente.arguments.forms import Form, always
from detente.prospects.bounds import DIGITS


def weigh(weighed: Weighed) -> Finding:
    """Return the finding; its witness holds both chances."""
    if weighed.when is None:
        raise TypeError("a comparison of chances needs its condition")
    with_it = weighed.odds.of(weighed.event, weighed.when)
    without = weighed.odds.of(weighed.event, ~weighed.when)
    if with_it is None or without is None:
        return nothing()
    holds = round(with_it.middle - without.middle, DIGITS) > 0
    return finding(holds, Witness("likelier", chances=(with_it, without)))


FORM = Form(
    holds=(
        "The chance of C where play comes to rest (or the chance that the claim named holds) is higher in the "
        "worlds with K than in those without, with all chances at the middles of their bands."
    ),
    vacuous="K has no chance, or is certain.",
    examples=("Lower.protest is likelier when rain = poor",),
    about=("what",),
    needs=always("start", "rests"),
    weigh=weigh,
)
