"""Faults in judging many samples of ranks side by side."""

from __future__ import annotations

from tests.mutants.fault import in_file

ENSEMBLE = (
    *in_file(
        "engine/ensemble/__init__.py",
        (
            "first-batch",
            "[done : done + len(part)])",
            "[: len(part)])",
            "The answers of later batches overwrite the first's",
        ),
        (
            "seen-left-out",
            "if not set(self.board.views) <= set(samples.seen) <=",
            "if not set(samples.seen) <=",
            "What believers see may be left out",
        ),
        (
            "shares-rows",
            "(np.array_equal(one.first, other.first) and np.array_equal(one.to, other.to))",
            "np.array_equal(one.first, other.first)",
            "Moves that lead elsewhere are taken for the same",
        ),
    ),
    *in_file(
        "engine/ensemble/samples.py",
        (
            "seen-first",
            "seen = {actor: ranks[begin:end] for",
            "seen = {actor: ranks[: end - begin] for",
            "Believers see the first samples, whichever are judged",
        ),
        (
            "weights-first",
            "None if self.weights is None else self.weights[begin:end]",
            "None if self.weights is None else self.weights[: end - begin]",
            "All batches have the weights of the first",
        ),
        (
            "ties-broken",
            "ascending[..., 1:] != ascending[..., :-1]",
            "ascending[..., 1:] >= ascending[..., :-1]",
            "States that are tied get different ranks",
        ),
    ),
    *in_file(
        "engine/ensemble/one_by_one.py",
        ("own-wants", "    ranks[actor] = board.ranks[actor]\n", "", "An actor errs about its own wants as well"),
        (
            "restless",
            "restless[c, k] = bool(play.cycles)",
            "restless[c, k] = len(play.rests) == 0",
            "Without a compiler, a round counts only where play cannot come to rest",
        ),
    ),
    *in_file(
        "engine/ensemble/prepared.py",
        (
            "twice-running",
            "for label in range(labels) if label != k]",
            "for label in range(labels)]",
            "Where all moves count as replies, an actor moves twice running",
        ),
        (
            "last-label",
            "        of[:count],\n",
            "        of[-count:],\n",
            "Replies are read off as if the last actor were about to move",
        ),
    ),
    *in_file(
        "engine/ensemble/side_by_side.py",
        (
            "others",
            "[j for j in self.actors if j != i]",
            "list(self.actors)",
            "An actor's own moves are among those that others reach by",
        ),
        (
            "closure",
            "if not comes_to_one(board, kind, actor)]",
            "if actor < 0]",
            "Replies may be two moves of one actor running",
        ),
        (
            "caused-tie",
            "np.minimum(own, found[:, kind] - 1) if",
            "np.minimum(own, found[:, kind]) if",
            "Staying put counts as safer when it is as bad",
        ),
        (
            "caused-never",
            "limit = np.minimum(own, found[:, kind] - 1) if concept.caused else own",
            "limit = own",
            "No concept asks that replies be caused by the move",
        ),
        ("seen-never", "if actor in samples.seen and self.credible:", "if actor < 0:", "Nobody acts on what it sees"),
        (
            "no-answer",
            '"after the own answer": self._best_answer(rank, actor)}',
            '"after the own answer": own}',
            "No concept lets the actor answer",
        ),
        (
            "no-replies-hurt",
            "return np.full(value.shape, top[0])",
            "return value",
            "Where no reply counts, where the move leads hurts all the same",
        ),
        ("replies-to-itself", "        label[actor] = -1\n", "", "An actor counts among those who reply to it"),
        (
            "narrow",
            "width = np.int16 if ranks.max() < most else np.int32",
            "width = np.int16",
            "More levels than narrow numbers hold are told apart wrongly",
        ),
    ),
    *in_file(
        "engine/ensemble/sums.py",
        (
            "total",
            "self.total += unstable.shape[-1]",
            "self.total = unstable.shape[-1]",
            "Only the last batch is counted",
        ),
        (
            "some-equilibria",
            "(~unstable.any(axis=1)).sum(axis=-1)",
            "(~unstable.all(axis=1)).sum(axis=-1)",
            "Without a compiler, a state that one actor is content with counts as an equilibrium",
        ),
        (
            "weighed-unstable",
            "np.where(unstable[..., sample], 0.0, weight)",
            "np.where(unstable[..., sample], weight, 0.0)",
            "Without a compiler, what is unstable is weighed as stable",
        ),
    ),
)

LANES = in_file(
    "engine/lanes.py",
    (
        "components",
        "                elif of[end] < 0:\n",
        "                else:\n",
        "What has been left counts as part of what leads there",
    ),
    ("whole-part", "    return fewer\n", "    return True\n", "A move counts as a part of itself"),
    (
        "part-elsewhere",
        "        if part[k] & ~whole[k]:\n            return False\n",
        "",
        "A move that changes an option otherwise counts as a part",
    ),
    (
        "tie",
        "lanes[lane] = rank[end, lane] > rank[here, lane]",
        "lanes[lane] = rank[end, lane] >= rank[here, lane]",
        "A move to a state as good is an improvement",
    ),
    (
        "first-lane",
        "            some |= lanes[lane]\n                if some:\n                    arc[found] = p",
        "            some = lanes[lane]\n                if some:\n                    arc[found] = p",
        "A move counts as none where it is no improvement in the last sample",
    ),
    ("mark-kept", "    if number % 8 == 0:\n", "    if number == 0:\n", "Words are not emptied before moves are noted"),
    (
        "mark-line",
        "line, mark = begin + number // 8, bit[number % 8]",
        "line, mark = begin, bit[number % 8]",
        "The ninth move of a state is taken for its first",
    ),
    (
        "lean-tie",
        "lanes[lane] &= rank[part, lane] < rank[end, lane]",
        "lanes[lane] &= rank[part, lane] <= rank[end, lane]",
        "A part that does exactly as well leaves the whole lean",
    ),
    (
        "worst-answer",
        "best[state, lane] = max(best[state, lane], rank[end, lane])",
        "best[state, lane] = min(best[state, lane], rank[end, lane])",
        "The actor answers with its worst move",
    ),
    (
        "sets-for-states",
        "_lower(least, after[k], least, c)",
        "_lower(value, after[k], least, c)",
        "Sets of states are taken for single states",
    ),
    (
        "twice-running",
        "and (own != other or own == 0) and",
        "and",
        "Sequences go on with the actor that has just moved",
    ),
    (
        "no-news",
        "                            lowered[at] = clock\n",
        "",
        "A reply is not looked at again when it has got worse",
    ),
    (
        "one-sweep",
        "                            changing = True\n",
        "",
        "States that lead to each other are swept once only",
    ),
    (
        "gain-kept",
        "                            gain[own] = highest\n",
        "                            pass\n",
        "What replies bring from one state is kept for the next",
    ),
    (
        "loose-tie",
        "|= tempted & (worst[end, kind, lane] > limit[state, lane])",
        "|= tempted & (worst[end, kind, lane] >= limit[state, lane])",
        "A reply that leaves the actor as it was no longer deters",
    ),
    (
        "some-kept",
        "                some[lane] = False\n",
        "                some[lane] = some[lane] and state > 0\n",
        "What is unstable in one state is no equilibrium in the next",
    ),
    (
        "count-unstable",
        "stable[c, actor, state] += lanes - moving",
        "stable[c, actor, state] += moving",
        "Samples are counted where a state is unstable",
    ),
    (
        "some-equilibria",
        "total += 0.0 if some[lane] else weights[lane]",
        "total += 0.0 if not some[lane] else weights[lane]",
        "Weights are added up where a state is no equilibrium",
    ),
    (
        "loose-tie-in-play",
        "free[lane] = tempted & (worst[end, kind, lane] > limit",
        "free[lane] = tempted & (worst[end, kind, lane] >= limit",
        "Play follows moves to which a reply leaves the actor as it was",
    ),
    ("packed-block", "eights[block * 8 + shift]", "eights[shift]", "Play in later samples is that in the first 64"),
    ("stays", "                stays &= ~moves\n", "", "Play rests wherever it comes"),
    ("level", "waiting, level = 1, 0", "waiting, level = 1, 1", "Paths are told one move too long"),
    (
        "fresh-kept",
        "            fresh[now, state] = none\n",
        "",
        "Play goes on from a state where it has gone on before",
    ),
    (
        "astray-rests",
        "left = reached & ~rests",
        "left = reached.copy()",
        "Play that rests is taken to go round for ever",
    ),
    (
        "astray-deterred",
        "new &= loose[into[place]]",
        "new &= ~none",
        "A move that is deterred is taken for a way out of a round",
    ),
)
