"""The page of concepts, from their registry and the bibliography."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from detente.engine.stability import Concept, concepts
from docs.made import DOCS, page, table

INTRODUCTION = """\
A state s is *stable* for actor i if every move that tempts i there is deterred. The concepts differ in what tempts, in
which replies count, and in when a reply hurts. A state that is stable for every actor is an *equilibrium*. Definitions
hold for any number of actors, with ties, and with moves of any kind."""

SEQUENCES = "[legal sequences](../explanation/single-replies-and-legal-sequences.md)"

SYMBOLS = [
    "`r_i(s)` | where state s stands for actor i; higher is better",
    "`R_i(s)` | the states that i can move to from s",
    "`R+_i(s)` | those of them that i prefers to s: its improvements",
    "`L_i(s)` | the lean ones among these: no part of the move leads to a state that is as good for i",
    f"`R_{{N-i}}(s)`, `R+_{{N-i}}(s)`, `L_{{N-i}}(s)` | what the others can bring about by {SEQUENCES} of such moves",
    "`v_i(s)` | the best rank that i has at s or one own move away: its standing after its own answer",
]

REMARK = """\
Comparisons are always with s, the state that i would leave; being equally well off counts as hurt; the state that the
move leads to is no reply by itself."""

SOURCES = """\
Sources say where a concept comes from. That they define it just so is not checked by us: of these texts only the
introduction of Rêgo and Vieira was read. The definition of legal sequences was read; see the page linked above."""

IMPLICATIONS = """\
Whatever the conflict, without beliefs, a state that is stable for an actor in the sense of the left column is so in the
sense of the right one. Nothing else holds in general."""

TEMPTS = {"improvements": "R+_i(s)", "lean": "L_i(s)"}
REPLIES = {"moves": "R_{N-i}", "improvements": "R+_{N-i}", "lean": "L_{N-i}"}
IN_WORDS = {"none": "none", "moves": "any moves", "improvements": "improvements", "lean": "lean improvements"}


def concepts_page() -> str:
    """Return the page of the stability concepts."""
    found = concepts()
    overview = "key | name | tempting moves | replies that count | a reply hurts if i is no better off"
    implied = [f"{concept.key} | {', '.join(concept.implies)}" for concept in found.values() if concept.implies]
    return page(
        "Concepts",
        INTRODUCTION,
        table(overview, [_row(concept) for concept in found.values()]),
        table("written | meaning", SYMBOLS),
        REMARK,
        SOURCES,
        *(_entry(concept, found) for concept in found.values()),
        "## Which implies which",
        IMPLICATIONS,
        table("stable under | is stable under", implied),
    )


def _row(concept: Concept) -> str:
    hurts = "" if concept.replies == "none" else concept.hurts
    caused = ", and would have been safer staying" if concept.caused else ""
    tempts, replies = IN_WORDS[concept.tempts], IN_WORDS[concept.replies]
    return f"[{concept.key}](#{concept.key}) | {concept.title} | {tempts} | {replies} | {hurts}{caused}"


def formula(concept: Concept) -> str:
    """Return what makes a state stable under a concept, in symbols."""
    tempts = TEMPTS[concept.tempts]
    if concept.replies == "none":
        return f"{tempts} is empty"
    value = "r_i" if concept.hurts == "at once" else "v_i"
    reach = REPLIES[concept.replies]
    if not concept.caused:
        return f"for every s1 in {tempts} there is s2 in {reach}(s1) with {value}(s2) <= r_i(s)"
    return (
        f"for every s1 in {tempts}:  worst(s1) <= r_i(s)  and  worst(s1) < worst(s),\n"
        f"where worst(t) is the least {value} among t and {reach}(t)"
    )


def _entry(concept: Concept, found: Mapping[str, Concept]) -> str:
    implied = [other.key for other in found.values() if concept.key in other.implies]
    facts = [
        f"Implies: {', '.join(concept.implies) or 'none of the others'}.",
        f"Implied by: {', '.join(implied) or 'none of the others'}.",
        f"Beliefs: {'replies are those that the actor expects' if concept.credible else 'make no difference'}.",
        f"Source: {'; '.join(reference(key) for key in concept.cites) or 'a concept of this program'}.",
    ]
    if (more := DOCS / "explanation" / f"{concept.key}.md").is_file():
        facts.append(f"More: [{title(more)}](../explanation/{more.name}).")
    return "\n\n".join(
        [
            f"## {concept.key}",
            f"**{concept.title}.** {concept.question}",
            f"```text\n{formula(concept)}\n```",
            "\n".join(f"- {fact}" for fact in facts),
        ]
    )


def reference(key: str) -> str:
    """Return author, year and title of an entry of the bibliography; raises LookupError where there is none."""
    text = (DOCS / "references.bib").read_text(encoding="utf-8")
    entry = re.search(rf"@\w+\{{{re.escape(key)},\n(?P<fields>.*?)\n\}}", text, re.DOTALL)
    if entry is None:
        raise LookupError(f"{key} is not in references.bib")
    fields = dict(re.findall(r"^\s*(\w+)\s*=\s*\{(.*)\},?$", entry["fields"], re.MULTILINE))
    names = [name.partition(",")[0].strip(" {}") for name in fields["author"].split(" and ")]
    authors = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return f"{authors} ({fields['year']}), *{re.sub('[{}]', '', fields['title'])}*"


def title(path: Path) -> str:
    """Return the title of a page: its first heading."""
    return path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
