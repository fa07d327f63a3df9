"""Sections of reports on conflicts that are less simple: several prospects, rounds, long lists, reasons not tried."""

from __future__ import annotations

from dataclasses import replace

from detente import api
from detente.views.phrases import plain
from detente.views.report import report_html
from detente.views.report.sections import claims
from detente.views.report.sections.bottom_line import sentences
from tests.views.reported import ALWAYS_ROUND, PROUD, RIVALS, SUMMER, Parsed, scenario, summer
from tests.views.small import PENNIES


def text(given: str, **asked: object) -> str:
    return Parsed(api.report(scenario(given), **asked).html()).named("main")[0].text  # type: ignore[arg-type]


def said(given: str) -> list[str]:
    return [plain(one) for one in sentences(api.report(scenario(given)))]


def test_several_prospects_of_a_world_are_shared() -> None:
    told = text(RIVALS)
    assert "With a chance of 50% several prospects remain, and the model does not say which comes." in told
    assert "Such worlds are shared in equal parts." in told
    assert "A.act unlikely 25% 0 to 50%" in told
    assert "none of these even chance 50%" in told
    assert "What the sharing does" not in told  # both ways take one move
    assert said(RIVALS)[0] == "Of the outcomes asked about the likeliest is A.act: unlikely, at 25%."


def test_a_variant_that_is_not_possible_everywhere_is_told_with_what_it_is_given() -> None:
    """A cannot be out in still weather, which has 0.25; where it can be, B goes with 0.5."""
    pier = (
        "title: A pier\ncircumstances:\n  wind: {now: yes, chance: 0.75, assumed: x}\n"
        "  fog: {now: yes, chance: 0.5, assumed: x}\nactors:\n"
        "  A: {options: {x: {assumed: x}}, prefers: [{avoid: x, assumed: x}]}\n"
        "  B: {options: {y: {assumed: x}}, prefers: [{want: y, exactly when: fog, assumed: x}]}\n"
        "never: [{when: A.x and not wind, assumed: x}]\nvariants: {out: {lock: {A.x: yes}, assumed: x}}\n"
        "outcomes: [{name: both, when: A.x and B.y}]\n"
    )
    given = "All this where the variant is possible; it is not with 25%."
    out = api.report(scenario(pier), variant="out")
    assert plain(sentences(out)[0]) == f"One outcome is asked about, both: even chance, at 50%. {given}"
    assert Parsed(out.html()).named("main")[0].text.count(given) == 2
    assert "All this" not in text(pier)


def test_outcomes_that_overlap_are_told() -> None:
    both = RIVALS.replace("[A.act, B.act]", '[A.act, "A.act or B.act"]')
    assert "A.act and A.act or B.act both hold in 25%: counted as A.act, which is named first." in text(both)


def test_an_authors_own_chances_stand_beside_those_of_the_model() -> None:
    own = RIVALS.replace(
        "[A.act, B.act]",
        "[{name: first, when: A.act, chance: 0.4, assumed: x}, {name: other, when: B.act, chance: 0.6, assumed: x}]",
    )
    told = text(own)
    assert "What its author expects" in told
    assert "first 40%" in told


def test_play_that_goes_round_in_some_worlds() -> None:
    told = text(PROUD)
    assert "Play can come to rest at all with a chance of 40% (20 to 60%)." in told
    assert "It may go round for ever with a chance of 60% (40 to 80%)." in told
    assert (
        said(PROUD)[0]
        == "The one place where play comes to rest is the status quo itself: unlikely, at 40% (20 to 60%)."
    )


def test_play_that_goes_round_in_every_world() -> None:
    assert said(ALWAYS_ROUND)[:2] == [
        "In no world that has a chance does play come to rest: it goes round for ever.",
        "Wherever it stands, somebody would move on.",
    ]
    told = text(ALWAYS_ROUND)
    assert "In no world that has a chance does play come to rest." in told
    assert "What drives it: in no world does play come to rest" in told
    undoubted = api.report(scenario(PENNIES), concept="nash")
    assert plain(sentences(undoubted)[0]) == (
        "The status quo does not hold under Nash stability: Other would leave it, and play goes round for ever without "
        "coming to rest."
    )


def test_listed_states_that_come_by_chance() -> None:
    """The storm comes with 0.3; then A would rather be at sea, and else in port."""
    graph = (
        "title: Port\ncircumstances:\n  storm: {now: no, chance: 0.7, assumed: x}\n"
        "states: {sea: at sea, port: in port}\nstart: sea\nactors:\n  A:\n    moves: [[sea, port], [port, sea]]\n"
        "    prefers: [{want: state = sea, exactly when: storm, assumed: x}]\n"
    )
    assert said(graph)[0] == (
        'Of 2 places where play may come to rest the likeliest is state 2 "port: in port": likely, at 70%.'
    )
    assert "Prospect A: state 2" in text(graph)


def test_long_lists_are_cut_with_their_number() -> None:
    many = (
        "title: Many\nanalysis: {concept: nash}\nactors:\n  A:\n    options: {"
        + ", ".join(f"o{n}: {{}}" for n in range(4))
        + "}\n"
    )
    told = text(many + "    prefers: [{want: o0 or o1}]\n")
    assert "and 8 more moves of A" in told  # twelve of sixteen states have o0 or o1
    assert "And 4 further prospects." in told
    start = many.replace("A:\n", "B: {options: {x: {}}, prefers: [want: x]}\n  A:\n")
    told = text(start + "    prefers: [{want: not B.x or B.x}]\n")
    assert "15 states hold too, out of reach from the status quo" in told
    assert "and 7 more" in told


def test_what_was_not_tried_is_said() -> None:
    found = summer()
    assert found.claims is not None
    first = found.claims.claims[0]
    assert first.rests is not None
    untried = replace(first.rests, support=None, searched=0, hinges=())
    singly = replace(first.rests, support="over-determined", searched=1, hinges=(), tried=12)
    idle = replace(untried, idle=True)
    told = [replace(first, rests=rests) for rests in (untried, singly, idle)]
    changed = replace(found, claims=replace(found.claims, claims=tuple(told)))
    section = claims.section(changed)
    assert section is not None
    page = Parsed(report_html(changed)).named("details")
    lines = [one.text for one in page if one.attributes["id"].startswith("claim-")]
    assert "What carries it was not tried, since that takes long." in lines[0]
    assert "None of the 12 changes of one judgement flips it; pairs were not tried." in lines[1]
    assert "What carries it" not in lines[2]
    assert "carried" in [one.text for one in Parsed(report_html(changed)).named("th")]


def test_only_several_circumstances_together() -> None:
    """The gates are shut where exactly one of two even chances comes: neither of them alone says anything."""
    even = SUMMER.replace("exactly when: dry and slow", "exactly when: dry and not slow or slow and not dry")
    even = even.replace("0.6 to 0.8", "0.5").replace("0.4 to 0.6", "0.5")
    told = text(even, as_of="2031-06-01", rests=False)
    assert "No single circumstance moves the likeliest prospect" in told
    assert "No circumstance swings it by itself; only several together do." in told


def test_conditions_that_do_not_make_it_likely() -> None:
    """One of two rivals acts first in calm times, and else one of three: none of them with 0.8 in either."""
    three = RIVALS.replace("not calm and not B.act", "not B.act and not C.act").replace(
        "outcomes: [A.act, B.act]\n", ""
    )
    three = three.replace("not calm and not A.act", "not A.act and not C.act")
    third = (
        "{act: {assumed: x}}, prefers: [{want: act, exactly when: not calm and not A.act and not B.act, assumed: x}]"
    )
    told = text(f"{three}  C: {{options: {third}}}\n")
    assert "the likeliest has B.act = yes, all else as in the status quo: unlikely, at 42%" in told  # (1/2 + 1/3) / 2
    assert "No conditions that were tried would bring it to 80%." in told


def test_signals_that_were_seen_are_named() -> None:
    told = text(SUMMER, as_of="2031-08-01", rests=False)
    assert "Chances are those after the signals seen up to 2031-08-01: wells." in told
