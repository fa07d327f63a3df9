"""What verdicts rest on: every change, made in the drawing of a small conflict and judged by the definitions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from random import Random
from typing import Any

import pytest

from detente.arguments import hinges as module
from detente.arguments.claims import Argument
from detente.arguments.hinges import Rests, rests_on, support_of
from detente.engine.stability import concepts
from detente.grounds import together as joined
from detente.grounds.changes import Change, every_change, kinds, with_statements
from detente.scenario.model import Ranked, Scenario
from detente.scenario.reader import read
from tests.arguments.drawn import NAMES, case
from tests.arguments.oracle import Case, Said, speaks_of, verdict, weighed
from tests.oracles.oracle import NoAnswer
from tests.oracles.sketch import Actor, Sketch, Statement, graph_form

CONCEPTS = tuple(concepts())
COUNT = 2
"""Conflicts of each shape, in turn judged one by one and together."""

MOST_PAIRS = 30
"""Pairs of changes that the definitions are asked about."""

Where = tuple[str, int, int]
"""A change by its kind and places: of an actor and a statement or option, a rule or belief, a fact and its value."""


# ---------------------------------------------------------------- changes of a drawing


def places(sketch: Sketch) -> Iterator[tuple[Where, set[tuple[str, int, int]]]]:
    """Yield every change that can be made, with the judgements that it touches."""
    for a, actor in enumerate(sketch.actors):
        if actor.ranking is None:
            for s in range(len(actor.statements)):
                yield ("statement", a, s), {("wish", a, s)}
            if not actor.weighs:
                for s in range(len(actor.statements) - 1):
                    yield ("order", a, s), {("wish", a, s), ("wish", a, s + 1)}
    fixed: set[str] = set()
    if any(actor.ranking is not None for actor in sketch.actors) and not graph_form(sketch):
        fixed = structural(sketch)
    else:
        yield from ((("rule", r, 0), {("rule", r, 0)}) for r in range(len(sketch.never)))
        for a, actor in enumerate(sketch.actors):
            for o, option in enumerate(actor.options):
                if option.needs is not None:
                    yield ("need", a, o), {("need", a, o)}
    yield from ((("belief", b, 0), {("belief", b, 0)}) for b in range(len(sketch.beliefs)))
    for c, one in enumerate(sketch.circumstances):
        if one.name not in fixed:
            for v, value in enumerate(one.values):
                if value != one.now:
                    yield ("circumstance", c, v), {("fact", c, 0)}


def structural(sketch: Sketch) -> set[str]:
    options = [option for actor in sketch.actors for option in actor.options]
    parts = [*sketch.never, *(option.needs for option in options if option.needs is not None)]
    situations = dict(sketch.situations)
    parts += [situations[name] for option in options for name in option.lapses if name in situations]
    return set().union(*(speaks_of(part, sketch) for part in parts))


def made_all(drawn: Case, some: Iterable[Where]) -> Case:
    """Make changes, those first that leave all others in their places."""
    for where in sorted(some, key=lambda one: (one[0] != "order", -one[1], -one[2])):
        drawn = made(drawn, where)
    return drawn


def made(drawn: Case, where: Where) -> Case:
    """Make a change."""
    kind, first, second = where
    sketch, doubts = drawn.sketch, dict(drawn.doubts)
    match kind:
        case "statement":
            sketch = with_actor(sketch, first, without(sketch.actors[first], second))
        case "order":
            sketch = with_actor(sketch, first, exchanged(sketch.actors[first], second))
        case "rule":
            sketch = replace(sketch, never=left(sketch.never, first))
        case "belief":
            sketch = replace(sketch, beliefs=left(sketch.beliefs, first))
        case "need":
            options = list(sketch.actors[first].options)
            options[second] = replace(options[second], needs=None)
            sketch = with_actor(sketch, first, replace(sketch.actors[first], options=tuple(options)))
        case "circumstance":
            facts = list(sketch.circumstances)
            facts[first] = replace(facts[first], now=facts[first].values[second])
            doubts.pop(facts[first].name, None)
            sketch = replace(sketch, circumstances=tuple(facts))
    return replace(drawn, sketch=sketch, doubts=doubts, models={})


def with_actor(sketch: Sketch, place: int, actor: Actor) -> Sketch:
    return replace(sketch, actors=(*sketch.actors[:place], actor, *sketch.actors[place + 1 :]))


def left(every: tuple[Any, ...], place: int) -> tuple[Any, ...]:
    return every[:place] + every[place + 1 :]


def without(actor: Actor, place: int) -> Actor:
    """Take a statement away; where some drop below others it stays in its place and says nothing."""
    if any(one.drops is not None for one in actor.statements):
        silent = Statement(("always",), drops=actor.statements[place].drops, weight=actor.statements[place].weight)
        return replace(actor, statements=(*actor.statements[:place], silent, *actor.statements[place + 1 :]))
    return replace(actor, statements=left(actor.statements, place))


def exchanged(actor: Actor, place: int) -> Actor:
    order = list(range(len(actor.statements)))
    order[place], order[place + 1] = order[place + 1], order[place]
    found = [actor.statements[old] for old in order]
    moved = [
        one if one.drops is None else replace(one, drops=(order.index(one.drops[0]), one.drops[1])) for one in found
    ]
    return replace(actor, statements=tuple(moved))


# ---------------------------------------------------------------- the comparison


def expected(drawn: Case, said: Said, concept: str) -> str:
    try:
        return weighed(drawn, said, concept) if said.form in ("likelier", "chance") else verdict(drawn, said, concept)
    except NoAnswer:
        return "unknown"


def where(scenario: Scenario, change: Change) -> Where:
    """Tell which change of the drawing a change of the scenario is."""
    actors = list(scenario.actors.values())
    match change.kind:
        case "statement" | "order":
            return next(
                (change.kind, a, s)
                for a, actor in enumerate(actors)
                if not isinstance(actor.preferences, Ranked)
                for s, one in enumerate(actor.preferences.statements)
                if f"{actor.id}.{one.name}" == change.name
            )
        case "need":
            return next(
                ("need", a, o)
                for a, actor in enumerate(actors)
                for o, option in enumerate(actor.options)
                if option.id == change.name
            )
        case "rule":
            return ("rule", [rule.name for rule in scenario.rules].index(change.name), 0)
        case "belief":
            (grounds,) = change.touches.values()
            return ("belief", next(b for b, one in enumerate(scenario.beliefs) if one.grounds is grounds), 0)
    values = scenario.circumstances[change.name].values
    return ("circumstance", list(scenario.circumstances).index(change.name), values.index(change.to))


def flips(drawn: Case, said: Said, concept: str, sets: Iterable[tuple[Where, ...]]) -> tuple[dict[Any, str], int]:
    """Judge a claim by the definitions with each set of changes made: which flip it, and how many leave no conflict."""
    first, found, spoilt = expected(drawn, said, concept), {}, 0
    for some in sets:
        after = expected(CHANGED.setdefault((drawn.text, some), made_all(drawn, some)), said, concept)
        if after == "unknown":
            spoilt += 1
        elif after != first:
            found[frozenset(some)] = after
    return found, spoilt


CHANGED: dict[tuple[str, tuple[Where, ...]], Case] = {}


def told(scenario: Scenario, rests: Rests) -> dict[Any, str]:
    return {frozenset(where(scenario, change) for change in one.changes): one.verdict for one in rests.hinges}


@pytest.mark.parametrize("shape", NAMES)
def test_what_flips_a_verdict_is_as_the_definitions_say(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", 5)
    for number in range(COUNT):
        monkeypatch.setattr(joined, "SMALL", 0 if number % 2 else 1 << 12)
        check(f"{shape} {number}", shape)
    CHANGED.clear()


def check(seed: str, shape: str) -> None:
    luck = Random(seed)
    drawn = case(shape, luck)
    scenario = read(drawn.text, concepts=concepts())
    argument = Argument(scenario, concepts()[luck.choice(CONCEPTS)])
    every = dict(places(drawn.sketch))
    changes = every_change(scenario)
    assert sorted(where(scenario, one) for one in changes) == sorted(every)
    pairs = [(one, other) for (one, a), (other, b) in combinations(every.items(), 2) if not set(a) & set(b)]
    found = rests_on(argument, scenario.claims, thorough=len(pairs) <= MOST_PAIRS)
    for said, claim, rests in zip(drawn.claims, scenario.claims, found, strict=True):
        concept = argument.concept(claim).key
        assert rests.verdict == expected(drawn, said, concept)
        if rests.support is None:
            assert rests.idle
            continue
        alone, spoilt = flips(drawn, said, concept, [(one,) for one in every])
        assert (rests.tried, rests.spoilt) == (len(every), spoilt), seed
        double: dict[Any, str] = {}
        if not alone and len(pairs) <= MOST_PAIRS:
            double, _ = flips(drawn, said, concept, pairs)
        if alone or len(pairs) <= MOST_PAIRS:
            assert told(scenario, rests) == (alone or double), f"{seed}: {said.name}\n{drawn.text}"
        assert (rests.support == "over-determined") is (not alone)


def test_kinds_are_the_files() -> None:
    assert set(kinds()) == {"statement", "order", "rule", "need", "belief", "circumstance"}


# ---------------------------------------------------------------- by hand

BRIDGE = """
title: The bridge
sources:
  book: {title: A book, paragraphs: 9}
circumstances:
  flood: {values: [low, high], now: low, cite: 1}
  night: {now: no, assumed: x}
actors:
  A:
    options: {build: {cite: 2}}
    prefers:
      - {name: cross, want: build, if: flood = low, cite: 3}
      - {name: save, avoid: build, cite: 4}
  B:
    options: {toll: {needs: A.build, cite: 5}}
    prefers:
      - {name: earn, want: toll, cite: 6}
      - {name: ease, avoid: toll, if: night, assumed: x}
beliefs:
  - {who: passers-by, thinks: flood = high, assumed: x}
variants:
  held: {lock: {A.build: yes}, assumed: x}
claims:
"""


def rest(test: str, cite: str = "cite: 3", text: str = BRIDGE, more: str = "", thorough: bool = False) -> Rests:
    scenario = read(f"{text}  - {{name: it, says: so, test: '{test}', {cite}{more}}}\n", concepts=concepts())
    (found,) = rests_on(Argument(scenario, concepts()["nash"]), scenario.claims, thorough=thorough)
    return found


def names(found: Rests) -> list[tuple[tuple[str, ...], str]]:
    said = [
        (tuple(f"{c.kind} {c.name}{c.to and f' {c.to}'}" for c in one.changes), one.verdict) for one in found.hinges
    ]
    return sorted(said)


def test_a_verdict_rests_on_what_flips_it() -> None:
    """A builds because it wants to cross: not in a flood, not without that wish, nor if saving came before it."""
    found = rest("every prospect has A.build")
    assert names(found) == [
        (("circumstance flood high",), "fails"),
        (("order A.cross A.save",), "fails"),
        (("statement A.cross",), "fails"),
    ]
    assert (found.verdict, found.searched, found.tried, found.spoilt, found.idle) == ("holds", 2, 9, 0, False)


@pytest.mark.parametrize(
    ("test", "cite", "support"),
    [
        ("every prospect has A.build", "cite: [1, 3]", "built in"),
        ("every prospect has A.build", "cite: [1, 2]", "derived"),
        ("every prospect has A.build", "assumed: x", "derived"),
        ("every prospect has B.toll", "cite: [1, 3, 6]", "assumed"),
        ("every prospect has A.build or not A.build", "cite: 3", "over-determined"),
    ],
)
def test_what_carries_a_verdict(test: str, cite: str, support: str) -> None:
    """A's building rests on ¶1 and ¶3; B's toll on B's wish as well, in which something is assumed."""
    found = rest(test, cite, BRIDGE.replace("want: toll, cite: 6", "want: toll, cite: 6, assumed: x"))
    assert found.support == support
    assert found.assumed == ((("statement", "B.earn"),) if support == "assumed" else ())


def test_an_order_counts_where_nothing_else_does() -> None:
    """A builds for one wish and would not for the other: the claim cites the first, which is what carries it."""
    text = BRIDGE.replace("if: flood = low, cite: 3", "cite: 3")
    found = rest("every prospect has A.build", "cite: 3", text)
    assert ("order A.cross A.save",) in dict(names(found))
    assert found.support == "built in"  # the wish, not what it is put before
    order = [one for one in found.hinges if one.changes[0].kind == "order"]
    assert support_of(found.claim, order) == "derived"  # ¶3 and ¶4


def test_without_grounds_a_judgement_counts_as_assumed() -> None:
    text = BRIDGE.replace("want: build, if: flood = low, cite: 3", "want: build, if: flood = low")
    found = rest("every prospect has A.build", text=text)
    assert (found.support, found.assumed) == ("assumed", (("statement", "A.cross"),))


def test_two_at_once_where_no_single_one_does() -> None:
    """Two wishes of A, either of which is enough."""
    text = BRIDGE.replace("- {name: save", "- {name: also, want: build, cite: 3}\n      - {name: save")
    text = text.replace("if: flood = low, ", "")
    found = rest("every prospect has A.build", text=text)
    assert (("statement A.cross", "statement A.also"), "fails") in names(found)
    assert {len(one.changes) for one in found.hinges} == {2}
    assert (found.support, found.searched, found.assumed) == ("over-determined", 2, ())


def test_changes_that_leave_nothing_to_judge_flip_nothing() -> None:
    text = BRIDGE + "  - {name: other, says: so, test: A.build is reachable, assumed: x}\n"
    text = text.replace("claims:", "never: [{name: calm, when: flood = high and not A.build, assumed: x}]\nclaims:")
    found = rest("A.build is reachable", text=text.split("  - {name: other")[0])
    assert found.spoilt == 1  # in a flood the status quo is forbidden


@pytest.mark.parametrize(
    ("test", "more"), [("every prospect has A.build", ", in: held"), ("every prospect has A.build", "")]
)
def test_what_cannot_be_flipped_is_not_tried(test: str, more: str) -> None:
    text = BRIDGE if more else BRIDGE.replace("actors:", "start: unknown\nactors:", 1)
    found = rest(test, text=text, more=more)
    assert (found.idle, found.support, found.searched, found.hinges) == (True, None, 0, ())


@pytest.mark.parametrize(("most", "searched"), [(0, 0), (40, 1), (10_000, 2)])
def test_what_takes_long_is_tried_only_when_asked_for(
    most: int, searched: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three states in nine changes; pairs take more."""
    monkeypatch.setattr(module, "MOST", most)
    test = "every prospect has A.build or not A.build"
    found = rest(test)
    assert (found.searched, found.idle, found.support is None) == (searched, False, searched == 0)
    assert rest(test, thorough=True).searched == 2


def test_claims_about_chances_are_weighed_again() -> None:
    text = BRIDGE.replace("now: low, cite", "now: low, chance: 0.6, cite")
    found = rest("the chance of A.build is at least 0.5", text=text)
    assert names(found) == [
        (("circumstance flood high",), "fails"),
        (("order A.cross A.save",), "fails"),
        (("statement A.cross",), "fails"),
    ]


def test_what_is_claimed_of_another_claim_is_weighed_in_its_variant() -> None:
    text = BRIDGE.replace("now: low, cite", "now: low, chance: 0.6, cite")
    text += "  - {name: base, says: so, test: some prospect has A.build, assumed: x}\n"
    text += "  - {name: it, says: so, test: base is likelier when flood = low, assumed: x}\n"
    scenario = read(text, concepts=concepts())
    _, found = rests_on(Argument(scenario, concepts()["nash"]), scenario.claims)
    assert names(found) == [
        (("circumstance flood high",), "vacuous"),  # for certain: then nothing is likelier under it
        (("order A.cross A.save",), "fails"),
        (("statement A.cross",), "fails"),
    ]


def test_rankings_have_no_statements() -> None:
    text = """
title: Ranks
circumstances: {fog: {now: no, assumed: x}}
actors:
  A: {options: {x: {needs: not fog, assumed: x}}, ranking: [[2], [1]]}
claims:
"""
    found = rest("every prospect has A.x", "assumed: x", text)
    assert (found.tried, found.support, found.idle) == (0, None, True)
    scenario = read(text + "  - {name: c, says: so, test: A.x is reachable, assumed: x}\n", concepts=concepts())
    with pytest.raises(TypeError):
        with_statements(scenario, "A", tuple)
