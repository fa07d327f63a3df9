"""An option, or a value of one, that no feasible state uses: the rules take it away in every world looked at."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from detente.checks.subject import Subject
from detente.errors import Problem
from detente.scenario.expression import Expression


def find(subject: Subject) -> Iterator[Problem]:
    """Yield options and values that no feasible state has, in any variant or world that rules speak of."""
    scenario = subject.scenario
    rules: list[Expression] = [rule.when.meaning for rule in scenario.rules]
    needs: list[Expression] = [option.needs.meaning for option in scenario.options.values() if option.needs]
    scenes = [states for _, states in subject.scenes(*rules, *needs)]
    if not scenes:
        return
    for option in scenario.options.values():
        used = {option.values[v] for states in scenes for v in np.unique(states.columns[option.id])}
        unused = [value for value in option.values if value not in used]
        if unused:
            what = f"option `{option.id}`" if set(unused) == set(option.values[1:]) else f"`{option.id}` = {unused[0]}"
            yield Problem(
                "unused-value",
                f"No feasible state uses {what}",
                "Every value of an option should be possible in some state.",
                f"Take {', '.join(unused)} out, or change the rule or the `needs` that excludes it.",
                option.place,
                "warning",
            )
