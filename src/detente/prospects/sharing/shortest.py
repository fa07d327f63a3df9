"""To the nearest: of a world's prospects those count that play reaches in the fewest moves, in equal parts."""

import numpy as np

from detente.prospects.rests import Scene
from detente.prospects.sharing import Asked, Rule, Shares


def _shares(scene: Scene, _: Asked) -> Shares:
    farther = np.where(scene.prospects, scene.length, np.iinfo(scene.length.dtype).max)
    nearest = scene.prospects & (farther == farther.min(axis=1, keepdims=True, initial=np.iinfo(farther.dtype).max))
    return np.asarray(nearest / np.maximum(nearest.sum(axis=1, keepdims=True), 1), dtype=np.float64)


RULE = Rule(
    key="shortest",
    title="by the nearest, in equal parts where several are as near",
    assumes="Play comes to rest where it can soonest: a prospect that takes more moves than another does not come.",
    shares=_shares,
)
