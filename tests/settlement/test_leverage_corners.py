"""Blocking and leverage where something is missing, too large, or unlike the usual."""

from __future__ import annotations

import pytest

from detente import api
from detente.answers.blockers import MOST_STATES
from detente.errors import QuestionError
from detente.scenario.model import Scenario
from detente.scenario.reader import read
from detente.settlement.leverage import Lever
from tests.settlement.test_leverage_by_hand import FERRIES


def scenario(text: str) -> Scenario:
    return read(text.encode(), "case.yaml")


def ferries(**parts: str) -> Scenario:
    """Return the ferry lines with more parts at the end of the file."""
    return scenario(FERRIES + "".join(f"{name.replace('_', ' ')}: {part}\n" for name, part in parts.items()))


ONE = "title: Alone\nanalysis: {concept: nash}\nactors:\n  A: {options: {x: {}, y: {}}, prefers: [want: x]}\n"

GRAPH = """\
title: A graph
states: [calm, war]
analysis: {concept: nash}
actors:
  A: {moves: [[calm, war]], ranking: [war, calm]}
  B: {moves: [[war, calm]], ranking: [calm, war]}
"""


def test_one_actor_agrees_with_nobody() -> None:
    """It wants x: with x two states hold, since y is all the same to it; alone it can prevent x, and would not."""
    found = api.leverage(scenario(ONE), "A.x")
    (x,) = found.outcomes
    assert x.holding == (2, 4)
    assert x.power is not None
    assert [(way.group, way.choice) for way in x.power.ways] == [(("A",), {"A.x": "no"})]
    assert (x.power.decisive, x.power.without) == ({"A": 1}, 1)
    assert x.undoing is not None
    assert x.undoing.ways == ()
    assert x.agreed == ()
    assert "decisive" not in str(found)


def test_what_nobody_can_prevent() -> None:
    found = api.leverage(scenario(ONE), "always")
    assert found.outcomes[0].power is not None
    assert found.outcomes[0].power.ways == ()
    assert "in every state, of which 2 hold: states 2 and 4" in str(found)
    assert "can prevent it: nobody, not even all together." in str(found)


def test_the_choice_names_what_the_outcome_speaks_of() -> None:
    """No x without y: so A could prevent x by `y = no` as well, but says so of x itself."""
    text = ONE + "never: [{when: A.x and not A.y, assumed: an example}]\n"
    found = api.leverage(scenario(text), "A.x").outcomes[0]
    assert found.power is not None
    assert found.power.ways[0].choice == {"A.x": "no"}


def test_listed_states_have_no_options() -> None:
    """Nothing holds in the graph: A leaves calm, B leaves war. There are no levers either."""
    found = api.leverage(scenario(GRAPH), ["state = war", "state = calm"])
    war, calm = found.outcomes
    assert war.power is None
    assert war.undoing is not None
    assert [way.group for way in war.undoing.ways] == [("B",)]
    assert calm.undoing is not None
    assert [way.group for way in calm.undoing.ways] == [("A",)]
    assert found.effects == ()
    assert "not asked, since states are listed and nobody has options" in str(found)


def test_circumstances_of_listed_states_are_levers() -> None:
    """With `angry`, A no longer likes war, so calm holds; states are told apart by their names."""
    text = GRAPH.replace("  A: {moves: [[calm, war]], ranking: [war, calm]}\n", "") + (
        "  A:\n    moves: [[calm, war]]\n    prefers:\n"
        "      - {want: state = war, exactly when: not tired, assumed: an example}\n"
        "circumstances:\n  tired: {now: no}\nstart: calm\n"
    )
    found = api.leverage(scenario(text), "state = calm")
    (effect,) = found.effects
    assert effect.lever == Lever("circumstance", "tired", "yes")
    assert (effect.prospects, effect.equilibria) == ((0, 1), (0, 1))
    said = " ".join(str(found).split())
    assert "state = calm in every prospect (now in no prospect); state = calm would hold; prospects: 1 new" in said


def test_where_nothing_is_named_the_prospects_are_asked_about() -> None:
    assert [one.name for one in api.leverage("chicken").outcomes] == ["state 2", "state 3"]
    assert [one.name for one in api.leverage("elmira-9-state").outcomes] == ["state 5"]
    unknown = scenario(ONE + "start: unknown\n")
    assert [one.name for one in api.leverage(unknown).outcomes] == ["state 2", "state 4"]


def test_where_nothing_holds_an_outcome_must_be_named() -> None:
    with pytest.raises(QuestionError, match="the scenario names no outcome or situation, and nothing holds in it"):
        api.leverage(scenario(GRAPH))


def test_an_unknown_start_leaves_out_what_hangs_on_it() -> None:
    """No value is that of the start, nobody has anything to agree from, and prospects are not told."""
    text = FERRIES.replace("{start: yes, assumed", "{assumed") + "start: unknown\n"
    found = api.leverage(scenario(text), "war", worlds=True)
    assert not any(one.lever.without for one in found.effects)
    assert found.status_quo is None
    assert found.outcomes[0].agreed == ()
    assert found.picture.fares[0].share is None
    assert found.picture.prospects is None
    assert found.likelihoods is not None
    assert found.likelihoods.base[0].rests is None
    assert found.likelihoods.base[0].holds.low == 1
    assert "prospect" not in str(found)


def test_outcomes_of_the_file_come_before_its_situations() -> None:
    calm = "{name: calm, when: peace, assumed: an example}"
    named = ferries(outcomes=f"[{calm}, {{name: tender, when: Town.tender, assumed: an example}}]")
    assert [one.name for one in api.leverage(named).outcomes] == ["calm", "tender"]
    assert [one.formula for one in api.leverage(named, "tender").outcomes] == ["Town.tender"]


def test_outcomes_asked_about_twice_are_told_once() -> None:
    found = api.leverage(ferries(), ["war", " war ", "4", "start"])
    assert [one.name for one in found.outcomes] == ["war", "state 4"]


def test_outcomes_that_no_state_has_are_left_out() -> None:
    found = api.leverage(ferries(variants="{calm: {lock: {Red.cheap: no}}}"), variant="calm")
    assert [one.name for one in found.outcomes] == ["peace"]
    assert found.left_out == ("war",)
    assert "Left out, for no state here has it: war." in str(found)
    assert "Red.cheap" not in {one.lever.name for one in found.effects}


def test_a_variant_gives_the_start() -> None:
    """From both dear and the law away: without Red.cheap now means dear."""
    found = api.leverage(
        ferries(variants="{late: {set: {law: no}, start: {Red.cheap: no, Blue.cheap: no}}}"), "war", variant="late"
    )
    assert Lever("option", "Red.cheap", "no", without=True) in {one.lever for one in found.effects}
    assert Lever("circumstance", "law", "yes") in {one.lever for one in found.effects}


def test_what_cannot_be_is_told_and_has_no_chance() -> None:
    """A tender needs the law: for good it cannot be where the law is not there, and only there it can."""
    found = api.leverage(ferries(variants="{lawless: {set: {law: no}}}"), "war", variant="lawless", worlds=True)
    tender = Lever("option", "Town.tender", "yes")
    (effect,) = (one for one in found.effects if one.lever == tender)
    assert effect.picture is None
    assert effect.impossible is not None
    assert effect.impossible.code == "no-feasible-state"
    assert found.likelihoods is not None
    assert found.likelihoods.pulled[tender] is None
    assert "Not tried, for no state would be left: Town.tender = yes." in str(found)


def test_a_lever_that_only_unlikely_worlds_allow() -> None:
    """The law surely is not there, says the file: what needs it is possible in a world without a chance only."""
    text = FERRIES.replace("now: yes, means", "now: no, means").replace("chance: 0.6 to 0.8", "chance: 1")
    found = api.leverage(scenario(text), "war", worlds=True)
    assert found.likelihoods is not None
    assert found.likelihoods.pulled[Lever("option", "Town.tender", "yes")] is None


def test_evidence_that_cannot_be_is_refused() -> None:
    signals = "[{name: s, about: law, seen if: {yes: 0, no: 0.5}, assumed: an example}]"
    text = FERRIES.replace("chance: 0.6 to 0.8", "chance: 1") + f"signals: {signals}\n"
    with pytest.raises(QuestionError, match="has no chance in any world"):
        api.leverage(scenario(text), "war", worlds=True)


def test_the_status_quo_may_stand_in_the_way_of_a_lever() -> None:
    """Red may be cheap only beside a Blue that is: dear for good, Blue leaves no room for the start."""
    text = FERRIES + "never: [{when: Red.cheap and not Blue.cheap, assumed: an example}]\n"
    found = api.leverage(scenario(text), "war")
    assert "Not tried, for all else at the start rules it out: Blue.cheap = no." in str(found)


def many(prefers: str, more: str = "") -> str:
    """Return a scenario of one actor with nine options that it does not mind, and perhaps another."""
    options = "".join(f"o{n}: {{}}, " for n in range(9)) + more
    return f"title: Many\nanalysis: {{concept: nash}}\nactors:\n  A: {{options: {{{options}}}, {prefers}}}\n"


def test_too_many_states_that_hold_are_not_looked_at_one_by_one() -> None:
    """Three actors with three options that nobody minds: all 512 states hold."""
    actors = "".join(f"  {actor}: {{options: {{o: {{}}, p: {{}}, q: {{}}}}, prefers: []}}\n" for actor in "ABC")
    text = f"title: Idle\nanalysis: {{concept: nash}}\nactors:\n{actors}"
    found = api.leverage(scenario(text), "always")
    assert len(found.outcomes[0].holding) == 512 > MOST_STATES
    assert found.outcomes[0].undoing is None
    assert "would undo it: not asked, since 512 states would have to be looked at." in str(found)
    assert found.table().rows[0][:3] == ("always", "can prevent", "A")
    assert found.envelope().model_dump()["outcomes"][0]["undoing"] is None


def test_too_many_states_that_do_not_hold_need_no_undoing() -> None:
    found = api.leverage(scenario(many("prefers: [want: x]", "x: {}")), "not A.x")
    assert found.outcomes[0].undoing is None
    assert "none of which holds: A would leave all of them." in " ".join(str(found).split())
    assert "would undo it" not in str(found)


def test_twelve_actors() -> None:
    """X needs A0 or A1, and A2 or A3: who keeps both of a pair from it prevents it. Nobody would undo what all want."""
    actors = "".join(
        f"  A{n}: {{options: {{{'x: {}' if n < 4 else ''}}}, prefers: [{'want: x' if n < 4 else ''}]}}\n"
        for n in range(12)
    )
    told: list[float] = []
    found = api.leverage(
        scenario(f"title: Twelve\nactors:\n{actors}"),
        "(A0.x or A1.x) and (A2.x or A3.x)",
        concept="nash",
        progress=lambda doing, part: told.append(part),
    )
    (one,) = found.outcomes
    assert one.power is not None
    assert [way.group for way in one.power.ways] == [("A0", "A1"), ("A2", "A3")]
    # A0 is decisive where A1 is in and not both of A2 and A3: 3 of 4, times 2^8 for the rest; A4 never does.
    assert (one.power.decisive["A0"], one.power.decisive["A4"], one.power.without) == (768, 0, 2048)
    assert one.undoing is not None
    assert one.undoing.ways == ()
    assert len(told) > 2 * 4095
    assert all(0 <= part <= 1 for part in told)


def test_ranked_actors_have_no_reasons() -> None:
    text = (
        "title: Ranks\nanalysis: {concept: nash}\nactors:\n"
        "  A: {options: {x: {}}, ranking: [4, 1, 2, 3]}\n  B: {options: {y: {}}, ranking: [4, 1, 2, 3]}\n"
    )
    found = api.leverage(scenario(text), "1")
    assert found.outcomes[0].undoing is not None
    (way,) = found.outcomes[0].undoing.ways
    assert way.group == ("A", "B")
    assert way.jumps[0].reasons == (None, None)
    assert str(found).count("A and B, from state 1 to state 4") == 1


def test_a_move_that_stays_within_the_outcome_says_so() -> None:
    """From 4 Red and Blue go to 1, which is no war but peace."""
    found = api.leverage(ferries(), "war or peace")
    assert found.outcomes[0].undoing is not None
    (way,) = found.outcomes[0].undoing.ways
    assert (way.group, way.jumps[0].out) == (("Red", "Blue"), False)
    assert "Red and Blue, from state 4 to state 1, which is in it too:" in " ".join(str(found).split())


def test_groups_are_judged_as_things_are_whatever_their_members_believe() -> None:
    """Red takes it that the law is not there, so that in its eyes there is no tender to be afraid of.

    What Red and Blue would do together is judged as things are: the Town, by calling for tenders in 1, keeps them in 4.
    They can agree on peace all the same, since that asks whether the Town alone would leave 1: from 5 Red would go to
    6, where the Town has no more of what it wants than in 1, so under sequential stability it stays.
    """
    for beliefs in ({}, {"beliefs": "[{who: Red, thinks: law = no, assumed: an example}]"}):
        found = api.leverage(ferries(**beliefs), concept="seq")
        war, peace = found.outcomes
        assert war.holding == (4,)
        assert war.undoing is not None
        assert war.undoing.ways == ()
        assert [one.kind for one in peace.agreed if one.between == ("Red", "Blue")] == ["agreed"]
