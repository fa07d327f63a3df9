"""What is too large is refused with the numbers, before it is begun; what only looks large is answered."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from random import Random

import numpy as np
import pytest

from detente.conflict import Conflict, Goal, Option, Ordered
from detente.engine import budget, moves, states
from detente.engine.compile import compile_board
from detente.engine.fast import Fast
from detente.engine.plain import Plain
from detente.engine.progress import silent
from detente.engine.solve import Solver
from detente.engine.stability import concepts
from detente.errors import QuestionError, TooLargeError
from detente.scenario.expression import All, Expression, Is, Not, holds

NO_YES = ("no", "yes")


def switches(count: int, actors: int) -> tuple[Option, ...]:
    """Return binary options in runs by actor."""
    return tuple(Option(f"A{k * actors // count}.o{k}", k * actors // count, NO_YES) for k in range(count))


def plain_wants(actors: int) -> tuple[Ordered, ...]:
    return tuple(Ordered((Goal("g", Is("A0.o0", ("yes",))),)) for _ in range(actors))


def refused(conflict: Conflict) -> tuple[str, str]:
    """Return the code and the text of the one problem with which compiling is refused."""
    with pytest.raises(TooLargeError) as caught:
        compile_board(conflict)
    (problem,) = caught.value.problems
    assert problem.remedy
    return problem.code, str(problem)


# ---------------------------------------------------------------- memory


def test_memory_is_told_before_it_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_MEMORY", "100 MiB")
    conflict = Conflict(("A0", "A1", "A2", "A3"), switches(20, 4), (), plain_wants(4), None)
    code, told = refused(conflict)
    assert code == "not-enough-memory"
    assert "1,048,576 states of 4 actors" in told
    assert "100 MiB are there" in told
    assert "DETENTE_MEMORY" in told


def test_memory_of_listed_moves_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_MEMORY", "90M")
    options = list(switches(16, 2))
    options[0] = Option("A0.o0", 0, NO_YES, needs=Is("A1.o15", ("yes",)))
    code, told = refused(Conflict(("A0", "A1"), tuple(options), (), plain_wants(2), None))
    assert code == "not-enough-memory"
    assert "49,152 states of 2 actors" in told


def test_listing_states_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_MEMORY", "65M")
    code, told = refused(Conflict(("A0",), switches(24, 1), (), plain_wants(1), None))
    assert code == "not-enough-memory"
    assert "the states of 24 options" in told


def test_what_is_free_is_asked_of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DETENTE_MEMORY", raising=False)
    monkeypatch.setattr(budget, "LIMIT", tmp_path / "none")
    assert budget.available() > 1 << 26
    limit = tmp_path / "memory.max"
    monkeypatch.setattr(budget, "LIMIT", limit)
    limit.write_text("max\n")
    assert budget.available() > 1 << 26
    limit.write_text(f"{1 << 30}\n")
    assert budget.available() < 1 << 30


@pytest.mark.parametrize(
    ("text", "size"),
    [("1.5 GiB", 3 << 29), ("800M", 800 << 20), ("2tib", 2 << 40), ("64 kB", 64 << 10), ("12", 12), ("", None)],
)
def test_the_setting_takes_sizes(monkeypatch: pytest.MonkeyPatch, text: str, size: int | None) -> None:
    monkeypatch.setenv("DETENTE_MEMORY", text)
    assert budget.available() == size or size is None


@pytest.mark.parametrize("text", ["plenty", "-1G", "1 PiB", "1,5G"])
def test_a_setting_that_is_no_size_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("DETENTE_MEMORY", text)
    with pytest.raises(QuestionError, match="how much memory"):
        budget.afford(1 << 40, "everything")


def test_estimates_grow_with_what_they_count() -> None:
    base = budget.analysing(1 << 20, 20, (16,) * 5, 1 << 20)
    assert budget.analysing(1 << 21, 20, (16,) * 5, 1 << 21) == pytest.approx(2 * base, rel=0.5)
    assert budget.analysing(1 << 20, 20, (128, 128, 64), 1 << 20) > base - (1 << 28)
    assert budget.analysing_listed(100, 5, 3, 10**6) > budget.analysing_listed(100, 5, 3, 10)
    assert budget.listing(10, 4) < budget.listing(10, 5)


def test_estimates_count_all_that_is_kept() -> None:
    assert budget.listing(1000, 0) > 0, "states without options have numbers, too"
    assert budget.analysing(1000, 5, (8, 8), 8000) > budget.analysing(1000, 5, (8, 8), 1000), "holes have masks"
    narrow, wide = (budget.analysing(1 << 20, 20, (size, size), 1 << 20) for size in (16, 17))
    assert wide - narrow == 2 * (1 << 20) * 3 * 2, "two actors, three masks each of two bytes more for every cell"


# ---------------------------------------------------------------- counts


def test_forty_options_are_too_many_to_list() -> None:
    code, told = refused(Conflict(("A0", "A1"), switches(40, 2), (), plain_wants(2), None))
    assert code == "too-many-states"
    assert f"{states.MOST_STATES:,}" in told


def test_an_actor_with_too_many_strategies_is_told_so() -> None:
    code, told = refused(Conflict(("A0",), switches(13, 1), (), plain_wants(1), None))
    assert code == "too-many-moves"
    assert "A0 has 8,192 strategies" in told
    assert f"{moves.MOST_STRATEGIES:,}" in told


def test_many_options_with_few_states_cost_few_states() -> None:
    """Six actors with one of six exclusive options each: 46,656 of 2^36 combinations."""
    options = tuple(Option(f"A{i}.o{k}", i, NO_YES) for i in range(6) for k in range(6))
    taken = [[Is(f"A{i}.o{k}", ("yes",)) for k in range(6)] for i in range(6)]
    never: list[Expression] = [All(pair) for mine in taken for pair in combinations(mine, 2)]
    never += [All(tuple(Not(one) for one in mine)) for mine in taken]
    board = compile_board(Conflict(tuple(f"A{i}" for i in range(6)), options, tuple(never), plain_wants(6), None))
    assert board.count == 6**6
    assert board.grid is not None
    assert board.grid.full
    assert board.grid.sizes == (6,) * 6


# ---------------------------------------------------------------- exactness


def test_two_hundred_statements_are_exact() -> None:
    """Bits of weight 2^200 fit into no number of 64 bits; standings compare as tuples of truths."""
    luck = Random(5)
    options = switches(8, 2)

    def some() -> Expression:
        a, b, c = (Is(option.id, ("yes",)) for option in luck.sample(options, 3))
        return All((a, Not(b), c))

    # Statements that tell few states apart come first, so that the last ones still matter.
    wants = tuple(
        Ordered((*(Goal(str(n), some()) for n in range(192)), *(Goal(o.id, Is(o.id, ("yes",))) for o in options)))
        for _ in range(2)
    )
    board = compile_board(Conflict(("A0", "A1"), options, (), wants, None))
    at = [{o.id: NO_YES[v] for o, v in zip(options, row, strict=True)} for row in board.values.tolist()]
    for actor, preference in enumerate(wants):
        truths = [tuple(holds(goal.meaning, state) for goal in preference.goals) for state in at]
        order = sorted(set(truths))
        assert board.ranks[actor].tolist() == [order.index(truth) for truth in truths]
    for concept in concepts().values():
        plain, quick = (Solver(board, engine).verdicts(concept).stable for engine in (Plain(), Fast(1)))
        assert np.array_equal(plain, quick)


# ---------------------------------------------------------------- progress


def test_progress_is_told_and_may_stop_the_work() -> None:
    told: list[tuple[str, float]] = []
    conflict = Conflict(("A0", "A1"), switches(6, 2), (), plain_wants(2), None)
    board = compile_board(conflict, lambda doing, part: told.append((doing, part)))
    solver = Solver(board, Plain(), lambda doing, part: told.append((doing, part)))
    for concept in concepts().values():
        solver.verdicts(concept)
    parts = [part for doing, part in told if "actor" in doing]
    assert parts == sorted(parts)
    assert 0 <= parts[0] < parts[-1] < 1
    assert any("64 states" in doing for doing, _ in told)

    def stop(doing: str, part: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Solver(board, Plain(), stop).verdicts(concepts()["seq"])
    silent("nothing", 1.0)
