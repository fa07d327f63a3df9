"""Which conflicts the symbolic engine serves, and why not the others."""

from __future__ import annotations

from collections.abc import Iterator

from detente.conflict import Conflict, Option, Ranked
from detente.errors import Problem, QuestionError
from detente.scenario.expression import variables

LISTING = "Lock options or add rules until the states can be listed, and use the engine that lists them."


def refuse_unserved(conflict: Conflict) -> None:
    """Raise QuestionError with every reason why the conflict is of a kind that is not served."""
    problems = tuple(_problems(conflict))
    if problems:
        raise QuestionError(problems)


def _problems(conflict: Conflict) -> Iterator[Problem]:
    if conflict.arcs is not None:
        yield Problem(
            "symbolic-graph-form",
            "The conflict lists its states and moves",
            "The symbolic engine takes conflicts in option form.",
            "Listed states are never too many: use the engine that lists them.",
        )
        return
    falling = [option.id for option in conflict.options if _falls(conflict, option)]
    if falling:
        yield Problem(
            "symbolic-dependants",
            f"{', '.join(falling)} may fall away with another option's move",
            "The symbolic engine takes options that need only other options of the same actor, and lapse on nothing.",
            f"Write the needs as rules under `never` if that is meant. {LISTING}",
        )
    ranked = [
        name for name, wants in zip(conflict.actors, conflict.preferences, strict=True) if isinstance(wants, Ranked)
    ]
    if ranked:
        yield Problem(
            "symbolic-rankings",
            f"{', '.join(ranked)} ranks the states one by one",
            "The symbolic engine takes ordered or weighed statements.",
            f"Write what the actor wants as statements. {LISTING}",
        )
    for actor, view in conflict.views.items():
        others = [wants for i, wants in enumerate(view.preferences) if i != actor]
        if (
            view.structure != conflict.structure
            or view.preferences[actor] != conflict.preferences[actor]
            or any(isinstance(wants, Ranked) for wants in others)
        ):
            yield Problem(
                "symbolic-beliefs",
                f"{conflict.actors[actor]} believes in other options, rules or own wants than there are",
                "The symbolic engine takes beliefs that concern only what others want.",
                f"Analyse the conflict without beliefs. {LISTING}",
            )


def _falls(conflict: Conflict, option: Option) -> bool:
    """Return whether a move could take the option with it, or be stopped by its lapse.

    What needs other options of its own actor merely makes states infeasible: the actor moves to none of those.
    """
    actor = {other.id: other.actor for other in conflict.options if other.locked is None}
    watched = {name for watch in option.watches for name in ({watch} if isinstance(watch, str) else variables(watch))}
    needed = {name for name in variables(option.needs) if name in actor and actor[name] != option.actor}
    return bool(needed or watched & set(actor))
