"""The draws are able to catch mistakes: each of these misreadings changes an answer among a few draws."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from tests.oracles import oracle
from tests.oracles.draw import draw
from tests.oracles.oracle import CONCEPTS, Answer, Conflict, NoAnswer, State, Verdicts, World, answer
from tests.oracles.sketch import Actor, Option, Sketch, Statement, graph_form, options_in_order

Movers = frozenset[str]


def plain_closure(self: Conflict, kind: str, movers: Movers, start: State) -> set[State]:
    found: set[State] = set()
    edge = {start}
    while edge:
        edge = {to for state in edge for who in movers for to in self.steps(kind, who, state)} - found
        found |= edge
    return found


def one_move_each(self: Conflict, kind: str, movers: Movers, start: State) -> set[State]:
    ends: set[State] = set()
    for who in movers:
        for to in self.steps(kind, who, start):
            ends |= {to} | one_move_each(self, kind, movers - {who}, to)
    return ends


def nothing_falls(world: World, before: State, after: State) -> State:
    return after


def fall_once(world: World, before: State, after: State) -> State:
    options = [option for _, option in options_in_order(world.sketch)]
    return tuple(
        option.values[0] if falls(world, option, index, before, after) else after[index]
        for index, option in enumerate(options)
    )


def fall_one_by_one(world: World, before: State, after: State) -> State:
    options = [option for _, option in options_in_order(world.sketch)]
    for index, option in enumerate(options):
        if falls(world, option, index, before, after):
            fallen = (*after[:index], option.values[0], *after[index + 1 :])
            return fall_one_by_one(world, before, fallen)
    return after


def falls(world: World, option: Option, index: int, before: State, after: State) -> bool:
    gone = oracle.loses_its_need(world, option, after) or oracle.lapses(world, option, index, before, after)
    return after[index] != option.values[0] and gone


def lapse_at_any_value(world: World, option: Option, index: int, before: State, after: State) -> bool:
    return before[index] != option.values[0] and any(
        oracle.reading(world, name, before) != oracle.reading(world, name, after) for name in option.lapses
    )


def lean_is_any(self: Conflict, who: str, state: State) -> set[State]:
    return self.improvements(who, state)


def lean_unless_better(self: Conflict, who: str, state: State) -> set[State]:
    def part_beats(to: State) -> bool:
        table = self.moves[who][state]
        return any(self.is_part(who, state, u, to) and self.rank(who, u) > self.rank(who, to) for u in table)

    return {to for to in self.improvements(who, state) if not part_beats(to)}


def cause_forgotten(self: Verdicts, who: str, state: State, to: State) -> bool:
    return bool(self.worst(who, to) <= self.own(who, state))


def bite_forgotten(self: Verdicts, who: str, state: State, to: State) -> bool:
    return bool(self.worst(who, to) < self.worst(who, state))


def no_reply(self: Verdicts, ground: Conflict, who: str, state: State) -> Any:
    return self.own(who, state)


def ties_do_not_sanction(self: Verdicts, concept: str, who: str, state: State, to: State) -> bool:
    ground = self.ground(concept, who, to)
    replies = ground.reach("any" if concept in ("gmr", "smr") else "better", self.others(who), to)
    return any(
        self.own(who, reply) < self.own(who, state)
        and (
            concept in ("gmr", "seq")
            or all(self.own(who, end) <= self.own(who, state) for end in ground.moves[who][reply])
        )
        for reply in replies
    )


def beliefs_ignored(self: Verdicts, concept: str, who: str, state: State) -> Conflict:
    return self.actual


def wants_misjudged(self: Verdicts, who: str, state: State) -> Any:
    return self.views.get(who, self.actual).rank(who, state)


def view_of_the_start(self: Verdicts, concept: str, who: str, state: State) -> Conflict:
    """Let the belief die as soon as any actual state refutes it."""
    view = self.views.get(who)
    if view is None or concept not in oracle.FORESIGHT_OF_PREFERENCES:
        return self.actual
    return view if set(self.actual.states) <= set(view.states) else self.actual


def order_unchanged(world: World, actor: Actor) -> list[Statement]:
    return list(actor.statements)


def backwards_too(option: Option, old: str, new: str) -> bool:
    return option.lock is None or new == old


def locks_leave_the_start(sketch: Sketch) -> State | None:
    if graph_form(sketch) or not sketch.start_known:
        return None if sketch.start is None else (sketch.start,)
    return tuple(option.start or option.values[0] for _, option in options_in_order(sketch))


MISTAKES: dict[str, tuple[Any, str, Callable[..., Any] | tuple[str, ...], str]] = {
    "closure in graphs": (Conflict, "reach", plain_closure, "dense graph of two"),
    "closure where moves fall away": (Conflict, "reach", plain_closure, "reactions to lapses"),
    "each moves once": (Conflict, "reach", one_move_each, "dense graph of three"),
    "nothing falls": (oracle, "fall_away", nothing_falls, "needs"),
    "falls once": (oracle, "fall_away", fall_once, "lapses"),
    "falls one by one": (oracle, "fall_away", fall_one_by_one, "needs and lapses"),
    "lapses at any value": (oracle, "lapses", lapse_at_any_value, "lapses"),
    "one-way forgotten": (oracle, "may_go", backwards_too, "one-way"),
    "all improvements lean": (Conflict, "lean", lean_is_any, "bundles"),
    "a part must beat": (Conflict, "lean", lean_unless_better, "bundles"),
    "cause forgotten": (Verdicts, "bitten", cause_forgotten, "reactions"),
    "bite forgotten": (Verdicts, "bitten", bite_forgotten, "reactions"),
    "no best reply": (Verdicts, "best_reply", no_reply, "reactions"),
    "ties do not sanction": (Verdicts, "sanctioned", ties_do_not_sanction, "graph with ties"),
    "beliefs ignored": (Verdicts, "ground", beliefs_ignored, "beliefs on wants"),
    "own wants misjudged": (Verdicts, "own", wants_misjudged, "beliefs on wants"),
    "beliefs die too soon": (Verdicts, "ground", view_of_the_start, "beliefs on what is possible"),
    "GMR listens": (oracle, "FORESIGHT_OF_PREFERENCES", CONCEPTS, "beliefs on what is possible"),
    "drops forgotten": (oracle, "order_of", order_unchanged, "drops"),
    "weights in floating point": (oracle, "Fraction", float, "weights"),
    "locks leave the start": (oracle, "status_quo_of", locks_leave_the_start, "locks"),
}


def answers(sketches: list[Sketch]) -> list[Answer | None]:
    found: list[Answer | None] = []
    for sketch in sketches:
        try:
            found.append(answer(sketch))
        except NoAnswer:
            found.append(None)
    return found


@pytest.mark.parametrize("mistake", MISTAKES)
def test_draws_catch(mistake: str, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, name, wrong, shape = MISTAKES[mistake]
    luck = Random(f"catch {mistake}")
    sketches = [draw(shape, luck) for _ in range(120)]
    right = answers(sketches)
    monkeypatch.setattr(owner, name, wrong)
    assert answers(sketches) != right
