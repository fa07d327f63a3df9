"""The part of a settlement's page on one state proposed."""

from __future__ import annotations

from detente.answers.proposal import Proposal
from detente.answers.settlement import Settlement
from detente.views import bargaining, wording
from detente.views.page import Block, Heading, Item, Listing, Paragraph
from detente.views.phrases import FAILS, HOLDS, Mark, Phrase, counted, phrase


def proposal_blocks(found: Settlement, given: Proposal) -> tuple[Block, ...]:
    """Return who would take a state, and who would leave it."""
    likely = bargaining.likely(given.likely, "Chances")
    return (
        Paragraph(_bottom_line(found, given)),
        Paragraph(phrase("It has ", bargaining.changed(found, dict(given.state.values)), "."), tight=True),
        bargaining.attitudes_table(found, given.attitudes),
        Paragraph(_frontier(found, given)),
        *_keeping(found, given),
        bargaining.holding_table(given.stances),
        *bargaining.together(found, given.together),
        *bargaining.breaches(found, given.breaches, "the settlement"),
        *((likely,) if likely is not None else ()),
    )


def _bottom_line(found: Settlement, given: Proposal) -> Phrase:
    _, *meaning = wording.state_name(found.scenario, given.state.number)
    name, who = phrase(Mark(f"State {given.state.number}", "strong"), *meaning), bargaining.asked(found)
    holds = given.holds[found.concept.key]
    concept = wording.concept_name(found.concept)
    take = phrase(" would be accepted by " if given.accepted else " would not be accepted by ", who)
    link = " and " if given.accepted == holds else ", but "
    keep = f"holds under {concept}." if holds else f"does not hold under {concept}."
    sign = HOLDS if given.accepted and holds else FAILS
    return phrase(sign, " ", name, take, link, keep)


def _frontier(found: Settlement, given: Proposal) -> Phrase:
    if given.instead is None:
        return ("It is on the Pareto frontier: no state betters somebody and worsens nobody.",)
    where = bargaining.changed(found, dict(given.instead.values))
    number = wording.state_name(found.scenario, given.instead.number)
    count = counted(given.better, "state betters somebody and worsens", "states better somebody and worsen")
    return phrase(f"It is not on the Pareto frontier: {count} nobody, such as ", number, " (", where, ").")


def _keeping(found: Settlement, given: Proposal) -> tuple[Block, ...]:
    """Return who would leave it first and by which move, and what keeps the others in."""
    leave: tuple[Block, ...] = ()
    if given.first is not None:
        said = bargaining.leaves(found.scenario, given.first.move, given.first.fate)
        leave = (Paragraph(phrase(FAILS, " First to leave: ", said, ".")),)
    items = []
    idle = [stance.actor for stance in given.stances if not stance.considered]
    if idle:
        items.append(Item(wording.content(idle)))
    for stance in given.stances:
        if stance.considered:
            first = stance.considered[0]
            below = (
                wording.kept(found.scenario, found.concept, first)
                if stance.stable
                else bargaining.leaves(found.scenario, first.move, first.fate)
            )
            items.append(Item(wording.stance(stance), (Item(below),)))
    return (*leave, Heading(("Who stays, and why",)), Listing(tuple(items), tight=True))


__all__ = ["proposal_blocks"]
