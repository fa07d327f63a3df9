"""Every verdict of every concept, on random conflicts, equal to the oracle's; every certificate checked.

A sketch is drawn, written as a scenario, read by the real reader, compiled and solved; the oracle answers the same
sketch from the definitions with sets and loops. Every eighth is written as text and takes the way through YAML, which
is most of the reader's time; the others begin with what stands in the text. The number of conflicts a run is
`DETENTE_CONFLICTS` (default 20,000), shared evenly by the shapes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from detente.answers.run import Run, run
from detente.engine.certificate import certificate
from detente.engine.stability import concepts
from detente.engine.verify import verify
from detente.errors import ConflictError
from detente.scenario.document import Document, Path, Spot
from detente.scenario.model import Scenario
from detente.scenario.problems import Problems
from detente.scenario.reader import read
from detente.scenario.reading import Reading
from detente.scenario.resolve import resolve
from detente.scenario.shape import fit
from tests.oracles.draw import SHAPES, draw
from tests.oracles.oracle import Answer, NoAnswer, answer
from tests.oracles.sketch import Sketch, to_data, to_text, variant_of

pytestmark = pytest.mark.more

CONFLICTS = int(os.environ.get("DETENTE_CONFLICTS", "20000"))
BATCHES = 4
EACH = max(1, -(-CONFLICTS // (len(SHAPES) * BATCHES)))
ENGINES = ("plain", "fast")
"""Each is held to the oracle by itself, the fast one on every third conflict."""

CERTIFIED = 2
"""States of each conflict, each time others, whose certificates are checked under every concept, for every actor."""


@pytest.mark.parametrize("batch", range(BATCHES))
@pytest.mark.parametrize("shape", SHAPES)
def test_every_verdict_equals_the_oracle(shape: str, batch: int) -> None:
    compared = 0
    for number in range(batch * EACH, (batch + 1) * EACH):
        seed = f"{shape} {number}"
        compared += _agree(draw(shape, Random(seed)), seed, number)
    assert compared >= EACH // 2, f"only {compared} of {EACH} conflicts of shape {shape} could be answered"


def _agree(sketch: Sketch, seed: str, number: int) -> bool:
    scenario = read(to_text(sketch, Random(seed))) if number % 8 == 0 else _understood(to_data(sketch, Random(seed)))
    try:
        expected = answer(sketch)
    except NoAnswer:
        with pytest.raises(ConflictError):
            run(scenario, variant_of(sketch))
        return False
    for engine in ENGINES if number % 3 == 0 else ENGINES[:1]:
        solved = run(scenario, variant_of(sketch), engine=engine)
        _agrees(solved, expected, f"{engine} engine, seed {seed!r}")
    _certificates_hold(solved, number, f"seed {seed!r}")
    return True


def _understood(data: dict[str, Any]) -> Scenario:
    """Return what the reader makes of data as it stands in a text, without the text."""
    problems, plain = Problems(), _plain(data)
    nowhere = Spot(1, 1, 0, 0)
    paths = list(_paths(plain))
    keys = {path: nowhere for path in paths if isinstance(path[-1], str)}
    document = Document("<sketch>", "", "", plain, keys, dict.fromkeys(paths, nowhere), whole=True)
    scenario = resolve(Reading(document, problems), fit(document, problems))
    assert not problems.found
    return scenario


def _plain(data: Any) -> Any:
    """Return data as the reader of YAML has it: every scalar is text."""
    if isinstance(data, dict):
        return {str(key): _plain(value) for key, value in data.items()}
    return [_plain(value) for value in data] if isinstance(data, (list, tuple)) else str(data)


def _paths(data: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the path of everything in the data."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        yield (*path, key)
        yield from _paths(value, (*path, key))


def _agrees(solved: Run, expected: Answer, told: str) -> None:
    assert [dict(state.values) for state in solved.states] == expected.states, told
    start = None if solved.board.start < 0 else solved.board.start + 1
    assert start == expected.status_quo, told
    _same_moves(solved, expected, told)
    for key in concepts():
        _same_verdicts(solved, expected, key, told)


def _same_moves(solved: Run, expected: Answer, told: str) -> None:
    for actor, name in enumerate(solved.conflict.actors):
        arcs = solved.board.moves[actor].listed()
        assert _pairs(arcs.origin, arcs.to) == set(expected.moves[name]), f"moves of {name}: {told}"


def _same_verdicts(solved: Run, expected: Answer, key: str, told: str) -> None:
    concept = concepts()[key]
    verdicts = solved.verdicts(concept)
    for actor, name in enumerate(solved.conflict.actors):
        stable = {int(state) + 1 for state in verdicts.stable[actor].nonzero()[0]}
        assert stable == set(expected.stable[key][name]), f"{key} of {name}: {told}"
        loose = verdicts.undeterred[actor].listed()
        assert _pairs(loose.origin, loose.to) == set(expected.undeterred[key][name]), f"{key} of {name}: {told}"
    assert {int(state) + 1 for state in verdicts.equilibria} == set(expected.equilibria[key]), f"{key}: {told}"
    play = solved.play(concept)
    if play is not None:
        assert {path.ends + 1 for path in play.prospects} == set(expected.prospects[key]), f"{key}: {told}"
        cycles = {frozenset((states + 1).tolist()) for _, states in play.cycles}
        assert cycles == set(expected.cycles[key]), f"{key}: {told}"


def _certificates_hold(solved: Run, number: int, told: str) -> None:
    count = solved.board.count
    for concept in concepts().values():
        for actor in solved.board.actors:
            for state in {(number * CERTIFIED + one) % count for one in range(CERTIFIED)}:
                wrong = verify(solved.board, concept, certificate(solved.solver, concept, actor, state))
                assert not wrong, f"{concept.key}, actor {actor}, state {state + 1}: {wrong}\n{told}"


def _pairs(origin: object, to: object) -> set[tuple[int, int]]:
    return {(int(a) + 1, int(b) + 1) for a, b in zip(origin, to, strict=True)}  # type: ignore[call-overload]
