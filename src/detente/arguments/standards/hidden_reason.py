"""A judgement that cites nothing carries a verdict, and the claim does not say so."""

from __future__ import annotations

from collections.abc import Iterator

from detente.arguments.hinges import Rests, touched
from detente.arguments.standards import Standard
from detente.arguments.standards.subject import Lapse, Subject, listed
from detente.arguments.texts import JUDGING, word_in
from detente.scenario.model import Claim


def find(subject: Subject) -> Iterator[Lapse]:
    """Yield claims of the analysis' own that one uncited judgement decides, and that do not say so."""
    own = {one.claim.name for one in subject.asserted}
    for rests in subject.rests:
        hidden = _uncited(rests)
        if hidden and rests.claim.name in own and not _said(subject, rests.claim):
            verb = "cites nothing" if len(hidden) == 1 else "cite nothing"
            what = f"`{rests.claim.name}` {rests.verdict} because of {listed(hidden)}, which {verb}"
            yield Lapse((rests.claim.name,), f"{what}; the claim does not say so", subject.place(rests.claim))


def _said(subject: Subject, claim: Claim) -> bool:
    """Return whether a claim says what it takes for granted, or the text of an essay that it takes something so."""
    told = subject.essay is not None and word_in(subject.says(claim), JUDGING) is not None
    return told or claim.grounds.assumed is not None


def _uncited(rests: Rests) -> list[str]:
    return [name for (_, name), grounds in touched(rests.hinges).items() if not grounds.cite]


STANDARD = Standard(
    severity="warning",
    finds="A judgement that cites nothing carries a verdict, and the claim does not say so.",
    means=(
        "A claim of the analysis' own whose verdict flips when one judgement of the scenario is left out or set "
        "otherwise, and that judgement cites no source, whether it is marked as assumed or not. The claim says so "
        "if it has `assumed` itself. Claims that no single change flips, and those that take long to try, are "
        "passed over: `detente claims --why NAME --thorough` tries them."
    ),
    why=(
        "An assumption that carries the argument is its linchpin. Readers must be told, and what would follow "
        "without it."
    ),
    remedy="Cite what supports the judgement, or say under `assumed` of the claim what it takes for granted.",
    find=find,
    example="""\
actors:
  Upper:
    prefers:
      - {name: calm, avoid: Lower.protest, cite: 5}
      - {name: water, want: "gates in [half, shut]", assumed: dams are built to be filled}
claims:
  - name: half_open
    says: the gates are left half open
    test: every prospect has Upper.gates = half
    cite: 4
""",
    icd203=(1, 3),
    cites=("icd203-2015",),
)
