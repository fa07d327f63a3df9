"""A report as PDF: printed by a browser that is installed, without a window and without the network.

The page that is printed is the page that is read, with all that folds open; its style sheet has rules for paper. The
browser is Chromium or one of its kin, and `DETENTE_BROWSER` may name it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from detente.errors import QuestionError, question

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
"""What browsers that print are called, in the order in which they are looked for."""

PATIENCE = 120
"""Seconds after which a browser that prints is given up."""

FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-pdf-header-footer",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # nothing is looked up
)


def browser() -> str:
    """Return the browser that prints; raises QuestionError where there is none."""
    named = os.environ.get("DETENTE_BROWSER")
    known = [found for name in ((named,) if named else BROWSERS) if (found := shutil.which(name))]
    if not known:
        given = f"`{named}`, which DETENTE_BROWSER names, is no program here" if named else "no browser is installed"
        raise question(
            "browser-missing",
            f"A PDF is asked for, and {given}",
            "Chromium, Chrome or Edge prints the report.",
            "Install one, or name it in DETENTE_BROWSER; or write HTML (-o report.html) and print it yourself.",
        )
    return known[0]


def printed(page: str) -> bytes:
    """Return a page of HTML as PDF; raises QuestionError where no browser is installed, or it does not print."""
    program = browser()
    with tempfile.TemporaryDirectory(prefix="detente-") as folder:
        source, target = Path(folder, "report.html"), Path(folder, "report.pdf")
        source.write_text(page, encoding="utf-8")
        asked = [program, *FLAGS, *_as_root(), f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}"]
        try:
            subprocess.run([*asked, source.as_uri()], check=True, capture_output=True, timeout=PATIENCE)
            return target.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise _failed(program, error) from None


def _as_root() -> tuple[str, ...]:
    """Return what a browser needs to run for the superuser, for whom it has no sandbox."""
    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()


def _failed(program: str, error: Exception) -> QuestionError:
    how = f"in {PATIENCE} seconds" if isinstance(error, subprocess.TimeoutExpired) else "as it was asked to"
    return question(
        "browser-failed",
        f"The browser `{program}` did not print the report {how}",
        "A PDF is printed by a browser without a window.",
        "Write HTML (-o report.html) and print it from a browser, or name another one in DETENTE_BROWSER.",
    )
