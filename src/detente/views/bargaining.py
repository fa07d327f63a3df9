"""What pages about settlements share: who gains and loses, what is wrong with a state, and what an answer rests on."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers.agreed import Breach, Together
from detente.answers.attitudes import Attitude, Wrong
from detente.answers.explanation import Stance
from detente.answers.moves import Move, Reason
from detente.answers.settlement import Settlement
from detente.answers.settling import PROSPECTS, STATUS_QUO
from detente.engine.coalition import counterpart
from detente.engine.stability import concepts
from detente.grounds.changes import Change
from detente.prospects.bounds import Bounds
from detente.scenario.model import Scenario
from detente.settlement.likely_settlement import Likelihood
from detente.views import wording
from detente.views.chances import bar, between, percent
from detente.views.changed import CHANGED
from detente.views.page import Block, Item, Listing, Paragraph
from detente.views.phrases import FAILS, HOLDS, Mark, Phrase, counted, joined, phrase
from detente.views.tables import Cell, Table

MOST_GROUPS = 6
"""Groups that could leave together that are told one by one."""

STANDS = {"gains": "gains", "level": "is level", "loses": "loses"}


# ------------------------------------------------------------ names


def fallback(found: Settlement, place: int) -> Phrase:
    """Return what a fallback is called inside a sentence."""
    one = found.fallbacks[place]
    if one.kind == STATUS_QUO:
        return ("the status quo",)
    kind = " (a prospect)" if one.kind == PROSPECTS else ""
    return phrase(wording.state_name(found.scenario, one.state.number), kind)


def against(found: Settlement) -> Phrase:
    """Return what everybody can fall back to, all of it."""
    return wording.words([fallback(found, place) for place in range(len(found.fallbacks))])


def asked(found: Settlement) -> Phrase:
    """Return whose agreement is asked for."""
    return ("everybody",) if found.everybody else wording.actors_named(found.group)


def changed(found: Settlement, values: dict[str, str]) -> Phrase:
    """Return a state by its differences from the base."""
    differing = {name: value for name, value in values.items() if found.base.values[name] != value}
    if found.scenario.graph_form:
        return wording.settings(values)
    base = fallback(found, 0) if len(found.fallbacks) == 1 else "the status quo"
    return wording.settings(differing) if differing else phrase("all as in ", base)


# ------------------------------------------------------------ what is wrong


def wrong(found: Settlement, given: Wrong, situation: str = "") -> Phrase:
    """Return what is wrong with a state, as a sentence that begins small."""
    match given.kind:
        case "target":
            return phrase(Mark(situation, "value"), " is not so")
        case "no conflict":
            return ("nothing is left that could be judged",)
        case "infeasible":
            return phrase("there is no such state", _obstacles(given.obstacles))
        case "fallback":
            return phrase("what is fallen back to is no state any more", _obstacles(given.obstacles))
        case "loses":
            return joined((loses(found, one) for one in given.losing), "; and ")
        case "leaves":  # pragma: no branch - the kinds are these six
            return joined((leaves(found.scenario, one.move, one.fate) for one in given.leaving), "; and ")


def _obstacles(given: Sequence[str]) -> str:
    return f" ({'; '.join(given)})" if given else ""


def loses(found: Settlement, one: Attitude) -> Phrase:
    """Return that an actor is worse off than at a fallback, and why."""
    head = phrase(Mark(one.actor, "actor"), " is worse off than in ", fallback(found, one.fallback))
    return head if one.reason is None else phrase(head, ": ", _wants(found.scenario, one.reason))


def _wants(scenario: Scenario, given: Reason) -> Phrase:
    verb = "it wants " if given.verb == "want" else "it wants to avoid "
    why = wording.because(scenario, given.because, given.cite, given.assumed)
    return phrase(verb, Mark(given.text, "value"), why)


def leaves(scenario: Scenario, move: Move, fate: str) -> Phrase:
    """Return that an actor would leave a state by a move, why, and that nothing deters it."""
    free = "what would come of it comes anyway" if fate == "uncaused" else "nothing deters it"
    return phrase(wording.act(move, "would"), ", for ", wording.gain(scenario, move), ", and ", free)


# ------------------------------------------------------------ attitudes


def attitudes_table(found: Settlement, given: Sequence[Attitude]) -> Table:
    """Return who gains and who loses against each fallback, and the statement that decides."""
    several = len(found.fallbacks) > 1
    rows = tuple(
        (
            phrase(Mark(one.actor, "actor"), "" if one.member else " (not asked)"),
            *((fallback(found, one.fallback),) if several else ()),
            phrase(HOLDS if one.standing != "loses" else FAILS, " ", STANDS[one.standing]),
            _decides(found.scenario, one),
        )
        for one in given
    )
    columns = ("actor", *(("against",) if several else ()), "there", "what decides")
    head = "Who gains and who loses" if several else f"Who gains and who loses, against {_plain_fallback(found)}"
    return Table(head, columns, rows, key=2 if several else 1)


def _plain_fallback(found: Settlement) -> str:
    one = found.fallbacks[0]
    return "the status quo" if one.kind == STATUS_QUO else f"state {one.state.number}"


def _decides(scenario: Scenario, one: Attitude) -> Phrase:
    if one.standing == "level":
        return ("both are the same to it",)
    if one.reason is None:
        return ("its ranking",)
    verb = "" if one.reason.verb == "want" else "avoids "
    cited = wording.cited(scenario, one.reason.cite)
    tail = f" ({cited})" if cited else " (assumed)" if one.reason.assumed else ""
    return phrase(verb, Mark(one.reason.text, "value"), Mark(tail, "quiet"))


# ------------------------------------------------------------ holding


def holding_table(given: Sequence[Stance]) -> Table:
    """Return under which concepts each actor stays, and the state holds."""
    keys = list(concepts())
    verdicts = [{key: stance.elsewhere.get(key, stance.stable) for key in keys} for stance in given]
    rows: list[tuple[Cell, ...]] = [
        (stance.actor, *(one[key] for key in keys)) for stance, one in zip(given, verdicts, strict=True)
    ]
    rows.append(("all", *(all(one[key] for one in verdicts) for key in keys)))
    columns = ("actor", *map(wording.concept_word, keys))
    return Table("Who stays under which concept", columns, tuple(rows), ((Mark("● stays, ○ would leave", "quiet"),),))


# ------------------------------------------------------------ joint moves


def together(found: Settlement, given: Sequence[Together]) -> tuple[Block, ...]:
    """Return who could leave a state together, and whether others deter that."""
    name = counterpart(found.concept.key).key.upper()
    free = [one for one in given if not one.deterred]
    if not given:
        return (Paragraph(("Against joint moves: no two or more actors could all do better together.",)),)
    if not free:
        head = phrase(
            f"Against joint moves ({name}): ", counted(len(given), "group"),
            " could do better together, and replies of the others deter ", "it." if len(given) == 1 else "all of them.",
        )  # fmt: skip
        return (Paragraph(head),)
    items = tuple(Item(_leaves_together(one)) for one in free[:MOST_GROUPS])
    more = len(free) - len(items)
    rest = (Paragraph((f"and {counted(more, 'more group')}.",), 1, tight=True),) if more > 0 else ()
    head = phrase(f"Against joint moves ({name}) it does not hold: ", counted(len(free), "group"), " would leave it.")
    return (Paragraph(head), Listing(items, tight=True), *rest)


def _leaves_together(one: Together) -> Phrase:
    made = joined((wording.change(each) for each in one.changes.changes), ", ")
    stays = ", a state that then holds" if one.rests else ", a state that does not hold"
    return phrase(FAILS, " ", wording.actors_named(one.group), ": ", made, stays)


# ------------------------------------------------------------ what it rests on


def breaches(found: Settlement, given: Sequence[Breach] | None, what: str) -> tuple[Block, ...]:
    """Return the single judgements that undo a settlement when they are changed."""
    if given is None:
        return ()
    if not given:
        return (Paragraph((f"No single judgement that is changed undoes {what}.",)),)
    situation = getattr(found.found, "formula", "")
    items = tuple(
        Item(phrase(CHANGED[one.change.kind](one.change), ": ", wrong(found, one.wrong, situation))) for one in given
    )
    head = phrase(f"What {what} rests on: it comes undone where one of these is otherwise")
    return (Paragraph(phrase(head, ".")), Listing(items, tight=True))


def allowing(given: Sequence[Change] | None, some: bool) -> Phrase:
    """Return on which judgements it turns whether there is an acceptable state."""
    if given is None:
        return ("On which judgement that rests takes long to try; --all tries it.",)
    if not given:
        return ("No single judgement, changed, would make that otherwise.",)
    named = wording.words([CHANGED[one.kind](one) for one in given], " or ")
    return phrase("There would be none " if some else "There would be one ", named, ".")


def likely(given: Likelihood | None, what: str) -> Table | None:
    """Return the chances over all worlds as a table, None where nothing is doubted or it was not asked."""
    if given is None:
        return None
    parts = (("is accepted", given.accepted), ("holds", given.holds), ("both", given.both))
    return chances_table(f"{what}, over {counted(given.worlds, 'world')}", parts)


def chances_table(title: str, parts: Sequence[tuple[str, Bounds]]) -> Table:
    """Return named chances with their bounds."""
    rows = tuple((name, percent(one.middle), between(one), bar(one)) for name, one in parts)
    return Table(title, ("", "chance", "bounds", ""), rows)


__all__ = [
    "against",
    "allowing",
    "asked",
    "attitudes_table",
    "breaches",
    "chances_table",
    "changed",
    "fallback",
    "holding_table",
    "leaves",
    "likely",
    "loses",
    "together",
    "wrong",
]
