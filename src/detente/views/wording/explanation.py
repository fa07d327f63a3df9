"""The explanation of a state: who stays, who would leave it, and what becomes of a better move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.answers.moves import Move
from detente.conflict import STATE
from detente.engine.stability import Concept
from detente.scenario.model import Scenario
from detente.views.phrases import FAILS, HOLDS, Mark, Phrase, phrase
from detente.views.wording.moves import option_name, sequence, settings
from detente.views.wording.names import actors_named, concept_name, meaning, words
from detente.views.wording.reasons import reason
from detente.views.wording.replies import replied, reply_verb

if TYPE_CHECKING:
    from detente.answers.explanation import Considered, Explanation, Stance


def verdict(found: Explanation) -> Phrase:
    """Return whether a state holds and who would leave it, in one sentence."""
    name = phrase(Mark(f"State {found.state.number}", "strong"), meaning(found.scenario, found.state.number))
    concept = concept_name(found.concept)
    if found.equilibrium:
        return phrase(HOLDS, " ", name, f" holds under {concept}: nobody would leave it.")
    leavers = [stance.actor for stance in found.stances if not stance.stable]
    who = (
        phrase(": ", actors_named(leavers), " would leave it")
        if leavers
        else phrase(", though ", _asked(found), " would stay")
    )
    return phrase(FAILS, " ", name, f" does not hold under {concept}", who, ".")


def _asked(found: Explanation) -> Phrase:
    return actors_named([stance.actor for stance in found.stances])


def content(actors: Sequence[str]) -> Phrase:
    """Return that actors stay since they have nothing better to do."""
    who = actors_named(actors)
    if len(actors) == 1:
        return phrase(HOLDS, " ", who, " stays: no move of its own would be better for it.")
    return phrase(HOLDS, " ", who, " stay: no move of their own would be better for them.")


def stance(given: Stance) -> Phrase:
    """Return one actor's verdict in a sentence, where it has better moves."""
    free = sum(one.fate != "punished" for one in given.considered)
    return standing(given.actor, given.stable, len(given.considered), free)


def standing(actor: str, stable: bool, count: int, free: int) -> Phrase:
    """Return an actor's verdict in a sentence: so many better moves, of which so many are free."""
    name = Mark(actor, "actor")
    moves = "a better move" if count == 1 else f"{count:,} better moves"
    if stable:
        deterred = "a reply deters it from that" if count == 1 else "replies deter it from all of them"
        return phrase(HOLDS, " ", name, f" stays: it has {moves}, but {deterred}.")
    which = ("that" if count == 1 else "them") if free == count else f"{free} of them"
    return phrase(
        FAILS, " ", name, f" would leave: it has {moves}, and nothing deters it from {which.replace('it', 'that')}."
    )


def believes(scenario: Scenario, actor: str) -> Phrase:
    """Return in which world an actor judges replies, where it believes in one of its own."""
    beliefs = [one for one in scenario.beliefs if one.actor == actor]
    thinks = {name: value for one in beliefs for name, value in one.thinks.items()}
    doubted = any(one.chances or one.chance for one in beliefs)
    doubt = " here, though not for sure; a forecast weighs that" if doubted else ""
    return phrase(Mark(actor, "actor"), " believes that ", settings(thinks), ", and judges replies by that", doubt, ".")


def fate(scenario: Scenario, concept: Concept, given: Considered) -> tuple[Phrase, ...]:
    """Return what becomes of a tempting move, in sentences: replies, own answer, what it would cost."""
    if given.fate == "unpunished":
        return (("No reply of the others takes that gain away.",),)
    told = (_replies(given, reply_verb(concept)), *_end(scenario, given))
    return (*told, _anyway(given)) if given.fate == "uncaused" else told


def _replies(given: Considered, verb: str) -> Phrase:
    if not given.replies:
        return phrase(_seen(given), "nothing is left of that gain.")
    return phrase(_seen(given), replied(given, verb), ".")


def _seen(given: Considered) -> str:
    return "But as it sees the world, then " if given.believed else "But then "


def _end(scenario: Scenario, given: Considered) -> tuple[Phrase, ...]:
    """Return what the actor has lost in the end, after its own best answer if it has one."""
    answered = phrase("Even if it then answers by ", _own(given.answer), ", it") if given.answer else ("That way it",)
    return (phrase(answered, _cost(scenario, given), "."),)


def _own(given: Move) -> Phrase:
    if given.changes[0].option == STATE:
        return phrase("moving to state ", Mark(given.changes[0].after, "value"))
    own = [change for change in given.changes if not change.fell_away]
    sets = [phrase(option_name(one.option, given.actor), " to ", Mark(one.after, "value")) for one in own]
    return phrase("setting ", words(sets))


def _cost(scenario: Scenario, given: Considered) -> Phrase:
    if given.loss is None:
        return (" ends no better off than by staying",)
    return phrase(" ends worse off than by staying: ", reason(scenario, given.loss))


def _anyway(given: Considered) -> Phrase:
    if not given.anyway:
        return ("But it is as badly off where it stands, so that deters nothing.",)
    return phrase("But that would come even if it stays: ", sequence(given.anyway), ". So it deters nothing.")
