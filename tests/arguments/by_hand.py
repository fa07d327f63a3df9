"""The flagship case worked out by hand: its definitions written out again in plain Python, apart from the program.

What is written here was taken from the case's file by reading it: who can do what, what cannot be, who wants what. A
state is a tuple of values in the order of `OPTIONS`. Everything is enumerated or followed from the status quo by the
definitions of the documentation (docs/explanation/firm.md): improvements are lean if no part of them does as well; a
lean improvement is deterred if the worst that the others' lean improvements can bring about afterwards, after the
mover's own best answer, is no better than staying, and worse than what could come without the move.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

State = tuple[str, ...]
Facts = Mapping[str, str]

OPTIONS: dict[str, tuple[str, ...]] = {
    "US.europe": ("neutral", "coerce", "consult"),
    "US.aid": ("keep", "cut"),
    "US.plan": ("none", "russian_terms", "ukrainian_terms", "both"),
    "US.russia": ("contain", "dialogue"),
    "Europe.counter": ("no", "yes"),
    "Europe.troops": ("no", "yes"),
    "Europe.contain": ("no", "yes"),
    "Russia.truce": ("no", "yes"),
    "Russia.arm": ("no", "yes"),
    "Russia.china": ("no", "yes"),
    "Russia.divide": ("no", "yes"),
    "Ukraine.accept": ("no", "yes"),
    "China.align": ("no", "yes"),
}
NAMES = tuple(OPTIONS)
START = dict.fromkeys(("Europe.contain", "Russia.arm", "Russia.china", "China.align"), "yes")
ACTORS = ("US", "Europe", "Russia", "Ukraine", "China")

NOW: Facts = {
    "europe_ready": "yes",
    "patience": "worn",
    "temper": "prudent",
    "congress": "united",
    "us_aim": "bargain",
    "russian_price": "security",
    "terms_compatible": "no",
    "europe_nerve": "high",
    "ukraine_resolve": "firm",
}


@dataclass
class At:
    """A state with names to its situations."""

    state: State

    def __post_init__(self) -> None:
        v = self.v = dict(zip(NAMES, self.state, strict=True))
        self.ignored = v["US.europe"] == "coerce" or v["US.plan"] == "russian_terms"
        self.isolation = self.ignored and v["Europe.counter"] == "yes"
        self.help = v["US.aid"] == "keep" or v["Europe.troops"] == "yes"
        accepted, self.truce = v["Ukraine.accept"] == "yes", v["Russia.truce"] == "yes"
        self.agreement = v["US.plan"] != "none" and accepted and self.truce
        self.imposed = v["US.plan"] == "russian_terms" and accepted
        self.just_peace = self.agreement and v["US.plan"] in ("ukrainian_terms", "both")
        self.demands_met = v["US.plan"] in ("russian_terms", "both")
        self.overrun = not self.help and not self.truce and not accepted
        self.containment = v["US.russia"] == "contain" or v["Europe.contain"] == "yes"

    def price_paid(self, facts: Facts) -> bool:
        return self.demands_met or (facts["russian_price"] == "aid_cut" and self.v["US.aid"] == "cut")


def wants(who: str, at: At, facts: Facts, leave_out: str = "") -> tuple[bool, ...]:
    """Give the truth of an actor's statements, the most important first; one may be left out."""
    v = at.v
    if who == "US":
        found = {
            "insist": facts["temper"] != "headstrong" or v["US.europe"] == "coerce",
            "no_isolation": not at.isolation,
            "no_wedge": v["Russia.divide"] == "no",
            "agreement": at.agreement,
            "truce": at.truce,
            "no_gift": v["US.plan"] == "none" or at.truce,
            "trade_aid": (v["US.aid"] == "cut") == at.truce,
            "press_allies": v["US.europe"] == "coerce",
            "consult": v["Russia.arm"] == "no" or v["US.europe"] == "consult",
            "deter": facts["us_aim"] != "bargain" or (v["US.russia"] == "contain") == (not at.truce),
            "contain_anyway": facts["us_aim"] != "contain" or v["US.russia"] == "contain",
        }
    elif who == "Europe":
        found = {
            "no_overrun": not at.overrun,
            "answer": not (at.ignored and facts["patience"] == "worn") or v["Europe.counter"] == "yes",
            "common_front": v["Europe.counter"] == "no",
            "no_coercion": v["US.europe"] != "coerce",
            "no_diktat": not at.imposed,
            "just_peace": at.just_peace,
            "hostility": at.just_peace or v["Europe.contain"] == "yes",
            "no_troops": v["Europe.troops"] == "no",
        }
        if facts["europe_nerve"] == "low":
            found["no_overrun"] = found.pop("no_overrun")  # to the end, which is directly below no_troops
    elif who == "Russia":
        found = {
            "demands": at.demands_met,
            "price": at.truce == at.price_paid(facts),
            "security_first": (v["Russia.arm"] == "yes") == (not at.demands_met),
            "not_alone": not at.containment or v["Russia.china"] == "yes",
            "wedge": v["Russia.divide"] == "yes",
            "dialogue": v["US.russia"] == "dialogue",
            "no_european_troops": v["Europe.troops"] == "no",
            "less_aid": v["US.aid"] == "cut",
        }
    elif who == "Ukraine":
        found = {
            "not_imposed": not at.imposed,
            "not_overrun": not at.overrun,
            "just_peace": at.just_peace,
            "say_yes": v["US.plan"] not in ("ukrainian_terms", "both") or v["Ukraine.accept"] == "yes",
            "help": at.help,
        }
        if facts["ukraine_resolve"] == "exhausted":
            names = ["not_overrun", "not_imposed", "just_peace", "say_yes", "help"]
            found = {name: found[name] for name in names}
    else:
        found = {"reciprocate": (v["China.align"] == "yes") == (v["Russia.china"] == "yes")}
    return tuple(truth for name, truth in found.items() if name != leave_out)


def feasible(state: State, facts: Facts) -> bool:
    """Tell whether needs and rules allow a state."""
    at = At(state)
    v = at.v
    return not (
        (v["Europe.counter"] == "yes" and facts["europe_ready"] == "no")
        or (v["Russia.divide"] == "yes" and not at.isolation)
        or (v["Ukraine.accept"] == "yes" and v["US.plan"] == "none")
        or (v["US.plan"] == "both" and facts["terms_compatible"] == "no")
        or (at.demands_met and v["US.russia"] == "contain")
        or (facts["congress"] == "divided" and (v["US.aid"] == "cut" or v["US.plan"] == "russian_terms"))
    )


@dataclass
class World:
    """The case in one world, with the one that Russia believes in beside it."""

    facts: Facts
    start: Mapping[str, str] = field(default_factory=dict)
    lock: Mapping[str, str] = field(default_factory=dict)
    kept: tuple[str, ...] = ()
    beliefs: bool = True
    leave_out: str = ""

    def __post_init__(self) -> None:
        settings = {**START, **self.start, **self.lock}
        self.opening: State = tuple(settings.get(name, values[0]) for name, values in OPTIONS.items())
        assert self.allowed(self.opening)
        self._rank: dict[tuple[bool, str, State], tuple[bool, ...]] = {}
        self._moves: dict[tuple[str, State], list[State]] = {}
        self._lean: dict[tuple[str, str, State], list[State]] = {}
        self._worst: dict[tuple[str, State], tuple[bool, ...]] = {}

    def states(self) -> Iterator[State]:
        return (state for state in product(*OPTIONS.values()) if self.allowed(state))

    def allowed(self, state: State) -> bool:
        held = all(state[NAMES.index(name)] == value for name, value in self.lock.items())
        return held and feasible(state, self.facts)

    def rank(self, who: str, state: State, viewer: str = "") -> tuple[bool, ...]:
        """Give an actor's standing; Russia takes it that Washington will go on containing, whatever happens."""
        errs = viewer == "Russia" and who != "Russia" and self.beliefs
        if (errs, who, state) not in self._rank:
            facts = {**self.facts, "us_aim": "contain"} if errs else self.facts
            self._rank[errs, who, state] = wants(who, At(state), facts, self.leave_out)
        return self._rank[errs, who, state]

    def moves(self, who: str, state: State) -> list[State]:
        """Give an actor's moves: a change of its own options, with what falls away at once."""
        if (who, state) not in self._moves:
            self._moves[who, state] = self._ends(who, state)
        return self._moves[who, state]

    def _ends(self, who: str, state: State) -> list[State]:
        own = [place for place, name in enumerate(NAMES) if name.startswith(f"{who}.")]
        found = []
        for values in product(*(OPTIONS[NAMES[place]] for place in own)):
            chosen = dict(zip(own, values, strict=True))
            after = [chosen.get(place, value) for place, value in enumerate(state)]
            if tuple(after) != state and self.may(state, after) and self.allowed(self.fallen(who, state, after)):
                end = self.fallen(who, state, after)
                if all(end[place] == value for place, value in chosen.items()):
                    found.append(end)
        return found

    def may(self, state: State, after: list[str]) -> bool:
        """Troops once sent stay, and so does what a variant has made irreversible."""
        sticky = [NAMES.index(name) for name in ("Europe.troops", *self.kept)]
        return not any(state[place] == "yes" and after[place] == "no" for place in sticky)

    def fallen(self, who: str, before: State, after: list[str]) -> State:
        """Let acceptance lapse with a change of the plan, and a wedge fall with the isolation that it needs."""
        now = list(after)
        plan, accept, divide = (NAMES.index(name) for name in ("US.plan", "Ukraine.accept", "Russia.divide"))
        if before[plan] != now[plan] and before[accept] == "yes" and now[accept] == "yes":
            now[accept] = "no"
        if now[plan] == "none":
            now[accept] = "no"
        if not At(tuple(now)).isolation:
            now[divide] = "no"
        return tuple(now)

    def lean(self, who: str, state: State, viewer: str = "") -> list[State]:
        """Give an actor's improvements of which no part does as well."""
        key = (viewer if viewer == "Russia" else "", who, state)
        if key not in self._lean:
            own = [place for place, name in enumerate(NAMES) if name.startswith(f"{who}.")]
            moves = {end: {p for p in own if end[p] != state[p]} for end in self.moves(who, state)}
            here = self.rank(who, state, viewer)
            self._lean[key] = [
                end
                for end, changed in moves.items()
                if self.rank(who, end, viewer) > here
                and not any(
                    part < changed
                    and all(less[p] == end[p] for p in part)
                    and self.rank(who, less, viewer) >= self.rank(who, end, viewer)
                    for less, part in moves.items()
                )
            ]
        return self._lean[key]

    def worst(self, who: str, state: State) -> tuple[bool, ...]:
        """Give the least that an actor is left with after the others' lean replies and its own best answer."""
        key = (who, state)
        if key not in self._worst:
            seen: set[tuple[State, str]] = {(state, "")}
            edge = set(seen)
            while edge:
                edge = {
                    (end, mover)
                    for at, last in edge
                    for mover in ACTORS
                    if mover not in (who, last)
                    for end in self.lean(mover, at, viewer=who)
                } - seen
                seen |= edge
            ends = {at for at, _ in seen}
            self._worst[key] = min(max(self.rank(who, t) for t in [end, *self.moves(who, end)]) for end in ends)
        return self._worst[key]

    def undeterred(self, who: str, state: State) -> list[State]:
        """Give the lean improvements that nothing deters."""
        return [
            end
            for end in self.lean(who, state)
            if self.worst(who, end) > self.rank(who, state) or self.worst(who, end) >= self.worst(who, state)
        ]

    def prospects(self) -> list[dict[str, str]]:
        """Give the states in which play from the status quo comes to rest."""
        seen, edge = {self.opening}, {self.opening}
        onward: dict[State, set[State]] = {}
        while edge:
            for state in edge:
                onward[state] = {end for who in ACTORS for end in self.undeterred(who, state)}
            edge = {end for state in edge for end in onward[state]} - seen
            seen |= edge
        return [dict(zip(NAMES, state, strict=True)) for state in seen if not onward[state]]
