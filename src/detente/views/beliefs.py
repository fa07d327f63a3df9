"""The page of beliefs: what each actor sees and expects, whom the outcome surprises, and what beliefs change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from detente.answers.beliefs import Beliefs
from detente.prospects.bounds import Bounds
from detente.prospects.hypergame import Effect, Game, Hypergame, Surprise
from detente.views import wording
from detente.views.chances import SMALL, apart, how, margin, told
from detente.views.forecast import looked_at, of_draws, set_apart
from detente.views.heading import title
from detente.views.page import Block, Heading, Item, Listing, Page, Paragraph
from detente.views.phrases import FAILS, HOLDS, Mark, Phrase, counted, joined, phrase
from detente.views.tables import Table

MOST = 12
"""Outcomes that are told one by one."""

MARKS: Mapping[str, Phrase] = {
    "expected": (HOLDS,),
    "stable": (FAILS,),
    "unstable": ("–",),
    "impossible": ("×",),
}
LEGEND = (
    "● play may come to rest there · ○ nobody would leave it, but play does not come there · – somebody would leave it "
    "· × it cannot be"
)


def beliefs_page(given: Beliefs) -> Page:
    """Return what a person wants to read of what beliefs do."""
    found = given.found
    return (
        *title(found.scenario, found.variant),
        *(Paragraph(line) for line in _bottom_line(found)),
        *_expected(found),
        *_surprised(found),
        *_effects(found),
        Paragraph(_method(found)),
        Paragraph(wording.origin(given.provenance), tight=True),
    )


def effects_table(found: Hypergame) -> Table:
    """Return the chance of every outcome with beliefs and without, as numbers."""
    rows = tuple((one.name, *_ends(one.believing), *_ends(one.seeing), *_ends(one.difference)) for one in found.effects)
    parts = [f"{what}{end}" for what in ("with", "without", "difference") for end in ("", " low", " high")]
    return Table("What beliefs change", ("outcome", *parts), rows)


def _ends(chance: Bounds) -> tuple[float, float, float]:
    return chance.middle, chance.low, chance.high


# ------------------------------------------------------------ the bottom line


def _bottom_line(found: Hypergame) -> Iterator[Phrase]:
    blind = [game for game in found.games if game.thinks]
    for game in blind:
        held = joined((wording.setting(name, value) for name, value in game.thinks.items()), " and ")
        yield phrase(wording.actors_named(game.actors), " takes it that ", held, ", which is not so here.")
    if not blind:
        yield ("Here nobody errs: what actors believe is so.",)
    yield _where(found)
    if found.impossible is None:
        if found.obstacle:
            why = found.obstacle[0].given
            yield phrase("What beliefs change over all worlds cannot be told: none makes a conflict. ", why, ".")
    elif found.worlds > 1:
        yield joined([_change(found), *set_apart(found.variant, found.impossible, found.obstacle)], " ")


def _where(found: Hypergame) -> Phrase:
    """Return whether beliefs change where play comes to rest in this world."""
    if found.board.start < 0:
        same, what = found.equilibria == found.plain_equilibria, "what holds"
    else:
        same, what = found.prospects == found.plain_prospects, "where play comes to rest"
    if same:
        return phrase(f"In this world beliefs do not change {what}.")
    gone = [state for state in found.plain_prospects if state not in found.prospects]
    new = [state for state in found.prospects if state not in found.plain_prospects]
    if found.board.start < 0:
        gone = [state for state in found.plain_equilibria if state not in found.equilibria]
        new = [state for state in found.equilibria if state not in found.plain_equilibria]
    parts = []
    if gone:
        parts.append(phrase("take away ", counted(len(gone), "outcome"), " (", _named(found, gone), ")"))
    if new:
        parts.append(phrase("add ", counted(len(new), "outcome"), " (", _named(found, new), ")"))
    return phrase(Mark(f"Beliefs change {what}", "strong"), ": they ", joined(parts, " and "), ".")


def _named(found: Hypergame, states: Sequence[int]) -> Phrase:
    shown = [_state(found, found.values(state)) for state in states[:2]]
    rest = len(states) - len(shown)
    return joined([*shown, *([f"{rest} more"] if rest else [])], "; ")


def _change(found: Hypergame) -> Phrase:
    whole = found.changed[0].chance
    if whole.high <= SMALL:
        return ("Over all worlds they do not either." if _unmoved(found) else "Over all worlds they change nothing.",)
    parts = [phrase(Mark(str(one.actor), "actor"), " ", told(one.chance)) for one in found.changed[1:]]
    by = phrase("; those of one actor alone: ", joined(parts)) if parts else ()
    lead = "Over all worlds beliefs change where play comes to rest with a chance of "
    return phrase(lead, Mark(told(whole), "strong"), by, ".")


def _unmoved(found: Hypergame) -> bool:
    return found.prospects == found.plain_prospects


# ------------------------------------------------------------ what each expects


def _expected(found: Hypergame) -> tuple[Block, ...]:
    states = _outcomes(found)
    if not states:
        return (Paragraph(("In nobody's eyes does play come to rest.",)),)
    rows = tuple(
        (
            _state(found, found.values(state)),
            *(MARKS[game.standing(state)] for game in found.games),
            _so(state, found.equilibria, found.prospects),
            _so(state, found.plain_equilibria, found.plain_prospects),
        )
        for state in states[:MOST]
    )
    what = "where play comes to rest" if found.board.start >= 0 else "what holds"
    columns = (what, *map(_seers, found.games), "in fact", "without beliefs")
    notes = [LEGEND, *_notes(found)]
    if len(states) > MOST:
        notes.insert(0, f"and {counted(len(states) - MOST, 'other outcome')}")
    heading = "In whose eyes, and in fact"
    quiet = tuple((Mark(note, "quiet"),) for note in notes)
    return (Table(heading, columns, rows, quiet),)


def _notes(found: Hypergame) -> Iterator[str]:
    for game in found.games:
        who = _seers(game)
        if game.astray and found.board.start >= 0:
            yield f"{who}: the status quo itself cannot be."
        if game.restless:
            yield f"{who}: play may go round for ever."
        if game.imagined:
            yield f"{who}: {counted(game.imagined, 'equilibrium', 'equilibria')} more in states that cannot be."


def _outcomes(found: Hypergame) -> list[int]:
    """Return the states in which play comes to rest in anybody's eyes, or in fact; what holds, without a status quo."""
    if found.board.start < 0:
        groups = [found.equilibria, found.plain_equilibria, *(game.equilibria for game in found.games)]
    else:
        groups = [found.prospects, found.plain_prospects, *(game.prospects for game in found.games)]
    return list(dict.fromkeys(state for group in groups for state in group))


def _so(state: int, equilibria: Sequence[int], prospects: Sequence[int]) -> Phrase:
    if state in prospects:
        return MARKS["expected"]
    return MARKS["stable" if state in equilibria else "unstable"]


def _seers(game: Game) -> str:
    return ", ".join(game.actors)


def _surprised(found: Hypergame) -> tuple[Block, ...]:
    if not found.surprises:
        return ()
    items = tuple(Item(_surprise(found, one)) for one in found.surprises[:MOST])
    return (Heading(("Whom the outcome surprises",)), Listing(items))


def _surprise(found: Hypergame, one: Surprise) -> Phrase:
    where = _state(found, found.values(one.state))
    if one.standing == "impossible":
        return phrase(Mark(one.actor, "actor"), " by ", where, ": it takes that to be impossible.")
    leavers = wording.words([Mark(who, "actor") for who in one.leavers])
    return phrase(Mark(one.actor, "actor"), " by ", where, ": in its eyes ", leavers, " would leave it.")


# ------------------------------------------------------------ chances with beliefs and without


def _effects(found: Hypergame) -> tuple[Block, ...]:
    moved = [one for one in found.effects if max(one.difference.high, -one.difference.low) > SMALL]
    moved = moved if found.worlds > 1 else []  # of one world all is told above
    if not moved:
        return ()
    rows = tuple(
        (_state(found, one.values), told(one.believing), told(one.seeing), _points(one)) for one in moved[:MOST]
    )
    notes = [f"and {counted(len(moved) - MOST, 'other outcome')}"] if len(moved) > MOST else []
    columns = ("where play comes to rest", "with beliefs", "without", "points")
    return (Table("What beliefs change, over all worlds", columns, rows, tuple((Mark(n, "quiet"),) for n in notes)),)


def _points(one: Effect) -> str:
    by = one.difference
    near = f"{100 * by.middle:+.0f}" if by.error is None else f"{100 * by.middle:+.1f}{margin(by.error)}"
    return f"{near} ({how(by)}{100 * by.low:+.0f} to {100 * by.high:+.0f})" if apart(by) else near


def _state(found: Hypergame, values: Mapping[str, str]) -> Phrase:
    """Return a state by what differs from the status quo."""
    if found.board.start < 0 or found.scenario.graph_form:
        return wording.settings(values)
    start = found.values(found.board.start)
    changed = {name: value for name, value in values.items() if start[name] != value}
    return wording.settings(changed) if changed else phrase("as the status quo")


def _method(found: Hypergame) -> Phrase:
    lead = f"Each judged under {wording.concept_name(found.concept)}, its own wants as they are"
    drawn = [f"{one.circumstance} for {one.actor}" for one in found.minds]
    parts = [
        lead,
        "beliefs in one world at the value held likeliest",
        f"{looked_at(found)}; each weighed, and shared in equal parts" if found.worlds else "",
        f"drawn by its own chances: {', '.join(drawn)}" if drawn else "",
        f"signals up to {found.as_of}" if found.as_of else "",
        *(of_draws(found.drawn) if found.drawn else ()),
    ]
    return (Mark(" · ".join(part for part in parts if part), "quiet"),)
