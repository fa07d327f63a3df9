"""What the page of settlements says where no state is acceptable and better for somebody."""

from typing import Any

import pytest

from detente import api
from detente.scenario.reader import read
from detente.views.page import text

ZERO = """\
title: What one wins the other loses
analysis: {concept: nash}
actors:
  A: {options: {x: {}}, prefers: [want: x]}
  B: {options: {y: {}}, prefers: [avoid: A.x]}
  C: {options: {z: {}}, prefers: []}
"""


@pytest.mark.parametrize(
    ("members", "say"),
    [
        ((), "somebody gain without a loss to anybody"),
        (("A", "B"), "one of A and B gain without a loss to another"),
        (("B",), "B gain"),
    ],
)
def test_where_nobody_gains_without_a_loss_it_says_among_whom(members: Any, say: str) -> None:
    """x is what A wants and B does not; nothing else matters to anybody."""
    said = text(api.settle(read(ZERO), members=members).page())
    assert f"○ In none of 8 states does {say}, measured against the status quo." in said
