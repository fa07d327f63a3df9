"""The page of claims: what it says of each kind of witness, on conflicts worked out by hand (see the form tests)."""

from __future__ import annotations

from typing import get_args

import pytest

from detente import api
from detente.arguments.finding import Kind
from detente.scenario.reader import read
from detente.views import notebook
from detente.views.page import text
from detente.views.witnesses import _SHOWING
from tests.arguments.test_claims import RIVER
from tests.arguments.test_forms import DAM, RING, THIRD


def page(test: str, concept: str = "seq", source: str = DAM, more: str = "") -> str:
    scenario = read(source.format(test=test, more=more))
    return text(api.claims(scenario, concept=concept, why="it").page())


def test_every_kind_of_witness_has_words() -> None:
    assert set(_SHOWING) == set(get_args(Kind))


@pytest.mark.parametrize(
    ("test", "concept", "said"),
    [
        (
            "every prospect has Lower.strike",
            "nash",
            "Lower.strike = yes). Lower.strike is true there. Play gets there by Upper shut=yes → Lower strike=yes.",
        ),
        (
            "every prospect has Lower.strike",
            "seq",
            "It fails. There is 1 prospect: state 1 (the status quo). Lower.strike",
        ),
        (
            "every equilibrium has both",
            "seq",
            "both is true in 1 of 2 equilibria. It is false in state 1 (the status quo).",
        ),
        ("some equilibrium has both", "seq", "both is true in 1 of 2 equilibria. Such is state 4"),
        (
            "no equilibrium has not both and Upper.shut",
            "seq",
            "is true in none of 2 equilibria. It is false in state 1",
        ),
        ("every equilibrium has always", "seq", "always is true in all of 2 equilibria. Such is state 1"),
        (
            "every prospect where Upper.shut has both",
            "seq",
            "It says nothing. There are no prospects where Upper.shut.",
        ),
        ("where never, Upper can improve to Upper.shut", "seq", "There are no states where never."),
        ("no state with never suits everyone", "seq", "There are no states where never."),
        ("Upper prefers Upper.shut to Upper.shut", "seq", "No two states differ in this alone."),
        (
            "where Upper.shut and not Lower.strike, Lower can improve to Lower.strike",
            "seq",
            "It can from the only such state. In state 2 (Upper.shut = yes), say, Lower sets strike to yes: Lower",
        ),
        ("where not Upper.shut, Upper can improve to Upper.shut", "seq", "It can from all 2 such states. In state 1"),
        (
            "where not Lower.strike, Lower can improve to Lower.strike",
            "seq",
            "from 1 of 2 such states, and not from state 1",
        ),
        (
            "at the start Upper would move to Upper.shut",
            "nash",
            "It holds. Upper sets shut to yes, and nothing deters it.\nUpper could set shut to yes: Upper wants shut",
        ),
        (
            "at the start Upper would move to Upper.shut",
            "seq",
            "It fails. Upper could set shut to yes and would gain by it, but what it expects then deters it.",
        ),
        ("at the start Upper would move to Upper.shut", "seq", "But then Lower would set strike to yes."),
        (
            "at the start Lower would not move to Lower.strike",
            "nash",
            "Lower could set strike to yes, but that does not tempt",
        ),
        ("at the start Lower would not move to Upper.shut", "nash", "Lower has no such move."),
        ("some state with not Upper.shut suits everyone", "seq", "1 of 2 such states leaves nobody worse off"),
        (
            "no state with Lower.strike suits everyone",
            "seq",
            "Somebody is worse off than at the status quo in each of 2 such",
        ),
        (
            "Upper and Lower can agree on Upper.shut",
            "seq",
            "The nearest is to state 2 (Upper.shut = yes), but Lower wants",
        ),
        ("Upper and Lower cannot agree on never", "seq", "No joint move of theirs from the status quo leads there."),
        ("prospects differ from calm on Upper.shut", "nash", "Both come to the same: yes."),
        (
            "prospects differ from unarmed on Lower.strike, both",
            "nash",
            "Of Lower.strike and both, there is in the scenario as written only: yes + yes; and in unarmed only: no +",
        ),
        (
            "Upper prefers Upper.shut to not Upper.shut",
            "seq",
            "It does in 2 ways in which all else may be: Upper wants",
        ),
        (
            "Lower prefers not Upper.shut to Upper.shut",
            "seq",
            "It does not prefer state 3 (Lower.strike = yes) to state 4",
        ),
        ("both is reachable", "seq", "By Upper shut=yes → Lower strike=yes to state 4"),
        ("not Upper.shut is reachable", "seq", "It is so at the status quo."),
        ("both is reachable by Upper alone", "seq", "It is so in none of the 2 states that can be reached."),
    ],
)
def test_what_shows_a_verdict(test: str, concept: str, said: str) -> None:
    assert said in page(test, concept)


def test_locks_are_named() -> None:
    told = page("every prospect has Lower.strike", more=", in: unarmed")
    assert "It says nothing. Locks of unarmed decide all that it puts to the test." in told
    assert ", in unarmed, under" in told


def test_states_that_are_listed_are_called_by_name() -> None:
    said = page("state = d is reachable", source=RING)
    assert 'By One state=b → Two state=c → One state=d to state 4 "d".' in said


def test_who_stands_no_better_is_told_where_no_statement_decides() -> None:
    assert "but Three stands no better there." in page("One and Three cannot agree on state = b", source=RING)


OTHER = RING.replace("[[a, b], [c, d]], ranking: [d, c, b, a]", "[], ranking: [a, b, c, d]")


@pytest.mark.parametrize(
    ("test", "source", "said"),
    [
        (
            "One and Two can agree on state = d",
            RING,
            "prefers (One ranks it above the status quo and Two ",
        ),
        ("no state with state = b suits everyone", OTHER, ": One ranks it below the status quo."),
        ("One prefers state = a to state = b", OTHER, "It does in 1 way in which all else may be: One ranks them so."),
    ],
)
def test_where_a_ranking_decides_it_is_said_which_way(test: str, source: str, said: str) -> None:
    assert said in page(test, source=source)


def test_where_no_judgement_can_be_changed_nothing_carries_a_verdict() -> None:
    assert "What carries it" not in page("state = d is reachable", source=RING)


@pytest.mark.parametrize(
    ("when", "said"),
    [("never", "which each of them prefers (A wants x and B.y"), ("A.x and B.y", "the nearest, would be left by C.")],
)
def test_agreements(when: str, said: str) -> None:
    scenario = read(THIRD.format(when=when))
    assert said in text(api.claims(scenario, concept="nash", why="it").page())


# ---------------------------------------------------------------- chances, words, concepts


def river(*claims: str, why: str = "c0", concept: str = "nash") -> notebook.Claims:
    lines = "".join(f"  - {{name: c{number}, says: so, assumed: x, {claim}}}\n" for number, claim in enumerate(claims))
    return api.claims(read(RIVER + lines), concept=concept, why=why)


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("test: every prospect has Upper.shut", "The chance that it holds is 30.0% (20 to 40%); it hangs on rain."),
        ("test: every prospect where Upper.shut has always", "It speaks of nothing with a chance of 70% (60 to 80%)."),
        ("test: every prospect has moon", "It holds in every world."),
        ("test: every prospect has not moon", "It holds in no world."),
        ("test: every prospect has Lower.strike, in: struck", "it is not with 50%."),
        ("test: every prospect has Lower.strike, in: struck", "What is missing: The status quo"),
        ("test: every prospect has Upper.shut, hedge: likely", "is likely (55 to 80%): the model has it less likely."),
        ("test: no prospect has Upper.shut, hedge: likely", "is likely (55 to 80%): the number fits it."),
        ("test: no prospect has Upper.shut, hedge: unlikely", "is unlikely (20 to 45%): the model has it likelier."),
        ("test: no prospect has war, hedge: very likely", "is very likely (80 to 95%): the number fits it."),
        (
            "test: no prospect has war, hedge: likely",
            "(55 to 80%): the model has it likelier, though the bounds reach it.",
        ),
        ("test: war is likelier when rain = poor", "The chance is 50% where rain = poor, and 0% otherwise."),
        ("test: war is likelier when moon", "What it supposes, or its opposite, has no chance."),
        ("test: the chance of war is at least 0.1", "The chance is 15% (10 to 20%)."),
        ("test: the chance of war is at least 0.2", "The chance is 15% (10 to 20%). The bounds leave it open."),
        ("test: equilibria differ from dry on war", "Both come to the same: no."),
    ],
)
def test_chances_in_words(claim: str, said: str) -> None:
    assert said in text(river(claim).page())


def test_the_bottom_line_counts_and_names() -> None:
    told = text(
        river(
            "test: every prospect has moon",
            "test: some prospect has war",
            "test: every prospect where war has moon",
            "test: every prospect has moon, in: struck",
            "test: every prospect where war has hour",
        ).page()
    )
    assert "5 claims: 1 holds, 1 fails (c1), 2 speak of nothing (c2, c4), 1 cannot be judged (c3)." in told


def test_the_table_tells_chance_and_word() -> None:
    told = text(
        river(
            "test: every prospect has Upper.shut, hedge: unlikely",
            "test: every prospect has Upper.shut, hedge: likely, stance: doubted",
            "test: no prospect has Upper.shut, hedge: unlikely",
            "test: the chance of war is at least 0.1, hedge: likely",
            "test: some prospect has Lower.strike, in: struck",
        ).page()
    )
    assert "c0 | ○ fails | 30% (20 to 40%) | unlikely, which fits" in told
    assert "(c1) | ○ fails | 30% (20 to 40%) | likely, which is too much" in told
    assert "c2 | ● holds | 70% (60 to 80%) | unlikely, which is too little" in told
    assert "c3 | ● holds |  | likely, which cannot be compared" in told
    assert "c4 | ? unknown | 30% (20 to 40%)* | " in told
    assert "* given that the variant is possible" in told
    assert "Claims in brackets are reported or doubted by the analysis, not its own." in told


def test_concepts_that_disagree_stand_side_by_side() -> None:
    told = page("every prospect has Lower.strike", "nash")
    assert "claim | Nash | GMR | SMR | SEQ | SSEQ | firm\nit ! | ● | ○ | ○ | ○ | ○ | ○" in told
    assert "! no other concept carries it." in told
    assert "Under each concept: Nash ●, GMR ○, SMR ○, SEQ ○, SSEQ ○, firm ○. No other concept carries it." in told
    assert "Where concepts disagree" not in page("both is reachable")


def test_too_many_worlds_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.prospects import worlds

    monkeypatch.setattr(worlds, "MOST_WORLDS", 2)
    assert "Its chance is not known: 3 doubted circumstances" in text(river("test: some prospect has war").page())


def test_many_values_are_cut() -> None:
    values = ", ".join(f"v{number}" for number in range(7))
    source = f"""
title: Many
actors: {{A: {{options: {{x: {{values: [{values}], assumed: x}}}}, prefers: []}}}}
variants: {{held: {{lock: {{A.x: v0}}, assumed: x}}}}
claims: [{{name: it, says: so, test: equilibria differ from held on A.x, assumed: x}}]
"""
    assert "v1; v2; v3; v4; and 2 more" in text(api.claims(read(source), why="it").page())


def test_without_a_status_quo_states_are_told_whole() -> None:
    source = DAM.format(test="some equilibrium has both", more="").replace("actors:", "start: unknown\nactors:", 1)
    told = text(api.claims(read(source), concept="seq", why="it").page())
    assert "Such is state 4 (Upper.shut = yes, Lower.strike = yes)" in told


def test_the_table_of_data_has_a_row_for_each_claim() -> None:
    found = river("test: every prospect has Upper.shut, hedge: likely", "test: Upper.shut is reachable")
    first, second = found.table().rows
    assert first == (
        "c0",
        "fails",
        *["fails"] * 6,
        pytest.approx(0.3),
        *map(pytest.approx, (0.2, 0.4)),
        "likely",
        "below",
    )
    assert second == ("c1", "holds", *[None] * 6, 1.0, 1.0, 1.0, None, None)
    assert "c0" in str(found)
    assert repr(found) == "<Claims: The river>"
