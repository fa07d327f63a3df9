"""The description of the API (OpenAPI): one form of all refusals, and names that a generated client can use."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from detente.workbench.bearings import Bearings
from detente.workbench.objects.kept import Refusal
from detente.workbench.routes.who import COOKIE

OPEN = ("about", "enter", "leave")
"""What can be asked without a login: what this is, to log in, and to log out."""

REF = "#/components/schemas/"


def operation(route: APIRoute) -> str:
    """Return what an endpoint is called: `analyse_object`."""
    return route.name.replace(" ", "_").replace("-", "_").strip("_")


def describing(app: FastAPI, whole: Callable[[], dict[str, Any]]) -> Callable[[], dict[str, Any]]:
    """Return what describes an application, given what FastAPI says of its endpoints."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            found = whole()
            refusal = Refusal.model_json_schema(ref_template=REF + "{model}")
            found["components"]["schemas"] |= refusal.pop("$defs", {}) | {"Refusal": refusal}
            _tell_apart(found, found["components"]["schemas"])
            app.openapi_schema = _with_short_names(found)
        here: Bearings = app.state.bearings
        return app.openapi_schema | (_locked(app.openapi_schema) if here.accounts.needed else {})

    return described


def _locked(described: dict[str, Any]) -> dict[str, Any]:
    """Return what is said besides where one must log in: which cookie opens the door, and what is open without it."""
    paths = {
        path: {method: one | {"security": []} if one["operationId"] in OPEN else one for method, one in methods.items()}
        for path, methods in described["paths"].items()
    }
    schemes = {"session": {"type": "apiKey", "in": "cookie", "name": COOKIE}}
    parts = described["components"] | {"securitySchemes": schemes}
    return {"paths": paths, "components": parts, "security": [{"session": []}]}


def _tell_apart(described: Any, schemas: dict[str, Any]) -> None:
    """Require of alternatives what tells them apart: that their models have it by default is no help to a reader."""
    if isinstance(described, list):
        described = dict(enumerate(described))
    if not isinstance(described, dict):
        return
    by = described.get("discriminator", {})
    for ref in by.get("mapping", {}).values():
        schema = schemas[ref.removeprefix(REF)]
        schema["required"] = sorted({*schema.get("required", ()), by["propertyName"]})
    for part in list(described.values()):
        _tell_apart(part, schemas)


def _with_short_names(described: dict[str, Any]) -> dict[str, Any]:
    """Return a description in which objects are called by short names, each of its own, which are their titles too.

    Objects of one name in several modules are told apart by the module: `EvolveCourse` and `TreeCourse`.
    """
    names = {long: _short(long) for long in described["components"]["schemas"]}
    twice = {short for short, count in Counter(names.values()).items() if count > 1}
    names = {long: long if short in twice else short for long, short in names.items()}
    text = re.sub(r'"#/components/schemas/([^"]+)"', lambda found: f'"{REF}{names[found[1]]}"', json.dumps(described))
    renamed: dict[str, Any] = json.loads(text)
    parts = renamed["components"]["schemas"]
    renamed["components"]["schemas"] = {names[long]: part | {"title": names[long]} for long, part in parts.items()}
    return renamed


def _short(name: str) -> str:
    """Return `EvolveCourse` for `detente__views__objects__evolve__Course`."""
    *modules, own = name.split("__")
    return "".join(part.capitalize() for part in modules[-1:]) + own


__all__ = ["describing", "operation"]
