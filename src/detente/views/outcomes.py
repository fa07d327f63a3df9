"""The parts of a forecast's page on named outcomes and on rules of sharing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.prospects.forecast import Forecast
from detente.prospects.outcomes import Division, Overlap, Own, Weighed
from detente.scenario.model import Band
from detente.views.chances import SMALL, bar, between, percent, span, told
from detente.views.page import Block
from detente.views.phrases import Mark, Phrase
from detente.views.tables import Table

LEFT = {"nothing": "none of these", "nowhere": "no rest: play goes round"}
"""What rows are called that stand for no outcome."""


def outcomes_tables(found: Forecast) -> tuple[Block, ...]:
    """Return the outcomes asked about with their chances, and the author's own beside them."""
    division = found.division
    if division is None:
        return ()
    rows = [(one.name, *_numbers(one), bar(one.chance)) for one in division.outcomes]
    left = ((LEFT["nothing"], division.nothing), (LEFT["nowhere"], division.nowhere))
    rows += [(name, *_numbers(one), bar(one.chance)) for name, one in left if one.possibly.high > 0]
    columns = ("outcome", "chance", "bounds", "any sharing", "")
    table = Table("Outcomes, one of which comes", columns, tuple(rows), tuple(map(_quiet, _notes(division))))
    return (table, *(_own(division, division.own) if division.own else ()))


def _notes(division: Division) -> Iterator[str]:
    for one in division.overlaps:
        if one.chance.high > SMALL:
            yield _overlap(one)
    if division.unchecked:
        yield "Whether the author's chances add up is not asked, since these outcomes do not exclude each other."
    never = [one.name for one in division.outcomes if one.holds is not None and one.holds.high <= 0]
    if never:
        yield f"Nowhere does play come to rest with {' or '.join(never)}."


def _overlap(one: Overlap) -> str:
    return f"{one.first} and {one.other} both hold in {told(one.chance)}: counted as {one.first}, which is named first."


def _own(division: Division, own: Own) -> tuple[Block, ...]:
    """Return the author's own chances beside those of the model, corrected openly where they do not add up."""
    model = [*division.outcomes, division.nothing]
    chances = own.chances
    rows = []
    for place, name in enumerate(own.names):
        band, corrected = chances.given[place], float(chances.corrected[place])
        said = "(what is left)" if name is None else band.word or _range(band)
        bounds = _range(band) if band.word else ""
        middle = percent(float(band.low + band.high) / 2, 1)
        given = own.by[place]
        cells = (name or "anything else", said + (f" ({given})" if given else ""), bounds, middle)
        share = model[place].chance if name is not None else None
        rows.append((*cells, "" if own.adds_up else percent(corrected, 1), percent(share.middle, 1) if share else ""))
    columns = ("outcome", "the author's chance", "which means", "middle", "corrected", "the model")
    return (Table("What its author expects", columns, tuple(rows), (_quiet(_sum(own)),)),)


def _sum(own: Own) -> str:
    chances = own.chances
    if own.adds_up:
        return "At their middles the author's chances add up to 100%."
    low, high = (100 * float(end) for end in (chances.low, chances.high))
    ends = f" ({low:.0f} to {high:.0f}%)" if low < high else ""
    total = f"The author's chances add up to {100 * float(chances.total):.1f}%{ends}, where one of these comes."
    if chances.within:
        return f"{total} Corrected are the nearest that add up to 100%, each within its band."
    return f"{total} No chances within the bands add up to 100%: corrected are the nearest of all that do."


def _range(band: Band) -> str:
    return span(float(band.low), float(band.high)) if band.low < band.high else percent(float(band.low))


def sharing_table(found: Forecast, rests: Sequence[Phrase]) -> tuple[Block, ...]:
    """Return what each rule of sharing gives to the prospects (and outcomes) whose chances hang on the rule."""
    if len(found.sharing) < 2:
        return ()
    outcomes = found.division.outcomes if found.division else ()
    names: list[Phrase] = [*((one.name,) for one in outcomes), *rests]
    chances = list(zip(*((*one.outcomes, *one.rests) for one in found.sharing), strict=True))
    rows: list[tuple[Phrase | str, ...]] = [
        (name, *(percent(one.middle) for one in each))
        for name, each in zip(names, chances, strict=True)
        if max(one.middle for one in each) - min(one.middle for one in each) > SMALL
    ]
    assumes = [f"{one.rule.key}: {one.rule.assumes}" for one in found.sharing]
    if not rows:
        return ()
    columns = ("with worlds shared", *(one.rule.key for one in found.sharing))
    return (Table("What the sharing does", columns, tuple(rows), tuple(map(_quiet, assumes)), key=1),)


def _numbers(one: Weighed) -> tuple[str, str, str]:
    spread = one.possibly.middle - one.surely.middle
    sharing = span(one.surely.middle, one.possibly.middle) if spread > SMALL else ""
    return percent(one.chance.middle), between(one.chance), sharing


def _quiet(text: str) -> Phrase:
    return (Mark(text, "quiet"),)
