"""Pictures of answers: one a file, found by its file's name, drawn without a browser.

A file says in the first line of its docstring what is seen. `VERB` names the verb of `detente.api` whose answer it
draws; its function `draw` takes this answer and returns either a Vega-Lite specification with `title` and
`description`, or the text of an SVG with `<title>` and `<desc>`. The house style is in `detente.views.plots.style`.
Nothing is told by colour alone.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.errors import question
from detente.views.page import Block, Paragraph
from detente.views.phrases import Mark
from detente.views.plots.rendering import FORMS, Drawing, rendered

NOT_PLOTS = {"rendering", "style"}


@dataclass(frozen=True)
class Plot:
    """A kind of picture: its key (file name, with dashes), what it shows, of which verb's answer, and how."""

    key: str
    shows: str
    verb: str
    draw: Callable[[Any], Drawing]


@functools.cache
def plots() -> Mapping[str, Plot]:
    """Return every plot by key, in alphabetical order."""
    names = sorted(name for _, name, _ in pkgutil.iter_modules(__path__) if name not in NOT_PLOTS)
    modules = {name.replace("_", "-"): importlib.import_module(f"{__name__}.{name}") for name in names}
    return {
        key: Plot(key, (module.__doc__ or "").splitlines()[0], module.VERB, module.draw)
        for key, module in modules.items()
    }


def plots_of(verb: str) -> tuple[str, ...]:
    """Return the keys of the plots that draw the answer of a verb of `detente.api`."""
    return tuple(key for key, plot in plots().items() if plot.verb == verb)


def chosen(verb: str, file: Path, kind: str | None) -> tuple[str, str]:
    """Return the key of the plot of a verb's answer (None: the first), and the form that a file's name asks for.

    Raises QuestionError where there is no such plot or form.
    """
    known = plots_of(verb)
    if not known:
        of = ", ".join(sorted({plot.verb for plot in plots().values()}))
        raise question("no-picture", "There is no picture of such an answer", f"There are pictures of: {of}.", "")
    if kind is not None and kind not in known:
        expected = f"There {'is' if len(known) == 1 else 'are'}: {', '.join(known)}."
        raise question("unknown-picture", f"`{kind}` is no picture of this answer", expected, "Write one of these.")
    form = file.suffix.lstrip(".").lower()
    if form not in FORMS:
        given = f"`{file}` has no ending that says {' or '.join(FORMS)}"
        raise question("unknown-format", given, f"There are: {', '.join(FORMS)}.", "Name it picture.svg, for example.")
    return kind or known[0], form


def picture(key: str, answer: Any, form: str) -> bytes:
    """Return the content of a picture file.

    `key` is one of `plots()`, `form` one of `FORMS`. Raises QuestionError where what draws is not installed, and where
    there is nothing to be drawn.
    """
    return rendered(plots()[key].draw(answer), form)


def written(file: Path) -> Block:
    """Return the line that says where a picture was written."""
    return Paragraph((Mark(f"Picture written to {file}.", "quiet"),))


__all__ = ["FORMS", "Drawing", "Plot", "chosen", "picture", "plots", "plots_of", "written"]
