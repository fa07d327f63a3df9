"""Foretold: in which worlds of a forecast a claim holds, so that its chance can be asked about as an outcome's is.

What claims about prospects say is decided by what the forecast has found already. Any other claim that worlds decide is
judged in the same worlds as `detente claims` judges it. The forecast must be asked in the claim's own variant and under
its own concept. As in `detente claims`, its chance is given that there is something to judge: that its variant, and one
that it is compared with, make a conflict.
"""

from __future__ import annotations

from detente.arguments.claims import Argument
from detente.arguments.forms import forms
from detente.conflict import find_variant
from detente.engine.board import Bools
from detente.engine.stability import Concept
from detente.errors import ConflictError, QuestionError, question
from detente.prospects.forecast import Forecast, about_prospects, holding
from detente.scenario.model import Claim, Scenario


def asking(
    claim: Claim,
    scenario: Scenario,
    concept: Concept,
    variant: str | None = None,
    beliefs: bool | None = None,
    as_of: str | None = None,
) -> Argument:
    """Return the argument by which a claim is judged in a forecast that asks the same.

    Raises QuestionError where no forecast gives it a chance: it names another variant or concept, it is about chances
    itself, or locks decide it; and where there is no such variant.
    """
    if variant is not None:
        find_variant(scenario, variant)
    for what, own, given in (("variant", claim.variant, variant), ("concept", claim.concept, concept.key)):
        if own is not None and own != given:
            raise _elsewhere(claim, what, own, given)
    argument = Argument(scenario, concept, variant, beliefs, as_of=as_of)
    if forms()[claim.test.form].weigh is not None:
        raise _about_chances(claim)
    if argument.locked(claim):
        raise _without(claim, "a variant locks all that it speaks of", "Ask about something that play decides.")
    return argument


def held(argument: Argument, claim: Claim, found: Forecast) -> tuple[Bools, Bools, Bools]:
    """Return in which worlds of a forecast a claim holds, in which it speaks of nothing, and in which it can be judged.

    Raises QuestionError where it can be judged in no world that has a chance, and where in some world that has a
    conflict its status quo is unknown.
    """
    played = found.played
    if about_prospects(claim):
        return *holding(claim, played), played.possible
    argument.over(played)
    ways = argument.by_world(claim)
    if ways is None or ways.any_of("unknown"):
        raise _without(claim, "in some world a status quo is unknown", "`detente claims` says how it stands now.")
    if not (played.worlds.middle * played.seen)[ways.possible].any():
        instead = f"Look at the variant that it is compared with: `{claim.test.words.get('from', '')}`."
        raise _without(claim, "in no world that has a chance is there anything to compare it with", instead)
    return ways.being("holds"), ways.being("vacuous"), ways.possible


def impossible_everywhere(claim: Claim, error: ConflictError) -> QuestionError:
    """Return the error for a claim whose variant is no conflict in any world, ready to raise."""
    (problem, *_) = error.problems
    return _without(claim, f"no world that has a chance makes such a conflict. {problem.given}", problem.remedy)


def _elsewhere(claim: Claim, what: str, own: str, given: str | None) -> QuestionError:
    asked = f"`{given}`" if given else "the scenario as written"
    return question(
        "claim-elsewhere",
        f"The claim `{claim.name}` names the {what} `{own}`, and asked about is {asked}",
        f"A claim that names its {what} is judged by that.",
        f"Leave --{what} out, or ask for `{own}`.",
    )


def _about_chances(claim: Claim) -> QuestionError:
    formula = claim.test.formulas.get("of") or claim.test.formulas.get("what")
    instead = formula.text if formula is not None else f"claim {claim.test.names[0]}"
    return _without(claim, "it is about chances itself", f"Ask about what it gives a chance to: `{instead}`.")


def _without(claim: Claim, why: str, remedy: str) -> QuestionError:
    return question(
        "claim-without-chance",
        f"The claim `{claim.name}` has no chance of its own in this forecast: {why}",
        "Asked about is a claim that holds in some worlds and not in others.",
        remedy,
    )


__all__ = ["asking", "held", "impossible_everywhere"]
