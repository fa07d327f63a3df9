"""Blocking and leverage worked by hand: two ferry lines that undercut each other, and a town that may call for tenders.

States are numbered from 1 with Red.cheap fastest, then Blue.cheap, then Town.tender; at the start both are cheap (4).

    1 dear, dear     2 Red cheap     3 Blue cheap     4 both cheap (the start)     5 to 8 the same with a tender

Red's statements, the most important first, and where they are true:

    no tender            1 2 3 4
    not undercut         all but 3 and 7
    the only cheap one   2 6
    no price war         all but 4 and 8        so Red ranks 2 > 1 > 4 > 3 > 6 > 5 > 8 > 7

and Blue 3 > 1 > 4 > 2 > 7 > 5 > 8 > 6. The Town wants a tender exactly when both are dear: true in 2, 3, 4 and 5.

Nash: in 4 each line would only lose by being dear alone (3 for Red, 2 for Blue), and the Town has what it wants. From 1
Red goes to 2, from 2 Blue to 4, from 3 Red to 4, from 5 Red to 6, from 6, 7 and 8 the Town to 2, 3 and 4. So only 4
holds, and play rests there from the beginning.
"""

from __future__ import annotations

from functools import cache

import pytest

from detente import api
from detente.answers.blockers import Outcome
from detente.errors import QuestionError, TooLargeError
from detente.scenario.model import Scenario
from detente.scenario.reader import read
from detente.settlement.blocking import blocking, groups
from detente.settlement.leverage import Lever
from detente.views.notebook import Leverage

FERRIES = """\
title: Two ferry lines and a town
analysis: {concept: nash}
circumstances:
  law: {now: yes, means: the law lets the town call for tenders, chance: 0.6 to 0.8, assumed: an example}
situations:
  war: Red.cheap and Blue.cheap
  peace: not Red.cheap and not Blue.cheap and not Town.tender
actors:
  Red:
    options: {cheap: {start: yes, assumed: an example}}
    prefers:
      - {name: no_tender, avoid: Town.tender, assumed: an example}
      - {name: not_undercut, avoid: Blue.cheap and not cheap, assumed: an example}
      - {name: undercut, want: cheap and not Blue.cheap, assumed: an example}
      - {name: no_war, avoid: war, assumed: an example}
  Blue:
    options: {cheap: {start: yes, assumed: an example}}
    prefers:
      - {name: no_tender, avoid: Town.tender, assumed: an example}
      - {name: not_undercut, avoid: Red.cheap and not cheap, assumed: an example}
      - {name: undercut, want: cheap and not Red.cheap, assumed: an example}
      - {name: no_war, avoid: war, assumed: an example}
  Town:
    options: {tender: {needs: law, assumed: an example}}
    prefers:
      - {name: fares, want: tender, exactly when: not Red.cheap and not Blue.cheap, assumed: an example}
"""


@cache
def ferries() -> Scenario:
    return read(FERRIES.encode(), "ferries.yaml")


@cache
def asked(concept: str = "nash", worlds: bool = False) -> Leverage:
    return api.leverage(ferries(), concept=concept, worlds=worlds)


def outcome(found: Leverage, name: str) -> Outcome:
    (one,) = (one for one in found.outcomes if one.name == name)
    return one


def test_who_can_prevent_the_war() -> None:
    """Red alone, or Blue alone, by being dear. With Red join: {} and {Town}, which do not block without it."""
    war = outcome(asked(), "war")
    assert (war.states, war.holding) == (2, (4,))
    assert war.power is not None
    assert [(way.group, way.choice) for way in war.power.ways] == [
        (("Red",), {"Red.cheap": "no"}),
        (("Blue",), {"Blue.cheap": "no"}),
    ]
    assert war.power.pivotal == ()
    assert war.power.decisive == {"Red": 2, "Blue": 2, "Town": 0}
    assert war.power.without == 4


def test_who_can_prevent_peace() -> None:
    """Any of the three alone: an actor joins {} only, for every other group blocks already."""
    peace = outcome(asked(), "peace")
    assert (peace.states, peace.holding) == (1, ())
    assert peace.power is not None
    assert [way.group for way in peace.power.ways] == [("Red",), ("Blue",), ("Town",)]
    assert peace.power.decisive == {"Red": 1, "Blue": 1, "Town": 1}


def test_who_would_undo_the_war() -> None:
    """From 4 Red and Blue together bring about 1, which both prefer; nobody else has anything better there.

    Red alone comes to 3, which is worse; the Town has what it wants in 4, so no group with it gains.
    """
    war = outcome(asked(), "war")
    assert war.undoing is not None
    (way,) = war.undoing.ways
    (jump,) = way.jumps
    assert (way.group, jump.origin, jump.to, jump.out) == (("Red", "Blue"), 4, 1, True)
    assert [(one.option, one.before, one.after) for one in jump.changes] == [
        ("Red.cheap", "yes", "no"),
        ("Blue.cheap", "yes", "no"),
    ]
    assert [reason.statement for reason in jump.reasons if reason] == ["no_war", "no_war"]
    assert war.undoing.pivotal == ("Red", "Blue")
    assert war.undoing.decisive == {"Red": 1, "Blue": 1, "Town": 0}


@pytest.mark.parametrize("concept", ["gmr", "smr", "seq", "sseq", "firm"])
def test_the_town_deters_them_where_replies_count(concept: str) -> None:
    """From 1 the Town goes to 5, where it has what it wants and both lines have a tender, and no way out of that."""
    war = outcome(asked(concept), "war")
    assert war.undoing is not None
    assert war.undoing.ways == ()
    assert war.undoing.pivotal == ()
    assert set(war.undoing.decisive.values()) == {0}


def test_who_would_undo_what_does_not_hold() -> None:
    """Peace is state 1 only. Red goes to 2, Blue to 3, the Town to 5: each alone would undo it."""
    peace = outcome(asked(), "peace")
    assert peace.leaving == {"Red": 1, "Blue": 1, "Town": 1}
    assert peace.undoing is not None
    assert [way.group for way in peace.undoing.ways] == [("Red",), ("Blue",), ("Town",)]


def test_who_can_agree() -> None:
    """Red and Blue would gain by peace (1), but from there the Town goes to 5."""
    found = asked()
    kinds = {one.between: (one.kind, one.actors) for one in outcome(found, "peace").agreed}
    assert kinds[("Red", "Blue")] == ("undone", ("Town",))
    assert kinds[("Red", "Town")][0] == "unreachable"


def test_what_levers_change() -> None:
    """Without the tender, or without the law for it, Red and Blue can agree on peace.

    Red for ever dear: states 1, 3, 5 and 7 are left. From 1 Blue goes to 3, from 5 and 7 likewise to 7 and the Town to
    3: there is war neither in a prospect nor anywhere that holds, two answers; 3 differs from 4 in Red.cheap alone, so
    that nothing else is counted. Red for ever cheap, or a tender for good (8 holds instead of 4), change nothing.
    """
    found = asked()
    changing = {one.lever: (one.apart, one.prospects, one.equilibria) for one in found.effects if one.changes}
    assert changing == {
        Lever("option", "Red.cheap", "no"): ((2, 0), (0, 0), (0, 0)),
        Lever("option", "Blue.cheap", "no"): ((2, 0), (0, 0), (0, 0)),
        Lever("option", "Town.tender", "no", without=True): ((0, 1), (0, 0), (0, 0)),
        Lever("circumstance", "law", "no"): ((0, 1), (0, 0), (0, 0)),
    }
    assert [one.lever for one in found.effects][:4] == list(changing)
    pictures = {one.lever: one.picture for one in found.effects}
    without = pictures[Lever("option", "Town.tender", "no", without=True)]
    assert without is not None
    assert [fare.agreed for fare in without.fares] == [(), ((0, 1),)]
    dear = pictures[Lever("option", "Red.cheap", "no")]
    assert dear is not None
    assert (dear.fares[0].share, dear.fares[0].holding) == ("no", 0)


def test_chances() -> None:
    """The law is there with 0.6 to 0.8. Without it Red and Blue can agree on peace, and nobody deters them from 4.

    War holds in both worlds, and the two would undo it in both; peace holds in neither: Red leaves 1.
    """
    found = asked(worlds=True)
    given = found.likelihoods
    assert given is not None
    war, peace = given.base
    assert (war.rests, war.holds) == (peace.possible, war.possible)
    assert peace.holds.high == 0
    chance = peace.agreed[0, 1]
    assert [round(one, 9) for one in (chance.low, chance.middle, chance.high)] == [0.2, 0.3, 0.4]
    for lever in (Lever("option", "Town.tender", "no", without=True), Lever("circumstance", "law", "no")):
        pulled = given.pulled[lever]
        assert pulled is not None
        assert pulled[1].agreed[0, 1].low == 1
    undoing = outcome(found, "war").undoing
    assert undoing is not None
    assert [way.chance and way.chance.low for way in undoing.ways] == [1]
    power = outcome(found, "war").power
    assert power is not None
    assert [way.chance and way.chance.low for way in power.ways] == [1, 1]


def test_replies_come_only_with_the_law() -> None:
    """Under sequential stability the Town's tender deters the two, so they undo the war only without the law.

    As written nobody would undo it, so there is no way to give a chance of. Where the law is not there, they would.
    """
    text = FERRIES.replace("now: yes, means", "now: no, means").replace("chance: 0.6 to 0.8", "chance: 0.2 to 0.4")
    found = api.leverage(read(text.encode(), "ferries.yaml"), "war", concept="seq", worlds=True)
    undoing = found.outcomes[0].undoing
    assert undoing is not None
    (way,) = undoing.ways
    assert way.group == ("Red", "Blue")
    assert way.chance is not None
    assert [round(one, 9) for one in (way.chance.low, way.chance.middle, way.chance.high)] == [0.2, 0.3, 0.4]


# ---------------------------------------------------------------- groups


def test_groups_come_small_ones_first() -> None:
    assert list(groups(3)) == [(0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2)]


def test_undoing_need_not_grow_with_the_group() -> None:
    """{0} blocks, {0, 1} does not: actor 1 is never decisive, and what is minimal is not lost."""
    found = blocking(2, lambda group: group == (0,))
    assert (found.minimal, found.pivotal, found.decisive) == (((0,),), (0,), (1, 0))


def test_twelve_actors_are_4095_groups() -> None:
    """Seven of twelve block: minimal groups have seven (792), an actor is decisive for those of six others (462)."""
    told: list[tuple[str, float]] = []
    found = blocking(12, lambda group: len(group) >= 7, lambda doing, part: told.append((doing, part)))
    assert len(told) == 4095
    assert told[-1][0] == "Group 4,095 of 4,095"
    assert all(0 <= part <= 1 for _, part in told)
    assert len(found.minimal) == 792
    assert found.pivotal == ()
    assert found.decisive == (462,) * 12


def test_what_grows_is_not_asked_again() -> None:
    asked_of: list[tuple[int, ...]] = []

    def blocks(group: tuple[int, ...]) -> bool:
        asked_of.append(group)
        return 0 in group

    found = blocking(4, blocks, growing=True)
    assert found.minimal == ((0,),)
    assert found.decisive == (8, 0, 0, 0)
    assert len(asked_of) == 1 + 7  # no group that holds 0 but itself


def test_thirteen_actors_are_refused() -> None:
    actors = "".join(f"  A{n}: {{options: {{x: {{}}}}, prefers: [want: x]}}\n" for n in range(13))
    with pytest.raises(TooLargeError, match=r"13 actors make 8,191 groups"):
        api.leverage(read(f"title: Many\nactors:\n{actors}".encode(), "many"), "A0.x")


def test_progress_may_stop_the_work() -> None:
    class Enough(Exception):
        pass

    def stop(doing: str, part: float) -> None:
        raise Enough

    with pytest.raises(Enough):
        blocking(3, lambda _: True, stop)


# ---------------------------------------------------------------- questions that do not fit


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"outcomes": "Red.cheap and Town.law"}, "unknown-option"),
        ({"outcomes": "pease"}, "unknown-name"),
        ({"outcomes": "Town.tender and not law"}, "empty-outcome"),
        ({"outcomes": "9"}, "unknown-state"),
        ({"between": "Red"}, "between-whom"),
        ({"between": "Red,Red"}, "between-whom"),
        ({"between": "Red,Green"}, "unknown-actor"),
        ({"variant": "lawless"}, "unknown-variant"),
        ({"concept": "nasch"}, "unknown-concept"),
    ],
)
def test_what_cannot_be_asked(given: dict[str, str], code: str) -> None:
    with pytest.raises(QuestionError) as caught:
        api.leverage(ferries(), **given)  # type: ignore[arg-type]
    assert [problem.code for problem in caught.value.problems] == [code]
