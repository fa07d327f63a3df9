"""The page of the inverse question: what would have to be wanted for a state to hold, under each concept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.answers.inverse import ForActor, ForConcept, Inverse, Need, Reorderings, Together
from detente.answers.wanting import Cure, Placing, Reordered, Reranked
from detente.prospects.bounds import Bounds
from detente.settlement.inverse.rankings import Rankings
from detente.views import wording
from detente.views.bargaining import chances_table
from detente.views.heading import title
from detente.views.page import Block, Heading, Item, Listing, Page, Paragraph
from detente.views.phrases import FAILS, HOLDS, Mark, Phrase, counted, phrase
from detente.views.tables import Cell, Table

MOST = 6  # ways, moves, or changed pairs that are told one by one
LONG = 12  # states, beyond which only the first few are named
MOST_STATES = 16  # states that are described below
LARGEST = 10**15  # a count of rankings that is still told in full


def inverse_page(found: Inverse) -> Page:
    """Return what would have to be wanted for a state to hold."""
    told = [block for one in found.concepts for block in _concept(found, one)]
    return (
        *title(found.scenario, found.variant),
        Paragraph(phrase("What would have to be wanted for ", _state(found), " to hold?")),
        *_where(found),
        *told,
        *_likely(found),
        *_left_out(found),
        *_described(found),
        Paragraph(wording.provenance(found.provenance)),
    )


def inverse_table(found: Inverse) -> Table:
    """Return what it takes for each actor under each concept, a row for both together."""
    rows: list[tuple[Cell, ...]] = []
    for one in found.concepts:
        for who in one.actors:
            order = who.orders.nearest[0].order if who.orders and who.orders.nearest else None
            rows.append(
                (
                    one.concept.key,
                    who.actor,
                    who.stable,
                    who.orders.distance if who.orders else None,
                    None if order is None else ", ".join(order),
                    who.ranking.pairs,
                    len(who.comparisons),
                    str(who.rankings.count) if who.rankings and who.rankings.total < LARGEST else None,
                    float(who.rankings.share) if who.rankings else None,
                    who.likely.middle if who.likely else None,
                )
            )
    columns = (
        "concept", "actor", "stable", "statement pairs", "nearest order", "state pairs", "comparisons", "rankings",
        "share of rankings", "chance",
    )  # fmt: skip
    return Table(f"What would make state {found.state.number} hold", columns, tuple(rows), key=2)


def _state(found: Inverse) -> Phrase:
    return wording.state_name(found.scenario, found.state.number)


def _where(found: Inverse) -> tuple[Block, ...]:
    """Return how the state departs from the status quo, or in full."""
    if found.scenario.graph_form:
        return ()
    if found.from_status_quo:
        values = {change.option: change.after for change in found.from_status_quo}
        return (Paragraph(phrase("It is ", wording.instead(values), "."), tight=True),)
    whole = phrase("It is ", "the status quo: " if found.from_status_quo is not None else "")
    return (Paragraph(phrase(whole, wording.settings(found.state.values), "."), tight=True),)


def _left_out(found: Inverse) -> tuple[Block, ...]:
    if not found.left_out:
        return ()
    names = wording.words(wording.concept_name(one) for one in found.left_out)
    why = " is left out: some actor expects replies in a world that it believes in. --no-beliefs asks without."
    return (Paragraph(phrase(Mark("Note: ", "quiet"), names, why)),)


def _likely(found: Inverse) -> tuple[Block, ...]:
    """Return how likely the state is to hold under each concept, as things are and with the nearest orders."""
    if found.worlds is None:
        return ()
    parts: list[tuple[str, Bounds]] = []
    for one in found.concepts:
        name = wording.concept_name(one.concept)
        if one.likely is not None:
            parts.append((f"It holds under {name}", one.likely))
        for who in one.actors:
            if not who.stable and who.likely is not None:
                parts.append((f"{who.actor} stays", who.likely))
            if who.orders is not None and who.orders.likely is not None:
                parts.append((f"{who.actor} stays, by its nearest order", who.orders.likely))
        if one.by_order is not None and one.by_order.likely is not None:
            parts.append(("It holds, by the orders of statements for all at once", one.by_order.likely))
    return (chances_table(f"Chances over {counted(found.worlds, 'world')}", parts),)


def _described(found: Inverse) -> tuple[Block, ...]:
    """Return the states named on the page, by what sets them apart from the state asked about."""
    named = sorted({state for one in found.concepts for state in _named(one)} - {found.state.number})
    if found.scenario.graph_form or not named:
        return ()
    here = found.state.values
    rows = []
    for number in named[:MOST_STATES]:
        values = found.states[number - 1].values
        rows.append((number, wording.settings({name: now for name, now in values.items() if now != here[name]})))
    rest = len(named) - MOST_STATES
    more = ((Mark(f"and {rest:,} more", "quiet"),),) if rest > 0 else ()
    return (Table("States named above", ("state", f"as state {found.state.number}, but with"), tuple(rows), more),)


def _named(one: ForConcept) -> Iterator[int]:
    """Yield the states that the page names under a concept."""
    for who in one.actors:
        for way in (who.ways or ())[:MOST]:
            yield from _told(way)
        if who.ways is None:
            yield from (state for need in who.needs if not need.met for state in _needed(need))
        if not who.stable:
            yield from _told(who.comparisons)
            yield from (state for near in (who.orders.nearest if who.orders else ())[:1] for state in _cured(near))
            yield from (*_told(who.ranking.level_with), *_told(who.ranking.passed))
    for together in (one.by_order, one.by_pairs):
        if together is not None:
            yield from (*_told(together.gained), *_told(together.lost))


def _needed(given: Need) -> Iterator[int]:
    yield given.move.to or 0
    if given.count == 1:
        yield from _told(given.ways[0])


def _cured(given: Reordered) -> Iterator[int]:
    for one in given.cures[:MOST]:
        yield from (one.to, *_told(one.instead))


# ------------------------------------------------------------ one concept


def _concept(found: Inverse, one: ForConcept) -> tuple[Block, ...]:
    name = wording.concept_name(one.concept)
    sign = HOLDS if one.equilibrium else FAILS
    leaving = [who.actor for who in one.actors if not who.stable]
    verdict = phrase(
        "it holds already" if one.equilibrium else "it does not hold",
        phrase(": ", wording.actors_named(leaving), " would leave it") if leaving else "",
    )
    items = tuple(_actor(found, who) for who in one.actors)
    head = Heading(phrase(sign, f" Under {name} ", verdict))
    return (head, Listing(items), *(() if one.equilibrium else _together(found, one)))


def _actor(found: Inverse, who: ForActor) -> Item:
    sign = phrase(HOLDS if who.stable else FAILS, " ", Mark(who.actor, "actor"))
    lines = [_condition(found, who)]
    if not who.stable:
        lines += [*_orders(found, who.orders), Item(_ranking(found, who.ranking)), Item(_comparisons(found, who))]
    if who.needs:
        lines.append(Item(_rankings(who.rankings)))
    return Item(phrase(sign, " stays" if who.stable else " would leave"), tuple(lines))


def _condition(found: Inverse, who: ForActor) -> Item:
    here = f"state {found.state.number}"
    if not who.needs:
        return Item(("It stays, whatever it wants.",))
    if who.ways is None:
        return _unlisted(who, here)
    if len(who.ways) == 1:
        return Item(phrase("It stays exactly if it does not prefer ", _any(who.ways[0]), f" to {here}."))
    if len(who.ways) > MOST and len(who.needs) <= MOST and all(need.count <= MOST for need in who.needs):
        say = f"It stays exactly if each of these moves has a set without a state that it prefers to {here}:"
        return Item((say,), tuple(map(_by_move, who.needs)))
    told = [Item(_all(way)) for way in who.ways[:MOST]]
    more = _more(len(who.ways) - MOST)
    say = f"It stays exactly if at least one of these lines has no state that it prefers to {here}:"
    return Item((say,), (*told, *more))


def _by_move(given: Need) -> Item:
    sets = wording.words((_all(way) for way in given.ways), last=" or ")
    return Item(phrase(wording.move(given.move), f" (state {given.move.to}): ", sets))


def _unlisted(who: ForActor, here: str) -> Item:
    """Return the condition move by move, where whole ways to meet it are too many to be listed."""
    say = (
        f"It stays exactly if each of its moves leads to nothing that it prefers to {here}, or can be answered so that "
        "it ends with nothing of the kind"
    )
    unmet = [need for need in who.needs if not need.met]
    if not unmet:
        return Item((f"{say}.",))
    return Item((f"{say}. Not so now:",), (*map(_need, unmet[:MOST]), *_more(len(unmet) - MOST)))


def _need(given: Need) -> Item:
    one = phrase("it must not prefer ", _any(given.ways[0])) if given.count == 1 else ()
    several = f"of one of {given.count:,} sets of states it must prefer none"
    return Item(phrase(wording.move(given.move), f" (state {given.move.to}): ", one or several))


def _more(count: int) -> tuple[Item, ...]:
    return (Item((f"and {count:,} more",)),) if count > 0 else ()


def _any(states: Sequence[int]) -> Phrase:
    """Return states of which none is meant: `state 1`, `state 1 or 3`."""
    return _listed(states, " or ")


def _all(states: Sequence[int]) -> Phrase:
    return _listed(states, " and ")


def _listed(states: Sequence[int], last: str) -> Phrase:
    named = wording.words((Mark(f"{number}", "strong") for number in _told(states)), last=last)
    if len(states) > LONG:
        return phrase(f"{'any of ' if last == ' or ' else ''}{len(states):,} states (such as ", named, ")")
    return phrase("state " if len(states) == 1 or last == " or " else "states ", named)


def _told(states: Sequence[int]) -> Sequence[int]:
    """Return the states that are named: all, or the first few of many."""
    return states if len(states) <= LONG else states[:3]


# ------------------------------------------------------------ changes


def _orders(found: Inverse, given: Reorderings | None) -> tuple[Item, ...]:
    if given is None:
        return ()
    if not given.nearest:
        few = "No order of its statements makes it stay."
        tried = f"No order of its statements was found: all that change fewer than {given.tried} pairs were tried."
        return (Item((few if given.tried is None else tried,)),)
    first = given.nearest[0]
    at_least = "" if given.complete else "at least "
    others = f"; one of {at_least}{given.count:,} that are as near" if given.count > 1 else ""
    size = f" ({given.distance} of {counted(given.all_pairs, 'pair')} of statements{others})."
    return (Item(phrase("Nearest order: ", _steps(first.steps), size), _cures(found, first.cures)),)


def _steps(steps: Sequence[Placing]) -> Phrase:
    return wording.words((_step(one) for one in steps), last=", then ")


def _step(given: Placing) -> Phrase:
    where: Phrase = (" at the end",) if given.above is None else (" directly above ", Mark(given.above, "value"))
    return phrase("put ", Mark(given.statement, "value"), where)


def _cures(found: Inverse, cures: Sequence[Cure]) -> tuple[Item, ...]:
    told = tuple(_cure(found, one) for one in cures[:MOST])
    return (*told, *_more(len(cures) - MOST))


def _cure(found: Inverse, given: Cure) -> Item:
    """Return what then keeps the actor from a move: the move is no more better, or an answer to it is no better."""
    here = f"state {found.state.number}"
    why = [phrase(Mark(reason.statement, "value"), f" decides about state {state}") for state, reason in given.reasons]
    tail = phrase(": ", wording.words(why[:3])) if why else ()
    if given.instead == (given.to,):
        return Item(phrase(f"Then it does not prefer state {given.to} to {here}", tail, "."))
    ends = _all(given.instead)
    return Item(phrase(f"Then its move to state {given.to} can end in ", ends, f", not better than {here}", tail, "."))


def _ranking(found: Inverse, given: Reranked) -> Phrase:
    size = f" ({counted(given.pairs, 'pair')} of states)."
    return phrase("Nearest ranking: ", _reranked(found, given), size)


def _reranked(found: Inverse, given: Reranked) -> Phrase:
    here = f"state {found.state.number}"
    if given.changed:
        signs = {1: "above", 0: "level with", -1: "below"}
        told = [f"state {p} {signs[sign]} state {q}" for p, q, sign in given.changed[:MOST]]
        rest = len(given.changed) - MOST
        return phrase("put ", wording.words([*told, *([f"{rest:,} more"] if rest > 0 else [])]))
    level = phrase(" until it is level with ", _all(given.level_with)) if given.level_with else ()
    over = phrase(" above " if not given.level_with else ", above ", _all(given.passed)) if given.passed else ()
    return phrase(f"raise {here}", level, over)


def _comparisons(found: Inverse, who: ForActor) -> Phrase:
    one = phrase("it is enough if it no longer prefers ", _all(who.comparisons), f" to state {found.state.number}.")
    return phrase("Fewest comparisons: ", one)


def _rankings(given: Rankings | None) -> Phrase:
    if given is None:
        return ("How many rankings make it stay was not counted: too many cases.",)
    percent = f"{float(given.share):.1%}"
    if given.total >= LARGEST:
        return (f"Of all strict rankings of {given.states:,} states {percent} make it stay.",)
    return (f"{given.count:,} of {given.total:,} strict rankings make it stay ({percent}).",)


# ------------------------------------------------------------ together


def _together(found: Inverse, one: ForConcept) -> tuple[Block, ...]:
    items = []
    for given, what in ((one.by_order, "statements"), (one.by_pairs, "states")):
        if given is not None:
            items.append(_joint(found, given, what))
    if not items:
        return ()
    return (
        Paragraph((f"For state {found.state.number} to hold for all at once:",), tight=True),
        Listing(tuple(items), tight=True),
    )


def _joint(found: Inverse, given: Together, what: str) -> Item:
    kind = {"statements": "order of statements", "states": "ranking of states"}[what]
    if given.pairs is None and given.least is None:
        return Item((f"No {kind} makes it hold.",))
    if given.pairs is None:
        return Item((f"No {kind} was found; none that changes fewer than {given.least} pairs makes it hold.",))
    proof = "none smaller does" if given.pairs == given.least else f"fewer than {given.least} do not do"
    head = phrase(f"By {kind}, ", counted(given.pairs, "pair"), f" of {what} in all ({proof}):")
    parts = tuple(Item(phrase(Mark(part.actor, "actor"), ": ", _part(found, part))) for part in given.parts)
    return Item(head, (*parts, Item(_consequence(given))))


def _part(found: Inverse, given: Reordered | Reranked) -> Phrase:
    return _steps(given.steps) if isinstance(given, Reordered) else _reranked(found, given)


def _consequence(given: Together) -> Phrase:
    """Return what else comes to hold, or does no more."""
    gained = phrase(_verb(given.gained, "holds", "hold"), " as well") if given.gained else ()
    lost = _verb(given.lost, "holds no more", "hold no more") if given.lost else ()
    if not gained and not lost:
        return ("Nothing else comes to hold or ceases to.",)
    return phrase("Then ", wording.words(part for part in (gained, lost) if part), ".")


def _verb(states: Sequence[int], one: str, many: str) -> Phrase:
    return phrase(_all(states), " ", one if len(states) == 1 else many)
