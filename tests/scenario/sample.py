"""Two small valid files that use the whole language, and what tests do with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import Problem, ScenarioError
from detente.scenario.codes import CODES
from detente.scenario.reader import read

FLAGSHIP = Path(__file__).parents[2] / "src/detente/cases/diplomacy/us-russia-2024/scenario.yaml"

OPTIONS = """\
title: Two neighbours and a well
story: >
  They share a well.
as_of: 2024-11-29
sources:
  diary: {author: A, paragraphs: 10, grade: read}
  map: {title: The map}
analysis: {concept: seq, beliefs: off}
words: {may: [0.05, 0.95]}
circumstances:
  dry: {now: yes, means: no rain, chance: likely, cite: diary:3}
  mood: {values: [calm, sour, wild], now: sour,
    chances: {calm: 0.2, sour: {dry: 0.6, otherwise: 0.5}, wild: 0.1 to 0.3}}
  rich: {now: no, chance: {dry and mood = wild: unlikely, not dry or mood != wild: 0.4}, assumed: seen}
situations:
  strife: Ann.dig and not Bob.fence
  trouble: strife or mood = wild
actors:
  Ann:
    name: Ann of the hill
    means: she digs
    options:
      dig: {means: deepens the well, needs: dry, lapses when: "Bob.fence, trouble changes", irreversible: yes}
      help: {values: [none, some, much], start: some, irreversible: [much], cite: [map, "diary:2-4"]}
    prefers:
      - {name: water, want: dig, if: help > none, because: thirst, cite: diary:1}
      - {avoid: trouble, drops: {below: last, when: dry}}
      - {name: last, want: "help in [some, much]", exactly when: Bob.fence, assumed: she is kind}
  Bob:
    options:
      fence: {}
    weighs:
      - {want: fence, weight: 2.5}
      - {avoid: Ann.dig, weight: -0.5}
  Cat:
    options: {}
    prefers: []
  Dan:
    options: {sell: {values: [keep, sale]}}
    ranking: [[5], [3, 4], 1, 02]
never:
  - {name: poor, when: not rich and Dan.sell = sale, because: he cannot, cite: map}
  - {when: Bob.fence and Ann.help = much}
beliefs:
  - {who: Ann, thinks: dry = no and mood = wild, chance: almost certain, cite: diary:9}
  - {who: the village, thinks: not rich}
  - {who: Bob, thinks: {mood: {wild: 0.3 to 0.5, calm: unlikely, sour: 0.3}, rich: "yes"}, assumed: gossip}
signals:
  - {name: cloud, what: a cloud, about: dry, seen if: {yes: 0.2, no: 1}, seen: no, on: 2024-11-30, by: [Ann, Bob]}
  - {about: rich, seen if: {yes: 0.5, no: 0}}
variants:
  base: {}
  rain: {says: it rains, set: {dry: no}, start: {Ann.dig: yes}, lock: {Bob.fence: yes},
    irreversible: [Ann.help], cite: map}
claims:
  - {name: calm, says: no strife, test: every prospect where dry has not strife, in: rain, under: nash,
    hedge: may, stance: doubted}
  - {name: more, says: more of it, test: calm is likelier when dry, cite: diary:10}
outcomes:
  - trouble
  - {name: peace, when: not trouble and dry, chance: very likely, because: they are old, cite: diary:7}
not modelled:
  - {name: cows, what: the cows, why: they do not choose, cite: diary:5}
accept:
  - {check: idle-reason, of: [calm, Ann.water], because: it is a sample}
"""

GRAPH = """\
title: Four states
start: both
states: [none, left, right, both]
circumstances:
  late: {now: no}
actors:
  One:
    moves: [[none, left], [right, both]]
    ranking: [both, [2, 3], none]
  Two:
    moves: []
    prefers:
      - {want: "state in [left, both]", if: late}
variants:
  early: {start: left}
claims:
  - {name: moved, says: it moves, test: prospects differ from early on state}
"""


def problems(text: str | bytes) -> tuple[Problem, ...]:
    """Return the problems of a text that is no scenario; each has a place, words and a documented code."""
    with pytest.raises(ScenarioError) as caught:
        read(text, "f.yaml", ("nash", "gmr", "smr", "seq", "sseq", "firm"), ("idle-reason", "stated-as-fact"))
    for problem in caught.value.problems:
        assert problem.code in CODES, problem
        assert problem.place is not None
        assert problem.place.file == "f.yaml"
        assert problem.given
        assert problem.expected.endswith((".", "?"))
        assert problem.remedy.endswith((".", "?"))
        assert problem.severity == "error"
    return caught.value.problems


def changed(base: str, old: str, new: str) -> str:
    """Return the base with one passage changed; the passage must be in it once."""
    assert base.count(old) == 1, f"{old!r} stands {base.count(old)} times in the base"
    return base.replace(old, new)


def marked(text: str) -> tuple[str, tuple[int, int]]:
    """Return a text without its mark «, and the line and column where that was."""
    before, mark, after = text.partition("«")
    assert mark, "the example has no mark"
    lines = before.split("\n")
    return before + after, (len(lines), len(lines[-1]) + 1)
