"""Pictures of answers inside the report: drawn as SVG where what draws them is installed."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from detente.errors import QuestionError
from detente.views import plots
from detente.views.report.parts import Picture

_TOLD = re.compile(r"<title>(.*?)</title><desc>(.*?)</desc>", re.DOTALL)


def drawn(plot: str, answer: Any, key: str) -> tuple[Picture, ...]:
    """Return one of `detente.views.plots` as a picture, with a key that is unique in the report.

    Nothing is returned where what draws is not installed: the tables tell the same.
    """
    try:
        svg = plots.picture(plot, answer, "svg").decode()
    except QuestionError as error:
        if [one.code for one in error.problems] != ["plots-missing"]:
            raise
        return ()
    told = _TOLD.search(svg)
    if told is None:
        raise RuntimeError(f"the picture {plot} does not say what it shows")
    return (Picture(key, alone(svg, key), unescape(told[1]), unescape(told[2])),)


def alone(svg: str, key: str) -> str:
    """Return an SVG whose names are its own, and whose parts are no landmarks: one picture with one text.

    >>> alone('<svg role="img"><title>a</title><desc>b</desc><clipPath id="c"/><g clip-path="url(#c)"/></svg>', "k")
    '<svg role="img" aria-labelledby="k-title k-desc"><title id="k-title">a</title><desc id="k-desc">b</desc>\
<clipPath id="k-c"/><g clip-path="url(#k-c)"/></svg>'
    """
    svg = re.sub(r'\bid="([^"]*)"', rf'id="{key}-\1"', svg)
    svg = re.sub(r"url\(#([^)]*)\)", rf"url(#{key}-\1)", svg)
    svg = re.sub(r' role="graphics-[a-z]+"', "", svg)
    svg = re.sub(r' aria-(?:roledescription|label)="[^"]*"', "", svg)
    svg = svg.replace(' role="img"', f' role="img" aria-labelledby="{key}-title {key}-desc"', 1)
    return svg.replace("<title>", f'<title id="{key}-title">', 1).replace("<desc>", f'<desc id="{key}-desc">', 1)
