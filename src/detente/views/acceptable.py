"""The part of a settlement's page on what is acceptable at all, where no situation and no state is asked about."""

from __future__ import annotations

from detente.answers.acceptable import Acceptable, Suiting
from detente.answers.settlement import Settlement
from detente.settlement.likely_settlement import Likelihood
from detente.views import bargaining, wording
from detente.views.page import Block, Paragraph
from detente.views.phrases import FAILS, HOLDS, Mark, Phrase, counted, joined, phrase
from detente.views.tables import Cell, Table


def acceptable_blocks(found: Settlement, given: Acceptable) -> tuple[Block, ...]:
    """Return which states are acceptable, on which judgements that turns, and how many are on the frontier."""
    return (
        Paragraph(_bottom_line(found, given)),
        Paragraph(bargaining.allowing(given.allowing, bool(given.count)), tight=True),
        *((suiting_table(given),) if given.suiting else ()),
        _members(given),
        Paragraph(_frontier(given)),
        *((_likely(given.likely),) if given.likely is not None else ()),
    )


def _bottom_line(found: Settlement, given: Acceptable) -> Phrase:
    who, base = bargaining.asked(found), bargaining.against(found)
    total = counted(given.states, "state")
    if not given.count:
        return phrase(FAILS, f" In none of {total} does ", _gaining(found), ", measured against ", base, ".")
    verb = "is" if given.count == 1 else "are"
    hold = f"{given.holding:,} of them" if given.holding else "none of them"
    holds = f"; {hold} {'holds' if given.holding in (0, 1) else 'hold'} under {wording.concept_name(found.concept)}"
    return phrase(
        HOLDS, f" {given.count:,} of {total} {verb} acceptable to ", who, " and better for ", _somebody(found),
        " than ", base, holds, ".",
    )  # fmt: skip


def _gaining(found: Settlement) -> Phrase:
    """Return what happens in no state: that one of those asked gains, and none of them loses."""
    who = bargaining.asked(found)
    if found.everybody:
        return ("somebody gain without a loss to anybody",)
    return phrase("one of ", who, " gain without a loss to another") if len(found.group) > 1 else phrase(who, " gain")


def _somebody(found: Settlement) -> str:
    return "somebody" if found.everybody or len(found.group) > 1 else "it"


def suiting_table(given: Acceptable) -> Table:
    """Return the acceptable states in which somebody gains, the first of them."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        ((f"{one.state.number}",), _where(one), ", ".join(one.gaining), one.holds, one.frontier)
        for one in given.suiting
    )
    rest = given.count - len(rows)
    notes: tuple[Phrase, ...] = ((Mark(f"and {counted(rest, 'more state')}", "quiet"),),) if rest else ()
    columns = ("state", "with", "who gains", "holds", "frontier")
    return Table("Acceptable, and better for somebody", columns, rows, notes)


def _where(one: Suiting) -> Phrase:
    return joined(wording.setting(*item) for item in one.changed.items())


def _members(given: Acceptable) -> Table:
    rows = tuple((one.actor, one.gains, one.level, one.loses) for one in given.members)
    title = "In how many states each gains, is level, or loses"
    return Table(title, ("actor", "gains", "level", "loses"), rows)


def _frontier(given: Acceptable) -> Phrase:
    if given.frontier is None:
        return ("The Pareto frontier would take too long to be worked out.",)
    count = len(given.frontier)
    verb = "is" if count == 1 else "are"
    named = wording.states_named(given.frontier)
    return phrase(
        f"{count:,} of {counted(given.states, 'state')} {verb} on the Pareto frontier of all actors: ", named, "."
    )


def _likely(given: Likelihood) -> Table:
    parts = (("there is such a state", given.accepted), ("and it holds", given.both))
    return bargaining.chances_table(f"How likely, over {counted(given.worlds, 'world')}", parts)


__all__ = ["acceptable_blocks", "suiting_table"]
