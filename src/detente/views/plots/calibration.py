"""How often what was given a chance happened: a dot for each band of chances, with its interval and its number."""

from __future__ import annotations

from typing import Any

from detente.answers.ledger import Scores
from detente.prospects.score import Bin
from detente.views.chances import percent, span
from detente.views.phrases import counted
from detente.views.plots.style import AXIS, BLACK, BLUE, GREY, nothing, spec

VERB = "ledger_score"


def draw(given: Scores) -> dict[str, Any]:
    """Return the reliability diagram of the settled forecasts."""
    title = f"Calibration of {counted(len(given.marked), 'settled forecast')}"
    if not given.bins:
        return nothing("Calibration", "Nothing is settled yet.")
    rows = [_row(one) for one in given.bins]
    top = _share("highest", "how often it happened")
    description = f"{title}. Of what was given " + "; ".join(row["told"] for row in rows) + "."
    x, y = _share("mean", "the chance that was given"), _share("rate", "how often it happened")
    return spec(
        title,
        description,
        [
            "dot: the events of one band · line: Wilson interval, 95%, with their number above",
            "dashed: where dots lie if things happen as often as was said",
        ],
        data={"values": rows},
        width=420,
        height=420,
        layer=[
            {
                "data": {"values": [{"at": 0, "to": 0}, {"at": 1, "to": 1}]},
                "mark": {"type": "line", "color": GREY, "strokeDash": [5, 4]},
                "encoding": {
                    "x": {"field": "at", "type": "quantitative"},
                    "y": {"field": "to", "type": "quantitative"},
                },
            },
            {
                "mark": {"type": "rule", "color": BLACK, "strokeWidth": 2},
                "encoding": {"x": x, "y": _share("lowest", "how often it happened"), "y2": {"field": "highest"}},
            },
            {"mark": {"type": "point", "filled": True, "size": 120, "color": BLUE, "opacity": 1},
             "encoding": {"x": x, "y": y}},
            {"mark": {"type": "text", "dy": -8, "fontSize": 12},
             "encoding": {"x": x, "y": top, "text": {"field": "number"}}},
        ],
        config={"view": {"stroke": AXIS["gridColor"]}, "font": "sans-serif"},
    )  # fmt: skip


def _share(field: str, title: str) -> dict[str, Any]:
    """Return the encoding of a share along an axis of its own."""
    axis = {**AXIS, "format": ".0%", "values": [0, 0.2, 0.4, 0.6, 0.8, 1]}
    return {"field": field, "type": "quantitative", "title": title, "scale": {"domain": [0, 1]}, "axis": axis}


def _row(one: Bin) -> dict[str, Any]:
    return {
        "mean": one.mean,
        "rate": one.rate,
        "lowest": one.lowest,
        "highest": one.highest,
        "number": f"{one.count:,}",
        "told": f"{percent(one.mean)} on average, {percent(one.rate)} happened "
        f"({one.happened} of {one.count}; interval {span(one.lowest, one.highest)})",
    }
