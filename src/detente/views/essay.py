"""The page of an essay: what came of each of its claim blocks, line by line."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers.essay import Block, Essay
from detente.arguments.judged import Judged
from detente.arguments.standing import Standing
from detente.engine.stability import concepts
from detente.views import wording
from detente.views.chances import told
from detente.views.claims import chance, method, notes, reasons
from detente.views.page import Page, Paragraph, Title
from detente.views.phrases import FAILS, HOLDS, Mark, Phrase, counted, joined, phrase
from detente.views.tables import Cell, Table

SIGNS: dict[Standing, Mark] = {
    "pass": HOLDS,
    "fail": FAILS,
    "fragile": Mark("◐", "warning"),
    "vacuous": Mark("–", "warning"),
    "unknown": Mark("?", "warning"),
}

VERBS: dict[Standing, tuple[str, str]] = {
    "pass": ("passes", "pass"),
    "fail": ("fails", "fail"),
    "fragile": ("is fragile", "are fragile"),
    "vacuous": ("speaks of nothing", "speak of nothing"),
    "unknown": ("cannot be judged", "cannot be judged"),
}


def essay_page(found: Essay) -> Page:
    """Return an essay as a page: the bottom line, a row for each block, and the reasons asked for."""
    written, origin = found.written, found.written.origin
    named = f"{origin.file} (sha256 {origin.sha256[:12]})"
    variant = found.claims.variant
    about = phrase("Scenario: ", Mark(wording.flat(found.claims.title), "strong"), f", in {variant}" if variant else "")
    return (
        Title(wording.flat(written.title or origin.file), named if written.title else named[len(origin.file) + 1 :]),
        Paragraph(phrase(about, "."), tight=True),
        Paragraph(bottom_line(found.blocks)),
        _overview(found),
        *(block for one in found.claims.claims if one.why for block in reasons(found.claims, one)),
        Paragraph(method(found.claims)),
        Paragraph(wording.origin(found.claims.provenance), tight=True),
    )


def bottom_line(blocks: Sequence[Block]) -> Phrase:
    """Return how many blocks pass and which do not; what the essay only reports or doubts is told apart."""
    own = [one for one in blocks if one.answered.judged.asserted]
    others = [one for one in blocks if not one.answered.judged.asserted]
    parts = []
    for standing, (one, many) in VERBS.items():
        found = [block for block in own if block.standing == standing]
        if found:
            said = f"{len(found)} {one if len(found) == 1 else many}"
            parts.append(said if standing == "pass" else f"{said} ({_names(found)})")
    apart = [f"{_names(others)} {'is' if len(others) == 1 else 'are'} only reported or doubted"] if others else []
    counts = [Mark(", ".join(parts), "strong")] if parts else []
    return phrase(f"{counted(len(blocks), 'claim block')}: ", joined([*counts, *apart], "; "), ".")


def _names(blocks: Sequence[Block]) -> str:
    return ", ".join(dict.fromkeys(one.answered.judged.claim.name for one in blocks))


def _overview(found: Essay) -> Table:
    """Return a row for each block; columns in which nothing would stand are left out."""
    blocks = found.blocks
    every = [one.answered.judged for one in blocks]
    columns: list[tuple[str, list[Cell]]] = [
        ("line", [one.passage.place.line for one in blocks]),
        ("claim", [one.claim.name if one.asserted else f"({one.claim.name})" for one in every]),
        ("", [phrase(SIGNS[one.standing], f" {one.standing}") for one in blocks]),
        ("chance", [_number(one) for one in every]),
        ("fragile, since", [_weak(one) for one in blocks]),
    ]
    kept = [(name, cells) for name, cells in columns if any(cells)]
    rows = tuple(zip(*(cells for _, cells in kept), strict=True))
    return Table("", tuple(name for name, _ in kept), rows, tuple(notes(every)))


def _number(judged: Judged) -> str:
    """Return the chance that a claim holds; for a claim about a chance, that chance."""
    if judged.claim.test.form == "chance" and judged.finding.witness.chances:
        return told(judged.finding.witness.chances[0])
    return chance(judged)


def _weak(block: Block) -> Phrase:
    judged = block.answered.judged
    hedge = judged.claim.hedge
    said = {
        "concept": f"no concept but {wording.concept_word(judged.concept.key)} carries it",
        "chance": "its bounds reach beyond what is claimed"
        if judged.claim.test.form == "chance"
        else f"its chance may be less than {hedge or 'one half'}",
    }
    return joined((said[one] for one in block.weak), "; ")


def essay_table(found: Essay) -> Table:
    """Return the blocks as data: a row for each, with its line, its standing and its verdict under each concept."""
    keys = list(concepts())
    rows = tuple(
        (
            one.passage.place.line,
            one.answered.judged.claim.name,
            one.standing,
            one.answered.judged.verdict,
            *(one.answered.judged.concepts.get(key) for key in keys),
        )
        for one in found.blocks
    )
    return Table("Claim blocks", ("line", "claim", "standing", "verdict", *keys), rows)
