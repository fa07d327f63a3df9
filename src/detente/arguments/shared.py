"""Shared: what part of a world each of its prospects gets, by a rule of sharing, as claims about chances ask."""

from __future__ import annotations

import numpy as np

from detente.engine.truth import Table
from detente.grounds.ground import Ground, Rested
from detente.prospects.rests import Scene
from detente.prospects.sharing import Asked, Rule
from detente.prospects.worlds import Chances


def parts(rule: Rule, asked: Asked, ground: Ground, rested: Rested, world: int) -> Chances:
    """Return the part of each prospect in a world of a ground, given by its number; they add up to 1 if there is any.

    Of a world with a single prospect that has all, whatever the rule.
    """
    if len(rested.prospects) < 2:
        return np.ones(len(rested.prospects))
    states, place = ground.states, rested.prospects
    met = Table({name: column[place] for name, column in states.columns.items()}, states.values, len(place))
    there = np.ones((1, len(place)), dtype=np.bool_)
    restless = np.zeros(1, dtype=np.bool_)  # play that goes round for ever gets no part of a world
    one = Scene(np.array([world]), ground.layout.conflict, met, there, restless, rested.length[None], place)
    found: Chances = rule.shares(one, asked)[0]
    return found


__all__ = ["Asked", "parts"]
