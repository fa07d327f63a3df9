"""The page of the forms of claims, from their registry."""

from __future__ import annotations

import textwrap

from detente.arguments.forms import Form, forms
from detente.scenario.claim import FORMS
from detente.scenario.model import Test
from detente.scenario.reader import read
from docs.made import page, table
from docs.made.blocks import RIVER, read_page

INTRODUCTION = """\
A claim is a sentence of the analysis with a test; the test is a sentence of one of these forms. C, D, K are formulas, A
and B actors, X and Y options, circumstances, situations or (where states are listed) `state`. Examples speak of the
river of the [language reference](language.md), where [claims](language.md#claims) and their keys are described.
`detente claims` judges them all; see [how to test an argument](../how-to/test-an-argument.md)."""

VERDICTS = [
    "holds | it is as the claim says, in the world as it is now",
    "fails | it is not",
    "vacuous | there is nothing that the claim speaks of, or locks of its variant decide all that it tests",
    "unknown | something is missing, and the verdict says what: a status quo, a feasible state, room for all states",
]

REMARKS = """\
A claim is judged in its variant (`in`) and by its concept (`under`); where it names none, in the scenario as written
and by the concept that leads. Where the concept matters, the verdict under every other one stands beside it. Where
circumstances are doubted, a claim also has a chance: that of the worlds in which it holds, with the bounds that words
of chance leave open, given that its variant is possible at all. Claims about chances are judged over all worlds at
once and have none. Why the forms mean what they mean: [Claims](../explanation/claims.md)."""

CLAIMED = """
variants: {deluge: {set: {rain: good}, assumed: x}, drought: {set: {rain: poor}, assumed: x}}
claims: [{name: example, says: so, test: EXAMPLE, assumed: x}]
"""


def forms_page() -> str:
    """Return the page of the forms."""
    rows = [f"[{key}](#{key.replace(' ', '-')}) | `{_cell(FORMS[key])}`" for key in forms()]
    return page(
        "Forms of claims",
        INTRODUCTION,
        table("form | sentence", rows),
        "## Verdicts",
        table("verdict | meaning", VERDICTS),
        REMARKS,
        *(_entry(key, form) for key, form in forms().items()),
    )


def _cell(sentence: str) -> str:
    return sentence.replace("|", "\\|")


def _entry(key: str, form: Form) -> str:
    matters = {
        "concept": "The concept matters." if any(_conceptual(form)) else "The concept does not matter.",
        "start": "A status quo is needed." if any(_starting(form)) else "No status quo is needed.",
    }
    if len(set(_starting(form))) > 1:
        matters["start"] = "Prospects need a status quo, equilibria need none."
    return "\n\n".join(
        [
            f"## {key}",
            f"`{FORMS[key]}`",
            textwrap.fill(form.holds, 120),
            "\n".join(
                f"- {line}"
                for line in (
                    f"Vacuous: {form.vacuous}" if form.vacuous else "",
                    f"{matters['concept']} {matters['start']}",
                )
                if line
            ),
            "```text\n" + "\n".join(form.examples) + "\n```",
        ]
    )


def _conceptual(form: Form) -> list[bool]:
    return [bool(form.needs(test) & {"rests", "stable"}) for test in _tests(form)]


def _starting(form: Form) -> list[bool]:
    return ["start" in form.needs(test) for test in _tests(form)]


def _tests(form: Form) -> list[Test]:
    return [test_of(example) for example in form.examples]


def test_of(example: str) -> Test:
    """Return the test that an example describes, about the river of the language reference."""
    base = read_page(RIVER).base
    if base is None:
        raise LookupError("the language reference has no scenario")
    return read(base.text + CLAIMED.replace("EXAMPLE", f"'{example}'")).claims[0].test
