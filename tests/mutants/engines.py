"""Faults in what decides verdicts: the driver, the plain and the fast engine with its kernels, ensembles."""

from __future__ import annotations

from tests.mutants.fault import in_file

SOLVE = in_file(
    "engine/solve.py",
    (
        "stable-where-loose",
        "np.logical_not(loose, out=stable[actor])",
        "stable[actor] = loose",
        "States are stable where something is undeterred",
    ),
    (
        "no-replies-hurt",
        "most = np.iinfo(board.ranks.dtype).max",
        "most = 0",
        "Where no reply counts, something hurts all the same",
    ),
    (
        "caused-always",
        "worst_here, own, concept.caused)",
        "worst_here, own, True)",
        "Every concept asks that replies be caused by the move",
    ),
    (
        "caused-never",
        "worst_here, own, concept.caused)",
        "worst_here, own, False)",
        "No concept asks that replies be caused by the move",
    ),
    (
        "all-tempt",
        "self.engine.loose(board, concept.tempts,",
        'self.engine.loose(board, "improvements",',
        "Improvements that carry more along tempt under every concept",
    ),
    (
        "all-reply",
        "self.engine.least(board, concept.replies, actor, value)",
        'self.engine.least(board, "moves", actor, value)',
        "Replies need not be credible under any concept",
    ),
    (
        "no-answer",
        'value = rank if concept.hurts == "at once" else self.engine.best_answer(board, actor, rank)',
        "value = rank",
        "No concept lets the actor answer",
    ),
    (
        "plays-shared",
        """\
        if (concept.key, begins) not in self._plays:
            self._plays[concept.key, begins] = self.engine.play(self.verdicts(concept), begins)
        return self._plays[concept.key, begins]
""",
        """\
        if (concept.key, 0) not in self._plays:
            self._plays[concept.key, 0] = self.engine.play(self.verdicts(concept), begins)
        return self._plays[concept.key, 0]
""",
        "Play from a state is what it was from the state asked about before",
    ),
    (
        "belief-always",
        "if view is None or not concept.credible:",
        "if view is None:",
        "Beliefs about wants act where replies need not be credible",
    ),
    (
        "belief-never",
        "board, view = self.board, self.board.views.get(actor)",
        "board, view = self.board, None",
        "No actor acts on what it believes",
    ),
    (
        "own-scale",
        "return seen[view.at], view.own",
        "return seen[view.at], board.ranks[actor]",
        "Ranks of two scales are compared",
    ),
    (
        "own-scale-refuted",
        "plain = self._expected(board, concept, actor, view.own)",
        "plain = self._expected(board, concept, actor, board.ranks[actor])",
        "Ranks of two scales are compared where the belief is refuted",
    ),
    (
        "refuted-first",
        "np.where(view.at >= 0, seen",
        "np.where(view.at > 0, seen",
        "The first state of a view counts as impossible in it",
    ),
    (
        "never-refuted",
        "return np.where(view.at >= 0, seen[np.maximum(view.at, 0)], plain), view.own",
        "return seen[np.maximum(view.at, 0)], view.own",
        "What cannot be, to the actor's mind, does not refute its belief",
    ),
)

VERDICTS = in_file(
    "engine/verdicts.py",
    (
        "tie",
        "worst[to] > standing[origin]",
        "worst[to] >= standing[origin]",
        "A reply that leaves the actor as it was no longer deters",
    ),
    (
        "compare-after",
        "worst[to] > standing[origin]",
        "worst[to] > standing[to]",
        "Replies are compared with where the move leads, not with where it began",
    ),
    (
        "one-state",
        "here = np.array([state])",
        "here = np.array([0])",
        "The moves of one state are held against how the actor stands in the first",
    ),
    (
        "caused-tie",
        "(worst[to] >= worst[origin])",
        "(worst[to] > worst[origin])",
        "Staying put counts as safer when it is as bad",
    ),
    (
        "caused-swapped",
        "(worst[to] >= worst[origin])",
        "(worst[to] <= worst[origin])",
        "A move counts as the cause when staying is worse",
    ),
    (
        "caused-and",
        "return loose | (worst",
        "return loose & (worst",
        "Only a move that meets no reply and is no cause of any is undeterred",
    ),
    (
        "caused-always",
        ">= worst[origin]) if caused else loose",
        ">= worst[origin])",
        "The moves listed as undeterred are those under a concept that asks for a cause",
    ),
    (
        "keeps-deterred",
        "            nothing_deters(given.worst[i]",
        "            ~nothing_deters(given.worst[i]",
        "The moves listed as undeterred are the deterred ones",
    ),
    (
        "row-for-state",
        "origin = np.asarray(states)[tempting.origin]",
        "origin = tempting.origin",
        "Moves asked for some states are judged as if they began in the first ones",
    ),
    (
        "some-equilibria",
        "self.stable.all(axis=0)",
        "self.stable.any(axis=0)",
        "A state that one actor is content with is an equilibrium",
    ),
    ("some-rest", "np.logical_and.reduce(", "np.logical_or.reduce(", "Play rests where one actor is content"),
    (
        "all-tempt",
        "Tempting(self.board, self.concept.tempts, actor)",
        'Tempting(self.board, "improvements", actor)',
        "Improvements that carry more along are listed as tempting",
    ),
    (
        "lean-comes-to-one",
        'return board.transitive[actor] and (kind != "lean" or int((board.owner == actor).sum()) < 2)',
        "return board.transitive[actor]",
        "Lean improvements in a row are taken to come to one lean improvement",
    ),
    (
        "lean-two",
        "int((board.owner == actor).sum()) < 2)",
        "int((board.owner == actor).sum()) < 3)",
        "Two own options are taken to make no bundles",
    ),
    (
        "any-transitive",
        "return board.transitive[actor]",
        "return any(board.transitive)",
        "An actor's moves are taken to come to one as soon as anybody's do",
    ),
)

PLAIN = in_file(
    "engine/plain.py",
    (
        "replies-to-itself",
        "for other in board.actors if other != actor]",
        "for other in board.actors]",
        "An actor counts among those who reply to it",
    ),
    (
        "next-only",
        "for other in board.actors if other != actor]",
        "for other in board.actors if other == actor + 1]",
        "Only the next actor in the file replies",
    ),
    (
        "any-comes-to-one",
        "transitive = all(comes_to_one",
        "transitive = any(comes_to_one",
        "Plain chains are searched as soon as one replier's moves are transitive",
    ),
    (
        "wants-shared",
        'kind, b"" if kind == "moves" else board.ranks[actor].tobytes())',
        'kind, b"")',
        "A view reuses the improvements of the actual wants",
    ),
    (
        "kinds-shared",
        '(id(board.moves[actor]), kind, b"" if',
        '(id(board.moves[actor]), b"" if',
        "Lean improvements and improvements are mixed up once one of them is known",
    ),
    (
        "forward",
        "[self._arcs(board, kind, other) for other in others]",
        "[self._arcs(board, kind, other).backwards() for other in others]",
        "Replies are followed against their direction",
    ),
    (
        "worst-answer",
        "np.maximum(best[busy], np.maximum.reduceat(",
        "np.maximum(best[busy], np.minimum.reduceat(",
        "The actor answers with its worst move",
    ),
    (
        "must-answer",
        "np.maximum(best[busy], np.maximum.reduceat(rank[moves.to], moves.first[busy]))",
        "np.maximum.reduceat(rank[moves.to], moves.first[busy])",
        "An actor that can answer must",
    ),
    (
        "loose-where-it-leads",
        "found[origin[nothing_deters(",
        "found[moves.to[nothing_deters(",
        "States are unstable where undeterred moves lead, not where they begin",
    ),
)

CHOICE = in_file(
    "engine/choice.py",
    (
        "no-compiler",
        "<= SMALL or not available():",
        "<= SMALL:",
        "Where nothing can be compiled, large boards are not answered at all",
    ),
    ("large-plain", "<= SMALL or", ">= SMALL or", "Large boards get the engine for small ones"),
    ("counts-states", "* (moves.grid.sizes[moves.actor] - 1) if", "if", "The states of a grid are taken for its moves"),
    ("named-anything", '    if key != "fast":', '    if key == "":', "Any name is taken for the fast engine's"),
    (
        "named-plain",
        'if key == "plain":\n        return Plain()',
        'if key == "plain":\n        return _fast()',
        "Who asks for the plain engine gets the fast one",
    ),
)

BUDGET = in_file(
    "engine/budget.py",
    (
        "listing",
        "return rows * (2 * options + 16)",
        "return rows * 2 * options",
        "What listing takes beside the values is forgotten",
    ),
    ("word-ends", "<= 16 else 4 *", "<= 32 else 4 *", "Masks of 17 strategies are taken to need two bytes"),
    ("cells-as-states", "+ cells * each_cell", "+ states * each_cell", "Holes of a grid are taken to need no memory"),
    ("moves-free", "actors * 40) + moves * 40", "actors * 40)", "Listed moves are taken to need no memory"),
    (
        "refused-when-it-fits",
        "    if need > free:",
        "    if need < free:",
        "What fits is refused, what does not is tried",
    ),
    (
        "setting-overlooked",
        "    if setting:\n",
        "    if not setting:\n",
        "The memory allowed by the setting is overlooked",
    ),
    (
        "container-overlooked",
        "return min(free, int(LIMIT",
        "return max(free, int(LIMIT",
        "A container's limit is overlooked",
    ),
    ("unit", '"G": 1 << 30', '"G": 1 << 20', "Gigabytes are taken for megabytes"),
    (
        "half-sizes",
        "int(float(found[1]) * UNITS",
        "int(int(float(found[1])) * UNITS",
        "What follows the point is cut off",
    ),
    ("said", "size >= 1 << 30 else", "size >= 1 << 20 else", "Megabytes are told as gigabytes"),
)

PART = in_file(
    "engine/part.py",
    ("start", "start=int(place[board.start])", "start=board.start", "A part begins where the whole's number says"),
    ("ranks", "ranks=board.ranks[:, states]", "ranks=board.ranks[:, : len(states)]", "Ranks are those of other states"),
    ("values", "values=board.values[states]", "values=board.values[: len(states)]", "Values are those of other states"),
    ("leads-out", "place[every.to] >= 0)", "place[every.to] > 0)", "Moves to the first state of a part are lost"),
    ("ends", "place[within.to])", "within.to % len(states))", "Moves end where the whole's numbers say"),
)
