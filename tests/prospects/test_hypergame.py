"""Hypergames: each actor's own game, surprises and what beliefs change, against sets and loops; examples by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from importlib.resources import files
from random import Random
from typing import Any

import pytest

from detente.engine.stability import concepts
from detente.errors import ConflictError, QuestionError, TooLargeError
from detente.prospects.drawn import Drawing
from detente.prospects.hypergame import Game, Hypergame, hypergame
from detente.scenario.reader import read
from tests.oracles.oracle import Conflict, State, Verdicts, World, status_quo_of, world_of
from tests.oracles.sketch import Sketch
from tests.prospects import by_hand
from tests.prospects.by_hand import NEAR, Odds, Played, near

CASES = 12
"""Scenarios of each shape."""

SHAPES = ("beliefs on wants", "beliefs on what is possible", "moody", "everything")
KEYS = ("seq", "firm", "sseq", "nash", "gmr")

Ends = tuple[set[State], set[State], bool]
"""Equilibria, prospects, and whether play may go round."""


# ---------------------------------------------------------------- the definitions


class OwnWants(Conflict):
    """The conflict in the world that somebody believes in, with its own wants as they are."""

    def __init__(self, world: World, actual: Conflict, who: str) -> None:
        super().__init__(world)
        self.facts, self.who = actual, who

    def rank(self, who: str, state: State) -> Any:
        return self.facts.rank(who, state) if who == self.who else super().rank(who, state)


class Eyes(Verdicts):
    """A game in which everybody is taken to see what one actor sees."""

    def __init__(self, sketch: Sketch, who: str, thinks: Sequence[tuple[str, str]]) -> None:
        super().__init__(replace(sketch, beliefs=()))
        self.actual = OwnWants(world_of(sketch, thinks), self.actual, who)


def ends(verdicts: Verdicts, concept: str, start: State | None) -> Ends:
    """Give what holds in a game, and what play from the status quo comes to."""
    states = verdicts.actual.states
    onward = {s: set().union(*(verdicts.undeterred(concept, who, s) for who in verdicts.names)) for s in states}
    holds = {state for state, to in onward.items() if not to}
    if start is None or start not in onward:
        return holds, set(), False
    reached, asked = {start}, [start]
    while asked:
        fresh = onward[asked.pop()] - reached
        reached |= fresh
        asked += fresh
    leads = reached & holds
    while more := {state for state in reached if onward[state] & leads} - leads:
        leads |= more
    return holds, reached & holds, leads != reached


def leavers(verdicts: Verdicts, concept: str, state: State) -> set[str]:
    return {who for who in verdicts.names if verdicts.undeterred(concept, who, state)}


# ---------------------------------------------------------------- against the definitions


@pytest.mark.parametrize("shape", SHAPES)
def test_games_and_surprises_are_those_of_the_definitions(shape: str) -> None:
    met: Counter[str] = Counter()
    for number, (seed, case) in enumerate(cases(shape)):
        key = KEYS[number % len(KEYS)]
        told = f"{seed}, {key}\n{case.text}"
        sketch = placed(case)
        verdicts, start = Verdicts(sketch), status_quo_of(sketch)
        usable = verdicts.actual.states and all(view.states for view in verdicts.views.values())
        if not usable or (start is not None and start not in verdicts.actual.states):
            with pytest.raises(ConflictError):
                hypergame(read(case.text), concepts()[key], case.variant)
            continue
        found = hypergame(read(case.text), concepts()[key], case.variant)
        met += games_agree(found, sketch, key, told)
    assert met["games"] > CASES // 2, met
    assert met["surprises"] > 0 or shape == "moody", met
    assert met["differ"] > 0, met


def cases(shape: str) -> Iterator[tuple[str, by_hand.Case]]:
    made = 0
    for number in range(400):
        case = by_hand.case(shape, Random(f"hypergame {shape} {number}"))
        if case.sketch.beliefs and made < CASES:
            made += 1
            yield f"{shape} {number}", case


def placed(case: by_hand.Case) -> Sketch:
    """Give the sketch in the world of the variant."""
    facts = tuple(replace(one, now=case.fixed.get(one.name, one.now)) for one in case.sketch.circumstances)
    return replace(case.sketch, circumstances=facts)


def games_agree(found: Hypergame, sketch: Sketch, key: str, told: str) -> Counter[str]:
    met: Counter[str] = Counter()
    start = status_quo_of(sketch)
    together, plain = Verdicts(sketch), Verdicts(replace(sketch, beliefs=()))
    assert (named(found, found.equilibria), named(found, found.prospects)) == ends(together, key, start)[:2], told
    assert (named(found, found.plain_equilibria), named(found, found.plain_prospects)) == ends(plain, key, start)[:2], (
        told
    )
    facts = {one.name: one.now for one in sketch.circumstances}
    thinks = {who: thought for who, thought in sketch.beliefs if any(facts[name] != value for name, value in thought)}
    seers = [game.actors for game in found.games]
    clear = tuple(one.name for one in sketch.actors if one.name not in thinks)
    assert seers == [*([clear] if clear else []), *((one.name,) for one in sketch.actors if one.name in thinks)], told
    surprising = found.prospects if start is not None else found.equilibria
    surprises: set[tuple[str, int, str, tuple[str, ...]]] = set()
    for game in found.games:
        met["games"] += 1
        who = game.actors[0]
        eyes = Eyes(sketch, who, thinks[who]) if who in thinks else plain
        met["differ"] += game_agrees(found, game, eyes, key, start, told) != ends(plain, key, start)[:2]
        for actor in game.actors:
            surprises |= {
                (actor, state, *surprise)
                for state in surprising
                if (surprise := surprised(eyes, key, state_of(found, state))) is not None
            }
        assert dict(game.thinks) == {n: v for n, v in thinks.get(who, ()) if facts[n] != v}, told
    assert {(one.actor, one.state, one.standing, one.leavers) for one in found.surprises} == surprises, told
    met["surprises"] += len(surprises)
    return met


def game_agrees(
    found: Hypergame, game: Game, eyes: Verdicts, key: str, start: State | None, told: str
) -> tuple[set[State], set[State]]:
    actual = {state_of(found, place) for place in range(found.board.count)}
    holds, rests, restless = ends(eyes, key, start)
    assert named(found, game.equilibria) == holds & actual, told
    assert game.imagined == len(holds - actual), told
    assert named(found, game.prospects) == rests & actual, told
    assert game.restless == restless, told
    assert game.astray == (start is None or start not in eyes.actual.states), told
    for place in range(found.board.count):
        state = state_of(found, place)
        wanted = "unstable" if state in eyes.actual.states else "impossible"
        wanted = "expected" if state in rests else "stable" if state in holds else wanted
        assert game.standing(place) == wanted, told
    return holds, rests


def surprised(eyes: Verdicts, key: str, state: State) -> tuple[str, tuple[str, ...]] | None:
    if state not in eyes.actual.states:
        return "impossible", ()
    gone = leavers(eyes, key, state)
    return ("unstable", tuple(who for who in eyes.names if who in gone)) if gone else None


def state_of(found: Hypergame, place: int) -> State:
    return tuple(found.values(place).values())


def named(found: Hypergame, places: Sequence[int]) -> set[State]:
    return {state_of(found, place) for place in places}


def test_where_beliefs_are_about_wants_a_hypergame_holds_where_each_stays_in_its_own_game() -> None:
    """The definition of the literature, where states and moves are common knowledge: own stability in own games."""
    compared = 0
    for number, (_, case) in enumerate(cases("beliefs on wants")):
        key = KEYS[number % len(KEYS)]
        found = hypergame(read(case.text), concepts()[key], case.variant)
        stays = [
            game.solver.verdicts(found.concept).stable[[one.name for one in case.sketch.actors].index(actor)]
            for game in found.games
            for actor in game.actors
        ]
        assert {place for place in range(found.board.count) if all(one[place] for one in stays)} == set(
            found.equilibria
        )
        compared += len(found.games) > 1
    assert compared > 3


# ---------------------------------------------------------------- what beliefs change


@pytest.mark.parametrize("shape", SHAPES)
def test_what_beliefs_change_over_all_worlds(shape: str) -> None:
    met: Counter[str] = Counter()
    for number, (seed, case) in enumerate(cases(shape)):
        key = KEYS[number % 3]
        told = f"{seed}, {key}\n{case.text}"
        odds = Odds(read(case.text), case.fixed, case.as_of)
        if not odds.possible or not case.sketch.start_known or (case.sketch.start is None and case.sketch.states):
            continue
        believing, marks = by_hand.played_everywhere(case.sketch, odds.worlds, key)
        seeing, _ = by_hand.played_everywhere(replace(case.sketch, beliefs=()), odds.worlds, key)
        try:
            found = hypergame(read(case.text), concepts()[key], case.variant, case.as_of)
        except ConflictError:
            continue
        given = odds.supposing(marks)
        if not given.possible:
            assert (found.worlds, found.effects, found.changed, found.impossible) == (0, (), (), None), told
            assert found.obstacle, told
            met["no answer"] += 1
            continue
        missing = [not it for it in marks]
        assert found.impossible is not None
        assert near(found.impossible, odds.chance(missing)), told
        assert bool(found.obstacle) == any(weight and it for weight, it in zip(odds.middle, missing, strict=True)), told
        met["set apart"] += 0 < found.impossible.middle < 1
        odds = given  # all else is given that there is a conflict
        met["compared"] += 1
        assert 1 <= found.worlds <= len(odds.worlds), told  # what changes nothing is summed away
        assert near(
            found.changed[0].chance, odds.chance([apart(*pair) for pair in zip(believing, seeing, strict=True)])
        ), told
        met["changed"] += found.changed[0].chance.middle > 0.01
        whose = [who for who, _ in case.sketch.beliefs]
        assert [one.actor for one in found.changed[1:]] == (whose if len(whose) > 1 else []), told
        for one in found.changed[1:]:
            rest = replace(case.sketch, beliefs=tuple(b for b in case.sketch.beliefs if b[0] != one.actor))
            other, _ = by_hand.played_everywhere(rest, odds.worlds, key)
            assert near(one.chance, odds.chance([apart(*pair) for pair in zip(believing, other, strict=True)])), told
            met["one by one"] += 1
        for effect in found.effects:
            with_ = [by_hand.share(one, being(effect.values)) for one in believing]
            without = [by_hand.share(one, being(effect.values)) for one in seeing]
            assert near(effect.believing, odds.chance(with_)), told
            assert near(effect.seeing, odds.chance(without)), told
            moved = odds.chance([(one - other + 1) / 2 for one, other in zip(with_, without, strict=True)])
            assert effect.difference.middle == pytest.approx(2 * float(moved.middle) - 1, abs=NEAR), told
            if moved.low is not None and moved.high is not None:
                ends_ = (2 * moved.low - 1, 2 * moved.high - 1)
                assert (effect.difference.low, effect.difference.high) == pytest.approx(ends_, abs=NEAR), told
    assert met["compared"] > 4, met
    assert met["changed"] > 0 or shape in ("everything", "beliefs on wants"), met
    assert met["set apart"] > 0 or shape != "beliefs on what is possible", met


def apart(one: Played, other: Played) -> Fraction:
    """Give the part of a world that comes to rest elsewhere."""
    states = {tuple(at.items()) for at in (*one.rests, *other.rests)}
    gaps = [abs(by_hand.share(one, being(dict(s))) - by_hand.share(other, being(dict(s)))) for s in states]
    return (sum(gaps, Fraction(0)) + abs(int(bool(one.rests)) - int(bool(other.rests)))) / 2


def being(values: Any) -> by_hand.Truth:
    return lambda at: all(at[name] == value for name, value in values.items())


# ---------------------------------------------------------------- by hand

ENGINEERS = """
title: Engineers
circumstances:
  aim: {values: [share, everything], now: share}
actors:
  Upper:
    options: {keep: {}}
    prefers: [{want: keep, exactly when: Lower.help, if: aim = everything}, {avoid: keep}]
  Lower: {options: {help: {}}, prefers: [{avoid: Upper.keep}, {want: help}]}
beliefs: [{who: Lower, thinks: aim = everything}]
variants: {rightly: {set: {aim: everything}}}
"""


def test_engineers_by_hand() -> None:
    # Really Upper keeps nothing, so that Lower would help, and both know it if they see clearly: (help).
    # In Lower's eyes Upper keeps the water exactly when it is helped; so help is followed by keep, and Lower stays.
    found = hypergame(read(ENGINEERS), concepts()["firm"])
    upper, lower = found.games
    values = [tuple(found.values(place).values()) for place in range(4)]
    nothing, helped, spite, both = (
        values.index(one) for one in [("no", "no"), ("no", "yes"), ("yes", "no"), ("yes", "yes")]
    )
    assert (upper.actors, dict(upper.thinks)) == (("Upper",), {})
    assert (lower.actors, dict(lower.thinks)) == (("Lower",), {"aim": "everything"})
    assert (upper.equilibria, upper.prospects) == ((helped,), (helped,))
    # There Upper would leave help alone for both, and both for nothing once the help is gone; nothing stays.
    assert lower.prospects == (nothing,)
    assert helped not in lower.equilibria
    assert found.prospects == (nothing,)
    assert found.plain_prospects == (helped,)
    # Upper sees clearly, and does not know that Lower does not: it expects Lower to help.
    assert [(one.actor, one.state, one.standing, one.leavers) for one in found.surprises] == [
        ("Upper", nothing, "unstable", ("Lower",))
    ]
    assert [upper.standing(place) for place in (nothing, helped, spite, both)] == [
        "unstable", "expected", "unstable", "unstable",
    ]  # fmt: skip
    assert (found.changed[0].actor, found.changed[0].chance.middle) == (None, 1)
    assert {one.values["Lower.help"]: one.difference.middle for one in found.effects} == {"no": 1, "yes": -1}


def test_where_the_belief_is_right_everybody_sees_the_same() -> None:
    found = hypergame(read(ENGINEERS), concepts()["firm"], "rightly")
    assert [game.actors for game in found.games] == [("Upper", "Lower")]
    assert found.surprises == ()
    assert found.prospects == found.plain_prospects
    assert found.changed[0].chance.middle == 0


def test_a_state_that_an_actor_holds_impossible_surprises_it() -> None:
    text = """
title: Bridge
circumstances: {bridge: {now: yes}}
actors:
  A: {options: {cross: {needs: bridge}}, prefers: [want: cross]}
  B: {options: {wait: {}}, prefers: [want: wait]}
beliefs: [{who: B, thinks: not bridge}]
"""
    found = hypergame(read(text), concepts()["firm"])
    clear, blind = found.games
    (end,) = found.prospects
    assert found.values(end) == {"A.cross": "yes", "B.wait": "yes"}
    assert [(one.actor, one.state, one.standing, one.leavers) for one in found.surprises] == [
        ("B", end, "impossible", ())
    ]
    assert blind.standing(end) == "impossible"
    assert clear.standing(end) == "expected"
    (expected,) = blind.prospects
    assert found.values(expected) == {"A.cross": "no", "B.wait": "yes"}
    assert not blind.astray
    astray = hypergame(read(text.replace("needs: bridge", "needs: bridge, start: yes")), concepts()["firm"])
    assert [game.astray for game in astray.games] == [False, True]
    imagined = text.replace("now: yes", "now: no").replace("not bridge", "bridge")
    (_, dreamer) = hypergame(read(imagined), concepts()["firm"]).games
    assert (dreamer.imagined, dreamer.equilibria) == (1, ())


def test_distrust_takes_the_truce_away_in_the_flagship() -> None:
    text = (files("detente.cases") / "diplomacy" / "us-russia-2024" / "scenario.yaml").read_text("utf-8")
    found = hypergame(read(text), concepts()["firm"], "offer_sticky_truce")
    (gone,) = set(found.plain_prospects) - set(found.prospects)
    assert found.values(gone)["Russia.truce"] == "yes"
    assert set(found.prospects) < set(found.plain_prospects)
    clear, russia = found.games
    assert dict(russia.thinks) == {"us_aim": "contain"}
    # Russia thinks that a truce would hold, and does not come to it; all others expect it.
    assert (clear.standing(gone), russia.standing(gone)) == ("expected", "stable")
    # In some worlds nobody could start from there: said so, and all else is told of the others.
    assert found.impossible is not None
    assert 0 < found.impossible.low <= found.impossible.high < 1
    assert found.obstacle[0].given.startswith("Where ")
    assert sum(one.seeing.middle for one in found.effects) == pytest.approx(1)


def test_beliefs_are_asked_about_though_they_are_switched_off() -> None:
    off = read(ENGINEERS + "analysis: {beliefs: off}\n")
    assert hypergame(off, concepts()["firm"]).prospects == hypergame(read(ENGINEERS), concepts()["firm"]).prospects


def test_an_unknown_status_quo_leaves_what_holds() -> None:
    found = hypergame(read(ENGINEERS + "start: unknown\n"), concepts()["firm"])
    assert (found.prospects, found.plain_prospects, found.effects, found.changed, found.worlds) == ((), (), (), (), 0)
    known = hypergame(read(ENGINEERS), concepts()["firm"])
    assert (found.equilibria, found.plain_equilibria) == (known.equilibria, known.plain_equilibria)
    assert {one.state for one in found.surprises} <= set(found.equilibria)


def test_worlds_without_a_conflict_leave_what_is_told_of_this_one() -> None:
    """The road is taken to be open, and a signal says for sure that it is not: then nobody can do anything."""
    rule = "never: [{when: closed, assumed: no way}]\n"
    signal = "signals: [{name: sign, about: closed, seen if: {no: 0, yes: 1}, seen: yes, assumed: it is read}]\n"
    text = ENGINEERS.replace("actors:\n", "  closed: {now: no, chance: 0.7}\nactors:\n") + rule + signal
    found, known = (hypergame(read(one), concepts()["firm"]) for one in (text, ENGINEERS))
    assert (found.prospects, found.surprises) == (known.prospects, known.surprises)
    assert [(one.actors, one.equilibria, one.prospects) for one in found.games] == [
        (one.actors, one.equilibria, one.prospects) for one in known.games
    ]
    assert (found.worlds, found.effects, found.changed) == (0, (), ())
    assert [one.given.partition(":")[0] for one in found.obstacle] == ["Where closed = yes"]


def test_doubted_beliefs_are_drawn() -> None:
    found = hypergame(read(ENGINEERS.replace("everything}]", "everything, chance: 0.6 to 0.8}]")), concepts()["firm"])
    assert [(one.actor, one.circumstance) for one in found.minds] == [("Lower", "aim")]
    assert found.worlds == 2
    change = found.changed[0].chance
    assert (change.middle, change.low, change.high) == pytest.approx((0.7, 0.6, 0.8))
    helped = {one.values["Lower.help"]: one for one in found.effects}["yes"]
    assert (helped.believing.middle, helped.seeing.middle) == pytest.approx((0.3, 1))
    assert (helped.difference.low, helped.difference.high) == pytest.approx((-0.8, -0.6))


# ---------------------------------------------------------------- more worlds than can be listed

MANY = 21
ROADS = "".join(f"  road_{number}: {{now: no, chance: 0.97}}\n" for number in range(MANY))
COACH = f"""  Coach:
    options: {{go: {{}}}}
    prefers: [{{want: go, exactly when: {" or ".join(f"road_{number}" for number in range(MANY))}}}]
"""
DOUBTED = ENGINEERS.replace("everything}]", "everything, chance: 0.6 to 0.8}]")
TRAVELLED = DOUBTED.replace("actors:\n", f"{ROADS}actors:\n{COACH}")
FAR = 5
"""Standard errors within which estimates must lie."""


def test_what_beliefs_change_is_told_of_drawn_worlds_where_too_many_matter() -> None:
    """Lower takes Upper to want everything with 0.7, and then does not help; the coach goes where some road is open.

    It stays with 0.97^21 = 0.5275. Help and no coach: 0.5275 without the belief, 0.3 of that with it.
    """
    with pytest.raises(TooLargeError):
        hypergame(read(TRAVELLED), concepts()["firm"])
    found = hypergame(read(TRAVELLED), concepts()["firm"], drawing=Drawing(1 << 12, 1))
    assert found.drawn is not None
    assert (found.drawn.samples, found.drawn.seed) == (4096, 1)
    change = found.changed[0].chance
    assert change.error is not None
    assert abs(change.middle - 0.7) <= FAR * change.error
    values = {"Coach.go": "no", "Upper.keep": "no", "Lower.help": "yes"}
    (helped,) = [one for one in found.effects if dict(one.values) == values]
    stays = 0.97**MANY
    for bounds, right in ((helped.believing, 0.3 * stays), (helped.seeing, stays), (helped.difference, -0.7 * stays)):
        assert bounds.error is not None
        assert 0 < bounds.error < 0.01
        assert abs(bounds.middle - right) <= FAR * bounds.error
    again = hypergame(read(TRAVELLED), concepts()["firm"], drawing=Drawing(1 << 12, 1))
    assert (again.effects, again.changed) == (found.effects, found.changed)


def test_draws_tell_what_listed_worlds_tell() -> None:
    exact = hypergame(read(DOUBTED), concepts()["firm"], drawing=Drawing())
    assert exact.drawn is None
    assert exact.changed[0].chance.error is None
    drawn = hypergame(read(DOUBTED), concepts()["firm"], drawing=Drawing(1 << 10, 2, always=True))
    for one, other in zip(drawn.effects, exact.effects, strict=True):
        assert one.values == other.values
        for told, right in zip((one.believing, one.difference), (other.believing, other.difference), strict=True):
            assert told.error is not None
            assert abs(told.middle - right.middle) <= FAR * told.error
            assert right.low - 0.05 <= told.low <= told.high <= right.high + 0.05


def test_a_scenario_without_beliefs_is_refused() -> None:
    for beliefs in ("", "beliefs: [{who: the press, thinks: aim = everything}]\n"):
        text = ENGINEERS[: ENGINEERS.index("beliefs")] + beliefs
        with pytest.raises(QuestionError) as caught:
            hypergame(read(text), concepts()["firm"])
        assert [one.code for one in caught.value.problems] == ["no-beliefs"]
