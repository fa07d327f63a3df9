"""The page of what an argument falls short of by the standards of the trade, and of what its author accepts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from detente.answers.lint import Lint, Remark, Unused
from detente.arguments.standards import Standard, standards
from detente.errors import Place
from detente.scenario.words import tables
from detente.views import wording
from detente.views.heading import title
from detente.views.page import Block, Heading, Item, Listing, Page, Paragraph, Title
from detente.views.phrases import HOLDS, Mark, Phrase, Role, counted, phrase
from detente.views.tables import Table

ROLES: dict[str, Role] = {"warning": "warning", "note": "quiet"}


def lint_page(found: Lint) -> Page:
    """Return what was found, check by check, then what is accepted, and what was not looked at."""
    return (
        *_head(found),
        Paragraph(bottom_line(found)),
        *(block for code, some in groupby(found.remarks, lambda one: one.code) for block in _check(code, list(some))),
        *_listing("Accepted", [_accepted(one) for one in found.accepted]),
        *_listing("Accepted, and no longer found", [_unused(one) for one in found.unused if one.before is None]),
        *_listing("Accepted more than once", [item for one in found.unused for item in _twice(one)]),
        *_listing("Not checked", _unchecked(found)),
        Paragraph((Mark(_method(found), "quiet"),)),
        Paragraph(wording.origin(found.provenance), tight=True),
    )


def _head(found: Lint) -> tuple[Block, ...]:
    if found.essay is None:
        return title(found.scenario, None)
    origin = found.essay.origin
    about = phrase("Scenario: ", Mark(wording.flat(found.scenario.title), "strong"), ".")
    return (
        Title(wording.flat(found.title), f"{origin.file} (sha256 {origin.sha256[:12]})"),
        Paragraph(about, tight=True),
    )


def bottom_line(found: Lint) -> Phrase:
    """Return how much was found, and how much of it is accepted."""
    notes = len(found.remarks) - len(found.warnings)
    parts = [counted(len(found.warnings), "warning")] if found.warnings else []
    parts += [counted(notes, "note")] if notes else []
    accepted = f"{len(found.accepted):,} accepted with a reason" if found.accepted else ""
    if parts:
        more = f"; {accepted}." if accepted else "."
        return phrase(Mark(" and ".join(parts), "strong"), more)
    if not found.scenario.claims:
        return phrase(
            "This scenario makes no claims. Nothing is amiss in what else was checked",
            f"; {accepted}." if accepted else ".",
        )
    what = "The text" if found.essay is not None else "The argument"
    partly = len(found.codes) < len(standards()) or found.unchecked or found.unjudged
    asked = "what was checked" if partly else "every check"
    return phrase(HOLDS, f" {what} passes {asked}", f"; {accepted}." if accepted else ".")


def _check(code: str, some: Sequence[Remark]) -> Iterator[Block]:
    """Yield what one check found: the places, and once for all why it matters and what to do."""
    standard = standards()[code]
    count = f"{len(some):,} × " if len(some) > 1 else ""
    yield Heading(phrase(code, Mark(f"  {count}{standard.severity}", ROLES[standard.severity])))
    yield Listing(
        tuple(Item(phrase(Mark(f"{place(one.lapse.place)}: ", "strong"), _sentence(one.lapse.what))) for one in some)
    )
    yield Paragraph((f"{standard.why} {standard.remedy}",), indent=1, tight=True)


def _sentence(what: str) -> str:
    return what if what.endswith((".", "?", "!", "…")) else f"{what}."


def place(where: Place) -> str:
    """Return file and line."""
    return f"{where.file}:{where.line}"


def _listing(head: str, items: Sequence[Item]) -> tuple[Block, ...]:
    return (Heading((head,)), Listing(tuple(items))) if items else ()


def _accepted(one: Remark) -> Item:
    reason = wording.flat(one.accepted.because) if one.accepted is not None else ""
    return Item(
        phrase(Mark(f"{one.code}: ", "value"), _sentence(one.lapse.what)),
        (Item(phrase("Accepted: ", _sentence(reason))),),
    )


def _unused(one: Unused) -> Item:
    given = one.acceptance
    names = wording.words([Mark(name, "value") for name in one.of])
    return Item(
        phrase(
            Mark(f"{place(given.place)}: ", "strong"),
            Mark(given.check, "value"),
            " finds nothing of ",
            names,
            " now; take it out.",
        )
    )


def _twice(one: Unused) -> Iterator[Item]:
    """Yield an acceptance of what an earlier one accepts, with the reason that counts."""
    given, earlier = one.acceptance, one.before
    if earlier is not None:
        names = wording.words([Mark(name, "value") for name in one.of])
        head = phrase(Mark(f"{place(given.place)}: ", "strong"), Mark(given.check, "value"), " of ", names)
        reason = _sentence(wording.flat(earlier.because))
        yield Item(phrase(head, f" is accepted at {place(earlier.place)} already, whose reason counts: {reason}"))


def _unchecked(found: Lint) -> list[Item]:
    checks = [Item(phrase(Mark(one.code, "value"), f": {one.reason}.")) for one in found.unchecked]
    if not found.unjudged:
        return checks
    claims = wording.words([Mark(name, "value") for name in found.unjudged])
    return [*checks, Item(phrase(claims, ": the model cannot judge what is claimed; `detente claims` says why."))]


def _method(found: Lint) -> str:
    return f"words of chance as in {tables()[found.words].title}; --words reads them by another table"


def lint_table(found: Lint) -> Table:
    """Return what was found as data: a row for each remark, accepted ones with the reason."""
    columns = ("check", "severity", "of", "what", "file", "line", "accepted")
    return Table("Remarks", columns, tuple(_row(one, one.standard) for one in found.every))


def _row(one: Remark, standard: Standard) -> tuple[str | int | None, ...]:
    where, reason = one.lapse.place, None if one.accepted is None else one.accepted.because
    return (one.code, standard.severity, ", ".join(one.lapse.of), one.lapse.what, where.file, where.line, reason)
