"""Claims: sentences of the analysis with their tests, variants, hedges and stances."""

from __future__ import annotations

from collections.abc import Sequence

from detente.scenario import schema
from detente.scenario.chances import unknown_word
from detente.scenario.claim import read_test
from detente.scenario.document import Path
from detente.scenario.grounds import read_grounds
from detente.scenario.loops import dependencies_first
from detente.scenario.model import Claim
from detente.scenario.preferences import refuse_repeated
from detente.scenario.quantities import one_line
from detente.scenario.reading import Reading


def read_claims(
    reading: Reading, given: Sequence[schema.Claim | None], before: Sequence[Claim] = ()
) -> tuple[Claim, ...]:
    """Return the claims that are understood; they may speak of each other, and of those read before."""
    names = [part.name if part else None for part in given]
    refuse_repeated(reading, names, ("claims",), "claim")
    known = (*(claim.name for claim in before), *(name for name in names if name is not None))
    found = [_claim(reading, part, ("claims", index), known) for index, part in enumerate(given) if part]
    claims = tuple(claim for claim in found if claim is not None)
    _refuse_loops(reading, claims)
    return claims


def _claim(reading: Reading, part: schema.Claim, path: Path, names: tuple[str, ...]) -> Claim | None:
    grounds = read_grounds(reading, part, path)
    variants = reading.keys_at(("variants",))
    test = read_test(reading, part.test, (*path, "test"), names, variants)
    if part.variant is not None:
        reading.one_of(part.variant, variants, (*path, "in"), "unknown-variant", "variant of this file")
    if part.under is not None:
        reading.concept(part.under, (*path, "under"))
    hedge = one_line(part.hedge) if part.hedge is not None else None
    if hedge is not None and hedge not in reading.words:
        unknown_word(reading, hedge, reading.at((*path, "hedge")))
    stance = part.stance or "own"
    reading.one_of(stance, schema.STANCES, (*path, "stance"), "unknown-stance", "stance")
    if test is None:
        return None
    return Claim(
        name=part.name,
        says=part.says,
        test=test,
        variant=part.variant,
        concept=part.under,
        hedge=hedge,
        stance=stance,  # type: ignore[arg-type]
        grounds=grounds,
        place=reading.at(path),
    )


def _refuse_loops(reading: Reading, claims: tuple[Claim, ...]) -> None:
    uses = {claim.name: claim.test.names if claim.test.form == "likelier" else () for claim in claims}
    places = {claim.name: claim.test.place for claim in claims}
    for loop in dependencies_first(uses)[1]:
        reading.complain(
            "circular-claims",
            places[loop[0]],
            "These claims speak of each other: " + " → ".join(f"`{name}`" for name in (*loop, loop[0])),
            "A claim may speak of another that does not speak of it.",
            "Write out what one of them tests.",
        )
