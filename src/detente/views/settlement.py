"""The page of a settlement: plans for a situation, one state proposed, or what is acceptable at all."""

from __future__ import annotations

from detente.answers.plans import Plans
from detente.answers.proposal import Proposal
from detente.answers.settlement import Settlement
from detente.views import wording
from detente.views.acceptable import acceptable_blocks, suiting_table
from detente.views.bargaining import holding_table
from detente.views.heading import title
from detente.views.page import Block, Page, Paragraph
from detente.views.plans import plans_blocks, plans_table
from detente.views.proposal import proposal_blocks
from detente.views.tables import Table


def settlement_page(found: Settlement) -> Page:
    """Return what a person wants to read of a settlement."""
    return (
        *title(found.scenario, found.variant),
        *_blocks(found),
        Paragraph(wording.provenance(found.provenance)),
    )


def _blocks(found: Settlement) -> tuple[Block, ...]:
    match found.found:
        case Plans():
            return plans_blocks(found, found.found, found.everything)
        case Proposal():
            return proposal_blocks(found, found.found)
        case given:
            return acceptable_blocks(found, given)


def settlement_table(found: Settlement) -> Table:
    """Return plans side by side, under which concepts a proposal holds for whom, or the acceptable states."""
    match found.found:
        case Plans():
            return plans_table(found.found)
        case Proposal():
            return holding_table(found.found.stances)
        case given:
            return suiting_table(given)


__all__ = ["settlement_page", "settlement_table"]
