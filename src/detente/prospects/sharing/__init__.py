"""Rules of sharing: one small file each, found by its name.

Where several prospects remain in a world, the model does not say which of them comes about. To give one number all the
same, the world's chance is shared among them by a rule. A rule is an assumption, chosen openly; what no rule can change
(the chances that every prospect has something, and that some prospect has it) is told beside it.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from detente.engine.stability import Concept
from detente.errors import question
from detente.prospects.rests import Scene
from detente.prospects.worlds import Worlds
from detente.scenario.model import Scenario

Shares = NDArray[np.float64]
"""What part of its world each prospect gets, by worlds and states: a row adds up to 1 where any prospect is, else to 0;
what is no prospect in a world gets nothing of it."""


@dataclass(frozen=True, eq=False)
class Asked:
    """What a forecast is asked about, for rules that must go back to the conflict itself."""

    scenario: Scenario
    worlds: Worlds
    concept: Concept
    variant: str | None
    beliefs: bool | None


@dataclass(frozen=True)
class Rule:
    """How a world is shared among its prospects.

    Attributes
    ----------
    key : the word on the command line and in the documentation; the file's name.
    title : the rule after the words "shared among its prospects", such as `in equal parts`.
    assumes : what one assumes by choosing it, in one sentence.
    shares : gives the parts that the prospects of a scene's worlds get (see `Shares`).
    slow : whether it is worked out only where it is asked for, and not for the table of all rules.
    cites : keys in `docs/references.bib`; empty for a rule of our own.
    """

    key: str
    title: str
    assumes: str
    shares: Callable[[Scene, Asked], Shares]
    slow: bool = False
    cites: tuple[str, ...] = ()


FIRST = "equal"
"""The rule that is used where none is asked for."""


@functools.cache
def rules() -> Mapping[str, Rule]:
    """Return every rule by key, the one that is used unless asked otherwise first.

    >>> list(rules())[0]
    'equal'
    """
    found = {name: _rule(name) for _, name, _ in pkgutil.iter_modules(__path__)}
    return dict(sorted(found.items(), key=lambda item: (item[0] != FIRST, item[0])))


def find_rule(name: str | None) -> Rule:
    """Return the rule of that name (None: the first), or say which there are."""
    known = rules()
    if name is None:
        return known[FIRST]
    if name in known:
        return known[name]
    near = get_close_matches(name.lower(), known, 1)
    raise question(
        "unknown-sharing",
        f"`{name}` is no rule of sharing",
        f"There are: {', '.join(known)}.",
        f"Did you mean `{near[0]}`?" if near else "Leave --sharing out for equal parts.",
    )


def _rule(name: str) -> Rule:
    rule: Rule = importlib.import_module(f"{__name__}.{name}").RULE
    return rule
