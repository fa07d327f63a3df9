"""Questions: what can be asked of a text, each with all that its answer hangs on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal

from detente import __version__

Among = Literal["moves", "improvements", "undeterred"]
"""Which moves are drawn: all; those that their mover prefers; of these, those that no reply deters."""


@dataclass(frozen=True)
class Question:
    """A verb, the text that it is asked of, what is asked besides, and in which form the answer is wanted.

    `form` is `object` for what `--json` prints, `page` for words to read, and `html` or `pdf` for a file. Two questions
    with one fingerprint have one answer. `version` is the program's; `known` is the SHA-256 of a text that is not at
    hand.
    """

    verb: str
    name: str
    text: bytes = field(repr=False)
    asked: Mapping[str, Any]
    form: str = "object"
    version: str = __version__
    known: str = ""

    @classmethod
    def told(cls, about: str, text: bytes | None) -> Question | None:
        """Return the question that `about` tells, of a text that may not be at hand; None where it makes no sense."""
        try:
            given = json.loads(about)
            known = given.pop("sha256")
            return cls(text=text or b"", known=known if text is None else "", **given)
        except (ValueError, AttributeError, KeyError, TypeError):
            return None

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 of the text."""
        return self.known or sha256(self.text).hexdigest()

    @property
    def about(self) -> str:
        """Return all that the answer hangs on, as text; the name is in it, since places call the file by it."""
        told = {"version": self.version, "verb": self.verb, "name": self.name, "sha256": self.digest, "form": self.form}
        return json.dumps(told | {"asked": {k: v for k, v in self.asked.items() if v is not None}}, sort_keys=True)

    @cached_property
    def fingerprint(self) -> str:
        """Return a digest of all that the answer hangs on."""
        return sha256(self.about.encode()).hexdigest()[:32]


LANES = {
    "check": "text",
    "written": "text",
    "edit": "edit",
    "differs": "edit",
    "signals": "text",
    "states": "ready",
    "graph": "ready",
    "map": "ready",
    "explain": "ready",
    "why": "ready",
    "what-if": "ready",
    "flips": "flips",
}
"""Which lane a verb waits in: questions that are answered at once never wait behind long ones."""


def lane(verb: str) -> str:
    """Return the lane of a verb; `ready` is for what is asked again and again of what was found before."""
    return LANES.get(verb, "long")


__all__ = ["LANES", "Question", "lane"]
