"""Every verdict of every concept, on random conflicts, equal to the oracle's; every certificate checked.

A sketch is drawn, written as scenario text, read by the real reader, compiled and solved; the oracle answers the
same sketch from the definitions with sets and loops. The number of conflicts a run is `DETENTE_CONFLICTS`
(default 20,000), shared evenly by the shapes.
"""

from __future__ import annotations

import os
from random import Random

import pytest

from detente.answers.run import Run, run
from detente.engine.certificate import certificate
from detente.engine.stability import concepts
from detente.engine.verify import verify
from detente.errors import ConflictError
from detente.scenario.reader import read
from tests.oracles.draw import SHAPES, draw
from tests.oracles.oracle import Answer, NoAnswer, answer
from tests.oracles.sketch import Sketch, to_text, variant_of

CONFLICTS = int(os.environ.get("DETENTE_CONFLICTS", "20000"))
BATCHES = 4
EACH = max(1, -(-CONFLICTS // (len(SHAPES) * BATCHES)))
ENGINES = ("plain", "fast")
"""Each is held to the oracle by itself, the fast one on every third conflict."""

CERTIFIED = 4
"""States of each conflict whose certificates are checked under every concept, for every actor."""


@pytest.mark.parametrize("batch", range(BATCHES))
@pytest.mark.parametrize("shape", SHAPES)
def test_every_verdict_equals_the_oracle(shape: str, batch: int) -> None:
    compared = 0
    for number in range(batch * EACH, (batch + 1) * EACH):
        seed = f"{shape} {number}"
        compared += _agree(draw(shape, Random(seed)), seed, third=number % 3 == 0)
    assert compared >= EACH // 2, f"only {compared} of {EACH} conflicts of shape {shape} could be answered"


def _agree(sketch: Sketch, seed: str, third: bool) -> bool:
    text = to_text(sketch, Random(seed))
    try:
        expected = answer(sketch)
    except NoAnswer:
        with pytest.raises(ConflictError):
            run(read(text), variant_of(sketch))
        return False
    told = f"seed {seed!r}\n{text}"
    scenario = read(text)
    for engine in ENGINES if third else ENGINES[:1]:
        solved = run(scenario, variant_of(sketch), engine=engine)
        _agrees(solved, expected, f"{engine} engine, {told}")
    _certificates_hold(solved, told)
    return True


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


def _certificates_hold(solved: Run, told: str) -> None:
    for concept in concepts().values():
        for actor in solved.board.actors:
            for state in range(min(CERTIFIED, solved.board.count)):
                wrong = verify(solved.board, concept, certificate(solved.solver, concept, actor, state))
                assert not wrong, f"{concept.key}, actor {actor}, state {state + 1}: {wrong}\n{told}"


def _pairs(origin: object, to: object) -> set[tuple[int, int]]:
    return {(int(a) + 1, int(b) + 1) for a, b in zip(origin, to, strict=True)}  # type: ignore[call-overload]
