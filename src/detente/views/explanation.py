"""The page of an explanation: the verdict, who stands how under every concept, and each actor's reasons."""

from __future__ import annotations

from detente.answers.explanation import Explanation, Stance
from detente.engine.stability import concepts
from detente.views import wording
from detente.views.analysis import state_lines
from detente.views.considered import considered
from detente.views.heading import title
from detente.views.page import Block, Heading, Item, Listing, Page, Paragraph
from detente.views.phrases import Mark, counted, phrase
from detente.views.tables import Cell, Table

MOST = 4  # moves of an actor that are told in full


def explanation_page(found: Explanation, everything: bool = False) -> Page:
    """Return why a state holds or not, in sentences; `everything` tells every move that an actor considers."""
    idle = [stance.actor for stance in found.stances if not stance.considered]
    return (
        *title(found.scenario, found.variant),
        Paragraph(wording.verdict(found)),
        *_where(found),
        *(block for stance in found.stances if stance.considered for block in _stance(found, stance, everything)),
        *((Paragraph(wording.content(idle)),) if idle else ()),
        stances_table(found),
        Paragraph(wording.provenance(found.provenance)),
    )


def _where(found: Explanation) -> tuple[Block, ...]:
    """Return the state: how it departs from the status quo, or in full where that says more."""
    changes = found.from_status_quo
    if found.scenario.graph_form:
        return ()
    if changes:
        values = {change.option: change.after for change in changes}
        return (Paragraph(phrase("It is ", wording.instead(values), "."), tight=True),)
    lines = Listing(tuple(Item(line) for line in state_lines(found.scenario, found.state)), tight=True)
    return (lines,) if changes is None else (Paragraph(("It is the status quo:",), tight=True), lines)


def stances_table(found: Explanation) -> Table:
    """Return each actor's verdict under every concept, the one asked about first."""
    others = [key for key in concepts() if key != found.concept.key]
    columns = ("actor", *(wording.concept_word(key) for key in (found.concept.key, *others)))
    rows: list[tuple[Cell, ...]] = [
        (stance.actor, stance.stable, *(stance.elsewhere[key] for key in others)) for stance in found.stances
    ]
    return Table("Who stays under which concept", columns, tuple(rows), ((Mark("● stays, ○ would leave", "quiet"),),))


def _stance(found: Explanation, stance: Stance, everything: bool) -> tuple[Block, ...]:
    told = stance.considered if everything else stance.considered[:MOST]
    items = tuple(considered(found.scenario, found.concept, one) for one in told)
    rest = len(stance.considered) - len(told)
    free = sum(one.fate != "punished" for one in stance.considered[len(told) :])
    detail = f" ({free} of them undeterred)" if free else ""
    more = (
        (Paragraph((f"and {counted(rest, 'more move')}{detail}; --all tells them all.",), 1, tight=True),)
        if rest
        else ()
    )
    seen = any(one.believed for one in stance.considered)
    view = (Paragraph(wording.believes(found.scenario, stance.actor), tight=True),) if seen else ()
    return (Heading(wording.stance(stance)), *view, Listing(items, numbered=True, tight=True), *more)
