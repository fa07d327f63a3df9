"""Edits of states that are listed by name: what may be so, in graph form."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from detente.scenario.document import Plain
from detente.scenario.edits.edit import Data, Edit, Name, Words, free, mapping, shapeless, unknown


def _states(data: Data, name: str | None = None) -> dict[str, Plain] | list[Plain]:
    """Return the states, among which there is one of that name."""
    states = data.get("states")
    if not isinstance(states, dict | list):
        raise shapeless("what may be so", "a list of states")
    if name is not None and name not in states:
        raise unknown(f"there is no state `{name}`", map(str, states))
    return states


class Add(Edit):
    """There is one more state, the last; where states are a list of names, it has no meaning."""

    edit: Literal["state.add"] = "state.add"
    state: Name
    means: Annotated[Words, Field(min_length=1)] | None = None

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        states = _states(data)
        free(self.state, map(str, states), "a state")
        if isinstance(states, dict):
            states[self.state] = self.means or self.state
        elif self.means is None:
            states.append(self.state)
        else:
            raise shapeless("`states`", "a mapping from names to what they mean")


class Change(Edit):
    """A state means something else; its name stays, since other parts use it."""

    edit: Literal["state.change"] = "state.change"
    state: Name
    means: Annotated[Words, Field(min_length=1)]

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        mapping(_states(data, self.state), "`states`")[self.state] = self.means


class Remove(Edit):
    """A state goes; moves and rankings that name it stay as they are, and are told by the checks."""

    takes_away = True
    edit: Literal["state.remove"] = "state.remove"
    state: Name

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        states = _states(data, self.state)
        if isinstance(states, dict):
            del states[self.state]
        else:
            states.remove(self.state)


EDITS: tuple[type[Edit], ...] = (Add, Change, Remove)
