"""What `show` says of a conflict before anything is solved."""

import pytest

from detente.answers.overview import Overview, overview, unlisted
from detente.answers.run import run
from detente.answers.search import search
from detente.errors import TooLargeError, question
from detente.views.overview import actors_table, options_table, overview_page
from detente.views.page import text
from tests.views.large import drawn
from tests.views.small import CHICKEN, DAM, DOOR, scenario

FULL = """
title: The bridge
story: Two towns and a bridge. It may fall.
circumstances:
  river:
    values: [low, high]
    now: low
    means: how the river stands
    chance: {bridge = old: likely, otherwise: 0.9}
    assumed: an example
  bridge: {values: [old, new], now: old, chance: very likely, assumed: an example}
  night: {now: no, assumed: an example}
situations:
  cut_off: river = high and not North.ferry
actors:
  North:
    options:
      ferry: {means: run a ferry, needs: river = low, cite: 1}
    prefers:
      - {name: a, avoid: cut_off, because: it starves, cite: 1}
      - {name: b, want: ferry, if: night, cite: 1}
      - {name: c, want: ferry, exactly when: not night, assumed: an example}
      - {name: d, avoid: ferry, drops: {below: e, when: night}, assumed: an example}
      - {name: e, want: South.toll, assumed: an example}
  South:
    options: {toll: {assumed: an example}}
    weighs: [{name: gold, want: toll, weight: 2.5, assumed: an example}]
sources: {map: {paragraphs: 3}}
never: [{name: no_both, when: North.ferry and South.toll, because: nobody pays for both, cite: 2}]
beliefs:
  - {who: North, thinks: bridge = new, chance: may, because: it was painted, cite: 3}
words: {may: [0.05, 0.95]}
signals:
  - {name: crack, what: a crack, about: bridge, seen if: {old: 0.5, new: 0.1}, assumed: the numbers}
claims:
  - {name: dry, says: nobody is cut off, test: no equilibrium has cut_off, assumed: an example}
not modelled:
  - {what: the weather, why: nobody chooses it, assumed: an example}
  - {what: the season, why: nobody chooses it, assumed: an example}
variants: {flood: {says: the river is high, set: {river: high}, assumed: an example}}
"""


def lines(of: str, variant: str | None = None, everything: bool = False) -> list[str]:
    return text(overview_page(overview(run(scenario(of), variant)), everything)).splitlines()


def test_size_and_status_quo() -> None:
    assert "4 states. Status quo: state 1." in lines(DAM)
    assert (
        "3 states out of 4 combinations of values: rules and needs exclude the others. Status quo: state 3."
        in lines(DOOR)
    )
    assert "4 states. The status quo is unknown." in lines(CHICKEN)


def test_moves_are_counted() -> None:
    """Upper can go either way in each pair of states; Lower's strike is for good."""
    table = actors_table(overview(run(scenario(DAM))))
    assert table.rows == (("Upper", "the upper country", 4), ("Lower", "Lower", 2))


def counted(of: str, why: TooLargeError | None = None) -> Overview:
    return unlisted(search(scenario(of), too_large=why))


@pytest.mark.parametrize("seed", range(40))
def test_states_and_moves_are_counted_alike_with_and_without_a_list(seed: int) -> None:
    listed, found = overview(run(scenario(drawn(seed)))), counted(drawn(seed))
    assert (found.combinations, found.feasible) == (listed.combinations, listed.feasible)
    assert found.moves == listed.moves
    assert (found.start, found.status_quo) == (listed.start, None)
    assert listed.status_quo is not None
    assert listed.start == listed.status_quo.values


def test_without_a_list_the_page_says_so() -> None:
    host = "Host: {options: {open: {start: yes, assumed: x}}, prefers: []}"
    guest = "Guest: {options: {inside: {assumed: x}}, prefers: []}"
    rule = "never: [{name: shut, when: Guest.inside and not Host.open, assumed: x}]"
    large = TooLargeError(question("too-many-states", "too many", "fewer", "lock some").problems)
    said = text(overview_page(counted(f"title: Door\nactors: {{{host}, {guest}}}\n{rule}\n", large)))
    assert (
        "3 states out of 4 combinations of values: rules and needs exclude the others. They are too many to be listed. "
        "The status quo has no number; its values are in brackets below."
    ) in said.splitlines()
    assert "Host.open | no, [yes] | " in said.splitlines()


def test_huge_numbers_are_rounded() -> None:
    options = ", ".join(f"o{n}: {{assumed: x}}" for n in range(120))
    lines_ = text(
        overview_page(counted(f"title: Wide\nactors: {{A: {{options: {{{options}}}, prefers: []}}}}\n"))
    ).splitlines()
    assert "about 1.33 × 10^36 states. The status quo has no number; its values are in brackets below." in lines_
    assert "A | A | about 1.77 × 10^72" in lines_  # 2^120 × (2^120 - 1)


def test_options_mark_the_value_at_the_start() -> None:
    found = lines(DOOR)
    assert "Host.open | no, [yes] | " in found
    assert options_table(overview(run(scenario(DAM)))).columns == ("option", "values", "what it means")


def test_doubts_in_words_with_their_bands() -> None:
    found = lines(FULL)
    begin = found.index("What is true of the world, and how sure that is")
    assert found[begin + 1 : begin + 5] == [
        "river = low, not high (likely if bridge = old; 0.90 otherwise): how the river stands",
        "bridge = old, not new (very likely)",
        "night = no (not in doubt)",
        "very likely 0.80–0.95, likely 0.55–0.80",
    ]


def test_variant_sets_the_world_and_its_chance_is_the_rest() -> None:
    found = lines(FULL, "flood")
    assert "river = high, not low (0.20–0.45 if bridge = old; 0.10 otherwise): how the river stands" in found


def test_wants_rules_and_beliefs() -> None:
    found = lines(FULL)
    begin = found.index("Who believes what")
    assert found[begin + 1 : begin + 17] == [
        "North: bridge = new (may), because it was painted (¶3)",
        "What they want, most important first",
        "North",
        "  avoid cut_off",
        "  want ferry if night",
        "  want ferry exactly when not night",
        "  avoid ferry (drops below e when night)",
        "  and 1 more (--all)",
        "South",
        "  2.5 × want toll",
        "What cannot be",
        "never North.ferry and South.toll",
        "North.ferry needs river = low",
        "Variants to compare",
        "flood: the river is high",
        "The file also holds 1 signal, 1 claim and 2 parts of the analysis that are not modelled.",
    ]


def test_everything_tells_reasons_and_situations() -> None:
    found = lines(FULL, everything=True)
    assert "  avoid cut_off, because it starves (¶1)" in found
    assert "  want South.toll (assumed: an example)" in found
    assert "cut_off: river = high and not North.ferry" in found
    assert "never North.ferry and South.toll, because nobody pays for both (¶2)" in found


def test_listed_states_tell_who_can_leave_them() -> None:
    found = lines(CHICKEN)
    assert "1 | both swerve | P1 3; P2 2" in found
    assert "P1 ranks the states 3 > 1 > 2 > 4" in found
