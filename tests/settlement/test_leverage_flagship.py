"""The flagship: what Europe's answer changes between Washington and Moscow, checked from its statements by hand.

`tests.arguments.by_hand` writes the case out again in plain Python. Here every joint setting of the options of the
United States and Russia is tried from the status quo: which has a truce, pays both, and is left alone by Europe,
Ukraine and China.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product

import pytest

from detente import api
from detente.arguments.claims import Argument
from detente.engine.stability import concepts
from detente.grounds.agreement import agreement
from detente.grounds.ground import Grounds
from detente.prospects.worlds import Bounds
from detente.scenario.asking import asked_formula
from detente.settlement.leverage import Lever, Question, levers
from detente.settlement.likely_levers import likelihoods
from detente.views.notebook import Leverage
from tests.arguments.by_hand import ACTORS, NAMES, NOW, OPTIONS, At, Facts, State, World

pytestmark = pytest.mark.more

PAIR = ("US", "Russia")
OTHERS = tuple(actor for actor in ACTORS if actor not in PAIR)


@cache
def asked() -> Leverage:
    return api.leverage("us-russia-2024", "Russia.truce", between="US,Russia")


def paying_truces(world: World) -> list[State]:
    """Return the states with a truce to which the pair can go at once, and that each of the two prefers."""
    start = world.opening
    own = [place for place, name in enumerate(NAMES) if name.split(".")[0] in PAIR]
    found = []
    for values in product(*(OPTIONS[NAMES[place]] for place in own)):
        chosen = dict(zip(own, values, strict=True))
        end = world.fallen("", start, [chosen.get(place, value) for place, value in enumerate(start)])
        stands = all(end[place] == value for place, value in chosen.items())
        if stands and end != start and world.allowed(end) and At(end).v["Russia.truce"] == "yes":
            found.append(end)
    return [end for end in found if all(world.rank(who, end) > world.rank(who, start) for who in PAIR)]


def leavers(world: World, state: State) -> tuple[str, ...]:
    return tuple(who for who in OTHERS if world.undeterred(who, state))


def left_alone(world: World) -> bool:
    """Tell whether one of these truces is left by nobody else; Europe, who mostly leaves, is asked first."""
    return any(not any(world.undeterred(who, end) for who in OTHERS) for end in paying_truces(world))


def world_of(**changed: str) -> World:
    facts: Facts = {**NOW, **changed}
    return World(facts)


def test_past_a_europe_that_answers_they_cannot_agree() -> None:
    """Every truce that pays both is left by Europe."""
    world = world_of()
    truces = paying_truces(world)
    assert truces
    assert all(world.undeterred("Europe", end) for end in truces)
    (agreed,) = asked().outcomes[0].agreed
    assert (agreed.between, agreed.kind) == (PAIR, "undone")
    assert agreed.state is not None
    told = tuple(agreed.state.values[name] for name in NAMES)
    assert told in truces
    assert agreed.actors == leavers(world, told)


def test_past_one_that_does_not_they_can() -> None:
    """The claim `joint_bargain_unopposed`: what the computation shows is a truce that nobody else leaves."""
    world = world_of(europe_ready="no")
    case = api.load("us-russia-2024")
    ground = Grounds(case).at("unprepared")
    truce = asked_formula(case, "Russia.truce", "test").meaning
    pair = tuple(ACTORS.index(who) for who in PAIR)
    found = agreement(ground, pair, ground.layout.where(truce), concepts()["firm"])
    assert found.kind == "agreed"
    options = list(case.options.values())
    row = ground.layout.board.values[found.state]
    told = tuple(option.values[value] for option, value in zip(options, row.tolist(), strict=True))
    assert told in paying_truces(world)
    assert leavers(world, told) == ()


@pytest.mark.parametrize("changed", [{"europe_ready": "no"}, {"congress": "divided"}])
def test_what_circumstances_change_between_them(changed: dict[str, str]) -> None:
    can = left_alone(world_of(**changed))
    ((name, value),) = changed.items()
    (effect,) = (one for one in asked().effects if one.lever == Lever("circumstance", name, value))
    assert effect.picture is not None
    assert bool(effect.picture.fares[0].agreed) == can == (name == "europe_ready")


def test_without_countermeasures_europe_does_not_stand_in_the_way() -> None:
    assert left_alone(World(NOW, lock={"Europe.counter": "no"}))
    lever = Lever("option", "Europe.counter", "no", without=True)
    (effect,) = (one for one in asked().effects if one.lever == lever)
    assert effect.picture is not None
    assert effect.picture.fares[0].agreed == (tuple(ACTORS.index(who) for who in PAIR),)


def test_russia_alone_can_prevent_a_truce() -> None:
    """A truce is Moscow's to give; and no state with one holds, so that there is nothing to undo."""
    (truce,) = asked().outcomes
    assert truce.power is not None
    assert [(way.group, way.choice) for way in truce.power.ways] == [(("Russia",), {"Russia.truce": "no"})]
    assert truce.power.pivotal == ("Russia",)
    assert truce.power.decisive == {actor: 16 if actor == "Russia" else 0 for actor in ACTORS}
    assert truce.holding == ()


def test_the_claims_say_the_same() -> None:
    """The claims of the file are judged by the same computation; over all worlds their chances are those told here."""
    case, firm = api.load("us-russia-2024"), concepts()["firm"]
    argument = Argument(case, firm)
    claims = {claim.name: claim for claim in case.claims}
    cannot, can = (argument.likely(claims[name]) for name in ("no_joint_bargain", "joint_bargain_unopposed"))
    assert cannot is not None
    assert can is not None
    pair, unready = tuple(ACTORS.index(who) for who in PAIR), Lever("circumstance", "europe_ready", "no")
    question = Question(case, (asked_formula(case, "Russia.truce", "test").meaning,), (pair,), firm)
    every = levers(case)
    given = likelihoods(question, replace(every, variants={unready: every.variants[unready]}))
    pulled = given.pulled[unready]
    assert pulled is not None
    now, then = given.base[0].agreed[pair], pulled[0].agreed[pair]
    assert (1 - now.high, 1 - now.middle, 1 - now.low) == pytest.approx(bounds(cannot.holds), abs=1e-12)
    assert bounds(then) == pytest.approx(bounds(can.holds), abs=1e-12)


def bounds(given: Bounds) -> tuple[float, float, float]:
    return given.low, given.middle, given.high
