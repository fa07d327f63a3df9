"""A reason without effect: left out, it changes no verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.arguments.standards import Standard
from detente.arguments.standards.subject import Lapse, Subject
from detente.errors import Place
from detente.grounds.changes import every_change
from detente.scenario.model import Ranked, Scenario

LEFT_OUT = ("statement", "rule", "need", "belief")
"""Kinds of changes that leave a judgement out."""


def find(subject: Subject) -> Iterator[Lapse]:
    """Yield judgements that can be left out, alone, without a change of any verdict that was tried."""
    tried = [one for one in subject.rests if one.searched]
    if subject.essay is not None or not tried:
        return
    at_work = {key for rests in tried for hinge in rests.hinges for one in hinge.changes for key in one.touches}
    places = _places(subject.scenario)
    for change in every_change(subject.scenario):
        key = (change.kind, change.name)
        if change.kind in LEFT_OUT and key not in at_work:
            what = "what it needs" if change.kind == "need" else "it"
            said = f"`{change.name}`: without {what} no verdict changes, of {len(tried)} that were tried"
            yield Lapse((change.name,), said, places[key])


def _places(scenario: Scenario) -> Mapping[tuple[str, str], Place]:
    """Return where judgements stand, by the kind of change that leaves them out and by name."""
    found = {("rule", one.name): one.place for one in scenario.rules}
    found |= {("need", one.id): one.needs.place for one in scenario.options.values() if one.needs is not None}
    found |= {("belief", one.name): one.place for one in scenario.beliefs}
    for actor in scenario.actors.values():
        if not isinstance(actor.preferences, Ranked):
            found |= {("statement", f"{actor.id}.{one.name}"): one.place for one in actor.preferences.statements}
    return found


STANDARD = Standard(
    severity="note",
    finds="A reason without effect: left out, alone, it changes no verdict.",
    means=(
        "Every statement, rule, belief and need of a scenario is left out, one at a time, and its claims are "
        "judged again. One that also bears on a verdict by its place in an order counts as at work. Claims that "
        "take long to try are passed over, and the number of those tried is told. It may still matter to chances, "
        "or to what no claim speaks of."
    ),
    why=(
        "A reason that nothing rests on makes an argument look stronger than it is, or a claim is missing that "
        "needs it."
    ),
    remedy=(
        "Take it out, or add the claim for which it matters; accept it where it completes the picture of an actor."
    ),
    find=find,
    example="""\
actors:
  Upper:
    prefers:
      - {name: calm, avoid: Lower.protest, cite: 5}
      - {name: water, want: "gates in [half, shut]", cite: 4}
      - {name: dam, want: Lower.talks, cite: 7}
claims:
  - name: half_open
    says: the gates are left half open
    test: every prospect has Upper.gates = half
    cite: 4
  - name: no_shut_gates
    says: shut gates are answered
    test: no equilibrium has Upper.gates = shut and not Lower.protest
    cite: 6
""",
    icd203=(6,),
    cites=("icd203-2015",),
)
