"""The outcome of an analysis: where play comes to rest, what holds, and what keeps it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.answers.moves import Move
from detente.engine.stability import Concept
from detente.scenario.model import Scenario
from detente.views.phrases import Phrase, counted, joined, phrase
from detente.views.wording.moves import act, sequence, setting
from detente.views.wording.names import FEW, actors_named, concept_name, concept_word, state_name, states_named, words
from detente.views.wording.reasons import because, reason
from detente.views.wording.replies import replied, reply_verb

if TYPE_CHECKING:
    from detente.answers.analysis import Analysis, Cycles, Prospect, Prospects
    from detente.answers.explanation import Considered


LONG = 4  # moves, beyond which a sentence tells only how many they are
SEVERAL = 3  # prospects, beyond which a sentence tells only the nearest


def bottom_line(found: Analysis) -> tuple[Phrase, ...]:
    """Return the outcome in a few sentences: where play comes to rest; what holds, and what other concepts say."""
    first = joined((part for part in (_start(found), _resting(found)) if part), " ")
    return (first, joined((part for part in (_holding(found), _nothing_holds(found)) if part), " "))


def _start(found: Analysis) -> Phrase:
    if found.status_quo is None:
        return ("The status quo is unknown, so nothing is said on where play comes to rest.",)
    if found.status_quo.number in found.held.equilibria:
        return phrase("The status quo holds: nobody would leave it.", _held_there(found))
    return phrase("The status quo does not hold: ", actors_named(found.leaving.movers), " would leave it.")


def _held_there(found: Analysis) -> Phrase:
    """Return what keeps play in the status quo, on the first example."""
    one = _deterred(found, found.status_quo.number if found.status_quo else 0)
    if one is None:
        return ()
    verb = reply_verb(found.held.concept)
    return phrase(" ", act(one.move, "could"), " and gain, but then ", replied(one, verb), ".")


def _deterred(found: Analysis, number: int) -> Considered | None:
    """Return a better move at a prospect that a reply deters."""
    moves = (one for given in found.keeping.get(number, ()) for one in given.considered)
    return next((one for one in moves if one.replies and not one.believed), None)


def _resting(found: Analysis) -> Phrase:
    """Return where play that leaves the status quo comes to."""
    held = found.held
    if found.status_quo is None or held.prospects is None or held.cycles is None:
        return ()
    if found.status_quo.number in held.equilibria:
        return ()
    if not held.prospects:
        return phrase("Play comes to rest nowhere: it goes round ", _rounds(held.cycles), " for ever.")
    round_too = phrase(", or goes round ", _rounds(held.cycles), " for ever") if held.cycles else ()
    shared = _shared(found, held.prospects)
    alike = phrase(" with ", words([setting(*one) for one in shared.items()])) if shared else ()
    count = len(held.prospects)
    if count > SEVERAL:
        where = phrase(f" in one of {count:,} states", ", all" if alike else "", alike, ", the nearest ")
        return phrase("Play comes to rest", where, _rest(found, held.prospects[0]), round_too, ".")
    places = words([_rest(found, prospect) for prospect in held.prospects], " or in ")
    return phrase("Play comes to rest", alike, ": in " if alike else " in ", places, round_too, ".")


def _rest(found: Analysis, prospect: Prospect) -> Phrase:
    """Return a prospect with its way: `state 58 (after 1 move: US sets europe to consult)`."""
    where = state_name(found.scenario, prospect.state.number)
    moves = counted(len(prospect.path), "move")
    way = phrase(": ", sequence(prospect.path)) if len(prospect.path) <= LONG else ()
    return phrase(where, f" (after {moves}", way, ")")


def _shared(found: Analysis, prospects: Prospects) -> dict[str, str]:
    """Return in what all prospects differ from the status quo, and alike."""
    if found.status_quo is None or found.scenario.graph_form:
        return {}
    before, counts = found.status_quo.values, found.states.tally(prospects.places)
    alike = {option: next(iter(values)) for option, values in counts.items() if len(values) == 1}
    return {option: value for option, value in alike.items() if before[option] != value}


def _rounds(cycles: Cycles) -> Phrase:
    """Return among how many states play goes round: cycle by cycle, or from the smallest to the largest of many."""
    sizes = cycles.sizes
    if len(sizes) <= SEVERAL:
        return words([(f"among {counted(size, 'state')}",) for size in sizes], " or ")
    least, most = min(sizes), max(sizes)
    between = f"{least:,} to {counted(most, 'state')}" if least < most else counted(least, "state")
    return (f"in one of {len(sizes):,} cycles of {between}",)


def _holding(found: Analysis) -> Phrase:
    """Return how many states hold, and which other concepts hold the prospects for stable too."""
    held = found.held
    count, total = len(held.equilibria), len(found.states)
    some = phrase(
        f"{count:,}" if count else "none", f" of {counted(total, 'state')} ", "hold" if count > 1 else "holds"
    )
    which = phrase(" (", states_named(held.equilibria), ")") if 0 < count <= FEW and held.prospects is None else ()
    return phrase(f"Under {concept_name(held.concept)} ", some, which, _agreement(found), ".")


def _agreement(found: Analysis) -> Phrase:
    """Return what the other concepts under which something holds say of the prospects."""
    prospects = found.held.prospects
    others = [held for key, held in found.concepts.items() if key != found.lead and held.equilibria]
    if not prospects or not others:
        return ()
    agree = [bool(held.equilibria.has(prospects.places).all()) for held in others]
    same = [concept_word(held.concept.key) for held, does in zip(others, agree, strict=True) if does]
    apart = [concept_word(held.concept.key) for held, does in zip(others, agree, strict=True) if not does]
    count = len(prospects)
    one = "the prospect" if prospects[0].path else "the status quo"
    do = f"{one} holds" if count == 1 else f"{'both' if count == 2 else 'all the'} prospects hold"
    do_not = f"{one} does not hold" if count == 1 else "not all the prospects hold"
    if not same:
        return phrase("; ", "under ", words(apart), f" {do_not}")
    return phrase(f"; {do} under ", words(same), " too", phrase(", but not under ", words(apart)) if apart else "")


def _nothing_holds(found: Analysis) -> Phrase:
    """Return the other concepts under which nothing holds, with the reason for Nash."""
    empty = [key for key, one in found.concepts.items() if key != found.lead and not one.equilibria]
    if not empty:
        return ()
    head = phrase("Under ", words([concept_word(key) for key in empty]), " nothing holds")
    return phrase(head, _tempted(found) if "nash" in empty else "", ".")


def _tempted(found: Analysis) -> Phrase:
    """Return why nothing is a Nash equilibrium, on the example of the nearest prospect."""
    for number in found.keeping:
        one = _deterred(found, number)
        if one is not None:
            tempted = phrase(": even in ", states_named([number]), " ", act(one.move, "could"), " and gain")
            then = replied(one, reply_verb(found.held.concept))
            return phrase(tempted, "; only the reply keeps it from that, for then ", then)
    return (": everywhere somebody could gain by a move of its own",)


def staying(found: Analysis) -> Phrase:
    """Return who would leave the status quo and who would not."""
    leavers = found.leaving.movers
    rest = [actor for actor in found.actors if actor not in leavers]
    if not leavers:
        return ("Nobody would leave it.",)
    others = phrase("; ", actors_named(rest), " would not") if rest else ()
    return phrase(actors_named(leavers), " would leave it", others, ":")


def kept(scenario: Scenario, concept: Concept, given: Considered) -> Phrase:
    """Return what keeps an actor from a better move, in one sentence."""
    move_ = phrase(act(given.move, "could"), ", but ")
    seen = "it expects that " if given.believed else ""
    if not given.replies:
        return phrase(move_, seen, "that leads to nothing that lasts.")
    verb = reply_verb(concept)
    replies = joined((phrase(act(one, verb), _why(scenario, one)) for one in given.replies), ", and then ")
    cost = phrase("; and ", reason(scenario, given.loss)) if given.loss is not None else ()
    return phrase(move_, seen, "then ", replies, cost, ".")


def _why(scenario: Scenario, given: Move) -> Phrase:
    """Return the reason of a reply that improves its actor's lot, where the file gives one."""
    why = given.reason
    if why is None or not why.holds or not why.because:
        return ()
    return because(scenario, why.because, why.cite, None)
