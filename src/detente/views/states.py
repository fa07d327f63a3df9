"""The table of states and verdicts: one row a state, for pandas, spreadsheets and other programs."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from detente.answers.analysis import Analysis
from detente.engine.board import Ints
from detente.views.page import Page, Paragraph
from detente.views.phrases import Mark, counted, phrase
from detente.views.tables import Column, Rows, Table


def states_table(found: Analysis) -> Table:
    """Return every state with its values and verdicts.

    Columns: `id`, one for each option, `status_quo`, `prospect` (under the leading concept), one for each
    concept (whether the state is an equilibrium), and `concept:actor` (whether it is stable for that actor).
    """
    count = len(found.states)
    verdicts = [held.equilibria for held in found.concepts.values()]
    verdicts += [numbers for held in found.concepts.values() for numbers in held.stable.values()]
    columns = (
        "id",
        *found.options,
        "status_quo",
        "prospect",
        *found.concepts,
        *(f"{key}:{actor}" for key, held in found.concepts.items() for actor in held.stable),
    )
    none = np.zeros(0, dtype=np.int64)
    start = none if found.status_quo is None else np.array([found.status_quo.number - 1])
    prospects = none if found.held.prospects is None else found.held.prospects.places
    cells = (
        *(Column(values, found.states.positions(option)) for option, values in found.options.items()),
        *(_truths(places, count) for places in (start, prospects)),
        *(Column((False, True), numbers.by_state(count)) for numbers in verdicts),
    )
    return Table(f"States of {found.title}", columns, Rows(cells, count))


def _truths(places: Ints, count: int) -> Column:
    """Return a column that is true in some of the rows."""
    found = np.zeros(count, dtype=np.bool_)
    found[places] = True
    return Column((False, True), found)


def exported_page(found: Analysis, file: Path | None) -> Page:
    """Return how many states were exported, and where to."""
    where = Mark(str(file), "value") if file else "memory"
    return (Paragraph(phrase(f"Wrote {counted(len(found.states), 'state')} to ", where, ".")),)
