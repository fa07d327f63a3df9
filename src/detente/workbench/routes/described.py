"""The objects that answer questions, by verb, for the description of the API.

They take a second to load, and nothing else here needs them: a worker packs its answer itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from detente.views.objects.check import Checked
from detente.workbench.objects.edited import Edited
from detente.workbench.objects.flips import Flips
from detente.workbench.objects.graph import Graph
from detente.workbench.objects.map import Map
from detente.workbench.objects.pages import Blocks
from detente.workbench.objects.signals import TimeLine
from detente.workbench.objects.states import StatesPage
from detente.workbench.objects.tornado import Tornado
from detente.workbench.objects.tree import Tree
from detente.workbench.objects.whatif import WhatIf
from detente.workbench.objects.why import Why
from detente.workbench.objects.written import Written
from detente.workbench.routes.answers import VERBS

ENVELOPES = {"coverage": "claims", "drivers": "forecast", "inverse": "settle"}
"""Verbs whose objects stand in the file of another command."""

OBJECTS: Mapping[str, Any] = {
    "page": Blocks,
    "check": Checked,
    "written": Written,
    "states": StatesPage,
    "graph": Graph,
    "why": Why,
    "map": Map,
    "tree": Tree,
    "tornado": Tornado,
    "signals": TimeLine,
    "what-if": WhatIf,
    "edit": Edited,
    "flips": Flips,
} | {verb: import_module(f"detente.views.objects.{ENVELOPES.get(verb, verb)}").ENVELOPE for verb in VERBS}
"""What answers each verb; `page` is what answers with words."""
