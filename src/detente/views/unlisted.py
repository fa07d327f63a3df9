"""Pages of answers without a list of states: who would leave a state and why, and how many states hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from detente.answers.explanation import Considered
from detente.answers.judged import Judged
from detente.answers.unlisted import Equilibrium, Extent, Reasons, Unlisted
from detente.engine.stability import concepts
from detente.scenario.model import Scenario
from detente.views import wording
from detente.views.considered import considered
from detente.views.heading import title
from detente.views.page import Block, Heading, Item, Listing, Page, Paragraph
from detente.views.phrases import HOLDS, Mark, Phrase, counted, joined, phrase
from detente.views.tables import Cell, Table
from detente.views.wording import names

SHORT = 2  # moves of an actor that an analysis tells
FEW = 3  # actors in a crowd whom replies deter, that an analysis tells of
MOST = 4  # moves of an actor that an explanation tells in full
ALIKE = 4  # options of an actor with the same value, from which on they are told together
WIDEST = 10**15  # numbers below are told in full in a table

REMEDY: Phrase = (
    Mark(
        "To see where play comes to rest, lock options in a variant, or exclude under `never` what cannot happen, "
        "until the states can be listed.",
        "quiet",
    ),
)
"""What an analyst can do who wants more than this."""


def unlisted_page(found: Unlisted) -> Page:
    """Return what a person wants to read of an analysis whose states are not listed."""
    return (
        *title(found.scenario, found.variant),
        *(Paragraph(line) for line in wording.uncounted(found)),
        *_status_quo(found),
        *_first(found),
        extents_table(found),
        *((Paragraph(REMEDY),) if found.too_large else ()),
        Paragraph(wording.provenance(found.provenance, found.feasible if found.feasible < WIDEST else None)),
    )


def reasons_page(found: Reasons, everything: bool = False) -> Page:
    """Return why a state holds or not, in sentences; `everything` tells every move that was looked at."""
    idle = [one.actor for one in found.stances if one.better == 0]
    unknown = [one.actor for one in found.stances if one.stable is None]
    telling = [one for one in found.stances if one.better != 0 and one.stable is not None]
    return (
        *title(found.scenario, found.variant),
        Paragraph(wording.unnumbered(found)),
        *_where(found),
        *(block for one in telling for block in _reasons(found, one, everything)),
        *((Paragraph(wording.content(idle)),) if idle else ()),
        *((Paragraph(wording.undecided(unknown)),) if unknown else ()),
        judged_table(found),
        Paragraph(wording.provenance(found.provenance)),
    )


# ------------------------------------------------------------ one state


def _status_quo(found: Unlisted) -> tuple[Block, ...]:
    if found.status_quo is None:
        return ()
    lines = tuple(Item(line) for line in _lines(found.scenario, found.status_quo))
    idle = [one.actor for one in found.stances if one.better == 0]
    unknown = [one.actor for one in found.stances if one.stable is None]
    leaving = tuple(_stance(found, one) for one in found.stances if one.stable is False)
    deterred = [one for one in found.stances if one.stable and one.better != 0]
    told = deterred[: FEW if len(deterred) > names.FEW else None]
    staying = tuple(_stance(found, one) for one in told)
    rest = len(deterred) - len(told)
    more = (Item((Mark(f"and {rest} others stay whom replies deter; see detente explain", "quiet"),)),) if rest else ()
    content = (Item(wording.content(idle)),) if idle else ()
    doubt = (Item(wording.undecided(unknown)),) if unknown else ()
    return (Heading(("Status quo",)), Listing((*lines, *leaving, *staying, *more, *content, *doubt)))


def _stance(found: Unlisted, given: Judged) -> Item:
    """Return an actor's verdict with the moves that it rests on: for who would leave, those that nothing deters."""
    telling = [one for one in given.considered if given.stable or one.fate != "punished"][:SHORT]
    items = tuple(_telling(found, one) for one in telling)
    all_ = (given.better if given.stable else given.undeterred) or 0
    rest = all_ - len(telling)
    more = (Item((Mark(f"and {rest:,} more; see detente explain", "quiet"),)),) if rest > 0 else ()
    return Item(wording.judged(given), (*items, *more))


def _telling(found: Unlisted, one: Considered) -> Item:
    if one.fate == "punished":
        return Item(wording.kept(found.scenario, found.held.concept, one))
    return Item(wording.move(one.move), (Item(wording.gain(found.scenario, one.move)),))


def _where(found: Reasons) -> tuple[Block, ...]:
    """Return the state: how it departs from the status quo, or in full where it is that."""
    if found.from_status_quo:
        values = {change.option: change.after for change in found.from_status_quo}
        return (Paragraph(phrase("It is ", wording.departing(values), "."), tight=True),)
    return (Listing(tuple(Item(line) for line in _lines(found.scenario, found.values)), tight=True),)


def _lines(scenario: Scenario, values: Mapping[str, str]) -> tuple[Phrase, ...]:
    """Return a state, one line for each actor with options: `US: aid cut, the other 7 no`.

    Actors of whom the same is to be said share a line where no option is named in it, and in a crowd.
    """
    crowd = len(scenario.actors) > names.CROWD
    lines: dict[Phrase | str, tuple[list[str], Phrase]] = {}
    for actor in scenario.actors.values():
        own = {option.name: values[option.id] for option in actor.options}
        if own:
            said = _together(own)
            whole = len(set(own.values())) == 1 and len(own) >= ALIKE
            lines.setdefault(said if whole or crowd else actor.id, ([], said))[0].append(actor.id)
    return tuple(phrase(wording.actors_named(who), ": ", said) for who, said in lines.values())


def _together(own: Mapping[str, str]) -> Phrase:
    """Return options with their values; many that have the same are told together."""
    ((usual, count),) = Counter(own.values()).most_common(1)
    if count < ALIKE:
        usual, count = "", 0
    apart: list[Phrase] = [phrase(f"{name} ", Mark(value, "value")) for name, value in own.items() if value != usual]
    if count:
        apart.append(phrase(f"the other {count} " if apart else "all ", Mark(usual, "value")))
    return joined(apart)


def _reasons(found: Reasons, given: Judged, everything: bool) -> tuple[Block, ...]:
    told = given.considered if everything else given.considered[:MOST]
    items = tuple(considered(found.scenario, found.concept, one) for one in told)
    rest = (given.better or 0) - len(told)
    free = (given.undeterred or 0) - sum(one.fate != "punished" for one in told)
    detail = f" ({free} of them undeterred)" if free else ""
    line = f"and {counted(rest, 'more move')}{detail}; --all tells them all."
    seen = any(one.believed for one in given.considered)
    return (
        Heading(wording.judged(given)),
        *((Paragraph(wording.believes(found.scenario, given.actor), tight=True),) if seen else ()),
        *((Listing(items, numbered=True, tight=True),) if items else ()),
        *((Paragraph((line,), 1, tight=True),) if rest else ()),
    )


def judged_table(found: Reasons) -> Table:
    """Return each actor's verdict under every concept, the one asked about first."""
    others = [key for key in concepts() if key != found.concept.key]
    columns = ("actor", *(wording.concept_word(key) for key in (found.concept.key, *others)))
    rows: list[tuple[Cell, ...]] = [
        (one.actor, one.stable, *(one.elsewhere[key] for key in others)) for one in found.stances
    ]
    note = "● stays, ○ would leave" + (", blank: not found in time" if any(None in row for row in rows) else "")
    return Table("Who stays under which concept", columns, tuple(rows), ((Mark(note, "quiet"),),))


# ------------------------------------------------------------ all states


def extents_table(found: Unlisted) -> Table:
    """Return the concepts side by side: how many states hold, which share of all that is, and the status quo."""
    ahead = () if found.status_quo is None else ("status quo",)
    rows: list[tuple[Cell, ...]] = []
    for key, one in found.concepts.items():
        name = (Mark(wording.concept_word(key), "strong" if key == found.lead else "plain"),)
        start = () if found.status_quo is None else (found.start(key),)
        rows.append((name, _count(one), _share(one, found.feasible), *start))
    legend = "● holds, ○ does not" + (", blank: not found in time." if any(None in row for row in rows) else ".")
    notes = (((Mark(legend, "quiet"),),) if ahead else ()) + wording.stopped(found)
    return Table("What each concept says", ("concept", "states that hold", "share", *ahead), tuple(rows), notes)


def _count(given: Extent) -> Cell:
    if given.exact:
        return given.least if given.least < WIDEST else wording.about(given.least)
    if given.most < WIDEST:
        return f"{given.least:,} to {given.most:,}"
    return f"{wording.about(given.least)} to {wording.about(given.most)}"


def _share(given: Extent, all_: int) -> str:
    least, most = _percent(given.least, all_), _percent(given.most, all_)
    return f"{least}%" if least == most else f"{least} to {most}%"


def _percent(part: int, all_: int) -> str:
    """Return a share in hundredths, to two digits.

    >>> _percent(1, 3), _percent(3, 3), _percent(1, 10**9), _percent(999, 1000), _percent(0, 3)
    ('33', '100', 'under 0.01', '99.9', '0')
    """
    if part in (0, all_):
        return "100" if part else "0"
    percent = 100 * part / all_
    if percent < 0.01:
        return "under 0.01"
    return f"{percent:.2g}" if percent < 99 else f"{min(percent, 99.9):.1f}"


def _first(found: Unlisted) -> tuple[Block, ...]:
    """Return the first few states that hold under the leading concept."""
    held = found.held
    if not held.first:
        return ()
    name = wording.concept_name(held.concept)
    all_ = len(held.first) == held.most
    which = "" if all_ else f": {len(held.first)} of {wording.about(held.most) if held.exact else 'them'}"
    same = all(one.holds == held.first[0].holds for one in held.first)
    common = _common(found.status_quo, held.first)
    intro = phrase("Each is ", wording.departing(common), "; beyond that:") if common else ()
    items = tuple(
        Item(phrase(HOLDS, " ", _one(found, one, common), "" if same else _also(found, one))) for one in held.first
    )
    few = "It holds " if len(items) == 1 else "They hold "
    shared = wording.also(held.first[0].holds, found.lead) if same else ()
    return (
        Heading((f"What holds under {name}{which}",)),
        *((Paragraph(intro, tight=True),) if intro else ()),
        Listing(items, tight=bool(intro)),
        *((Paragraph(phrase(few, shared, "."), tight=True),) if shared else ()),
    )


def _common(start: Mapping[str, str] | None, first: tuple[Equilibrium, ...]) -> dict[str, str]:
    """Return in what several states all depart from the status quo, and alike."""
    if start is None or len(first) == 1:
        return {}
    here = first[0].values
    return {
        name: value
        for name, value in here.items()
        if start[name] != value and all(one.values[name] == value for one in first)
    }


def _one(found: Unlisted, given: Equilibrium, common: Mapping[str, str]) -> Phrase:
    if found.status_quo is None:
        return joined(_lines(found.scenario, given.values), "; ")
    apart = {
        name: value for name, value in given.values.items() if found.status_quo[name] != value and name not in common
    }
    if common:
        return wording.settings(apart) if apart else ("nothing more",)
    return wording.departing(apart) if apart else ("the status quo",)


def _also(found: Unlisted, given: Equilibrium) -> Phrase:
    where = wording.also(given.holds, found.lead)
    return phrase(" (", where, ")") if where else ()
