"""An order in which names can be worked through when some use others, and the loops that stand in its way."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping


def dependencies_first(uses: Mapping[str, Collection[str]]) -> tuple[list[str], list[list[str]]]:
    """Return the names so that each comes after those it uses, and the loops among them.

    A loop is named once, from its first name in the order given; names on a loop come in some order. Names that
    are used but not given are left out. Tarjan's method, without recursion.

    >>> dependencies_first({"a": ["b"], "b": [], "c": ["d"], "d": ["c"]})
    (['b', 'a', 'd', 'c'], [['c', 'd']])
    """
    order: list[str] = []
    loops: list[list[str]] = []
    place = {name: number for number, name in enumerate(uses)}
    for group in _components(uses):
        order.extend(group)
        first = min(group, key=place.__getitem__) if len(group) > 1 else group[0]
        if len(group) > 1 or first in uses[first]:
            loops.append(_walk(first, set(group), uses))
    return order, loops


def _walk(first: str, group: set[str], uses: Mapping[str, Collection[str]]) -> list[str]:
    """Return a shortest way round from a name back to itself inside its group."""
    came: dict[str, str] = {}
    front = [first]
    while first not in came:
        following: list[str] = []
        for name in front:
            for used in uses[name]:
                if used in group and used not in came:
                    came[used] = name
                    following.append(used)
        front = following
    way = [first]
    while came[way[-1]] != first:
        way.append(came[way[-1]])
    return [first, *reversed(way[1:])]


def _components(uses: Mapping[str, Collection[str]]) -> Iterator[list[str]]:
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    waiting: list[str] = []
    inside: set[str] = set()
    for root in uses:
        if root in index:
            continue
        work: list[tuple[str, Iterator[str]]] = [(root, iter(uses[root]))]
        index[root] = low[root] = len(index)
        waiting.append(root)
        inside.add(root)
        while work:
            name, rest = work[-1]
            used = next(rest, None)
            if used is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
                if low[name] == index[name]:
                    group: list[str] = []
                    while name in inside:
                        group.append(waiting.pop())
                        inside.remove(group[-1])
                    yield group
            elif used in uses and used not in index:
                index[used] = low[used] = len(index)
                waiting.append(used)
                inside.add(used)
                work.append((used, iter(uses[used])))
            elif used in inside:
                low[name] = min(low[name], index[used])
