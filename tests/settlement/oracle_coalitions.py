"""Coalitions from the definitions, with sets and loops: slow, plain, and nobody's clever idea.

The functions, all on a `Game` of states and actors numbered from 0; a group H is any iterable of actors:

    reach(game, H, s)                      R_H(s): legal sequences of moves of H, without s itself
    better(game, H, t, s, variant)         t is better than s for H ("strict": for all; "pareto": see there)
    improvements(game, H, s, variant)      CR+_H(s)
    individually_stable(game, c, i, s)     c one of "nash", "gmr", "smr", "seq", "sseq"
    equilibria(game, c)                    the states that are individually stable for everybody
    cnash, cgmr, csmr, cseq(game, H, s, variant)
    coalition_stable(game, c, H, s, variant)   c as a word: "cnash" (or "nash") and so on
    stable_for_all_groups_of(game, c, i, s, variant)   coalitionally stable for actor i
    universally_stable(game, c, s, variant)            for every group
    unsanctioned(game, c, H, s, variant)   the coalition improvements that nothing keeps H from
    vulnerable_to(game, c, s, variant)     the groups of two or more that have a coalition improvement
    jumps(game, c, H, s, variant)          the coalition improvements that are themselves equilibria
    forms(game, c, H, s, variant)          where H could form and stay; `forms_jointly`: against joint moves too
    block_stable(game, c, partition, B, s) a partition of the actors, every block one actor

`variant` is "strict" unless said otherwise. `overlap` (cseq and what rests on it) is False unless said otherwise.

Where the text leaves a choice, this is what was chosen:

1. Reach of one actor alone is one step, also where a chain of its own moves would lead further: no actor moves twice
   running. s is dropped from R_H(s), and x from the replies R_{N-H}(x) and R++(x).
2. Pareto for a group of one is the same as strict.
3. R++: each step is a coalition improvement of some group K outside H, judged where it starts and with the variant
   that is asked about; groups that follow each other have no member in common. With `overlap=True` the older
   reading is taken: only the very same group may not act twice running.
4. In the strict and in the Pareto variant alike, "not better" is the denial of "better" in the same variant, for
   the sanction and for the escape from it.
5. What one step of a group may be: any legal sequence of its members whose end differs from its start. So a group
   does not "move" from a state to the same state.
6. Partition: the blocks are the actors of a new game, whose moves are R_B. In a reply no block moves twice running.
   On graphs that are not transitive this can reach less than R_{N-B} does (a block that walks round to where it
   began has not moved, so it does not let another block go on).
7. Vulnerable, and jumps: only where s is an individual equilibrium under the same concept, and only groups of two
   or more actors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

Group = frozenset[int]
Steps = Callable[[int, int], Iterable[int]]
"""Where one step of an actor leads from a state."""

INDIVIDUAL = ("nash", "gmr", "smr", "seq", "sseq")
COALITIONAL = ("cnash", "cgmr", "csmr", "cseq")
COUNTERPART = {
    "nash": "cnash",
    "gmr": "cgmr",
    "smr": "csmr",
    "seq": "cseq",
    # There is no coalition form of these; sequential stability is the nearest.
    "sseq": "cseq",
    "firm": "cseq",
}


@dataclass(frozen=True)
class Game:
    """States 0 to count - 1; `moves[i][s]` is where actor i can go from s; `ranks[i][s]`, higher is better."""

    count: int
    moves: tuple[dict[int, frozenset[int]], ...]
    ranks: tuple[tuple[int, ...], ...]

    @property
    def states(self) -> range:
        """All states."""
        return range(self.count)

    @property
    def actors(self) -> range:
        """All actors."""
        return range(len(self.moves))


def game_of(count: int, moves: Iterable[Iterable[tuple[int, int]]], ranks: Iterable[Iterable[int]]) -> Game:
    """Make a game of pairs (from, to), one list for each actor."""
    tables = []
    for arcs in moves:
        pairs = list(arcs)
        assert all(a != b for a, b in pairs)
        tables.append({s: frozenset(b for a, b in pairs if a == s) for s in range(count)})
    game = Game(count, tuple(tables), tuple(tuple(rank) for rank in ranks))
    assert len(game.ranks) == len(game.moves)
    assert all(len(rank) == count for rank in game.ranks)
    return game


def groups(actors: Iterable[int], least: int = 1) -> Iterator[Group]:
    """Give all groups of some actors, the small ones first."""
    everybody = sorted(actors)
    for size in range(least, len(everybody) + 1):
        for members in combinations(everybody, size):
            yield frozenset(members)


# ---------------------------------------------------------------- legal sequences


def legal(steps: Steps, movers: Iterable[int], start: int) -> set[int]:
    """Give what sequences of steps reach in which nobody moves twice running, without the start."""
    everybody = list(movers)
    found: set[tuple[int, int]] = set()  # (state, who moved last)
    waiting = [(to, who) for who in everybody for to in steps(who, start)]
    while waiting:
        here, last = waiting.pop()
        if (here, last) in found:
            continue
        found.add((here, last))
        waiting += [(to, who) for who in everybody if who != last for to in steps(who, here)]
    return {state for state, _ in found} - {start}


def reach(game: Game, group: Iterable[int], state: int) -> set[int]:
    """Give R_H(s)."""
    return legal(lambda who, here: game.moves[who][here], group, state)


def gains(game: Game, actor: int, state: int) -> set[int]:
    """Give the improvements of one actor: R+_i(s)."""
    rank = game.ranks[actor]
    return {to for to in game.moves[actor][state] if rank[to] > rank[state]}


def credible_reach(game: Game, group: Iterable[int], state: int) -> set[int]:
    """Give R+_H(s): legal sequences of improvements, each judged where it is made."""
    return legal(lambda who, here: gains(game, who, here), group, state)


# ---------------------------------------------------------------- one actor


def individually_stable(game: Game, concept: str, actor: int, state: int) -> bool:
    """Tell whether a state is stable for an actor."""
    return not undeterred(game, concept, actor, state)


def undeterred(game: Game, concept: str, actor: int, state: int) -> set[int]:
    """Give the improvements of an actor that nothing deters."""
    return {to for to in gains(game, actor, state) if not deterred(game, concept, actor, state, to)}


def deterred(game: Game, concept: str, actor: int, state: int, to: int) -> bool:
    """Tell whether the others have a reply after which the improvement was not worth it."""
    if concept == "nash":
        return False
    rank, others = game.ranks[actor], set(game.actors) - {actor}
    replies = reach(game, others, to) if concept in ("gmr", "smr") else credible_reach(game, others, to)
    for reply in replies:
        if rank[reply] > rank[state]:
            continue
        escapes = game.moves[actor][reply] if concept in ("smr", "sseq") else frozenset()
        if all(rank[escape] <= rank[state] for escape in escapes):
            return True
    return False


def is_equilibrium(game: Game, concept: str, state: int) -> bool:
    """Tell whether a state is individually stable for everybody."""
    return all(individually_stable(game, concept, actor, state) for actor in game.actors)


def equilibria(game: Game, concept: str) -> set[int]:
    """Give the states that are individually stable for everybody."""
    return {state for state in game.states if is_equilibrium(game, concept, state)}


# ---------------------------------------------------------------- one coalition


def better(game: Game, group: Iterable[int], to: int, state: int, variant: str = "strict") -> bool:
    """Tell whether a state is better than another for a group.

    Strict: for every member. Pareto: for no member worse, and for one better.
    """
    pairs = [(game.ranks[k][to], game.ranks[k][state]) for k in group]
    if variant == "strict":
        return all(there > here for there, here in pairs)
    assert variant == "pareto"
    return all(there >= here for there, here in pairs) and any(there > here for there, here in pairs)


def improvements(game: Game, group: Iterable[int], state: int, variant: str = "strict") -> set[int]:
    """Give CR+_H(s): only the end of the way must be better."""
    members = frozenset(group)
    return {to for to in reach(game, members, state) if better(game, members, to, state, variant)}


def not_better(game: Game, group: Iterable[int], state: int, variant: str = "strict") -> set[int]:
    """Give the states that are not better than this one for the group; this one is among them."""
    members = frozenset(group)
    return {to for to in game.states if not better(game, members, to, state, variant)}


def outside(game: Game, group: Iterable[int]) -> Group:
    """Give everybody who is not in the group."""
    return frozenset(game.actors) - frozenset(group)


def cnash(game: Game, group: Iterable[int], state: int, variant: str = "strict") -> bool:
    """Tell whether the group has no coalition improvement."""
    return not improvements(game, group, state, variant)


def cgmr(game: Game, group: Iterable[int], state: int, variant: str = "strict") -> bool:
    """Tell whether the others can answer every coalition improvement."""
    return not unsanctioned(game, "cgmr", group, state, variant)


def csmr(game: Game, group: Iterable[int], state: int, variant: str = "strict") -> bool:
    """Tell whether the others can answer every coalition improvement in a way that the group cannot escape."""
    return not unsanctioned(game, "csmr", group, state, variant)


def cseq(game: Game, group: Iterable[int], state: int, variant: str = "strict", overlap: bool = False) -> bool:
    """Tell whether the others can answer every coalition improvement by coalition improvements of their own."""
    return not unsanctioned(game, "cseq", group, state, variant, overlap)


def coalition_stable(
    game: Game, concept: str, group: Iterable[int], state: int, variant: str = "strict", overlap: bool = False
) -> bool:
    """Tell whether a state is stable for a group; the concept may be named as for one actor."""
    return not unsanctioned(game, COUNTERPART.get(concept, concept), group, state, variant, overlap)


def unsanctioned(
    game: Game, concept: str, group: Iterable[int], state: int, variant: str = "strict", overlap: bool = False
) -> set[int]:
    """Give the coalition improvements that nothing keeps a group from."""
    members = frozenset(group)
    assert members
    tempting = improvements(game, members, state, variant)
    return {to for to in tempting if not sanctions(game, concept, members, state, to, variant, overlap)}


def sanctions(
    game: Game, concept: str, group: Group, state: int, to: int, variant: str = "strict", overlap: bool = False
) -> set[int]:
    """Give the replies of the others to a coalition improvement that make it not worth while."""
    concept, others = COUNTERPART.get(concept, concept), outside(game, group)
    if concept == "cnash":
        return set()
    replies = joint_reach(game, others, to, variant, overlap) if concept == "cseq" else reach(game, others, to)
    found = replies & not_better(game, group, state, variant)
    if concept == "csmr":
        found = {y for y in found if not any(better(game, group, z, state, variant) for z in reach(game, group, y))}
    return found


def joint_reach(
    game: Game, others: Iterable[int], start: int, variant: str = "strict", overlap: bool = False
) -> set[int]:
    """Give R++: what sequences of coalition improvements of groups of the others reach."""
    actors = list(groups(others))
    after: dict[tuple[Group, int], set[int]] = {}  # worked out once for each group and state
    found: set[tuple[int, Group | None]] = set()  # (state, which group acted last)
    waiting: list[tuple[int, Group | None]] = [(start, None)]
    while waiting:
        here, last = waiting.pop()
        if (here, last) in found:
            continue
        found.add((here, last))
        for group in actors:
            if last is not None and (group == last if overlap else group & last):
                continue
            if (group, here) not in after:
                after[group, here] = improvements(game, group, here, variant)
            waiting += [(to, group) for to in after[group, here]]
    return {state for state, _ in found} - {start}


# ---------------------------------------------------------------- all coalitions


def stable_for_all_groups_of(
    game: Game, concept: str, actor: int, state: int, variant: str = "strict", overlap: bool = False
) -> bool:
    """Tell whether a state is coalitionally stable for an actor: for every group that it is in."""
    return all(
        coalition_stable(game, concept, group, state, variant, overlap)
        for group in groups(game.actors)
        if actor in group
    )


def universally_stable(game: Game, concept: str, state: int, variant: str = "strict", overlap: bool = False) -> bool:
    """Tell whether a state is stable for every group: a coalition equilibrium."""
    return all(coalition_stable(game, concept, group, state, variant, overlap) for group in groups(game.actors))


def coalition_equilibria(game: Game, concept: str, variant: str = "strict", overlap: bool = False) -> set[int]:
    """Give the states that are stable for every group."""
    return {state for state in game.states if universally_stable(game, concept, state, variant, overlap)}


# ---------------------------------------------------------------- what becomes of equilibria


def vulnerable_to(game: Game, concept: str, state: int, variant: str = "strict") -> set[Group]:
    """Give the groups of two or more that have a coalition improvement at an individual equilibrium.

    Empty where the state is no individual equilibrium.
    """
    if not is_equilibrium(game, concept, state):
        return set()
    return {group for group in groups(game.actors, 2) if improvements(game, group, state, variant)}


def jumps(game: Game, concept: str, group: Iterable[int], state: int, variant: str = "strict") -> set[int]:
    """Give the equilibria to which a group of two or more can jump from an individual equilibrium."""
    members = frozenset(group)
    if len(members) < 2 or not is_equilibrium(game, concept, state):
        return set()
    return {to for to in improvements(game, members, state, variant) if is_equilibrium(game, concept, to)}


def forms(game: Game, concept: str, group: Iterable[int], state: int, variant: str = "strict") -> set[int]:
    """Give the coalition improvements that no single actor, member or not, would leave again."""
    found = improvements(game, group, state, variant)
    return {to for to in found if not any(undeterred(game, concept, actor, to) for actor in game.actors)}


def forms_jointly(game: Game, concept: str, group: Iterable[int], state: int, variant: str = "strict") -> set[int]:
    """Give the coalition improvements that no group would leave again, under the coalition counterpart."""
    return {to for to in improvements(game, group, state, variant) if universally_stable(game, concept, to, variant)}


# ---------------------------------------------------------------- a partition


def block_reach(game: Game, blocks: Iterable[Group], state: int) -> set[int]:
    """Give what blocks reach where no block moves twice running, each move a legal sequence of its members."""
    listed = list(blocks)
    return legal(lambda b, here: reach(game, listed[b], here), range(len(listed)), state)


def credible_block_reach(game: Game, blocks: Iterable[Group], state: int) -> set[int]:
    """Give the same by moves that are improvements of the blocks."""
    listed = list(blocks)
    return legal(lambda b, here: improvements(game, listed[b], here), range(len(listed)), state)


def block_stable(
    game: Game, concept: str, partition: Iterable[Iterable[int]], block: Iterable[int], state: int
) -> bool:
    """Tell whether a state is stable for a block of a partition, under an ordinary concept."""
    blocks, own = [frozenset(each) for each in partition], frozenset(block)
    assert own in blocks
    assert sorted(member for each in blocks for member in each) == list(game.actors)
    others = [each for each in blocks if each != own]
    for to in improvements(game, own, state):
        if concept == "nash":
            return False
        replies = (block_reach if concept in ("gmr", "smr") else credible_block_reach)(game, others, to)
        held = {y for y in replies if not better(game, own, y, state)}
        if concept in ("smr", "sseq"):
            held = {y for y in held if not any(better(game, own, z, state) for z in reach(game, own, y))}
        if not held:
            return False
    return True


def partition_equilibria(game: Game, concept: str, partition: Iterable[Iterable[int]]) -> set[int]:
    """Give the states that are stable for every block."""
    blocks = [frozenset(each) for each in partition]
    return {s for s in game.states if all(block_stable(game, concept, blocks, block, s) for block in blocks)}


def partitions(actors: Iterable[int]) -> Iterator[tuple[Group, ...]]:
    """Give all partitions of some actors."""
    everybody = sorted(actors)
    if not everybody:
        yield ()
        return
    first, rest = everybody[0], everybody[1:]
    for size in range(len(rest) + 1):
        for members in combinations(rest, size):
            block = frozenset((first, *members))
            for others in partitions(set(rest) - block):
                yield (block, *others)
