"""From a scenario to a conflict: worlds, variants, statements that drop, and beliefs; all expectations by hand."""

from __future__ import annotations

import pytest

from detente.answers.run import run
from detente.conflict import Conflict, Ordered, Ranked, Weighed, conflict, world
from detente.errors import ConflictError, QuestionError
from detente.scenario.expression import ALWAYS, NEVER, Is, Not
from detente.scenario.reader import read

TEXT = """
title: Worlds
circumstances:
  fog: {now: no, assumed: x}
  mood: {values: [calm, tense, angry], now: tense, assumed: x}
situations:
  lost: fog and North.march = near
  grim: mood = angry
  dark: fog
actors:
  North:
    options:
      march: {values: [no, near, far], start: near, needs: not fog or South.guide, assumed: x}
      talk: {irreversible: yes, assumed: x}
    prefers:
      - {name: peace, want: talk, drops: {below: gain, when: mood > calm}, assumed: x}
      - {name: safety, avoid: march = far, if: not fog, assumed: x}
      - {name: gain, want: march = far, assumed: x}
      - {name: quiet, want: South.guide, assumed: x}
  South:
    options:
      guide: {lapses when: "lost, grim, North.talk changes", irreversible: [yes], assumed: x}
      wait: {start: yes, assumed: x}
    weighs:
      - {name: order, want: guide, weight: 0.25, assumed: x}
      - {name: calm, avoid: North.march = far, exactly when: wait, weight: 1.5, assumed: x}
never:
  - {name: mired, when: fog and North.march = far, assumed: x}
  - {name: mute, when: mood = angry and North.talk, assumed: x}
beliefs:
  - {who: South, thinks: fog = yes, assumed: x}
  - {who: North, thinks: mood = tense, assumed: x}
  - {who: a newspaper, thinks: fog = yes, assumed: x}
variants:
  misty: {set: {fog: yes}, start: {North.march: no}, assumed: x}
  held: {lock: {South.wait: no, North.talk: yes}, irreversible: [South.wait, North.march], assumed: x}
  heated: {set: {mood: angry}, assumed: x}
  eased: {set: {mood: calm}, assumed: x}
  base: {}
"""


def of(variant: str | None = None, beliefs: bool | None = None) -> Conflict:
    """Return the scenario's conflict in a variant."""
    return conflict(read(TEXT), variant, beliefs)


def goals(plain: Conflict, actor: int) -> list[str]:
    """Return the names of an actor's goals in their order."""
    preference = plain.preferences[actor]
    assert not isinstance(preference, Ranked)
    return [goal.name for goal in preference.goals]


# ---------------------------------------------------------------- the world as it is


def test_facts_are_put_into_formulas() -> None:
    plain = of(beliefs=False)
    march, talk, guide, wait = plain.options
    assert [option.id for option in plain.options] == ["North.march", "North.talk", "South.guide", "South.wait"]
    assert [option.actor for option in plain.options] == [0, 0, 1, 1]
    assert march.needs == ALWAYS  # no fog, so nothing is needed
    assert (march.forward, march.kept, talk.forward, guide.kept) == (False, (), True, ("yes",))
    assert guide.watches == ("North.talk",)  # situations that the world decides never change
    assert wait.watches == ()
    assert plain.never == (NEVER, NEVER)
    assert plain.start == {"North.march": "near", "North.talk": "no", "South.guide": "no", "South.wait": "yes"}
    assert plain.views == {}
    assert plain.arcs is None


def test_other_facts_make_another_conflict() -> None:
    misty = of("misty", beliefs=False)
    march, _, guide, _ = misty.options
    assert march.needs == Is("South.guide", ("yes",))
    assert [getattr(watch, "name", watch) for watch in guide.watches] == ["lost", "North.talk"]
    assert misty.never == (Is("North.march", ("far",)), NEVER)
    assert misty.start == {"North.march": "no", "North.talk": "no", "South.guide": "no", "South.wait": "yes"}
    assert of("heated", beliefs=False).never == (NEVER, Is("North.talk", ("yes",)))


def test_the_world_is_what_is_now_changed_by_the_variant() -> None:
    scenario = read(TEXT)
    assert world(scenario) == {"fog": "no", "mood": "tense"}
    assert world(scenario, "misty") == {"fog": "yes", "mood": "tense"}
    assert world(scenario, "base") == world(scenario)
    with pytest.raises(QuestionError):
        world(scenario, "mist")


def test_a_variant_that_says_nothing_changes_nothing() -> None:
    assert of("base") == of()


# ---------------------------------------------------------------- locks and one-way options


def test_a_variant_holds_options_where_it_says() -> None:
    held = of("held", beliefs=False)
    march, talk, guide, wait = held.options
    assert [option.locked for option in held.options] == [None, "yes", None, "no"]
    assert (march.forward, talk.forward, guide.forward, wait.forward) == (True, True, False, True)
    # What is locked stands at its lock from the start on.
    assert held.start == {"North.march": "near", "North.talk": "yes", "South.guide": "no", "South.wait": "no"}
    solved = run(read(TEXT), "held", beliefs=False)
    assert [tuple(state.values.values()) for state in solved.states] == [
        (march_, "yes", guide_, "no") for guide_ in ("no", "yes") for march_ in ("no", "near", "far")
    ]
    # North can only go on; South cannot take back its guide.
    ways = [[arcs.from_(s).tolist() for s in range(6)] for arcs in solved.board.moves]
    assert ways == [[[1, 2], [2], [], [4, 5], [5], []], [[3], [4], [5], [], [], []]]


# ---------------------------------------------------------------- wants


def test_statements_drop_where_their_time_is_past() -> None:
    assert goals(of(beliefs=False), 0) == ["safety", "gain", "peace", "quiet"]
    assert goals(of("eased", beliefs=False), 0) == ["peace", "safety", "gain", "quiet"]
    assert goals(of("heated", beliefs=False), 0) == ["safety", "gain", "peace", "quiet"]


def test_two_that_drop_do_so_in_the_order_of_the_list() -> None:
    text = """
title: Two drops
circumstances: {bad: {now: yes, assumed: x}}
actors:
  A:
    options: {x: {assumed: x}}
    prefers:
      - {name: one, want: x, drops: {below: three, when: bad}, assumed: x}
      - {name: two, avoid: x, drops: {below: one, when: bad}, assumed: x}
      - {name: three, want: x, assumed: x}
      - {name: four, want: x, assumed: x}
"""
    assert goals(conflict(read(text)), 0) == ["three", "one", "two", "four"]


def test_statements_mean_what_they_say() -> None:
    plain = of(beliefs=False)
    ordered, weighed = plain.preferences
    assert isinstance(ordered, Ordered)
    assert isinstance(weighed, Weighed)
    meaning = {goal.name: goal.meaning for goal in ordered.goals}
    assert meaning["gain"] == Is("North.march", ("far",))
    assert meaning["safety"] == Not(Is("North.march", ("far",)))
    in_fog = of("misty", beliefs=False).preferences[0]
    assert isinstance(in_fog, Ordered)
    assert {goal.name: goal.meaning for goal in in_fog.goals}["safety"] == ALWAYS
    # Weights are whole numbers in the ratio of those written.
    assert {goal.name: goal.weight for goal in weighed.goals} == {"order": 1, "calm": 6}


def test_weights_count_and_exactly_when_compares_truths() -> None:
    solved = run(read(TEXT), beliefs=False)
    scores = []
    for state in solved.states:
        far, guide, wait = (
            state.values["North.march"] == "far",
            state.values["South.guide"],
            state.values["South.wait"],
        )
        scores.append((guide == "yes") * 0.25 + ((not far) == (wait == "yes")) * 1.5)
    assert solved.board.ranks[1].tolist() == [sorted(set(scores)).index(score) for score in scores]


def test_a_ranking_numbers_the_states_of_the_scenario_as_written() -> None:
    text = """
title: Ranked
circumstances: {bad: {now: no, assumed: x}, wet: {now: no, assumed: x}}
actors:
  A: {options: {x: {assumed: x}, y: {assumed: x}}, ranking: [3, [1, 2], 4]}
  B: {options: {z: {assumed: x}}, ranking: [1, 2, 3, 4]}
never:
  - {when: B.z and not bad, assumed: x}
  - {when: wet and A.x, assumed: x}
variants:
  wetter: {set: {wet: yes}, assumed: x}
  worse: {set: {bad: yes}, assumed: x}
  without: {lock: {A.x: yes}, assumed: x}
"""
    plain = run(read(text))
    assert len(plain.states) == 4
    assert plain.board.ranks.tolist() == [[2, 2, 3, 1], [4, 3, 2, 1]]
    # With x held at yes the states 2 and 4 are left, and keep their places.
    without = run(read(text), "without")
    assert [tuple(state.values.values()) for state in without.states] == [("yes", "no", "no"), ("yes", "yes", "no")]
    assert without.board.ranks.tolist() == [[2, 1], [3, 1]]
    # In the wet, 1 and 3 are left.
    assert run(read(text), "wetter").board.ranks.tolist() == [[2, 3], [4, 2]]
    with pytest.raises(ConflictError):  # states that the ranking does not know
        run(read(text), "worse")


# ---------------------------------------------------------------- beliefs


def test_who_is_wrong_gets_a_view_and_who_is_right_does_not() -> None:
    plain = of()
    assert set(plain.views) == {1}  # North thinks what is so; a newspaper is no actor
    view = plain.views[1]
    assert view.options == of("misty").options
    assert view.never == of("misty").never
    assert set(of("misty").views) == set()
    assert set(of("heated").views) == {0, 1}
    assert of(beliefs=False).views == {}


def test_an_actor_may_err_about_the_world_but_not_about_itself() -> None:
    heated = of("heated")
    actual, north = heated, heated.views[0]
    # North takes the mood for tense: nothing of its own list depends on that, and its own wants are the actual ones.
    assert north.preferences[0] == actual.preferences[0]
    assert north.preferences[1] == of("base").preferences[1]
    eased = of("eased")
    assert set(eased.views) == {0, 1}
    # In its view the mood is tense and the statement would drop; but it wants what it wants.
    assert goals(eased.views[0], 0) == ["peace", "safety", "gain", "quiet"]
    # South sees North in the fog, where safety is no matter; North's order is that of the mood, which South has right.
    assert goals(eased.views[1], 0) == ["peace", "safety", "gain", "quiet"]
    seen = eased.views[1].preferences[0]
    assert isinstance(seen, Ordered)
    assert seen.goals[1].meaning == ALWAYS
    assert eased.views[1].preferences[1] == eased.preferences[1]


def test_beliefs_can_be_switched_off_in_the_file() -> None:
    off = TEXT + "analysis: {beliefs: off}\n"
    assert conflict(read(off)).views == {}
    assert set(conflict(read(off), beliefs=True).views) == {1}


def test_two_thoughts_of_one_actor_are_thought_together() -> None:
    text = TEXT.replace("who: North, thinks: mood = tense", "who: South, thinks: mood = angry")
    view = conflict(read(text)).views[1]
    assert view.never == (Is("North.march", ("far",)), Is("North.talk", ("yes",)))


# ---------------------------------------------------------------- the status quo


def test_a_start_may_be_unknown_until_a_variant_names_one() -> None:
    text = TEXT + "start: unknown\n"
    assert conflict(read(text)).start is None
    assert run(read(text)).board.start == -1
    assert run(read(text)).play() is None
    # Options that the variant leaves out stand where the file has them.
    named = conflict(read(text), "misty")
    assert named.start == {"North.march": "no", "North.talk": "no", "South.guide": "no", "South.wait": "yes"}


def test_graph_form_starts_where_it_says() -> None:
    text = """
title: Graph
states: [s1, s2, s3]
start: s2
actors:
  A: {moves: [[s1, s2], [s2, s3]], ranking: [s3, [s1, s2]]}
  B: {moves: [], prefers: [{avoid: state = s3, assumed: x}]}
variants:
  late: {start: s3, assumed: x}
"""
    scenario = read(text)
    plain = conflict(scenario)
    assert plain.start == {"state": "s2"}
    assert conflict(scenario, "late").start == {"state": "s3"}
    assert plain.arcs == ((("s1", "s2"), ("s2", "s3")), ())
    solved = run(scenario)
    assert solved.board.start == 1
    assert solved.board.ranks.tolist() == [[1, 1, 2], [1, 1, 0]]
    assert solved.board.transitive == (False, True)
    unknown = read(text.replace("start: s2\n", ""))
    assert conflict(unknown).start is None
