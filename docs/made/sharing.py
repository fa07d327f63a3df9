"""The page of rules of sharing, from their registry."""

from __future__ import annotations

from detente.prospects.sharing import Rule, rules
from docs.made import page, table

INTRODUCTION = """\
Where several prospects remain in a world, its chance is shared among them by a rule: `detente forecast --sharing RULE`.
The first is used unless another is named. Each is an assumption; what none of them can change stands beside its numbers
(*any sharing*). Where shares matter, a forecast shows what each rule gives, a slow one only where it is asked for.

A rule is one file in `src/detente/prospects/sharing/`, named like the rule. It needs no other line."""


def sharing_page() -> str:
    """Return the list of rules of sharing."""
    return page(
        "Sharing",
        INTRODUCTION,
        table("rule | a world is shared | which assumes", [_row(one) for one in rules().values()]),
    )


def _row(rule: Rule) -> str:
    slow = " (slow)" if rule.slow else ""
    return f'<a id="{rule.key}"></a>`{rule.key}`{slow} | {rule.title} | {rule.assumes}'
