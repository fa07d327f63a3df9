"""The sentences that put a claim to the test become a `Test`: a form, and its parts by role.

The forms, with the parts of `Test` that each fills (C, D, K are formulas, A and B actors):

| form | sentence | formulas | actors | names | words |
|---|---|---|---|---|---|
| has | every/no/some prospect/equilibrium [where C] has D | has, where | | | quantifier, among |
| can improve | where C, A can improve to D | where, to | A | | |
| would move | at the start A would [not] move to C | to | A | | would: yes/no |
| suits everyone | no/some state with C suits everyone | with | | | quantifier |
| agree | A and B can/cannot agree on C | on | A, B, ... | | can: yes/no |
| differ | prospects/equilibria differ from VARIANT on X, Y | | | X, Y | among, from |
| likelier | C is likelier when K | what, when | | | |
| likelier | CLAIM is likelier when K | when | | the claim | |
| chance | the chance of C is WORD / at least N / at most N | of | | | is, or at least, or at most |
| prefers | A prefers C to D | prefers, to | A | | |
| reachable | C is reachable [by improvements] [by A alone] | what | A, if alone | | by: moves/improvements |

`among` is `prospect` or `equilibrium`. Names are options (`Actor.option`), circumstances, situations or `state`.
A name that is a word of the sentence at its place is written in double quotes.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Any

from lark import Lark, Transformer, Tree, UnexpectedInput

from detente.scenario.document import Path
from detente.scenario.formula_mistakes import offset
from detente.scenario.model import Test
from detente.scenario.problems import listed
from detente.scenario.quantities import one_line
from detente.scenario.reading import Reading
from detente.scenario.sentence import READERS, Sentence, Span

FORMS: dict[str, str] = {
    "has": "every|no|some prospect|equilibrium [where C] has D",
    "can improve": "where C, A can improve to D",
    "would move": "at the start A would [not] move to C",
    "suits everyone": "no|some state with C suits everyone",
    "agree": "A and B can|cannot agree on C",
    "differ": "prospects|equilibria differ from VARIANT on X, Y",
    "likelier": "C is likelier when K",
    "chance": "the chance of C is WORD|at least NUMBER|at most NUMBER",
    "prefers": "A prefers C to D",
    "reachable": "C is reachable [by improvements] [by A alone]",
}


@cache
def _parser() -> Lark:
    return Lark.open(
        "claim.lark",
        rel_to=__file__,
        parser="lalr",
        lexer="contextual",
        transformer=_Spans(),
        maybe_placeholders=True,
    )


class _Spans(Transformer[Any, Any]):
    """Puts runs of words together while a sentence is parsed."""

    def run(self, parts: list[Any]) -> Span:
        first, last = parts[0], parts[-1]
        start = first.start if isinstance(first, Span) else first.start_pos
        return Span(start, last.end_pos)


def read_test(
    reading: Reading, text: str, path: Path, claims: Collection[str] = (), variants: Collection[str] = ()
) -> Test | None:
    """Return what a sentence puts to the test, None (and problems) where it is not understood.

    `claims` are the names of claims, to which `likelier` may refer; `variants` those to which `differ` may.
    """
    try:
        tree: Tree[Any] = _parser().parse(text)
    except UnexpectedInput as error:
        _refuse(reading, text, error, path)
        return None
    sentence = Sentence(reading, text, path, claims, variants)
    form = tree.data.replace("_", " ")
    READERS[form](sentence, tree.children)
    if sentence.failed:
        return None
    lead = len(text) - len(text.lstrip())
    return Test(
        form=form,
        text=one_line(text),
        formulas=sentence.formulas,
        actors=tuple(sentence.actors),
        names=tuple(sentence.names),
        words=sentence.words,
        place=reading.document.inside(path, lead),
    )


def _refuse(reading: Reading, text: str, error: UnexpectedInput, path: Path) -> None:
    """Note a sentence that has none of the forms, where it leaves them, and which forms are near."""
    at = offset(text, error)
    before = one_line(text[:at])
    where = (
        "ends too early" if at == len(text.rstrip()) else f"goes astray after `{before}`" if before else "begins astray"
    )
    near = _near(text)
    reading.complain(
        "claim-form",
        reading.document.inside(path, at),
        f"The sentence `{one_line(text)}` {where}",
        f"The nearest form{' is' if len(near) == 1 else 's are'} {listed((FORMS[form] for form in near), 'or')}.",
        "Write it so; a name that is also a word of the sentence goes in double quotes.",
    )


def _near(text: str) -> list[str]:
    """Return the forms that share the most words with a sentence."""
    words = set(re.findall(r"\w+", text.lower()))
    shared = {form: len(words & set(re.findall(r"[a-z]+", sentence))) for form, sentence in FORMS.items()}
    best = max(shared.values())
    return [form for form, count in shared.items() if count == best][:3] if best else ["has", "can improve", "agree"]
