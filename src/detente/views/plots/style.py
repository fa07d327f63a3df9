"""The house style of pictures: colours told apart in every kind of colour vision, quiet axes, one font."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

BLUE, ORANGE, SKY, VERMILION, GREEN, GREY, BLACK = (
    "#0072B2", "#E69F00", "#56B4E9", "#D55E00", "#009E73", "#666666", "#000000",
)  # fmt: skip
"""Colours that are told apart in every kind of colour vision; a shape or a word always says the same as well."""

AXIS: dict[str, Any] = {
    "labelFontSize": 13,
    "titleFontSize": 13,
    "labelLimit": 420,
    "gridColor": "#e4e4e4",
    "domainColor": "#888888",
    "tickColor": "#888888",
}

LEGEND: dict[str, Any] = {"title": None, "labelFontSize": 13, "symbolSize": 90, "labelLimit": 420, "orient": "bottom"}

WIDEST = 60
"""Characters in a line of a label."""


def spec(title: str | Sequence[str], description: str, below: str | Sequence[str] = "", **more: Any) -> dict[str, Any]:
    """Return a Vega-Lite specification in the house style, with `more` of it as given.

    `title` stands above the picture, with `below` in smaller letters under it, both as one line or several;
    `description` says in words what is seen, for those who do not see it.
    """
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {
            "text": title,
            "anchor": "start",
            "fontSize": 15,
            "offset": 14,
            "subtitle": below,
            "subtitleFontSize": 13,
        },
        "description": description,
        "background": "white",
        "padding": 12,
        "config": {"view": {"stroke": None}, "font": "sans-serif"},
    } | more


def shares(field: str, room: float = 0.0) -> dict[str, Any]:
    """Return the encoding of a chance from 0 to 1 along the horizontal axis, in per cent, with room beside it."""
    axis = {**AXIS, "format": ".0%", "values": [0, 0.2, 0.4, 0.6, 0.8, 1], "domain": not room}
    scale = {"domain": [-room, 1 + room], "nice": False}
    return {"field": field, "type": "quantitative", "title": None, "scale": scale, "axis": axis}


def wrapped(label: str) -> str:
    """Return a label with line breaks where it is long."""
    return "\n".join(wrap(label, WIDEST)) or " "


LINES = "split(datum.label, '\\n')"
"""The expression that breaks the labels of an axis into lines."""


def nothing(title: str, why: str) -> dict[str, Any]:
    """Return a picture that says why there is nothing to be drawn."""
    text = {"type": "text", "align": "left", "fontSize": 14, "x": 0}
    more: dict[str, Any] = {"data": {"values": [{"why": why}]}, "mark": text, "encoding": {"text": {"field": "why"}}}
    return spec(wrapped(title).split("\n"), f"{title}. {why}", width=440, height=40, **more)
