"""Where play comes to rest, as objects: paths and cycles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field

from detente.answers import analysis, explanation
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.moves import Move, pack_move
from detente.views.objects.parts.stances import Stance, pack_stance
from detente.views.objects.parts.text import listed_text, numbers_text, object_text, text


class Path(Told):
    """A prospect, a shortest path to it from the status quo, and what keeps play there."""

    state: int
    moves: list[Move]
    keeping: list[Stance] = Field(description="each actor's stance there; told for the nearest prospects only")


class Cycle(Told):
    """States that play can fall into and never leaves; a shortest path into it, and a shortest way round."""

    states: list[int]
    path: list[Move]
    round: list[Move]


def pack_paths(found: analysis.Analysis) -> Iterator[str]:
    """Return the text of all prospects with their paths; paths have moves in common, and each is packed once."""
    told: dict[analysis.Leg, str] = {}
    prospects = found.held.prospects
    if prospects is None:
        return iter(("[]",))
    numbers = enumerate((prospects.places + 1).tolist())
    return listed_text(_path(n, prospects.path(place), found.keeping.get(n, ()), told) for place, n in numbers)


def _path(
    state: int, path: analysis.Moves, keeping: Sequence[explanation.Stance], told: dict[analysis.Leg, str]
) -> Iterator[str]:
    for place, leg in enumerate(path.legs):
        if leg not in told:
            told[leg] = text(pack_move(path[place]))
    moves = ",".join(told[leg] for leg in path.legs)
    yield f'{{"state":{state},"moves":[{moves}],"keeping":{text([pack_stance(stance) for stance in keeping])}}}'


def pack_cycles(found: analysis.Analysis) -> Iterator[str]:
    """Return the text of a list of whole numbers."""
    return listed_text(_cycle(cycle) for cycle in found.held.cycles or ())


def _cycle(given: analysis.Cycle) -> Iterator[str]:
    rest = Cycle(
        states=[],
        path=[pack_move(move) for move in given.path],
        round=[pack_move(move) for move in given.round],
    )
    return object_text(rest, {"states": numbers_text(given.states)})
