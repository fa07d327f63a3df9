"""Claims in their scenario: variants, concepts, chances, hedges, and what cannot be judged."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from detente.arguments import claims as module
from detente.arguments.asked import Asked, Weighed
from detente.arguments.claims import Argument
from detente.arguments.forms import chance, differ, forms, likelier
from detente.arguments.judged import Judged
from detente.engine import compiled
from detente.engine.stability import concepts
from detente.grounds import ground, together
from detente.grounds.layout import Layout, Layouts
from detente.grounds.odds import Odds
from detente.prospects import worlds
from detente.prospects.worlds import Bounds, worlds_of
from detente.scenario.reader import read

RIVER = """
title: The river
circumstances:
  rain: {values: [poor, good], now: good, chance: 0.6 to 0.8, assumed: x}
  mood: {values: [calm, angry], now: calm, chance: 0.5, assumed: x}
  moon: {now: yes, assumed: x}
  hour: {now: yes, chance: 1, assumed: x}
situations:
  war: Upper.shut and Lower.strike
actors:
  Upper:
    options: {shut: {assumed: x}}
    prefers: [{want: shut, exactly when: rain = poor, assumed: x}]
  Lower:
    options: {strike: {needs: mood = angry or hour = no, assumed: x}}
    prefers: [{want: strike, exactly when: Upper.shut, assumed: x}]
variants:
  dry: {set: {rain: poor}, assumed: x}
  angry: {set: {mood: angry}, assumed: x}
  struck: {start: {Lower.strike: yes}, assumed: x}
  held: {lock: {Upper.shut: yes}, assumed: x}
  never_so: {set: {mood: calm, hour: yes}, start: {Lower.strike: yes}, assumed: x}
claims:
"""


def argument(*claims: str, concept: str = "nash", text: str = RIVER, **more: object) -> Argument:
    lines = "".join(f"  - {{name: c{number}, says: so, assumed: x, {claim}}}\n" for number, claim in enumerate(claims))
    return Argument(read(text + lines, concepts=concepts()), concepts()[concept], **more)  # type: ignore[arg-type]


def judged(claim: str, *others: str, everything: bool = False, **more: object) -> Judged:
    found = argument(claim, *others, **more)  # type: ignore[arg-type]
    return found.judged(found.scenario.claims[0], everything)


def numbers(bounds: Bounds) -> tuple[float, float, float]:
    return tuple(round(one, 9) for one in (bounds.middle, bounds.low, bounds.high))  # type: ignore[return-value]


# Upper shuts the gates where the rain is poor (chance 0.3, from 0.2 to 0.4); Lower strikes where they are shut and it
# is angry (0.5). So war has a chance of 0.15, from 0.1 to 0.2.


def test_the_chance_of_a_claim_is_that_of_the_worlds_in_which_it_holds() -> None:
    one = judged("test: every prospect has Upper.shut")
    assert one.verdict == "fails"
    assert one.likely is not None
    assert numbers(one.likely.holds) == (0.3, 0.2, 0.4)
    assert one.likely.mattering == ("rain",)
    assert one.likely.worlds == 8
    assert one.likely.impossible == Bounds(0.0, 0.0, 0.0)


def test_a_claim_may_be_vacuous_in_some_worlds() -> None:
    one = judged("test: every prospect where Upper.shut has Lower.strike")
    assert one.verdict == "vacuous"
    assert one.likely is not None
    assert numbers(one.likely.holds) == (0.15, 0.1, 0.2)
    assert numbers(one.likely.vacuous) == (0.7, 0.6, 0.8)


def test_a_claim_may_speak_of_circumstances() -> None:
    one = judged("test: some prospect has mood = angry and not Upper.shut")
    assert one.likely is not None
    assert numbers(one.likely.holds) == (0.35, 0.3, 0.4)


def test_where_moves_lead_depends_on_what_their_movers_want() -> None:
    one = judged("test: Upper.shut is reachable by improvements")
    assert one.likely is not None
    assert numbers(one.likely.holds) == (0.3, 0.2, 0.4)


def test_a_variant_that_cannot_be_everywhere_is_given_where_it_can() -> None:
    """Who is calm has not struck: half of the worlds are no conflict, and of the others 0.3 have shut gates."""
    one = judged("test: every prospect has Lower.strike, in: struck")
    assert (one.verdict, one.finding.witness.kind) == ("unknown", "missing")
    assert "not feasible" in one.finding.witness.missing
    assert one.likely is not None
    assert numbers(one.likely.holds) == (0.3, 0.2, 0.4)
    assert numbers(one.likely.impossible) == (0.5, 0.5, 0.5)


def test_a_variant_that_can_be_nowhere_has_no_chances() -> None:
    for test in ("every prospect has Lower.strike", "the chance of war is likely", "war is likelier when rain = poor"):
        one = judged(f"test: {test}, in: never_so")
        assert one.verdict == "unknown"
        assert one.likely is None


def test_comparisons_keep_what_neither_variant_sets() -> None:
    """Where Lower is calm nothing differs in strikes; where it is angry, it does in good rain, which dry changes."""
    one = judged("test: prospects differ from dry on Lower.strike")
    assert one.verdict == "fails"
    assert one.likely is not None
    assert numbers(one.likely.holds) == (0.35, 0.3, 0.4)
    there = judged("test: 'prospects differ from dry on Lower.strike, mood', in: angry")
    assert there.verdict == "holds"
    # Seen from anger, the dry variant is as written: calm, unless its own world says otherwise.
    assert there.finding.witness.here == (("no", "angry"),)
    assert there.finding.witness.there == (("no", "calm"),)


def test_what_is_compared_may_be_impossible_in_some_worlds() -> None:
    one = judged("test: prospects differ from struck on Upper.shut")
    assert one.verdict == "unknown"
    assert one.likely is not None
    assert numbers(one.likely.impossible) == (0.5, 0.5, 0.5)


# ---------------------------------------------------------------- claims about chances


@pytest.mark.parametrize(
    ("test", "verdict"),
    [
        ("the chance of war is at least 0.15", "holds"),
        ("the chance of war is at least 0.16", "fails"),
        ("the chance of war is at most 0.15", "holds"),
        ("the chance of war is very unlikely", "holds"),
        ("the chance of war is likely", "fails"),
        ("the chance of war is 0.1 to 0.15", "holds"),
        ("the chance of war is 0.15", "holds"),
        ("the chance of war is 0.2", "fails"),
        ("war is likelier when rain = poor", "holds"),
        ("war is likelier when rain = good", "fails"),
        ("war is likelier when mood = angry", "holds"),
        ("Upper.shut is likelier when mood = angry", "fails"),
        ("war is likelier when moon", "vacuous"),
        ("war is likelier when hour", "vacuous"),
        ("c1 is likelier when mood = angry", "holds"),
        ("c1 is likelier when rain = good", "fails"),
        ("c2 is likelier when rain = poor", "unknown"),
    ],
)
def test_chances(test: str, verdict: str) -> None:
    one = judged(f"test: {test}", "test: some prospect has war", "test: the chance of war is likely")
    assert one.verdict == verdict
    assert one.likely is None


def test_both_chances_are_told() -> None:
    one = judged("test: war is likelier when mood = angry")
    with_it, without = one.finding.witness.chances
    assert numbers(with_it) == (0.3, 0.2, 0.4)
    assert numbers(without) == (0.0, 0.0, 0.0)


def test_other_concepts_are_gone_through_for_chances_only_where_asked() -> None:
    test = "test: the chance of war is very unlikely"
    assert list(judged(test).concepts) == ["nash"]
    assert list(judged(test, everything=True).concepts) == list(concepts())


def test_a_claim_named_is_judged_in_its_own_variant_by_its_own_concept() -> None:
    one = judged("test: c1 is likelier when mood = angry", "test: some prospect has war, in: dry, under: seq")
    assert one.verdict == "holds"
    assert numbers(one.finding.witness.chances[0]) == (1.0, 1.0, 1.0)


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("claim", "fits"),
    [
        ("test: every prospect has Upper.shut, hedge: unlikely", "fits"),
        ("test: every prospect has Upper.shut, hedge: likely", "below"),
        ("test: no prospect has Upper.shut, hedge: unlikely", "above"),
        ("test: every prospect has Upper.shut", None),
        ("test: the chance of war is likely, hedge: likely", None),
        ("test: some prospect has Upper.shut, hedge: likely, in: never_so", None),
    ],
)
def test_words_are_held_against_chances(claim: str, fits: str | None) -> None:
    one = judged(claim)
    assert one.fits == fits
    assert (one.band is None) is ("hedge" not in claim)


def test_without_doubts_a_claim_holds_for_certain_or_not_at_all() -> None:
    sure = RIVER.replace("chance: 0.6 to 0.8, ", "").replace("chance: 0.5, ", "").replace("chance: 1, ", "")
    above = judged("test: no prospect has Upper.shut, hedge: likely", text=sure)
    below = judged("test: every prospect has Upper.shut, hedge: likely", text=sure)
    assert above.likely is None
    assert (above.fits, below.fits) == ("above", "below")


# ---------------------------------------------------------------- concepts, variants, stances


def test_a_claim_keeps_its_own_variant_and_concept() -> None:
    test = "test: every prospect has Upper.shut"
    found = argument(test, f"{test}, in: angry, under: seq", variant="dry")
    first, second = (found.judged(claim) for claim in found.scenario.claims)
    assert (first.variant, first.concept.key, first.verdict) == ("dry", "nash", "holds")
    assert (second.variant, second.concept.key, second.verdict) == ("angry", "seq", "fails")


DAM = """
title: The dam
actors:
  Upper:
    options: {shut: {assumed: x}}
    prefers: [{avoid: Lower.strike, assumed: x}, {want: shut, assumed: x}]
  Lower:
    options: {strike: {irreversible: yes, assumed: x}}
    prefers: [{avoid: Upper.shut and not strike, assumed: x}, {avoid: strike, assumed: x}]
claims:
"""


def test_every_concept_stands_beside_and_one_alone_is_marked() -> None:
    """Under Nash alone Upper shuts the gates without a thought for what follows."""
    one = judged("test: every prospect has Lower.strike", text=DAM)
    assert one.concepts["nash"] == "holds"
    assert set(one.concepts.values()) == {"holds", "fails"}
    assert one.alone
    assert not judged("test: every prospect has Lower.strike", text=DAM, concept="seq").alone
    assert judged("test: Upper.shut is reachable", text=DAM).concepts == {}


def test_what_is_only_reported_or_doubted_is_not_asserted() -> None:
    stances = ("own", "inferred", "reported", "doubted")
    found = [judged(f"test: some prospect has war, stance: {stance}").asserted for stance in stances]
    assert found == [True, True, False, False]


# ---------------------------------------------------------------- what cannot be judged


@pytest.mark.parametrize(
    "test",
    [
        "every prospect has Upper.shut",
        "at the start Upper would move to Upper.shut",
        "no state with Upper.shut suits everyone",
        "Upper and Lower can agree on Upper.shut",
        "Upper.shut is reachable",
        "prospects differ from dry on Upper.shut",
        "the chance of war is likely",
        "war is likelier when rain = poor",
        "c1 is likelier when rain = poor",
    ],
)
def test_without_a_status_quo_what_asks_for_one_is_unknown(test: str) -> None:
    text = RIVER.replace("actors:\n", "start: unknown\nactors:\n", 1)
    one = judged(f"test: '{test}'", "test: some prospect has war", text=text)
    assert (one.verdict, one.finding.witness.missing) == ("unknown", module.NO_START)
    assert one.likely is None


def test_without_a_status_quo_equilibria_are_judged() -> None:
    text = RIVER.replace("actors:\n", "start: unknown\nactors:\n", 1)
    one = judged("test: no equilibrium has Upper.shut", text=text)
    assert one.verdict == "holds"
    assert one.likely is not None
    assert numbers(one.likely.holds) == (0.7, 0.6, 0.8)


@pytest.mark.parametrize(
    ("test", "verdict"),
    [
        ("every prospect has Upper.shut", "vacuous"),
        ("some prospect has Upper.shut and moon", "vacuous"),
        ("some prospect has war", "fails"),
        ("every prospect has moon", "holds"),
        ("Upper prefers Upper.shut to not Upper.shut", "vacuous"),
        ("prospects differ from held on Upper.shut", "vacuous"),
        ("prospects differ from dry on Upper.shut", "fails"),
        ("equilibria differ from held on war, Upper.shut", "fails"),
    ],
)
def test_what_locks_decide_says_nothing(test: str, verdict: str) -> None:
    one = judged(f"test: '{test}', in: held")
    assert one.verdict == verdict
    assert (one.finding.witness.kind == "locked") is (verdict == "vacuous")


def test_too_many_worlds_leave_the_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worlds, "MOST_WORLDS", 4)
    one = judged("test: every prospect has Upper.shut, hedge: likely")
    assert (one.verdict, one.likely, one.fits) == ("fails", None, None)
    assert "8 worlds" in one.unweighed
    assert judged("test: the chance of war is likely").verdict == "unknown"


def test_evidence_that_leaves_no_world_leaves_no_chance() -> None:
    scenario = read(RIVER + "  - {name: c, says: so, test: some prospect has war, assumed: x}\n")
    every = worlds_of(scenario)
    odds = Odds(every, np.zeros(len(every)), np.ones(len(every), dtype=bool))
    assert odds.of(np.ones(len(every))) is None
    test = scenario.claims[0].test
    weighed = Weighed(test, odds, np.ones(len(every)), np.ones(len(every), dtype=bool), scenario.words["likely"])
    assert likelier.weigh(weighed).verdict == "vacuous"
    assert chance.weigh(weighed).verdict == "vacuous"


def test_a_belief_in_what_cannot_be_is_told() -> None:
    text = """
title: No way
circumstances: {fog: {now: no, assumed: x}}
actors:
  A: {options: {x: {needs: fog = no, assumed: x}}, prefers: []}
beliefs: [{who: A, thinks: fog = yes, assumed: x}]
variants: {held: {lock: {A.x: yes}, assumed: x}}
claims:
"""
    one = judged("test: A.x or not A.x is reachable, in: held", text=text)
    assert one.verdict == "vacuous"  # the lock decides it
    other = judged("test: some state with always suits everyone, in: held", text=text)
    assert other.verdict == "unknown"
    assert other.finding.witness.missing.startswith("In the world that A believes in: ")


# ---------------------------------------------------------------- together and apart


@pytest.mark.parametrize("kernels", [False, True])
def test_one_by_one_and_together_give_the_same(kernels: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    tests = ("every prospect has war", "no equilibrium has Upper.shut", "at the start Upper would move to Upper.shut")
    expected = [judged(f"test: {test}") for test in tests]
    monkeypatch.setattr(together, "SMALL", 0)
    if not kernels:
        monkeypatch.setattr(compiled, "available", lambda: False)
    found = argument(*(f"test: {test}" for test in tests))
    found.prepare(found.scenario.claims)
    for claim, one in zip(found.scenario.claims, expected, strict=True):
        again = found.judged(claim)
        assert (again.finding, again.concepts, again.likely) == (one.finding, one.concepts, one.likely)


def test_pieces_are_as_large_as_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = judged("test: every prospect has war")
    monkeypatch.setattr(together, "SMALL", 0)
    monkeypatch.setattr(together, "PIECE", 1)
    assert judged("test: every prospect has war").likely == expected.likely


def test_a_layout_is_prepared_for_more_concepts_when_they_are_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    tests = ("test: every prospect has war, under: seq", "test: every prospect has war, under: nash")
    expected = [judged(test).likely for test in tests]
    monkeypatch.setattr(together, "SMALL", 0)
    found = argument(*tests)
    assert [found.likely(claim) for claim in found.scenario.claims] == expected


def test_a_layout_is_prepared_once_for_a_concept() -> None:
    found = argument("test: every prospect has war")
    found.judged(found.scenario.claims[0])
    (layout, *_) = found.grounds.layouts._layouts.values()
    assert isinstance(layout, Layout)
    nash, gmr = concepts()["nash"], concepts()["gmr"]
    for concept in (nash, gmr):
        layout.ensemble((concept,))
    prepared = list(layout._ensembles)
    assert [layout.ensemble((concept,)).concepts for concept in (gmr, nash)] == [(gmr,), (nash,)]
    assert layout._ensembles == prepared


def test_layouts_are_handed_on_to_a_changed_scenario(monkeypatch: pytest.MonkeyPatch) -> None:
    """A scenario with other wants has the same states and moves: nothing is compiled again."""
    first = argument("test: every prospect has war")
    first.judged(first.scenario.claims[0])
    made = list(first.grounds.layouts._layouts)
    text = RIVER.replace("exactly when: rain = poor", "exactly when: rain = good")
    again = argument("test: every prospect has war", text=text, layouts=first.grounds.layouts)
    assert (
        again.judged(again.scenario.claims[0]).likely
        == argument("test: every prospect has war", text=text, layouts=Layouts())
        .judged(again.scenario.claims[0])
        .likely
    )
    assert list(first.grounds.layouts._layouts) == made


def test_grounds_of_several_scenarios_are_worked_out_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "SMALL", 0)
    wishes = ("rain = poor", "rain = good", "mood = calm")
    texts = [RIVER.replace("exactly when: rain = poor", f"exactly when: {wish}") for wish in wishes]
    layouts = Layouts()
    found = [argument("test: every prospect has war", text=text, layouts=layouts) for text in texts]
    grounds = [one.grounds.at("angry") for one in found]
    together.solve(grounds, [concepts()["nash"]])
    monkeypatch.setattr(ground.Ground, "solver", None)  # nothing is left to be solved one by one
    prospects = [one.rested(concepts()["nash"]).prospects.tolist() for one in grounds]
    assert prospects == [[0], [3], [0]]  # good rain, and nobody calm: the gates are shut where good rain is the reason


def test_a_thousand_claims_take_sensible_time() -> None:
    tests = [f"test: {q} {a} has {f}" for q in ("every", "no", "some") for a in ("prospect", "equilibrium")
             for f in ("war", "Upper.shut", "Lower.strike", "mood = angry and war", "rain = poor")]  # fmt: skip
    found = argument(*(tests * 34)[:1000])
    began = time.perf_counter()
    found.prepare(found.scenario.claims)
    verdicts = [found.judged(claim).verdict for claim in found.scenario.claims]
    assert time.perf_counter() - began < 60
    assert verdicts[:30] == verdicts[30:60]


def test_what_a_form_cannot_be_asked_is_an_error_of_ours() -> None:
    found = argument("test: prospects differ from dry on war", "test: the chance of war is likely",
                     "test: war is likelier when rain = poor")  # fmt: skip
    differs, chances, compares = found.scenario.claims
    here = found._asked(differs, concepts()["nash"], {"rain": "poor", "mood": "calm", "moon": "yes", "hour": "yes"})
    with pytest.raises(TypeError):
        differ.judge(replace(here, there=None))
    with pytest.raises(TypeError):
        found._found(replace(here, test=chances.test), forms()["chance"])
    with pytest.raises(TypeError):
        found._weighed(differs, forms()["differ"], concepts()["nash"])
    event = np.ones(8)
    odds = found._cast(None, concepts()["nash"]).odds
    with pytest.raises(TypeError):
        chance.weigh(Weighed(chances.test, odds, event))
    with pytest.raises(TypeError):
        likelier.weigh(Weighed(compares.test, odds, event))
    assert isinstance(here, Asked)
