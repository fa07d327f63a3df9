"""How likely prospects, open choices and situations are: a bar for each, and a line over what the bounds leave open."""

from __future__ import annotations

from typing import Any

from detente.answers.forecast import Forecast
from detente.prospects.played import Outcome
from detente.views.chances import SMALL, percent, told
from detente.views.forecast import departing
from detente.views.phrases import plain
from detente.views.plots.style import AXIS, BLACK, LINES, SKY, shares, spec, wrapped
from detente.views.wording import flat

VERB = "forecast"


def draw(given: Forecast) -> dict[str, Any]:
    """Return a forecast as bars, grouped by what they are about."""
    rows = _rows(given)
    title = f"{flat(given.found.title)}: where play is likely to come to rest"
    description = f"{title}. " + "; ".join(f"{row['label']}: {row['told']}" for row in rows) + "."
    below = "bar: the chance · line: the bounds that the words of chance leave open"
    label = {
        "field": "lines",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {**AXIS, "ticks": False, "labelExpr": LINES},
    }
    y = {**label, "scale": {"paddingInner": 0.35}}
    return spec(
        wrapped(title).split("\n"),
        description,
        below,
        data={"values": rows},
        facet={
            "row": {
                "field": "group",
                "type": "nominal",
                "sort": list(dict.fromkeys(row["group"] for row in rows)),
                "title": None,
                "header": {"labelAngle": 0, "labelOrient": "top", "labelAnchor": "start", "labelFontSize": 13,
                           "labelFontWeight": "bold", "labelPadding": 4},
            }
        },
        resolve={"scale": {"y": "independent"}},
        spacing=18,
        spec={
            "width": 440,
            "height": {"step": 40},
            "layer": [
                {"mark": {"type": "bar", "color": SKY}, "encoding": {"y": y, "x": shares("chance")}},
                {"mark": {"type": "rule", "color": BLACK, "strokeWidth": 2},
                 "encoding": {"y": y, "x": shares("low"), "x2": {"field": "high"}}},
                *(
                    {"mark": {"type": "tick", "color": BLACK, "thickness": 2, "size": 12},
                     "encoding": {"y": y, "x": shares(end)}}
                    for end in ("low", "high")
                ),
                {"mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 13},
                 "encoding": {"y": y, "x": shares("end"), "text": {"field": "told"}}},
            ],
        },
    )  # fmt: skip


def _rows(given: Forecast) -> list[dict[str, Any]]:
    found = given.found
    rests = [_row("Where play comes to rest", plain(departing(found, one.values)), one.outcome) for one in found.rests]
    open_ = [values for values in found.options.values() if sum(one.possibly.high > SMALL for one in values) > 1]
    choices = [
        _row("Choices that are open", one.name, one) for values in open_ for one in values if one.possibly.high > 0
    ]
    situations = [
        _row("Situations", one.name, one)
        for one in found.situations
        if one.possibly.high > SMALL and one.surely.low < 1 - SMALL
    ]
    return [*rests, *choices, *situations] or [_nowhere(given)]


def _nowhere(given: Forecast) -> dict[str, Any]:
    return _row("Where play comes to rest", "anywhere", Outcome("", *(given.found.somewhere,) * 3))


def _row(group: str, label: str, one: Outcome) -> dict[str, Any]:
    chance = one.chance
    return {
        "group": group,
        "label": label,
        "lines": wrapped(label),
        "chance": chance.middle,
        "low": chance.low,
        "high": chance.high,
        "end": max(chance.high, chance.middle),
        "told": percent(chance.middle) if chance.high - chance.low < SMALL else told(chance),
    }
