"""What is asked about: the likeliest prospect, an outcome by name or formula, or whether a claim holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np

from detente.engine.board import Bools
from detente.errors import QuestionError, question
from detente.prospects.forecast import Forecast, Rest, being
from detente.prospects.played import Outcome
from detente.prospects.worlds import Bounds, Chances
from detente.scenario.asking import asked_formula, names_of
from detente.scenario.expression import Expression
from detente.scenario.model import Claim, Scenario

CLAIM, OUTCOME = "claim ", "outcome "
"""What may stand before a name, to say what it names."""


@dataclass(frozen=True, eq=False)
class About:
    """What is asked about, with what part of each world it gets.

    `seen` is how likely the signals are in each world in which it can be asked at all, 0 in any other; `impossible` is
    the chance of these others, and all that is told is given that it can be asked. `rest` is the prospect that is asked
    about, `claim` the claim that holds in these worlds, None for anything else; `vacuous` is the chance that the claim
    speaks of nothing.
    """

    outcome: Outcome
    share: Chances
    seen: Chances
    impossible: Bounds
    rest: Rest | None = None
    claim: Claim | None = None
    vacuous: Bounds | None = None


def likeliest(found: Forecast) -> About:
    """Return the likeliest prospect; raises QuestionError where play comes to rest nowhere."""
    if not found.rests:
        raise question(
            "no-prospect",
            "In no world does play come to rest, so that there is no likeliest prospect",
            "What drives an outcome is asked.",
            "Look at `detente analyse`, which tells how play goes round.",
        )
    rest = found.rests[0]
    return About(rest.outcome, found.played.share(being(rest.values)), found.played.seen, found.impossible, rest)


def outcome(found: Forecast, text: str) -> About:
    """Return the outcome or situation of a name, or what a formula means; raises what `meaning_of` raises."""
    meaning = meaning_of(found.scenario, text)
    asked, share = found.played.outcome(text.strip(), meaning), found.played.share(meaning)
    return About(asked, share, found.played.seen, found.impossible)


def claimed(found: Forecast, claim: Claim, holds: Bools, vacuous: Bools, possible: Bools) -> About:
    """Return that a claim holds, given in which worlds it does, speaks of nothing, and can be judged at all.

    How a world is shared among its prospects changes nothing about that.
    """
    played = found.played
    seen = played.seen * possible
    chance, empty = played.worlds.chance(holds, seen), played.worlds.chance(vacuous, seen)
    told = Outcome(f"{CLAIM}{claim.name}", chance, chance, chance)
    return About(told, holds.astype(np.float64), seen, played.impossible(possible), None, claim, empty)


def claim_named(scenario: Scenario, text: str) -> Claim | None:
    """Return the claim that is asked about by its name, None where something else is.

    `claim NAME` always means a claim. Raises QuestionError where there is none of that name, and where a bare name is
    also that of an outcome, or means something in formulas.
    """
    known = {claim.name: claim for claim in scenario.claims}
    name = text.strip()
    named = _after(CLAIM, name)
    if named is not None and named not in known:
        raise _unknown(named, list(known))
    if named is not None:
        return known[named]
    if name not in known:
        return None
    if name in {one.name for one in scenario.outcomes}:
        raise _ambiguous(name, "the outcome", f"{OUTCOME}{name}")
    if name in names_of(scenario).bare_names(None):
        other = "the situation" if name in scenario.situations else "what has the same name in formulas"
        raise _ambiguous(name, other, f"({name})")
    return known[name]


def outcome_named(scenario: Scenario, text: str) -> str:
    """Return the name that stands after the word `outcome` where it is that of one, else the text as it is."""
    named = _after(OUTCOME, text.strip())
    return named if named is not None and named in {one.name for one in scenario.outcomes} else text


def meaning_of(scenario: Scenario, about: str) -> Expression:
    """Return what the name of an outcome or situation, or a formula, means."""
    named = {one.name: one.when.meaning for one in scenario.outcomes}
    known = named.get(about.strip())
    return known if known is not None else asked_formula(scenario, about, "--for").meaning


def _after(word: str, text: str) -> str | None:
    """Return the name that stands after a word, without quotation marks; None where the word does not come first."""
    return text.removeprefix(word).strip().strip('"') if text.startswith(word) else None


def _unknown(name: str, known: Sequence[str]) -> QuestionError:
    near = get_close_matches(name, known, 1)
    return question(
        "unknown-claim",
        f"`{name}` is no claim here",
        f"There are: {', '.join(known)}." if known else "The scenario makes no claims.",
        f"Did you mean `{CLAIM}{near[0]}`?" if near else "",
    )


def _ambiguous(name: str, other: str, written: str) -> QuestionError:
    return question(
        "claim-or-other",
        f"`{name}` may mean the claim or {other}",
        "What is asked about has one meaning.",
        f"Write `{CLAIM}{name}` for the claim, or `{written}` for the other.",
    )
