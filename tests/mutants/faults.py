"""The faults that are planted: where, what stands there, what is put in its place, and what that breaks.

Each is a mistake that somebody could make. A change that no answer could show (a slower way to the same result)
is none and has no place here.
"""

from __future__ import annotations

from tests.mutants.coalitions import JOINT_CONCEPTS, JOINT_DRIVER
from tests.mutants.engines import BUDGET, CHOICE, PART, PLAIN, SOLVE, VERDICTS
from tests.mutants.ensembles import ENSEMBLE, LANES
from tests.mutants.fault import Fault, in_file
from tests.mutants.kernels import ARCS, CYCLES, FAST, GRIDDED, GROUPS, PLAY, SEARCH, THREADS
from tests.mutants.symbolic import SYMBOLIC


def _concept(key: str, *faults: tuple[str, str, str, str]) -> tuple[Fault, ...]:
    """Return faults in the declaration of a concept."""
    return in_file(f"engine/stability/{key}.py", *faults)


CONCEPTS = (
    *_concept(
        "nash",
        ("replies", 'replies="none"', 'replies="moves"', "Nash stability lets replies deter"),
        ("lean", 'tempts="improvements"', 'tempts="lean"', "Nash overlooks improvements that carry more along"),
        ("implies-less", ', "firm")', ")", "The theorem that Nash implies firm is not declared"),
        ("key", 'key="nash"', 'key="rational"', "A concept is not known under its file's name"),
    ),
    *_concept(
        "gmr",
        ("credible", 'replies="moves"', 'replies="improvements"', "Only credible replies sanction under GMR"),
        ("answer", 'hurts="at once"', 'hurts="after the own answer"', "A GMR sanction must survive an answer"),
        ("lean", 'tempts="improvements"', 'tempts="lean"', "GMR overlooks improvements that carry more along"),
        ("cites", '"howard1971"', '"howard1917"', "GMR cites a work that is not in the references"),
    ),
    *_concept(
        "smr",
        ("credible", 'replies="moves"', 'replies="improvements"', "Only credible replies sanction under SMR"),
        ("no-answer", 'hurts="after the own answer"', 'hurts="at once"', "An SMR sanction need not survive an answer"),
        ("implies-less", 'implies=("gmr",)', "implies=()", "The theorem that SMR implies GMR is not declared"),
        ("implies-more", 'implies=("gmr",)', 'implies=("gmr", "seq")', "SMR is said to imply SEQ, which is false"),
    ),
    *_concept(
        "seq",
        ("any-reply", 'replies="improvements"', 'replies="moves"', "Replies under SEQ need not be credible"),
        ("answer", 'hurts="at once"', 'hurts="after the own answer"', "A SEQ sanction must survive an answer"),
        ("lean-replies", 'replies="improvements"', 'replies="lean"', "Replies under SEQ must be lean"),
        ("implies-more", 'implies=("gmr",)', 'implies=("gmr", "smr")', "SEQ is said to imply SMR, which is false"),
    ),
    *_concept(
        "sseq",
        ("any-reply", 'replies="improvements"', 'replies="moves"', "Replies under SSEQ need not be credible"),
        ("no-answer", 'hurts="after the own answer"', 'hurts="at once"', "SSEQ sanctions need not survive an answer"),
        ("implies-less", '"gmr", "smr", "seq"', '"gmr", "seq"', "The theorem that SSEQ implies SMR is not declared"),
    ),
    *_concept(
        "firm",
        ("heavy-tempts", 'tempts="lean"', 'tempts="improvements"', "Free concessions count as temptations"),
        ("heavy-replies", 'replies="lean"', 'replies="improvements"', "Replies that carry more along count"),
        ("any-reply", 'replies="lean"', 'replies="moves"', "Replies that nobody would make count"),
        ("no-answer", 'hurts="after the own answer"', 'hurts="at once"', "Replies that can be undone count"),
        ("uncaused", "caused=True", "caused=False", "Replies that would have come anyway count"),
        (
            "implies-more",
            "    caused=True,\n",
            '    caused=True,\n    implies=("gmr",),\n',
            "Firm is said to imply GMR, which is false where improvements come in bundles",
        ),
    ),
)

REACH = in_file(
    "engine/reach.py",
    (
        "closure",
        "after = 0 if self.transitive else mover",
        "after = 0",
        "Replies may be two moves of one actor running",
    ),
    (
        "closure-of-one",
        "after = 0 if self.transitive else mover",
        "after = 0 if self.transitive or len(self.movers) < 2 else mover",
        "A single replier may move twice running",
    ),
    ("not-first", "if label == 0 or label != mover]", "if label not in (0, mover)]", "No reply can begin"),
    (
        "twice-running",
        "if label == 0 or label != mover]",
        "if True]",
        "The labels do not keep an actor from moving twice running",
    ),
    (
        "only-twice-running",
        "if label == 0 or label != mover]",
        "if label in (0, mover)]",
        "Only the actor that has begun may go on",
    ),
    (
        "last-label",
        "found.ravel()[: sequences.count]",
        "found.ravel()[-sequences.count :]",
        "The search is read off as if the last actor had just moved",
    ),
    (
        "descending",
        'waiting = np.argsort(worth, kind="stable")',
        'waiting = np.argsort(-worth, kind="stable")',
        "The greatest value that replies can bring about is found, not the least",
    ),
    (
        "unsorted",
        'np.concatenate(begin)[np.argsort(ends, kind="stable")]',
        "np.concatenate(begin)",
        "Arcs of several actors are filed under the wrong states",
    ),
    ("stops-early", "if still >= len(turns):", "if still:", "Replies end with the first actor that has nothing to add"),
    ("cut-short", "return not turns", "return True", "Long sequences of replies are cut short"),
    (
        "roots-again",
        "waiting = waiting[reached[waiting] < 0]",
        "waiting = waiting[1:]",
        "A state that reaches less is overwritten by its own value",
    ),
    ("first-value", "here = worth[waiting[0]]", "here = worth.min()", "All that is reached has the least value of all"),
    (
        "one-before",
        "first: Ints = nodes[scratch[nodes] == -2 - np.arange(len(nodes))]",
        "first: Ints = nodes[scratch[nodes] == -1 - np.arange(len(nodes))]",
        "The search stops after its first step",
    ),
    (
        "sweeps-greatest",
        "np.minimum.reduceat(worth[after]",
        "np.maximum.reduceat(worth[after]",
        "Of the moves of a replier the one that hurts least counts",
    ),
)

BOARD = in_file(
    "engine/board.py",
    ("order", "order = np.lexsort((to, origin))", "order = np.lexsort((origin, to))", "Arcs lie in the wrong rows"),
    (
        "keep",
        "counts = np.concatenate(([0], np.cumsum(which)))",
        "counts = np.concatenate((np.cumsum(which), [0]))",
        "Arcs that are kept lie in the wrong rows",
    ),
    (
        "rows",
        "shift = (self.first[states] - stop + sizes).repeat(sizes)",
        "shift = (self.first[states] - stop).repeat(sizes)",
        "Moves from several states at once are those of other states",
    ),
    (
        "strides",
        "return (1, *itertools.accumulate(self.sizes[:-1], operator.mul))[: len(self.sizes)]",
        "return tuple(itertools.accumulate(self.sizes, operator.mul))",
        "Strategies of an actor lie where the next one's do",
    ),
    (
        "full",
        "return len(self.cell) == len(self.state)",
        "return len(self.state) > 0",
        "A grid with holes is taken to have none",
    ),
    (
        "strategy",
        "// self.strides[actor] % self.sizes[actor]",
        "% self.sizes[actor]",
        "Everybody's strategies are taken to lie as the first actor's",
    ),
    (
        "examples",
        "found[self.strategy(actor, every)] = every",
        "found[self.strategy(actor, every)] = self.cell",
        "Strategies are looked up in the states with the numbers of cells",
    ),
    (
        "holes",
        "there = grid.allowed[i][chosen] & (ends >= 0)",
        "there = grid.allowed[i][chosen]",
        "Moves lead into holes of the grid",
    ),
    (
        "first-state",
        "there = grid.allowed[i][chosen] & (ends >= 0)",
        "there = grid.allowed[i][chosen] & (ends > 0)",
        "No move on a grid leads to the first state",
    ),
    (
        "one-first-state",
        "ends[grid.allowed[i][chosen] & (ends >= 0)]",
        "ends[grid.allowed[i][chosen] & (ends > 0)]",
        "No move from a single state leads to the first state",
    ),
    (
        "one-axis",
        "grid.state[first : first + size * stride : stride]",
        "grid.state[first : first + size]",
        "From a single state everybody moves along the first actor's axis",
    ),
    (
        "one-bound-by-nothing",
        "ends[grid.allowed[i][chosen] & (ends >= 0)]",
        "ends[ends >= 0]",
        "From a single state one-way options do not bind, and to stay put is a move",
    ),
    (
        "bound-by-nothing",
        "there = grid.allowed[i][chosen] & (ends >= 0)",
        "there = ends >= 0",
        "On a grid one-way options do not bind, and to stay put is a move",
    ),
    (
        "turned",
        "there = grid.allowed[i][chosen] &",
        "there = grid.allowed[i].T[chosen] &",
        "On a grid one-way options go the wrong way",
    ),
    (
        "neighbours",
        "(np.arange(grid.sizes[i]) - chosen[:, None]) * grid.strides[i]",
        "np.arange(grid.sizes[i]) - chosen[:, None]",
        "On a grid everybody moves along the first actor's axis",
    ),
    (
        "counts-cells",
        "return len(grid.state) // grid.sizes[i] * int(",
        "return len(grid.state) * int(",
        "Moves are counted from each state as from its whole group",
    ),
    (
        "counts-holes",
        "        if grid.full:\n            return len",
        "        if grid.full or i >= 0:\n            return len",
        "Moves into holes are counted",
    ),
    (
        "passes-anywhere",
        " & (there.T @ there > 0)",
        "",
        "Moves are said to pass between strategies that no state allows",
    ),
    (
        "axis",
        ".reshape(-1, grid.sizes[i], grid.strides[i]).swapaxes(1, 2)",
        ".reshape(-1, grid.strides[i], grid.sizes[i])",
        "An actor's axis is taken to lie next to where it lies",
    ),
    (
        "backwards",
        "return arcs(self.to, self.origin, len(self.first) - 1)",
        "return arcs(self.origin, self.to, len(self.first) - 1)",
        "Arcs turned backwards are as before",
    ),
)

IMPROVEMENTS = in_file(
    "engine/improvements.py",
    (
        "tie",
        "moves.keep(rank[moves.to] > np.repeat(",
        "moves.keep(rank[moves.to] >= np.repeat(",
        "A move to a state as good is an improvement",
    ),
    (
        "worse",
        "moves.keep(rank[moves.to] > np.repeat(",
        "moves.keep(rank[moves.to] < np.repeat(",
        "Moves to worse states are improvements",
    ),
    (
        "row-for-state",
        "np.repeat(rank[states], moves.sizes)",
        "np.repeat(rank[: len(states)], moves.sizes)",
        "Moves asked for some states are compared with the first ones",
    ),
    (
        "one-state",
        "ends), np.array([state])).to",
        "ends), np.array([0])).to",
        "The moves of one state are compared with the first state",
    ),
    (
        "lean-tie",
        "within & (rank[part] >= rank[whole])",
        "within & (rank[part] > rank[whole])",
        "A part that does exactly as well leaves the whole lean",
    ),
    (
        "lean-largest",
        "for size in range(2, len(own) + 1):",
        "for size in range(2, len(own)):",
        "A change of all own options is never lean",
    ),
    ("lean-few", "if len(own) < 2 or", "if len(own) < 3 or", "With two own options every improvement is lean"),
    (
        "lean-single",
        "kept: Bools = changes == 1",
        "kept: Bools = changes <= len(own)",
        "A move counts as a part of itself",
    ),
    (
        "lean-piece",
        "_no_part(board, actor, states[begin:end], part, own)",
        "_no_part(board, actor, states[: end - begin], part, own)",
        "Where parts are looked for piece by piece, all pieces are taken for the first",
    ),
    (
        "lean-some-change",
        "(after[part] == after[whole])).all(axis=1)",
        "(after[part] == after[whole])).any(axis=1)",
        "A move that shares one change counts as a part",
    ),
    (
        "lean-values",
        "within = ((after[part] == before[part]) | (after[part] == after[whole]))",
        "within = ((after[part] == before[part]) | (after[whole] != before[whole]))",
        "A move of the same options to other values counts as a part",
    ),
    (
        "lean-others",
        "own = np.flatnonzero(board.owner == actor)",
        "own = np.flatnonzero(board.owner >= 0)",
        "Others' options have a say in what is a part",
    ),
    (
        "lean-range",
        'last = np.searchsorted(origin[rows], origin[asked], side="right")',
        'last = np.searchsorted(origin[rows], origin[asked], side="left")',
        "No parts are ever found",
    ),
)

MOVES = in_file(
    "engine/moves.py",
    (
        "from-first",
        "    first = np.concatenate(([0], np.cumsum((target >= 0).sum(axis=1))))\n    target[target < 0] =",
        "    first = np.concatenate(([0], np.cumsum((target > 0).sum(axis=1))))\n    target[target <= 0] =",
        "No move leads to the first state",
    ),
    (
        "some-depend",
        "or any(_has_dependants(conflict, actor) for",
        "or all(_has_dependants(conflict, actor) for",
        "Moves are read off a grid though somebody's dependants fall away",
    ),
    (
        "grid-stride",
        "stride *= one.choices.length",
        "stride = one.choices.length",
        "Different strategies share a cell of the grid",
    ),
    (
        "grid-allowed",
        "tuple(one.allowed for one in own))",
        "tuple(one.allowed for one in reversed(own)))",
        "On a grid everybody is bound by another's one-way options",
    ),
    (
        "strategies-order",
        "classes(states, list(reversed(names)))",
        "classes(states, names)",
        "Strategies are numbered with the last option fastest",
    ),
    (
        "nothing-falls",
        "target = _falling(conflict, states, mine) if _has_dependants(conflict, actor) else _free(states, mine)",
        "target = _free(states, mine)",
        "Nothing ever falls away with a move",
    ),
    (
        "always-transitive",
        "transitive = not _has_dependants(conflict, actor) or _comes_to_one(target, mine)",
        "transitive = True",
        "Moves with falling dependants are taken for transitive",
    ),
    (
        "never-transitive",
        "transitive = not _has_dependants(conflict, actor) or _comes_to_one(target, mine)",
        "transitive = not _has_dependants(conflict, actor)",
        "Transitive moves with falling dependants are not told to be so",
    ),
    (
        "graph-transitive",
        "transitive = all(after.get(b, set()) <= after[a] | {a} for a, b in pairs)",
        "transitive = True",
        "Moves of graph form are taken for transitive",
    ),
    (
        "graph-return",
        "after.get(b, set()) <= after[a] | {a} for",
        "after.get(b, set()) <= after[a] for",
        "Going back and forth counts against transitivity",
    ),
    (
        "forward-strict",
        "allowed &= held[:, None] <= held[None, :]",
        "allowed &= held[:, None] < held[None, :]",
        "A one-way option must move with every move of its actor",
    ),
    (
        "forward-backward",
        "allowed &= held[:, None] <= held[None, :]",
        "allowed &= held[:, None] >= held[None, :]",
        "A one-way option goes the wrong way",
    ),
    (
        "kept-entered",
        "allowed &= ~stuck[:, None] | (held",
        "allowed &= ~stuck[None, :] | (held",
        "A value that cannot be left cannot be entered",
    ),
    (
        "kept-freezes",
        "allowed &= ~stuck[:, None] | (held[:, None] == held[None, :])",
        "allowed &= ~stuck[:, None]",
        "An option that is stuck holds its actor's other options too",
    ),
    (
        "standing-still",
        "allowed = ~np.eye(len(first), dtype=np.bool_)",
        "allowed = np.ones((len(first), len(first)), dtype=np.bool_)",
        "To stay put is a move",
    ),
    (
        "bound-by-nothing",
        "return np.where(mine.allowed[mine.of], place[block], -1)",
        "return place[block]",
        "One-way options and values that cannot be left do not bind",
    ),
    (
        "choice-falls",
        "target[may, choice] = np.where(stands, known.find(after), -1)",
        "target[may, choice] = known.find(after)",
        "An own choice may fall away with the move that makes it",
    ),
    (
        "one-round",
        "        if not any(which.any() for _, which in falls):\n            return",
        "        return",
        "What depends on what has fallen stays",
    ),
    (
        "needs-before",
        "(after.columns[option.id] != 0) & ~true(option.needs, after)) for option in needy]",
        "(after.columns[option.id] != 0) & ~true(option.needs, before)) for option in needy]",
        "Needs are looked up where the move began",
    ),
    (
        "needs-all",
        "(after.columns[option.id] != 0) & ~true(option.needs, after)) for option in needy]",
        "(after.columns[option.id] == 1) & ~true(option.needs, after)) for option in needy]",
        "Only an option's second value falls with its needs",
    ),
    (
        "one-by-one",
        "        falls += [(option, _stands(",
        (
            "        for option, which in falls:\n"
            "            after.columns[option.id][which] = 0\n"
            "        falls += [(option, _stands("
        ),
        "What falls for want of its needs falls before anything lapses",
    ),
    (
        "new-lapses",
        "still: Bools = (stood != 0) & (after.columns[option.id] == stood)",
        "still: Bools = (stood != 0) & (after.columns[option.id] != 0)",
        "An option newly set to another value lapses at once",
    ),
    (
        "lapse-when-same",
        "result |= _reading(watch, after) != old",
        "result |= _reading(watch, after) == old",
        "An option lapses when what it watches stays the same",
    ),
    (
        "lapse-last",
        "result |= _reading(watch, after) != old",
        "result = _reading(watch, after) != old",
        "Only the last thing watched counts",
    ),
    (
        "watched-overlooked",
        "return variables(option.needs).union(*watched)",
        "return variables(option.needs)",
        "That something watches an actor's options is overlooked",
    ),
    (
        "needed-overlooked",
        "return variables(option.needs).union(*watched)",
        "return frozenset().union(*watched)",
        "That something needs an actor's options is overlooked",
    ),
    (
        "own-overlooked",
        "return any(_depends_on(option) & moving for option in conflict.options)",
        "return any(_depends_on(option) & moving for option in conflict.options if option.actor != actor)",
        "That an own option watches another own one is overlooked",
    ),
)

STATES = in_file(
    "engine/states.py",
    (
        "order",
        "for option in reversed(conflict.options):",
        "for option in conflict.options:",
        "States are numbered with the last option fastest",
    ),
    (
        "small-numbers",
        "small = np.min_scalar_type(len(option.values) - 1)",
        "small = np.uint8",
        "An option of more than 256 values does not fit",
    ),
    (
        "values-order",
        "np.tile(np.array(kept, dtype=small), length)",
        "np.tile(np.array(kept, dtype=small)[::-1], length)",
        "States are numbered with the last value first",
    ),
    (
        "unlocked",
        "kept = range(len(option.values)) if option.locked is None else [option.values.index(option.locked)]",
        "kept = range(len(option.values))",
        "Locked options are free",
    ),
    (
        "all-listed",
        "            if option.id in speaks_of:",
        "            if len(columns) == len(names):",
        "Rules drop nothing before all combinations are listed",
    ),
    (
        "maybe-out",
        "out |= sure(rule, table, truth=True)",
        "out |= ~sure(rule, table, truth=False)",
        "Rules drop what they might exclude, were more known",
    ),
    ("one-rule", "out |= sure(", "out = sure(", "Only the last rule about an option counts"),
    (
        "rule-all",
        "if option.id in speaks_of:",
        "if {option.id} == speaks_of:",
        "Rules about more than one option are overlooked",
    ),
    ("most", "if length * len(kept) > most:", "if length * len(kept) >= most:", "One state too few is allowed"),
    (
        "always-out",
        "if length == 0 or always_out:",
        "if length == 0:",
        "A rule that is always broken excludes nothing",
    ),
    (
        "find-anything",
        "            known &= seen[spot] == code\n",
        "",
        "A state that does not exist is found as another",
    ),
    (
        "radix",
        "code = code * len(table.values[option]) + table.columns[option]",
        "code = code * 2 + table.columns[option]",
        "States with options of many values are taken for each other",
    ),
    ("overflow", "if size > 1 << 31:", "if size > 1 << 200:", "States of many options are taken for each other"),
    (
        "last-twin",
        "code = _fold(spot, table, group)\n            spot",
        "code = _fold(np.zeros_like(spot), table, group)\n            spot",
        "Only the last group of options tells states apart",
    ),
    (
        "table-missing",
        "every = np.full(size, -1, dtype=np.int64)",
        "every = np.zeros(size, dtype=np.int64)",
        "A state that does not exist is found as the first",
    ),
    (
        "table-twins",
        "every[spot[::-1]] = np.arange(table.length - 1, -1, -1)",
        "every[spot] = np.arange(table.length)",
        "Of equal rows the last is found, not the first",
    ),
    (
        "no-options",
        "if self.groups and not self.seen:",
        "if not self.seen:",
        "A conflict without options is not found to have a state",
    ),
    (
        "classes-last-twin",
        "spot = dense(_fold(spot, table, group), size)",
        "spot = dense(_fold(np.zeros_like(spot), table, group), size)",
        "Only the last group of options tells strategies apart",
    ),
    (
        "classes-size",
        "size *= prod(len(table.values[option]) for option in group)",
        "size = prod(len(table.values[option]) for option in group)",
        "Combinations of more options than one number holds are taken to be few",
    ),
    ("dense-from-one", " - np.int32(1)", "", "Numbers without gaps begin with 1"),
    (
        "dense-gaps",
        "place = np.cumsum(occurs, dtype=np.int32) - np.int32(1)",
        "place = np.arange(size, dtype=np.int32)",
        "Numbers keep their gaps",
    ),
    (
        "dense-upside-down",
        "place = np.cumsum(occurs, dtype=np.int32) - np.int32(1)",
        "place = np.cumsum(occurs[::-1], dtype=np.int32)[::-1] - np.int32(1)",
        "The highest becomes 0 where numbers are made dense with a table",
    ),
)

TRUTH = in_file(
    "engine/truth.py",
    ("and-or", "every = truth\n", "every = not truth\n", "`and` is read as `or`"),
    ("not", "return sure(part, table, not truth)", "return sure(part, table, truth)", "`not` is overlooked"),
    (
        "unknown",
        "return np.zeros(table.length, dtype=np.bool_)",
        "return np.ones(table.length, dtype=np.bool_)",
        "What is not known yet counts as sure",
    ),
    (
        "among-one",
        "rows = column == np.argmax(wanted)",
        "rows = column == np.argmin(wanted)",
        "One value asked for is taken for another",
    ),
    (
        "among-all-but-one",
        "rows = column != np.argmin(wanted)",
        "rows = column != np.argmax(wanted)",
        "All values but one are taken for all but another",
    ),
    (
        "among-several",
        "np.count_nonzero(~wanted) == 1",
        "np.count_nonzero(wanted) > 1",
        "Of several values that do not count only the first is left out",
    ),
    (
        "denied-values",
        "[(value in names) is truth for",
        "[value in names for",
        "Where a value is denied it is taken to be asked for",
    ),
)

COMPILE = in_file(
    "engine/compile.py",
    (
        "start-unknown",
        "start=start_of(conflict, states),",
        "start=max(start_of(conflict, states), 0),",
        "An unknown status quo is taken to be the first state",
    ),
    (
        "start-infeasible",
        "    if found < 0:\n        raise ConflictError((_bad_start(conflict, conflict.start),))\n",
        "",
        "A status quo that is not feasible is taken for unknown",
    ),
    (
        "own-scale",
        "    ranks[actor] = joint[states.length :]\n",
        "",
        "An actor's ranks in its view are on another scale than its ranks here",
    ),
    (
        "same-board",
        "if believed.structure == conflict.structure:",
        "if True:",
        "Beliefs about what is possible have no effect",
    ),
    (
        "same-wants",
        "board.ranks[i] if same[i] else",
        "board.ranks[i] if not same[i] else",
        "A view keeps the others' actual wants",
    ),
    (
        "start-in-view",
        "compile_board(replace(believed, start=None))",
        "compile_board(believed)",
        "A belief in which the status quo is impossible is refused",
    ),
    (
        "numbered",
        "base = feasible(conflict.numbered or conflict)",
        "base = feasible(conflict)",
        "A ranking is read by the numbers that states have in the variant",
    ),
    (
        "stacked",
        "np.concatenate((column, below.columns[name]))",
        "np.concatenate((below.columns[name], column))",
        "Ranks of a view and of the actual board are exchanged",
    ),
    (
        "owner",
        "[-1 if option.actor is None else option.actor for option in conflict.options]",
        "[-1 if option.actor is None else 0 for option in conflict.options]",
        "All options belong to the first actor",
    ),
)

PREFERENCES = (
    *in_file(
        "engine/preferences/ordered.py",
        (
            "reversed",
            "for goal in preference.goals:",
            "for goal in reversed(preference.goals):",
            "The last statement is the most important",
        ),
        ("overflow", "TOP = 1 << 24", "TOP = 1 << 80", "The first of many statements are forgotten"),
        (
            "dense-early",
            "keys = dense(keys, size)\n            size",
            "keys &= 1\n            size",
            "All but the last of many statements are forgotten now and then",
        ),
        (
            "dense-short",
            "size = int(keys.max()) + 1",
            "size = int(keys.max())",
            "The best state so far is one too many where many statements are folded",
        ),
        (
            "sum",
            "        keys <<= 1\n        keys |= true(",
            "        keys += true(",
            "Statements are counted, not ordered",
        ),
    ),
    *in_file(
        "engine/preferences/weighed.py",
        (
            "unweighed",
            "true(goal.meaning, states).astype(scores.dtype) * goal.weight",
            "true(goal.meaning, states).astype(scores.dtype)",
            "All weights are one",
        ),
        ("overflow", "if total < 1 << 62 else object", "if total < 1 << 200 else object", "Large weights do not fit"),
        (
            "floats",
            "np.int64 if total < 1 << 62 else object",
            "np.int64 if total < 1 << 62 else np.float64",
            "Large weights are rounded",
        ),
        (
            "negative",
            "total = sum(abs(goal.weight) for goal in preference.goals)",
            "total = sum(goal.weight for goal in preference.goals)",
            "Large weights that cancel are taken for small",
        ),
    ),
    *in_file(
        "engine/preferences/ranked.py",
        ("upside-down", "len(preference.levels) - depth", "depth", "The first of a ranking is the worst"),
        (
            "no-ties",
            "for number in numbers_there\n",
            "for number in numbers_there[:1]\n",
            "Only the first of those ranked level is ranked",
        ),
        (
            "beyond",
            "if not 1 <= number <= count]",
            "if not 1 <= number <= count + 1]",
            "A ranking may speak of a state that does not exist",
        ),
    ),
)

CONFLICT = in_file(
    "conflict.py",
    (
        "needs-as-rules",
        "for rule in conflict.never if rule != NEVER) + unmet",
        "for rule in conflict.never if rule != NEVER)",
        "A taken option may stand without what it needs",
    ),
    (
        "needs-highest",
        "All((Is(option.id, option.values[1:]), Not(option.needs)))",
        "All((Is(option.id, option.values[-1:]), Not(option.needs)))",
        "Only an option's last value needs what the option needs",
    ),
    (
        "needs-turned",
        "All((Is(option.id, option.values[1:]), Not(option.needs)))",
        "All((Is(option.id, option.values[1:]), option.needs))",
        "An option may stand only without what it needs",
    ),
    (
        "variant-sets",
        "return now | dict(find_variant(scenario, variant).set if variant is not None else {})",
        "return now",
        "A variant does not change the world",
    ),
    (
        "beliefs-off",
        "if not (scenario.settings.beliefs if beliefs is None else beliefs):",
        "if not scenario.settings.beliefs:",
        "Beliefs cannot be switched off by the one who asks",
    ),
    (
        "thinks",
        "believed = dict(facts) | thinks(scenario, actor, facts)",
        "believed = thinks(scenario, actor, facts) | dict(facts)",
        "What is thought gives way to what is",
    ),
    (
        "one-thought",
        "held = {name: value for belief in beliefs for name, value in belief.thinks.items()}",
        "held = {name: value for belief in beliefs[:1] for name, value in belief.thinks.items()}",
        "Only the first thing that an actor thinks counts",
    ),
    (
        "whose-thoughts",
        "for belief in scenario.beliefs if belief.actor == actor]",
        "for belief in scenario.beliefs if belief.actor is not None]",
        "Every actor thinks what any actor thinks",
    ),
    (
        "own-wants",
        "(actual if index == actor else view).preferences[index]",
        "view.preferences[index]",
        "An actor errs about its own wants as well",
    ),
    (
        "others-wants",
        "(actual if index == actor else view).preferences[index]",
        "actual.preferences[index]",
        "An actor knows what everybody wants",
    ),
    (
        "rules-in-the-world",
        "never=tuple(given(rule.when.meaning, facts) for rule in scenario.rules),\n        preferences",
        "never=tuple(given(rule.when.meaning, world(scenario)) for rule in scenario.rules),\n        preferences",
        "Rules are read in the scenario's world, whatever the variant or the belief",
    ),
    (
        "numbered-with-locks",
        "options=_options(scenario, None, base_facts),",
        "options=_options(scenario, change, base_facts),",
        "A ranking's numbers count the states that a variant's locks leave",
    ),
    (
        "numbered-with-facts",
        "base_facts = world(scenario)",
        "base_facts = facts",
        "A ranking's numbers count the states that a variant's world leaves",
    ),
    ("locks", "locked=lock.get(option.id),", "locked=None,", "A variant's locks are overlooked"),
    (
        "one-way",
        "forward=option.forward or option.id in one_way,",
        "forward=option.forward,",
        "A variant does not make options irreversible",
    ),
    ("kept", "kept=option.kept,", "kept=(),", "Values that cannot be left can be"),
    (
        "needs-in-no-world",
        "needs=given(option.needs.meaning, facts) if option.needs else ALWAYS,",
        "needs=ALWAYS,",
        "Options need nothing",
    ),
    (
        "watch-options",
        "            watched.append(watch.name)\n",
        "            continue\n",
        "Only situations are watched",
    ),
    (
        "watch-situations",
        "            if truth not in (ALWAYS, NEVER):\n",
        "            if truth in (ALWAYS, NEVER):\n",
        "Situations that can change are not watched",
    ),
    (
        "start-moved",
        "return start | moved | dict(change.lock if change else {})",
        "return start | dict(change.lock if change else {})",
        "A variant does not start elsewhere",
    ),
    (
        "start-locked",
        "return start | moved | dict(change.lock if change else {})",
        "return start | moved",
        "A locked option starts where it cannot be",
    ),
    (
        "start-unknown",
        "if scenario.start_unknown and not moved:",
        "if scenario.start_unknown:",
        "A variant cannot name a status quo where none is known",
    ),
    (
        "start-state",
        "first = moved.get(STATE, scenario.start)",
        "first = scenario.start",
        "A variant of a graph form does not start elsewhere",
    ),
    (
        "whole-weights",
        "scale = lcm(*(s.weight.denominator for s in statements if s.weight is not None))",
        "scale = 1",
        "Weights lose what comes after the point",
    ),
    (
        "weights-forgotten",
        "return Weighed(tuple(_goal(s, facts, scale) for s in statements))",
        "return Weighed(tuple(_goal(s, facts) for s in statements))",
        "Weights are cut to whole numbers",
    ),
    (
        "drop-above",
        "order.insert(below + 1, statement)",
        "order.insert(below, statement)",
        "A statement drops to just above the one named",
    ),
    (
        "drop-to-the-end",
        "order.insert(below + 1, statement)",
        "order.append(statement)",
        "A statement drops to the end",
    ),
    (
        "drop-otherwise",
        "given(drop.when.meaning, facts) == ALWAYS:",
        "given(drop.when.meaning, facts) != ALWAYS:",
        "A statement drops in the worlds where it should not",
    ),
    (
        "drop-order",
        "    for statement in statements:\n        drop",
        "    for statement in reversed(statements):\n        drop",
        "The last statement to drop drops first",
    ),
    (
        "never-drops",
        "return Ordered(tuple(_goal(s, facts) for s in in_order(statements, facts)))",
        "return Ordered(tuple(_goal(s, facts) for s in statements))",
        "Statements never drop",
    ),
    (
        "ranking-off-by-one",
        "else int(s) for s in level",
        "else int(s) - 1 for s in level",
        "A ranking's numbers are off by one",
    ),
)

PATHS = in_file(
    "engine/paths.py",
    ("all-rest", "rests = found.order[stays]", "rests = found.order", "Play rests wherever it comes"),
    ("tempting", "movers = verdicts.undeterred", "movers = verdicts.tempting", "Play follows moves that are deterred"),
    (
        "lengths",
        "before[frontier], mover[frontier], length[frontier] = come_from, who[first], len(levels)",
        "before[frontier], mover[frontier], length[frontier] = come_from, who[first], 1",
        "All paths are taken for equally long",
    ),
    ("mover", "Step(int(self.mover[state]), int(state))", "Step(0, int(state))", "All steps are the first actor's"),
    (
        "first-mover",
        "np.lexsort((to[fresh], who[fresh], origin[fresh]))",
        "np.lexsort((to[fresh], -who[fresh], origin[fresh]))",
        "Among equal paths the last mover's is shown",
    ),
    ("backwards", "tuple(reversed(steps))", "tuple(steps)", "Paths are told backwards"),
    (
        "order",
        "np.lexsort((rests, found.length[rests]))",
        "np.lexsort((rests, -found.length[rests]))",
        "The farthest prospect comes first",
    ),
    (
        "order-numbers",
        "np.lexsort((rests, found.length[rests]))",
        "np.lexsort((found.length[rests], rests))",
        "Prospects come by number, however far they are",
    ),
    (
        "into-cycle",
        "cycle[np.argmin(place[cycle])]",
        "cycle[np.argmax(place[cycle])]",
        "The path into a cycle goes round it first",
    ),
    (
        "no-cycles",
        "    while left:\n",
        "    while left and not stays.any():\n",
        "No cycle is found where play may also come to rest",
    ),
    (
        "any-round",
        "(gone := ahead & ~_closure(backward, np.array([here])))",
        "(gone := ahead & ~ahead)",
        "What leads into a cycle counts as part of it",
    ),
    (
        "one-cycle",
        "found.append(np.sort(order[ahead]))",
        "found[:] = [np.sort(order[ahead])]",
        "Only one cycle is found",
    ),
    (
        "places",
        "np.sort(order[ahead])",
        "np.flatnonzero(ahead)",
        "States of a cycle are told by their place in the order of play",
    ),
    ("merged", "first, place[to[by]]", "first, place[to]", "Moves of several actors lie in the wrong rows"),
    (
        "open-cycles",
        "set(np.flatnonzero(~_closure(backward, np.flatnonzero(stays))).tolist())",
        "set(np.flatnonzero(~stays).tolist())",
        "Rounds that can be left for an equilibrium count as closed",
    ),
    (
        "ends",
        "return self.steps[-1].to if self.steps else self.begins",
        "return self.steps[0].to if self.steps else self.begins",
        "A path ends after its first step",
    ),
)

CERTIFICATE = in_file(
    "engine/certificate.py",
    (
        "order",
        "key=lambda to: (to not in undeterred, to))",
        "key=lambda to: (to in undeterred, to))",
        "The moves that nothing deters come last",
    ),
    (
        "stable",
        "state, not undeterred, tuple(found))",
        "state, not tempting, tuple(found))",
        "Only states without temptation are told stable",
    ),
    (
        "bound-tie",
        "if worst[to] > bound:",
        "if worst[to] >= bound:",
        "A reply that leaves things as they were is not shown",
    ),
    (
        "caused-tie",
        "bound = min(bound, int(worst[state]) - 1)",
        "bound = min(bound, int(worst[state]))",
        "A reply is shown that staying put would not have spared",
    ),
    (
        "caused-forgotten",
        "        if concept.caused:\n            bound = min(bound, int(worst[state]) - 1)\n",
        "",
        "The reply shown need not be caused by the move",
    ),
    (
        "anyway",
        "home.reply(int(worst[to])), home.begins",
        "home.reply(bound), home.begins",
        "What comes anyway is shown up to what hurts only",
    ),
    (
        "view-of-all",
        "view = board.views.get(actor) if concept.credible else None",
        "view = board.views.get(actor)",
        "Replies that need not be credible are shown in the actor's view",
    ),
    (
        "view-first",
        "if view.at[state] < 0:",
        "if view.at[state] <= 0:",
        "Replies in the first state of a view are shown as if it were not there",
    ),
    (
        "own-scale",
        "_Outlook(board, concept, actor, view.own, state,",
        "_Outlook(board, concept, actor, board.ranks[actor], state,",
        "Replies are chosen by ranks of another scale",
    ),
    (
        "actual-state",
        "int(view.at[state]), viewed=True",
        "state, viewed=True",
        "A state of the view is called by its actual number",
    ),
    (
        "at-once",
        'if self.concept.hurts == "at once":',
        "if self.board.count:",
        "Replies are shown that the actor can undo",
    ),
    (
        "worst-answer",
        "np.maximum.at(value,",
        "np.minimum.at(value,",
        "The actor is taken to answer with its worst move",
    ),
    (
        "twice-running",
        "may = np.flatnonzero(last != mover)",
        "may = np.arange(len(last))",
        "Replies are shown in which an actor moves twice running",
    ),
    (
        "label",
        "nodes.append((mover + 1) * count +",
        "nodes.append(mover * count +",
        "The first actor is forgotten where it moved last",
    ),
    (
        "replies-to-itself",
        "for other in self.board.actors if other != self.actor}",
        "for other in self.board.actors}",
        "Replies are shown that the actor makes itself",
    ),
    (
        "begins",
        "    if arrived(frontier)[0]:\n",
        "    if not count:\n",
        "Replies are shown where the place itself hurts",
    ),
    (
        "any-reply",
        "Tempting(self.board, kind, other)",
        'Tempting(self.board, "moves", other)',
        "Replies are shown that nobody would make",
    ),
    (
        "mover",
        "Step(node // count - 1, node % count)",
        "Step(node // count, node % count)",
        "Replies are shown as the next actor's",
    ),
    ("backwards", "return tuple(reversed(steps))", "return tuple(steps)", "Replies are told backwards"),
)

VERIFY = in_file(
    "engine/verify.py",
    (
        "another",
        "if given.concept != concept.key or actor not in",
        "if actor not in",
        "A certificate passes for one under another concept",
    ),
    (
        "nobody",
        "actor not in board.actors or not 0 <= state < board.count:",
        "actor >= len(board.actors) or state >= board.count:",
        "Actors and states may be counted from the end",
    ),
    (
        "replies-by-nobody",
        "if step.mover not in self.board.actors or step.to not in",
        "if step.to not in",
        "Replies may be made by an actor that does not exist",
    ),
    (
        "anyway-begins",
        "(it.anyway_begins, it.anyway_viewed) != (before.state, before.viewed):",
        "it.anyway_viewed != before.viewed:",
        "What comes anyway may be said to begin anywhere",
    ),
    (
        "left-out",
        "if {t.to for t in given.temptations} != tempting:",
        "if {t.to for t in given.temptations} - tempting:",
        "A certificate may leave temptations out",
    ),
    (
        "made-up",
        "if {t.to for t in given.temptations} != tempting:",
        "if tempting - {t.to for t in given.temptations}:",
        "A certificate may make temptations up",
    ),
    (
        "verdict",
        'if given.stable != all(t.fate == "punished" for t in given.temptations):',
        'if given.stable and not all(t.fate == "punished" for t in given.temptations):',
        "A state may be called unstable though every temptation is punished",
    ),
    (
        "unpunished-tie",
        "if after.least() <= own:",
        "if after.least() < own:",
        "A reply that leaves things as they were may be denied",
    ),
    (
        "unpunished",
        "if after.least() <= own:",
        "if False:",
        "A claim that nothing punishes a move is believed",
    ),
    (
        "begins",
        "if (it.begins, it.viewed) != (after.state, after.viewed):",
        "if it.viewed != after.viewed:",
        "Replies may be said to begin anywhere",
    ),
    (
        "viewed",
        "if (it.begins, it.viewed) != (after.state, after.viewed):",
        "if it.begins != after.state:",
        "A view and the world may be mixed up",
    ),
    ("hurts", "if after.value(end) > own:", "if after.value(end) > own + 1:", "Replies that all but hurt are accepted"),
    (
        "anyway",
        "if not concept.caused or before.value(end) > after.least():",
        "if not concept.caused:",
        "Anything may be said to come anyway",
    ),
    (
        "caused",
        "if not concept.caused or before.value(end) > after.least():",
        "if before.value(end) > after.least():",
        "A reply may be excused as uncaused where no cause is asked for",
    ),
    (
        "safer",
        "elif concept.caused and after.value(end) >= before.least():",
        "elif concept.caused and after.value(end) > before.least():",
        "Staying put may be called safer when it is as bad",
    ),
    (
        "twice-running",
        "            if step.mover == last:\n",
        "            if step.mover == last and step.to == state:\n",
        "An actor may reply twice running",
    ),
    (
        "replies-to-itself",
        'if self.concept.replies == "none" or mover == self.actor:',
        'if self.concept.replies == "none":',
        "An actor may reply to itself",
    ),
    (
        "any-reply",
        'if self.concept.replies == "moves":',
        'if self.concept.replies != "none":',
        "Replies need not be in the repliers' interest",
    ),
    (
        "at-once",
        'if self.concept.hurts == "at once":',
        "if True:",
        "The actor's answer is forgotten",
    ),
    (
        "chain",
        "                if mover != last:\n",
        "                if True:\n",
        "The checker's own search lets an actor move twice running",
    ),
    (
        "view-first",
        "self.viewed = view is not None and view.at[state] >= 0",
        "self.viewed = view is not None and view.at[state] > 0",
        "The checker takes the first state of a view for absent",
    ),
    (
        "own-scale",
        "return int(board.ranks[actor][state] if view is None else view.own[state])",
        "return int(board.ranks[actor][state])",
        "The checker compares ranks of two scales",
    ),
    (
        "lean-tie",
        "made[u] < made[t] and rank[u] >= rank[t]",
        "made[u] < made[t] and rank[u] > rank[t]",
        "The checker calls a move lean that has a part which does as well",
    ),
    (
        "lean-part",
        "made[u] < made[t] and rank[u] >= rank[t]",
        "made[u] <= made[t] and rank[u] >= rank[t]",
        "The checker takes a move for a part of itself",
    ),
)

EXPRESSION = in_file(
    "scenario/expression.py",
    (
        "known-turned",
        "return ALWAYS if known[variable] in values else NEVER",
        "return NEVER if known[variable] in values else ALWAYS",
        "Facts are put in the wrong way round",
    ),
    (
        "negation",
        "return ALWAYS if part == NEVER else Not(part)",
        "return Not(part)",
        "What can never be, denied, is not seen to be always so",
    ),
    (
        "negation-lost",
        "return ALWAYS if part == NEVER else Not(part)",
        "return ALWAYS if part == NEVER else part",
        "A denial is lost once a fact is put in",
    ),
    (
        "conjunction",
        "    if NEVER in parts:\n        return NEVER\n    kept",
        "    if all(part == NEVER for part in parts):\n        return NEVER\n    kept",
        "A conjunction with something impossible is not seen to be impossible",
    ),
    (
        "conjunction-kept",
        "kept = tuple(part for part in parts if part != ALWAYS)",
        "kept = tuple(part for part in parts if part == ALWAYS)",
        "A conjunction keeps what is always so and drops the rest",
    ),
    (
        "disjunction",
        "    if ALWAYS in parts:\n        return ALWAYS\n    kept",
        "    if all(part == ALWAYS for part in parts):\n        return ALWAYS\n    kept",
        "A disjunction with something certain is not seen to be certain",
    ),
    (
        "disjunction-empty",
        "return kept[0] if len(kept) == 1 else AnyOf(kept)",
        "return kept[0] if kept else AnyOf(kept)",
        "A disjunction keeps its first part only",
    ),
    (
        "name-lost",
        "return inner if inner in (ALWAYS, NEVER) else Named(name, inner)",
        "return inner",
        "Situations lose their names when facts are put in",
    ),
    (
        "named-variables",
        "return variables(meaning)",
        "return frozenset()",
        "A situation is taken to speak of nothing",
    ),
    (
        "denied-variables",
        "        case Not(part):\n            return variables(part)",
        "        case Not(part):\n            return frozenset()",
        "A denial is taken to speak of nothing",
    ),
    (
        "holds-all",
        "return all(holds(part, at) for part in parts)",
        "return any(holds(part, at) for part in parts)",
        "`and` is read as `or` when a state is looked at",
    ),
    (
        "holds-not",
        "return not holds(part, at)",
        "return holds(part, at)",
        "`not` is overlooked when a state is looked at",
    ),
)

FAULTS: tuple[Fault, ...] = (
    *CONCEPTS,
    *SOLVE,
    *VERDICTS,
    *PLAIN,
    *CHOICE,
    *BUDGET,
    *PART,
    *REACH,
    *BOARD,
    *IMPROVEMENTS,
    *MOVES,
    *STATES,
    *TRUTH,
    *COMPILE,
    *PREFERENCES,
    *CONFLICT,
    *PATHS,
    *CERTIFICATE,
    *VERIFY,
    *FAST,
    *GRIDDED,
    *THREADS,
    *CYCLES,
    *GROUPS,
    *SEARCH,
    *ARCS,
    *PLAY,
    *ENSEMBLE,
    *LANES,
    *SYMBOLIC,
    *JOINT_CONCEPTS,
    *JOINT_DRIVER,
    *EXPRESSION,
)

SAMPLE = (
    "verdicts-tie",
    "reach-closure",
    "moves-one-round",
    "search-bring-closure",
    "states-order",
    "conflict-drop-above",
    "verify-safer",
)
"""A few faults from different rooms, for a quick look at whether planted faults are still noticed."""
