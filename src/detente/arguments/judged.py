"""What is said of a claim in the end: its verdicts, its chance, and how that compares with its author's word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from detente.arguments.finding import Finding, Verdict
from detente.engine.stability import Concept
from detente.prospects.bounds import Bounds, Fit
from detente.scenario.model import Band, Claim, Scenario
from detente.scenario.quantities import numbers_of_range


@dataclass(frozen=True)
class Likely:
    """How likely a claim is to hold, over all worlds.

    `holds` is the chance that it does, `vacuous` that it speaks of nothing; both are given that its variant is a
    conflict at all, and `impossible` is the chance that it is none. `worlds` counts the worlds, `mattering` names the
    circumstances on which it depends whether the claim holds.
    """

    holds: Bounds
    vacuous: Bounds
    impossible: Bounds
    worlds: int
    mattering: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """A claim with its verdict.

    `variant` and `concept` are those by which it was judged. `finding` is about the world as it is now. `concepts` has
    the verdict under each concept asked about, and is empty where no concept matters. `likely` is None where nothing is
    doubted, where the claim is about chances itself, and where there are too many worlds: then `unweighed` says so.
    `band` is what the author's word stands for, and `fits` says how the chance at the middles compares with it.
    """

    claim: Claim
    variant: str | None
    concept: Concept
    finding: Finding
    concepts: Mapping[str, Verdict]
    likely: Likely | None
    unweighed: str
    band: Band | None
    fits: Fit | None

    @property
    def verdict(self) -> Verdict:
        """Return the verdict in the world as it is now."""
        return self.finding.verdict

    @property
    def asserted(self) -> bool:
        """Return whether the analysis makes the claim its own, rather than report or doubt it."""
        return self.claim.stance in ("own", "inferred")

    @property
    def alone(self) -> bool:
        """Return whether the claim holds under the concept that it is judged by, and under no other."""
        return len(self.concepts) > 1 and [k for k, v in self.concepts.items() if v == "holds"] == [self.concept.key]


def band_of(scenario: Scenario, claim: Claim) -> Band | None:
    """Return within which bounds a claim puts a chance, by a word, a number or a range; None where it puts none."""
    words = claim.test.words
    if "is" in words:
        if words["is"] in scenario.words:
            return scenario.words[words["is"]]
        low, high = numbers_of_range(words["is"]) or (words["is"], words["is"])
        return Band(Fraction(low), Fraction(high))
    if "at least" in words:
        return Band(Fraction(words["at least"]), Fraction(1))
    return Band(Fraction(0), Fraction(words["at most"])) if "at most" in words else None
