"""The page of coalitions: what holds against every group, who would leave together, and where they would go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.answers.coalitions import Coalitions, Stand, Tempted
from detente.answers.groups import Jump
from detente.answers.run import State
from detente.engine.coalition import NEAREST, joint_concepts
from detente.prospects.bounds import Bounds
from detente.views import wording
from detente.views.chances import between, percent
from detente.views.deeds import head, joint_name, joint_word, told, way
from detente.views.heading import title
from detente.views.page import Block, Heading, Item, Listing, Page, Paragraph
from detente.views.phrases import Mark, Phrase, counted, joined, phrase
from detente.views.tables import Cell, Table

MOST = 3
"""Groups that are told of each state."""

FEW = 4
"""States and groups that a sentence names."""


def coalitions_page(found: Coalitions, everything: bool = False) -> Page:
    """Return what a person wants to read of coalitions; `everything` tells every group that is tempted."""
    return (
        *title(found.scenario, found.variant),
        *(Paragraph(line) for line in _bottom_line(found)),
        stands_table(found),
        *(block for stand in found.stands for block in _tempted(found, stand, everything)),
        *_worlds(found),
        *_partition(found),
        Paragraph(_method(found)),
        Paragraph(wording.provenance(found.provenance, found.states), tight=True),
    )


def stands_table(found: Coalitions) -> Table:
    """Return the states told, and under each joint concept whether some group would leave."""
    keys = list(joint_concepts())
    alone = f"alone, {wording.concept_word(found.concept.key)}"
    columns = ("state", "", alone, *(joint_word(key) for key in keys))
    rows: list[tuple[Cell, ...]] = [
        (
            (f"{stand.state.number}",),
            "" if stand.role == "asked" else stand.role,
            stand.alone[found.concept.key],
            *(_leavers(stand, key) for key in keys),
        )
        for stand in found.stands
    ]
    legend = "● nobody would leave, ○ so many groups would, single actors counted too"
    notes = [legend, *_unjudged(found), *([_left(found)] if found.left else [])]
    return Table("Alone, and against every group", columns, tuple(rows), tuple((Mark(one, "quiet"),) for one in notes))


def _leavers(stand: Stand, key: str) -> Cell:
    more = "+" if stand.unjudged[key] else ""
    return f"○ {len(stand.leaving[key]):,}{more}" if stand.leaving[key] else "?" if more else True


def _unjudged(found: Coalitions) -> Iterator[str]:
    """Yield what the marks of a search that was given up mean, where there are such."""
    most = max((count for stand in found.stands for count in stand.unjudged.values()), default=0)
    if most:
        groups_ = counted(most, "group")
        yield f"? unknown, + perhaps more: the search took too many steps, and up to {groups_} a state were not judged"


def _left(found: Coalitions) -> str:
    which = "1 more state" if found.left == 1 else f"{found.left:,} more states"
    return f"and {which} that nobody alone would leave; --state N asks about one"


# ------------------------------------------------------------ the bottom line


def _bottom_line(found: Coalitions) -> Iterator[Phrase]:
    holding = [stand for stand in found.stands if stand.alone[found.concept.key]]
    if holding:
        yield _holding(found, holding)
    elif found.stands:
        yield phrase("Under ", wording.concept_name(found.concept), " somebody alone would leave ", _these(found), ".")
    else:
        yield phrase("Under ", wording.concept_name(found.concept), " nothing holds, and the status quo is unknown.")
    vulnerable = [stand for stand in holding if _leaving_together(stand)]
    yield from _unknown(found, holding)
    yield from (_vulnerable(found, stand) for stand in vulnerable[:FEW])
    if len(vulnerable) > FEW:
        rest = [stand.state.number for stand in vulnerable[FEW:]]
        yield phrase(Mark("Vulnerable", "warning"), " too: ", wording.states_named(rest), ".")
    yield from _kept(holding)
    start = next((stand for stand in found.stands if stand.role == "status quo"), None)
    if start is not None:
        yield _forming(found, start)


def _these(found: Coalitions) -> str:
    return "the state" if len(found.stands) == 1 else f"each of the {len(found.stands)} states told here"


def _holding(found: Coalitions, holding: Sequence[Stand]) -> Phrase:
    """Return how many of the states that hold against single actors hold against groups as well."""
    firm = [stand for stand in holding if stand.withstands(found.joint.key)]
    known = [stand for stand in holding if stand.withstands(found.joint.key) is not None]
    verb = "is" if found.left == 1 else "are"
    only = f", and {found.left:,} more that {verb} not told here" if found.left else ""
    states = wording.states_named([stand.state.number for stand in firm])
    under = joint_name(found.joint)
    subject = phrase("Nobody alone would leave ", wording.states_named([s.state.number for s in holding]), only)
    if not known:
        tail: Phrase = ()
    elif not firm and len(known) < len(holding):
        left = wording.states_named([stand.state.number for stand in known])
        tail = phrase(f"; but under {under} some group would leave ", left)
    elif not firm:
        tail = (f"; but under {under} some group would leave ", "it" if len(holding) == 1 else "each of them")
    elif len(firm) == len(holding):
        tail = (
            ", and no group either"
            if len(holding) == 1
            else f", and no group would leave any of them: under {under} all hold",
        )
    else:
        tail = phrase(f"; under {under} no group would leave ", states, " either")
    return phrase(subject, tail, ".")


def _unknown(found: Coalitions, holding: Sequence[Stand]) -> Iterator[Phrase]:
    """Yield of which states it is not known whether they hold against groups."""
    open_ = [stand.state.number for stand in holding if stand.withstands(found.joint.key) is None]
    if open_:
        whether = phrase("Whether some group would leave ", wording.states_named(open_))
        why = f" under {joint_name(found.joint)}: the search was given up before all groups were judged."
        yield phrase(whether, " is ", Mark("unknown", "warning"), why)


def _leaving_together(stand: Stand) -> list[Tempted]:
    """Return the groups of two or more that would leave a state, those first whose joint move would stay."""
    leaving = [one for one in stand.tempted if one.undeterred]
    return sorted(leaving, key=lambda one: (not one.best.lasts, not one.best.holds, len(one.group)))


def _vulnerable(found: Coalitions, stand: Stand) -> Phrase:
    """Return who would leave a state that holds against single actors, and where they would jump."""
    leaving = _leaving_together(stand)
    first = leaving[0]
    name = wording.state_name(found.scenario, stand.state.number)
    least = " at least" if stand.unjudged[found.joint.key] else ""
    more = f" {counted(len(leaving) - 1, 'other group')} would leave it too{least}." if len(leaving) > 1 else ""
    where = wording.state_name(found.scenario, first.best.deed.to)
    stays = (
        ", which no group would leave"
        if first.best.lasts
        else ", which nobody alone would leave"
        if first.best.holds
        else ""
    )
    lead = phrase(Mark("Vulnerable: ", "warning"), name, " to ", wording.actors_named(first.group), ", who together")
    return phrase(lead, " would go to ", where, stays, ": ", way(first.best.deed), ".", more)


def _kept(holding: Sequence[Stand]) -> Iterator[Phrase]:
    """Yield which states groups could do better than, though the others would answer each of their joint moves."""
    by_groups: dict[tuple[tuple[str, ...], ...], list[int]] = {}
    for stand in holding:
        answered = tuple(one.group for one in stand.tempted if not one.undeterred)
        if answered:
            by_groups.setdefault(answered, []).append(stand.state.number)
    for groups, numbers in by_groups.items():
        named = wording.words([_named(group) for group in groups[:FEW]], " or ")
        more = f" or {counted(len(groups) - FEW, 'other group')}" if len(groups) > FEW else ""
        states = wording.states_named(numbers)
        yield phrase(
            named, more, " could together do better than ", states, ", but the others have an answer to each such move."
        )


def _forming(found: Coalitions, start: Stand) -> Phrase:
    """Return which coalitions could form at the status quo and stay."""
    forming = [(one, one.stay) for one in start.tempted if one.stay is not None]
    if start.unjudged[found.joint.key] and not forming:
        return (
            "Which coalitions could form at the status quo is unknown: the search was given up before all were judged.",
        )
    if not start.tempted:
        return ("At the status quo no two actors or more could together bring about what all of them prefer.",)
    lasting = [(one, stay) for one, stay in forming if stay.lasts]
    if not forming:
        able = wording.words([_named(one.group) for one in start.tempted[:FEW]], " or ")
        more = f" or {len(start.tempted) - FEW:,} other groups" if len(start.tempted) > FEW else ""
        return phrase(
            "At the status quo ", able, more, " could together bring about what all of them prefer, but nothing that "
            "would stay: somebody alone would leave each such state.",
        )  # fmt: skip
    told_ = (lasting or forming)[:FEW]
    which = wording.words([phrase(_named(one.group), " (", _goal(found, one, stay), ")") for one, stay in told_])
    rest = len(lasting or forming) - len(told_)
    more = f", and {counted(rest, 'other group')}" if rest else ""
    unsure = any(stay.lasts is None for _, stay in forming)
    again = "though some group may leave again" if unsure else "though some group would leave again"
    how = "and no group either" if lasting else again
    head_ = "a coalition could form and stay: " if len(lasting or forming) == 1 else "coalitions could form and stay: "
    others = " Others may as well: not all groups were judged." if start.unjudged[found.joint.key] else ""
    return phrase("At the status quo ", head_, which, more, "; nobody alone would undo that, ", how, ".", others)


def _named(group: Sequence[str]) -> Phrase:
    return joined([Mark(actor, "actor") for actor in group], " + ")


def _goal(found: Coalitions, one: Tempted, stay: Jump) -> Phrase:
    """Return where a coalition could go and stay, and who of it is enough."""
    rest = phrase("; ", wording.words(stay.enough), " can do that without the rest")
    where = wording.state_name(found.scenario, stay.deed.to)
    return phrase("to ", where, () if stay.enough == one.group else rest)


# ------------------------------------------------------------ state by state


def _tempted(found: Coalitions, stand: Stand, everything: bool) -> tuple[Block, ...]:
    if not stand.tempted:
        return ()
    order = sorted(stand.tempted, key=lambda one: not one.undeterred)
    shown = order if everything else order[:MOST]
    items = tuple(
        Item(head(found.scenario, one), tuple(Item(line) for line in told(found.scenario, found.joint, one)))
        for one in shown
    )
    rest = len(order) - len(shown)
    more = (Paragraph((f"and {counted(rest, 'more group')}; --all tells them all.",), 1, tight=True),) if rest else ()
    lead = Heading(phrase("Who could leave ", wording.state_name(found.scenario, stand.state.number), " together"))
    where = _departing(found, stand.state)
    return (lead, *((Paragraph(where, tight=True),) if where else ()), Listing(items, tight=True), *more)


def _departing(found: Coalitions, state: State) -> Phrase:
    """Return a state by what differs from the status quo; nothing where the scenario lists its states."""
    if found.scenario.graph_form:
        return ()
    if found.status_quo is None:
        return phrase("It has ", wording.settings(state.values), ".")
    before = found.status_quo.values
    changed = {name: value for name, value in state.values.items() if before[name] != value}
    return phrase("It is ", wording.departing(changed), ".") if changed else ("It is the status quo.",)


# ------------------------------------------------------------ all worlds, a partition, and how it was done


def _worlds(found: Coalitions) -> tuple[Block, ...]:
    """Return how likely it is over all worlds that the states told hold, and that groups leave them."""
    given = found.spread
    if given is None:
        return ()
    rows: list[tuple[Cell, ...]] = []
    for one in given.states:
        name: Cell = (f"state {one.state}: nobody alone leaves",)
        rows += [(name, *_chance(one.alone)), (("  and no group either",), *_chance(one.lasting))]
        rows += [
            (phrase("  ", _named(group), " would leave"), *_chance(chance)) for group, chance in one.leaving.items()
        ]
    said = f"Over all {counted(given.worlds, 'world')}, by their chances" if given.worlds > 1 else "In the only world"
    return (Table(said, ("", "chance", "bounds"), tuple(rows)),)


def _chance(given: Bounds | None) -> tuple[Cell, Cell]:
    return ("?", "") if given is None else (percent(given.middle), between(given))


def _partition(found: Coalitions) -> tuple[Block, ...]:
    given = found.partition
    if given is None:
        return ()
    keys = list(next(iter(given.leaving.values()), {}))
    rows = tuple(
        ((f"{number}",), *(_blocks(leaving[key]) if leaving[key] else True for key in keys))
        for number, leaving in given.leaving.items()
    )
    names = joined([_named(block) for block in given.blocks], ", ")
    columns = ("state", *(wording.concept_word(key) for key in keys))
    notes = [phrase("● no block would leave, ○ these would")]
    if given.equilibria is not None:
        notes += [phrase(f"{wording.concept_word(key)}: ", _hold(states)) for key, states in given.equilibria.items()]
    table = Table("", columns, rows, tuple(notes))
    fixed = phrase("With the blocks ", names, " fixed beforehand, each acting as one actor:")
    return (Heading(("A partition, for comparison",)), Paragraph(fixed, tight=True), table)


def _blocks(leaving: Sequence[tuple[str, ...]]) -> Phrase:
    return phrase("○ ", joined([_named(block) for block in leaving], ", "))


def _hold(states: Sequence[int]) -> Phrase:
    return (
        phrase(wording.states_named(states), " hold" if len(states) > 1 else " holds") if states else ("nothing holds",)
    )


def _method(found: Coalitions) -> Phrase:
    wish = "each member prefers" if found.wish == "strict" else "no member likes less and some member prefers"
    how = "in turns, nobody twice running" if found.together == "turns" else "in turns, or set their options at once"
    nearest = found.concept.key in NEAREST
    parts = [
        f"{counted(found.groups, 'group')} of {counted(len(found.actors), 'actor')} searched",
        f"a group wants what {wish}",
        f"members act {how}",
        f"answers by {joint_name(found.joint)}"
        + (f", which stands in for {wording.concept_name(found.concept)}" if nearest else ""),
        "groups know what everybody wants; beliefs count in what one actor alone would do" if found.believing else "",
    ]
    return (Mark(" · ".join(part for part in parts if part), "quiet"),)
