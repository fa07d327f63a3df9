"""By the course of play: what is likelier to be come to, with movers and moves drawn at random, gets more."""

import numpy as np

from detente.prospects.chain import Process
from detente.prospects.evolutions import evolutions
from detente.prospects.rests import Scene
from detente.prospects.sharing import Asked, Rule, Shares


def _shares(scene: Scene, asked: Asked) -> Shares:
    shares: Shares = scene.prospects.astype(np.float64)
    several = np.flatnonzero(scene.prospects.sum(axis=1) > 1)
    process = Process("undeterred", (1.0,) * len(scene.conflict.actors))
    for alike, found in evolutions(asked, process, scene.worlds[several]) if several.size else ():
        rows = np.flatnonzero(np.isin(scene.worlds, alike.worlds))
        columns = np.searchsorted(scene.place, alike.place[found.rests])
        shares[np.ix_(rows, columns)] = found.chances / found.rested
    return shares


RULE = Rule(
    key="process",
    title="by where a random course of play ends",
    assumes=(
        "At each state one of those who would move is drawn, all alike, and makes one of its undeterred moves, all "
        "alike; play that goes round for ever does not count."
    ),
    shares=_shares,
    slow=True,
)
