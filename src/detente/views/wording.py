"""Wording: sentences from moves, reasons, verdicts and certificates. No other file words an answer.

Sentences are short and can be quoted as they stand. A statement is given in the file's own words; where the file
gives a reason, that follows, with the place in the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from detente.answers.moves import Change, Move, Reason, spoken
from detente.conflict import STATE
from detente.engine.stability import Concept
from detente.scenario.model import Band, Belief, Chance, Circumstance, Citation, Grade, Ranked, Scenario, Statement
from detente.views.phrases import FAILS, HOLDS, Mark, Phrase, counted, joined, phrase

if TYPE_CHECKING:
    from detente.answers.analysis import Analysis, Cycles, Prospect, Prospects
    from detente.answers.comparison import Compared, Comparison
    from detente.answers.explanation import Considered, Explanation, Stance
    from detente.answers.judged import Judged
    from detente.answers.run import Provenance
    from detente.answers.unlisted import Extent, Reasons, Unlisted

GRADES: Mapping[Grade | None, str] = {
    "read": "checked against the source",
    "partial": "partly checked against the source",
    "recalled": "from memory, not a published result",
    None: "not graded",
}
"""How far a source can be trusted, in words."""

LONG = 4  # moves, beyond which a sentence tells only how many they are
SEVERAL = 3  # prospects, beyond which a sentence tells only the nearest
FEW = 8  # states that a sentence names; actors too, where there are more than CROWD
CROWD = 12  # actors, all of whom a sentence still names
EXACT = 10**6  # numbers below are told to the last digit
UNITS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


# ------------------------------------------------------------ names


def concept_name(concept: Concept) -> str:
    """Return a concept's name as it stands inside a sentence: `firm stability`, `Nash stability`."""
    title = concept.title if concept.key == "nash" else concept.title.lower()
    return title if "stability" in title or "rationality" in title else f"{title} stability"


def concept_word(key: str) -> str:
    """Return the short word for a concept: `Nash`, `GMR`, `firm`."""
    return {"nash": "Nash", "firm": "firm"}.get(key, key.upper())


def words(items: Iterable[Phrase | str | Mark], last: str = " and ") -> Phrase:
    """Return a list in words: `a, b and c`."""
    return joined(items, last=last)


def state_name(scenario: Scenario, number: int) -> Phrase:
    """Return what to call a state: its number, with its meaning where the scenario lists states."""
    return phrase(Mark(f"state {number}", "strong"), _meaning(scenario, number))


def _meaning(scenario: Scenario, number: int) -> str:
    if not scenario.graph_form:
        return ""
    state = scenario.states[number - 1]
    known = [state.id if state.id != str(number) else "", flat(state.means or "")]
    named = ": ".join(part for part in known if part)
    return f' "{named}"' if named else ""


def states_named(numbers: Sequence[int], most: int = 12) -> Phrase:
    """Return numbers of states in words; a long list is cut."""
    if len(numbers) == 1:
        return phrase(Mark(f"state {numbers[0]}", "strong"))
    listed = [Mark(f"{number}", "strong") for number in numbers[:most]]
    if len(numbers) > most:
        return phrase("states ", joined(listed), f" and {len(numbers) - most:,} more")
    return phrase("states ", words(listed))


def actors_named(actors: Sequence[str]) -> Phrase:
    """Return actors in words; of a crowd only the first."""
    named = [phrase(Mark(actor, "actor")) for actor in actors]
    return words(named if len(named) <= CROWD else [*named[:FEW], f"{len(named) - FEW} others"])


def one_line(text: str) -> str:
    """Return text on one line."""
    return " ".join(text.split())


def flat(text: str) -> str:
    """Return text on one line, without a full stop at its end."""
    return one_line(text).rstrip(".")


# ------------------------------------------------------------ grounds


def cited(scenario: Scenario, cite: Sequence[Citation]) -> str:
    """Return citations in short: `¶2, 3` with one source, `xiao ¶2, 3; kinsara Table 1` with several."""
    parts = []
    for source, group in groupby(cite, key=lambda one: one.source):
        places = [one.locator for one in group if one.locator]
        known = scenario.sources.get(source)
        counted_here = known is not None and known.paragraphs and all(place.isdigit() for place in places)
        where = ("¶" if counted_here and places else "") + ", ".join(places)
        parts.append(where if len(scenario.sources) == 1 and where else f"{source} {where}".strip())
    return "; ".join(parts)


def because(scenario: Scenario, why: str | None, cite: Sequence[Citation], assumed: str | None) -> Phrase:
    """Return why a judgement stands, to be put behind it: `, because it pays (¶3)`."""
    notes = [cited(scenario, cite), f"assumed: {flat(assumed)}" if assumed else ""]
    tail = "; ".join(filter(None, notes))
    return phrase(f", because {flat(why)}" if why else "", Mark(f" ({tail})", "quiet") if tail else "")


def reason(scenario: Scenario, given: Reason) -> Phrase:
    """Return what an actor wants, in its own words and with its reason: what decided between two states."""
    verb = "wants" if given.verb == "want" else "wants to avoid"
    why = because(scenario, given.because, given.cite, given.assumed)
    return phrase(Mark(given.actor, "actor"), f" {verb} ", Mark(given.text, "value"), why)


# ------------------------------------------------------------ changes and moves


def option_name(option: str, actor: str | None = None) -> str:
    """Return an option's name, without its actor where that was just named.

    >>> option_name("US.aid", "US"), option_name("US.aid", "Europe")
    ('aid', 'US.aid')
    """
    return option.removeprefix(f"{actor}.") if actor else option


def setting(option: str, value: str) -> Phrase:
    """Return an option with a value: `US.aid = cut`."""
    return (f"{option} = ", Mark(value, "value"))


def settings(values: Mapping[str, str]) -> Phrase:
    """Return options with their values, one after another."""
    return joined(setting(option, value) for option, value in values.items())


def instead(values: Mapping[str, str]) -> Phrase:
    """Return a state by its differences: `as the status quo, but with US.europe = consult`."""
    return phrase("as the status quo, but with ", words([setting(option, value) for option, value in values.items()]))


def change(given: Change, actor: str | None = None) -> Phrase:
    """Return a change with what was before: `aid keep → cut`."""
    name = option_name(given.option, actor)
    return phrase(f"{name} {given.before} → ", Mark(given.after, "value"))


def move(given: Move) -> Phrase:
    """Return a move in short: `US: europe neutral → consult`, and what falls away with it."""
    own = joined(change(one, given.actor) for one in given.changes if not one.fell_away)
    return phrase(Mark(given.actor, "actor"), ": ", own, _fallen(given))


def _fallen(given: Move) -> Phrase:
    fallen = [f"{one.option} back to {one.after}" for one in given.changes if one.fell_away]
    return phrase("; falls away: ", joined(fallen)) if fallen else ()


def act(given: Move, may: str = "") -> Phrase:
    """Return a move as a clause: `US sets europe to consult`; with `may`, `US could set europe to consult`."""
    if given.changes and given.changes[0].option == STATE:
        verb = f" {may} move to state " if may else " moves to state "
        return phrase(Mark(given.actor, "actor"), verb, Mark(given.changes[0].after, "value"))
    own = [
        phrase(option_name(one.option, given.actor), " to ", Mark(one.after, "value"))
        for one in given.changes
        if not one.fell_away
    ]
    fallen = [one.option for one in given.changes if one.fell_away]
    verb = f" {may} set " if may else " sets "
    away = phrase(", and ", words(fallen), " fall away" if len(fallen) > 1 else " falls away") if fallen else ()
    return phrase(Mark(given.actor, "actor"), verb, words(own), away)


def path_short(moves: Sequence[Move]) -> Phrase:
    """Return moves on one line: `US europe = consult → Russia arm = no`."""
    return joined((_step(one) for one in moves), " → ") if moves else ("stays",)


def _step(given: Move) -> Phrase:
    own = (phrase(option_name(one.option, given.actor), "=", one.after) for one in given.changes if not one.fell_away)
    return phrase(Mark(given.actor, "actor"), " ", joined(own))


def gain(scenario: Scenario, given: Move) -> Phrase:
    """Return why a move is better for its actor: the statement that decides, with its reason."""
    if given.reason is not None:
        return reason(scenario, given.reason)
    higher, lower = (number if number is not None else "that state" for number in (given.to, given.origin))
    return phrase(Mark(given.actor, "actor"), f" ranks state {higher} above state {lower}")


# ------------------------------------------------------------ the analysis


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
    return phrase(" ", act(one.move, "could"), " and gain, but then ", _then(one, verb), ".")


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
    way = phrase(": ", _sequence(prospect.path)) if len(prospect.path) <= LONG else ()
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
            then = _then(one, reply_verb(found.held.concept))
            return phrase(tempted, "; only the reply keeps it from that, for then ", then)
    return (": everywhere somebody could gain by a move of its own",)


def reply_verb(concept: Concept) -> str:
    """Return what others do in reply: they would where a reply must pay them, and else they could."""
    return "would" if concept.credible else "could"


def _then(given: Considered, verb: str) -> Phrase:
    return joined((act(one, verb) for one in given.replies), ", and then ")


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


def provenance(given: Provenance, states: int | None = None) -> Phrase:
    """Return the last line: program, file, concept, how replies were searched, time."""
    parts = [
        f"Détente {given.version}",
        f"{given.file} (sha256 {given.sha256[:12]})",
        f"{concept_word(given.concept)}, beliefs {'on' if given.beliefs else 'off'}",
        counted(states, "state") if states is not None else "",
        "replies as legal sequences" if given.reach == "legal" else "replies by closure",
        f"{given.engine} engine",
        f"{given.seconds:.2f} s",
    ]
    return (Mark(" · ".join(part for part in parts if part), "quiet"),)


def origin(given: Provenance) -> Phrase:
    """Return where an answer comes from that lists no states: program, file, concept, time."""
    parts = [
        f"Détente {given.version}",
        f"{given.file} (sha256 {given.sha256[:12]})",
        f"{concept_word(given.concept)}, beliefs {'on' if given.beliefs else 'off'}",
        f"{given.seconds:.2f} s",
    ]
    return (Mark(" · ".join(parts), "quiet"),)


# ------------------------------------------------------------ the comparison


def variant_name(given: Compared) -> str:
    """Return what a variant is called in a comparison."""
    return given.variant or "as written"


def alike(found: Comparison) -> Phrase:
    """Return in one sentence which variants come out alike."""
    groups: dict[tuple[object, ...], list[Compared]] = {}
    for one in found.variants:
        groups.setdefault(tuple(one.outcome.values()), []).append(one)
    count = len(found.variants)
    if len(groups) == 1:
        return (f"All {count} variants come to rest alike.",) if count > 1 else ()
    together = [
        words([Mark(variant_name(one), "strong") for one in group]) for group in groups.values() if len(group) > 1
    ]
    rest = phrase("; ", joined(together, "; "), " come to rest alike") if together else ()
    return phrase(f"{count} variants, {len(groups)} outcomes", rest, ".")


# ------------------------------------------------------------ the explanation


def verdict(found: Explanation) -> Phrase:
    """Return whether a state holds and who would leave it, in one sentence."""
    name = phrase(Mark(f"State {found.state.number}", "strong"), _meaning(found.scenario, found.state.number))
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
    return _standing(given.actor, given.stable, len(given.considered), free)


def _standing(actor: str, stable: bool, count: int, free: int) -> Phrase:
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
    return phrase(_seen(given), _then(given, verb), ".")


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
    return phrase("But that would come even if it stays: ", _sequence(given.anyway), ". So it deters nothing.")


def _sequence(moves: Sequence[Move]) -> Phrase:
    return joined((act(one) for one in moves), ", then ")


# ------------------------------------------------------------ what is not listed


def about(number: int) -> str:
    """Return a number as one says it: to the last digit where it is small, else to three.

    >>> about(999_999), about(404_465_123_328), about(10**60)
    ('999,999', 'about 404 billion', 'about 1.00 × 10^60')
    """
    if number < EXACT:
        return f"{number:,}"
    rounded = round(number, 3 - len(str(number)))
    if rounded >= 1000 * UNITS[0][0]:
        digits = str(rounded)
        return f"about {digits[0]}.{digits[1:3]} × 10^{len(digits) - 1}"
    size, unit = next(one for one in UNITS if rounded >= one[0])
    return f"about {rounded / size:g} {unit}"


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
    return phrase(" ", act(given.move, "could"), " and gain, but then ", _then(given, reply_verb(concept)), ".")


def judged(given: Judged) -> Phrase:
    """Return one actor's verdict on a state in a sentence, where one was found and the actor has better moves."""
    name = Mark(given.actor, "actor")
    if given.better is not None and given.undeterred is not None:
        return _standing(given.actor, bool(given.stable), given.better, given.undeterred)
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


def also(held: Mapping[str, bool | None], lead: str) -> Phrase:
    """Return under which other concepts something holds, does not, or may: `under GMR too, not under Nash`."""
    kinds = {
        verdict: [concept_word(key) for key, one in held.items() if key != lead and one is verdict]
        for verdict in (True, False, None)
    }
    parts = [
        phrase("under ", words(kinds[True]), " too") if kinds[True] else (),
        phrase("not under ", words(kinds[False], " or ")) if kinds[False] else (),
        phrase("perhaps under ", words(kinds[None], " or ")) if kinds[None] else (),
    ]
    return joined(part for part in parts if part)


def departing(values: Mapping[str, str]) -> Phrase:
    """Return a state by its differences from the status quo; many are told by the value that they have there."""
    if len(values) <= FEW:
        return instead(values)
    together: dict[str, list[str]] = {}
    for option, value in values.items():
        together.setdefault(value, []).append(option)
    parts = (phrase(", ".join(options), " = ", Mark(value, "value")) for value, options in together.items())
    return phrase("as the status quo, but with ", joined(parts, "; "))


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


# ------------------------------------------------------------ the scenario


def beginning(story: str, most: int) -> str:
    """Return the beginning of a story, cut at the end of a sentence if there is one.

    >>> beginning("One. Two is longer. Three.", 20)
    'One. Two is longer.'
    """
    if len(story) <= most:
        return story
    cut = story[:most].rfind(". ")
    return story[: cut + 1] if cut > 0 else story[:most].rsplit(" ", 1)[0] + " …"


def statement(given: Statement) -> Phrase:
    """Return a statement as it is written: weight, verb, aim, conditions, and what it drops below."""
    weight = f"{float(given.weight):g} × " if given.weight is not None else ""
    drops = f" (drops below {given.drops.below} when {given.drops.when.text})" if given.drops else ""
    return phrase(weight, f"{given.verb} ", Mark(spoken(given), "value"), drops)


def ranking(given: Ranked) -> str:
    """Return a ranking, best first, ties in brackets: `3 > (1, 2) > 4`."""
    levels = [", ".join(level) if len(level) == 1 else f"({', '.join(level)})" for level in given.levels]
    return " > ".join(levels)


def belief(scenario: Scenario, given: Belief) -> Phrase:
    """Return what somebody believes: `Russia: us_aim = contain (almost certain)`."""
    sure = f" ({chance_band(given.chance)})" if given.chance else ""
    why = because(scenario, given.grounds.because, given.grounds.cite, given.grounds.assumed)
    held = joined(_thought(given, name, value) for name, value in given.thinks.items())
    return phrase(Mark(given.who, "actor"), ": ", held, sure, why)


def _thought(given: Belief, name: str, value: str) -> Phrase:
    """Return what one circumstance is taken to be: `rain = poor`, or `rain = poor (likely) or good (unlikely)`."""
    if name not in given.chances:
        return setting(name, value)
    bands = sorted(given.chances[name].items(), key=lambda item: item[0] != value)
    held = [phrase(Mark(one, "value"), f" ({chance_band(band)})") for one, band in bands]
    return phrase(f"{name} = ", joined(held, ", ", " or "))


def circumstance(given: Circumstance, now: str) -> Phrase:
    """Return a circumstance as it is, how sure that is, and what it means."""
    others = [value for value in given.values if value != now]
    contrast = f", not {' or '.join(others)}" if set(given.values) != {"no", "yes"} else ""
    sure = chance_word(given.chances[now]) if given.chances else "not in doubt"
    means = f": {flat(given.means)}" if given.means else ""
    return phrase(Mark(given.id, "strong"), " = ", Mark(now, "value"), contrast, f" ({sure})", means)


def apart(scenario: Scenario) -> Phrase:
    """Return what else the file holds."""
    rest = [
        counted(len(scenario.signals), "signal") if scenario.signals else "",
        counted(len(scenario.claims), "claim") if scenario.claims else "",
        counted(len(scenario.not_modelled), "part") + " of the analysis that are not modelled"
        if scenario.not_modelled
        else "",
    ]
    known = [one for one in rest if one]
    return phrase("The file also holds ", words(known), ".") if known else ()


def chance_word(given: Chance) -> str:
    """Return a chance in words, case by case where it depends on other circumstances."""
    if len(given.cases) == 1 and given.cases[0].when is None:
        return chance_band(given.cases[0].band)
    return "; ".join(
        f"{chance_band(one.band)} {f'if {one.when.text}' if one.when else 'otherwise'}" for one in given.cases
    )


def chance_band(given: Band) -> str:
    """Return a chance by its word, or by its bounds where it has none."""
    return given.word or _bounds(given)


def _bounds(given: Band) -> str:
    low, high = float(given.low), float(given.high)
    return f"{low:.2f}" if low == high else f"{low:.2f}–{high:.2f}"


def bands(scenario: Scenario) -> str:
    """Return what the chance words of a scenario's circumstances mean: `likely 0.55–0.80`."""
    found = {
        case.band.word: case.band
        for one in scenario.circumstances.values()
        for given in (one.chances or {}).values()
        for case in given.cases
        if case.band.word
    }
    known = sorted(found.items(), key=lambda item: item[1].low, reverse=True)
    return ", ".join(f"{word} {_bounds(band)}" for word, band in known)
