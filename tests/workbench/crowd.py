"""A crowd of users who save, keep drafts and ask at once, each with a log of what the workbench has acknowledged.

Each saved text is the one that was read with one more line, so that a save that is lost is a line that is missing.
By hand, for a minute: `python -m tests.workbench.crowd --seconds 60`.
"""

from __future__ import annotations

import argparse
import http.client
import json
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.workbench.conftest import CHICKEN

START = [sys.executable, "-m", "detente", "workbench"]
PASSWORD = "a long password"
STILL = "still.yaml"
"""A scenario that nobody changes."""


class Gone(Exception):
    """The workbench does not answer any more."""


class User:
    """One of the crowd; keeps what was acknowledged, what was not, and how long each request took in seconds."""

    def __init__(self, page: str, name: str, scenario: str) -> None:
        self.name, self.scenario = name, scenario
        self.saved: list[str] = []  # lines whose saving was acknowledged, in this order
        self.tried: list[str] = []  # lines that were sent
        self.drafts: set[str | None] = {None}  # the last draft that was acknowledged, and what may be there by now
        self.took: list[float] = []
        self.told: Counter[int] = Counter()
        self.cookie = ""
        self.reach(page)

    def reach(self, page: str) -> None:
        """Ask at this address from now on."""
        self._address = urlsplit(page).netloc

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any, http.client.HTTPMessage]:
        """Ask, and return the status, what was told and the headers."""
        began = time.monotonic()
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookie:
            sent["cookie"] = self.cookie
        if body is not None:
            sent["content-type"] = "application/json"
        connection = http.client.HTTPConnection(self._address, timeout=120)
        try:
            connection.request(method, path, None if body is None else json.dumps(body), sent)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            raise Gone from None
        finally:
            connection.close()
        self.took.append(time.monotonic() - began)
        self.told[answer.status] += 1
        return answer.status, json.loads(content) if content else None, answer.headers

    def enter(self) -> None:
        """Log in."""
        status, _, headers = self.ask("POST", "/api/session", {"name": self.name, "password": PASSWORD})
        assert status == 204
        self.cookie = headers["set-cookie"].partition(";")[0]

    def answer(self, path: str) -> Any:
        """Return the answer to a question, however long it takes."""
        while (told := self.ask("GET", path))[0] == 202:
            pass
        assert told[0] == 200, told[1]
        return told[1]

    def save(self) -> None:
        """Save the scenario with one more line, as often as it takes until nobody else is faster."""
        line = f"# {self.name} {len(self.tried)}"
        self.tried.append(line)
        self.drafts.add(None)  # whoever saves needs the draft no longer
        while True:
            _, read, headers = self.ask("GET", f"/api/scenarios/{self.scenario}")
            text = f"{read['text']}{line}\n"
            status, _, _ = self.ask("PUT", f"/api/scenarios/{self.scenario}", {"text": text}, if_match=headers["etag"])
            if status == 200:
                self.saved.append(line)
                self.drafts = {None}
                return
            assert status == 412, status

    def keep_draft(self) -> None:
        """Keep a draft."""
        text = f"# a draft of {self.name} {len(self.took)}\n"
        self.drafts.add(text)
        status, _, _ = self.ask("PUT", f"/api/scenarios/{self.scenario}/draft", {"base": "", "text": text})
        assert status == 204, status
        self.drafts = {text}

    def look(self) -> None:
        """Look at what there is, and ask what somebody else has asked before."""
        for path in ("/api/scenarios", "/api/jobs", f"/api/scenarios/{STILL}/states?wait=20"):
            status, _, _ = self.ask("GET", path)
            assert status in (200, 202), status

    def work(self, going: Callable[[int], bool]) -> None:
        """Save again and again, now and then look, and keep a draft; ends where the workbench does not answer."""
        turn = 0
        try:
            while going(turn):
                self.save()
                if turn % 3 == 0:
                    self.look()
                self.keep_draft()
                turn += 1
        except Gone:
            return


def at_once(users: Sequence[User], going: Callable[[int], bool]) -> None:
    """Let all users work at once."""
    with ThreadPoolExecutor(len(users)) as threads:
        for done in [threads.submit(user.work, going) for user in users]:
            done.result()


def see_that_nothing_is_lost(folder: Path, users: Sequence[User], unsure: int = 0) -> None:
    """See that all that was acknowledged is there, whole, once and in order, and nothing that nobody has sent.

    So many lines of each user may have been saved without anybody being told.
    """
    for scenario in sorted({user.scenario for user in users}):
        text = (folder / scenario).read_text(encoding="utf-8")
        assert text.startswith(CHICKEN)
        lines = text.removeprefix(CHICKEN).splitlines()
        assert len(lines) == len(set(lines))
        own = [user for user in users if user.scenario == scenario]
        assert set(lines) <= {line for user in own for line in user.tried}
        for user in own:
            mine = [line for line in lines if line.split()[1] == user.name]
            assert [line for line in mine if line in user.saved] == user.saved
            assert len(mine) - len(user.saved) <= unsure
        _, newest, _ = own[0].ask("GET", f"/api/scenarios/{scenario}")
        assert newest["text"] == text
        # Each text that was acknowledged is a version: one for each line, and what was there at the beginning. Of one
        # that was killed, the version may be there and the text not, so that the text before is found once more.
        _, told, _ = own[0].ask("GET", f"/api/scenarios/{scenario}/versions")
        assert 1 + sum(len(user.saved) for user in own) <= told["total"] <= 1 + len(lines) + 2 * unsure * len(own)


def see_that_drafts_are_there(users: Sequence[User]) -> None:
    """See that each user has the draft that was acknowledged last, or what was under way after it."""
    for user in users:
        _, told, _ = user.ask("GET", f"/api/scenarios/{user.scenario}/draft")
        kept = told["draft"] and told["draft"]["text"]
        assert kept in user.drafts, (kept, user.drafts)


def started(folder: Path, *more: str, command: Sequence[str] = START) -> tuple[subprocess.Popen[str], str]:
    """Start a workbench and return it with its address."""
    process = subprocess.Popen(
        [*command, str(folder), "--port", "0", "--no-browser", *more], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    found = re.search(r"http://\S+", process.stdout.readline())
    assert found
    return process, found.group()


def add_accounts(folder: Path, names: Sequence[str], *more: str) -> None:
    """Add an account for each name."""
    from detente.workbench.opening import opened

    here = opened(folder, desk_at=more[1] if more else None)
    for name in names:
        here.accounts.add(name, "admin", PASSWORD)
    here.desk.close()


def main() -> None:
    """Let a crowd work for some time, and tell how it went."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--desk", default=None)
    given = parser.parse_args()
    more = ("--desk", given.desk) if given.desk else ()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for one in (STILL, *(f"case{number}.yaml" for number in range(4))):
            (folder / one).write_text(CHICKEN, encoding="utf-8")
        names = [f"user{number}" for number in range(given.users)]
        add_accounts(folder, names, *more)
        process, page = started(folder, *more)
        users = [User(page, one, f"case{place % 4}.yaml") for place, one in enumerate(names)]
        for user in users:
            user.enter()
        began = time.monotonic()
        at_once(users, lambda _turn: time.monotonic() - began < given.seconds)
        took = time.monotonic() - began
        see_that_nothing_is_lost(folder, users)
        see_that_drafts_are_there(users)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        told = sum((user.told for user in users), Counter[int]())
        times = sorted(one for user in users for one in user.took)
        print(f"{len(users)} users, {took:.1f} s, {len(times)} requests: {len(times) / took:.0f} a second")
        print(f"saved {sum(len(user.saved) for user in users)}, refused as changed meanwhile {told[412]}, lost 0")
        print(f"statuses {dict(sorted(told.items()))}")
        for part in (0.5, 0.95, 0.99):
            print(f"{part:.0%} of requests within {1000 * times[int(part * (len(times) - 1))]:.0f} ms")
        print(f"mean {1000 * statistics.mean(times):.0f} ms, longest {1000 * times[-1]:.0f} ms")


if __name__ == "__main__":
    main()
