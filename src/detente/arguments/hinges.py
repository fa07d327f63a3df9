"""Hinges: what the verdict on a claim rests on, seen by changing one judgement after another, or two at once.

Each change makes another scenario, which is judged from the beginning, by the claim's own concept; states, moves and
play that it shares with the first are not worked out again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import comb
from typing import Literal

from detente.arguments.claims import Argument
from detente.arguments.finding import Finding, Verdict
from detente.arguments.forms import Need, forms
from detente.engine.progress import Progress, silent, within
from detente.engine.stability import concepts
from detente.grounds.changes import Change, changed, every_change, together
from detente.grounds.ground import Ground
from detente.grounds.together import solve
from detente.scenario.model import Claim, Grounds

MOST = 4_000_000
"""States that are gone through for one claim, in all changed scenarios together, up to which they are tried unasked."""

BATCH = 16
"""Changed scenarios that are worked out together."""

Support = Literal["built in", "derived", "assumed", "over-determined"]
"""What carries a verdict; see `support_of`."""


@dataclass(frozen=True, eq=False)
class Hinge:
    """Changes that flip a verdict when they are made together, and to what; none of them can be left out."""

    changes: tuple[Change, ...]
    verdict: Literal["holds", "fails", "vacuous"]


@dataclass(frozen=True, eq=False)
class Rests:
    """What the verdict on a claim rests on.

    `hinges` are the smallest sets of changes that flip it, all of one size, in the order of kinds and of the file.
    `searched` is the size up to which all sets have been tried (2 where single changes flip it, too: then no pair is a
    smallest set). It is 0, and `support` None, where single ones would be too many, and where there is nothing to flip
    (`idle`): the claim cannot be judged, locks decide it, or the scenario has no judgement that could be changed.
    `tried` counts the changes, and `spoilt` those of them that leave no conflict in which the claim could be judged.
    """

    claim: Claim
    verdict: Verdict
    hinges: tuple[Hinge, ...]
    searched: int
    tried: int
    spoilt: int
    support: Support | None
    idle: bool = False

    @property
    def assumed(self) -> tuple[tuple[str, str], ...]:
        """Return the judgements that it rests on and that no source says, by kind and name; none if over-determined."""
        if self.support == "over-determined":
            return ()
        return tuple(key for key, grounds in touched(self.hinges).items() if _assumed(grounds))


def rests_on(
    argument: Argument, claims: Sequence[Claim], thorough: bool = False, progress: Progress = silent, deepest: int = 2
) -> tuple[Rests, ...]:
    """Return for each of some claims of an argument what its verdict rests on.

    `thorough` tries any number of sets; `deepest` 1 leaves it at single changes, 2 tries pairs where no single change
    flips a verdict.
    """
    first = {claim.name: argument.judge(claim) for claim in claims}
    every = every_change(argument.scenario)
    asked = [claim for claim in claims if every and _can_flip(first[claim.name])]
    verdicts = {name: given.verdict for name, given in first.items()}
    found: list[_Tried] = []
    for size in (1, 2):
        left = asked if not found else [claim for claim in asked if not found[0].flips.get(claim.name, True)]
        left = left if size <= deepest else []
        if not thorough:
            left = [claim for claim in left if comb(len(every), size) * _work(argument, claim) <= MOST]
        one = _Tried(left, list(together(every, size)) if left else [])
        one.search(argument, verdicts, within(progress, size - 1, deepest) if size <= deepest else silent)
        found.append(one)
    return tuple(_rests(claim, first[claim.name], claim not in asked, *found) for claim in claims)


def touched(hinges: Iterable[Hinge]) -> dict[tuple[str, str], Grounds]:
    """Return the judgements that a verdict rests on, by kind and name, with their grounds.

    Two statements of which only the order matters count where nothing but such an order does.
    """
    changes = [change for one in hinges for change in one.changes]
    counting = [one for one in changes if one.kind != "order"] or changes
    return {key: grounds for change in counting for key, grounds in change.touches.items()}


def support_of(claim: Claim, hinges: Sequence[Hinge]) -> Support:
    """Return what carries a verdict.

    *Over-determined*: no single judgement. Else *assumed*: some judgement that it rests on is assumed, or cites
    nothing; *built in*: each of them cites a place that the claim cites itself; *derived*: some come from other places.
    """
    if not hinges or len(hinges[0].changes) > 1:
        return "over-determined"
    judgements, own = touched(hinges).values(), set(claim.grounds.cite)
    if any(map(_assumed, judgements)):
        return "assumed"
    return "built in" if all(own & set(one.cite) for one in judgements) else "derived"


def _assumed(grounds: Grounds) -> bool:
    return grounds.assumed is not None or not grounds.cite


def _can_flip(found: Finding) -> bool:
    return found.verdict != "unknown" and found.witness.kind != "locked"


@dataclass(eq=False)
class _Tried:
    """Sets of changes of one size, tried on some claims: which flip each claim, and how many leave no conflict."""

    claims: list[Claim]
    sets: Sequence[tuple[Change, ...]]
    flips: dict[str, list[Hinge]] = field(default_factory=dict)
    spoilt: dict[str, int] = field(default_factory=dict)

    def search(self, argument: Argument, first: Mapping[str, Verdict], progress: Progress) -> None:
        """Judge the claims with each set of changes made."""
        self.flips, self.spoilt = {one.name: [] for one in self.claims}, {one.name: 0 for one in self.claims}
        for place, batch in enumerate(_batches(self.sets)):
            progress("What claims rest on", place * BATCH / len(self.sets))
            layouts = argument.grounds.layouts.fork()  # what a batch needs besides is let go with it
            others = [argument.about(changed(argument.scenario, some), layouts) for some in batch]
            prepare(others, self.claims)
            for some, other in zip(batch, others, strict=True):
                self._judge(some, other, first)

    def _judge(self, some: tuple[Change, ...], other: Argument, first: Mapping[str, Verdict]) -> None:
        for claim in self.claims:
            verdict = other.judge(claim).verdict
            if verdict == "unknown":
                self.spoilt[claim.name] += 1
            elif verdict != first[claim.name]:
                self.flips[claim.name].append(Hinge(some, verdict))


def _rests(claim: Claim, first: Finding, idle: bool, singles: _Tried, doubles: _Tried) -> Rests:
    if claim.name not in singles.flips:
        return Rests(claim, first.verdict, (), 0, 0, 0, None, idle)
    alone = singles.flips[claim.name]
    hinges = tuple(alone or doubles.flips.get(claim.name, ()))
    searched = 2 if alone or claim.name in doubles.flips else 1
    tried, spoilt = len(singles.sets), singles.spoilt[claim.name]
    return Rests(claim, first.verdict, hinges, searched, tried, spoilt, support_of(claim, hinges))


def _work(argument: Argument, claim: Claim) -> int:
    """Return how many states are gone through to judge a claim once."""
    weighed = forms()[claim.test.form].weigh is not None
    return sum(one.states.length for one in (argument.everywhere(claim) if weighed else argument.now(claim)))


def _batches(sets: Sequence[tuple[Change, ...]]) -> Iterator[list[tuple[Change, ...]]]:
    rest = iter(sets)
    while batch := list(islice(rest, BATCH)):
        yield batch


def prepare(others: Sequence[Argument], claims: Sequence[Claim]) -> None:
    """Work out together what claims ask of several arguments in the world as it is now, each by its own concept."""
    asked: dict[tuple[str, Need], list[Ground]] = {}
    for claim in claims:
        form = forms()[claim.test.form]
        for need in form.needs(claim.test) & {"rests", "stable"} if form.weigh is None else ():
            grounds = asked.setdefault((others[0].concept(claim).key, need), [])
            for other in others:
                grounds += other.now(claim)
    for (concept, need), grounds in asked.items():
        solve(grounds, [concepts()[concept]], need == "rests", need == "stable")


__all__ = ["Hinge", "Rests", "Support", "prepare", "rests_on", "support_of", "touched"]
