"""Orders and loops, against the definition."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.scenario.loops import dependencies_first

names = st.sampled_from("abcdef")
graphs = st.dictionaries(names, st.lists(names, max_size=3), max_size=6)


def reach(uses: dict[str, list[str]], start: str) -> set[str]:
    """Return what is used by a name, through others too."""
    found: set[str] = set()
    front = [start]
    while front:
        for name in uses.get(front.pop(), ()):
            if name in uses and name not in found:
                found.add(name)
                front.append(name)
    return found


@given(graphs)
def test_orders_and_loops(uses: dict[str, list[str]]) -> None:
    order, loops = dependencies_first(uses)
    assert sorted(order) == sorted(uses)
    for place, name in enumerate(order):
        for used in reach(uses, name) - set(order[:place]) - {name}:
            assert name in reach(uses, used)  # only what stands on a loop with it comes later
    for loop in loops:
        assert len(set(loop)) == len(loop)
        for name, used in zip(loop, [*loop[1:], loop[0]], strict=True):
            assert used in uses[name]
    on_loops = {name for name in uses if name in reach(uses, name)}
    assert {name for loop in loops for name in loop} <= on_loops
    for name in on_loops:
        group = {other for other in reach(uses, name) if name in reach(uses, other)} | {name}
        assert sum(set(loop) <= group for loop in loops) == 1


def test_a_long_chain_does_not_overflow() -> None:
    chain: dict[str, list[str]] = {str(n): [str(n + 1)] for n in range(50_000)}
    order, loops = dependencies_first(chain)
    assert order[0] == "49999"
    assert loops == []
