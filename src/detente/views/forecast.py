"""The page of a forecast: where play is likely to rest, with bounds; what swings that; words against numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from detente.answers import forecast as answers
from detente.errors import Problem
from detente.prospects.drawn import Draws
from detente.prospects.forecast import Forecast, Hedged
from detente.prospects.hypergame import Hypergame
from detente.prospects.played import Outcome
from detente.prospects.readings import Reading, Telling
from detente.prospects.worlds import Bounds, Swing
from detente.views import wording
from detente.views.chances import NOISE, SMALL, bar, between, near, percent, span, told
from detente.views.heading import title
from detente.views.outcomes import outcomes_tables, sharing_table
from detente.views.page import Block, Page, Paragraph
from detente.views.phrases import Mark, Phrase, counted, joined, phrase
from detente.views.tables import Table

SWINGS = 5
"""Circumstances that are told as drivers."""


def forecast_page(given: answers.Forecast) -> Page:
    """Return what a person wants to read of a forecast."""
    found = given.found
    return (
        *title(found.scenario, found.variant),
        *(Paragraph(line) for line in _bottom_line(found)),
        *outcomes_tables(found),
        *_rests(found),
        *_options(found),
        *_situations(found),
        *sharing_table(found, [departing(found, rest.values) for rest in found.rests]),
        *_swings(found),
        *_claims(found),
        *_readings(found),
        Paragraph(_method(found)),
        Paragraph(wording.origin(given.provenance), tight=True),
    )


def chances_table(found: Forecast) -> Table:
    """Return the chance of every choice and situation where play comes to rest, as numbers."""
    every = [*(one for values in found.options.values() for one in values), *found.situations]
    rows = [
        (one.name, one.chance.middle, one.chance.low, one.chance.high, one.surely.middle, one.possibly.middle)
        for one in every
    ]
    return Table("Chances", ("what", "chance", "low", "high", "surely", "possibly"), tuple(rows))


# ------------------------------------------------------------ the bottom line


def _bottom_line(found: Forecast) -> list[Phrase]:
    lines = [_leading(found), *set_apart(found.variant, found.impossible, found.obstacle), _open(found)]
    if found.swings and shows(found.swings[0]):
        lines.append(_driver(found))
    lines += [_stalled(found)] if found.somewhere.low < 1 - SMALL or found.round.high > SMALL else []
    return lines


def supposing(variant: str | None, impossible: Phrase | str) -> Phrase:
    """Return what all chances are given, and how likely it is that there is no such conflict."""
    what = "variant" if variant else "conflict"
    return phrase(f"All this where the {what} is possible; it is not with ", impossible, ".")


def set_apart(variant: str | None, impossible: Bounds, obstacle: Sequence[Problem]) -> tuple[Phrase, ...]:
    """Return what all chances are given, with the reason in one world; nothing where there is always a conflict."""
    if impossible.high <= SMALL:
        return ()
    why = f" For one: {obstacle[0].given.removesuffix('.')}." if obstacle else ""
    return (phrase(supposing(variant, told(impossible)), Mark(why, "quiet")),)


def _leading(found: Forecast) -> Phrase:
    if not found.rests:
        return phrase(f"In no {_world(found)} does play come to rest.")
    first, rest = found.rests[0], len(found.rests) + found.others - 1
    where = departing(found, first.values, inside=True)
    more = f"; {counted(rest, 'other prospect')} besides" if rest else ""
    return phrase("Play most likely comes to rest ", where, ": ", Mark(told(first.outcome.chance), "strong"), more, ".")


def _open(found: Forecast) -> Phrase:
    """Return on which choices the prospects of the worlds differ, with their likeliest values."""
    undecided = {option: _likeliest(values) for option, values in found.options.items() if _undecided(values)}
    if not undecided:
        return phrase(f"In every {_world(found)} it comes to rest with the same choices.")
    parts = [f"{option} ({_value(one)} {percent(one.chance.middle)})" for option, one in undecided.items()]
    return phrase("Still open: ", wording.words(parts), f"; all else is the same in every {_world(found)}.")


def _driver(found: Forecast) -> Phrase:
    (name,), first = found.swings[0].circumstances, found.swings[0]
    given = [
        phrase(percent(c), f" if {v}") for (v,), c in zip(first.given, first.chances, strict=True) if c is not None
    ]
    then = [swing.circumstances[0] for swing in found.swings[1:3] if shows(swing)]
    more = phrase("; then ", wording.words(then)) if then else ()
    return phrase("What swings that most is ", Mark(name, "strong"), " (", joined(given), ")", more, ".")


def _stalled(found: Forecast) -> Phrase:
    parts = []
    if found.somewhere.low < 1 - SMALL:
        rests = found.somewhere
        never = Bounds(1 - rests.middle, 1 - rests.high, 1 - rests.low, rests.exact, rests.error)
        parts.append(phrase("Play comes to rest nowhere with a chance of ", told(never)))
    if found.round.high > SMALL:
        parts.append(phrase("it may go round for ever with a chance of ", told(found.round)))
    return phrase(joined(parts, "; "), ".")


# ------------------------------------------------------------ tables


def _rests(found: Forecast) -> tuple[Block, ...]:
    if not found.rests:
        return ()
    rows = tuple(
        (departing(found, rest.values), *_numbers(rest.outcome), bar(rest.outcome.chance)) for rest in found.rests
    )  # fmt: skip
    notes: list[Phrase] = []
    if found.several.high > SMALL:
        several = (
            f"With a chance of {told(found.several)} several prospects remain, and the model does not say which comes."
        )
        shared = f"Such worlds are shared {found.rule.title}; any other sharing stays between the last two numbers."
        notes += [(Mark(several, "quiet"),), (Mark(shared, "quiet"),)]
    if found.others:
        notes.append((Mark(f"and {counted(found.others, 'less likely prospect')}", "quiet"),))
    columns = ("where play comes to rest", "chance", "bounds", "any sharing", "")
    return (Table("", columns, rows, tuple(notes)),)


def _options(found: Forecast) -> tuple[Block, ...]:
    open_ = [one for values in found.options.values() if _undecided(values) for one in values if one.possibly.high > 0]
    if not open_:
        return ()
    rows = tuple((one.name, *_numbers(one), bar(one.chance)) for one in open_)
    fixed = [f"{name} {_value(_likeliest(values))}" for name, values in found.options.items() if not _undecided(values)]
    notes = (
        ((Mark(f"The same in every {_world(found)}: {', '.join(fixed)}.", "quiet"),),) if fixed and found.rests else ()
    )
    return (Table("Choices that are open", ("choice", "chance", "bounds", "any sharing", ""), rows, notes),)


def _situations(found: Forecast) -> tuple[Block, ...]:
    open_ = [one for one in found.situations if one.possibly.high > SMALL and one.surely.low < 1 - SMALL]
    if not open_:
        return ()
    rows = tuple((one.name, *_numbers(one), bar(one.chance)) for one in open_)
    always = [one.name for one in found.situations if one.surely.low >= 1 - SMALL]
    never = [one.name for one in found.situations if one.possibly.high <= SMALL]
    notes = [f"In every {_world(found)}: {', '.join(always)}."] if always else []
    notes += [f"In none: {', '.join(never)}."] if never else []
    return (
        Table(
            "Situations in which play comes to rest",
            ("situation", "chance", "bounds", "any sharing", ""),
            rows,
            tuple((Mark(note, "quiet"),) for note in notes),
        ),
    )


def _swings(found: Forecast) -> tuple[Block, ...]:
    telling = [swing for swing in found.swings if shows(swing)]
    if not telling:
        return ()
    rows = tuple((swing.circumstances[0], _given(swing), f"{100 * swing.range:.0f}") for swing in telling[:SWINGS])
    notes: list[Phrase] = []
    if found.pairs and found.pairs[0].range > telling[0].range + SMALL:
        pair = found.pairs[0]
        notes.append((Mark(f"Two together: {' and '.join(pair.circumstances)}: {_given(pair)}.", "quiet"),))
    still = [swing.circumstances[0] for swing in found.swings if not shows(swing)] + list(found.aside)
    if still:
        effect = "effect on it that the draws show" if found.drawn else "effect on it"
        notes.append((Mark(f"Without {effect}: {', '.join(still)}.", "quiet"),))
    return (
        Table("What the likeliest prospect hangs on", ("circumstance", "its chance if", "points"), rows, tuple(notes)),
    )


def _claims(found: Forecast) -> tuple[Block, ...]:
    if not found.claims:
        return ()
    rows = tuple(
        (
            one.claim.name,
            one.claim.hedge or "(flat)",
            span(float(one.band.low), float(one.band.high)) if one.band else "",
            near(one.holds, 1),
            between(one.holds),
            _fit(one),
        )
        for one in found.claims
    )
    notes = [(Mark(f"{one.claim.name}: {wording.flat(one.claim.says)}", "quiet"),) for one in found.claims]
    columns = ("claim", "the author's word", "which means", "the model", "bounds", "")
    return (Table("What the analysis claims of prospects", columns, rows, tuple(notes)),)


def _fit(one: Hedged) -> str:
    if one.vacuous.middle > SMALL:
        return f"speaks of nothing in {percent(one.vacuous.middle)}"
    if one.band is None or one.fits is None:
        sure = "" if one.holds.error is None else " in all that was drawn"
        return f"holds{sure}" if one.holds.low >= 1 - SMALL else f"fails{sure}" if one.holds.high <= SMALL else "open"
    ends = (float(one.band.low), float(one.band.high))
    if any(abs(one.holds.middle - end) < 2 * (one.holds.error or 0.0) for end in ends):
        return "too close to an end of the word to tell from these draws"
    if one.fits == "fits":
        return "the word fits"
    apart = one.holds.high < float(one.band.low) or one.holds.low > float(one.band.high)
    way = "less" if one.fits == "below" else "more"
    return f"{way} likely than the word says" + ("" if apart else ", though within the bounds")


def _readings(found: Forecast) -> tuple[Block, ...]:
    moved = [one for one in found.readings if abs(one.after.middle - one.before.middle) > 1e-9]
    rows = [
        (
            ", ".join(who or "the analyst" for who in observers),
            f"{one.circumstance} = {one.value}",
            told(one.before, 1),
            told(one.after, 1),
            _weights(one),
        )
        for one, observers in _alike(_one_of_two(moved))
    ]
    heard = {weight.signal for one in found.readings for weight in one.weights}
    idle = sorted(heard - {weight.signal for one in moved for weight in one.weights if weight.bits})
    notes = [(Mark(f"Without weight, since the odds are even: {', '.join(idle)}.", "quiet"),)] if idle else []
    notes += [(Mark(_still_to_come(found.telling[0]), "quiet"),)] if found.telling else []
    if not rows and not notes:
        return ()
    columns = ("who", "takes it that", "before", "after", "signals, in bits")
    return (Table("What the signals did", columns, tuple(rows), tuple(notes), key=2),)


def _weights(one: Reading) -> str:
    """Return what each signal weighs, and of several what the chance would be had it not been heard."""
    heard = [weight for weight in one.weights if weight.bits]
    without = [f" ({percent(weight.without)} without it)" if len(heard) > 1 else "" for weight in heard]
    return ", ".join(f"{weight.signal} {weight.bits:+.2f}{rest}" for weight, rest in zip(heard, without, strict=True))


def _one_of_two(readings: Sequence[Reading]) -> Iterable[Reading]:
    """Yield the readings, of two values only the one that grew."""
    for _, group in groupby(readings, key=lambda one: (one.observer, one.circumstance)):
        both = list(group)
        yield from both if len(both) > 2 else [max(both, key=lambda one: one.after.middle - one.before.middle)]


def _alike(readings: Iterable[Reading]) -> list[tuple[Reading, list[str | None]]]:
    """Return the readings that differ, each with all observers who share it."""
    found: dict[Reading, list[str | None]] = {}
    for one in readings:
        found.setdefault(replace(one, observer=None), []).append(one.observer)
    return list(found.items())


def _still_to_come(one: Telling) -> str:
    return f"Most telling of what has not been seen: {one.signal}, {one.bits:.2f} bits on {one.circumstance}."


# ------------------------------------------------------------ words


def _numbers(one: Outcome) -> tuple[str, str, str]:
    spread = one.possibly.middle - one.surely.middle
    sharing = span(one.surely.middle, one.possibly.middle) if spread > SMALL else ""
    return near(one.chance), between(one.chance), sharing


def departing(found: Forecast, values: Mapping[str, str], inside: bool = False) -> Phrase:
    """Return a prospect by what differs from the status quo; `inside` a sentence that is said as well."""
    start = _start(found)
    if start is None:
        return wording.settings(values)
    changed = {name: value for name, value in values.items() if start[name] != value}
    if not changed:
        return phrase("as the status quo")
    return phrase("as the status quo, but with ", wording.settings(changed)) if inside else wording.settings(changed)


def _start(found: Forecast) -> Mapping[str, str] | None:
    """Return the value of every option at the start; None where states are listed instead."""
    if found.scenario.graph_form:
        return None
    start = {option.id: option.start for option in found.scenario.options.values()}
    variant = found.scenario.variants[found.variant] if found.variant else None
    return start | (dict(variant.start) | dict(variant.lock) if variant else {})


def _undecided(values: Sequence[Outcome]) -> bool:
    return sum(one.possibly.high > SMALL for one in values) > 1


def _likeliest(values: Sequence[Outcome]) -> Outcome:
    return max(values, key=lambda one: one.chance.middle)


def _value(one: Outcome) -> str:
    return one.name.partition(" = ")[2]


def shows(swing: Swing) -> bool:
    """Return whether a swing is one: wide enough to be told, and not what chance may make of the draws."""
    return swing.range > SMALL + NOISE * swing.error


def _world(found: Forecast) -> str:
    return "world that was drawn" if found.drawn else "world"


def _given(swing: Swing) -> str:
    pairs = zip(swing.given, swing.chances, strict=True)
    return ", ".join(f"{' and '.join(values)} {percent(chance)}" for values, chance in pairs if chance is not None)


def _method(found: Forecast) -> Phrase:
    parts = [
        f"{looked_at(found)}, each judged under {wording.concept_name(found.concept)}",
        "chances of circumstances as the scenario says, after the signals"
        if found.signals
        else "chances as the scenario says",
        f"signals up to {found.as_of}" if found.as_of else "",
        *(of_draws(found.drawn) if found.drawn else ["bounds over all that the words of chance leave open"]),
        f"summed away since they change nothing asked about: {', '.join(found.aside)}" if found.aside else "",
    ]
    return (Mark(" · ".join(part for part in parts if part), "quiet"),)


def looked_at(found: Forecast | Hypergame) -> str:
    """Return how many worlds were looked at, and how they were drawn where they were."""
    if found.drawn is None:
        return counted(found.worlds, "world")
    return f"{found.drawn.samples:,} worlds drawn with seed {found.drawn.seed}, {found.worlds:,} of them different"


def of_draws(drawn: Draws) -> list[str]:
    """Return what is to be known of numbers that drawn worlds give."""
    told = [f"± one standard error; what never came up may still be as likely as {300 / drawn.effective:.2g}%"]
    if drawn.effective < 0.99 * drawn.samples:
        told.append(f"weighed by what is given, the draws tell as much as {drawn.effective:,.0f} of equal weight")
    return [*told, "bounds are those that a search found in what the words of chance leave open"]
