"""What the claims of the flagship case rest on: by hand, from changed files, and as the documentation tells it."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from detente.arguments import hinges
from detente.arguments.claims import Argument
from detente.arguments.forms import forms
from detente.arguments.hinges import Rests, rests_on
from detente.engine.stability import concepts
from detente.grounds.changes import every_change
from detente.scenario.reader import read
from tests.arguments.by_hand import NAMES, NOW, At, State, World, wants
from tests.arguments.test_flagship import FILE, argument, scenario, suiting

pytestmark = pytest.mark.more

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "load-bearing.md"

TWICE = {"just_peace", "help"}
"""Names of statements that two actors have: left out by name, both would go."""


@cache
def rests() -> dict[str, Rests]:
    claims = [claim for claim in scenario().claims if forms()[claim.test.form].weigh is None]
    return {one.claim.name: one for one in rests_on(argument(), claims)}


def flips(name: str, kind: str) -> set[str]:
    changes = [change for one in rests()[name].hinges for change in one.changes]
    return {f"{change.name} = {change.to}" if change.to else change.name for change in changes if change.kind == kind}


# ---------------------------------------------------------------- by hand

STATEMENTS = {
    f"{who}.{name}": name
    for who in ("US", "Europe", "Russia", "Ukraine", "China")
    for name in (one.name for one in scenario().actors[who].preferences.statements)  # type: ignore[union-attr]
    if name not in TWICE
}
OTHERS = {
    f"{one.id} = {value}": {**NOW, one.id: value}
    for one in scenario().circumstances.values()
    for value in one.values
    if value != one.now
}


def agreements(facts: dict[str, str], leave_out: str = "") -> list[State]:
    """Give the truces that Washington and Moscow both prefer, can bring about together, and that nobody then undoes."""
    world = World(facts, leave_out=leave_out)
    others = [place for place, name in enumerate(NAMES) if name.split(".")[0] not in ("US", "Russia")]
    return [
        state
        for state in world.states()
        if all(state[place] == world.opening[place] for place in others)
        and At(state).truce
        and all(world.rank(who, state) > world.rank(who, world.opening) for who in ("US", "Russia"))
        and not any(world.undeterred(who, state) for who in ("Europe", "Ukraine", "China"))
    ]


def test_what_keeps_two_from_a_bargain() -> None:
    """Europe's answer, and Russia's price; to go through every other judgement by hand would take minutes."""
    assert not agreements(dict(NOW))
    left_out = {name for name in ("answer", "price", "no_isolation", "demands") if agreements(dict(NOW), name)}
    assert left_out == {"answer", "price"}
    assert flips("no_joint_bargain", "statement") == {"Europe.answer", "Russia.price"}
    some = ("europe_ready = no", "patience = long", "russian_price = aid_cut", "congress = divided")
    otherwise = {name for name in some if agreements(OTHERS[name])}
    assert otherwise == {"europe_ready = no", "patience = long", "russian_price = aid_cut"}
    assert otherwise == flips("no_joint_bargain", "circumstance")


def suits(leave_out: str) -> bool:
    """Tell whether some agreement leaves nobody worse off, with a statement left out."""
    world = World(NOW)
    here = At(world.opening)
    everybody = ("US", "Europe", "Russia", "Ukraine", "China")
    return any(
        all(wants(who, at, NOW, leave_out) >= wants(who, here, NOW, leave_out) for who in everybody)
        for at in map(At, world.states())
        if at.agreement
    )


def test_what_stands_against_a_plan_for_all() -> None:
    likely = ("demands", "price", "security_first", "not_overrun", "not_imposed", "no_gift", "just_peace", "no_diktat")
    assert {name for name in likely if suits(name)} == {"price"}
    assert flips("no_plan_for_all", "statement") == {"Russia.price"}
    otherwise = {name for name, facts in OTHERS.items() if suiting(facts)}
    assert (
        otherwise == {"terms_compatible = yes", "russian_price = aid_cut"} == flips("no_plan_for_all", "circumstance")
    )
    assert flips("no_plan_for_all", "rule") == {"exclusive_terms"}
    assert rests()["no_plan_for_all"].support == "assumed"
    assert set(rests()["no_plan_for_all"].assumed) == {
        ("circumstance", "terms_compatible"), ("rule", "exclusive_terms"),
    }  # fmt: skip


def test_troops_go_because_ukraine_must_not_be_overrun() -> None:
    assert flips("troops_if_cut", "statement") == {"Europe.no_overrun"} == flips("troops_once_gone", "statement")


# ---------------------------------------------------------------- from changed files


def without(*statements: str) -> Argument:
    """Return the argument of a file without some statements, read and judged from the beginning."""
    text = FILE.read_text(encoding="utf-8")
    for name in statements:
        begin = text.index(f"      - name: {name}\n")
        end = min(text.index(mark, begin + 1) for mark in ("      - name: ", "\n  US:", "\n  Europe:", "\n  Russia:")
                  if mark in text[begin + 1 :])  # fmt: skip
        text = text[:begin] + text[end:]
    return Argument(read(text, concepts=concepts()), concepts()["firm"])


@pytest.mark.parametrize("name", ["answer", "no_isolation"])
def test_changed_files_give_the_same(name: str) -> None:
    """Every claim, on a file from which one statement has been taken."""
    changed = without(name)
    full = {short: long for long, short in STATEMENTS.items()}[name]
    flipped = {
        claim.name
        for claim in changed.scenario.claims
        if claim.name in rests() and changed.judge(claim).verdict != rests()[claim.name].verdict
    }
    assert flipped == {one for one in rests() if full in flips(one, "statement")}


def test_an_imposed_deal_needs_two_to_fall() -> None:
    claim = next(one for one in scenario().claims if one.name == "no_imposed_deal")
    assert without("not_imposed").judge(claim).verdict == "holds"
    for other in ("answer", "no_isolation"):
        assert without(other).judge(claim).verdict == "holds"
        assert without(other, "not_imposed").judge(claim).verdict == "fails"


# ---------------------------------------------------------------- as the page tells it


def test_the_page_tells_what_was_found() -> None:
    page = PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w.]+)` \| (\d+) \| (.+) \|$", page, re.MULTILINE)
    assert len(rows) == 7
    for judgement, number, names in rows:
        kind = ("statement", "circumstance", "rule")["." not in judgement and 1 + (judgement == "exclusive_terms")]
        found = [name for name in rests() if any(one.split(" = ")[0] == judgement for one in flips(name, kind))]
        assert (names.split(", "), int(number)) == (found, len(found)), judgement
    answer = [name for name in rests() if "Europe.answer" in flips(name, "statement")]
    for same in ("europe_ready = no", "patience = long"):
        assert [name for name in rests() if same in flips(name, "circumstance")] == answer
    order = "Europe.answer = Europe.common_front"
    assert [name for name in rests() if order in flips(name, "order")] == answer
    kinds = Counter(one.support for one in rests().values())
    counts = f"{kinds['built in']} are\nbuilt in, {kinds['derived']} derived, {kinds['assumed']} assumed and "
    assert f"{counts}{kinds['over-determined']} over-determined" in page
    assert f"the {len(rests())} claims of" in page
    assert f"under {len(every_change(scenario()))} single changes" in page
    assert f"{hinges.MOST:,} states" in page
    for name in ("cold_is_possible", "deterrent", "distance", "belief_confirmed", "reset", "no_imposed_deal"):
        assert rests()[name].support == "over-determined"
