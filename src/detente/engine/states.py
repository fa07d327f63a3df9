"""The feasible states, built option by option so that what rules exclude is never listed.

Options are set from the last of the file to the first, so the states come out in their documented order: first
option fastest. After each option every rule that speaks of it drops the partial states in which it surely holds;
eight options that exclude each other pairwise thus cost nine rows, not 256.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from detente.conflict import Conflict, infeasible
from detente.engine.board import Ints, Values
from detente.engine.budget import afford, listing
from detente.engine.truth import Table, sure
from detente.errors import ConflictError, Problem, TooLargeError
from detente.scenario.expression import variables

MOST_STATES = 1 << 24
"""Partial states that may exist at once while states are listed (about 16.8 million)."""


def feasible(conflict: Conflict, most: int = MOST_STATES) -> Table:
    """Return the feasible states as a table, in numbered order.

    Raises ConflictError where no state is feasible, TooLargeError where there would be more than `most`.
    """
    rules = [(rule, variables(rule)) for rule in infeasible(conflict)]
    names = {option.id: option.values for option in conflict.options}
    columns: dict[str, Values] = {}
    length = 1
    for option in reversed(conflict.options):
        kept = range(len(option.values)) if option.locked is None else [option.values.index(option.locked)]
        if length * len(kept) > most:
            raise _too_many(conflict, length * len(kept), most)
        afford(listing(length * len(kept), len(columns) + 1), f"the states of {len(conflict.options)} options")
        small = np.min_scalar_type(len(option.values) - 1)
        columns = {id_: np.repeat(column, len(kept)) for id_, column in columns.items()}
        columns[option.id] = np.tile(np.array(kept, dtype=small), length)
        length *= len(kept)
        table = Table(columns, names, length)
        out = np.zeros(length, dtype=np.bool_)
        for rule, speaks_of in rules:
            if option.id in speaks_of:
                out |= sure(rule, table, truth=True)
        if out.any():
            columns = {id_: column[~out] for id_, column in columns.items()}
            length = int(np.count_nonzero(~out))
    rows = Table({option.id: columns[option.id] for option in conflict.options}, names, length)
    always_out = any(not speaks_of and sure(rule, rows, truth=True).any() for rule, speaks_of in rules)
    if length == 0 or always_out:
        raise _none_left()
    return rows


def _none_left() -> ConflictError:
    return ConflictError(
        (
            Problem(
                "no-feasible-state",
                "No state is feasible: the rules under `never`, the `needs` and the locks exclude every combination",
                "At least one state must be left.",
                "Take rules away one at a time to find those that exclude each other.",
            ),
        )
    )


def _too_many(conflict: Conflict, count: int, most: int) -> TooLargeError:
    return TooLargeError(
        (
            Problem(
                "too-many-states",
                f"Listing the states of {len(conflict.options)} options needs {count:,} rows at once",
                f"At most {most:,} are listed.",
                "Add rules under `never` that exclude what cannot happen, join options that exclude each other into "
                "one option with several values, or lock options in a variant.",
            ),
        )
    )


@dataclass(frozen=True, eq=False)
class Index:
    """Finds the number of a row by its values, -1 where no indexed row has them.

    Values are folded into one integer in mixed radix, a group of options at a time so that it cannot overflow;
    between groups only the combinations that occur are kept, by their position in `seen`. Where all combinations are
    few beside the rows, `number` has an entry for each, and `seen` is empty.
    """

    groups: tuple[tuple[str, ...], ...]
    seen: tuple[Ints, ...]
    number: Ints

    def find(self, table: Table) -> Ints:
        """Return the number of the indexed row that has the values of each row of the table, or -1."""
        if self.groups and not self.seen:
            return self.number[_fold(np.zeros(table.length, dtype=np.int64), table, *self.groups)]
        spot = np.zeros(table.length, dtype=np.int64)
        known = np.ones(table.length, dtype=np.bool_)
        for group, seen in zip(self.groups, self.seen, strict=True):
            code = _fold(spot, table, group)
            spot = np.minimum(np.searchsorted(seen, code), len(seen) - 1)
            known &= seen[spot] == code
        return np.where(known, self.number[spot], -1)


def index(table: Table, options: Sequence[str]) -> Index:
    """Return an index of the rows of a table by the given options; equal rows share the first one's number."""
    groups = _groups(table, options)
    size = prod(len(table.values[option]) for option in options)
    if len(groups) == 1 and size <= max(1 << 10, 16 * table.length):
        every = np.full(size, -1, dtype=np.int64)
        spot = _fold(np.zeros(table.length, dtype=np.int64), table, *groups)
        every[spot[::-1]] = np.arange(table.length - 1, -1, -1)
        return Index(groups, (), every)
    seen = []
    spot = np.zeros(table.length, dtype=np.int64)
    number = np.zeros(min(table.length, 1), dtype=np.int64)
    for group in groups:
        codes, number, spot = np.unique(_fold(spot, table, group), return_index=True, return_inverse=True)
        seen.append(codes)
    return Index(groups, tuple(seen), number.astype(np.int64))


def classes(table: Table, options: Sequence[str]) -> tuple[Ints, Ints]:
    """Return, for each row, the number of its combination of values of the options, and each one's first row.

    Combinations that occur are numbered from 0, ascending by the values of the first option, then of the second.
    """
    spot = np.zeros(table.length, dtype=np.int64)
    size = 1
    for group in _groups(table, options):
        size *= prod(len(table.values[option]) for option in group)
        spot = dense(_fold(spot, table, group), size)
        size = int(spot.max(initial=0)) + 1
    first = np.zeros(size, dtype=np.int64)
    first[spot[::-1]] = np.arange(table.length - 1, -1, -1)
    return spot, first


def dense(keys: Ints, size: int | None = None) -> Ints:
    """Return whole numbers from 0 on without gaps, in the same order: the lowest becomes 0.

    `size` bounds the keys, which are then not negative; a table of that size is used where it is not too large.

    >>> dense(np.array([30, 10, 30, 20]), 31)
    array([2, 0, 2, 1], dtype=int32)
    """
    if size is None or size > max(1 << 16, 16 * len(keys)):
        return np.unique(keys, return_inverse=True)[1].astype(np.int32)
    occurs = np.zeros(size, dtype=np.bool_)
    occurs[keys] = True
    place = np.cumsum(occurs, dtype=np.int32) - np.int32(1)
    return place[keys]


def _groups(table: Table, options: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Cut the options into runs whose combinations number at most 2^31, so that folding stays below 2^63."""
    groups: list[tuple[str, ...]] = []
    size = 1 << 32
    for option in options:
        size *= len(table.values[option])
        if size > 1 << 31:
            groups.append(())
            size = len(table.values[option])
        groups[-1] += (option,)
    return tuple(groups)


def _fold(code: Ints, table: Table, group: tuple[str, ...]) -> Ints:
    for option in group:
        code = code * len(table.values[option]) + table.columns[option]
    return code
