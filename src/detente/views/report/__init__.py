"""A report: one self-contained HTML file for somebody who decides, made of one results object.

Everything in it is put in as text and escaped; it loads nothing, runs one script of its own that may be left out, and
says so to the browser. `printing` makes a PDF of it.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.answers.report import Report


def report_html(given: Report, opened: bool = False) -> str:
    """Return a report as HTML; `opened` says whether parts that fold begin open, as for print."""
    from detente.views.report.layout import template, text  # whoever only prints needs none of this
    from detente.views.report.notes import notes
    from detente.views.report.sections import sections
    from detente.views.report.sections.conflict import variant_line
    from detente.views.wording import flat

    style, script = text("style.css"), text("script.js")
    return template("report.html.jinja").render(
        title=flat(given.title),
        as_of=given.scenario.as_of,
        variant=variant_line(given),
        sections=list(sections(given)),
        notes=notes(given.scenario),
        open=opened,
        made=given.made,
        provenance=given.provenance,
        style=style,
        script=script,
        policy=policy(style, script),
    )


def policy(style: str, script: str) -> str:
    """Return what the browser may do with a report: use its own style sheet and script, and load nothing."""
    rules = ("default-src 'none'", f"style-src '{_hash(style)}'", f"script-src '{_hash(script)}'")
    return "; ".join((*rules, "base-uri 'none'", "form-action 'none'"))


def _hash(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


__all__ = ["policy", "report_html"]
