"""How likely outcomes and agreements are with each option and circumstance out of hands, beside how likely they are."""

from __future__ import annotations

from typing import Any

from detente.answers.leverage import Leverage
from detente.views.chances import told
from detente.views.levers import Moved, lever_name, moved_chances
from detente.views.phrases import plain
from detente.views.plots.style import AXIS, BLACK, LINES, SKY, VERMILION, nothing, shares, spec, wrapped
from detente.views.wording import flat

VERB = "leverage"

MOST = 16
"""Bars that are drawn."""


def draw(given: Leverage) -> dict[str, Any]:
    """Return the chances that levers change most as bars, each with a mark where it is as things are."""
    title = f"{flat(given.title)}: what options and circumstances change"
    rows = [_row(one) for one in moved_chances(given)[:MOST]]
    if not rows:
        asked = given.likelihoods is not None
        return nothing(title, "No option or circumstance changes a chance." if asked else "Chances need --worlds.")
    description = f"{title}. " + "; ".join(f"{row['label']}: {row['said']}" for row in rows) + "."
    below = ["bar: the chance with it · line: the bounds that the words of chance leave open", "diamond: as things are"]
    axis = {**AXIS, "ticks": False, "labelExpr": LINES}
    y = {
        "field": "lines",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": axis,
        "scale": {"paddingInner": 0.35},
    }
    diamond = {"type": "point", "shape": "diamond", "filled": True, "color": VERMILION, "opacity": 1, "size": 110}
    return spec(
        wrapped(title).split("\n"),
        description,
        below,
        data={"values": rows},
        width=440,
        height={"step": 40},
        layer=[
            {"mark": {"type": "bar", "color": SKY}, "encoding": {"y": y, "x": shares("chance")}},
            {"mark": {"type": "rule", "color": BLACK, "strokeWidth": 2},
             "encoding": {"y": y, "x": shares("low"), "x2": {"field": "high"}}},
            {"mark": diamond, "encoding": {"y": y, "x": shares("before")}},
            {"mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 13},
             "encoding": {"y": y, "x": shares("end"), "text": {"field": "said"}}},
        ],
    )  # fmt: skip


def _row(one: Moved) -> dict[str, Any]:
    label = f"{plain(lever_name(one.lever))}: {plain(one.what)}"
    return {
        "label": label,
        "lines": wrapped(label),
        "chance": one.after.middle,
        "low": one.after.low,
        "high": one.after.high,
        "before": one.before.middle,
        "end": max(one.after.high, one.before.middle),
        "said": f"{told(one.after)}, now {told(one.before)}",
    }
