"""A verdict that another concept of stability denies, and the text does not mention it."""

from __future__ import annotations

from collections.abc import Iterator

from detente.arguments.judged import Judged
from detente.arguments.standards import Standard
from detente.arguments.standards.subject import Lapse, Subject, conceptual
from detente.arguments.texts import word_in
from detente.engine.stability import Concept, concepts
from detente.scenario.model import Claim

DENIAL = {"holds": "fails", "fails": "holds"}


def find(subject: Subject) -> Iterator[Lapse]:
    """Yield claims whose verdict is what the analysis says, and not so under a concept that it does not name."""
    for judged in subject.judged.values():
        claim = judged.claim
        rivals = [key for key in _rivals(judged) if not _mentioned(subject, claim, concepts()[key])]
        if rivals and claim.concept is None:
            what = f"`{claim.name}` {judged.verdict} under {conceptual([judged.concept.key])}, and "
            denied = f"{DENIAL[judged.verdict]} under {conceptual(rivals)}, which is not mentioned"
            yield Lapse((claim.name,), what + denied, subject.place(claim))


def _rivals(judged: Judged) -> list[str]:
    """Return the concepts that deny what the analysis says: that its own claims hold, and that those it doubts fail."""
    said = "holds" if judged.asserted else "fails" if judged.claim.stance == "doubted" else None
    if judged.verdict != said:
        return []
    return [key for key, verdict in judged.concepts.items() if verdict == DENIAL[judged.verdict]]


def _mentioned(subject: Subject, claim: Claim, concept: Concept) -> bool:
    """Return whether a text names a concept where it speaks of a claim, or puts the same to the test under it."""
    text = " ".join(filter(None, (subject.says(claim), claim.says, claim.grounds.assumed)))
    beside = [one.test.text for one in subject.claims if (one.variant, one.concept) == (claim.variant, concept.key)]
    return word_in(text, (concept.key, concept.title)) is not None or claim.test.text in beside


STANDARD = Standard(
    severity="warning",
    finds="A verdict that another concept of stability denies, and the text does not mention it.",
    means=(
        "A claim of the analysis' own that holds by its concept and fails by another, or one that it doubts that "
        "fails and holds by another. It is mentioned if the claim names its concept (`under`), if its words name "
        "the other one, or if another claim puts the same to the test under it. Claims that are empty under "
        "another concept are not denied by it."
    ),
    why=(
        "A concept is an assumption about how far actors look ahead. Where the verdict hangs on it, readers must "
        "be told that there is an alternative."
    ),
    remedy=(
        "Name the concept (`under`), say in words what another one would make of it, or add a claim that tests it."
    ),
    find=find,
    example="""\
claims:
  - name: half_open
    says: the gates are left half open
    test: every prospect has Upper.gates = half
    assumed: an example
""",
    icd203=(1, 4),
    cites=("icd203-2015",),
)
