"""The picture of play: the states and moves that are drawn, by the definitions, and where they are drawn."""

from __future__ import annotations

import itertools
import re
from math import hypot

import pytest

from detente import api
from detente.answers.analysis import analyse
from detente.answers.run import Run, run
from detente.answers.ways import MOST, Ways, ways
from detente.views.report.graph import graph, letters, positions
from detente.views.report.parts import Picture
from tests.views.reported import Parsed, scenario
from tests.views.small import PENNIES

SIX = "title: Six\nactors:\n" + "".join(f"  A{n}: {{options: {{on: {{}}}}, prefers: [want: 'on']}}\n" for n in range(6))
"""Each of six actors turns its own switch on, in any order: 64 states, one of which holds, six moves away."""

NAMES = (
    "cuban-missile-crisis", "syria-iraq-1975", "gisborne", "elmira-9-state", "elmira-12-state", "pennies",
)  # fmt: skip


def case(name: str) -> Run:
    return run(scenario(PENNIES), concept="nash") if name == "pennies" else run(api.load(name))


def found(given: Run) -> Ways:
    told = ways(given)
    assert told is not None
    return told


@pytest.mark.parametrize("name", NAMES)
def test_what_is_drawn_is_what_play_passes_through(name: str) -> None:
    """From the definitions: follow the moves that nothing deters, level by level, and keep all of them."""
    given = case(name)
    told = found(given)
    stays = given.verdicts().stable
    onward: dict[int, set[tuple[int, int]]] = {}
    level, levels = [given.board.start], {given.board.start: 0}
    while level:
        for place in level:
            moves = (
                (actor, to)
                for actor, arcs in enumerate(given.verdicts().undeterred)
                for to in arcs.from_(place).tolist()
            )
            onward[place] = set(moves)
            assert {actor for actor, _ in onward[place]} == {
                actor for actor in given.board.actors if not stays[actor][place]
            }, name
        level = sorted({to for place in level for _, to in onward[place]} - levels.keys())
        levels |= dict.fromkeys(level, max(levels.values()) + 1)
    assert told.whole
    assert {one.number - 1: level for one, level in zip(told.states, told.levels, strict=True)} == levels
    assert told.states[0].number == given.board.start + 1
    expected = {(given.conflict.actors[who], place + 1, to + 1) for place, some in onward.items() for who, to in some}
    drawn = [(one.actor, one.origin, one.to) for one in told.moves]
    assert len(drawn) == len(set(drawn))
    assert set(drawn) == expected


def test_of_many_states_only_the_shortest_ways_are_drawn() -> None:
    given = run(scenario(SIX))
    assert len(given.states) == 64 > MOST
    told = found(given)
    assert not told.whole
    assert (len(told.states), len(told.moves)) == (7, 6)
    assert told.levels == tuple(range(7))
    assert [one.origin for one in told.moves] == [one.number for one in told.states[:-1]]


def test_too_many_states_are_not_drawn_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.answers.ways.MOST", 6)
    assert ways(run(scenario(SIX))) is None
    text = Parsed(api.report(scenario(SIX), rests=False).html()).named("main")[0].text
    assert "The states that play passes through are too many to be drawn." in text
    assert "Prospect A: state 64" in text


def test_no_picture_without_a_status_quo() -> None:
    assert ways(run(api.load("chicken"))) is None


@pytest.mark.parametrize("name", NAMES)
def test_states_stand_apart_and_further_moves_stand_further_right(name: str) -> None:
    told = found(case(name))
    places = positions(told)
    assert len(places) == len(told.states)
    for one, other in itertools.combinations(places.values(), 2):
        assert hypot(one[0] - other[0], one[1] - other[1]) >= 1 - 1e-9, name
    assert all(places[one.number][0] == level for one, level in zip(told.states, told.levels, strict=True))
    assert positions(told) == places
    assert min(y for _, y in places.values()) == 0


def test_an_order_in_which_arcs_do_not_cross() -> None:
    """Two ways that cross as they are numbered: 1 to 3 and 4, then 3 to 6 and 4 to 5."""
    given = scenario(
        "title: Ways\nstates: [a, b, c, d, e]\nstart: a\nactors:\n"
        "  A: {moves: [[a, b], [a, c], [b, e], [c, d]], ranking: [[d, e], [b, c], [a]]}\n"
    )
    told = found(run(given, concept="nash"))
    places = positions(told)
    assert [places[number][0] for number in (1, 2, 3, 4, 5)] == [0, 1, 1, 2, 2]
    assert (places[2][1] < places[3][1]) == (places[5][1] < places[4][1])


def pictured(name: str) -> tuple[Picture, str]:
    given = case(name)
    picture = graph(analyse(given), found(given))
    return picture, picture.svg


def test_shapes_and_letters_say_what_a_state_is() -> None:
    picture, svg = pictured("cuban-missile-crisis")
    assert (svg.count("<rect"), svg.count('class="inner"')) == (1, 1)
    assert re.findall(r'class="sign"[^>]*>(\w+)<', svg) == ["S", "A"]
    assert re.findall(r'class="below"[^>]*>(\d+)<', svg) == ["1", "7"]
    assert picture.title == "Play round the status quo"
    assert picture.description.startswith("7 states and ")
    assert "US from state 1 (the status quo) to state 2" in picture.description
    assert "(prospect A)" in picture.description
    assert svg.count('class="arc"') == svg.count('class="who"')


def test_a_cycle_is_dashed() -> None:
    _, svg = pictured("pennies")
    assert svg.count("<rect") == 1
    assert svg.count("state round") == 3  # the fourth state of the cycle is the status quo
    text = Parsed(api.report(scenario(PENNIES), concept="nash").html()).named("main")[0].text
    assert "Play comes to rest nowhere." in text
    assert "Cycles: where play may go round and never rest" in text
    assert "Among 4 states, for example round from state 1" in text


def test_listed_states_have_their_names() -> None:
    _, svg = pictured("elmira-9-state")
    assert re.findall(r'class="below"[^>]*>(\w+)<', svg) == ["1", "5"]


def test_letters_go_on_after_z() -> None:
    named = letters(range(30))
    assert [named[place] for place in (0, 25, 26, 27)] == ["A", "Z", "AA", "AB"]


def test_curves_begin_and_end_outside_the_states_that_they_join() -> None:
    picture, svg = pictured("gisborne")
    assert picture.key == "ways"
    middles = [
        (float(x), float(y)) for x, y in re.findall(r'<circle class="state[^"]*" cx="([\d.]+)" cy="([\d.]+)"', svg)
    ]
    assert len(middles) == 7
    curves = re.findall(r'd="M([\d.]+) ([\d.]+)Q[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"', svg)
    assert len(curves) > 7
    for x, y, to_x, to_y in curves:
        ends = ((float(x), float(y)), (float(to_x), float(to_y)))
        assert all(hypot(end[0] - one[0], end[1] - one[1]) > 19 for end in ends for one in middles)
