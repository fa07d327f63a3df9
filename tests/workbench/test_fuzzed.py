"""A fuzzer that knows the description of the API asks all of it, rightly and wrongly, and finds nothing.

It logs in as the description says, and sees that nothing is told without that. What it asks hangs on the seed alone.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.workbench.conftest import BROKEN, CHICKEN
from tests.workbench.crowd import User, add_accounts, started

EXAMPLES = os.environ.get("DETENTE_FUZZ", "1")
"""Examples for each operation and each way of asking."""

PHASES = "examples,coverage,fuzzing,stateful" if "DETENTE_FUZZ" in os.environ else "fuzzing,stateful"
"""How it asks; where examples are asked for by hand, it tries the limits of all that is described as well."""

SETTINGS = """
[auth.openapi.session]
api_key = "{token}"

[parameters]
"path.name" = "{name}"
"query.seconds" = 0.2

# Who names no version, or not the one that the file has now, is refused: 428 and 412 are described.
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", "401", "403", "404", "409", "412", "428", "429", "5xx"]

# Where too much is asked at once, that is told: 503 is described.
[checks.not_a_server_error]
expected-statuses = ["2xx", "3xx", "4xx", "503"]
"""


def test_the_fuzzer_finds_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "chicken.yaml").write_text(CHICKEN, encoding="utf-8")
    (folder / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    add_accounts(folder, ["anna"])
    process, page = started(folder)
    user = User(page, "anna", "chicken.yaml")
    try:
        user.enter()
        (tmp_path / "openapi.json").write_text(json.dumps(user.ask("GET", "/api/openapi.json")[1]), encoding="utf-8")
        settings = tmp_path / "settings.toml"
        token = user.cookie.partition("=")[2]
        settings.write_text(SETTINGS.format(token=token, name="chicken.yaml"), encoding="utf-8")
        asked = [
            *("--config-file", str(settings), "run", "openapi.json", "--url", page),
            *("--checks", "all", "--max-response-time", "600"),  # an endpoint waits as long as it is told to
            *("--phases", PHASES, "--seed", "7", "--max-examples", EXAMPLES),
            *("--exclude-operation-id", "leave", "--request-timeout", "120", "--suppress-health-check", "all"),
        ]
        told = subprocess.run(
            [sys.executable, "-m", "schemathesis.cli", *asked],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert told.returncode == 0, told.stdout + told.stderr
        assert " passed" in told.stdout
        assert (folder / "chicken.yaml").read_text(
            encoding="utf-8"
        ) == CHICKEN  # it has never seen what is to be replaced
        status, _, _ = user.ask("GET", "/api/scenarios")
        assert status == 200  # it was inside until the end
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert process.returncode == 0
