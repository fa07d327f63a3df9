"""The table of states and verdicts: one row a state, for pandas, spreadsheets and other programs."""

from __future__ import annotations

from pathlib import Path

from detente.answers.analysis import Analysis
from detente.views.page import Page, Paragraph
from detente.views.phrases import Mark, counted, phrase
from detente.views.tables import Cell, Table


def states_table(found: Analysis) -> Table:
    """Return every state with its values and verdicts.

    Columns: `id`, one for each option, `status_quo`, `prospect` (under the leading concept), one for each
    concept (whether the state is an equilibrium), and `concept:actor` (whether it is stable for that actor).
    """
    rest = {prospect.state.number for prospect in found.held.prospects or ()}
    start = found.status_quo.number if found.status_quo else None
    equilibria = [set(held.equilibria) for held in found.concepts.values()]
    stable = [set(numbers) for held in found.concepts.values() for numbers in held.stable.values()]
    columns = (
        "id",
        *found.options,
        "status_quo",
        "prospect",
        *found.concepts,
        *(f"{key}:{actor}" for key, held in found.concepts.items() for actor in held.stable),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            state.number,
            *state.values.values(),
            state.number == start,
            state.number in rest,
            *(state.number in held for held in equilibria),
            *(state.number in contents for contents in stable),
        )
        for state in found.states
    )
    return Table(f"States of {found.title}", columns, rows)


def exported_page(found: Analysis, file: Path | None) -> Page:
    """Return how many states were exported, and where to."""
    where = Mark(str(file), "value") if file else "memory"
    return (Paragraph(phrase(f"Wrote {counted(len(found.states), 'state')} to ", where, ".")),)
