"""Write the pages that registries determine: concepts, forms of claims, commands, JSON, checks, errors and cases.

    python docs/generate.py             writes the generated pages
    python docs/generate.py --outputs   renews what blocks show as well, except where they leave lines out (...)

A test compares the pages in the repository with what this makes.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from detente.arguments.standards import codes
from detente.views.objects import commands
from docs.made import DOCS
from docs.made.claims import forms_page
from docs.made.coalitions import coalitions_page
from docs.made.commands import command_names, command_page, commands_page
from docs.made.concepts import concepts_page
from docs.made.envelopes import json_page, parts_page, printed_page
from docs.made.errors import errors_page, group_page
from docs.made.examples import GROUPS
from docs.made.lists import cases_page, checks_page, plots_page
from docs.made.outputs import renew
from docs.made.sharing import sharing_page
from docs.made.standards import standard_page, standards_page


def makers() -> dict[Path, Callable[[], str]]:
    """Return what makes each generated page, by the page's path."""
    made: dict[str, Callable[[], str]] = {
        "concepts": concepts_page,
        "coalitions": coalitions_page,
        "claims": forms_page,
        "commands": commands_page,
        "json": json_page,
        "json/parts": parts_page,
        "checks/README": checks_page,
        "standards/README": standards_page,
        "cases": cases_page,
        "plots": plots_page,
        "sharing": sharing_page,
        "errors": errors_page,
    }
    made |= {f"commands/{name}": functools.partial(command_page, name) for name in command_names()}
    made |= {f"json/{name}": functools.partial(printed_page, name) for name in commands()}
    made |= {f"standards/{code}": functools.partial(standard_page, code) for code in codes()}
    made |= {f"errors/{name}": functools.partial(group_page, name) for name in GROUPS}
    return {DOCS / "reference" / f"{name}.md": make for name, make in made.items()}


def main(arguments: list[str]) -> None:
    """Write the generated pages; with `--outputs`, renew what blocks show first."""
    for path in sorted(DOCS.rglob("*.md")) if "--outputs" in arguments else ():
        renew(path)
    for path, make in makers().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
