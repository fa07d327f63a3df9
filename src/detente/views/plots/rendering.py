"""From what is drawn to the content of a file: SVG with a title and a description inside, or PNG."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from detente.errors import question

Drawing = dict[str, Any] | str
"""A Vega-Lite specification, or the text of an SVG."""

FORMS = ("svg", "png")

SCALE = 2.0
"""Points of a PNG for each unit of the drawing."""


def rendered(drawing: Drawing, form: str) -> bytes:
    """Return a drawing as the content of a file; `form` is one of `FORMS`.

    Raises QuestionError where the extra `plots` is needed and not installed.
    """
    text = drawing if isinstance(drawing, str) else _told(_converter().vegalite_to_svg(drawing), drawing)
    if form == "svg":
        return text.encode()
    content: bytes = _converter().svg_to_png(text, scale=SCALE)
    return content


def _told(text: str, drawing: dict[str, Any]) -> str:
    """Return an SVG that says in words what it shows, for those who do not see it."""
    title, description = drawing["title"]["text"], drawing["description"]
    title = title if isinstance(title, str) else " ".join(title)
    words = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
    return re.sub(r"(<svg\b[^>]*)>", lambda root: f'{root[1]} role="img">{words}', text, count=1)


def _converter() -> Any:
    try:
        import vl_convert
    except ImportError:
        raise question(
            "plots-missing",
            "what draws pictures is not installed",
            "Pictures are drawn with the extra `plots`.",
            "Install it: pip install 'detente[plots]'.",
        ) from None
    return vl_convert
