"""What is not listed: verdicts and counts where states are too many, or a state has no number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.engine.stability import Concept
from detente.views.phrases import FAILS, HOLDS, Mark, Phrase, phrase
from detente.views.wording.explanation import standing
from detente.views.wording.moves import act
from detente.views.wording.names import about, actors_named, concept_name
from detente.views.wording.replies import replied, reply_verb

if TYPE_CHECKING:
    from detente.answers.explanation import Considered
    from detente.answers.judged import Judged
    from detente.answers.unlisted import Extent, Reasons, Unlisted


def between(given: Extent) -> str:
    """Return how many states hold: a number, or the bounds of it."""
    return about(given.least) if given.exact else f"between {about(given.least)} and {about(given.most)}"


def uncounted(found: Unlisted) -> tuple[Phrase, ...]:
    """Return the outcome where states are not listed: who would leave the status quo, and how many states hold."""
    several = found.feasible > 1
    there = f"There {'are' if several else 'is'} {about(found.feasible)} {'states' if several else 'state'}, "
    why = "too many to be listed" if found.too_large else "which were not listed"
    play = "" if found.status_quo is None else ", so where play goes from the status quo is not followed"
    held = found.held
    if held.most == 0:
        holding = phrase(f"Under {concept_name(held.concept)} none of them holds.")
    else:
        verb = "holds" if held.exact and held.least == 1 else "hold"
        holding = phrase(f"Under {concept_name(held.concept)} {between(held)} of them {verb}.")
    return (_leaving(found), phrase(f"{there}{why}{play}. ", holding))


def _leaving(found: Unlisted) -> Phrase:
    """Return who would leave the status quo, as far as that is known."""
    if found.status_quo is None:
        return ("The status quo is unknown.",)
    leavers = [one.actor for one in found.stances if one.stable is False]
    unknown = [one.actor for one in found.stances if one.stable is None]
    doubt = phrase(" ", _undecided(unknown), " Allow more by --seconds, or ask under another --concept.")
    if leavers:
        who = phrase("The status quo does not hold: ", actors_named(leavers), " would leave it.")
        return phrase(who, doubt) if unknown else who
    if unknown:
        return phrase("Nobody is known to leave the status quo.", doubt)
    deterred = (one for given in found.stances for one in given.considered)
    one = next((one for one in deterred if one.replies and not one.believed), None)
    but = _but(one, found.held.concept) if one else ()
    return phrase("The status quo holds: nobody would leave it.", but)


def _but(given: Considered, concept: Concept) -> Phrase:
    return phrase(" ", act(given.move, "could"), " and gain, but then ", replied(given, reply_verb(concept)), ".")


def judged(given: Judged) -> Phrase:
    """Return one actor's verdict on a state in a sentence, where one was found and the actor has better moves."""
    name = Mark(given.actor, "actor")
    if given.better is not None and given.undeterred is not None:
        return standing(given.actor, bool(given.stable), given.better, given.undeterred)
    if given.stable:
        return phrase(HOLDS, " ", name, " stays: replies deter it from whatever better move it has.", _crowded())
    return phrase(FAILS, " ", name, " would leave: it has better moves that nothing deters it from.", _crowded())


def undecided(actors: Sequence[str]) -> Phrase:
    """Return that no verdict was found for actors."""
    return phrase("? ", _undecided(actors))


def _undecided(actors: Sequence[str]) -> Phrase:
    return phrase("Whether ", actors_named(actors), " would stay was not found in time.")


def _crowded() -> Phrase:
    return (Mark(" Its better moves are too many to be looked at one by one.", "quiet"),)


def unnumbered(found: Reasons) -> Phrase:
    """Return whether a state without a number holds and who would leave it, in one sentence."""
    what = "The state" if found.from_status_quo is None or found.from_status_quo else "The status quo"
    concept = concept_name(found.concept)
    if found.equilibrium:
        return phrase(HOLDS, " ", what, f" holds under {concept}: nobody would leave it.")
    if found.equilibrium is None:
        return phrase("? Whether ", what.lower(), f" holds under {concept} was not found in time.")
    leavers = [one.actor for one in found.stances if one.stable is False]
    asked = [one.actor for one in found.stances]
    who = phrase(": ", actors_named(leavers), " would leave it") if leavers else phrase(", though not because of ")
    rest = () if leavers else actors_named(asked)
    return phrase(FAILS, " ", what, f" does not hold under {concept}", who, rest, ".")


def stopped(found: Unlisted) -> tuple[Phrase, ...]:
    """Return why counts were not finished, and what lets them be."""
    codes = {one.stopped.code for one in found.concepts.values() if one.stopped and not one.exact}
    told = []
    if "symbolic-time" in codes:
        limit = "1 second" if found.seconds == 1 else f"{found.seconds:g} seconds"
        told.append(f"Ranges: counting was stopped after {limit}; --seconds allows more.")
    if codes - {"symbolic-time"}:
        told.append("Ranges: counting was stopped where it would have needed too much memory.")
    return tuple((Mark(one, "quiet"),) for one in told)
