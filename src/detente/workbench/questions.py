"""Questions: what can be asked of a text, each with all that its answer hangs on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from detente import __version__


@dataclass(frozen=True)
class Question:
    """A verb, the text that it is asked of, what is asked besides, and in which form the answer is wanted.

    `form` is `object` for what `--json` prints and `page` for words to read. Two questions with one fingerprint have
    one answer.
    """

    verb: str
    name: str
    text: bytes = field(repr=False)
    asked: Mapping[str, Any]
    form: str = "object"

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 of the text."""
        return sha256(self.text).hexdigest()

    @property
    def about(self) -> str:
        """Return all that the answer hangs on, as text; the name is in it, since places call the file by it."""
        told = {"version": __version__, "verb": self.verb, "name": self.name, "sha256": self.digest, "form": self.form}
        return json.dumps(told | {"asked": {k: v for k, v in self.asked.items() if v is not None}}, sort_keys=True)

    @cached_property
    def fingerprint(self) -> str:
        """Return a digest of all that the answer hangs on."""
        return sha256(self.about.encode()).hexdigest()[:32]


LANES = {
    "check": "text",
    "written": "text",
    "states": "ready",
    "graph": "ready",
    "explain": "ready",
    "what-if": "ready",
}
"""Which lane a verb waits in: questions that are answered at once never wait behind long ones."""


def lane(verb: str) -> str:
    """Return the lane of a verb: `text`, `ready` (asked again and again of what was found before) or `long`."""
    return LANES.get(verb, "long")


__all__ = ["LANES", "Question", "lane"]
