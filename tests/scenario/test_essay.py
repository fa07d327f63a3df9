"""Essays: which blocks are claims, where they stand, and what is wrong with them, told at its place in the essay."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from detente.errors import Place, Problem, QuestionError, ScenarioError
from detente.scenario.contents import contents
from detente.scenario.essay import Essay, read_essay, read_outline
from detente.scenario.markdown import read_markdown
from detente.scenario.model import Scenario
from detente.scenario.problems import MOST, Problems
from detente.scenario.reader import read

DAM = read(
    """
title: The dam
sources: {minutes: {paragraphs: 3}}
circumstances: {rain: {values: [poor, good], now: good, chance: likely}}
situations: {war: Upper.shut and Lower.strike}
actors:
  Upper: {options: {shut: {}}, prefers: [want: shut]}
  Lower: {options: {strike: {}}, prefers: [avoid: strike]}
variants: {dry: {set: {rain: poor}}}
claims:
  - {name: calm, says: nobody strikes, test: no prospect has Lower.strike}
  - {name: two words, says: it is shut, test: every prospect has Upper.shut}
""",
    "dam.yaml",
)
HEAD = "---\nscenario: dam\n---\n"


def essay(text: str, scenario: Scenario = DAM, head: str = HEAD) -> Essay:
    return read_essay(read_outline(head + text, "essay.md"), scenario, ("nash", "seq"))


def refused(text: str, head: str = HEAD) -> tuple[Problem, ...]:
    with pytest.raises(ScenarioError) as error:
        essay(text, head=head)
    return error.value.problems


def test_blocks_name_claims_of_the_scenario_or_give_their_own() -> None:
    found = essay(
        "# The *dam*\n\nNobody\nstrikes, says `Lower`.\n\n```claim calm\n```\n\n```claim  two  words \n\n```\n\n"
        "It is shut.\n\n~~~claim shut\n every prospect has Upper.shut\n~~~\n\n## Then\n\n"
        "```claim worded\nsays: 'it is war: no'\ntest: no prospect has war\nin: dry\nunder: nash\nhedge: likely\n"
        "stance: doubted\ncite: 2\n```\n\n```claim\nno prospect has war\n```\n"
    )
    assert found.title == "The dam"
    calm, two, shut, worded, bare = found.passages
    assert calm.claim is DAM.claims[0]
    assert two.claim is DAM.claims[1]
    assert calm.says == two.says == "Nobody strikes, says Lower."
    assert (shut.claim.name, shut.claim.test.text, shut.claim.says) == (
        "shut", "every prospect has Upper.shut", "It is shut."
    )  # fmt: skip
    assert (shut.claim.variant, shut.claim.stance) == (None, "own")
    assert shut.claim.test.place == Place("essay.md", 19, 2)
    one = worded.claim
    assert (one.says, one.variant, one.concept, one.hedge, one.stance) == (
        "it is war: no", "dry", "nash", "likely", "doubted"
    )  # fmt: skip
    assert [(cited.source, cited.locator) for cited in one.grounds.cite] == [("minutes", "2")]
    assert worded.says is None  # a heading stands between
    assert (bare.claim.name, bare.claim.says) == ("line 34", "no prospect has war")
    assert [one.place.line for one in found.passages] == [9, 12, 18, 24, 34]
    assert [one.name for one in found.scenario.claims] == ["calm", "two words", "shut", "worded", "line 34"]
    assert found.origin.file == "essay.md"


def test_claims_speak_of_each_other_and_of_those_of_the_scenario() -> None:
    found = essay(
        "```claim a\ncalm is likelier when rain = good\n```\n```claim b\na is likelier when rain = good\n```\n"
        "```claim a\n```\n"
    )
    assert [one.claim.test.names for one in found.passages] == [("calm",), ("a",), ("calm",)]
    assert found.passages[0].claim is found.passages[2].claim


def test_other_blocks_are_left_alone() -> None:
    found = essay(
        "```\nclaim x\n```\n```yaml claim\nx\n```\n    ```claim nobody\n    ```\n\n`claim calm`\n\n"
        "````text\n```claim nobody\n```\n````\n\n<pre>\n```claim nobody\n```\n</pre>\n\n```claim calm\n```\n"
    )
    assert [one.place.line for one in found.passages] == [25]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_places_are_those_that_an_editor_shows(ending: str, mark: str) -> None:
    text = f"{mark}{HEAD}So.\n\n> - ```claim c\n>   test: no prospect has warr\n>   ```\n".replace("\n", ending)
    with pytest.raises(ScenarioError) as error:
        read_essay(read_outline(text.encode(), "essay.md"), DAM)
    (problem,) = error.value.problems
    assert problem.place == Place("essay.md", 7, 27)
    assert "`warr`" in problem.given


# Each with the place of what is wrong, and words that say what.
BAD = [
    ("```claim clam\n```\n", "unknown-claim", (4, 10), "names a claim of the scenario. Did you mean `calm`?"),
    ("```claim\n```\n", "empty-claim-block", (4, 1), "Write a name behind `claim`, or a sentence into the block."),
    ("```claim a\nevery prospect hass war\n```\n", "claim-form", (5, 16), "war` goes astray after `every prospect`"),
    ("```claim a\n\n  every prospect has\n  warr\n```\n", "unknown-name", (6, 3), "`warr`"),
    ("```claim a\ntest: every prospect has warr\n```\n", "unknown-name", (5, 26), "Did you mean `war`?"),
    ("```claim a\nno prospect has Upper.shutt\n```\n", "unknown-option", (5, 23), "Did you mean `shut`?"),
    ("```claim a\nsays: so\n```\n", "missing-key", (4, 10), "`test:` is missing"),
    ("```claim a\ntest: no prospect has war\nhedg: likely\n```\n", "unknown-key", (6, 1), "Did you mean `hedge`?"),
    ("```claim a\ntest: no prospect has war\nin: drought\n```\n", "unknown-variant", (6, 5), "variant of the scenario"),
    ("```claim a\ntest: no prospect has war\nunder: nsah\n```\n", "unknown-concept", (6, 8), "Did you mean `nash`?"),
    ("```claim a\ntest: no prospect has war\nhedge: lickly\n```\n", "unknown-chance", (6, 8), "`lickly`"),
    ("```claim a\ntest: no prospect has war\nstance: mine\n```\n", "unknown-stance", (6, 9), "`mine` is no stance"),
    ("```claim a\ntest: no prospect has war\ncite: 4\n```\n", "no-such-paragraph", (6, 7), "no paragraph of `minutes`"),
    ("```claim a\ntest: [x]\n```\n", "wrong-shape", (5, 7), "A list stands here"),
    ("```claim a\ntest: 'no prospect\n```\n", "yaml-quote", (5, 7), "A quotation mark is opened and never closed"),
    ("> ```claim a\n> test: no prospect has war\n> test: b\n> ```\n", "duplicate-key", (6, 3), "stands here again"),
    ("```claim a\nname: b\ntest: no prospect has war\n```\n", "name-in-block", (5, 1), "Put it there."),
    ("```claim calm\nno prospect has war\n```\n", "duplicate-name", (4, 10), "`calm` is a claim of the scenario too"),
    ("```claim a\nno prospect has war\n```\n```claim a\nno prospect has war\n```\n", "duplicate-name", (7, 10),
     "`a` is the name of another claim too (line 4)"),
    ("```claim a\na is likelier when rain = good\n```\n", "circular-claims", (5, 1), "speak of each other"),
    ("```claim calm\n", "open-claim-block", (4, 1), "The claim block is not closed"),
    ("```Claim calm\n```\n", "claim-word", (4, 1), "`Claim` is not the word"),
    ("  ```claims calm\n  ```\n", "claim-word", (4, 3), "`claims` is not the word"),
    ("Nothing.\n\n```yaml\nclaim: x\n```\n", "no-claim-blocks", (1, 1), "puts nothing to the test"),
    ("", "no-claim-blocks", (1, 1), "puts nothing to the test"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "place", "said"), BAD)
def test_what_is_wrong_is_told_where_it_stands(text: str, code: str, place: tuple[int, int], said: str) -> None:
    (problem,) = refused(text)
    assert problem.code == code
    assert problem.place == Place("essay.md", *place)
    told = f"{problem.given}. {problem.expected} {problem.remedy}"
    assert said in told
    assert "this file" not in told


def test_a_block_that_cannot_be_read_is_told_once_where_another_names_it() -> None:
    (problem,) = refused("```claim a\nno prospect hs war\n```\n```claim a\n```\n")
    assert problem.code == "claim-form"


def test_all_that_is_wrong_is_told_together() -> None:
    text = "```claim nobody\n```\n```claim a\nno prospect has warr\n```\n```claims\n```\n"
    assert [one.code for one in refused(text)] == ["unknown-claim", "unknown-name", "claim-word"]


@pytest.mark.parametrize(
    ("head", "code", "place", "said"),
    [
        ("", "essay-without-scenario", (1, 1), "Add these lines."),
        ("---\n---\n", "essay-without-scenario", (1, 1), "Add these lines."),
        ("---\njust words\n---\n", "essay-without-scenario", (1, 1), "Add these lines."),
        ("---\nscenaro: dam\n---\n", "essay-without-scenario", (2, 1), "Write `scenario:` for `scenaro:`."),
        ("---\nauthor: me\n---\n", "essay-without-scenario", (1, 1), "Add these lines."),
        ("---\nscenario: [dam]\n---\n", "essay-without-scenario", (2, 1), "Add these lines."),
        ("---\nscenario: ' '\n---\n", "essay-without-scenario", (2, 1), "Add these lines."),
        ("---\nscenario:\n---\n", "empty-value", (2, 1), "Nothing is written after `scenario:`"),
        ("---\nscenario: dam\n", "open-front-matter", (1, 1), "Add the second one."),
        ("---\ntitle: 'x\nscenario: dam\n---\n", "yaml-quote", (2, 8), "never closed"),
    ],
)
def test_an_essay_says_which_scenario_it_is_about(head: str, code: str, place: tuple[int, int], said: str) -> None:
    problem = refused("```claim calm\n```\n", head)[0]
    assert (problem.code, problem.place) == (code, Place("essay.md", *place))
    assert said in f"{problem.given}. {problem.expected} {problem.remedy}"


def test_front_matter_may_hold_more() -> None:
    outline = read_outline("---\ntitle: T\nscenario: 'a b.yaml'\n...\n# T\n```claim calm\n```\n", "essay.md")
    assert (outline.scenario, outline.place) == ("a b.yaml", Place("essay.md", 3, 11))
    assert [one.place.line for one in outline.markdown.fences] == [6]


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"---\nscenario: d\xfcn\n---\n", "not-utf-8", "An essay is saved as UTF-8"),
        (b"\xff\xfe-\x00", "not-utf-8", "UTF-16"),
        (b"---\nscenario: dam\n---\n\x07\n", "hidden-character", "An essay holds letters"),
        (b"x" * 2_000_001, "file-too-large", "An essay is far smaller"),
        (b"\x07" * (MOST + 1), "hidden-character", "An essay"),
    ],
)
def test_an_essay_is_text(data: bytes, code: str, said: str) -> None:
    with pytest.raises(ScenarioError) as error:
        read_outline(data, "essay.md")
    assert error.value.problems[0].code == code
    assert said in error.value.problems[0].expected


def test_many_problems_are_not_all_told() -> None:
    problems = refused("```claim nobody\n```\n" * (MOST + 5))
    assert len(problems) == MOST + 1
    assert "too-many-problems" in {one.code for one in problems}


def test_a_thousand_claims_are_read_in_time() -> None:
    text = "".join(
        f"So it is.\n\n```claim c{number}\ntest: no prospect has war\nhedge: likely\n```\n" for number in range(1000)
    )
    began = time.perf_counter()
    found = essay(text)
    assert len(found.passages) == 1000
    assert found.passages[-1].place == Place("essay.md", 3 + 999 * 6 + 3, 10)
    assert time.perf_counter() - began < 30


# ------------------------------------------------------------ blocks that were planted are found where they were


def planted(rng: random.Random) -> tuple[str, list[tuple[str, int, int]]]:
    """Return a text of odds and ends, and the name, line and column of each claim block that was put into it."""
    lines, blocks = ["---", "scenario: dam", "---"], []
    for number in range(rng.randrange(1, 12)):
        match rng.randrange(6):
            case 0:
                lines += ["", "Some words", "that go on.", ""]
            case 1:
                lines += ["", f"{'#' * rng.randrange(1, 4)} A heading", ""]
            case 2:
                lines += ["", "````text", f"```claim no{number}", "x", "```", "````", ""]
            case 3:
                lines += ["", "- an item", "  1. another", ""]
            case _:
                before = rng.choice(["", "> ", "- ", "1. ", "> > "])
                after = before if ">" in before else " " * len(before)
                sign = rng.choice(["```", "~~~", "`````"])
                blocks.append((f"c{number}", len(lines) + 2, len(before) + len(sign) + 7))
                lines += ["", f"{before}{sign}claim c{number}"]
                lines += [f"{after}no prospect has war"] * rng.randrange(2) + [f"{after}{sign}", ""]
    return "\n".join(lines), blocks


@pytest.mark.parametrize("seed", range(200))
def test_planted_blocks_are_found(seed: int) -> None:
    text, blocks = planted(random.Random(seed))
    problems = Problems()
    found = read_markdown(text, "essay.md", problems).fences
    assert [(one.name, one.place.line, one.place.column) for one in found] == blocks
    assert not problems.found
    rows = text.split("\n")
    for fence in found:
        assert rows[fence.place.line - 1][fence.place.column - 1 :] == fence.name
        for row, line in enumerate(fence.lines.text.splitlines(), 1):
            at, column = fence.lines.spot(row, 1)
            assert rows[at - 1][column - 1 :] == line


# ------------------------------------------------------------ files


def test_a_file_that_cannot_be_had_is_told(tmp_path: Path) -> None:
    (tmp_path / "essay.md").write_bytes(b"So.")
    assert contents(tmp_path / "essay.md", "an essay") == b"So."
    for name, code, said in (
        ("esay.md", "no-such-file", "The file of an essay is expected. Did you mean `essay.md`?"),
        (".", "is-a-folder", "essay.md`."),
        ("a\0b", "unreadable-file", "Check that the file may be read."),
    ):
        with pytest.raises(QuestionError) as error:
            contents(tmp_path / name, "an essay")
        assert error.value.problems[0].code == code
        assert said in str(error.value)
