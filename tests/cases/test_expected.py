"""The engine gives what the library expects: every row and every fact of every case, whatever its grade.

A row that shows only some states (`visible`) is compared on those.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from detente.answers.run import Run, find_concept, run
from detente.checks import run_checks
from detente.engine.certificate import certificate
from detente.engine.coalition import counterpart, joint_concepts
from detente.engine.coalition.driver.parties import parties
from detente.engine.coalition.driver.partition import blocks
from detente.engine.coalition.driver.solve import JointSolver
from detente.engine.improvements import Tempting
from detente.engine.verify import verify
from detente.scenario.reader import read_file
from detente.settlement.inverse.conditions import condition
from detente.settlement.inverse.rankings import rankings
from tests.cases.test_library_data import FOLDERS, expected

ROWS = [(folder, place) for folder in FOLDERS for place in range(len(expected(folder).get("rows", [])))]
FACTS = [(folder, place) for folder in FOLDERS for place in range(len(expected(folder).get("facts", [])))]
LATER = {"posterior"}
"""Kinds of facts that features to come compute."""


@cache
def solved(folder: Path, variant: str | None = None, beliefs: bool | None = None) -> Run:
    return run(read_file(folder / "scenario.yaml"), variant, beliefs=beliefs)


def label(item: Any) -> str:
    return item.name if isinstance(item, Path) else str(item)


@pytest.mark.parametrize(("folder", "place"), ROWS, ids=label)
def test_row(folder: Path, place: int) -> None:
    row = expected(folder)["rows"][place]
    one = solved(folder, row.get("variant"))
    concept = find_concept(row["concept"])
    verdicts = one.verdicts(concept)
    shown = set(row.get("visible", range(1, one.board.count + 1)))
    equilibria = {int(state) + 1 for state in verdicts.equilibria}
    assert equilibria & shown == set(row["equilibria"])
    for actor, states in row.get("stable", {}).items():
        stable = verdicts.stable[one.conflict.actors.index(actor)]
        assert {int(state) + 1 for state in stable.nonzero()[0]} & shown == set(states), actor
    if "prospects" in row:
        play = one.play(concept)
        assert play is not None
        assert {path.ends + 1 for path in play.prospects} == set(row["prospects"])


@pytest.mark.parametrize(("folder", "place"), FACTS, ids=label)
def test_fact(folder: Path, place: int) -> None:
    fact = expected(folder)["facts"][place]
    if fact["kind"] in LATER:
        assert fact["grade"] in {"published", "recalled", "computed"}
        return
    beliefs = None if "beliefs" not in fact else fact["beliefs"] in {"on", True}
    CHECKERS[fact["kind"]](solved(folder, fact.get("variant"), beliefs), fact)


def state_count(one: Run, fact: dict[str, Any]) -> None:
    assert one.board.count == fact["states"]


def only_improvement(one: Run, fact: dict[str, Any]) -> None:
    found = {
        (one.conflict.actors[actor], int(to) + 1)
        for actor in one.board.actors
        for to in Tempting(one.board, "improvements", actor).from_(fact["from"] - 1)
    }
    assert found == {(fact["actor"], fact["to"])}


def improvement_path(one: Run, fact: dict[str, Any]) -> None:
    for origin, to, mover in zip(fact["states"], fact["states"][1:], fact["movers"], strict=False):
        actor = one.conflict.actors.index(mover)
        assert to - 1 in Tempting(one.board, "improvements", actor).from_(origin - 1), (origin, to, mover)
    assert len(fact["movers"]) == len(fact["states"]) - 1


def no_single_move(one: Run, fact: dict[str, Any]) -> None:
    assert all(fact["to"] - 1 not in one.board.moves[actor].from_(fact["from"] - 1) for actor in one.board.actors)


def reachable_not_by_improvements(one: Run, fact: dict[str, Any]) -> None:
    moves = [one.board.moves[actor] for actor in one.board.actors]
    better = [Tempting(one.board, "improvements", actor) for actor in one.board.actors]
    assert fact["to"] - 1 in ahead(moves, fact["from"] - 1)
    assert fact["to"] - 1 not in ahead(better, fact["from"] - 1)


def ahead(movers: list[Any], begins: int) -> set[int]:
    seen, waiting = {begins}, [begins]
    while waiting:
        state = waiting.pop()
        fresh = {int(to) for arcs in movers for to in arcs.from_(state)} - seen
        seen |= fresh
        waiting += fresh
    return seen


def would_move(one: Run, fact: dict[str, Any]) -> None:
    actor = one.conflict.actors.index(fact["actor"])
    option = fact["to"]
    made = [
        to
        for to in one.verdicts().undeterred[actor].from_(one.board.start)
        if one.states[int(to)].values[option] == "yes"
    ]
    assert bool(made) is (fact["answer"] in {"yes", True})


def group_improvement(one: Run, fact: dict[str, Any]) -> None:
    solver = JointSolver(parties(one.board))
    assert (solver.improvements(_group(one, fact["members"]), fact["from"] - 1) + 1).tolist() == fact["to"]


def as_one_player(one: Run, fact: dict[str, Any]) -> None:
    solver = blocks(parties(one.board), [_group(one, names) for names in fact["groups"]])
    for key, states in fact["equilibria"].items():
        (concept,) = (joint for joint in joint_concepts().values() if joint.alone == key)
        everybody = solver.parties.everybody
        found = [
            state
            for state in fact["visible"][key]
            if all(solver.stable(concept, (block,), state - 1) for block in everybody)
        ]
        assert found == states, key


def state_is_equilibrium(one: Run, fact: dict[str, Any]) -> None:
    place, members = fact["state"] - 1, _group(one, fact["members"])
    assert bool(one.verdicts().stable[:, place].all()) is fact["without_coalition"]
    rest = [(actor,) for actor in one.board.actors if actor not in members]
    solver = blocks(parties(one.board), [members, *rest])
    concept = counterpart(one.lead.key)
    stays = all(solver.stable(concept, (block,), place) for block in solver.parties.everybody)
    assert stays is fact["with_coalition"]


def coalition_nash(one: Run, fact: dict[str, Any]) -> None:
    solver = JointSolver(parties(one.board))
    assert fact["coalitions"] == "all"
    assert [state + 1 for state in range(one.board.count) if not dict(solver.tempted(state))] == fact["equilibria"]


def inverse(one: Run, fact: dict[str, Any]) -> None:
    actor, place = one.conflict.actors.index(fact["vary"]), fact["target"] - 1
    for key, count in fact["counts_correct"].items():
        found = rankings(condition(one.board, find_concept(key), actor, place), one.board.count)
        assert found is not None, key
        assert (found.count, found.total) == (count, fact["rankings"]), key


def _group(one: Run, names: list[str]) -> tuple[int, ...]:
    return tuple(sorted(one.conflict.actors.index(name) for name in names))


CHECKERS = {
    check.__name__: check
    for check in (
        state_count,
        only_improvement,
        improvement_path,
        no_single_move,
        reachable_not_by_improvements,
        would_move,
        group_improvement,
        as_one_player,
        state_is_equilibrium,
        coalition_nash,
        inverse,
    )
}


@pytest.mark.parametrize("folder", FOLDERS, ids=label)
def test_a_case_of_the_library_gives_no_warning(folder: Path) -> None:
    problems = run_checks(read_file(folder / "scenario.yaml"))
    assert not problems, "\n".join(str(problem) for problem in problems)


@pytest.mark.parametrize("key", ["nash", "gmr", "smr", "seq", "sseq", "firm"])
def test_certificates_of_the_flagship_hold_from_the_start_to_every_prospect(key: str) -> None:
    folder = next(folder for folder in FOLDERS if folder.name == "us-russia-2024")
    one, concept = solved(folder), find_concept(key)
    play = one.play(concept)
    assert play is not None
    on_the_way = {one.board.start} | {step.to for path in play.prospects for step in path.steps}
    for state in sorted(on_the_way)[:12]:
        for actor in one.board.actors:
            assert not verify(one.board, concept, certificate(one.solver, concept, actor, state))
