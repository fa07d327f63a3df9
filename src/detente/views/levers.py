"""The tables of what each option and each circumstance changes, in the world as it is and over all worlds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.answers.blockers import Outcome
from detente.answers.leverage import Leverage
from detente.prospects.worlds import Bounds
from detente.settlement.leverage import Effect, Fare, Lever, Share
from detente.settlement.likely_levers import Likely
from detente.views import wording
from detente.views.chances import SMALL, bar, between, percent, told
from detente.views.page import Block, Paragraph
from detente.views.phrases import Mark, Phrase, counted, joined, phrase
from detente.views.tables import Table

MOST = 16
"""Rows of chances that are told."""

PROSPECTS: dict[Share | None, str] = {"every": "in every prospect", "some": "in some prospects", "no": "in no prospect"}


def agreements(pairs: Sequence[Sequence[str]]) -> Phrase:
    """Return groups that can agree, in words."""
    return joined((wording.actors_named(pair) for pair in pairs), "; ")


def levers_table(found: Leverage) -> tuple[Block, ...]:
    """Return what every lever changes, what changes most first; those that change nothing are counted."""
    rows = tuple((lever_name(one.lever), _changes(found, one)) for one in found.effects if one.changes)
    idle = sum(one.picture is not None and not one.changes for one in found.effects)
    told_of = (_alike(found), _idle(idle, len(rows)), _impossible(found))
    notes = [phrase(Mark(note, "quiet")) for note in told_of if note]
    if not rows:
        return tuple(Paragraph(note) for note in notes)
    return (Table("What each option and circumstance changes", ("if", "then"), rows, tuple(notes)),)


def lever_name(given: Lever) -> Phrase:
    """Return a what-if: `Europe.counter stays no`, `US.aid = cut for good`, `europe_ready = no`."""
    if given.kind == "circumstance":
        return wording.setting(given.name, given.value)
    if given.without:
        return phrase(given.name, " stays ", Mark(given.value, "value"))
    return phrase(wording.setting(given.name, given.value), " for good")


def _alike(found: Leverage) -> str:
    """Return how states gone and new are counted, where an option changes which hold or where play rests."""
    counts = any(one.lever.kind == "option" and (any(one.prospects) or any(one.equilibria)) for one in found.effects)
    return "States that differ in the settled option alone count as one, gone or new." if counts else ""


def _idle(number: int, told_of: int) -> str:
    if not number:
        return ""
    if told_of:
        return "One other changes nothing." if number == 1 else f"{number:,} others change nothing."
    return (
        "The only one changes nothing."
        if number == 1
        else f"All {number:,} options and circumstances tried change nothing."
    )


def _impossible(found: Leverage) -> str:
    """Return the levers that make no conflict, with the reason in short."""
    nowhere = [one for one in found.effects if one.impossible is not None]
    if not nowhere:
        return ""
    start = [_plain(one) for one in nowhere if one.impossible and one.impossible.code == "start-infeasible"]
    never = [_plain(one) for one in nowhere if one.impossible and one.impossible.code != "start-infeasible"]
    believing = found.provenance.beliefs and any(one.actor is not None for one in found.scenario.beliefs)
    where = ", here or in a world that an actor believes in" if believing else ""
    parts = [
        f"for all else at the start rules it out: {', '.join(start)}" if start else "",
        f"for no state would be left{where}: {', '.join(never)}" if never else "",
    ]
    return f"Not tried, {'; '.join(part for part in parts if part)}."


def _plain(one: Effect) -> str:
    return f"{one.lever.name} = {one.lever.value}"


# ------------------------------------------------------------ what changes


def _changes(found: Leverage, effect: Effect) -> Phrase:
    if effect.picture is None:
        raise TypeError("a lever that makes no conflict changes nothing")
    fares = list(zip(found.outcomes, found.picture.fares, effect.picture.fares, strict=True))
    parts: list[Phrase] = []
    for one, before, after in fares:
        parts += _fared(one, before, after)
    parts += _agreeing(found, [(one.name, before, after) for one, before, after in fares])
    if effect.prospects != (0, 0):
        parts.append(phrase("prospects: ", _turnover(effect.prospects)))
    if effect.equilibria != (0, 0):
        parts.append(phrase("states that hold: ", _turnover(effect.equilibria)))
    return joined(parts, "; ")


def _fared(one: Outcome, before: Fare, after: Fare) -> Iterator[Phrase]:
    known = Mark(one.name, "strong")
    if before.share != after.share:
        yield phrase(known, f" {PROSPECTS[after.share]} (now {PROSPECTS[before.share]})")
    if (before.holding > 0) != (after.holding > 0):
        yield phrase(known, " would ", _holding(after.holding > 0, one.states == 1))


def _holding(somewhere: bool, single: bool) -> str:
    """Return whether an outcome of one state, or of several, would hold."""
    if single:
        return "hold" if somewhere else "not hold"
    return "hold somewhere" if somewhere else "hold nowhere"


def _agreeing(found: Leverage, fares: Sequence[tuple[str, Fare, Fare]]) -> Iterator[Phrase]:
    """Yield who can agree on what, and could not, or the other way round."""
    pairs = dict.fromkeys(pair for _, before, after in fares for pair in (*before.agreed, *after.agreed))
    for pair in pairs:
        who = wording.actors_named([found.actors[actor] for actor in pair])
        new = [
            Mark(name, "strong") for name, before, after in fares if pair in after.agreed and pair not in before.agreed
        ]
        gone = [
            Mark(name, "strong") for name, before, after in fares if pair in before.agreed and pair not in after.agreed
        ]
        if new:
            yield phrase(who, " can agree on ", wording.words(new))
        if gone:
            yield phrase(who, " can no longer agree on ", wording.words(gone))


def _turnover(given: tuple[int, int]) -> str:
    gone, new = given
    parts = [f"{gone:,} gone" if gone else "", f"{new:,} new" if new else ""]
    return ", ".join(part for part in parts if part)


# ------------------------------------------------------------ over all worlds


@dataclass(frozen=True)
class Moved:
    """A chance with a lever, beside the chance as things are."""

    lever: Lever
    what: Phrase
    before: Bounds
    after: Bounds

    @property
    def change(self) -> float:
        """Return how much the chance changes."""
        return abs(self.after.middle - self.before.middle)


def chances_tables(found: Leverage) -> tuple[Block, ...]:
    """Return the chances of the outcomes over all worlds, and what every lever makes of them."""
    given = found.likelihoods
    if given is None:
        return ()
    number = len(given.cast.worlds)
    head = f"Over all {number:,} worlds, as things are" if number > 1 else "In the only world, as things are"
    rows = [
        (what, percent(chance.middle), between(chance), bar(chance))
        for one, likely in zip(found.outcomes, given.base, strict=True)
        for what, chance in _answers(found, one.name, likely)
        if chance.high > SMALL
    ]
    table = Table(head, ("", "chance", "bounds", ""), tuple(rows))
    moved = _moved(found)
    return (*((table,) if rows else ()), *((moved,) if moved is not None else ()))


def _answers(found: Leverage, name: str, likely: Likely) -> Iterator[tuple[Phrase, Bounds]]:
    known = Mark(name, "strong")
    if likely.rests is not None:
        yield phrase("play rests in ", known), likely.rests
    yield phrase(known, " holds somewhere"), likely.holds
    for pair, chance in likely.agreed.items():
        yield phrase(wording.actors_named([found.actors[actor] for actor in pair]), " can agree on ", known), chance


def moved_chances(found: Leverage) -> list[Moved]:
    """Return the chances that levers change, those first that change most; none where no chances were asked for."""
    return sorted(_rows(found), key=lambda row: -row.change)


def _moved(found: Leverage) -> Table | None:
    """Return the chances that levers change most, with and without."""
    rows = moved_chances(found)
    if not rows:
        return None
    cells = tuple((lever_name(row.lever), row.what, percent(row.before.middle), told(row.after)) for row in rows[:MOST])
    rest = len(rows) - MOST
    more = f"and {counted(rest, 'smaller change')}; --json tells them all." if rest > 0 else ""
    notes = ((Mark(more, "quiet"),),) if more else ()
    return Table("Chances with and without", ("if", "what", "as it is", "then"), cells, notes, key=2)


def _rows(found: Leverage) -> Iterator[Moved]:
    if found.likelihoods is None:
        return
    base = found.likelihoods.base
    for lever, likely in found.likelihoods.pulled.items():
        for one, before, after in zip(found.outcomes, base, likely or (), strict=likely is not None):
            pairs = zip(_answers(found, one.name, before), _answers(found, one.name, after), strict=True)
            rows = [Moved(lever, what, was, now) for (what, was), (_, now) in pairs]
            yield from (row for row in rows if row.change > SMALL)
