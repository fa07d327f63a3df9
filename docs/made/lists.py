"""The lists of checks, of library cases and of plots, from their registries."""

from __future__ import annotations

from pathlib import Path

from ruamel.yaml import YAML

from detente.answers.library import case_files
from detente.checks import checks
from detente.views.plots import plots
from docs.made import page, table

CHECKS = """\
What `detente check` warns of: a scenario that reads well and looks odd. A warning never keeps an analysis from running.
What cannot be read at all is an [error](../errors.md)."""

CASES = """\
The library comes with the program: `detente cases` lists it, and a slug stands wherever a file is asked for, as in
`detente analyse chicken`. The grade says how far what is taken from the source can be trusted: `read` (checked against
it), `partial`, `recalled` (from memory; nothing that rests on it is a published result). Rows are results that the
tests compare; where they come from is told in [What proves it](../explanation/what-proves-it.md)."""


PLOTS = """\
A picture is drawn of an answer, as SVG or PNG by the ending of the file: `detente forecast SCENARIO --plot FILE`, with
`--picture` where there are several, or `api.picture(answer, FILE)` from Python. A picture says in words what it shows,
in the title and description that SVG has for this; nothing is told by colour alone. It takes the extra `plots`.

A plot is one file in `src/detente/views/plots/`, named like the plot: its docstring says what is seen, `VERB` whose
answer is drawn, and `draw` makes a Vega-Lite specification of it, or SVG. It needs no other line."""


def plots_page() -> str:
    """Return the list of plots."""
    rows = [f'<a id="{key}"></a>`{key}` | {plot.shows} | `api.{plot.verb}`' for key, plot in plots().items()]
    return page("Plots", PLOTS, table("picture | shows | of the answer of", rows))


def checks_page() -> str:
    """Return the list of checks."""
    return page("Checks", CHECKS, table("check | finds", [f"[{k}]({k}.md) | {c.finds}" for k, c in checks().items()]))


def cases_page() -> str:
    """Return the list of the case library."""
    rows = [_case(key, path) for key, path in sorted(case_files().items())]
    return page("Cases", CASES, table("case | title | sources, with grade | rows", rows))


def _case(key: str, path: Path) -> str:
    case = YAML(typ="base", pure=True).load(path)
    expected = YAML(typ="base", pure=True).load(path.with_name("expected.yaml"))
    sources = "; ".join(f"{s['author']}, *{s['title']}* ({s['grade']})" for s in case["sources"].values())
    grades = [row["grade"] for row in expected["rows"]]
    counts = ", ".join(f"{grades.count(g)} {g}" for g in ("published", "recalled", "computed") if g in grades)
    return f'<a id="{path.parent.name}"></a>`{key}` | {case["title"]} | {sources} | {counts}'
