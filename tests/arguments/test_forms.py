"""Each form of claim on a conflict of four states, by hand.

States of the dam: 1 neither, 2 shut, 3 strike, 4 both; places are counted from 0 in witnesses. Upper ranks
2 > 1 > 4 > 3, Lower 1 > 3 = 4 > 2. Upper moves 1-2 and 3-4 both ways, Lower only 1 to 3 and 2 to 4. Play begins in 1.
Nash: Upper leaves 1 and 3, Lower leaves 2, so 4 alone holds, reached by 1, 2, 4. SEQ: if Upper shuts (2), Lower strikes
(4), which is worse for Upper than 1; so 1 holds too, and play stays there.
"""

from __future__ import annotations

import pytest

from detente.arguments.claims import Argument
from detente.arguments.finding import Finding, Witness
from detente.arguments.forms import forms
from detente.arguments.forms.agree import FORM as AGREE
from detente.engine.stability import concepts
from detente.scenario.claim import FORMS
from detente.scenario.reader import read
from detente.scenario.sentence import READERS

DAM = """
title: The dam
actors:
  Upper:
    options: {{shut: {{assumed: x}}}}
    prefers: [{{avoid: Lower.strike, assumed: x}}, {{want: shut, assumed: x}}]
  Lower:
    options: {{strike: {{irreversible: yes, assumed: x}}}}
    prefers: [{{avoid: Upper.shut and not strike, assumed: x}}, {{avoid: strike, assumed: x}}]
situations: {{both: Upper.shut and Lower.strike}}
variants:
  calm: {{}}
  shut_now: {{start: {{Upper.shut: yes}}, assumed: x}}
  unarmed: {{lock: {{Lower.strike: no}}, assumed: x}}
claims:
  - {{name: it, says: so, test: '{test}'{more}, assumed: x}}
"""

RING = """
title: In turns
states: [a, b, c, d]
start: a
actors:
  One: {{moves: [[a, b], [c, d]], ranking: [d, c, b, a]}}
  Two: {{moves: [[b, c]], ranking: [d, c, b, a]}}
  Three: {{moves: [], ranking: [[a, b, c, d]]}}
claims:
  - {{name: it, says: so, test: '{test}', assumed: x}}
"""


def found(test: str, concept: str = "seq", text: str = DAM, more: str = "") -> Finding:
    scenario = read(text.format(test=test, more=more), concepts=concepts())
    return Argument(scenario, concepts()[concept]).judge(scenario.claims[0])


def told(test: str, concept: str = "seq", text: str = DAM, more: str = "") -> tuple[str, str, int | None, int | None]:
    finding = found(test, concept, text, more)
    witness = finding.witness
    return finding.verdict, witness.kind, witness.state, witness.other


def test_every_form_of_the_grammar_is_judged() -> None:
    assert list(forms()) == list(FORMS)
    assert set(forms()) == set(READERS)
    for key, form in forms().items():
        assert (form.judge is None) is (form.weigh is not None), key
        assert form.holds.endswith("."), key
        assert form.examples, key


@pytest.mark.parametrize(
    ("test", "concept", "expected"),
    [
        # Play rests in 4 under nash, in 1 under seq; 4 holds under both.
        ("every prospect has Lower.strike", "nash", ("holds", "has", 3)),
        ("every prospect has Lower.strike", "seq", ("fails", "lacks", 0)),
        ("no prospect has Lower.strike", "seq", ("holds", "lacks", 0)),
        ("no prospect has Lower.strike", "nash", ("fails", "has", 3)),
        ("some prospect has both", "nash", ("holds", "has", 3)),
        ("some prospect has both", "seq", ("fails", "lacks", 0)),
        ("every equilibrium has both", "nash", ("holds", "has", 3)),
        ("every equilibrium has both", "seq", ("fails", "lacks", 0)),
        ("some equilibrium has both", "seq", ("holds", "has", 3)),
        ("every equilibrium where Upper.shut has both", "seq", ("holds", "has", 3)),
        ("every prospect where Upper.shut has both", "seq", ("vacuous", "none", None)),
        ("no prospect where Upper.shut has both", "seq", ("vacuous", "none", None)),
        ("some prospect where Upper.shut has both", "seq", ("fails", "none", None)),
    ],
)
def test_has(test: str, concept: str, expected: tuple[str, str, int | None]) -> None:
    assert told(test, concept)[:3] == expected


def test_has_counts_what_it_speaks_of() -> None:
    witness = found("every equilibrium has both").witness
    assert (witness.count, witness.among) == (1, 2)


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("where Upper.shut and not Lower.strike, Lower can improve to Lower.strike", ("holds", "improves", 1, 3)),
        ("where not Lower.strike, Lower can improve to Lower.strike", ("fails", "stuck", 0, None)),
        ("where not Lower.strike, Lower can improve to Upper.shut", ("fails", "stuck", 0, None)),
        ("where not Upper.shut, Upper can improve to Upper.shut", ("holds", "improves", 0, 1)),
        ("where never, Upper can improve to Upper.shut", ("vacuous", "none", None, None)),
    ],
)
def test_can_improve(test: str, expected: tuple[str, str, int | None, int | None]) -> None:
    assert told(test) == expected


@pytest.mark.parametrize(
    ("test", "concept", "expected"),
    [
        ("at the start Upper would move to Upper.shut", "nash", ("holds", "moves", 0, 1)),
        ("at the start Upper would not move to Upper.shut", "nash", ("fails", "moves", 0, 1)),
        ("at the start Upper would move to Upper.shut", "seq", ("fails", "deterred", 0, 1)),
        ("at the start Upper would not move to Upper.shut", "seq", ("holds", "deterred", 0, 1)),
        ("at the start Lower would not move to Lower.strike", "nash", ("holds", "untempted", 0, 2)),
        ("at the start Lower would not move to Upper.shut", "nash", ("holds", "unable", 0, None)),
    ],
)
def test_would_move(test: str, concept: str, expected: tuple[str, str, int | None, int | None]) -> None:
    assert told(test, concept) == expected


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        # From 1, nobody is worse off in 1 alone: 2 is worse for Lower, 3 and 4 for both.
        ("no state with Lower.strike suits everyone", ("holds", "objected", 2, None)),
        ("some state with Lower.strike suits everyone", ("fails", "objected", 2, None)),
        ("some state with not Upper.shut suits everyone", ("holds", "suits", 0, None)),
        ("no state with not Upper.shut suits everyone", ("fails", "suits", 0, None)),
        ("no state with never suits everyone", ("vacuous", "none", None, None)),
        ("some state with never suits everyone", ("fails", "none", None, None)),
    ],
)
def test_suits_everyone(test: str, expected: tuple[str, str, int | None, int | None]) -> None:
    assert told(test) == expected


def test_who_objects_is_named_and_ties_suit() -> None:
    assert found("no state with Upper.shut and not Lower.strike suits everyone").witness.actors == (1,)
    # Seen from a, all is the same to Three, and c is better for the others.
    assert told("some state with state = c suits everyone", text=RING)[:3] == ("holds", "suits", 2)


@pytest.mark.parametrize(
    ("test", "more", "expected"),
    [
        ("Upper and Lower can agree on Upper.shut", "", ("fails", "unwilling", 1, 0)),
        ("Upper and Lower cannot agree on Upper.shut", "", ("holds", "unwilling", 1, 0)),
        # From 2, both together can go to 1, 3 and 4; Upper would lose by each.
        ("Upper and Lower cannot agree on not Upper.shut", ", in: shut_now", ("holds", "unwilling", 0, 1)),
        ("Upper and Lower cannot agree on never", "", ("holds", "unreachable", None, None)),
    ],
)
def test_agree(test: str, more: str, expected: tuple[str, str, int | None, int | None]) -> None:
    assert told(test, more=more) == expected


THIRD = """
title: A third party
actors:
  A: {{options: {{x: {{assumed: x}}}}, prefers: [{{want: x and B.y, assumed: x}}]}}
  B: {{options: {{y: {{assumed: x}}}}, prefers: [{{want: y and A.x, assumed: x}}]}}
  C: {{options: {{z: {{assumed: x}}}}, prefers: [{{want: z, exactly when: {when}, assumed: x}}]}}
claims:
  - {{name: it, says: so, test: A and B can agree on A.x, assumed: x}}
"""


@pytest.mark.parametrize(("when", "expected"), [("never", "agreed"), ("A.x and B.y", "undone")])
def test_an_agreement_holds_against_the_others(when: str, expected: str) -> None:
    """Neither gains alone; together both do. C leaves it alone, or answers it with z."""
    scenario = read(THIRD.format(when=when), concepts=concepts())
    finding = Argument(scenario, concepts()["nash"]).judge(scenario.claims[0])
    assert finding.witness.kind == expected
    assert finding.verdict == ("holds" if expected == "agreed" else "fails")
    assert finding.witness.actors == ((0, 1) if expected == "agreed" else (2,))
    assert finding.witness.state == 3


def test_where_states_are_listed_they_move_in_turns() -> None:
    """One, Two, One lead from a to d; without Two, nobody gets beyond b."""
    assert told("One and Two can agree on state = d", text=RING)[:3] == ("holds", "agreed", 3)
    assert told("One and Three cannot agree on state = d", text=RING)[:2] == ("holds", "unreachable")
    assert told("One and Three cannot agree on state = b", text=RING)[:2] == ("holds", "unwilling")


def test_nobody_moves_twice_running_on_the_way_to_an_agreement() -> None:
    """One would have to move from a to b and on to c; Two can go on from b to d."""
    twice = RING.replace("[[a, b], [c, d]]", "[[a, b], [b, c]]").replace("[[b, c]]", "[]")
    assert told("One and Two cannot agree on state = c", text=twice)[:2] == ("holds", "unreachable")
    detour = twice.replace("Two: {{moves: []", "Two: {{moves: [[b, d], [d, b]]")
    assert told("One and Two can agree on state = d", text=detour)[:3] == ("holds", "agreed", 3)


def test_an_actor_without_options_has_no_joint_moves_of_its_own() -> None:
    text = """
title: No options
actors:
  A: {options: {}, prefers: []}
  B: {options: {}, prefers: []}
  C: {options: {z: {assumed: x}}, prefers: []}
claims: [{name: it, says: so, test: A and B cannot agree on C.z, assumed: x}]
"""
    scenario = read(text, concepts=concepts())
    assert Argument(scenario, concepts()["nash"]).judge(scenario.claims[0]).witness.kind == "unreachable"


def test_only_strictly_better_is_agreed_on() -> None:
    """The status quo itself is no agreement, and an actor that gains nothing does not sign."""
    assert AGREE.needs(read(DAM.format(test="Upper and Lower can agree on both", more="")).claims[0].test) == {
        "start",
        "stable",
    }
    assert found("Upper and Lower can agree on always").verdict == "fails"


@pytest.mark.parametrize(
    ("test", "concept", "more", "expected"),
    [
        ("prospects differ from calm on Upper.shut", "nash", "", ("fails", (("yes",),), ())),
        (
            "prospects differ from unarmed on Lower.strike, both",
            "nash",
            "",
            ("holds", (("yes", "yes"),), (("no", "no"),)),
        ),
        ("equilibria differ from unarmed on Upper.shut", "seq", "", ("holds", (("no",),), ())),
        ("equilibria differ from calm on Lower.strike", "seq", ", in: unarmed", ("holds", (), (("yes",),))),
    ],
)
def test_differ(test: str, concept: str, more: str, expected: tuple[str, object, object]) -> None:
    finding = found(test, concept, more=more)
    assert (finding.verdict, finding.witness.here, finding.witness.there) == expected


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        # All else (strike) equal: 2 over 1 and 4 over 3.
        ("Upper prefers Upper.shut to not Upper.shut", ("holds", "preferred", 1, 0)),
        # Shutting is worse for Lower where nobody strikes, and all the same to it where it does.
        ("Lower prefers not Upper.shut to Upper.shut", ("fails", "dispreferred", 2, 3)),
        ("Lower prefers both to Upper.shut and not Lower.strike", ("holds", "preferred", 3, 1)),
        ("Upper prefers Upper.shut to Upper.shut", ("vacuous", "none", None, None)),
    ],
)
def test_prefers(test: str, expected: tuple[str, str, int | None, int | None]) -> None:
    assert told(test) == expected


@pytest.mark.parametrize(
    ("test", "verdict", "steps"),
    [
        ("both is reachable", "holds", [(0, 1), (1, 3)]),
        ("both is reachable by improvements", "holds", [(0, 1), (1, 3)]),
        ("both is reachable by Upper alone", "fails", []),
        ("Upper.shut is reachable by improvements by Upper alone", "holds", [(0, 1)]),
        ("Lower.strike is reachable by improvements by Lower alone", "fails", []),
        ("not Upper.shut is reachable", "holds", []),
    ],
)
def test_reachable(test: str, verdict: str, steps: list[tuple[int, int]]) -> None:
    finding = found(test)
    assert finding.verdict == verdict
    assert [(step.mover, step.to) for step in finding.witness.steps] == steps


def test_a_witness_of_nothing_counts_what_there_is() -> None:
    assert found("every prospect where Upper.shut has both").witness == Witness("none", count=0, among=1)
