"""The oracle proves itself: known cases, small witnesses from the theory, and laws that must hold.

The rows of the cases are recomputed by brute force elsewhere (an independent program, same
definitions); they are not published tables. Where equilibria are published, the test says so.
"""

from dataclasses import replace
from random import Random

import pytest

from tests.oracles.draw import RECIPES, SHAPES, draw
from tests.oracles.oracle import CONCEPTS, Answer, Conflict, NoAnswer, Verdicts, answer, world_of
from tests.oracles.sketch import Actor, Option, Sketch, graph_form

# ---------------------------------------------------------------- short ways to write a conflict down


def levels(text: str, shift: int = 0) -> tuple[tuple[int, ...], ...]:
    """Read "3 1=2": 3 is best, 1 and 2 are level."""
    return tuple(tuple(int(number) + shift for number in group.split("=")) for group in text.split())


def numbers(text: str, shift: int = 0) -> set[int]:
    return {int(number) + shift for number in text.split()}


def arcs(text: str) -> tuple[tuple[str, str], ...]:
    """Read "1>3 2>4"."""
    return tuple((arc.split(">")[0], arc.split(">")[1]) for arc in text.split())


def graph(count: int, moves: dict[str, str], ranks: dict[str, str], start: str | None = None) -> Sketch:
    actors = tuple(Actor(who, arcs=arcs(moves[who]), ranking=levels(ranks[who])) for who in moves)
    return Sketch(actors, states=tuple(str(number) for number in range(1, count + 1)), start=start)


def yes(name: str) -> tuple[str, str, tuple[str]]:
    return ("is", name, ("yes",))


def no(name: str) -> tuple[str, str, tuple[str]]:
    return ("is", name, ("no",))


# ---------------------------------------------------------------- cases

PRISONERS = Sketch(
    (
        Actor("P1", (Option("cooperate"),), ranking=levels("3 4 1 2")),
        Actor("P2", (Option("cooperate"),), ranking=levels("2 4 1 3")),
    )
)
CHICKEN = graph(
    4,
    {"P1": "1>3 3>1 2>4 4>2", "P2": "1>2 2>1 3>4 4>3"},
    {"P1": "3 1 2 4", "P2": "2 1 3 4"},
)
# States 1 to 4 of the source are (proactive, SD), (proactive, no SD), (reactive, SD), (reactive, no SD):
# 4, 2, 3 and 1 in our numbering, where the first option runs fastest from `no`.
SUSTAINABLE = Sketch(
    (
        Actor("ENV", (Option("proactive"),), ranking=levels("4 3 2 1")),
        Actor("DEV", (Option("sustainable"),), ranking=levels("3 4 1 2")),
    )
)
# The source numbers states by code, from 0; ours are one higher.
CUBA = Sketch(
    (
        Actor("US", (Option("strike"), Option("blockade")), ranking=levels("4 6 5 7 2 1 3 0 11 9 10 8", 1)),
        Actor("USSR", (Option("withdraw"), Option("escalate")), ranking=levels("0 4 6 2 5 1 7 3 11 9 10 8", 1)),
    ),
    never=(("and", yes("USSR.withdraw"), yes("USSR.escalate")),),
)
CUBA_ONE_WAY = replace(
    CUBA,
    actors=(
        replace(CUBA.actors[0], options=(Option("strike", irreversible=True), Option("blockade"))),
        CUBA.actors[1],
    ),
)
SYRIA = Sketch(
    (
        Actor("Syria", (Option("release"), Option("escalate")), ranking=levels("1 3 6 2 4 5")),
        Actor("Iraq", (Option("attack"),), ranking=levels("2 4 6 1 5 3")),
    ),
    never=(("and", yes("Syria.release"), yes("Syria.escalate")),),
)
ELMIRA_9 = graph(
    9,
    {
        "MoE": "1>2 3>4 5>6 7>8",
        "Uniroyal": "1>3 1>9 2>4 2>9 3>9 4>9 5>7 5>9 6>8 6>9 7>9 8>9",
        "LocalGov": "1>5 5>1 2>6 6>2 7>3 3>7 4>8 8>4",
    },
    {"MoE": "7 3 4 8 5 1 2 6 9", "Uniroyal": "1 4 8 5 9 3 7 2 6", "LocalGov": "7 3 5 1 8 6 4 2 9"},
)
DELAY, ACCEPT, ABANDON = (yes(f"Uniroyal.{name}") for name in ("delay", "accept", "abandon"))
ELMIRA_12 = Sketch(
    (
        Actor("MoE", (Option("modify", irreversible=True),), ranking=levels("9 3 4 10 7 1 2 8 11=5=6=12")),
        Actor(
            "Uniroyal",
            # Delay can be given up but not taken up again: its value `no` cannot be left.
            (
                Option("delay", start="yes", irreversible=("no",)),
                Option("accept"),
                Option("abandon", irreversible=True),
            ),
            ranking=levels("1 4 10 7 5=11=6=12 2 3 9 8"),
        ),
        Actor("LocalGov", (Option("insist"),), ranking=levels("9 3 7 1 10 8 4 2 11=5=12=6")),
    ),
    never=(
        ("and", DELAY, ACCEPT),
        ("and", DELAY, ABANDON),
        ("and", ACCEPT, ABANDON),
        ("and", ("not", DELAY), ("not", ACCEPT), ("not", ABANDON)),
    ),
)


def gisborne(province: str) -> Sketch:
    return Sketch(
        (
            Actor("Federal", (Option("continue"),), ranking=levels("2 6 4 8 1 5 3 7")),
            Actor("Provincial", (Option("lift"),), ranking=levels(province)),
            Actor("Support", (Option("appeal"),), ranking=levels("3 4 7 8 5 6 1 2")),
        )
    )


Rows = dict[str, tuple[tuple[str, ...], str]]

# concept: (stable states of each actor in turn, equilibria), in the numbers of the source.
CASES: dict[str, tuple[Sketch, int, Rows]] = {
    # Equilibria also published (output of the GMCR+ solver, read).
    "prisoners": (
        PRISONERS,
        0,
        {
            "nash": (("1 3", "1 2"), "1"),
            "gmr": (("1 3 4", "1 2 4"), "1 4"),
            "smr": (("1 3 4", "1 2 4"), "1 4"),
            "seq": (("1 3 4", "1 2 4"), "1 4"),
        },
    ),
    "chicken": (
        CHICKEN,
        0,
        {
            "nash": (("2 3", "2 3"), "2 3"),
            "gmr": (("1 2 3", "1 2 3"), "1 2 3"),
            "smr": (("1 2 3", "1 2 3"), "1 2 3"),
            "seq": (("2 3", "2 3"), "2 3"),
        },
    ),
    # In our numbering: 1, 2, 3 of the source are 4, 2, 3.
    "sustainable development": (
        SUSTAINABLE,
        0,
        {
            "nash": (("4 2", "4 3"), "4"),
            "gmr": (("4 2 3", "4 3"), "4 3"),
            "smr": (("4 2 3", "4 3"), "4 3"),
            "seq": (("4 2", "4 3"), "4"),
        },
    ),
    "Cuba": (
        CUBA,
        1,
        {
            "nash": (("2 4 11", "0 5 6 7"), ""),
            "gmr": (("0 1 2 3 4 5 6 7 11", "0 1 2 4 5 6 7"), "0 1 2 4 5 6 7"),
            "smr": (("0 1 2 3 4 5 6 7 11", "0 1 2 4 5 6 7"), "0 1 2 4 5 6 7"),
            "seq": (("2 4 6 11", "0 4 5 6 7"), "4 6"),
        },
    ),
    "Cuba, strike irreversible": (
        CUBA_ONE_WAY,
        1,
        {
            "nash": (("1 2 4 5 11", "0 5 6 7"), "5"),
            "gmr": (("0 1 2 3 4 5 6 7 11", "0 1 2 4 5 6 7"), "0 1 2 4 5 6 7"),
            "smr": (("0 1 2 3 4 5 6 7 11", "0 1 2 4 5 6 7"), "0 1 2 4 5 6 7"),
            "seq": (("1 2 4 5 6 11", "0 4 5 6 7"), "4 5 6"),
        },
    ),
    # Equilibria also published (figure 19 of the GMCR+ guide, read).
    "Syria and Iraq": (
        SYRIA,
        0,
        {
            "nash": (("1 6", "2 4 6"), "6"),
            "gmr": (("1 3 6", "1 2 4 5 6"), "1 6"),
            "smr": (("1 3 6", "2 4 6"), "6"),
            "seq": (("1 3 6", "2 4 5 6"), "6"),
        },
    ),
    "Elmira, 9 states": (
        ELMIRA_9,
        0,
        {
            "nash": (("1 2 3 4 5 6 7 8 9", "1 4 5 8 9", "5 6 7 8 9"), "5 8 9"),
            "gmr": (("1 2 3 4 5 6 7 8 9", "1 4 5 8 9", "1 2 3 4 5 6 7 8 9"), "1 4 5 8 9"),
            "smr": (("1 2 3 4 5 6 7 8 9", "1 4 5 8 9", "1 2 3 4 5 6 7 8 9"), "1 4 5 8 9"),
            "seq": (("1 2 3 4 5 6 7 8 9", "1 4 5 8 9", "2 3 5 6 7 8 9"), "5 8 9"),
        },
    ),
    # Of the equilibria, 7 to 12 are also published (figure 29 of the guide shows these states, read).
    "Elmira, 12 states": (
        ELMIRA_12,
        0,
        {
            "nash": (
                ("1 2 3 4 5 6 7 8 9 10 11 12", "1 4 5 6 7 10 11 12", "5 6 7 8 9 10 11 12"),
                "5 6 7 10 11 12",
            ),
            "gmr": (
                ("1 2 3 4 5 6 7 8 9 10 11 12", "1 4 5 6 7 10 11 12", "1 2 3 4 5 6 7 8 9 10 11 12"),
                "1 4 5 6 7 10 11 12",
            ),
            "smr": (
                ("1 2 3 4 5 6 7 8 9 10 11 12", "1 4 5 6 7 10 11 12", "1 2 3 4 5 6 7 8 9 10 11 12"),
                "1 4 5 6 7 10 11 12",
            ),
            "seq": (
                ("1 2 3 4 5 6 7 8 9 10 11 12", "1 4 5 6 7 10 11 12", "2 3 5 6 7 8 9 10 11 12"),
                "5 6 7 10 11 12",
            ),
        },
    ),
    "Gisborne, economy": (
        gisborne("3 7 4 8 1 5 2 6"),
        0,
        {
            "nash": (("2 4 6 8", "3 4 7 8", "3 4 5 6"), "4"),
            "gmr": (("2 4 6 8", "3 4 7 8", "3 4 5 6 7 8"), "4 8"),
            "smr": (("2 4 6 8", "3 4 7 8", "3 4 5 6 7 8"), "4 8"),
            "seq": (("2 4 6 8", "3 4 7 8", "3 4 5 6"), "4"),
        },
    ),
    "Gisborne, environment": (
        gisborne("2 6 1 5 4 8 3 7"),
        0,
        {
            "nash": (("2 4 6 8", "1 2 5 6", "3 4 5 6"), "6"),
            "gmr": (("2 4 6 8", "1 2 5 6", "3 4 5 6 7 8"), "6"),
            "smr": (("2 4 6 8", "1 2 5 6", "3 4 5 6 7 8"), "6"),
            "seq": (("2 4 6 8", "1 2 5 6", "3 4 5 6 7 8"), "6"),
        },
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_case(case: str) -> None:
    sketch, shift, rows = CASES[case]
    found = answer(sketch)
    for concept, (by_actor, equilibria) in rows.items():
        expected = {a.name: numbers(row, shift) for a, row in zip(sketch.actors, by_actor, strict=True)}
        assert found.stable[concept] == expected, concept
        assert found.equilibria[concept] == numbers(equilibria, shift), concept


# ---------------------------------------------------------------- witnesses from the theory, numbered from 1


def test_closure_is_not_legal() -> None:
    # From 2, C alone could go 2>1 and then 1>3, which is twice running. So from 3, B's improvement to 2
    # meets only state 1, which is level with 2 and better than 3. Plain closure would find 3 itself.
    sketch = graph(
        3,
        {"B": "3>2", "C": "1>3 2>1", "D": ""},
        {"B": "1=2 3", "C": "1=2=3", "D": "1=2=3"},
    )
    conflict = Conflict(world_of(sketch))
    assert conflict.reach("any", frozenset("CD"), ("2",)) == {("1",)}
    assert 3 not in answer(sketch).stable["gmr"]["B"]


def test_return_to_the_same_state_sanctions() -> None:
    # At 1, B improves to 2; A's only reply leads back to 1, which is level with 1.
    sketch = graph(2, {"A": "2>1", "B": "1>2"}, {"A": "2 1", "B": "2 1"})
    found = answer(sketch)
    assert found.stable["nash"]["B"] == {2}
    assert found.stable["gmr"]["B"] == {1, 2}
    # A would not want to go back, so the reply is not credible.
    assert found.stable["seq"]["B"] == {2}


def test_no_smr_equilibrium() -> None:
    # Payoffs (1, 2, 0) and (1, 0, 2). 1: B goes to 3, where A can reply 3>1, level with 1, but B goes on
    # to 3 again: it escapes. 2: B goes to 3 with payoff 2; A's reply 3>1 is still better than 0.
    # 3: A goes to 1 (0 to 1); B's reply 1>3 is level with 3, but A goes on to 1 again.
    sketch = graph(3, {"A": "3>1", "B": "1>3 2>3"}, {"A": "2 1 3", "B": "3 1 2"})
    found = answer(sketch)
    assert found.equilibria["smr"] == set()
    assert found.equilibria["gmr"] == {1, 3}


def test_seq_and_smr_without_sseq() -> None:
    # Payoffs (0, 1, 2) and (0, 2, 1); at 3, B improves to 2. A's replies: to 1 (worse for A, for B 0 and no
    # way on: an SMR sanction) and to 3 (better for A, for B level, but B escapes to 2 again: SEQ only).
    sketch = graph(3, {"A": "2>1 2>3", "B": "3>2"}, {"A": "3 2 1", "B": "2 3 1"})
    stable = answer(sketch).stable
    assert {concept: 3 in stable[concept]["B"] for concept in ("gmr", "smr", "seq", "sseq")} == {
        "gmr": True,
        "smr": True,
        "seq": True,
        "sseq": False,
    }


def test_no_gmr_equilibrium() -> None:
    sketch = graph(
        5,
        {"A": "1>3 1>4 2>1 3>5 4>2 4>5", "B": "1>3 1>5 3>5 4>1 5>2 5>4"},
        {"A": "5 3 1 2 4", "B": "1 2 5 4 3"},
    )
    assert answer(sketch).equilibria["gmr"] == set()


# ---------------------------------------------------------------- legal sequences, by writing them all out


def every_sequence_end(conflict: Conflict, kind: str, movers: frozenset[str], start: str) -> set[str]:
    """Follow every sequence of up to twice as many moves as there are states; no cleverness at all."""
    ends: set[str] = set()
    sequences: list[tuple[str, str]] = [(start, "")]
    for _ in range(2 * len(conflict.states)):
        longer = []
        for state, last in sequences:
            for who in movers - {last}:
                longer += [(to[0], who) for to in conflict.steps(kind, who, (state,))]
        ends |= {state for state, _ in longer}
        sequences = longer[:4000]  # a guard on memory, asserted below not to bite
        assert len(longer) < 4000
    return ends


def test_reach_is_what_the_sequences_reach() -> None:
    luck, differs = Random(7), 0
    for _ in range(400):
        sketch = draw(luck.choice(("dense graph of two", "thin graph of three")), luck)
        if len(sketch.states) > 4:
            continue
        conflict = Conflict(world_of(sketch))
        names = frozenset(actor.name for actor in sketch.actors)
        for movers in (names, names - {sketch.actors[0].name}):
            for kind in ("any", "better", "lean"):
                for state in sketch.states:
                    ends = every_sequence_end(conflict, kind, movers, state)
                    assert conflict.reach(kind, movers, (state,)) == {(end,) for end in ends}
                    differs += ends - {state} != closure(conflict, kind, movers, (state,)) - {state}
    assert differs > 50  # the draws do tell legal sequences from plain closure


def closure(conflict: Conflict, kind: str, movers: frozenset[str], start: tuple[str, ...]) -> set[str]:
    found: set[tuple[str, ...]] = set()
    edge = {start}
    while edge:
        edge = {to for state in edge for who in movers for to in conflict.steps(kind, who, state)} - found
        found |= edge
    return {state[0] for state in found}


# ---------------------------------------------------------------- laws on draws

# Shapes in which an actor's moves lead exactly where it chooses: transitive in each actor's hands.
PLAIN = tuple(name for name, recipe in RECIPES.items() if not recipe.needs and not recipe.lapses)
BELIEVING = ("beliefs on wants", "beliefs on what is possible", "everything")


def draws(shapes: tuple[str, ...], each: int, seed: int) -> list[tuple[Sketch, Answer]]:
    luck, found = Random(seed), []
    for shape in shapes:
        for _ in range(each):
            sketch = draw(shape, luck)
            try:
                found.append((sketch, answer(sketch)))
            except NoAnswer:
                continue
    return found


def implies(found: Answer, strong: str, weak: str) -> bool:
    return all(found.stable[strong][who] <= found.stable[weak][who] for who in found.stable[strong])


def test_inclusions() -> None:
    for sketch, found in draws(SHAPES, 100, 3):
        always = [("nash", "smr"), ("smr", "gmr"), ("nash", "sseq"), ("sseq", "seq"), ("nash", "firm")]
        assert all(implies(found, strong, weak) for strong, weak in always)
        if not sketch.beliefs:
            assert implies(found, "sseq", "smr")
            assert implies(found, "seq", "gmr")


def test_inclusions_with_beliefs_on_wants_alone() -> None:
    # Such a belief changes whom one expects to want what, not what anybody can do.
    for _, found in draws(("beliefs on wants",), 200, 4):
        assert implies(found, "sseq", "smr")
        assert implies(found, "seq", "gmr")


def test_plain_option_form_is_transitive() -> None:
    for sketch, _ in draws(PLAIN, 20, 5):
        conflict = Conflict(world_of(sketch))
        for who, table in conflict.moves.items():
            for state, ends in table.items():
                assert all(table[to] <= ends | {state} for to in ends), who


def test_plain_option_form_has_a_seq_equilibrium() -> None:
    for sketch, found in draws(PLAIN, 60, 6):
        if not sketch.beliefs:
            assert found.equilibria["seq"]
            assert found.equilibria["gmr"]


def test_smr_by_rank() -> None:
    # A state is SMR stable just where, after every improvement, the others can leave the actor, its own
    # best reply included, no better off than it was: the same thing said with ranks.
    for sketch, found in draws(("reactions", "graph with ties", "rules", "needs and lapses"), 60, 8):
        verdicts = Verdicts(replace(sketch, beliefs=()))
        conflict = verdicts.actual
        for who in verdicts.names:
            stable = {
                number
                for number, state in enumerate(conflict.states, start=1)
                if all(
                    min(
                        (
                            max(conflict.rank(who, end) for end in {reply} | conflict.moves[who][reply])
                            for reply in conflict.reach("any", verdicts.others(who), to)
                        ),
                        default=conflict.rank(who, to),
                    )
                    <= conflict.rank(who, state)
                    for to in conflict.improvements(who, state)
                )
            }
            assert found.stable["smr"][who] == stable


def test_graph_and_option_form_agree() -> None:
    # The same moves and ranks as bare arcs: all but firm must come out the same (firm sees parts of moves,
    # which arcs do not have). Beliefs go, because a graph has no circumstances here.
    for sketch, _ in draws(("needs and lapses", "rules", "weights", "one-way"), 25, 9):
        flat = replace(sketch, beliefs=())
        before, after = answer(flat), answer(as_graph(flat))
        assert before.moves == after.moves
        for concept in CONCEPTS[:5]:
            assert before.stable[concept] == after.stable[concept]
            assert before.prospects[concept] == after.prospects[concept]
            assert before.cycles[concept] == after.cycles[concept]


def as_graph(sketch: Sketch) -> Sketch:
    conflict = Conflict(world_of(sketch))
    number = {state: place for place, state in enumerate(conflict.states, start=1)}
    actors = []
    for actor in sketch.actors:
        moves = [(str(number[s]), str(number[t])) for s in number for t in conflict.moves[actor.name][s]]
        ranks = {state: conflict.rank(actor.name, state) for state in number}
        groups = sorted(set(ranks.values()), reverse=True)
        ranking = tuple(tuple(number[s] for s in number if ranks[s] == rank) for rank in groups)
        actors.append(Actor(actor.name, arcs=tuple(moves), ranking=ranking))
    status_quo = answer(sketch).status_quo
    start = None if status_quo is None else str(status_quo)
    return Sketch(tuple(actors), states=tuple(str(place) for place in number.values()), start=start)


def test_undeterred_moves_give_everything_else() -> None:
    for _, found in draws(SHAPES, 15, 10):
        everything = set(range(1, len(found.states) + 1))
        for concept in CONCEPTS:
            for who, moves in found.undeterred[concept].items():
                assert moves <= found.moves[who]
                assert found.stable[concept][who] == everything - {come for come, _ in moves}
            assert found.prospects[concept] <= found.equilibria[concept]
            for cycle in found.cycles[concept]:
                assert not cycle & found.equilibria[concept]
            if found.status_quo is None:
                assert not found.prospects[concept]
                assert not found.cycles[concept]
            else:  # play comes to rest or goes round
                assert found.prospects[concept] or found.cycles[concept]


# ---------------------------------------------------------------- the draws


@pytest.mark.parametrize("shape", SHAPES)
def test_shape_shows_both_verdicts(shape: str) -> None:
    luck = Random(shape)
    stable, unstable = dict.fromkeys(CONCEPTS, 0), dict.fromkeys(CONCEPTS, 0)
    sizes = []
    for _ in range(60):
        sketch = draw(shape, luck)
        try:
            found = answer(sketch)
        except NoAnswer:
            continue
        sizes.append(len(found.states))
        for concept in CONCEPTS:
            for states in found.stable[concept].values():
                stable[concept] += len(states)
                unstable[concept] += len(found.states) - len(states)
    assert len(sizes) > 45
    assert max(sizes) <= 30
    assert graph_form(draw(shape, luck)) == (shape not in RECIPES)
    for concept in CONCEPTS:
        assert stable[concept] > 60
        assert unstable[concept] > 15


def test_draws_repeat() -> None:
    assert [draw(shape, Random(1)) for shape in SHAPES] == [draw(shape, Random(1)) for shape in SHAPES]


def test_some_draws_have_no_answer() -> None:
    luck, without = Random(2), 0
    for _ in range(300):
        try:
            answer(draw("rules", luck))
        except NoAnswer:
            without += 1
    assert 0 < without < 60


@pytest.mark.parametrize("shape", BELIEVING)
def test_beliefs_matter(shape: str) -> None:
    luck, changed = Random(11), set()
    for _ in range(250):
        sketch = draw(shape, luck)
        try:
            with_beliefs, without = answer(sketch), answer(replace(sketch, beliefs=()))
        except NoAnswer:
            continue
        changed |= {c for c in CONCEPTS if with_beliefs.stable[c] != without.stable[c]}
    assert changed == {"seq", "sseq", "firm"}
