"""The page of an evolution: where play ends and how likely, by which ways, and what that assumes."""

from __future__ import annotations

from detente.answers.evolution import Cycle, Evolution, Rest, Way
from detente.prospects.bounds import Bounds
from detente.prospects.evolutions import Resting
from detente.views import wording
from detente.views.analysis import differing, path_items
from detente.views.chances import SMALL, bar, between, percent, told
from detente.views.forecast import set_apart
from detente.views.heading import title
from detente.views.page import Block, Heading, Item, Listing, Page, Paragraph
from detente.views.phrases import Mark, Phrase, counted, joined, phrase
from detente.views.tables import Table

MOST = 12
"""Resting places and cycles that are told one by one."""

FULL = 3
"""Ways that are told with the reason of each move."""

TIED = 1e-12
"""Chances closer than this are the same."""

CHOSEN = {
    "undeterred": "one of its moves that nothing deters under {}, all equally likely",
    "improvements": "one of its moves to a state that it prefers, all equally likely",
    "best": "its best move, any of several as good being equally likely",
}


def evolution_page(found: Evolution) -> Page:
    """Return what a person wants to read of an evolution."""
    return (
        *title(found.scenario, found.variant),
        Paragraph(_bottom_line(found)),
        Paragraph(_assumed(found)),
        *_rests(found),
        *_cycles(found),
        *_ways(found),
        *_worlds(found),
        Paragraph(wording.provenance(found.provenance)),
    )


def ends_table(found: Evolution) -> Table:
    """Return every state in which play comes to rest, with its chance."""
    rows = tuple((one.state.number, _where(found, one), one.chance) for one in found.rests)
    return Table("Where play comes to rest", ("state", "where", "chance"), rows)


# ------------------------------------------------------------ the bottom line


def _bottom_line(found: Evolution) -> Phrase:
    parts = [_ending(found)]
    if found.cycles:
        parts.append(phrase("It goes round for ever with a chance of ", told(_sure(1 - found.rested)), "."))
    if found.reached > 1:
        parts.append(_lasting(found))
    return joined(parts, " ")


def _ending(found: Evolution) -> Phrase:
    if not found.rests:
        return ("Play comes to rest nowhere.",)
    first, number = found.rests[0], len(found.rests)
    if found.reached == 1:
        still = phrase(" ", _still(first)) if first.waiting else ()
        return phrase("Nobody moves from the status quo, so play rests there from the beginning.", still)
    likeliest = int((found.rests.chances > first.chance - TIED).sum())
    besides = f"; {counted(number - likeliest, 'other end')} besides" if number > likeliest else ""
    chance = Mark(percent(first.chance), "strong")
    if likeliest > 1:
        return phrase(
            "Play comes to rest, equally likely, in ", _tied(found, likeliest), ": ", chance, " each", besides, "."
        )
    departs = () if found.scenario.graph_form else phrase(", ", _where(found, first, inside=True))
    where = phrase(wording.state_name(found.scenario, first.state.number), departs)
    if number == 1 and not found.cycles:
        return phrase("Play surely comes to rest in ", where, ".")
    head = "The likeliest place of rest is " if found.cycles else "Play most likely comes to rest in "
    return phrase(head, where, ": ", chance, besides, ".")


def _still(one: Rest) -> Phrase:
    """Return who would move from a state and is never drawn."""
    return phrase(wording.words(one.waiting), f" would leave state {one.state.number}, but weighs 0 and never moves.")


def _tied(found: Evolution, count: int) -> Phrase:
    """Return the likeliest ends by name, the first of many."""
    named = [wording.state_name(found.scenario, one.state.number) for one in found.rests[: min(count, FULL)]]
    return wording.words(named, " or in ") if count <= FULL else phrase(named[0], f" or in {count - 1:,} others")


def _lasting(found: Evolution) -> Phrase:
    if not found.cycles:
        return (f"On average it takes {_moves(found.moves)} to get there.",)
    said = f"On average it takes {_moves(found.moves)} until it is at rest or has begun to go round"
    if found.moves_to_rest is None:
        return (f"{said}; it never rests.",)
    rests = f"{_moves(found.moves_to_rest)} where it does come to rest"
    return (f"{said}, and {rests}; over all, with play that never rests, the mean number of moves is infinite.",)


def _moves(number: float) -> str:
    """Return a mean number of moves in words.

    >>> _moves(1.0), _moves(2.345), _moves(28067.8)
    ('1 move', '2.3 moves', '28,068 moves')
    """
    said = f"{number:,.0f}" if number >= 1000 else f"{number:.1f}".removesuffix(".0")
    return f"{said} move" if said == "1" else f"{said} moves"


def _assumed(found: Evolution) -> Phrase:
    """Return what the chances assume; they are never shown without it."""
    head = "These chances are assumptions about who moves when, and follow from no concept of stability:"
    chosen = CHOSEN[found.choice].format(wording.concept_name(found.concept))
    said = f" at each state one of those that have such a move is drawn, {_weighed(found)}, and makes {chosen}."
    return phrase(Mark(head, "strong"), said)


def _weighed(found: Evolution) -> str:
    """Return how movers are drawn: all alike, or by which weights."""
    if len(set(found.weights.values())) == 1:
        return "all equally likely"
    said = ", ".join(f"{actor} {weight:g}" for actor, weight in found.weights.items())
    never = ", of which 0 never moves" if 0 in found.weights.values() else ""
    return f"by weights ({said}){never}"


# ------------------------------------------------------------ where play ends


def _rests(found: Evolution) -> tuple[Block, ...]:
    if not found.rests or found.reached == 1:
        return ()
    rows = tuple(
        (wording.state_name(found.scenario, one.state.number), _where(found, one), percent(one.chance, 1),
         bar(_sure(one.chance)))
        for one in found.rests[:MOST]
    )  # fmt: skip
    notes: list[Phrase] = []
    if len(found.rests) > MOST:
        rest = len(found.rests) - MOST
        share = percent(float(found.rests.chances[MOST:].sum()), 1)
        notes.append((Mark(f"and {counted(rest, 'less likely end')}, together {share}", "quiet"),))
    notes += [_still(one) for one in found.rests[:MOST] if one.waiting]
    return (Table("", ("where play comes to rest", "which is", "chance", ""), rows, tuple(notes)),)


def _where(found: Evolution, one: Rest, inside: bool = False) -> Phrase:
    """Return a state by what differs from the status quo; `inside` a sentence in full."""
    if found.scenario.graph_form:
        return wording.settings(one.state.values)
    changed = differing(found.status_quo, one.state)
    if not changed:
        return ("as the status quo",)
    return wording.instead(changed) if inside else wording.settings(changed)


def _cycles(found: Evolution) -> tuple[Block, ...]:
    if not found.cycles:
        return ()
    items = tuple(Item(_cycle(one)) for one in found.cycles[:MOST])
    rest = len(found.cycles) - MOST
    more = (Paragraph((f"and {counted(rest, 'less likely cycle')}; --json tells them all.",), tight=True),)
    return (Heading(("Cycles: where play goes round and never rests",)), Listing(items), *(more if rest > 0 else ()))


def _cycle(one: Cycle) -> Phrase:
    named = phrase(" (", wording.states_named(one.states), ")")
    return phrase("↻ ", counted(len(one.states), "state"), named, ": ", percent(one.chance, 1))


# ------------------------------------------------------------ ways


def _ways(found: Evolution) -> tuple[Block, ...]:
    if not found.ways or found.reached == 1:
        return ()
    full = tuple(Item(_way(found, one), path_items(found.scenario, one.moves), True) for one in found.ways[:FULL])
    short = tuple(
        Item(phrase(_way(found, one), ": ", wording.path_short(one.moves))) for one in found.ways[FULL:]
    )  # fmt: skip
    share = sum(one.chance for one in found.ways)
    together = f"Together {percent(share, 1)} of all that can happen."
    return (
        Heading(("The likeliest ways",)),
        Listing((*full, *short)),
        Paragraph((Mark(together, "quiet"),), tight=True),
    )


def _way(found: Evolution, one: Way) -> Phrase:
    ends = wording.state_name(found.scenario, one.ends)
    where = phrase("into a cycle at ", ends) if one.round else phrase("to ", ends)
    return phrase(Mark(percent(one.chance, 1), "strong"), " ", where, f", {counted(len(one.moves), 'move')}")


# ------------------------------------------------------------ over all worlds


def _worlds(found: Evolution) -> tuple[Block, ...]:
    if found.spread is None:
        return ()
    given = found.spread
    rows = [
        (_resting(found, one), percent(one.chance.middle), between(one.chance), bar(one.chance)) for one in given.rests
    ]
    if given.round.high > SMALL:
        rows.append((("goes round for ever",), percent(given.round.middle), between(given.round), bar(given.round)))
    notes = [f"and {counted(given.others, 'less likely end')}"] if given.others else []
    notes.append(_undecided(given.undecided))
    said = f"Over all {counted(given.worlds, 'world')}, by their chances" if given.worlds > 1 else "In the only world"
    said += f", signals up to {found.as_of}" if found.as_of else ""
    columns = ("where play comes to rest", "chance", "bounds", "")
    told_of = (*((Mark(note, "quiet"),) for note in notes), *set_apart(found.variant, given.impossible, given.obstacle))
    return (Table(said, columns, tuple(rows), told_of),)


def _undecided(chance: Bounds) -> str:
    """Return in how many worlds it matters who moves when."""
    if chance.high <= SMALL:
        return "In every world only one end is possible, so that it does not matter who moves when."
    if chance.low >= 1 - SMALL:
        return "In every world more than one end is possible, and it matters who moves when."
    some = f"In worlds with a chance of {told(chance)} more than one end is possible"
    return f"{some}, and it matters who moves when; in all others only one."


def _resting(found: Evolution, one: Resting) -> Phrase:
    if found.scenario.graph_form:
        return wording.settings(one.values)
    before = found.status_quo.values
    changed = {name: value for name, value in one.values.items() if before[name] != value}
    return wording.settings(changed) if changed else ("as the status quo",)


def _sure(chance: float) -> Bounds:
    return Bounds(chance, chance, chance)
