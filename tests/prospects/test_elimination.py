"""Sums over circumstances one after another are sums over all worlds, however many these are."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from detente.engine.stability import concepts
from detente.errors import TooLargeError
from detente.prospects import elimination as module
from detente.prospects.elimination import Factor, factor, summed
from detente.prospects.forecast import forecast
from detente.prospects.network import depends_on
from detente.prospects.worlds import Drawing, worlds_of
from detente.scenario.reader import read
from tests.prospects import networks

FIRM = concepts()["firm"]


@pytest.mark.parametrize("seed", range(60))
def test_sums_are_those_over_all_worlds(seed: int) -> None:
    random = Random(seed)
    circumstances = networks.random_circumstances(random, most=5)
    scenario = networks.scenario(circumstances)
    uses, worlds = depends_on(scenario, None, {}), worlds_of(scenario)
    every = scenario.circumstances
    sure = {name: one.now for name, one in every.items() if name not in uses}
    factors = [factor(every[name], sorted(uses[name]), every, sure, None) for name in uses]
    weigh = {name: np.array([random.random() for _ in every[name].values]) for name in uses if random.random() < 0.5}
    kept = random.sample(sorted(uses), random.randint(0, len(uses)))
    found = summed([*factors, *(Factor((name,), numbers) for name, numbers in weigh.items())], kept)
    expected = np.zeros([len(every[name].values) for name in kept])
    for number, world in enumerate(worlds):
        weight = float(worlds.middle[number])
        for name, numbers in weigh.items():
            weight *= numbers[every[name].values.index(world[name])]
        expected[tuple(every[name].values.index(world[name]) for name in kept)] += weight
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_what_hangs_together_at_once_may_be_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 15)
    pairs = [Factor(("a", name), np.ones((2, 2))) for name in "bcde"]
    assert summed(pairs, ["a"]).tolist() == [16.0, 16.0]  # each of the others goes alone
    with pytest.raises(TooLargeError, match="5 circumstances hang together") as caught:
        summed(pairs, ["b", "c", "d", "e"])
    assert "32 combinations" in caught.value.problems[0].given


def chain(links: int) -> str:
    """Tell of doubts in a chain: each is as likely as not at first, then like the one before it with 0.9."""
    text = "title: t\ncircumstances:\n  c0: {now: yes, chance: 0.5, assumed: x}\n"
    for n in range(1, links):
        text += f"  c{n}: {{now: yes, chance: {{c{n - 1}: 0.9, otherwise: 0.1}}, assumed: x}}\n"
    return text + (
        "actors:\n  A: {options: {x: {assumed: x}}, prefers: [{want: x, assumed: x}]}\n"
        "  B: {options: {y: {assumed: x}}, prefers: [{want: y, exactly when: c0, assumed: x}]}\n"
        "  C: {options: {z: {assumed: x}}, prefers: [{want: z, assumed: x}]}\n"
        "beliefs:\n  - {who: A, thinks: c0, chance: 0.5, assumed: x}\n"
        f"signals:\n  - {{name: s, about: c{links - 1}, seen if: {{no: 0.2, yes: 0.8}}, assumed: x}}\n"
    )


@pytest.mark.parametrize("links", [3, 8, 30])
def test_minds_over_any_number_of_worlds_that_hang_together(links: int) -> None:
    """A link keeps (0.9 - 0.1) of what the one before tells: c0 makes the last yes with 0.5 + 0.5 * 0.8^(links - 1).

    So the signal has odds 0.2 + 0.6 of that where c0 is so, and as much less than 0.5 where it is not; they are even in
    sum. A takes c0 to be so with half a chance before the signal, with those odds after it.
    """
    scenario = read(chain(links))
    last = 0.5 + 0.5 * 0.8 ** (links - 1)
    reads = 0.2 + 0.6 * last
    found = forecast(scenario, FIRM, drawing=Drawing(1 << 12))
    (name,) = [mind.name for mind in found.minds]
    worlds = found.played.worlds
    so = found.played.chance(worlds.having(name, "yes"))
    assert so.middle == pytest.approx(reads, abs=1e-12 if so.error is None else 4 * so.error)
    assert (so.error is not None) == (links == 30)
