"""The page of what drives an outcome: swings and bands, parts in the doubt, boxes, and where things would turn."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import drivers as answers
from detente.prospects.drivers import Drivers
from detente.prospects.drivers.bands import Reach
from detente.prospects.drivers.boxes import Box
from detente.prospects.drivers.indices import Index
from detente.prospects.drivers.informing import Informing
from detente.prospects.worlds import Swing
from detente.views import wording
from detente.views.chances import NOISE, SMALL, WIDTH, close, percent, span, told
from detente.views.forecast import departing, looked_at, of_draws, shows, supposing
from detente.views.heading import title
from detente.views.page import Block, Page, Paragraph
from detente.views.phrases import Mark, Phrase, counted, joined, phrase
from detente.views.tables import Table
from detente.views.thresholds import thresholds_table, turning

BOXES = 5
"""Boxes of each kind that are told."""

PAIRS = 3
"""Pairs of circumstances of which it is told what only both tell."""

TOGETHER = 8
"""Pairs of circumstances of which the swing is told."""


def drivers_page(given: answers.Drivers) -> Page:
    """Return what a person wants to read of what drives an outcome."""
    found = given.found
    head = title(found.forecast.scenario, found.forecast.variant)
    foot = (Paragraph(_method(found)), Paragraph(wording.origin(given.provenance), tight=True))
    asked = phrase(_asked(found), *_supposing(found))
    if found.settled:
        return (*head, Paragraph(asked), Paragraph(phrase(SETTLED)), *_of_claims(found), *foot)
    return (
        *head,
        *(Paragraph(line) for line in (asked, _most(found), _where(found), turning(found)) if line),
        *tornado(found),
        *_doubt(found),
        *_boxes(found),
        *thresholds_table(found),
        *_parts(found),
        *_pairs(found),
        *_informing(found),
        *_of_claims(found),
        *foot,
    )


SETTLED = "It is as likely in every world that has a chance, so that no circumstance drives it."

INDEPENDENT = "What is missing to 100% in the first column is what only several circumstances tell together."

UNTOLD = "What stays if all others are known cannot be told from draws, and parts that may be luck are left out."

DEPENDENT = (
    "Circumstances hang together here, so that parts need not add up to 100%: one with much in the first column and"
    " nothing in the second only tells of others."
)


def drivers_table(found: Drivers) -> Table:
    """Return for each circumstance its swing, bands and indices, as numbers."""
    index = {one.circumstance: one for one in found.indices.each}
    reach = {one.circumstance: one for one in found.reaches}
    rows = []
    for swing in found.swings:
        (name,) = swing.circumstances
        known = [chance for chance in swing.chances if chance is not None] or [found.outcome.chance.middle]
        parts = (index[name].first, index[name].total) if name in index else (None, None)
        rows.append((name, min(known), max(known), reach[name].low, reach[name].high, *parts))
    columns = ("circumstance", "least by value", "most by value", "least by band", "most by band", "first", "total")
    return Table(f"What drives {found.outcome.name}", columns, tuple(rows))


def asked_about(found: Drivers) -> Phrase:
    """Return what is asked about, in words that may stand after `the chance`."""
    if found.rest is not None:
        return phrase("that play comes to rest ", departing(found.forecast, found.rest.values, inside=True))
    if found.about.claim is not None:
        return phrase("that the claim ", Mark(found.about.claim.name, "strong"), " holds")
    return phrase("of ", Mark(found.outcome.name, "strong"))


# ------------------------------------------------------------ the bottom line


def _asked(found: Drivers) -> Phrase:
    chance, claim = Mark(told(found.outcome.chance), "strong"), found.about.claim
    if claim is not None:
        says = [f" It says: {wording.flat(claim.says).removesuffix('.')}."] if claim.says else []
        return phrase("Asked about: ", asked_about(found), ": ", chance, ".", *says, *_of_nothing(found))
    if found.rest is None:
        start, name = "Asked about: where play comes to rest, ", Mark(found.outcome.name, "strong")
        return phrase(start, name, ": ", chance, ".")
    where = departing(found.forecast, found.rest.values, inside=True)
    return phrase("Asked about, since it is likeliest: play comes to rest ", where, ": ", chance, ".")


def _of_nothing(found: Drivers) -> Sequence[str]:
    vacuous = found.about.vacuous
    if vacuous is None or vacuous.high <= SMALL:
        return []
    return [f" It speaks of nothing with a chance of {told(vacuous)}."]


def _supposing(found: Drivers) -> Sequence[Phrase]:
    """Return what all is given, where what is asked about cannot be asked in every world."""
    impossible, claim = found.about.impossible, found.about.claim
    if impossible.high <= SMALL:
        return ()
    if claim is not None and claim.test.form == "differ" and impossible != found.forecast.impossible:
        other = claim.test.words["from"]
        return (phrase(" All this where it can be compared with ", other, "; it cannot with ", told(impossible), "."),)
    return (phrase(" ", supposing(found.forecast.variant, told(impossible))),)


def _most(found: Drivers) -> Phrase:
    swing = found.swings[0]
    if not shows(swing):
        pair = found.pairs[0] if found.pairs and shows(found.pairs[0]) else None
        together = f"two together do, {' and '.join(pair.circumstances)} most" if pair else "only several together do"
        return phrase(f"No circumstance swings it by itself; {together}.")
    (name,) = swing.circumstances
    ends = [phrase(percent(chance), f" if {value}") for value, chance in _known(swing)]
    (index,) = [one for one in found.indices.each if one.circumstance == name]
    much = f"knowing it would remove {close(index.first, index.error)} of the doubt"
    return phrase("It hangs most on ", Mark(name, "strong"), " (", joined(ends), "); ", much, ".")


def _where(found: Drivers) -> Phrase:
    likely = f"likely ({percent(found.boxes.threshold)} or more)"
    if not found.boxes.likely:
        tried = "both of" if found.boxes.size == 2 else f"any {found.boxes.size} of"
        return phrase(f"Knowing {tried} the circumstances could not make it {likely}.")
    box = found.boxes.likely[0]
    if not box.conditions:
        return phrase(f"It is {likely} as things stand.")
    lies = "all of its chance lies" if box.coverage > 1 - SMALL else f"{percent(box.coverage)} of its chance lies"
    chance = close(box.chance, box.error)
    return phrase(f"It becomes {likely} where ", _conditions(box), f": {chance} there, and {lies} there.")


# ------------------------------------------------------------ tables


def tornado(found: Drivers) -> tuple[Block, ...]:
    """Return the tornado as a table with bars: what the value would do, and what the chance's own band does."""
    reach = {one.circumstance: one for one in found.reaches}
    rows = tuple(
        (
            swing.circumstances[0],
            ", ".join(f"{value} {percent(chance)}" for value, chance in _known(swing)),
            _range(reach[swing.circumstances[0]]),
            bar(swing, reach[swing.circumstances[0]], found.outcome.chance.middle),
        )
        for swing in found.swings
        if moves(swing, reach[swing.circumstances[0]])
    )
    still = [one.circumstances[0] for one in found.swings if one.circumstances[0] not in {row[0] for row in rows}]
    now = percent(found.outcome.chance.middle)
    notes = [
        f"░ where its value could bring the chance, █ where the band of its own chance could, ┃ where it is ({now}).",
        *([f"Without effect: {', '.join(still)}."] if still else []),
    ]
    columns = ("circumstance", "if its value were known", "over its band", "")
    return (Table("The chance of it, circumstance by circumstance", columns, rows, _quiet(notes)),) if rows else ()


def moves(swing: Swing, reach: Reach) -> bool:
    """Return whether a circumstance has an effect, by its value or by the band of its chance, beyond luck of draws."""
    return shows(swing) or banded(reach)


def banded(reach: Reach) -> bool:
    """Return whether the band of a circumstance's own chance has an effect, beyond luck of draws."""
    return reach.range > SMALL + NOISE * max(reach.errors or (0.0,))


def bar(swing: Swing, reach: Reach, middle: float) -> str:
    """Return a line from 0 to 1 with what the value spans, what the band spans in it, and where the chance is now.

    >>> bar(Swing(("a",), (("no",), ("yes",)), (0.1, 0.9)), Reach("a", 0.4, 0.6, ()), 0.5)
    '··░░░░░░██┃██░░░░░░·'
    """
    chances = [chance for _, chance in _known(swing)] or [middle]
    line = ["·"] * WIDTH
    for low, high, sign in ((min(chances), max(chances), "░"), (reach.low, reach.high, "█")):
        if high - low > SMALL:
            first, last = _cell(low), _cell(high)
            line[first : last + 1] = [sign] * (last - first + 1)
    line[_cell(middle)] = "┃"
    return "".join(line)


def _cell(chance: float) -> int:
    return min(int(chance * WIDTH), WIDTH - 1)


def _range(reach: Reach) -> str:
    if not banded(reach):
        return ""
    return span(reach.low, reach.high) if reach.errors is None else f"at least {span(reach.low, reach.high)}"


def _doubt(found: Drivers) -> tuple[Block, ...]:
    if found.forecast.drawn is not None:
        return _doubt_of_draws(found)
    rows = tuple(
        (one.circumstance, percent(one.first), percent(one.total or 0.0))
        for one in found.indices.each
        if one.first > SMALL or (one.total or 0.0) > SMALL
    )
    several = INDEPENDENT if found.indices.independent else DEPENDENT
    notes = [several] if len(rows) > 1 else []
    both = [one for one in found.indices.joint[:PAIRS] if one.beyond > SMALL]
    if both:
        pairs = ", ".join(f"{' and '.join(one.circumstances)} {percent(one.beyond)}" for one in both)
        notes.append(f"What two tell together beyond what each does: {pairs}.")
    columns = ("circumstance", "goes if it alone is known", "stays if all others are known")
    return (Table("How much of the doubt is due to it", columns, rows, _quiet(notes)),)


def _doubt_of_draws(found: Drivers) -> tuple[Block, ...]:
    """Return the parts in the doubt that drawn worlds tell of."""
    rows = tuple((one.circumstance, close(one.first, one.error)) for one in found.indices.each if removes(one))
    notes = [UNTOLD] if rows else []
    return (
        Table("How much of the doubt is due to it", ("circumstance", "goes if it alone is known"), rows, _quiet(notes)),
    )


def removes(one: Index) -> bool:
    """Return whether knowing a circumstance removes doubt, beyond luck of draws."""
    return one.first > SMALL + NOISE * (one.error or 0.0)


def _boxes(found: Drivers) -> tuple[Block, ...]:
    threshold, size = found.boxes.threshold, found.boxes.size
    tried = f"All combinations of up to {counted(size, 'condition')} were tried; none that is listed can do with fewer."
    likely = _box_table(
        f"What would have to be true for it to be likely ({percent(threshold)} or more)",
        "of its chance lies there",
        found.boxes.likely,
        found.boxes.others[0],
        (tried,),
    )
    unlikely = _box_table(
        f"What would have to be true for it to be unlikely ({percent(1 - threshold)} or less)",
        "of the chance against it",
        found.boxes.unlikely,
        found.boxes.others[1],
        () if found.boxes.likely else (tried,),
    )
    return (*likely, *unlikely)


def _box_table(name: str, covers: str, listed: Sequence[Box], others: int, notes: Sequence[str]) -> tuple[Block, ...]:
    rows = tuple(
        (_conditions(one), close(one.chance, one.error), percent(one.coverage), percent(one.mass))
        for one in listed[:BOXES]
    )
    rest = max(len(listed) - BOXES, 0) + others
    more = [f"and {rest:,} more that cover less"] if rest else []
    columns = ("where", "its chance there", covers, "how likely that is")
    return (Table(name, columns, rows, _quiet([*more, *notes])),) if rows else ()


def _parts(found: Drivers) -> tuple[Block, ...]:
    telling = [one.circumstances[0] for one in found.swings if shows(one)]
    parts = [one for one in found.parts[found.outcome.name] if one.circumstance in telling]
    rows = tuple(
        (
            f"{one.circumstance} = {one.value}",
            percent(one.chance),
            "" if one.given is None else close(one.given, one.error),
            percent(one.both, 1),
        )
        for one in sorted(parts, key=lambda one: telling.index(one.circumstance))
    )
    total = percent(found.outcome.chance.middle, 1)
    notes = [f"For each circumstance the last column adds up to {total}. Chances are those after the signals."]
    columns = ("where", "how likely that is", "its chance there", "contributes")
    return (Table("Its chance taken apart", columns, rows, _quiet(notes)),) if rows else ()


def _pairs(found: Drivers) -> tuple[Block, ...]:
    """Return the pairs that swing it further than either of the two does."""
    alone = {one.circumstances[0]: one.range for one in found.swings}
    more = [
        pair
        for pair in found.pairs
        if pair.range
        > max(alone[name] for name in pair.circumstances)
        + SMALL
        + 2 * NOISE * pair.error  # the ends are picked among many
    ]
    rows = tuple(
        (
            " and ".join(pair.circumstances),
            ", ".join(f"{value} {percent(chance)}" for value, chance in _known(pair)),
            f"{100 * pair.range:.0f}",
        )
        for pair in more[:TOGETHER]
    )
    rest = [f"and {len(more) - TOGETHER:,} more; --json tells them all"] if len(more) > TOGETHER else []
    columns = ("circumstances", "its chance if", "points")
    return (Table("Two together", columns, rows, _quiet(rest)),) if rows else ()


def _informing(found: Drivers) -> tuple[Block, ...]:
    """Return what the signals still to come would tell of it."""
    telling = [one for one in found.informing if tells(one)]
    idle = [one.signal for one in found.informing if one not in telling]
    notes = [f"Nothing of it would tell: {', '.join(idle)}."] if idle else []
    rows = tuple(
        (
            one.signal,
            one.circumstance,
            f"{one.bits:.3f}",
            percent(one.comes),
            *("" if chance is None else percent(chance) for chance in one.given),
        )
        for one in telling
    )
    columns = ("signal", "about", "bits", "comes with", "its chance then", "and if it does not come")
    if not rows:
        return tuple(Paragraph(note) for note in _quiet(notes))
    return (Table("What is still to come would tell of it", columns, rows, _quiet(notes)),)


def tells(one: Informing) -> bool:
    """Return whether a signal would tell anything, beyond luck of draws."""
    return one.bits > SMALL + NOISE * (one.error or 0.0)


def _of_claims(found: Drivers) -> tuple[Block, ...]:
    """Return for each claim of the forecast the signal still to come that would tell most of it."""
    chances = {one.claim.name: one.holds for one in found.forecast.claims}
    most = {claim: signals[0] for claim, signals in found.of_claims.items()}
    rows = tuple(
        (
            claim,
            percent(chances[claim].middle),
            one.signal,
            f"{one.bits:.3f}",
            *("" if chance is None else percent(chance) for chance in one.given),
        )
        for claim, one in most.items()
        if tells(one)
    )
    idle = [claim for claim in most if claim not in {row[0] for row in rows}]
    notes = [f"No signal would tell of: {', '.join(idle)}."] if idle else []
    columns = ("claim", "its chance", "most telling", "bits", "its chance if that comes", "and if not")
    return (Table("What is still to come would tell of claims", columns, rows, _quiet(notes)),) if rows else ()


# ------------------------------------------------------------ words


def _quiet(notes: Sequence[str]) -> tuple[Phrase, ...]:
    return tuple((Mark(note, "quiet"),) for note in notes)


def _known(swing: Swing) -> list[tuple[str, float]]:
    pairs = zip(swing.given, swing.chances, strict=True)
    return [(" and ".join(values), chance) for values, chance in pairs if chance is not None]


def _conditions(box: Box) -> Phrase:
    if not box.conditions:
        return phrase("whatever is so")
    return wording.words([wording.setting(name, value) for name, value in box.conditions])


def _method(found: Drivers) -> Phrase:
    forecast = found.forecast
    parts = [
        f"{looked_at(forecast)}, each judged under {wording.concept_name(forecast.concept)}",
        f"signals up to {forecast.as_of}" if forecast.as_of else "",
        *(of_draws(forecast.drawn) if forecast.drawn else ["exact: every world is looked at"]),
    ]
    return (Mark(" · ".join(part for part in parts if part), "quiet"),)
