"""The contract of a stability concept: its file, what it claims, and reasons that agree with its verdicts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.engine import stability
from detente.engine.board import Board
from detente.engine.certificate import Certificate, Temptation, certificate
from detente.engine.paths import Step
from detente.engine.solve import Solver
from detente.engine.stability import ORDER, Concept, concepts
from detente.engine.verify import verify
from tests.properties import definitions
from tests.properties.boards import (
    graph,
    graphs,
    jumps,
    made,
    pairs_of,
    renamed,
    small,
    transitive_graphs,
    viewed,
)

KEYS = tuple(concepts())
ROOT = Path(__file__).parents[2]

IMPLIES = {
    "nash": {"gmr", "smr", "seq", "sseq", "firm"},
    "gmr": set(),
    "smr": {"gmr"},
    "seq": {"gmr"},
    "sseq": {"gmr", "smr", "seq"},
    "firm": set(),
}
"""The theorems: Nash implies all, SSEQ implies SEQ and SMR, each of these implies GMR, and nothing else holds."""

BOARDS = st.one_of(small(), viewed(small()))


# ---------------------------------------------------------------- the registry


def test_every_file_is_a_concept_under_its_name() -> None:
    folder = Path(str(stability.__file__)).parent
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert files == set(KEYS)
    assert all(concept.key == key for key, concept in concepts().items())
    assert set(ORDER) <= files
    assert KEYS[: len(ORDER)] == ORDER


@pytest.mark.parametrize("key", KEYS)
def test_a_concept_says_what_it_is(key: str) -> None:
    concept = concepts()[key]
    assert concept.title
    assert concept.question.endswith("?")
    assert set(concept.implies) <= set(KEYS) - {key}
    assert len(set(concept.implies)) == len(concept.implies)


@pytest.mark.parametrize("key", KEYS)
def test_what_a_concept_cites_is_in_the_references(key: str) -> None:
    known = re.findall(r"^@\w+\{([^,\s]+),", (ROOT / "docs" / "references.bib").read_text(encoding="utf-8"), re.M)
    assert set(concepts()[key].cites) <= set(known)
    assert key == "firm" or concepts()[key].cites  # the only one that is nobody else's


# ---------------------------------------------------------------- implications


@pytest.mark.parametrize("key", IMPLIES)
def test_the_theorems_are_declared_and_nothing_else(key: str) -> None:
    assert set(concepts()[key].implies) == IMPLIES[key]


@given(small())
def test_what_is_declared_holds(board: Board) -> None:
    stable = {key: Solver(board).verdicts(concept).stable for key, concept in concepts().items()}
    for key, concept in concepts().items():
        for weaker in concept.implies:
            assert (stable[key] <= stable[weaker]).all(), f"{key} does not imply {weaker}"


def test_what_is_not_declared_fails_somewhere() -> None:
    unseen = {(a, b) for a in IMPLIES for b in IMPLIES if a != b and b not in IMPLIES[a]}
    for seed in range(2000):
        board = _any_board(Random(seed))
        stable = {key: Solver(board).verdicts(concepts()[key]).stable for key in IMPLIES}
        unseen -= {(a, b) for a, b in unseen if (stable[a] & ~stable[b]).any()}
        if not unseen:
            return
    pytest.fail(f"no board on which the first holds without the second: {sorted(unseen)}")


def _any_board(luck: Random) -> Board:
    """Return a board of three actors: of graph form, or with two options for the first and for the second."""
    if luck.random() < 0.5:
        every = [(a, b) for a in range(5) for b in range(5) if a != b]
        moves = [[pair for pair in every if luck.random() < 0.3] for _ in range(3)]
        return graph(5, moves, [luck.choices(range(5), k=5) for _ in range(3)])
    rows = [row for row in product((0, 1), repeat=5) if luck.random() < 0.7]
    owner, forward = (0, 0, 1, 1, 2), (True, True, False, False, False)
    jumping = [jumps(rows, owner, actor, forward) for actor in range(3)]
    return made(rows, owner, jumping, [luck.choices(range(6), k=len(rows)) for _ in range(3)])


@given(st.one_of(graphs(), transitive_graphs()))
def test_where_moves_have_no_parts_firm_implies_symmetric_sequential(board: Board) -> None:
    """Only bundles of options keep this from being a theorem, so it is not declared."""
    firm, sseq = (Solver(board).verdicts(concepts()[key]).stable for key in ("firm", "sseq"))
    assert (firm <= sseq).all()


# ---------------------------------------------------------------- verdict, undeterred moves and reason agree


@pytest.mark.parametrize("key", KEYS)
@given(board=BOARDS)
def test_a_state_is_stable_where_no_undeterred_move_is(key: str, board: Board) -> None:
    verdicts = Solver(board).verdicts(concepts()[key])
    for actor in board.actors:
        loose = pairs_of(verdicts.undeterred[actor])
        assert loose <= pairs_of(verdicts.tempting[actor])
        for s, t in pairs_of(verdicts.tempting[actor]):
            assert t in board.moves[actor].from_(s)
            assert board.ranks[actor, t] > board.ranks[actor, s]
        assert verdicts.stable[actor].tolist() == [s not in {a for a, _ in loose} for s in range(board.count)]


@pytest.mark.parametrize("key", KEYS)
@given(board=BOARDS)
def test_a_certificate_says_what_the_verdict_says_and_holds(key: str, board: Board) -> None:
    solver, concept = Solver(board), concepts()[key]
    verdicts = solver.verdicts(concept)
    for actor in board.actors:
        for state in range(board.count):
            given_ = certificate(solver, concept, actor, state)
            assert (given_.concept, given_.actor, given_.state) == (key, actor, state)
            assert given_.stable == verdicts.stable[actor, state]
            loose = [t.to for t in given_.temptations if t.fate != "punished"]
            assert loose == verdicts.undeterred[actor].from_(state).tolist()
            assert [t.to for t in given_.temptations[: len(loose)]] == loose  # these come first
            assert {t.to for t in given_.temptations} == set(verdicts.tempting[actor].from_(state).tolist())
            assert verify(board, concept, given_) == []


@pytest.mark.parametrize("key", KEYS)
@given(board=small(), seed=st.integers(0, 1 << 20))
def test_names_do_not_matter(key: str, board: Board, seed: int) -> None:
    states, actors = list(range(board.count)), list(board.actors)
    Random(seed).shuffle(states)
    Random(seed + 1).shuffle(actors)
    before = Solver(board).verdicts(concepts()[key]).stable
    after = Solver(renamed(board, states, actors)).verdicts(concepts()[key]).stable
    assert np.array_equal(after[np.ix_(actors, states)], before)


@pytest.mark.parametrize("key", KEYS)
@given(board=BOARDS)
def test_a_certificate_shows_replies_exactly_where_there_are_some(key: str, board: Board) -> None:
    solver, concept = Solver(board), concepts()[key]
    for actor in board.actors:
        for state in range(board.count):
            for it in certificate(solver, concept, actor, state).temptations:
                if it.fate == "unpunished":
                    assert it == Temptation(it.to, "unpunished")
                else:
                    view = board.views.get(actor) if concept.credible else None
                    assert it.viewed == (view is not None and view.at[it.to] >= 0)
                    assert it.begins == (view.at[it.to] if view is not None and it.viewed else it.to)
                if it.fate != "uncaused":
                    assert (it.anyway, it.anyway_begins, it.anyway_viewed) == ((), -1, False)


@pytest.mark.parametrize("key", [key for key, concept in concepts().items() if concept.replies != "none"])
@given(board=BOARDS)
def test_a_certificate_shows_the_shortest_replies(key: str, board: Board) -> None:
    solver, concept = Solver(board), concepts()[key]
    verdicts = solver.verdicts(concept)
    for actor in board.actors:
        own, worst = verdicts.standing[actor], verdicts.worst[actor]
        for state in range(board.count):
            for it in certificate(solver, concept, actor, state).temptations:
                if it.fate != "unpunished":
                    spared = worst[state] - 1 if concept.caused and it.fate == "punished" else own[state]
                    bound = int(min(own[state], spared))
                    assert len(it.replies) == _fewest(board, concept, actor, it.to, bound)
                if it.fate == "uncaused":
                    assert len(it.anyway) == _fewest(board, concept, actor, state, int(worst[it.to]))


def _fewest(board: Board, concept: Concept, actor: int, state: int, bound: int) -> int:
    """Return how many replies it takes at least from a state to one of at most a value."""
    ground, rank, begins, _ = definitions.outlook(board, concept.key, actor, state)
    layer, seen, length = {(begins, -1)}, {(begins, -1)}, 0
    while True:
        for here, _ in layer:
            answers = definitions.steps(ground, "moves", actor, here) if concept.hurts != "at once" else set()
            if max(int(rank[t]) for t in {here} | answers) <= bound:
                return length
        layer = {
            (to, j)
            for here, last in layer
            for j in definitions.others(ground, actor)
            if j != last
            for to in definitions.steps(ground, concept.replies, j, here)
        } - seen
        assert layer, "no sequence of replies leads there at all"
        seen |= layer
        length += 1


# ---------------------------------------------------------------- forgeries

Forged = Iterator[tuple[str, Certificate]]


def forgeries(board: Board, concept: Concept, genuine: Certificate, luck: Random) -> Forged:
    """Give false certificates made from a genuine one, each with its kind."""
    yield "verdict flipped", replace(genuine, stable=not genuine.stable)
    for other in concepts().values():
        if other is not concept:
            yield "another concept", replace(genuine, concept=other.key)
    yield from _false_subjects(board, concept, genuine)
    yield from _false_lists(board, concept, genuine)
    for place, it in enumerate(genuine.temptations):
        for kind, false in _false_temptations(board, concept, genuine, it, luck):
            others = [*genuine.temptations[:place], false, *genuine.temptations[place + 1 :]]
            # The verdict follows from what is claimed, so that the claim alone is what is wrong.
            stable = all(each.fate == "punished" for each in others)
            yield kind, replace(genuine, stable=stable, temptations=tuple(others))


def _tempting(board: Board, concept: Concept, actor: int, state: int) -> set[int]:
    return definitions.steps(board, concept.tempts, actor, state)


def _false_subjects(board: Board, concept: Concept, genuine: Certificate) -> Forged:
    """Give the certificate out for another state or another actor, with other temptations."""
    mine = {it.to for it in genuine.temptations}
    for state in range(board.count):
        if _tempting(board, concept, genuine.actor, state) != mine:
            yield "another state", replace(genuine, state=state)
    for nowhere in (-1, board.count):
        yield "another state", replace(genuine, state=nowhere)
    for nobody in (-1, len(board.actors)):
        yield "another actor", replace(genuine, actor=nobody)
    for actor in board.actors:
        if _tempting(board, concept, actor, genuine.state) != mine:
            yield "another actor", replace(genuine, actor=actor)


def _false_lists(board: Board, concept: Concept, genuine: Certificate) -> Forged:
    """Leave a temptation out, or add one that is none."""
    for place in range(len(genuine.temptations)):
        left = genuine.temptations[:place] + genuine.temptations[place + 1 :]
        stable = all(each.fate == "punished" for each in left)
        yield "temptation left out", replace(genuine, temptations=left, stable=stable)
    for to in set(range(board.count)) - _tempting(board, concept, genuine.actor, genuine.state):
        more = (*genuine.temptations, Temptation(to, "unpunished"))
        yield "temptation made up", replace(genuine, temptations=more, stable=False)
    for nowhere in (-1, board.count):
        more = (*genuine.temptations, Temptation(nowhere, "unpunished"))
        yield "temptation to nowhere", replace(genuine, temptations=more, stable=False)


def _false_temptations(
    board: Board, concept: Concept, genuine: Certificate, it: Temptation, luck: Random
) -> Iterator[tuple[str, Temptation]]:
    for fate in ("punished", "unpunished", "uncaused"):
        if fate != it.fate:
            yield f"{it.fate} called {fate}", replace(it, fate=fate)
    if it.fate == "punished":
        ground, _, begins, _ = definitions.outlook(board, concept.key, genuine.actor, genuine.state)
        excuse = replace(it, fate="uncaused", anyway_begins=begins, anyway_viewed=ground is not board)
        for anyway in _some_sequences(ground, concept, genuine.actor, begins, luck):
            yield "punished excused as uncaused", replace(excuse, anyway=anyway)
    if it.fate == "unpunished":
        ground, _, begins, _ = definitions.outlook(board, concept.key, genuine.actor, it.to)
        honest = replace(it, begins=begins, viewed=ground is not board)
        yield "punished by nothing", replace(honest, fate="punished")
        for replies in _some_sequences(ground, concept, genuine.actor, begins, luck):
            yield "punished by what does not hurt", replace(honest, fate="punished", replies=replies)
        return
    yield "wrong beginning", replace(it, begins=it.begins + 1)
    yield "wrong beginning", replace(it, begins=-1)
    yield "view and world mixed up", replace(it, viewed=not it.viewed)
    ground, _, begins, _ = definitions.outlook(board, concept.key, genuine.actor, it.to)
    for kind, replies in _false_sequences(ground, concept, genuine.actor, begins, it.replies):
        yield kind, replace(it, replies=replies)
    if it.fate == "uncaused":
        yield "wrong beginning of what comes anyway", replace(it, anyway_begins=it.anyway_begins + 1)
        yield "view and world mixed up anyway", replace(it, anyway_viewed=not it.anyway_viewed)
        ground, _, begins, _ = definitions.outlook(board, concept.key, genuine.actor, genuine.state)
        for kind, anyway in _false_sequences(ground, concept, genuine.actor, begins, it.anyway):
            yield f"{kind}, anyway", replace(it, anyway=anyway)


def _some_sequences(
    ground: Board, concept: Concept, actor: int, begins: int, luck: Random
) -> Iterator[tuple[Step, ...]]:
    """Give a random legal sequence of replies."""
    if concept.replies == "none":
        return
    steps: list[Step] = []
    here, last = begins, -1
    for _ in range(3):
        able = [
            Step(j, to)
            for j in definitions.others(ground, actor)
            if j != last
            for to in sorted(definitions.steps(ground, concept.replies, j, here))
        ]
        if not able:
            return
        step = luck.choice(able)
        steps.append(step)
        here, last = step.to, step.mover
        yield tuple(steps)


def _false_sequences(
    ground: Board, concept: Concept, actor: int, begins: int, steps: tuple[Step, ...]
) -> Iterator[tuple[str, tuple[Step, ...]]]:
    """Give sequences that are illegal, would not be played, or end too early."""
    here = begins
    for place, step in enumerate(steps):
        before, after = steps[:place], steps[place + 1 :]
        yield "step dropped", (*before, *after)
        yield "step doubled", (*before, step, step, *after)
        yield "mover swapped", (*before, replace(step, mover=actor), *after)
        for nobody in (-1, len(ground.actors)):
            yield "mover nobody", (*before, replace(step, mover=nobody), *after)
        for mover in definitions.others(ground, actor):
            if step.to not in definitions.steps(ground, concept.replies, mover, here):
                yield "mover swapped", (*before, replace(step, mover=mover), *after)
        for to in set(range(ground.count)) - definitions.steps(ground, concept.replies, step.mover, here):
            yield "step redirected", (*before, replace(step, to=to), *after)
        for nowhere in (-1, ground.count):
            yield "step to nowhere", (*before, replace(step, to=nowhere), *after)
        here = step.to


COMMON = {
    "verdict flipped",
    "another concept",
    "another state",
    "another actor",
    "temptation left out",
    "temptation made up",
    "temptation to nowhere",
}
ANSWERED = {
    "punished called unpunished",
    "punished called uncaused",
    "punished excused as uncaused",
    "unpunished called punished",
    "unpunished called uncaused",
    "punished by nothing",
    "punished by what does not hurt",
    "wrong beginning",
    "view and world mixed up",
    "step dropped",
    "step doubled",
    "step redirected",
    "mover swapped",
    "mover nobody",
    "step to nowhere",
}
CAUSED = {
    "uncaused called punished",
    "uncaused called unpunished",
    "wrong beginning of what comes anyway",
    "view and world mixed up anyway",
    "step dropped, anyway",
    "step redirected, anyway",
    "mover swapped, anyway",
    "mover nobody, anyway",
    "step to nowhere, anyway",
}
KINDS = {
    key: COMMON | (ANSWERED if concept.replies != "none" else set()) | (CAUSED if concept.caused else set())
    for key, concept in concepts().items()
}
NOWHERE = {"mover nobody", "step to nowhere"}
NOWHERE |= {"temptation to nowhere"} | {f"{kind}, anyway" for kind in NOWHERE}
ELSEWHERE = {"wrong beginning of what comes anyway", "view and world mixed up anyway"}
APART = {"another concept"} | NOWHERE | ELSEWHERE
"""Kinds of forgery with a test of their own below."""


def refuse(key: str, kinds: set[str]) -> None:
    """Check on random boards that forgeries of these kinds are refused, and that each kind has been tried."""
    concept = concepts()[key]
    tried: Counter[str] = Counter()

    @given(BOARDS, st.integers(0, 1 << 20))
    def forge(board: Board, seed: int) -> None:
        luck, solver = Random(seed), Solver(board)
        for _ in range(4):
            actor, state = luck.randrange(len(board.actors)), luck.randrange(board.count)
            genuine = certificate(solver, concept, actor, state)
            for kind, forged in forgeries(board, concept, genuine, luck):
                if kind in kinds:
                    tried[kind] += 1
                    assert verify(board, concept, forged), f"{kind}: {forged}\nfrom {genuine}\non {board}"

    forge()
    assert not {kind for kind in kinds if tried[kind] < 3}, f"too seldom tried: {tried}"


@pytest.mark.parametrize("key", KEYS)
def test_a_forged_certificate_is_refused(key: str) -> None:
    refuse(key, KINDS[key] - APART)


@pytest.mark.parametrize("key", KEYS)
def test_a_certificate_under_the_name_of_another_concept_is_refused(key: str) -> None:
    refuse(key, {"another concept"})


@pytest.mark.parametrize("key", [key for key, kinds in KINDS.items() if NOWHERE & kinds])
def test_what_is_done_by_nobody_or_leads_nowhere_is_refused(key: str) -> None:
    refuse(key, KINDS[key] & NOWHERE)


@pytest.mark.parametrize("key", [key for key, kinds in KINDS.items() if ELSEWHERE & kinds])
def test_what_comes_anyway_begins_where_it_says(key: str) -> None:
    refuse(key, ELSEWHERE)


def test_what_comes_anyway_excuses_nothing_unless_the_concept_says_so() -> None:
    board = graph(4, [[(0, 1)], [(1, 2), (0, 3)]], [[1, 2, 0, 0], [0, 0, 1, 1]])
    excuse = Temptation(1, "uncaused", (Step(1, 2),), 1, anyway=(Step(1, 3),), anyway_begins=0)
    for key in ("gmr", "smr", "seq", "sseq", "firm"):
        concept = concepts()[key]
        assert bool(verify(board, concept, Certificate(key, 0, 0, False, (excuse,)))) == (key != "firm")


def test_what_hurts_by_staying_is_shown_by_no_reply_at_all() -> None:
    """No file of a concept declares this: hurt at once, and only by what the move brought about."""
    concept, still = replace(concepts()["firm"], hurts="at once"), 0
    for seed in range(12):
        board = _any_board(Random(seed))
        solver = Solver(board)
        for actor, state in product(board.actors, range(board.count)):
            given = certificate(solver, concept, actor, state)
            assert not verify(board, concept, given), f"seed {seed}, actor {actor}, state {state}"
            still += sum(one.fate == "uncaused" and one.anyway == () for one in given.temptations)
    assert still


def test_nobody_replies_twice_running() -> None:
    board = graph(3, [[(2, 1)], [(0, 2), (1, 0)]], [[1, 1, 0], [0, 0, 0]])
    gmr = concepts()["gmr"]
    genuine = certificate(Solver(board), gmr, 0, 2)
    assert genuine == Certificate("gmr", 0, 2, False, (Temptation(1, "unpunished"),))
    forged = Temptation(1, "punished", (Step(1, 0), Step(1, 2)), begins=1)
    assert verify(board, gmr, replace(genuine, stable=True, temptations=(forged,)))


def test_nobody_replies_in_the_name_of_the_last_actor() -> None:
    """Counted from the end, actor -1 would be the very actor whose restraint is to be shown."""
    board = graph(4, [[(1, 2)], [(0, 1), (2, 3)]], [[0, 0, 1, 0], [1, 2, 3, 0]])
    gmr = concepts()["gmr"]
    genuine = certificate(Solver(board), gmr, 1, 0)
    assert genuine == Certificate("gmr", 1, 0, False, (Temptation(1, "unpunished"),))
    forged = Temptation(1, "punished", (Step(0, 2), Step(-1, 3)), begins=1)
    assert verify(board, gmr, replace(genuine, stable=True, temptations=(forged,)))
