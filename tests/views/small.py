"""Small scenarios whose outcomes were worked out by hand, in the comments, from the definitions."""

from detente.answers.analysis import Analysis, analyse
from detente.answers.explanation import Explanation, explain
from detente.answers.run import run
from detente.scenario.model import Scenario
from detente.scenario.reader import read

# States: 1 neither, 2 shut, 3 strike, 4 both. Upper ranks 2 > 1 > 4 > 3, Lower 1 > 3 = 4 > 2.
# Upper moves 1-2 and 3-4 both ways, Lower only 1 to 3 and 2 to 4. Start: 1.
# Nash: 1 is left by Upper, 2 by Lower, 3 by Upper; 4 by nobody. So only 4 holds, reached by 1, 2, 4.
# Elsewhere 1 holds too: if Upper shuts (2), Lower strikes (4), which is worse for Upper than 1.
DAM = """
title: The dam
as_of: 2020-05-01
story: The upper country could keep the water. The lower one could destroy the dam.
sources:
  atlas: {author: A. Nile, title: Rivers, published: 1999, paragraphs: 9, grade: read}
actors:
  Upper:
    name: the upper country
    options:
      shut: {means: close the gates, cite: 1}
    prefers:
      - name: dam_stands
        avoid: Lower.strike
        because: the dam is worth more than one summer's water.
        cite: [2, 3]
      - name: water
        want: shut
        assumed: a dry summer
  Lower:
    options:
      strike: {means: destroy the dam, irreversible: yes, cite: 4}
    prefers:
      - name: river_flows
        avoid: Upper.shut and not strike
        because: its fields depend on the river
        cite: 5
      - name: peace
        avoid: strike
        cite: 6
variants:
  calm: {}
  no_threat:
    says: The lower country has no means to strike.
    lock: {Lower.strike: no}
    cite: 7
  shut_now:
    says: the gates are closed already
    start: {Upper.shut: yes}
    cite: 8
  shut_now_struck:
    start: {Upper.shut: yes, Lower.strike: yes}
    cite: 8
"""

# Both show heads or not: Same wants the two alike, Other wants them apart. States: 1 neither, 2 Same's heads,
# 3 Other's heads, 4 both. Whoever has lost turns its coin, so play goes 1, 3, 4, 2, 1 for ever under Nash and, since
# a coin can be turned again after any reply, under firm, smr and sseq. Under gmr and seq one reply is enough to hurt:
# all four hold.
PENNIES = """
title: Pennies
actors:
  Same:
    options: {heads: {assumed: a coin}}
    prefers: [{name: alike, want: heads, exactly when: Other.heads, assumed: a game}]
  Other:
    options: {heads: {assumed: a coin}}
    prefers: [{name: apart, want: Same.heads, exactly when: not heads, assumed: a game}]
"""

# The guest is inside. The host would rather have it gone, and shuts the door; the guest has to leave with that.
# States: 1 shut and out, 2 open and out, 3 open and in. Host: 1 = 2 > 3. Guest: 3 > 1 = 2. Start: 3.
# Host moves 3 to 1 (the guest falls out), 1-2; Guest moves 2-3. In 1 nobody can do better: it holds under Nash.
DOOR = """
title: The door
actors:
  Host:
    options: {open: {start: yes, assumed: a house}}
    prefers: [{name: alone, avoid: Guest.inside, assumed: tired}]
  Guest:
    options: {inside: {start: yes, needs: Host.open, assumed: a house}}
    prefers: [{name: warm, want: inside, assumed: cold}]
"""

# Listed states, no start. P1 ranks 3 > 1 > 2 > 4 and P2 2 > 1 > 3 > 4: the game of Chicken.
CHICKEN = """
title: Chicken
states: {1: both swerve, 2: the first swerves, 3: the second swerves, 4: nobody swerves}
actors:
  P1: {moves: [[1, 3], [3, 1], [2, 4], [4, 2]], ranking: [3, 1, 2, 4]}
  P2: {moves: [[1, 2], [2, 1], [3, 4], [4, 3]], ranking: [2, 1, 3, 4]}
variants: {from_crash: {start: 4}}
"""


def scenario(text: str) -> Scenario:
    return read(text, "small.yaml")


def analysed(text: str, concept: str | None = None, variant: str | None = None) -> Analysis:
    return analyse(run(scenario(text), variant, concept))


def explained(text: str, state: int | str, concept: str | None = None, actor: str | None = None) -> Explanation:
    return explain(run(scenario(text), None, concept), state, actor)
