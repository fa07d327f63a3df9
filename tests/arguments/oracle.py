"""The forms of claims from their definitions: plain sets, loops and fractions, with nothing of the room under test.

Where play goes and what is stable is told by the oracle of verdicts, which was written by a second hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product
from typing import Any

from tests.oracles.oracle import NoAnswer, State, Verdicts, fall_away, may_go, status_quo_of
from tests.oracles.sketch import Formula, Sketch, graph_form, options_in_order

Facts = Mapping[str, str]
Chance = tuple[Fraction, Fraction]
"""The ends of a band."""


@dataclass(frozen=True)
class WhatIf:
    """A variant: circumstances set, options started elsewhere, locked, or made one-way."""

    sets: Mapping[str, str] = field(default_factory=dict)
    starts: Mapping[str, str] = field(default_factory=dict)
    locks: Mapping[str, str] = field(default_factory=dict)
    one_way: tuple[str, ...] = ()


AS_WRITTEN = WhatIf()


@dataclass(frozen=True)
class Said:
    """A claim: its form and its parts by name, formulas as nested tuples."""

    name: str
    form: str
    parts: Mapping[str, Any]
    variant: str | None = None
    hedge: str | None = None


@dataclass(frozen=True)
class Row:
    """The chances of a circumstance's values where `when` holds (None: otherwise)."""

    when: Formula | None
    bands: Mapping[str, Chance]


@dataclass(frozen=True)
class Case:
    """A sketch with variants, doubts and claims."""

    sketch: Sketch
    variants: Mapping[str, WhatIf]
    doubts: Mapping[str, tuple[Row, ...]]
    claims: tuple[Said, ...]
    text: str = ""
    models: dict[tuple[str | None, tuple[str, ...]], Model | NoAnswer] = field(default_factory=dict, compare=False)

    def model(self, variant: str | None, facts: Facts) -> Model:
        """Give the sketch in a world of a variant, made once. Raises NoAnswer where it is no conflict."""
        key = (variant, tuple(facts.values()))
        if key not in self.models:
            try:
                self.models[key] = Model(self.sketch, self.what_if(variant), facts)
            except NoAnswer as error:
                self.models[key] = error
        found = self.models[key]
        if isinstance(found, NoAnswer):
            raise found
        return found

    def what_if(self, variant: str | None) -> WhatIf:
        return AS_WRITTEN if variant is None else self.variants[variant]

    def now(self, variant: str | None) -> dict[str, str]:
        return {one.name: one.now for one in self.sketch.circumstances} | dict(self.what_if(variant).sets)


# ---------------------------------------------------------------- one world


class Model:
    """A sketch in one world of a variant. Raises NoAnswer where it is no conflict."""

    def __init__(self, sketch: Sketch, what_if: WhatIf, facts: Facts) -> None:
        self.sketch = changed(sketch, what_if, facts)
        self.verdicts = Verdicts(self.sketch)
        self.facts, self.names = dict(facts), self.verdicts.names
        self.states = self.verdicts.actual.states
        self.moves = self.verdicts.actual.moves
        if not self.states or not all(view.states for view in self.verdicts.views.values()):
            raise NoAnswer("no state is feasible")
        self.start = status_quo_of(self.sketch)
        if self.start is not None and self.start not in self.states:
            raise NoAnswer("the status quo is not feasible")
        self._undeterred: dict[tuple[str, str, State], set[State]] = {}

    def true(self, formula: Formula, state: State) -> bool:
        return self.verdicts.actual.world.holds(formula, state)

    def rank(self, who: str, state: State) -> Any:
        return self.verdicts.actual.rank(who, state)

    def undeterred(self, concept: str, who: str, state: State) -> set[State]:
        key = (concept, who, state)
        if key not in self._undeterred:
            self._undeterred[key] = self.verdicts.undeterred(concept, who, state)
        return self._undeterred[key]

    def equilibria(self, concept: str) -> set[State]:
        return {s for s in self.states if not any(self.undeterred(concept, who, s) for who in self.names)}

    def prospects(self, concept: str) -> set[State]:
        assert self.start is not None
        seen, edge = {self.start}, {self.start}
        while edge:
            edge = {to for s in edge for who in self.names for to in self.undeterred(concept, who, s)} - seen
            seen |= edge
        return {s for s in seen if not any(self.undeterred(concept, who, s) for who in self.names)}

    def members(self, among: str, concept: str) -> set[State]:
        return self.prospects(concept) if among == "prospect" else self.equilibria(concept)


def changed(sketch: Sketch, what_if: WhatIf, facts: Facts) -> Sketch:
    """Give the sketch in a world of a variant."""
    if graph_form(sketch):
        start = what_if.starts.get("state", sketch.start)
        here = tuple(replace(one, now=facts[one.name]) for one in sketch.circumstances)
        return replace(sketch, circumstances=here, start=start)
    actors = []
    for actor in sketch.actors:
        options = []
        for option in actor.options:
            name = f"{actor.name}.{option.name}"
            options.append(
                replace(
                    option,
                    start=what_if.starts.get(name, option.start),
                    lock=what_if.locks.get(name),
                    irreversible=True if name in what_if.one_way else option.irreversible,
                )
            )
        actors.append(replace(actor, options=tuple(options)))
    here = tuple(replace(one, now=facts[one.name]) for one in sketch.circumstances)
    known = sketch.start_known or bool(what_if.starts)
    return replace(sketch, actors=tuple(actors), circumstances=here, start_known=known)


# ---------------------------------------------------------------- what a claim is about


def speaks_of(formula: Formula, sketch: Sketch) -> set[str]:
    """Give the names in a formula, those in its situations too."""
    kind = formula[0]
    if kind in ("is", "lt", "le", "gt", "ge"):
        return {formula[1]}
    if kind == "situation":
        return speaks_of(dict(sketch.situations)[formula[1]], sketch)
    if kind in ("not", "and", "or"):
        return set().union(*(speaks_of(part, sketch) for part in formula[1:]))
    return set()


ABOUT = {
    "has": ("has",),
    "can improve": ("to",),
    "would move": ("to",),
    "suits everyone": ("with",),
    "agree": ("on",),
    "likelier": ("what",),
    "chance": ("of",),
    "prefers": ("prefers", "to"),
    "reachable": ("what",),
    "differ": (),
}


def locked(case: Case, said: Said) -> bool:
    """Tell whether locks decide all that is put to the test."""
    tested = {
        name for role in ABOUT[said.form] if role in said.parts for name in speaks_of(said.parts[role], case.sketch)
    }
    locks = [case.what_if(said.variant).locks]
    if said.form == "differ":
        for name in said.parts["names"]:
            tested |= (
                {name} if name not in dict(case.sketch.situations) else speaks_of(("situation", name), case.sketch)
            )
        locks.append(case.variants[said.parts["from"]].locks)
    options = {f"{owner}.{option.name}" for owner, option in options_in_order(case.sketch)}
    return bool(tested & options) and all(tested & options <= set(one) for one in locks)


NEEDS_START = {"would move", "suits everyone", "agree", "reachable", "likelier", "chance"}


def needs_start(said: Said) -> bool:
    return said.form in NEEDS_START or said.parts.get("among") == "prospect"


# ---------------------------------------------------------------- verdicts in a world


def verdict(case: Case, said: Said, concept: str, facts: Facts | None = None) -> str:
    """Judge a claim in a world, as it is now where none is given; NoAnswer where there is no such conflict."""
    if locked(case, said):
        return "vacuous"
    here = case.now(said.variant) if facts is None else facts
    model = case.model(said.variant, here)
    if needs_start(said) and model.start is None:
        return "unknown"
    if said.form == "differ":
        other = case.model(said.parts["from"], beside(case, said, here))
        if needs_start(said) and other.start is None:
            return "unknown"
        return differ(model, other, said.parts, concept)
    return FORMS[said.form](model, said.parts, concept)


def beside(case: Case, said: Said, facts: Facts) -> dict[str, str]:
    """Give the world of the variant that a claim compares with: its own settings, and nothing of the claim's own."""
    there = dict(facts)
    for name in case.what_if(said.variant).sets:
        there[name] = next(one.now for one in case.sketch.circumstances if one.name == name)
    return there | dict(case.variants[said.parts["from"]].sets)


def yes_or_no(it: bool) -> str:
    return "holds" if it else "fails"


def has(model: Model, parts: Mapping[str, Any], concept: str) -> str:
    spoken = [
        s for s in model.members(parts["among"], concept) if "where" not in parts or model.true(parts["where"], s)
    ]
    having = [s for s in spoken if model.true(parts["has"], s)]
    if parts["quantifier"] == "some":
        return yes_or_no(bool(having))
    if not spoken:
        return "vacuous"
    return yes_or_no(len(having) == (len(spoken) if parts["quantifier"] == "every" else 0))


def can_improve(model: Model, parts: Mapping[str, Any], concept: str) -> str:
    spoken = [s for s in model.states if model.true(parts["where"], s)]
    if not spoken:
        return "vacuous"
    who = parts["actor"]
    return yes_or_no(
        all(
            any(model.true(parts["to"], t) and model.rank(who, t) > model.rank(who, s) for t in model.moves[who][s])
            for s in spoken
        )
    )


def would_move(model: Model, parts: Mapping[str, Any], concept: str) -> str:
    assert model.start is not None
    made = [t for t in model.undeterred(concept, parts["actor"], model.start) if model.true(parts["to"], t)]
    return yes_or_no(bool(made) is parts["would"])


def suits_everyone(model: Model, parts: Mapping[str, Any], concept: str) -> str:
    spoken = [s for s in model.states if model.true(parts["with"], s)]
    start = model.start
    assert start is not None
    suiting = [s for s in spoken if all(model.rank(who, s) >= model.rank(who, start) for who in model.names)]
    if parts["quantifier"] == "some":
        return yes_or_no(bool(suiting))
    return yes_or_no(not suiting) if spoken else "vacuous"


def agree(model: Model, parts: Mapping[str, Any], concept: str) -> str:
    group = parts["actors"]
    assert model.start is not None
    found = [
        t
        for t in together(model, group, model.start)
        if model.true(parts["on"], t)
        and all(model.rank(who, t) > model.rank(who, model.start) for who in group)
        and not any(model.undeterred(concept, who, t) for who in model.names if who not in group)
    ]
    return yes_or_no(bool(found) is parts["can"])


def together(model: Model, group: tuple[str, ...], start: State) -> set[State]:
    """Give where a group can go: its options set at once, or one of them alone; in turns where states are listed."""
    if graph_form(model.sketch):
        reached: set[tuple[State, str]] = set()
        edge: set[tuple[State, str]] = {(start, "")}
        while edge:
            edge = {(t, who) for s, last in edge for who in group if who != last for t in model.moves[who][s]} - reached
            reached |= edge
        return {s for s, _ in reached} - {start}
    options = options_in_order(model.sketch)
    own = [place for place, (owner, _) in enumerate(options) if owner in group]
    ends = {t for who in group for t in model.moves[who][start]}
    for chosen in product(*(options[place][1].values for place in own)):
        if all(may_go(options[place][1], start[place], new) for place, new in zip(own, chosen, strict=True)):
            picked = dict(zip(own, chosen, strict=True))
            after = tuple(picked.get(place, value) for place, value in enumerate(start))
            end = fall_away(model.verdicts.actual.world, start, after)
            if all(end[place] == new for place, new in picked.items()) and end in model.states:
                ends.add(end)
    return ends - {start}


def prefers(model: Model, parts: Mapping[str, Any], concept: str) -> str:
    spoken = speaks_of(parts["prefers"], model.sketch) | speaks_of(parts["to"], model.sketch)
    fixed = [place for place, name in enumerate(model.verdicts.actual.world.terms.options) if name not in spoken]
    pairs = [
        (s, t)
        for s in model.states
        if model.true(parts["prefers"], s) and not model.true(parts["to"], s)
        for t in model.states
        if model.true(parts["to"], t) and not model.true(parts["prefers"], t)
        if all(s[place] == t[place] for place in fixed)
    ]
    who = parts["actor"]
    return yes_or_no(all(model.rank(who, s) > model.rank(who, t) for s, t in pairs)) if pairs else "vacuous"


def reachable(model: Model, parts: Mapping[str, Any], concept: str) -> str:
    movers = (parts["actor"],) if "actor" in parts else tuple(model.names)
    assert model.start is not None
    seen, edge = {model.start}, {model.start}
    while edge:
        edge = {
            t
            for s in edge
            for who in movers
            for t in model.moves[who][s]
            if not parts["improving"] or model.rank(who, t) > model.rank(who, s)
        } - seen
        seen |= edge
    return yes_or_no(any(model.true(parts["what"], s) for s in seen))


def differ(model: Model, other: Model, parts: Mapping[str, Any], concept: str) -> str:
    mine, theirs = (
        {tuple(value_of(one, name, s) for name in parts["names"]) for s in one.members(parts["among"], concept)}
        for one in (model, other)
    )
    return yes_or_no(mine != theirs) if mine or theirs else "vacuous"


def value_of(model: Model, name: str, state: State) -> str:
    if name in dict(model.sketch.situations):
        return "yes" if model.true(("situation", name), state) else "no"
    return model.verdicts.actual.world.values(state)[name]


FORMS = {
    "has": has,
    "can improve": can_improve,
    "would move": would_move,
    "suits everyone": suits_everyone,
    "agree": agree,
    "prefers": prefers,
    "reachable": reachable,
}


# ---------------------------------------------------------------- all worlds


def worlds(case: Case, variant: str | None) -> list[tuple[dict[str, str], Fraction]]:
    """Give every world of a variant with its chance, all bands at their middles."""
    sets = case.what_if(variant).sets
    open_ = [name for name in case.doubts if name not in sets]
    known = {one.name: one.values for one in case.sketch.circumstances}
    found = []
    for values in product(*(known[name] for name in open_)):
        facts = case.now(variant) | dict(zip(open_, values, strict=True))
        chance = Fraction(1)
        for name in open_:
            low, high = row(case, name, facts).bands[facts[name]]
            chance *= (low + high) / 2
        found.append((facts, chance))
    return found


def row(case: Case, name: str, facts: Facts) -> Row:
    return next(one for one in case.doubts[name] if one.when is None or fact_holds(one.when, facts))


def fact_holds(formula: Formula, facts: Facts) -> bool:
    """Tell whether a condition `name is one of some values` holds; tables of chances are drawn with such only."""
    assert formula[0] == "is"
    return facts[formula[1]] in formula[2]


def chances(case: Case, said: Said, concept: str) -> dict[str, Fraction] | None:
    """Give the chance that a claim holds and that it is vacuous, given that it is about a conflict; and that it is not.

    None where no world with a chance makes a conflict.
    """
    sums = dict.fromkeys(("holds", "fails", "vacuous", "unknown", "none"), Fraction(0))
    for facts, chance in worlds(case, said.variant):
        try:
            sums[verdict(case, said, concept, facts)] += chance
        except NoAnswer:
            sums["none"] += chance
    rest = 1 - sums["none"]
    if not rest:
        return None
    return {"holds": sums["holds"] / rest, "vacuous": sums["vacuous"] / rest, "none": sums["none"]}


def shares(case: Case, variant: str | None, formula: Formula, concept: str) -> list[tuple[Facts, Fraction, Fraction]]:
    """Give each world that is a conflict with its chance and the part of its prospects in which something is so."""
    found: list[tuple[Facts, Fraction, Fraction]] = []
    for facts, chance in worlds(case, variant):
        try:
            model = case.model(variant, facts)
        except NoAnswer:
            continue
        rests = model.prospects(concept)
        so = sum(model.true(formula, s) for s in rests)
        found.append((facts, chance, Fraction(so, len(rests)) if rests else Fraction(0)))
    return found


def expectation(rows: Iterable[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Give the mean of numbers with weights, None where all weights are nothing."""
    some = list(rows)
    whole = sum((weight for weight, _ in some), Fraction(0))
    return sum((weight * number for weight, number in some), Fraction(0)) / whole if whole else None


def weighed(case: Case, said: Said, concept: str) -> str:
    """Judge a claim about chances. Raises NoAnswer where no world makes a conflict."""
    if locked(case, said):
        return "vacuous"
    formula = said.parts["what" if said.form == "likelier" else "of"]
    base = [facts for facts, _ in worlds(case, said.variant)]
    models = []
    for facts in base:
        try:
            models.append(case.model(said.variant, facts))
        except NoAnswer:
            continue
    if not models:
        raise NoAnswer("in no world")
    if models[0].start is None:
        return "unknown"
    rows = shares(case, said.variant, formula, concept)
    if said.form == "chance":
        found = expectation((chance, share) for _, chance, share in rows)
        if found is None:
            return "vacuous"
        return yes_or_no(said.parts["low"] <= found <= said.parts["high"])
    with_it = expectation((c, share) for facts, c, share in rows if fact_holds(said.parts["when"], facts))
    without = expectation((c, share) for facts, c, share in rows if not fact_holds(said.parts["when"], facts))
    if with_it is None or without is None:
        return "vacuous"
    return yes_or_no(with_it > without)


__all__ = ["Case", "Said", "WhatIf", "chances", "verdict", "weighed"]
