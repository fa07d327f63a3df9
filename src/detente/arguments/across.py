"""Across: the verdict on a claim as written and in every variant, in the world as it is now there.

Asked of claims that name no variant. Those about chances are left out: they are weighed over all the worlds of one. A
comparison is not made of a variant with itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.arguments.claims import Argument
from detente.arguments.finding import Verdict
from detente.arguments.forms import forms
from detente.arguments.hinges import prepare
from detente.engine.progress import Progress, silent
from detente.scenario.model import Claim

Across = Mapping[str | None, Verdict]
"""The verdict by variant, in the order of the file; None stands for the scenario as written."""


def across(argument: Argument, claims: Sequence[Claim], progress: Progress = silent) -> dict[str, Across]:
    """Return by name the verdicts on the claims that name no variant, each by its own concept."""
    asked = [one for one in claims if one.variant is None and forms()[one.test.form].weigh is None]
    found: dict[str, dict[str | None, Verdict]] = {one.name: {} for one in asked}
    variants = argument.scenario.variants
    for place, variant in enumerate((None, *variants)):
        progress(f"Claims in {variant or 'the scenario as written'}", place / (len(variants) + 1))
        there = argument.in_variant(variant)
        some = [one for one in asked if one.test.words.get("from") != variant or variant is None]
        prepare([there], some)
        for claim in some:
            found[claim.name][variant] = there.judge(claim).verdict
    return dict(found)


__all__ = ["Across", "across"]
