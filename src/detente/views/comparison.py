"""The page of a comparison: what each variant sets, how the outcomes differ, and how play gets there."""

from __future__ import annotations

from dataclasses import replace

from detente.answers.comparison import Compared, Comparison
from detente.views import wording
from detente.views.heading import title, variant_settings
from detente.views.page import Heading, Item, Listing, Page, Paragraph
from detente.views.phrases import Mark, Phrase, counted, phrase
from detente.views.tables import Cell, Table

MOST = 3  # ways to rest, and as many into cycles, told for each variant


def comparison_page(found: Comparison) -> Page:
    """Return variants side by side: what each sets, what differs, and how play gets there."""
    return (
        *title(found.scenario, None),
        Paragraph(wording.alike(found)),
        Listing(tuple(_what(found, one) for one in found.variants)),
        _sparse(outcomes_table(found)),
        Heading(("How play gets there from the status quo",)),
        Listing(tuple(_how(one) for one in found.variants)),
        Paragraph(wording.provenance(found.provenance)),
    )


def outcomes_table(found: Comparison) -> Table:
    """Return the outcomes: a column for each variant, a row for each option in which the prospects differ."""
    rows: list[tuple[Cell, ...]] = [
        ("states that hold", *(len(one.analysis.held.equilibria) for one in found.variants)),
        ("prospects", *(_prospects(one) for one in found.variants)),
    ]
    rows += [(option, *(_values(one, option) for one in found.variants)) for option in found.differing]
    columns = ("", *(wording.variant_name(one) for one in found.variants))
    return Table("Where play comes to rest", columns, tuple(rows), _notes(found), either_way=True)


def _sparse(table: Table) -> Table:
    """Return the outcomes with a dot for every value that is as in the first column."""
    counts, options = table.rows[:2], table.rows[2:]
    rows = (*counts, *((row[0], row[1], *("·" if cell == row[1] else cell for cell in row[2:])) for row in options))
    note = ("· as in the first variant",) if options and len(table.columns) > 2 else ()
    return replace(table, rows=rows, notes=(*((note,) if note else ()), *table.notes))


def _prospects(one: Compared) -> Cell:
    held = one.analysis.held
    if held.prospects is None:
        return "?"
    return f"{len(held.prospects):,}{' ↻' if held.cycles else ''}"


def _values(one: Compared, option: str) -> Cell:
    values = one.outcome[option]
    return " | ".join(values) if values else "–"


def _notes(found: Comparison) -> tuple[Phrase, ...]:
    notes: list[Phrase] = []
    first = found.variants[0].outcome
    same = {option: values[0] for option, values in first.items() if len(values) == 1 and option not in found.differing}
    if found.differing and same:
        notes.append(phrase("The same in all: ", wording.settings(same), "."))
    if any(one.analysis.held.cycles for one in found.variants):
        notes.append(("↻ play may also go round for ever.",))
    return tuple(notes)


def _what(found: Comparison, one: Compared) -> Item:
    name = Mark(wording.variant_name(one), "strong")
    if one.variant is None:
        return Item((name,))
    says = f": {wording.flat(one.says)}" if one.says else ""
    sets = variant_settings(found.scenario.variants[one.variant])
    return Item(phrase(name, says or ("" if sets else ": as written")), (Item(sets),) if sets else ())


def _how(one: Compared) -> Item:
    head = (Mark(wording.variant_name(one), "strong"),)
    if one.analysis.held.prospects is None:
        return Item(phrase(head, ": the status quo is unknown"))
    return Item(head, tuple(Item(line) for line in _ways(one)))


def _ways(one: Compared) -> list[Phrase]:
    held = one.analysis.held
    ways = []
    for prospect in (held.prospects or ())[:MOST]:
        state = wording.state_name(one.analysis.scenario, prospect.state.number)
        way = phrase(wording.path_short(prospect.path), " → ") if prospect.path else "stays in "
        ways.append(phrase(way, state))
    rest = len(held.prospects or ()) - MOST
    if rest > 0:
        ways.append((f"and {rest:,} more",))
    for cycle in (held.cycles or ())[:MOST]:
        into = phrase(wording.path_short(cycle.path), " → ") if cycle.path else ""
        ways.append(phrase(into, "↻ ", counted(len(cycle.states), "state"), ", for ever"))
    rounds = len(held.cycles or ()) - MOST
    if rounds > 0:
        ways.append((f"and {rounds:,} more ↻",))
    return ways
