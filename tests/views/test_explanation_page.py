"""What `explain` says of states whose verdicts were worked out by hand (see `small`)."""

import pytest

from detente.views.explanation import explanation_page, stances_table
from detente.views.page import text
from tests.views.small import CHICKEN, DAM, PENNIES, explained


def lines(scenario: str, state: int | str, concept: str | None = None, actor: str | None = None) -> list[str]:
    return text(explanation_page(explained(scenario, state, concept, actor))).splitlines()


def test_state_that_holds_tells_move_reply_and_cost() -> None:
    assert lines(DAM, 1)[:15] == [
        "The dam as of 2020-05-01",
        "● State 1 holds under firm stability: nobody would leave it.",
        "It is the status quo:",
        "Upper: shut no",
        "Lower: strike no",
        "● Upper stays: it has a better move, but a reply deters it from that.",
        "1. ● Upper: shut no → yes",
        "  Upper wants shut (assumed: a dry summer)",
        "  But then Lower would set strike to yes.",
        (
            "  That way it ends worse off than by staying: Upper wants to avoid Lower.strike, because the dam is worth "
            "more than one summer's water (¶2, 3)."
        ),
        "● Lower stays: no move of its own would be better for it.",
        "Who stays under which concept",
        "actor | firm | Nash | GMR | SMR | SEQ | SSEQ",
        "Upper | ● | ○ | ● | ● | ● | ●",
        "Lower | ● | ● | ● | ● | ● | ●",
    ]


def test_state_that_is_left_tells_that_nothing_deters() -> None:
    assert lines(DAM, 2)[1:7] == [
        "○ State 2 does not hold under firm stability: Lower would leave it.",
        "It is as the status quo, but with Upper.shut = yes.",
        "○ Lower would leave: it has a better move, and nothing deters it from that.",
        "1. ○ Lower: strike no → yes",
        "  Lower wants to avoid Upper.shut and not strike, because its fields depend on the river (¶5)",
        "  No reply of the others takes that gain away.",
    ]


def test_replies_that_need_not_pay_are_told_as_possible() -> None:
    assert "  But then Same could set heads to yes." in lines(PENNIES, "start", "gmr")
    assert "  But then Same would set heads to yes." in lines(PENNIES, "start", "seq")


def test_tie_is_told_as_no_better() -> None:
    assert "  That way it ends no better off than by staying." in lines(PENNIES, "start", "seq")


def test_own_answer_is_granted_where_the_concept_grants_it() -> None:
    """Under sseq Other can turn its coin again, so the reply does not hurt."""
    assert "  No reply of the others takes that gain away." in lines(PENNIES, "start", "sseq")


def test_only_the_actor_asked_about() -> None:
    found = lines(DAM, 2, actor="Upper")
    assert found[1] == "○ State 2 does not hold under firm stability, though Upper would stay."
    assert not [line for line in found if line.startswith(("Lower", "● Lower", "○ Lower"))]


def test_listed_states_are_named_by_their_meaning() -> None:
    found = lines(CHICKEN, 1, "nash")
    assert found[1] == '○ State 1 "both swerve" does not hold under Nash stability: P1 and P2 would leave it.'
    assert found[2:5] == [
        "○ P1 would leave: it has a better move, and nothing deters it from that.",
        "1. ○ P1: state 1 → 3",
        "  P1 ranks state 3 above state 1",
    ]


# Russia-like: Buyer thinks the Seller hostile. In fact (kind) the seller never answers a purchase; were it hostile it
# would raise the price, which Buyer dislikes more than it likes the goods. So Buyer stays, for a reason that is not.
BELIEF = """
title: The shop
circumstances:
  seller: {values: [kind, hostile], now: kind}
actors:
  Buyer:
    options: {buy: {}}
    prefers:
      - {name: cheap, avoid: Seller.raise}
      - {name: goods, want: buy}
  Seller:
    options: {raise: {}}
    prefers:
      - {name: gouge, want: raise, exactly when: Buyer.buy, if: seller = hostile}
      - {name: calm, avoid: raise}
beliefs:
  - {who: Buyer, thinks: seller = hostile}
"""


def test_beliefs_are_told_where_they_decide() -> None:
    found = lines(BELIEF, "start", "seq")
    begin = found.index("● Buyer stays: it has a better move, but a reply deters it from that.")
    assert found[begin + 1 : begin + 6] == [
        "Buyer believes that seller = hostile, and judges replies by that.",
        "1. ● Buyer: buy no → yes",
        "  Buyer wants buy",
        "  But as it sees the world, then Seller would set raise to yes.",
        "  That way it ends worse off than by staying: Buyer wants to avoid Seller.raise.",
    ]


# Under firm, a reply that would come anyway deters nothing: Thief steals whether or not Owner waters its plants.
ANYWAY = """
title: The garden
actors:
  Owner:
    options: {water: {}}
    prefers:
      - {name: safe, avoid: Thief.steal}
      - {name: green, want: water}
  Thief:
    options: {steal: {irreversible: yes}}
    prefers: [{name: loot, want: steal}]
"""


def test_reply_that_would_come_anyway_deters_nothing() -> None:
    found = lines(ANYWAY, "start", "firm", "Owner")
    begin = found.index("○ Owner would leave: it has a better move, and nothing deters it from that.")
    assert found[begin + 1 : begin + 6] == [
        "1. ○ Owner: water no → yes",
        "  Owner wants water",
        "  But then Thief would set steal to yes.",
        "  That way it ends worse off than by staying: Owner wants to avoid Thief.steal.",
        "  But that would come even if it stays: Thief sets steal to yes. So it deters nothing.",
    ]


@pytest.mark.parametrize(("everything", "told"), [(False, 4), (True, 7)])
def test_many_moves_are_cut_unless_all_are_asked_for(everything: bool, told: int) -> None:
    scenario = """
title: Choice
actors:
  One:
    options: {a: {}, b: {}, c: {}}
    prefers: [{want: a or b or c}]
"""
    found = text(explanation_page(explained(scenario, "start", "nash"), everything)).splitlines()
    assert len([line for line in found if "One: " in line and "→" in line]) == told
    assert ("and 3 more moves (3 of them undeterred); --all tells them all." in found) is not everything


def test_stances_as_a_table_of_data() -> None:
    table = stances_table(explained(DAM, 1, "nash"))
    assert table.columns == ("actor", "Nash", "GMR", "SMR", "SEQ", "SSEQ", "firm")
    assert table.rows == (
        ("Upper", False, True, True, True, True, True),
        ("Lower", True, True, True, True, True, True),
    )


# Lower has no arms, but Upper believes that it has. The actual states are 1 neither and 2 shut; the believed ones are
# 1 neither, 2 strike, 3 shut, 4 both. In its mind Upper shuts (the believed 3) and Lower strikes (the believed 4).
UNARMED = """
title: Unarmed
circumstances: {arms: {values: [no, yes], now: no, chance: likely, assumed: an example}}
beliefs: [{who: Upper, thinks: arms = yes, assumed: an example}]
actors:
  Lower:
    options: {strike: {needs: arms = yes, assumed: an example}}
    prefers: [{want: strike, exactly when: Upper.shut, assumed: an example}]
  Upper:
    options: {shut: {assumed: an example}}
    prefers: [{avoid: Lower.strike, assumed: an example}, {want: shut, assumed: an example}]
"""


def test_states_of_a_belief_have_their_actual_numbers_or_none() -> None:
    (stance,) = explained(UNARMED, 1, "firm", "Upper").stances
    (considered,) = stance.considered
    assert (considered.fate, considered.believed) == ("punished", True)
    assert (considered.move.origin, considered.move.to) == (1, 2)
    (reply,) = considered.replies
    assert (reply.origin, reply.to) == (2, None)
    assert reply.values == {"Lower.strike": "yes", "Upper.shut": "yes"}
