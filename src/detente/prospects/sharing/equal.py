"""In equal parts: no prospect of a world is preferred to another."""

import numpy as np

from detente.prospects.rests import Scene
from detente.prospects.sharing import Asked, Rule, Shares


def _shares(scene: Scene, _: Asked) -> Shares:
    number = scene.prospects.sum(axis=1, keepdims=True)
    return np.asarray(scene.prospects / np.maximum(number, 1), dtype=np.float64)


RULE = Rule(
    key="equal",
    title="in equal parts",
    assumes="Nothing is known that would make one prospect of a world likelier than another.",
    shares=_shares,
)
