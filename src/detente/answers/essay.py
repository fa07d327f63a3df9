"""An essay with the verdict on each of its claim blocks, and where all this comes from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from detente.answers.claims import Answered, Claims, claims
from detente.arguments.standing import Standing, Weakness, standing, weaknesses
from detente.engine.progress import Progress, silent
from detente.scenario.essay import Essay as Written
from detente.scenario.essay import Passage


@dataclass(frozen=True)
class Block:
    """A claim block with what came of it; `weak` says what a claim hangs by that holds and is fragile."""

    passage: Passage
    answered: Answered
    standing: Standing
    weak: tuple[Weakness, ...]


@dataclass(frozen=True, eq=False)
class Essay:
    """What `claims` answers about an essay: every block in the order of the text, and the claims that they name."""

    written: Written = field(repr=False)
    blocks: tuple[Block, ...]
    claims: Claims

    def failed(self, strict: bool = False) -> tuple[Block, ...]:
        """Return the blocks of the essay's own that fail; with `strict`, also those that are not firm.

        Claims that it only reports or doubts are not its own.
        """
        return tuple(one for one in self.blocks if one.answered.judged.asserted and _bad(one, strict))


def _bad(one: Block, strict: bool) -> bool:
    return one.standing != "pass" if strict else one.standing == "fail"


def essay(
    written: Written,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    why: Collection[str] = (),
    progress: Progress = silent,
    as_of: str | None = None,
    sharing: str | None = None,
) -> Essay:
    """Return an essay with the verdict on each block; the rest is as for `claims`."""
    wanted = {one.claim.name: one.claim for one in written.passages}
    asked = (written.scenario, variant, concept, beliefs, why, progress)
    found = claims(*asked, among=tuple(wanted.values()), as_of=as_of, sharing=sharing)
    by_name = {one.judged.claim.name: one for one in found.claims}
    return Essay(written, tuple(_block(written, one, by_name[one.claim.name]) for one in written.passages), found)


def _block(written: Written, passage: Passage, answered: Answered) -> Block:
    stands = standing(written.scenario, answered.judged)
    weak = weaknesses(written.scenario, answered.judged) if stands == "fragile" else ()
    return Block(passage, answered, stands, weak)


__all__ = ["Block", "Essay", "essay"]
