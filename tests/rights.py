"""Commands that run without the rights of a system's keeper, who may read and write everywhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DROPPED = "-dac_override,-dac_read_search"
ROOT = Path(__file__).parents[1]


def without_rights() -> list[str]:
    """Return how a command begins that gives up these rights; skips where that cannot be had."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("the tests run as root, and setpriv is not installed")
    return ["setpriv", f"--bounding-set={DROPPED}", f"--inh-caps={DROPPED}"]


def told_read_only(script: str, file: Path) -> list[str]:
    """Return the words that a script prints, given a file that may only be read, in a folder like that."""
    asked = [*without_rights(), sys.executable, "-c", script, str(file)]
    file.chmod(0o444)
    file.parent.chmod(0o555)
    try:
        told = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=60, cwd=ROOT)
    finally:
        file.parent.chmod(0o755)
    return told.stdout.split()
