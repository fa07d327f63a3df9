"""Faults in what is said of groups: what they can bring about, what they want, and how they are answered."""

from __future__ import annotations

from tests.mutants.fault import in_file

JOINT_CONCEPTS = (
    *in_file(
        "engine/coalition/__init__.py",
        ("order", '"cnash", "cgmr", "csmr"', '"cnash", "csmr", "cgmr"', "Concepts for groups come in another order"),
        ("nearest", '"firm": "cseq"', '"firm": "csmr"', "Another joint concept stands in for firm stability"),
        ("sseq-left-out", '{"sseq": "cseq", ', "{", "Nothing stands in for symmetric sequential stability"),
    ),
    *in_file(
        "engine/coalition/cnash.py",
        ("replies", 'replies="none"', 'replies="moves"', "Coalition Nash lets replies deter"),
        ("implies-less", '"cgmr", "csmr", "cseq"', '"cgmr", "csmr"', "That CNash implies CSEQ is not declared"),
    ),
    *in_file(
        "engine/coalition/cgmr.py",
        ("credible", 'replies="moves"', 'replies="improvements"', "Only credible replies sanction under CGMR"),
        ("answer", 'hurts="at once"', 'hurts="after the own answer"', "A CGMR sanction must survive an answer"),
    ),
    *in_file(
        "engine/coalition/csmr.py",
        ("no-answer", 'hurts="after the own answer"', 'hurts="at once"', "A CSMR sanction need not survive an answer"),
        ("implies-more", 'implies=("cgmr",)', 'implies=("cgmr", "cseq")', "CSMR is said to imply CSEQ, which is false"),
    ),
    *in_file(
        "engine/coalition/cseq.py",
        ("any-reply", 'replies="improvements"', 'replies="moves"', "Replies under CSEQ need not be credible"),
        ("alone", 'alone="seq"', 'alone="sseq"', "CSEQ is taken for the counterpart of SSEQ, and SEQ has none"),
    ),
)

JOINT_DRIVER = (
    *in_file(
        "engine/coalition/driver/at_once.py",
        (
            "forbidden",
            "(ends >= 0) & (ends != state)",
            "ends != state",
            "A group goes to the last state where the rules forbid what it sets",
        ),
        (
            "forbidden-target",
            "((ends >= 0) & targets[ends])",
            "targets[ends]",
            "What the rules forbid is a target if the last state is one",
        ),
        (
            "pairs",
            "np.repeat(origin, len(picked)), np.tile(picked, len(origin))",
            "np.tile(origin, len(picked)), np.repeat(picked, len(origin))",
            "Where many states are asked about, settings count for other states",
        ),
        (
            "first-piece",
            "found[begin : begin + step] =",
            "found[: len(origin)] =",
            "The answers of later pieces overwrite the first's",
        ),
        (
            "own-only",
            "loose = touched(self.conflict, group)",
            "loose = {option.id for option in self.conflict.options if option.actor in group}",
            "Options that fall away with the group's are taken to stay",
        ),
    ),
    *in_file(
        "engine/coalition/driver/credible.py",
        (
            "shared-member",
            "barred = self._outside.union(movers)",
            "barred = self._outside",
            "Groups that answer one after the other may share members",
        ),
        (
            "blocks-join",
            "self._together(state) if self.joint else self._alone(state)",
            "self._together(state)",
            "Blocks of a partition answer together",
        ),
        (
            "any-reply",
            "leading([self.reach.parties.improving[party]",
            "leading([self.reach.parties.backward[party]",
            "Answers of one party after the other need not be credible",
        ),
        (
            "unwanted",
            "self.reach.ends(group, state) & better if",
            "self.reach.ends(group, state) if",
            "A group that wants anything goes wherever it can",
        ),
        (
            "needless",
            "if likes[members, place].any():",
            "if members:",
            "Who is needed for a step takes it though none of them gains",
        ),
        (
            "dead-for-all",
            ".extend(movers)",
            ".append(frozenset())",
            "Where some could not go on to a target, nobody can",
        ),
        (
            "met-larger",
            "any(earlier <= movers for earlier",
            "any(earlier >= movers for earlier",
            "A state is not looked at again when fewer lead to it than before",
        ),
    ),
    *in_file(
        "engine/coalition/driver/parties.py",
        (
            "pareto-nobody",
            "return likes if self.wish ==",
            "return likes if self.wish !=",
            "A state as good for all counts as a Pareto improvement",
        ),
        (
            "block-number",
            "[actor for party in group for actor in self.members[party]]",
            "list(group)",
            "A block has the wants of the actors with its number",
        ),
        (
            "given-up",
            "borne = borne & ~needed[party]",
            "borne = borne & needed[party]",
            "Groups go without the member whom they need",
        ),
        (
            "improving-back",
            "self._improves((party,), arcs.origin, arcs.to)",
            "self._improves((party,), arcs.to, arcs.origin)",
            "Moves to what a party likes less count as its improvements",
        ),
    ),
    *in_file(
        "engine/coalition/driver/partition.py",
        (
            "standing-still",
            "        found[state] = False\n",
            "",
            "A block that comes round to where it began has moved, so that another may go on",
        ),
        (
            "turns-only",
            "        reach.add_at_once(found, block, state)\n",
            "",
            "Blocks never act at once",
        ),
        ("joined", "JointSolver(joined, joint=False)", "JointSolver(joined)", "Blocks join each other"),
        (
            "alike",
            "            if next_ != mover:\n",
            "            if next_ >= 0:\n",
            "States are taken to be alike that are so only if a member may move twice running",
        ),
    ),
    *in_file(
        "engine/coalition/driver/reach.py",
        (
            "places",
            "self.at_once.leading(group, states[rest], targets)",
            "self.at_once.leading(group, rest, targets)",
            "Settings are looked for in the first states, whichever are asked about",
        ),
        (
            "straight",
            "        while fresh.any():\n",
            "        if fresh.any():\n",
            "Only what leads straight to a target is thought to lead there",
        ),
        (
            "one-spared",
            "return self.enough(fewer, state, to)",
            "return fewer",
            "No more than one member is found to spare",
        ),
        (
            "near-in-turns",
            "        for state in states.tolist():\n            self.add_at_once(found, group, state)\n",
            "",
            "Answers that need to be set at once are overlooked",
        ),
    ),
    *in_file(
        "engine/coalition/driver/reasons.py",
        (
            "verdict",
            "state, not undeterred, tuple(found)",
            "state, bool(undeterred), tuple(found)",
            "Certificates say the opposite of the verdict",
        ),
        (
            "order",
            "(t not in undeterred, t)",
            "(t in undeterred, t)",
            "Certificates begin with what is deterred",
        ),
        (
            "one-place",
            "        here = there\n",
            "",
            "Each group is said to answer where the first did",
        ),
        (
            "hurt-elsewhere",
            "solver.hurting(concept, group, state, np.array([to]))",
            "solver.hurting(concept, group, state, np.array([state]))",
            "Answers told are those to what was, not to the joint improvement",
        ),
    ),
    *in_file(
        "engine/coalition/driver/sequences.py",
        (
            "twice-running",
            "        open_ = arrived.sum(axis=0) > arrived\n",
            "        open_ = np.broadcast_to(arrived.any(axis=0), arrived.shape)\n",
            "Members of a group may move twice running",
        ),
        (
            "two-arrive",
            "        open_ = arrived.sum(axis=0) > arrived\n",
            "        open_ = arrived.any(axis=0) & ~arrived\n",
            "Who has moved to a state may not go on from there where another has come too",
        ),
        (
            "twice-running-back",
            "(begins.sum(axis=0) > begins)",
            "begins.any(axis=0)",
            "Backwards, members of a group may move twice running",
        ),
    ),
    *in_file(
        "engine/coalition/driver/solve.py",
        (
            "answers-shared",
            "key = (concept.key, group, state)",
            "key = (concept.replies, group, state)",
            "Concepts with the same replies share their answers",
        ),
        (
            "group-answers",
            "self.reach.leads(others, to, hurting)",
            "self.reach.leads(self.parties.everybody, to, hurting)",
            "The group helps the others to answer",
        ),
        (
            "near-group",
            "self.reach.near(self.parties.others(group), to)",
            "self.reach.near(group, to)",
            "Ways out are looked for where the group itself can go",
        ),
        (
            "way-out-of-others",
            "~self.reach.leads(group, no_way_out, better)",
            "~self.reach.leads(self.parties.others(group), no_way_out, better)",
            "The others have to provide the way out",
        ),
    ),
    *in_file(
        "engine/coalition/driver/verify.py",
        (
            "twice-running",
            "step.mover == last or ",
            "",
            "A way passes in which a member moves twice running",
        ),
        (
            "shared-member",
            "or last & set(one.group) or",
            "or",
            "Answers pass in which groups that follow each other share members",
        ),
        (
            "no-gain",
            "if credible and not self.better(one.group, here, one.to):",
            "if credible and here == one.to:",
            "Answers pass by which nobody gains",
        ),
        (
            "way-out",
            "return not way_out",
            "return True",
            "Answers pass that the group can escape",
        ),
    ),
)
