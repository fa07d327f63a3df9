"""What groups bring about, in sentences: how they get there, what each member gains, and what the others then do."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers.deeds import Deed, Share
from detente.answers.groups import Jump, Tempted
from detente.engine.coalition import JointConcept
from detente.scenario.model import Scenario
from detente.views import wording
from detente.views.phrases import FAILS, HOLDS, Mark, Phrase, counted, joined, phrase


def joint_name(concept: JointConcept) -> str:
    """Return a joint concept's name as it stands inside a sentence.

    >>> from detente.engine.coalition import joint_concepts
    >>> joint_name(joint_concepts()["cnash"]), joint_name(joint_concepts()["cseq"])
    ('coalition Nash stability', 'coalition sequential stability')
    """
    title = concept.title if concept.key == "cnash" else concept.title.lower()
    name = title[0].lower() + title[1:]
    return name if "stability" in name or "rationality" in name else f"{name} stability"


def joint_word(key: str) -> str:
    """Return the short word for a joint concept: `CNash`, `CSEQ`."""
    return {"cnash": "CNash"}.get(key, key.upper())


def way(given: Deed, may: str = "") -> Phrase:
    """Return how a group gets somewhere: `Red sets talks to yes, then Blue sets arms to no`, or all of it at once."""
    if given.moves:
        return joined((wording.act(one, may if not place else "") for place, one in enumerate(given.moves)), ", then ")
    own = (phrase(one.option, " to ", Mark(one.after, "value")) for one in given.changes if not one.fell_away)
    fallen = [one.option for one in given.changes if one.fell_away]
    away = phrase(", and ", wording.words(fallen), " fall away" if len(fallen) > 1 else " falls away") if fallen else ()
    verb = f" {may} set " if may else " set "
    return phrase(wording.actors_named(given.group), verb, wording.words(own), " at once", away)


def head(scenario: Scenario, given: Tempted) -> Phrase:
    """Return a group with where it could go: the line under which the rest is told."""
    jump = given.best
    rest = given.improvements - 1
    more = phrase(f", or to {counted(rest, 'other state')} that {_both(given.group)} prefer") if rest else ()
    where = wording.state_name(scenario, jump.deed.to)
    sign = HOLDS if jump.answers else FAILS
    return phrase(sign, " ", wording.actors_named(given.group), " together could go to ", where, more)


def _both(group: Sequence[str]) -> str:
    return "both" if len(group) == 2 else "all of them"


def told(scenario: Scenario, concept: JointConcept, given: Tempted) -> tuple[Phrase, ...]:
    """Return a group's joint move in sentences: the way there, who gains what, what becomes of it, whether it stays."""
    jump = given.best
    return (
        phrase(way(jump.deed), ".", _without(given)),
        *(share(scenario, one, jump.deed.origin, jump.deed.to) for one in jump.shares),
        *fate(scenario, concept, given),
    )


def _without(given: Tempted) -> Phrase:
    """Return who could do it without the rest of the group, where some could."""
    enough = given.best.enough
    return () if enough == given.group else phrase(" ", wording.actors_named(enough), " can do that without the rest.")


def share(scenario: Scenario, given: Share, origin: int, to: int) -> Phrase:
    """Return what an actor has of going from a state to another."""
    name = Mark(given.actor, "actor")
    if given.gain == 0:
        return phrase(name, " is as well off there.")
    if given.reason is not None:
        side = "" if given.gain > 0 else "loses by it: "
        return phrase(phrase(name, " ", side) if side else (), wording.reason(scenario, given.reason), ".")
    high, low = (to, origin) if given.gain > 0 else (origin, to)
    return phrase(name, f" ranks state {high} above state {low}.")


def fate(scenario: Scenario, concept: JointConcept, given: Tempted) -> tuple[Phrase, ...]:
    """Return what the others would make of it, and whether it would stay."""
    jump = given.best
    if jump.answers:
        verb = "would" if concept.replies == "improvements" else "could"
        then = joined((way(one, verb) for one in jump.answers), ", and then ")
        return (phrase("But then ", then, "; ", _hurt(scenario, jump)), _rest(given))
    return (phrase("Nothing that the others can do takes that away", _stays(jump), "."),)


def _hurt(scenario: Scenario, jump: Jump) -> Phrase:
    """Return whom the answer leaves no better off than by staying."""
    worse = [one for one in jump.losses if one.gain <= 0]
    if not worse:
        raise RuntimeError("an answer that deters a group leaves some member no better off")
    one = min(worse, key=lambda share_: share_.gain)
    name = Mark(one.actor, "actor")
    if one.gain == 0:
        return phrase(name, " is then no better off than by staying.")
    if one.reason is None:
        return phrase(name, " is then worse off than by staying.")
    return phrase(name, " is then worse off than by staying: ", wording.reason(scenario, one.reason), ".")


def _rest(given: Tempted) -> Phrase:
    """Return what becomes of all that a group could do, where the one told is answered."""
    if given.improvements == 1:
        return ("So it stays.",)
    return (f"All {given.improvements:,} such joint moves are answered, so it stays.",)


def _stays(jump: Jump) -> str:
    if jump.lasts:
        return "; nobody would leave that state, and no group either"
    if jump.holds and jump.lasts is None:
        return "; nobody alone would leave that state, and whether some group would was not looked at"
    if jump.holds:
        return "; nobody alone would leave that state, though some group would"
    return "; but it would not stay there, for somebody would leave that state"
