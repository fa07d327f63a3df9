"""How likely it is: prospects, outcomes, open choices and situations, each with a word, a number and bounds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.answers import forecast as answers
from detente.answers.report import Report
from detente.prospects.bounds import Bounds
from detente.prospects.forecast import Forecast
from detente.prospects.outcomes import Weighed
from detente.prospects.played import Outcome
from detente.views.chances import SMALL, told
from detente.views.forecast import supposing
from detente.views.outcomes import LEFT, outcomes_tables, sharing_table
from detente.views.page import Paragraph
from detente.views.phrases import Mark, Phrase, counted, phrase, plain
from detente.views.report import parts
from detente.views.report.likelihood import span_of_words, word
from detente.views.report.parts import Block, More, Section, untitled
from detente.views.report.pictures import drawn
from detente.views.report.sections.bottom_line import place, undecided
from detente.views.tables import Cell, Table

COLUMNS = ("in words", "chance", "bounds", "any sharing", "")
BOUNDS = (
    "Chance: at the middle of what the words of chance leave open; bounds: the least and the greatest within that. "
    "The bar is full up to the least, light up to the greatest, with a line at the middle."
)
SHARING = "Any sharing: where several prospects remain in a world, what any way of sharing it among them could give."


def section(given: Report) -> Section | None:
    """Return how likely prospects are; None where there are no chances to tell."""
    if given.forecast is None or not given.doubted:
        return None
    found = given.forecast.found
    blocks: list[Block] = [
        *_supposing(found),
        *_outcomes(given, found),
        *_rests(given, found),
        *_options(given, found),
        *_situations(given, found),
        *untitled(sharing_table(found, [place(given, one.values) for one in found.rests])),
        *_stalled(found),
        *_picture(given.forecast),
    ]
    return Section("prospects", "Prospects: how likely it is", tuple(blocks))


def _picture(found: answers.Forecast) -> tuple[Block, ...]:
    """Return, folded, the chances as a picture: the tables tell the same."""
    pictures = drawn("bars", found, "chances")
    return (More("chances-drawn", ("The same as a picture",), pictures),) if pictures else ()


def _supposing(found: Forecast) -> tuple[Block, ...]:
    """Return what all chances are given, where some world has no such conflict."""
    if found.impossible.high <= SMALL:
        return ()
    return (Paragraph(supposing(found.variant, parts.chance(found.impossible, "forecast.impossible"))),)


def _outcomes(given: Report, found: Forecast) -> tuple[Block, ...]:
    if found.division is None:
        return ()
    at = "forecast.division"
    rows = [
        (one.name, *_cells(given, one, f"{at}.outcomes.{number}")) for number, one in enumerate(found.division.outcomes)
    ]
    left = (("nothing", found.division.nothing), ("nowhere", found.division.nowhere))
    rows += [(LEFT[key], *_cells(given, one, f"{at}.{key}")) for key, one in left if one.possibly.high > 0]
    same, *own = outcomes_tables(found)  # overlaps are told there, and the author's own chances
    notes = [plain(note) for note in same.notes] if isinstance(same, Table) else []
    return (_table("Outcomes, one of which comes", "outcome", rows, notes), *untitled(tuple(own)))


def _rests(given: Report, found: Forecast) -> tuple[Block, ...]:
    if not found.rests:
        return (Paragraph(("In no world that has a chance does play come to rest.",)),)
    rows = [
        (place(given, one.values), *_cells(given, one.outcome, f"forecast.rests.{number}.outcome"))
        for number, one in enumerate(found.rests)
    ]
    notes = []
    if found.several.high > SMALL:
        notes.append(
            f"With a chance of {told(found.several)} several prospects remain, and the model does not say which comes. "
            f"Such worlds are shared {found.rule.title}."
        )
    if found.others:
        notes.append(f"And {counted(found.others, 'less likely prospect')}.")
    return (_table("Where play comes to rest", "prospect", rows, (*notes, BOUNDS)),)


def _options(given: Report, found: Forecast) -> tuple[Block, ...]:
    rows = [
        (one.name, *_cells(given, one, f"forecast.options.{name}.{number}"))
        for name, values in found.options.items()
        if undecided(values)
        for number, one in enumerate(values)
        if one.possibly.high > SMALL
    ]
    fixed = [
        max(values, key=lambda one: one.chance.middle).name
        for values in found.options.values()
        if not undecided(values)
    ]
    notes = [f"The same wherever play comes to rest: {', '.join(fixed)}."] if fixed and found.rests else []
    return (_table("Choices that are open", "choice", rows, notes),) if rows else ()


def _situations(given: Report, found: Forecast) -> tuple[Block, ...]:
    every = list(enumerate(found.situations))
    rows = [
        (one.name, *_cells(given, one, f"forecast.situations.{number}"))
        for number, one in every
        if one.possibly.high > SMALL and one.surely.low < 1 - SMALL
    ]
    always = [one.name for _, one in every if one.surely.low >= 1 - SMALL]
    never = [one.name for _, one in every if one.possibly.high <= SMALL]
    notes = [f"Always so where play comes to rest: {', '.join(always)}."] if always else []
    notes += [f"Never so: {', '.join(never)}."] if never else []
    if not rows:
        return tuple(Paragraph((note,)) for note in notes)
    return (_table("Situations in which play comes to rest", "situation", rows, notes),)


def _stalled(found: Forecast) -> tuple[Block, ...]:
    """Return how likely it is that play comes to rest nowhere, or may go round, where that can be."""
    lines = []
    if found.somewhere.low < 1 - SMALL:
        chance = parts.chance(found.somewhere, "forecast.somewhere")
        lines.append(phrase("Play can come to rest at all with a chance of ", chance, "."))
    if found.round.high > SMALL:
        lines.append(
            phrase("It may go round for ever with a chance of ", parts.chance(found.round, "forecast.round"), ".")
        )
    return tuple(Paragraph(line) for line in lines)


def _cells(given: Report, one: Outcome | Weighed, at: str) -> tuple[Cell, ...]:
    """Return a chance in words, numbers, bounds, what any sharing gives, and as a bar."""
    words = _words(given, one.chance)
    return (
        words,
        (parts.middle(one.chance, f"{at}.chance"),),
        parts.between(one.chance, f"{at}.chance"),
        _sharing(one, at),
        parts.bar(one.chance),
    )


def _words(given: Report, chance: Bounds) -> Phrase:
    """Return the word for a chance, and the words for its bounds where these are others."""
    middle, ends = word(given.scenario.words, chance.middle), span_of_words(given.scenario.words, chance)
    return phrase(Mark(middle, "strong"), Mark(f" ({ends})", "quiet") if ends != middle else None)


def _sharing(one: Outcome | Weighed, at: str) -> Phrase:
    if one.possibly.middle - one.surely.middle <= SMALL:
        return ()
    return parts.span((one.surely.middle, f"{at}.surely.middle"), (one.possibly.middle, f"{at}.possibly.middle"))


def _table(title: str, first: str, rows: Sequence[tuple[Cell, ...]], notes: Iterable[str]) -> Table:
    """Return a table of chances, without the column on sharing where nothing stands in it."""
    shared = any(row[4] for row in rows)
    columns = (first, *(name for name in COLUMNS if shared or name != "any sharing"))
    told_ = tuple(row if shared else (*row[:4], row[5]) for row in rows)
    quiet = [*notes, SHARING] if shared else notes
    return Table(title, columns, told_, tuple((Mark(note, "quiet"),) for note in quiet))
