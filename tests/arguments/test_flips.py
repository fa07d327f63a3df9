"""What flips between two texts: states are told by their values, whatever their numbers are in either."""

from __future__ import annotations

from detente.answers.analysis import analyse
from detente.answers.flips import Flips, Side, flips
from detente.answers.run import run
from detente.scenario.reader import read

ACTORS = {
    "Ann": "  Ann: {options: {come: {assumed: x}}, prefers: [{want: come, assumed: x}]}\n",
    "Bob": "  Bob:\n    options: {stay: {values: [no, yes, perhaps], assumed: x}}\n"
    "    prefers: [{want: stay = yes, assumed: x}]\n",
}


def flipped(before: str, after: str) -> Flips:
    one, other = (run(read(text)) for text in (before, after))
    first = Side(one, analyse(one))
    return flips(first, Side(other, analyse(other), first))


def text(*order: str) -> str:
    return "title: Two\nanalysis: {concept: nash}\nactors:\n" + "".join(ACTORS[name] for name in order)


def test_actors_in_another_order_flip_nothing() -> None:
    found = flipped(text("Ann", "Bob"), text("Bob", "Ann"))
    assert found.concepts is not None
    assert found.prospects is not None
    assert found.prospects.nothing
    assert all(one.nothing for one in found.concepts.values())


def test_what_turns_is_told_whatever_the_order() -> None:
    changed = text("Bob", "Ann").replace("want: stay = yes", "want: stay = perhaps")
    found = flipped(text("Ann", "Bob"), changed)
    assert found.prospects is not None
    assert [dict(one.values) for one in found.prospects.gained] == [{"Bob.stay": "perhaps", "Ann.come": "yes"}]
    assert [dict(one.values) for one in found.prospects.lost] == [{"Ann.come": "yes", "Bob.stay": "yes"}]


def crowd(place: int) -> str:
    """Return a conflict of one actor with 70 options, of which it takes one, that at a place."""
    names = [f"o{number}" for number in range(70)]
    options = ", ".join(f"{name}: {{assumed: x}}" for name in names)
    rules = "".join(
        f"  - {{when: {one} and ({' or '.join(f'A.{other}' for other in names[number + 1 :])}), assumed: x}}\n"
        for number, one in enumerate(f"A.{name}" for name in names[:-1])
    )
    wants = f"[{{want: o{place}, assumed: x}}]"
    return f"title: Many\nactors:\n  A: {{options: {{{options}}}, prefers: {wants}}}\nnever:\n{rules}"


def test_options_may_be_many() -> None:
    """The states of 70 options are told apart, though their combinations are more than a machine's whole numbers."""
    found = flipped(crowd(0), crowd(1))
    assert found.prospects is not None
    for turned, place in ((found.prospects.gained, 1), (found.prospects.lost, 0)):
        (state,) = turned
        assert [option for option, value in state.values.items() if value == "yes"] == [f"A.o{place}"]
    same = flipped(crowd(1), crowd(1)).prospects
    assert same is not None
    assert same.nothing
