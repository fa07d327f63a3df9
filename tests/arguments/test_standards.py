"""Each check of the standards finds what it is for, and stays quiet otherwise. Numbers are worked out in `river`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from detente.answers.lint import lint
from detente.arguments.standards import codes, standards
from detente.arguments.standards.tradecraft import ICD203
from detente.scenario.reader import read
from detente.scenario.words import tables
from tests.arguments.river import HALF, OPEN, RAIN, claimed, found, linted, of_essay, river, said
from tests.scenario.sample import GRAPH

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("code", codes())
def test_a_check_finds_its_own_example_and_says_what_it_is_about(code: str) -> None:
    one = standards()[code]
    every = linted(code, one.example).every
    assert every
    for remark in every:
        assert (remark.code, remark.standard) == (code, one)
        assert remark.lapse.place.line > 1
        assert remark.lapse.of
        assert all(f"`{name}" in remark.lapse.what for name in remark.lapse.of)
    for text in (one.finds, one.means, one.why, one.remedy):
        assert text.endswith(".")
    assert set(one.icd203) <= set(ICD203)
    known = re.findall(r"^@\w+\{([^,\s]+),", (ROOT / "docs" / "references.bib").read_text(encoding="utf-8"), re.M)
    assert one.cites
    assert set(one.cites) <= set(known)


# ------------------------------------------------------------ word-against-number

WORD = "word-against-number"


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (f"test: {HALF}, hedge: likely", []),  # 0.5 + 0.2 = 0.7, and likely is 0.55 to 0.8
        (f"test: {HALF}, hedge: very likely", [("a",)]),
        (f"test: {HALF}, hedge: even chance", [("a",)]),
        (f"test: {HALF}, hedge: very likely, stance: reported", []),
        (f"test: {HALF}, hedge: very likely, stance: inferred", [("a",)]),
        (f"test: {HALF}", []),
        ("test: every prospect where Lower.talks has Lower.protest, hedge: likely", [("a",)]),  # never: vacuous
        ("test: the chance of Upper.gates = half is likely", []),
        ("test: the chance of Upper.gates = half is very likely", [("a",)]),
        ("test: the chance of Upper.gates = half is 0.1 to 0.2", []),  # it fails, and has no word
        ("test: the chance of Upper.gates = half is at most 0.2", []),
        ("test: Upper.gates = half is likelier when rain = poor, hedge: likely", []),  # a claim about chances has none
    ],
)
def test_a_word_is_held_against_the_chance_of_its_claim(claim: str, expected: list[tuple[str, ...]]) -> None:
    assert found(WORD, RAIN, claimed(claim)) == expected


def test_where_nothing_is_doubted_a_claim_has_all_chance_or_none() -> None:
    assert found(WORD, claimed(f"test: {HALF}, hedge: likely", f"test: {OPEN}, hedge: unlikely")) == [("a",), ("b",)]
    assert "100%" in said(WORD, claimed(f"test: {HALF}, hedge: likely"))
    assert "gives it 0%" in said(WORD, claimed(f"test: {OPEN}, hedge: likely"))


def test_bounds_that_reach_the_word_are_told() -> None:
    wide = RAIN.replace("poor: 0.3, fair: 0.5", "poor: 0.1 to 0.5, fair: 0.3 to 0.7")
    # Half open unless it is poor: 0.7 at the middles, 0.5 at least, 0.9 at most.
    assert "70% (50 to 90%); its bounds reach the word" in said(
        WORD, wide, claimed(f"test: {HALF}, hedge: very likely")
    )
    assert said(WORD, RAIN, claimed(f"test: {HALF}, hedge: very likely")).endswith("the model gives it 70%")


def test_the_words_of_outcomes_count_too_and_numbers_do_not() -> None:
    outcomes = (
        "outcomes: [{name: flows, when: Upper.gates = open, chance: CHANCE}, {name: rest, when: Upper.gates = half}]"
    )
    # open in poor seasons: 0.3, which is unlikely (0.2 to 0.45)
    assert found(WORD, RAIN, outcomes.replace("CHANCE", "unlikely")) == []
    assert found(WORD, RAIN, outcomes.replace("CHANCE", "likely")) == [("flows",)]
    assert found(WORD, RAIN, outcomes.replace("CHANCE", "0.6 to 0.9")) == []


def test_words_can_be_read_by_another_table() -> None:
    fair = RAIN.replace("poor: 0.3, fair: 0.5", "poor: 0.22, fair: 0.58")
    # 0.58 + 0.2 = 0.78: likely by the directive (to 0.80), no longer by the yardstick (to 0.75)
    claim, outcome = (
        claimed(f"test: {HALF}, hedge: likely"),
        "outcomes: [{name: o, when: Upper.gates = half, chance: likely}]",
    )
    assert found(WORD, fair, claim, outcome) == []
    assert found(WORD, fair, claim, outcome, words="uk") == [("a",), ("o",)]
    own = "words: {likely: [0.5, 0.8]}"
    assert found(WORD, fair, claim, outcome, own, words="uk") == []
    assert linted(WORD, fair, claim, "analysis: {words: uk}").words == "uk"


def test_an_essay_is_asked_about_its_own_claims_only() -> None:
    parts = (RAIN, claimed(f"test: {HALF}, hedge: very likely", f"test: {OPEN}, hedge: very likely"))
    outcomes = "outcomes: [{name: flows, when: Upper.gates = open, chance: likely}]"
    essay = "It is so.\n\n~~~claim a\n~~~\n"
    assert of_essay("stated-as-fact", essay, *parts) == [("a",)]
    outline = "It is so.\n\n~~~claim mine\ntest: every prospect has Upper.gates = half\nhedge: unlikely\n~~~\n"
    assert of_essay(WORD, outline, *parts, outcomes) == [("mine",)]


# ------------------------------------------------------------ likelihood-with-confidence

BOTH = "likelihood-with-confidence"


@pytest.mark.parametrize(
    ("says", "finds"),
    [
        ("we have high confidence that it is likely", True),
        ("It is Almost Certainly so, with moderate confidence.", True),
        ("high analytical confidence: a realistic possibility", True),
        ("It is likely. We have high confidence in that.", False),
        ("it is likely to restore confidence", False),
        ("unlikelyhood, and a high confidencelike thing", False),
        ("we have low confidence in the count", False),
    ],
)
def test_likelihood_and_confidence_in_one_sentence(says: str, finds: bool) -> None:
    part = f"claims: [{{name: a, says: '{says}', test: {HALF}}}]"
    assert found(BOTH, part) == ([("a",)] if finds else [])


def test_every_word_and_every_phrase_is_looked_for() -> None:
    words = [word for table in tables().values() for word in (*table.percent, *table.alike)]
    phrases = [phrase for table in tables().values() for phrase in table.confidence]
    told = [f"We are confident and {word} so." for word in words] + [f"Here {one} and likely so." for one in phrases]
    story = "\n".join(f"  {one}" for one in told)
    assert found(BOTH, f"story: >\n{story}") == [("story",)] * len(told)


def test_all_that_a_scenario_says_in_words_is_looked_at() -> None:
    words = "we have low confidence and it is unlikely"
    everywhere = f"""
circumstances:
  rain: {{now: fair, means: {words}, because: {words}, assumed: {words}}}
actors:
  Upper:
    options: {{gates: {{means: {words}}}}}
    prefers: [{{name: calm, avoid: Lower.protest, because: {words}}}]
never: [{{name: rule, when: Lower.protest and Lower.talks, because: {words}}}]
beliefs: [{{who: Upper, thinks: rain = good, because: {words}}}]
signals: [{{name: cloud, what: {words}, about: rain, seen if: {{poor: 1, fair: 1, good: 1}}, because: {words}}}]
variants: {{wet: {{says: {words}, set: {{rain: good}}}}}}
outcomes: [{{name: court, when: Lower.protest, because: {words}}}]
claims: [{{name: c, says: {words}, test: {HALF}, assumed: {words}}}]
not modelled: [{{what: {words}, why: {words}}}]
"""
    names = [of[0] for of in found(BOTH, everywhere)]
    twice = ["rain", "rain", "rain", "cloud", "cloud", "c", "c", words, words]
    assert sorted(names) == sorted(
        [*twice, "Upper.gates", "Upper.calm", "rule", "Upper thinks rain = good", "wet", "court"]
    )


def test_the_paragraphs_of_an_essay_are_looked_at() -> None:
    words = "We have low confidence that it is unlikely."
    essay = f"# A title\n\n{words} It is so.\n\nFine.\n\nIt is so.\n{words}\n\n~~~claim a\n~~~\n"
    assert of_essay(BOTH, essay, claimed(f"test: {HALF}")) == [("line 6",), ("a",)]


# ------------------------------------------------------------ chances-that-do-not-add-up

SUM = "chances-that-do-not-add-up"


def outcomes(**given: str) -> str:
    """Return outcomes, each given as its formula and, behind a bar, its chance."""
    rows = []
    for name, one in given.items():
        when, _, chance = one.partition("|")
        rows.append(f"{{name: {name}, when: {when}" + (f", chance: {chance}}}" if chance else "}"))
    return f"outcomes: [{', '.join(rows)}]"


@pytest.mark.parametrize(
    ("given", "of"),
    [
        ({"flows": "Upper.gates = open|likely", "half": "Upper.gates = half|likely"}, ("flows", "half")),
        ({"flows": "Upper.gates = open|likely", "half": "Upper.gates = half|unlikely"}, None),
        ({"flows": "Upper.gates = open|unlikely", "half": "Upper.gates = half|unlikely"}, ("flows", "half")),
        ({"flows": "Upper.gates = open|likely", "half": "Upper.gates = half"}, None),
        ({"flows": "Upper.gates = open|likely", "more": "Upper.gates != shut|likely"}, None),  # the one in the other
        # 0.8 at most for what contains something that has 0.95 at least
        ({"flows": "Upper.gates = open|almost certain", "more": "Upper.gates != half|likely"}, ("flows", "more")),
        ({"shut": "Upper.gates = shut|likely", "half": "Upper.gates = half|likely"}, None),  # never shut: alone wrong
    ],
)  # fmt: skip
def test_chances_of_outcomes_add_up(given: dict[str, str], of: tuple[str, ...] | None) -> None:
    assert found(SUM, RAIN, outcomes(**given)) == ([of] if of else [])


def test_why_chances_do_not_add_up_is_told() -> None:
    both = {"flows": "Upper.gates = open|likely", "half": "Upper.gates = half|likely"}
    assert said(SUM, RAIN, outcomes(**both)).endswith("can be true together, and they add up to at least 110%")
    neither = {"flows": "Upper.gates = open|unlikely", "half": "Upper.gates = half|unlikely"}
    assert said(SUM, RAIN, outcomes(**neither)).endswith("one of them must be true, and they add up to 90% at most")
    within = {"flows": "Upper.gates = open|almost certain", "more": "Upper.gates != half|likely"}
    assert said(SUM, RAIN, outcomes(**within)).endswith("no spread of chance over what play may come to gives them all")


def test_the_word_of_a_claim_stands_for_the_chance_of_its_outcome() -> None:
    given = outcomes(flows="Upper.gates = open|likely", half="Upper.gates = half")
    assert found(SUM, RAIN, given, claimed(f"test: {HALF}, hedge: likely")) == [("flows", "half")]
    assert of_essay(SUM, "So.\n\n~~~claim a\n~~~\n", RAIN, given, claimed(f"test: {HALF}, hedge: likely")) == []


# ------------------------------------------------------------ rival-concept-denies

RIVAL = "rival-concept-denies"


@pytest.mark.parametrize(
    ("claim", "finds"),
    [
        (f"test: {HALF}", True),
        (f"test: {HALF}, under: firm", False),
        (f"test: {HALF}, assumed: under Nash and GMR and SMR it fails", False),
        (f"test: {HALF}, assumed: under Nash and GMR it fails", True),
        (f"test: {HALF}, stance: reported", False),
        (f"test: {HALF}, stance: doubted", False),  # it holds, which is not what is said
        (f"test: {OPEN}", False),  # it fails, which `claims` says
        (f"test: {OPEN}, stance: doubted", True),  # it fails, as is said, and holds under GMR and SMR
        ("test: Upper prefers Upper.gates = half to Upper.gates = open", False),  # no concept matters
    ],
)
def test_what_another_concept_denies_is_mentioned(claim: str, finds: bool) -> None:
    assert found(RIVAL, claimed(claim)) == ([("a",)] if finds else [])


def test_the_rivals_are_named() -> None:
    assert said(RIVAL, claimed(f"test: {HALF}")).endswith("and fails under Nash, GMR and SMR, which is not mentioned")
    beside = claimed(f"test: {HALF}", *(f"test: {HALF}, under: {key}" for key in ("nash", "gmr")))
    assert said(RIVAL, beside).endswith("and fails under SMR, which is not mentioned")


def test_any_paragraph_of_an_essay_may_mention_a_rival() -> None:
    essay = "It is so.\n\n~~~claim a\n~~~\n\nMETA\n\n~~~claim a\n~~~\n"
    assert of_essay(RIVAL, essay, claimed(f"test: {HALF}")) == [("a",)]
    told = essay.replace("META", "Not under Nash, GMR, nor SMR.")
    assert of_essay(RIVAL, told, claimed(f"test: {HALF}")) == []


# ------------------------------------------------------------ stated-as-fact

FACT = "stated-as-fact"


@pytest.mark.parametrize(
    ("says", "keys", "finds"),
    [
        ("it is so", "", True),
        ("it is so", ", hedge: unlikely", False),
        ("it may be so", "", False),
        ("it is probably so", "", False),
        ("it is so", ", stance: reported", False),
        ("it is so", ", stance: inferred", True),
        ("it is so", ", assumed: a guess", True),
    ],
)
def test_what_is_not_almost_certain_is_not_stated_as_a_fact(says: str, keys: str, finds: bool) -> None:
    part = f"claims: [{{name: a, says: {says}, test: {HALF}{keys}}}]"
    assert found(FACT, RAIN, part) == ([("a",)] if finds else [])
    assert found(FACT, part) == []  # nothing is doubted: it holds for certain


def test_the_word_that_fits_is_offered() -> None:
    assert "gives it 70%: `likely`, and `almost certain` begins at 95%" in said(FACT, RAIN, claimed(f"test: {HALF}"))
    sure = RAIN.replace("poor: 0.3, fair: 0.5", "poor: 0.05, fair: 0.75")
    assert found(FACT, sure, claimed(f"test: {HALF}")) == []  # 0.95 is almost certain
    assert found(FACT, RAIN, claimed(f"test: {OPEN}")) == []  # it fails now, which `claims` says
    gap = RAIN.replace("poor: 0.3, fair: 0.5", "poor: 0.22, fair: 0.58")
    uk = linted(FACT, gap, claimed(f"test: {HALF}"), words="uk").every[0].lapse.what
    assert "gives it 78%, and `almost certain` begins" in uk  # between 75 and 80 the yardstick has no word


@pytest.mark.parametrize(
    ("block", "paragraph", "finds"),
    [
        ("claim a\n", "It is so.", True),
        ("claim a\n", "It is likely so.", False),
        ("claim hedged\n", "It is so.", True),  # the word stands in the scenario, which its readers do not see
        (f"claim mine\ntest: {HALF}\nhedge: likely\n", "It is so.", False),
        (f"claim mine\ntest: {HALF}\n", "It is so.", True),
        ("claim sure\n", "It is so.", False),
        ("claim inferred\n", "It is so.", True),
        ("claim inferred\n", "So we infer.", False),
        ("claim reported\n", "It is so.", True),
        ("claim reported\n", "They are said to be open.", False),
        ("claim assumed\n", "It is so.", True),
        ("claim assumed\n", "That is an assumption.", False),
    ],
)
def test_an_essay_says_of_its_claims_what_they_are(block: str, paragraph: str, finds: bool) -> None:
    sure = "test: no prospect has Upper.gates = shut"
    claims = f"""
claims:
  - {{name: a, says: it may be so, test: {HALF}}}
  - {{name: hedged, says: so, test: {HALF}, hedge: likely}}
  - {{name: sure, says: so, {sure}}}
  - {{name: inferred, says: so, {sure}, stance: inferred}}
  - {{name: reported, says: so, {sure}, stance: reported}}
  - {{name: assumed, says: so, {sure}, assumed: a guess}}
"""
    name = block.split()[1]
    essay = f"{paragraph}\n\n~~~{block}~~~\n\n{paragraph}\n\n~~~claim {name}\n~~~\n"
    assert of_essay(FACT, essay, RAIN, claims) == ([(name,)] if finds else [])


def test_a_block_without_a_paragraph_speaks_in_the_words_of_its_claim() -> None:
    assert (
        of_essay(FACT, "# A\n\n~~~claim a\n~~~\n", RAIN, f"claims: [{{name: a, says: it may be, test: {HALF}}}]") == []
    )


# ------------------------------------------------------------ hidden-reason, idle-reason

HIDDEN, IDLE = "hidden-reason", "idle-reason"
UNCITED = """
actors:
  Upper:
    prefers:
      - {name: calm, avoid: Lower.protest, cite: 5}
      - {name: water, want: "gates in [half, shut]", assumed: dams are built to be filled}
"""


def test_what_cites_nothing_and_carries_a_verdict_is_hidden() -> None:
    assert found(HIDDEN, UNCITED, claimed(f"test: {HALF}, cite: 4")) == [("a",)]
    assert "holds because of `Upper.water`, which cites nothing" in said(HIDDEN, UNCITED, claimed(f"test: {HALF}"))
    assert found(HIDDEN, UNCITED, claimed(f"test: {HALF}, assumed: that they want water")) == []
    assert found(HIDDEN, UNCITED, claimed(f"test: {HALF}, stance: doubted")) == []
    assert (
        found(HIDDEN, UNCITED.replace("assumed: dams are built to be filled", "cite: 4"), claimed(f"test: {HALF}"))
        == []
    )
    two = UNCITED.replace(", cite: 5", "")
    shut = "test: no prospect has Upper.gates = shut"  # calm keeps Upper from it, and fields make Lower protest
    assert "`Upper.calm`, which cites nothing" in said(HIDDEN, two, claimed(f"{shut}, cite: 4"))


def test_what_can_be_left_out_is_idle() -> None:
    dam = UNCITED + "      - {name: dam, want: Lower.talks, cite: 7}\n"
    claims = claimed(f"test: {HALF}", "test: no equilibrium has Upper.gates = shut and not Lower.protest")
    assert found(IDLE, dam, claims) == [("Upper.dam",)]
    assert found(IDLE, UNCITED, claims) == []
    assert found(IDLE, dam) == []  # without claims nothing can be at work
    assert found(IDLE, dam, claimed("test: the chance of Upper.gates = half is likely", f"test: {HALF}"))
    assert of_essay(IDLE, "So.\n\n~~~claim a\n~~~\n", dam, claims) == []


def test_rules_needs_and_beliefs_may_be_idle_too() -> None:
    parts = """
actors:
  Lower: {options: {talks: {needs: Upper.gates != shut}}}
never: [{name: quiet, when: Lower.protest and Lower.talks}]
beliefs: [{who: Upper, thinks: rain = good, assumed: hope}, {who: the press, thinks: rain = good}]
"""
    claims = claimed(f"test: {HALF}")
    assert {("Lower.talks",), ("quiet",), ("Upper thinks rain = good",)} <= set(found(IDLE, parts, claims))
    told = {one.lapse.of[0]: one.lapse for one in linted(IDLE, parts, claims).every}
    assert told["Lower.talks"].what == "`Lower.talks`: without what it needs no verdict changes, of 1 that were tried"
    lines = river(parts, claims).splitlines()
    assert "needs:" in lines[told["Lower.talks"].place.line - 1]
    assert "the press thinks rain = good" not in told  # an observer decides nothing here


def test_an_actor_without_moves_is_idle_and_a_ranking_cannot_be_left_out() -> None:
    told = [one.lapse.of for one in lint(read(GRAPH), only=[IDLE]).every]
    assert told == [("Two.prefers 1",)]  # One ranks the states


# ------------------------------------------------------------ undiscussed-outcome

PASSED_OVER = "undiscussed-outcome"


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("test: no prospect has Upper.gates = shut", 2),  # 30% open, 70% half, 0% shut
        ("test: no prospect has Upper.gates = open", 1),  # half is likelier than open, shut is not
        (f"test: {HALF}", 0),
        ('test: "no prospect has Upper.gates in [shut, open]"', 1),
        ("test: some prospect has not Upper.gates = shut and (Upper.gates = half or Lower.talks)", 1),
        ("test: no prospect has thirst", 1),  # shut, or half in a poor season; open is not in it
        ("test: prospects differ from dry on Upper.gates", 0),
        ("test: prospects differ from dry on thirst", 1),
        ("test: prospects differ from dry on rain", 0),
        ("test: no prospect has Lower.protest", 0),  # two values: who speaks of one speaks of both
        ("test: the chance of Upper.gates = shut is at most 0.1", 2),
    ],
)
def test_what_is_likelier_than_what_is_discussed_is_discussed(claim: str, expected: int) -> None:
    dry = "variants: {dry: {set: {rain: poor}, cite: 2}}"
    assert found(PASSED_OVER, RAIN, dry, claimed(claim)) == [("Upper.gates",)] * expected


def test_what_is_hardly_likely_may_be_passed_over() -> None:
    rare = RAIN.replace("poor: 0.3, fair: 0.5", "poor: 0.05, fair: 0.75")
    assert found(PASSED_OVER, rare, claimed(f"test: {HALF}", "test: no prospect has Upper.gates = shut")) == []
    assert found(PASSED_OVER, rare) == []


def test_what_outcomes_leave_is_discussed() -> None:
    assert found(PASSED_OVER, RAIN, outcomes(flows="Upper.gates = open")) == [("Upper.gates",), ("flows",)]
    assert found(PASSED_OVER, RAIN, outcomes(half="Upper.gates = half")) == []
    essay = "So.\n\n~~~claim a\n~~~\n"
    assert of_essay(PASSED_OVER, essay, RAIN, outcomes(flows="Upper.gates = half"), claimed(f"test: {OPEN}")) == []


def test_without_a_status_quo_there_is_no_forecast_to_ask() -> None:
    (one,) = linted(PASSED_OVER, "start: unknown", claimed("test: no equilibrium has Upper.gates = shut")).unchecked
    assert one.code == PASSED_OVER
    assert one.reason == "the status quo of this scenario is unknown"


# ------------------------------------------------------------ inconsistent-claims

ODDS = "inconsistent-claims"
SOME = "test: some prospect has Upper.gates"


def test_claims_that_exclude_each_other_are_at_odds() -> None:
    assert found(ODDS, RAIN, claimed(f"{SOME} = open", f"{SOME} = half")) == [("a", "b")]
    assert found(ODDS, RAIN, claimed(f"{SOME} = open", f"{SOME} = half, stance: reported")) == []
    assert found(ODDS, RAIN, claimed(f"{SOME} = open", f"{SOME} = shut")) == []  # never shut: `claims` says it fails
    assert found(ODDS, RAIN, claimed(f"{SOME} = open", f"{SOME} != half")) == []
    assert found(ODDS, RAIN, claimed(f"{SOME} = half")) == []
    assert found(ODDS, RAIN) == []


def test_claims_about_variants_are_met_where_all_else_is_as_there() -> None:
    wet = "variants: {wet: {set: {rain: good}, cite: 2}, stuck: {lock: {Upper.gates: half}, cite: 2}}"
    # In `wet` it is never poor, whatever the season really brings: both are met in a poor one.
    assert found(ODDS, RAIN, wet, claimed(f"{SOME} = open", f"{SOME} = half, in: wet")) == []
    assert found(ODDS, RAIN, wet, claimed(f"{SOME} = open", f"{SOME} = half", f"{SOME} = open, in: stuck")) == [
        ("a", "b")
    ]


def test_of_three_claims_any_two_may_be_met() -> None:
    seasons = [f"test: no prospect has rain = {season}" for season in ("poor", "fair", "good")]
    assert found(ODDS, RAIN, claimed(*seasons)) == [("a", "b", "c")]
    assert found(ODDS, RAIN, claimed(*seasons[:2])) == []
    # A season without a chance is none in which claims could be met.
    never = RAIN.replace("poor: 0.3, fair: 0.5", "poor: 0, fair: 0.8")
    assert found(ODDS, never, claimed(*seasons)) == [("b", "c")]


def test_larger_sets_are_told_as_a_whole() -> None:
    many = "circumstances: {wind: {values: [n, e, s, w, c], now: n, chances: {n: 0.2, e: 0.2, s: 0.2, w: 0.2, c: 0.2}}}"
    claims = claimed(*(f"test: no prospect has wind = {value}" for value in "neswc"))
    assert found(ODDS, many, claims) == [("a", "b", "c", "d", "e")]
    assert said(ODDS, many, claims).endswith("no world meets them together, though any 4 of them can be met")


@pytest.mark.parametrize(
    ("first", "second", "at_odds"),
    [
        (f"test: {HALF}, hedge: likely", "test: some prospect has Upper.gates = open, hedge: likely", True),
        (f"test: {HALF}, hedge: likely", "test: some prospect has Upper.gates = open, hedge: unlikely", False),
        (f"test: {HALF}, hedge: likely", "test: the chance of Upper.gates = half is unlikely", True),
        (f"test: {HALF}, hedge: likely", "test: the chance of Upper.gates = half is at least 0.9", True),
        (f"test: {HALF}, hedge: likely", "test: the chance of Upper.gates = half is at least 0.8", False),
        (f"test: {HALF}, hedge: likely", f"test: {HALF}, hedge: unlikely, in: same", False),  # another variant
        (f"test: {HALF}, hedge: likely", "test: Upper.gates = half is likelier when rain = fair", False),
        (f"test: {HALF}, hedge: likely", f"test: {HALF}", False),
    ],
)
def test_words_of_chance_may_be_at_odds(first: str, second: str, at_odds: bool) -> None:
    same = "variants: {same: {}}"
    told = [one.lapse.what for one in linted(ODDS, RAIN, same, claimed(first, second)).every]
    assert len(told) == at_odds
    assert all("however likely the worlds are" in what for what in told)


def test_claims_that_no_world_decides_are_passed_over() -> None:
    none = """
variants: {none: {lock: {Lower.protest: yes, Lower.talks: yes}, cite: 2}}
never: [{when: Lower.protest and Lower.talks}]
"""
    claims = claimed(
        f"{SOME} = half, in: none, hedge: likely",
        f"{SOME} = open, hedge: likely",
        f"{SOME} = half, hedge: likely",
        "test: the chance of Upper.gates = half is likely, in: none",
    )
    assert found(ODDS, RAIN, none, claims) == [("b", "c")]
    flat = claimed(f"{SOME} = half, in: none", f"{SOME} = open", f"{SOME} = half")
    assert found(ODDS, RAIN, none, flat) == [("b", "c")]
    assert (
        found(ODDS, RAIN, "start: unknown", claimed(f"{SOME} = open, hedge: likely", f"{SOME} = half, hedge: likely"))
        == []
    )
    chances = ("test: the chance of Upper.gates = half is likely", "test: the chance of Upper.gates = half is unlikely")
    assert found(ODDS, RAIN, "start: unknown", claimed(*chances)) == []
    locked = "variants: {stuck: {lock: {Upper.gates: half}, cite: 2}}"
    assert found(ODDS, locked, claimed(f"{SOME} = half, in: stuck, hedge: likely")) == []
