"""The flagship's questions: is anything acceptable, what a just peace needs, what a truce for good changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente import api
from detente.answers.plans import Plans
from detente.answers.proposal import Proposal
from detente.settlement.bargain import Fault
from detente.settlement.clauses import Clause
from detente.settlement.joint_moves import together
from detente.views.page import text
from tests.settlement.bridge import (
    bargain_of,
    clauses,
    plans,
    settled,
)

pytestmark = pytest.mark.more

# ------------------------------------------------------------ the flagship


def test_the_flagship_has_no_plan_for_all_and_says_on_what_that_rests() -> None:
    """The claim `no_plan_for_all`: no state with agreement suits everyone."""
    found = plans("us-russia-2024", "agreement", at_most=0)
    assert found.accepted == 0
    assert not found.plans
    assert {(one.kind, one.name, one.to) for one in found.allowing or ()} >= {
        ("circumstance", "terms_compatible", "yes"),
        ("statement", "Russia.price", ""),
    }


def test_the_smallest_plan_for_a_just_peace() -> None:
    """Where terms are not compatible that must be made; where they are, options alone do it."""
    whole = settled("us-russia-2024", "just_peace", clauses="set,make", at_most=1, limit=1)
    found = whole.found
    assert isinstance(found, Plans)
    first = found.plans[0]
    agreed = {
        ("set", "US.aid", "cut"), ("set", "US.plan", "both"), ("set", "US.russia", "dialogue"),
        ("set", "Russia.truce", "yes"), ("set", "Russia.arm", "no"), ("set", "Ukraine.accept", "yes"),
    }  # fmt: skip
    assert clauses(first) == agreed | {("make", "terms_compatible", "yes")}
    assert first.state is None  # no state as things are
    assert found.demands is not None
    told = [tuple((missed.kind, missed.says) for missed in one.missed) for one in found.demands.disputes]
    assert (("rule", "US.plan = both and not terms_compatible"), ("suits", "Russia")) in told
    page = text(whole.page())
    assert "without it, there is no such state (never demands_met and US.russia = contain)" in page
    assert "US could set europe to coerce, but then Europe would set counter to yes" in page
    assert "without Ukraine.just_peace: Ukraine is worse off than in the status quo: it wants help" in page
    possible = plans("us-russia-2024", "just_peace", variant="compatible_terms", clauses="set", at_most=0)
    assert [clauses(one) for one in possible.plans] == [agreed]
    assert possible.demands is None
    assert possible.plans[0].order.steps is not None


@pytest.mark.parametrize("variant", ["offer_patient_europe", "offer_sticky_truce"])
def test_a_truce_that_cannot_be_taken_back_deters_nobody(variant: str) -> None:
    """Both hold against each alone. Who cannot end the truce cannot answer a group that changes the terms."""
    scenario = api.load("us-russia-2024")
    base = {option.id: option.start for option in scenario.options.values()} | dict(scenario.variants[variant].start)
    bargain = replace(bargain_of(scenario, "Russia.truce", base), variant=variant)
    target = {**base, "Russia.truce": "yes", "Russia.arm": "no"}
    kept = [Clause("guarantee", "US.europe"), Clause("guarantee", "US.aid")]
    fault, sitting = bargain.fault(kept, target)
    assert fault is None
    assert sitting is not None
    for one in kept:
        missing = bargain.fault([other for other in kept if other != one], target)[0]
        assert missing == Fault("leaves", (0,))  # the US
    groups = together(sitting.ground, bargain.concept, sitting.find(target))
    assert {one.group for one in groups} == {(0, 3), (0, 1, 3)}  # the US and Ukraine, with or without Europe
    assert {one.deterred for one in groups} == {variant == "offer_patient_europe"}


def test_a_deal_over_the_heads_of_others() -> None:
    """Russian terms met by a truce: Europe loses by it and strikes back; groups that could gain more are deterred."""
    deal = "US.plan=russian_terms, US.russia=dialogue, Russia.truce=yes, Russia.arm=no"
    found = settled("us-russia-2024", state=deal)
    assert isinstance(found.found, Proposal)
    stands = {one.actor: one.standing for one in found.found.attitudes}
    assert stands == {"US": "gains", "Europe": "loses", "Russia": "gains", "Ukraine": "level", "China": "level"}
    assert {one.actor for one in found.found.stances if not one.stable} == {"US", "Europe"}
    assert all(one.deterred for one in found.found.together)
    page = text(found.page())
    assert f"{len(found.found.together)} groups could do better together, and replies of the others deter all" in page
