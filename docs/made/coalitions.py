"""The page of the concepts for groups, from their registry and the bibliography."""

from __future__ import annotations

from collections.abc import Mapping

from detente.engine.coalition import NEAREST, JointConcept, joint_concepts
from docs.made import page, table
from docs.made.concepts import reference

INTRODUCTION = """\
A state s is *stable* for a group H of actors if each of its joint improvements meets an answer that hurts. A state that
is stable for every group, single actors among them, holds against coalitions. The concepts differ in which answers
count, and in whether the group may answer in its turn. Each is the counterpart of a [concept for one
actor](concepts.md); [Coalitions](../explanation/coalitions.md) says how they hang together."""

LEGAL = "[legal sequences](../explanation/single-replies-and-legal-sequences.md) of its members' moves"
STEPS = "groups outside H bring about one after the other, each by a joint improvement from where it stands"

SYMBOLS = [
    "`N-H` | all actors outside the group H",
    f"`R_H(s)` | what H can bring about from s by {LEGAL} or, with `--joint once`, by setting options at once; not s",
    "`t >_H s` | every member of H prefers t to s; with `--pareto`: none likes it less, and some member prefers it",
    "`CR+_H(s)` | the joint improvements of H: the states in `R_H(s)` that H prefers to s; only the end counts",
    f"`R++_{{N-H}}(x)` | what {STEPS}; no actor takes part in two steps running",
]

REMARK = """\
Comparisons are always with s, the state that the group would leave; an answer hurts where the end is *not better* for
the group, which one member that is no better off is enough for. What the joint move leads to is no answer by itself.
Where nobody is left outside, nothing answers."""

WITHOUT = """\
`sseq` and `firm` have no counterpart for groups. Where one of them leads, {} stands in, and the answer says so."""

SOURCES = """\
Sources say where a concept comes from; these texts were not read by us. That groups which follow each other share no
member is a choice of this program."""

IN_WORDS = {"none": "none", "moves": "any moves of the others", "improvements": "joint improvements of groups of them"}
ANSWERS = {"moves": "R_{N-H}(x)", "improvements": "R++_{N-H}(x)"}


def coalitions_page() -> str:
    """Return the page of the concepts for groups."""
    found = joint_concepts()
    overview = "key | name | for one actor | answers that count | an answer hurts if the group is no better off"
    nearest = " and ".join(sorted({f"`{key}`" for key in NEAREST.values()}))
    return page(
        "Concepts for groups",
        INTRODUCTION,
        table(overview, [_row(concept) for concept in found.values()]),
        table("written | meaning", SYMBOLS),
        REMARK,
        WITHOUT.format(nearest),
        SOURCES,
        *(_entry(concept, found) for concept in found.values()),
    )


def _row(concept: JointConcept) -> str:
    ways_out = {"at once": "at once", "after the own answer": "and has no joint way out"}
    hurts = "" if concept.replies == "none" else ways_out[concept.hurts]
    alone = f"[{concept.alone}](concepts.md#{concept.alone})"
    return f"[{concept.key}](#{concept.key}) | {concept.title} | {alone} | {IN_WORDS[concept.replies]} | {hurts}"


def formula(concept: JointConcept) -> str:
    """Return what makes a state stable for a group, in symbols."""
    if concept.replies == "none":
        return "CR+_H(s) is empty"
    text = f"for every x in CR+_H(s) there is y in {ANSWERS[concept.replies]} with not y >_H s"
    if concept.hurts == "at once":
        return text
    return f"{text},\nand with z >_H s for no z in R_H(y)"


def _entry(concept: JointConcept, found: Mapping[str, JointConcept]) -> str:
    implied = [other.key for other in found.values() if concept.key in other.implies]
    facts = [
        f"Implies, where members act in turns: {', '.join(concept.implies) or 'none of the others'}.",
        f"Implied by: {', '.join(implied) or 'none of the others'}.",
        f"Source: {'; '.join(reference(key) for key in concept.cites)}.",
    ]
    return "\n\n".join(
        [
            f"## {concept.key}",
            f"**{concept.title}.** {concept.question}",
            f"```text\n{formula(concept)}\n```",
            "\n".join(f"- {fact}" for fact in facts),
        ]
    )
