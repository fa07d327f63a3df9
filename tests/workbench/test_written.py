"""A scenario as it is written, told as an object: also what limits a choice, and states that are listed by name."""

from __future__ import annotations

from pathlib import Path

from detente import api
from detente.workbench.objects.written import Written, pack_written

GRAPH = """\
title: The river as a graph
states: {flowing: the river flows, dammed: it is dammed, strike: the dam is gone}
start: flowing
actors:
  Upper: {moves: [[flowing, dammed]], ranking: [dammed, flowing, strike]}
  Lower: {moves: [[dammed, strike]], ranking: [flowing, strike, dammed]}
"""

LIMITED = """\
title: What limits a choice
circumstances: {money: {values: [none, some], now: some}}
actors:
  Anna:
    options:
      build: {needs: money = some, irreversible: yes}
      talk: {lapses when: "Ben.leave, far changes"}
      pace: {values: [slow, fast, still], irreversible: [still]}
    prefers: [want: talk]
  Ben: {options: {leave: {}}, prefers: [avoid: leave]}
situations: {far: Ben.leave and Anna.build}
never: [{name: both, when: Anna.build and Ben.leave, because: no use, assumed: a test}]
outcomes: [{name: built, when: Anna.build, assumed: a test}]
not modelled: [{what: the weather, why: the same for both}]
"""


def written(folder: Path, text: str) -> Written:
    """Return what is written in a text."""
    path = folder / "one.yaml"
    path.write_text(text, encoding="utf-8")
    return pack_written(api.load(path))


def test_states_and_moves_of_graph_form_are_told(tmp_path: Path) -> None:
    found = written(tmp_path, GRAPH)
    assert [(one.id, one.means) for one in found.states][:2] == [
        ("flowing", "the river flows"),
        ("dammed", "it is dammed"),
    ]
    assert found.start == "flowing"
    assert [one.moves for one in found.actors] == [[("flowing", "dammed")], [("dammed", "strike")]]


def test_what_limits_a_choice_is_told(tmp_path: Path) -> None:
    build, talk, pace = written(tmp_path, LIMITED).actors[0].options
    assert (build.needs, build.forward, build.kept) == ("money = some", True, [])
    assert (talk.needs, talk.lapses_when, talk.forward) == (None, ["Ben.leave", "far"], False)
    assert (pace.forward, pace.kept) == (False, ["still"])


def test_rules_outcomes_and_what_is_left_out_have_their_reasons(tmp_path: Path) -> None:
    found = written(tmp_path, LIMITED)
    assert found.actors[0].moves is None
    assert [(one.name, one.text, one.grounds.because) for one in found.never] == [
        ("both", "Anna.build and Ben.leave", "no use")
    ]
    assert [(one.name, one.text, one.grounds.assumed) for one in found.outcomes] == [("built", "Anna.build", "a test")]
    assert [(one.what, one.why) for one in found.not_modelled] == [("the weather", "the same for both")]
