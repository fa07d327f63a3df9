"""Claims that cannot be true together, though each can."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.arguments.conflicting import MOST_TOGETHER, conflicts, incompatible
from detente.arguments.judged import Judged, band_of
from detente.arguments.met import by_world, met
from detente.arguments.standards import Standard
from detente.arguments.standards.subject import Lapse, Subject, listed, spanned
from detente.errors import ConflictError
from detente.scenario.model import Band, Claim


def find(subject: Subject) -> Iterator[Lapse]:
    """Yield the smallest sets of claims of the analysis' own that no world meets, or whose chances cannot all be."""
    yield from _of_worlds(subject, [judged.claim for judged in subject.asserted if judged.band is None])
    variants: dict[str | None, list[Judged]] = defaultdict(list)
    for judged in subject.asserted:
        variants[judged.variant].append(judged)
    for every in variants.values():
        yield from _of_chances(subject, every)


def _of_worlds(subject: Subject, claims: Sequence[Claim]) -> Iterator[Lapse]:
    """Yield sets of claims that no world meets together."""
    decided, table = met(subject.argument, claims)
    found = conflicts(table)
    for some in found.sets:
        yield _lapse(subject, [decided[c] for c in some], "no world meets them together, though each is met in some")
    if not found.together and not found.sets:
        met_somewhere = [claim for claim, row in zip(decided, table, strict=True) if row.any()]
        more = f"no world meets them together, though any {found.searched} of them can be met"
        yield _lapse(subject, met_somewhere, more)


def _of_chances(subject: Subject, every: Sequence[Judged]) -> Iterator[Lapse]:
    """Yield a set of claims about one variant whose chances cannot all be right."""
    events: list[NDArray[np.float64]] = []
    claims: list[tuple[Claim, Band]] = []
    for judged in every:
        event = _event(subject, judged)
        band = judged.band if judged.band is not None else band_of(subject.scenario, judged.claim)
        if event is not None and band is not None:
            events.append(event)
            claims.append((judged.claim, band))
    at_odds = incompatible(np.array(events), [band for _, band in claims]) if len(claims) > 1 else ()
    if at_odds:
        some = [claims[e] for e in at_odds]
        said = ", ".join(f"`{claim.name}` {spanned(band)}" for claim, band in some)
        yield _lapse(
            subject,
            [claim for claim, _ in some],
            f"however likely the worlds are, they cannot have these chances: {said}",
        )


def _event(subject: Subject, judged: Judged) -> NDArray[np.float64] | None:
    """Return in which worlds of its variant a claim is met, or what part of each has what it gives a chance to."""
    try:
        shared = subject.argument.share(judged.claim)
    except ConflictError:
        return None
    if shared is not None:
        odds, part = shared
        return part[odds.weighty]
    found = by_world(subject.argument, judged.claim)
    return None if found is None else found.being("holds")[found.odds.weighty].astype(np.float64)


def _lapse(subject: Subject, claims: Sequence[Claim], why: str) -> Lapse:
    names = [claim.name for claim in claims]
    return Lapse(tuple(names), f"{listed(names)}: {why}", max(map(subject.place, claims)))


STANDARD = Standard(
    severity="warning",
    finds="Claims that cannot be true together, though each can.",
    means=(
        "The claims of the analysis' own, without a word of chance, are judged in every world that has a chance; one "
        "about a variant with what the variant sets changed. Told are all smallest sets of claims that no world "
        f"meets together, exactly for sets of up to {MOST_TOGETHER}; larger ones only as all claims together. Claims "
        "with a word of chance, and those about a chance, say something else: they are compared with each other, where "
        "they are about the same variant. Told is a set of which no spread of chance over the worlds has all in their "
        "bands, the smallest for up to three. Claims that hold nowhere are passed over: `detente claims` says that "
        "they fail."
    ),
    why="Whoever asserts all of them asserts something false, whatever the world is like.",
    remedy="Give one of them up, or its word, or say by a variant (`in`) that they speak of different worlds.",
    find=find,
    example="""\
circumstances:
  rain: {values: [poor, fair, good], now: fair, chances: {poor: 0.3, fair: 0.5, good: 0.2}, assumed: an example}
claims:
  - {name: flows, says: the gates are left open, test: some prospect has Upper.gates = open, cite: 5}
  - {name: trickles, says: they are half shut, test: some prospect has Upper.gates = half, cite: 4}
""",
    icd203=(6,),
    cites=("icd203-2015", "reiter1987", "definetti1937"),
)
