"""Conflicts for tests of settlements, worked out by hand; and what such tests ask.

The bridge. North may build one, and takes a toll on the ferry; South may pay. Standings are tuples of truths, the most
important first:

    North: South pays | it does not build for nothing | it takes its toll
    South: the bridge is built | it pays no toll | it does not pay, unless there is a fund for it

    state  build toll pay    North      South
      1    no   no   no      0 1 0      0 1 1
      2    yes  no   no      0 0 0      1 1 1
      3    no   yes  no      0 1 1      0 0 1     the status quo
      4    yes  yes  no      0 0 1      1 0 1
      5    no   no   yes     1 1 0      0 1 0
      6    yes  no   yes     1 1 0      1 1 0
      7    no   yes  yes     1 1 1      0 0 0
      8    yes  yes  yes     1 1 1      1 0 0

Asked for is `built and paid`: states 6 and 8. Both suit both against state 3. South leaves either by not paying (6 to
2, 8 to 4), North leaves 6 by taking its toll again (6 to 8). So South must be kept from that: it guarantees to pay,
its wish not to pay is bought off, or there is a fund. In state 6 more is set than in state 8, and more is needed.
"""

from __future__ import annotations

from detente import api
from detente.answers.acceptable import Acceptable
from detente.answers.plans import Plan, Plans
from detente.answers.proposal import Proposal
from detente.engine.stability import concepts
from detente.scenario.model import Scenario
from detente.scenario.reader import read
from detente.settlement.bargain import Bargain, Sitting
from detente.views.notebook import Settlement

BRIDGE = """
title: A bridge
analysis: {concept: nash}
circumstances:
  fund: {now: no, chance: 0.75, means: somebody else pays, assumed: x}
situations: {deal: North.build and South.pay}
actors:
  North:
    options:
      build: {assumed: x}
      toll: {start: yes, assumed: x}
    prefers:
      - {name: paid, want: South.pay, assumed: x}
      - {name: not_for_nothing, avoid: build and not South.pay, assumed: x}
      - {name: toll, want: toll, assumed: x}
  South:
    options:
      pay: {assumed: x}
    prefers:
      - {name: bridge, want: North.build, assumed: x}
      - {name: no_toll, avoid: North.toll, assumed: x}
      - {name: thrift, avoid: pay, if: not fund, assumed: x}
"""


def bridge(more: str = "") -> Scenario:
    return read(BRIDGE + more)


def settled(given: str | Scenario, *arguments: object, **options: object) -> Settlement:
    return api.settle(given, *arguments, **options)  # type: ignore[arg-type]


def plans(*arguments: object, **options: object) -> Plans:
    found = settled(*arguments, **options).found  # type: ignore[arg-type]
    assert isinstance(found, Plans)
    return found


def proposal(*arguments: object, **options: object) -> Proposal:
    found = settled(*arguments, **options).found  # type: ignore[arg-type]
    assert isinstance(found, Proposal)
    return found


def acceptable(*arguments: object, **options: object) -> Acceptable:
    found = settled(*arguments, **options).found  # type: ignore[arg-type]
    assert isinstance(found, Acceptable)
    return found


def clauses(plan: Plan) -> set[tuple[str, str, str]]:
    return {(term.clause.kind, term.clause.name, term.clause.value) for term in plan.terms}


DEAL = {("set", "North.build", "yes"), ("set", "South.pay", "yes")}
GUARANTEED = DEAL | {("guarantee", "South.pay", "")}
FUNDED = DEAL | {("make", "fund", "yes")}
BOUGHT = DEAL | {("waive", "South.thrift", "")}


def sitting_of(given: str | Scenario, formula: str) -> Sitting:
    scenario = api.load(given)
    bargain = bargain_of(scenario, formula)
    return bargain.at(bargain.terms)


def bargain_of(scenario: Scenario, formula: str, base: dict[str, str] | None = None) -> Bargain:
    from detente.scenario.asking import asked_formula

    values = base or {option.id: option.start for option in scenario.options.values()}
    concept = concepts()[scenario.settings.concept]
    group = tuple(range(len(scenario.actors)))
    meaning = asked_formula(scenario, formula, "--for").meaning
    return Bargain(scenario, None, concept, True, group, (values,), values, meaning)


def swap() -> Scenario:
    return read(
        "title: A swap\nanalysis: {concept: nash}\nactors:\n"
        + "".join(
            f"  {who}:\n    options: {{give: {{assumed: x}}}}\n"
            f"    prefers: [{{want: {other}.give, assumed: x}}, {{name: keep, avoid: give, assumed: x}}]\n"
            for who, other in (("Red", "Blue"), ("Blue", "Red"))
        )
    )


CROSSING = """
title: A crossing
states: [apart, one, two, together]
start: apart
analysis: {concept: nash}
circumstances: {calm: {now: yes, chance: 0.5, assumed: x}}
beliefs: [{who: Blue, thinks: calm = no, assumed: x}]
actors:
  Red: {moves: [[apart, one], [two, together], [together, two]], ranking: [[together], [two], [one], [apart]]}
  Blue:
    moves: [[apart, two], [one, together], [together, one]]
    prefers:
      - {name: near, want: state = together or state = one, assumed: x}
      - {want: state = one, if: not calm, assumed: x}
"""

RANKED = """
title: Two ferries
analysis: {concept: nash}
circumstances: {rain: {now: no, assumed: x}}
actors:
  Red: {options: {cheap: {assumed: x}}, ranking: [[4], [3], [1], [2]]}
  Blue: {options: {cheap: {assumed: x}}, prefers: [{want: Red.cheap, assumed: x}, {avoid: cheap, assumed: x}]}
never: [{name: storm, when: rain and Red.cheap and Blue.cheap, assumed: x}]
"""
