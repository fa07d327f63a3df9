"""Which claims are met together: in which worlds each of several claims is met, whichever variants they speak of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.arguments.by_world import ByWorld
from detente.arguments.claims import Argument
from detente.engine.board import Bools
from detente.errors import ConflictError
from detente.prospects.worlds import Worlds
from detente.scenario.model import Claim


def met(argument: Argument, claims: Sequence[Claim]) -> tuple[tuple[Claim, ...], Bools]:
    """Return the claims that worlds decide, and in which worlds of the scenario as written each is met.

    A claim about a variant is met in a world if it holds where what the variant sets is changed and all else is as
    there. Only worlds that have a chance after the signals count. Raises TooLargeError where the worlds are too many.
    """
    base, seen = argument.worlds()
    possible = base.middle * seen > 0
    decided = [(claim, found) for claim in claims if (found := by_world(argument, claim)) is not None]
    rows = [_in(base, found)[possible] for _, found in decided]
    every = np.array(rows) if rows else np.zeros((0, int(possible.sum())), dtype=np.bool_)
    return tuple(claim for claim, _ in decided), every


def by_world(argument: Argument, claim: Claim) -> ByWorld | None:
    """Return the verdict on a claim in every world, None where none decides it or the variant is no conflict."""
    try:
        found = argument.by_world(claim)
    except ConflictError:
        return None
    return None if found is None or found.any_of("unknown") else found


def _in(base: Worlds, found: ByWorld) -> Bools:
    """Return in which worlds of the scenario as written a claim is met, by the worlds of its variant."""
    worlds = found.worlds
    columns = [base.at[:, base.names.index(name)].astype(np.int64) for name in worlds.names]
    if not columns:
        return np.full(len(base), bool(found.being("holds")[0]))
    place = np.ravel_multi_index(columns, [len(values) for values in worlds.values])
    return found.being("holds")[place]
