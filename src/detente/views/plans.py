"""The part of a settlement's page on plans: each as a negotiator would want it, and why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from detente.answers.agreed import Order, Step
from detente.answers.plans import Demands, Dispute, Missed, Plan, Plans, Term
from detente.answers.settlement import Settlement
from detente.settlement.clauses import Clause
from detente.views import bargaining, wording
from detente.views.chances import told
from detente.views.page import Block, Heading, Item, Listing, Paragraph
from detente.views.phrases import FAILS, HOLDS, Mark, Phrase, counted, phrase
from detente.views.tables import Cell, Table

NOBODY = "Nobody in the model"

MOST_DISPUTES = 4
"""Conflicts between demands that are told in full."""


def plans_blocks(found: Settlement, given: Plans, everything: bool) -> tuple[Block, ...]:
    """Return the plans; `everything` tells each in full, else only the first."""
    full = given.plans if everything else given.plans[:1]
    return (
        Paragraph(_bottom_line(found, given)),
        Paragraph(_as_things_stand(found, given)),
        *(block for one in full for block in _plan(found, given, one)),
        *_side_by_side(given),
        *_conflicts(found, given),
        Paragraph((Mark(_tried(given), "quiet"),)),
    )


# ------------------------------------------------------------ the bottom line


def _bottom_line(found: Settlement, given: Plans) -> Phrase:
    name, who = Mark(given.formula, "value"), bargaining.asked(found)
    if not given.plans:
        return phrase(
            FAILS, " No plan was found after which ", name, " is acceptable to ", who, " and holds under ",
            wording.concept_name(found.concept), ".",
        )  # fmt: skip
    first = given.plans[0]
    if not first.terms:
        return phrase(
            HOLDS, " Nothing is needed: ", name, " is so in ", bargaining.fallback(found, 0),
            f", which holds under {wording.concept_name(found.concept)}.",
        )  # fmt: skip
    added = [one for one in first.terms if one.clause.kind != "set"]
    set_ = len(first.terms) - len(added)
    parts: list[Phrase | str] = [_clause(one.clause) for one in added]
    parts += [counted(set_, "option") + " set"] if set_ else []
    which = f"the lightest of {given.count:,} smallest plans" if given.count > 1 else "the only smallest plan"
    return phrase(
        HOLDS, " ", name, " is acceptable to ", who, f" and holds under {wording.concept_name(found.concept)} with ",
        wording.words(parts), f": {which}.",
    )  # fmt: skip


def _as_things_stand(found: Settlement, given: Plans) -> Phrase:
    name, states = Mark(given.formula, "value"), counted(given.having, "state")
    if not given.having:
        return phrase("As things stand there is no state with ", name, ".")
    who, base = bargaining.asked(found), bargaining.against(found)
    if given.accepted:
        verb = "suits" if given.accepted == 1 else "suit"
        head = phrase(
            f"As things stand, {given.accepted:,} of {states} with ", name, f" {verb} ", who, ", measured against ",
            base, ". ",
        )  # fmt: skip
    else:
        head = phrase(
            f"As things stand, none of {states} with ", name, " suits ", who, ", measured against ", base, ". ",
        )  # fmt: skip
    return phrase(head, bargaining.allowing(given.allowing, bool(given.accepted)))


def _tried(given: Plans) -> str:
    if given.searched < 0:
        return "No plan was tried: there are too many states; --at-most 0 tries what only sets options."
    limit = counted(given.searched, "clause")
    beside = f"{counted(given.tried, 'set')} of up to {limit} besides what is set" if given.searched else "what is set"
    kinds = ", ".join(given.allowed)
    told = f"Tried: {beside} (kinds: {kinds}); {counted(given.judged, 'conflict')} judged."
    all_ = f" All {counted(given.count, 'plan')} of that size that need each of their clauses were found"
    some = f"{all_}; {len(given.plans):,} are told." if len(given.plans) < given.count else f"{all_}."
    more = given.searched + 1
    longer = f" Sets of {more} take longer; --at-most {more} tries them." if given.searched < given.wanted else ""
    return told + (some if given.count > 1 else "") + longer


# ------------------------------------------------------------ one plan


def _clause(clause: Clause) -> Phrase:
    """Return a clause in short, inside a sentence."""
    match clause.kind:
        case "set" | "make":
            return wording.setting(clause.name, clause.value)
        case "guarantee":
            return phrase("a guarantee of ", Mark(clause.name, "value"))
        case _:
            return phrase(Mark(clause.name, "value"), " waived")


def _plan(found: Settlement, given: Plans, one: Plan) -> tuple[Block, ...]:
    if not one.terms:
        return (bargaining.attitudes_table(found, one.attitudes), *bargaining.together(found, one.together))
    likely = bargaining.likely(one.likely, f"Chances of plan {one.number}")
    return (
        Heading((f"Plan {one.number}{_weight(one.weight)}",)),
        Listing(tuple(_parties(found, given, one)), tight=True),
        bargaining.attitudes_table(found, one.attitudes),
        Heading(("What keeps each party in",)),
        Listing(tuple(_keeping(found, one)), tight=True),
        *((bargaining.holding_table(one.stances),) if one.stances[0].elsewhere else ()),
        *bargaining.together(found, one.together),
        *_order(one.order),
        *bargaining.breaches(found, one.breaches, "the plan"),
        *((likely,) if likely is not None else ()),
    )


def _weight(weight: Fraction) -> str:
    return f", of weight {float(weight):g}"


def _parties(found: Settlement, given: Plans, one: Plan) -> Iterator[Item]:
    """Yield every party with its clauses, in the order of the file; what is nobody's comes last."""
    parties = [*found.scenario.actors, None]
    for party in parties:
        terms = [term for term in one.terms if term.party == party]
        if terms:
            items = tuple(_term(found, given, one, term) for term in terms)
            yield Item((Mark(party, "actor") if party else Mark(NOBODY, "strong"),), items)


def _term(found: Settlement, given: Plans, one: Plan, term: Term) -> Item:
    without = bargaining.wrong(found, term.without, given.formula)
    return Item(_says(one, term), (Item(phrase("without it, ", without)),))


def _says(one: Plan, term: Term) -> Phrase:
    clause, party = term.clause, term.party
    short = wording.option_name(clause.name, party)
    match clause.kind:
        case "set":
            return phrase(f"sets {short} {term.before} → ", Mark(clause.value, "value"))
        case "guarantee":
            return phrase(f"cannot take back {short} = ", Mark(one.values[clause.name], "value"), " (guaranteed)")
        case "make":
            return phrase(f"makes {clause.name} {term.before} → ", Mark(clause.value, "value"))
        case _:
            return phrase("lets go of ", Mark(short, "value"), ", and is compensated")


def _keeping(found: Settlement, one: Plan) -> Iterator[Item]:
    """Yield what keeps each actor in the state agreed on: nothing tempts it, or replies deter it."""
    idle = [stance.actor for stance in one.stances if not stance.considered]
    if idle:
        yield Item(wording.content(idle))
    for stance in one.stances:
        if stance.considered:
            first = stance.considered[0]
            reply = wording.kept(found.scenario, found.concept, first)
            more = len(stance.considered) - 1
            rest = (Item((f"and {counted(more, 'more move')}, deterred as well",)),) if more else ()
            yield Item(wording.stance(stance), (Item(reply), *rest))


def _order(order: Order) -> tuple[Block, ...]:
    if order.refused == "graph form":
        return ()
    if order.refused == "too many":
        return (Paragraph(("It has too many steps for an order to be looked for.",)),)
    if order.steps is None:
        return (Paragraph(_no_order(order)), *_steps(order.after))
    if len(order.steps) < 2:
        return ()
    return (Heading(("An order in which nobody does better by stopping",)), *_steps(order.steps))


def _steps(steps: Sequence[Step]) -> tuple[Block, ...]:
    items = tuple(Item(phrase(wording.act(one.move), " (cannot be taken back)" if one.final else "")) for one in steps)
    return (Listing(items, numbered=True, tight=True),) if items else ()


def _no_order(order: Order) -> Phrase:
    begin = "already in the state before any step" if not order.after else "after these steps"
    head = "There is no order in which one option is set after another and nobody does better by stopping: "
    if order.better:
        return phrase(head, begin, ", ", wording.actors_named(order.better), " would rather stop there.")
    return phrase(head, begin, ", no step that is left is a move, or can come before what can be taken back.")


# ------------------------------------------------------------ side by side


def plans_table(given: Plans) -> Table:
    """Return the plans side by side: a row for each clause, a column for each plan."""
    columns = ("clause", *(f"plan {one.number}" for one in given.plans))
    clauses: dict[Clause, None] = {}
    for one in given.plans:
        clauses.update(dict.fromkeys(term.clause for term in one.terms))
    order = sorted(clauses, key=lambda clause: (clause.kind == "set", list(clauses).index(clause)))
    rows: list[tuple[Cell, ...]] = [
        (_row(clause), *(clause in [term.clause for term in one.terms] or None for one in given.plans))
        for clause in order
    ]
    rows.append(("weight", *(f"{float(one.weight):g}" for one in given.plans)))
    if any(one.likely for one in given.plans):
        rows.append(("chance", *(told(one.likely.both) if one.likely else "" for one in given.plans)))
    return Table("Plans side by side", columns, tuple(rows))


def _row(clause: Clause) -> Phrase:
    value = f" = {clause.value}" if clause.value else ""
    return phrase(f"{clause.kind} ", Mark(f"{clause.name}{value}", "value"))


def _side_by_side(given: Plans) -> tuple[Block, ...]:
    return (plans_table(given),) if len(given.plans) > 1 else ()


# ------------------------------------------------------------ conflicts


def _conflicts(found: Settlement, given: Plans) -> tuple[Block, ...]:
    if given.demands is None:
        return ()
    one = given.demands
    if not one.having:
        what = "whatever the rules forbid" if one.rules else "as the rules are"
        return (
            Paragraph(phrase("No state has ", Mark(given.formula, "value"), f", {what}: it excludes itself here.")),
        )
    if one.met is not None:
        said = f"Setting options alone would do it: state {one.met} meets every demand. --clauses set allows that."
        return (Paragraph((said,)),)
    if not one.disputes:
        return (Paragraph(("There are too many ways in which demands exclude each other to be told.",)),)
    items = tuple(_dispute(found, dispute) for dispute in one.disputes[:MOST_DISPUTES])
    rest = len(one.disputes) - len(items)
    more = "" if one.complete else " at least"
    tail = (Paragraph((f"and{more} {counted(rest, 'more conflict')}; --json tells them.",), 1, tight=True),)
    return (
        Heading(
            phrase("Why setting options alone does not do it: demands that exclude each other"),
        ),
        Paragraph(_looked(given, one), tight=True),
        Listing(items, numbered=True),
        *(tail if rest > 0 else ()),
    )


def _looked(given: Plans, one: Demands) -> Phrase:
    rules = ", those that rules forbid among them" if one.rules else ""
    return phrase(
        f"Of {counted(one.having, 'state')} with ", Mark(given.formula, "value"), rules,
        ", none meets all demands of a set; without any one of them some do.",
    )  # fmt: skip


def _dispute(found: Settlement, one: Dispute) -> Item:
    head = wording.words([_demand(missed) for missed in one.missed])
    alone = len(one.missed) == 1
    below = tuple(Item(_misses(found, missed, alone)) for missed in one.missed)
    return Item(head, below)


def _demand(one: Missed) -> Phrase:
    if one.kind == "rule":
        return phrase("the rule never ", Mark(one.says, "value"))
    verb = " does not lose" if one.kind == "suits" else " stays"
    return phrase(Mark(one.says, "actor"), verb)


def _misses(found: Settlement, one: Missed, alone: bool) -> Phrase:
    """Return the state that meets all the others, and what is wrong with it."""
    where = bargaining.changed(found, dict(one.values))
    if one.kind == "rule":
        return phrase("that rule forbids, say, ", where)
    if one.wrong is None:
        return phrase("a rule forbids, say, ", where)
    rest = "say" if alone else "where all else is met"
    return phrase(f"{rest}, in ", where, ": ", bargaining.wrong(found, one.wrong))


__all__ = ["plans_blocks", "plans_table"]
