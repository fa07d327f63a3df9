"""What a valid file becomes, and what happens to files that cannot be read at all."""

from __future__ import annotations

import hashlib
import pickle
import time
from fractions import Fraction
from pathlib import Path

import pytest

from detente.errors import Place, Problem, QuestionError, ScenarioError
from detente.scenario import decoding
from detente.scenario.expression import All, AnyOf, Is, Named, Not, holds
from detente.scenario.model import Band, Citation, Drop, Ordered, Ranked, Scenario, Watch, Weighed
from detente.scenario.problems import MOST
from detente.scenario.reader import read, read_file
from tests.scenario.sample import FLAGSHIP, GRAPH, OPTIONS, changed, problems

CASES = sorted(FLAGSHIP.parents[2].glob("*/*/scenario.yaml"))


@pytest.fixture(scope="module")
def options() -> Scenario:
    return read(OPTIONS, "well.yaml")


@pytest.fixture(scope="module")
def graph() -> Scenario:
    return read(GRAPH)


def test_head(options: Scenario) -> None:
    assert options.title == "Two neighbours and a well"
    assert options.story == "They share a well."
    assert options.as_of == "2024-11-29"
    assert (options.settings.concept, options.settings.beliefs) == ("seq", False)
    assert (options.start, options.start_unknown, options.states, options.graph_form) == (None, False, (), False)
    assert options.origin.file == "well.yaml"
    assert options.origin.text == OPTIONS
    assert options.origin.sha256 == hashlib.sha256(OPTIONS.encode()).hexdigest()


def test_sources_and_grounds(options: Scenario) -> None:
    diary = options.sources["diary"]
    assert (diary.author, diary.paragraphs, diary.grade, diary.place) == ("A", 10, "read", Place("well.yaml", 6, 3))
    help_ = options.options["Ann.help"]
    assert help_.grounds.cite == (Citation("map"), Citation("diary", "2-4"))
    first, second, last = options.actors["Ann"].preferences.statements  # type: ignore[union-attr]
    assert first.grounds.cite == (Citation("diary", "1"),)
    assert first.grounds.because == "thirst"
    assert last.grounds.assumed == "she is kind"
    assert second.grounds.missing
    assert not last.grounds.missing


def test_one_source_needs_no_key() -> None:
    text = (
        "title: a\nsources: {book: {author: b}}\nactors: {A: {options: {x: {cite: [3, Table 1, book]}}, prefers: []}}"
    )
    assert read(text).options["A.x"].grounds.cite == (
        Citation("book", "3"),
        Citation("book", "Table 1"),
        Citation("book"),
    )


def test_words(options: Scenario) -> None:
    assert options.words["may"] == Band(Fraction(1, 20), Fraction(19, 20), "may")
    assert options.words["likely"] == Band(Fraction(11, 20), Fraction(4, 5), "likely")
    assert list(options.words) == [
        "almost no chance",
        "very unlikely",
        "unlikely",
        "even chance",
        "likely",
        "very likely",
        "almost certain",
        "may",
    ]


def test_circumstances(options: Scenario) -> None:
    dry, mood, rich = options.circumstances.values()
    assert (dry.id, dry.values, dry.now, dry.means) == ("dry", ("no", "yes"), "yes", "no rain")
    assert dry.chances is not None
    assert dry.chances["yes"].cases[0].band == Band(Fraction(11, 20), Fraction(4, 5), "likely")
    assert dry.chances["no"].cases[0].band == Band(Fraction(1, 5), Fraction(9, 20), None)
    assert mood.chances is not None
    assert list(mood.chances) == ["calm", "sour", "wild"]
    assert mood.chances["wild"].cases[0].band == Band(Fraction(1, 10), Fraction(3, 10))
    when, otherwise = mood.chances["sour"].cases
    assert when.when is not None
    assert (when.when.text, when.when.meaning, when.band.low) == ("dry", Is("dry", ("yes",)), Fraction(3, 5))
    assert (otherwise.when, otherwise.band) == (None, Band(Fraction(1, 2), Fraction(1, 2)))
    assert rich.chances is not None
    assert [case.band.low for case in rich.chances["no"].cases] == [Fraction(1, 5), Fraction(2, 5)]
    assert [case.band.low for case in rich.chances["yes"].cases] == [Fraction(11, 20), Fraction(3, 5)]
    assert (
        read("title: a\ncircumstances: {c: {now: no}}\nactors: {A: {options: {}, prefers: []}}")
        .circumstances["c"]
        .chances
        is None
    )


def test_actors_and_options(options: Scenario) -> None:
    ann, bob, cat, _ = options.actors.values()
    assert (ann.name, ann.means, ann.moves, ann.place) == (
        "Ann of the hill",
        "she digs",
        None,
        Place("well.yaml", 19, 3),
    )
    assert bob.name == "Bob"
    assert cat.options == ()
    dig, help_ = ann.options
    assert (dig.id, dig.actor, dig.name, dig.values, dig.start) == ("Ann.dig", "Ann", "dig", ("no", "yes"), "no")
    assert (dig.means, dig.forward, dig.kept) == ("deepens the well", True, ())
    assert dig.needs is not None
    assert dig.needs.meaning == Is("dry", ("yes",))
    trouble = options.situations["trouble"].formula.meaning
    assert dig.watches == (Watch("Bob.fence", option="Bob.fence"), Watch("trouble", situation=trouble))
    assert (help_.start, help_.forward, help_.kept, help_.watches) == ("some", False, ("much",), ())
    assert list(options.options) == ["Ann.dig", "Ann.help", "Bob.fence", "Dan.sell"]


def test_statements(options: Scenario) -> None:
    ann = options.actors["Ann"].preferences
    assert isinstance(ann, Ordered)
    water, second, last = ann.statements
    assert [statement.name for statement in ann.statements] == ["water", "prefers 2", "last"]
    assert [statement.verb for statement in ann.statements] == ["want", "avoid", "want"]
    assert second.drops is not None
    assert second.drops == Drop("last", second.drops.when)
    assert second.drops.when.meaning == Is("dry", ("yes",))
    dig, fence = Is("Ann.dig", ("yes",)), Is("Bob.fence", ("yes",))
    helped = Is("Ann.help", ("some", "much"))
    assert water.meaning == AnyOf((Not(helped), dig))
    assert second.meaning == Not(Named("trouble", options.situations["trouble"].formula.meaning))
    assert last.meaning == AnyOf((All((helped, fence)), All((Not(helped), Not(fence)))))
    bob = options.actors["Bob"].preferences
    assert isinstance(bob, Weighed)
    assert [statement.weight for statement in bob.statements] == [Fraction(5, 2), Fraction(-1, 2)]
    assert [statement.name for statement in bob.statements] == ["weighs 1", "weighs 2"]
    assert options.actors["Cat"].preferences == Ordered(())
    dan = options.actors["Dan"].preferences
    assert isinstance(dan, Ranked)
    assert dan.levels == (("5",), ("3", "4"), ("1",), ("2",))


@pytest.mark.parametrize("verb", ["want", "avoid"])
@pytest.mark.parametrize("condition", [True, False])
@pytest.mark.parametrize("exactly", [True, False])
def test_truth_of_a_statement(verb: str, condition: bool, exactly: bool) -> None:
    extra = (", if: g" if condition else "") + (", exactly when: h" if exactly else "")
    text = f"title: a\nactors: {{A: {{options: {{f: {{}}, g: {{}}, h: {{}}}}, prefers: [{{{verb}: f{extra}}}]}}}}"
    (statement,) = read(text).actors["A"].preferences.statements  # type: ignore[union-attr]
    for f in (False, True):
        for g in (False, True):
            for h in (False, True):
                at = {f"A.{name}": "yes" if true else "no" for name, true in (("f", f), ("g", g), ("h", h))}
                aim = f if verb == "want" else not f
                goal = aim == h if exactly else aim
                assert holds(statement.meaning, at) == ((condition and not g) or goal)


def test_rules_beliefs_signals(options: Scenario) -> None:
    poor, second = options.rules
    assert (poor.name, poor.when.text, poor.grounds.because) == ("poor", "not rich and Dan.sell = sale", "he cannot")
    assert second.name == "never 2"
    ann, village, bob = options.beliefs
    assert (ann.who, ann.actor, dict(ann.thinks)) == ("Ann", "Ann", {"dry": "no", "mood": "wild"})
    assert ann.chance is not None
    assert ann.chance.word == "almost certain"
    assert (village.who, village.actor, dict(village.thinks), village.chance) == (
        "the village",
        None,
        {"rich": "no"},
        None,
    )
    # Where there is a table the likeliest value is what is thought: 0.3 to 0.5 is more than unlikely, or 0.3.
    assert (bob.actor, dict(bob.thinks), bob.chance) == ("Bob", {"mood": "wild", "rich": "yes"}, None)
    assert list(bob.chances) == ["mood"]
    bands = {value: (band.low, band.high) for value, band in bob.chances["mood"].items()}
    assert bands["wild"] == (Fraction(3, 10), Fraction(1, 2))
    assert bands["sour"] == (Fraction(3, 10), Fraction(3, 10))
    assert list(bands) == ["calm", "sour", "wild"]
    assert ann.chances == {}
    cloud, other = options.signals
    assert (cloud.name, cloud.what, cloud.about, cloud.seen, cloud.on, cloud.by) == (
        "cloud",
        "a cloud",
        "dry",
        False,
        "2024-11-30",
        ("Ann", "Bob"),
    )
    assert dict(cloud.seen_if) == {"no": Fraction(1), "yes": Fraction(1, 5)}
    assert (other.name, other.seen, other.by) == ("signals 2", True, ())


def test_of_two_values_as_likely_the_one_written_first_is_thought() -> None:
    table = "{wild: 0.3 to 0.5, calm: unlikely, sour: 0.3}"
    for values in ("wild: 0.4, sour: 0.4, calm: 0.2", "sour: 0.4, wild: 0.4, calm: 0.2"):
        found = read(changed(OPTIONS, table, f"{{{values}}}")).beliefs[2]
        assert found.thinks["mood"] == values[:4]


def test_outcomes(options: Scenario) -> None:
    trouble, peace = options.outcomes
    assert (trouble.name, trouble.when.text, trouble.chance, trouble.grounds.missing) == (
        "trouble",
        "trouble",
        None,
        True,
    )
    assert trouble.when.place == trouble.place
    assert (peace.name, peace.when.text) == ("peace", "not trouble and dry")
    assert peace.chance is not None
    assert (peace.chance.word, peace.grounds.because) == ("very likely", "they are old")


def test_a_bare_circumstance_can_be_thought() -> None:
    text = changed(OPTIONS, "thinks: not rich", "thinks: rich and dry = yes and mood = calm")
    assert dict(read(text).beliefs[1].thinks) == {"rich": "yes", "dry": "yes", "mood": "calm"}


def test_variants_claims_and_what_is_left_out(options: Scenario) -> None:
    base, rain = options.variants.values()
    assert (base.says, dict(base.set), dict(base.start), dict(base.lock), base.irreversible) == (None, {}, {}, {}, ())
    assert (dict(rain.set), dict(rain.start), dict(rain.lock), rain.irreversible) == (
        {"dry": "no"},
        {"Ann.dig": "yes"},
        {"Bob.fence": "yes"},
        ("Ann.help",),
    )
    calm, more = options.claims
    assert (calm.name, calm.says, calm.variant, calm.concept, calm.hedge, calm.stance) == (
        "calm",
        "no strife",
        "rain",
        "nash",
        "may",
        "doubted",
    )
    assert (more.variant, more.concept, more.hedge, more.stance) == (None, None, None, "own")
    (cows,) = options.not_modelled
    assert (cows.name, cows.what, cows.why, cows.grounds.cite) == (
        "cows",
        "the cows",
        "they do not choose",
        (Citation("diary", "5"),),
    )


def test_graph_form(graph: Scenario) -> None:
    assert graph.graph_form
    assert [state.id for state in graph.states] == ["none", "left", "right", "both"]
    assert (graph.start, graph.start_unknown) == ("both", False)
    one, two = graph.actors.values()
    assert one.moves == (("none", "left"), ("right", "both"))
    assert two.moves == ()
    assert isinstance(one.preferences, Ranked)
    assert one.preferences.levels == (("both",), ("left", "right"), ("none",))
    (statement,) = two.preferences.statements  # type: ignore[union-attr]
    assert statement.aim.meaning == Is("state", ("left", "both"))
    assert dict(graph.variants["early"].start) == {"state": "left"}
    assert graph.claims[0].test.names == ("state",)


def test_states_may_have_meanings_and_no_start(graph: Scenario) -> None:
    text = changed(GRAPH, "states: [none, left, right, both]", "states: {none: a, left: b, right: c, both: d}")
    assert next((state.id, state.means) for state in read(text).states) == ("none", "a")
    for start in ("", "start: unknown\n"):
        scenario = read(changed(GRAPH, "start: both\n", start))
        assert (scenario.start, scenario.start_unknown) == (None, True)
    scenario = read("start: unknown\n" + OPTIONS)
    assert (scenario.start, scenario.start_unknown) == (None, True)


def test_all_problems_at_once_in_the_order_of_the_file() -> None:
    text = OPTIONS
    for old, new in (
        ("title: Two neighbours and a well", "title: ''"),
        ("as_of: 2024-11-29", "as_of: soon"),
        ("grade: read", "grade: red"),
        ("now: yes, means", "now: maybe, mean"),
        ("strife or mood = wild", "strive or mood == wild"),
        ("needs: dry", "needs: dri"),
        ("{below: last", "{below: lost"),
        ("weight: -0.5", "weight: x"),
        ("who: Ann, ", ""),
        ("in: rain", "in: snow"),
        ("why: they do not choose", "because: they do not choose"),
    ):
        text = changed(text, old, new)
    found = problems(text)
    assert [problem.code for problem in found] == [
        "empty-value",
        "not-a-date",
        "unknown-grade",
        "unknown-value",
        "unknown-key",
        "formula-sign",
        "unknown-name",
        "unknown-statement",
        "not-a-number",
        "missing-key",
        "unknown-variant",
        "unknown-key",
    ]
    places = [(problem.place.line, problem.place.column) for problem in found if problem.place]
    assert places == sorted(places)


def test_what_is_broken_is_told_once() -> None:
    text = changed(OPTIONS, "values: [none, some, much]", "values: [none]")  # Ann.help is used in five places
    assert [problem.code for problem in problems(text)] == ["too-few-values"]
    text = changed(OPTIONS, "  dry: {now: yes", "  dry: {not: yes")
    assert [problem.code for problem in problems(text)] == ["missing-key", "unknown-key"]
    text = changed(OPTIONS, "  strife: Ann.dig and", "  strife: Ann.dig und")
    assert [problem.code for problem in problems(text)] == ["formula-syntax"]
    text = changed(OPTIONS, "circumstances:", "circumstance:")
    assert [problem.code for problem in problems(text)] == ["unknown-key"]
    text = changed(OPTIONS, "  Bob:\n", "  Bob: []\n  Bop:\n")
    assert [problem.code for problem in problems(text)] == ["wrong-shape"]
    text = changed(OPTIONS, "{author: A, ", "{authors: A, ")
    assert [problem.code for problem in problems(text)] == ["unknown-key"]
    text = changed(OPTIONS, "map: {title: The map}", "map: []")
    assert [problem.code for problem in problems(text)] == ["wrong-shape"]
    text = changed(OPTIONS, "may: [0.05, 0.95]", "may: [0.05, x]")
    assert [problem.code for problem in problems(text)] == ["not-a-number"]
    text = changed(OPTIONS, "{avoid: trouble,", "{avoid: [trouble],")
    assert [problem.code for problem in problems(text)] == ["wrong-shape"]
    text = changed(OPTIONS, "{avoid: trouble, drops", "{avoid: trouble, name: [x], drops")
    assert [problem.code for problem in problems(text)] == ["wrong-shape"]
    text = changed(OPTIONS, "{avoid: trouble, drops", "[{avoid: trouble, drops").replace("when: dry}}", "when: dry}}]")
    assert [problem.code for problem in problems(text)] == ["wrong-shape"]


def test_items_that_lack_two_keys_do_not_take_others_along() -> None:
    text = changed(OPTIONS, "name: more, says: more of it, ", "")
    text = changed(text, "test: every prospect where dry has", "test: every prospect where dri has")
    assert [problem.code for problem in problems(text)] == ["unknown-name", "missing-key", "missing-key"]


def test_nothing_is_said_of_names_that_an_item_of_wrong_shape_may_have() -> None:
    text = changed(OPTIONS, "{name: last, want:", "{name: last, wants:")
    assert [problem.code for problem in problems(text)] == ["want-or-avoid", "unknown-key"]
    text = changed(OPTIONS, "      - {name: last, want", "      - [a]\n      - {name: lost, want")
    assert [problem.code for problem in problems(text)] == ["wrong-shape"]


def test_a_locked_option_may_start_where_it_is_locked() -> None:
    text = changed(OPTIONS, "start: {Ann.dig: yes}", "start: {Bob.fence: yes}")
    assert dict(read(text).variants["rain"].start) == {"Bob.fence": "yes"}


# ------------------------------------------------------------ files and bytes


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "\ufeff"])
def test_empty_files(text: str) -> None:
    for given in (text, text.encode()):
        (found,) = problems(given)
        assert (found.code, str(found.place)) == ("empty-file", "f.yaml:1:1")
        assert "`title:`" in found.expected


@pytest.mark.parametrize("text", ["- a\n- b\n", "hello", "[]", "'a: b'"])
def test_files_that_are_no_mapping(text: str) -> None:
    (found,) = problems(text)
    assert (found.code, str(found.place)) == ("not-a-mapping", "f.yaml:1:1")
    assert ("list" if text[0] in "-[" else "text") in found.given


def test_ten_megabytes(tmp_path: Path) -> None:
    big = OPTIONS + "# " + "x" * 10_000_000
    (found,) = problems(big)
    assert (found.code, str(found.place)) == ("file-too-large", "f.yaml:1:1")
    assert "more than 2,000,000 bytes" in found.given
    assert "split" in found.remedy
    path = tmp_path / "big.yaml"
    path.write_text(big)
    with pytest.raises(ScenarioError) as caught:
        read_file(path)
    assert caught.value.problems[0].code == "file-too-large"
    assert "x" * 100 not in str(caught.value)


def test_just_below_the_limit_is_read_quickly() -> None:
    text = OPTIONS + "#" * (decoding.LARGEST - len(OPTIONS))
    start = time.process_time()
    assert read(text).title
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    ("data", "place", "phrases"),
    [
        (b"title: a\nstory: \xff", "f.yaml:2:8", ("Byte 17", "0xFF", "UTF-8")),
        ("title: é".encode("latin-1"), "f.yaml:1:8", ("Byte 8", "0xE9")),
        (b"title: \xc3\xa9 \xc3", "f.yaml:1:10", ("Byte 11",)),
        (b"\xef\xbb\xbftitle: \xff", "f.yaml:1:8", ("Byte 11",)),
        ("title: a".encode("utf-16"), "f.yaml:1:1", ("UTF-16", "Save the file again")),
    ],
)
def test_bytes_that_are_not_utf_8(data: bytes, place: str, phrases: tuple[str, ...]) -> None:
    (found,) = problems(data)
    assert (found.code, str(found.place)) == ("not-utf-8", place)
    for phrase in phrases:
        assert phrase in str(found)


def test_a_byte_order_mark_is_kept_and_does_not_count() -> None:
    data = ("\ufeff" + OPTIONS).encode()
    scenario = read(data)
    assert scenario.title == "Two neighbours and a well"
    assert scenario.origin.text.encode() == data
    assert scenario.origin.sha256 == hashlib.sha256(data).hexdigest()
    (found,) = problems("\ufefftitel: b\n" + OPTIONS)
    assert (found.code, str(found.place)) == ("unknown-key", "f.yaml:1:1")
    (found,) = problems("title: a\ufeffb")
    assert (found.code, str(found.place)) == ("hidden-character", "f.yaml:1:9")


@pytest.mark.parametrize("line_break", ["\r\n", "\r"])
def test_line_breaks_of_other_systems(line_break: str) -> None:
    assert read(OPTIONS.replace("\n", line_break)).story == "They share a well."
    (found,) = problems(changed(OPTIONS, "strife or mood", "strive or mood").replace("\n", line_break))
    assert (found.code, str(found.place)) == ("unknown-name", "f.yaml:17:12")


def test_a_bomb_of_aliases_does_no_harm() -> None:
    lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 30))]
    found = problems("\n".join(lines))
    assert {problem.code for problem in found} >= {"alias", "anchor"}
    assert sum(problem.code == "alias" for problem in found) == 87


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_deep_nesting(opening: str) -> None:
    start = time.process_time()
    found = problems(opening * 100_000)
    assert found[0].code in ("too-deep", "complex-key")
    assert time.process_time() - start < 10


def test_a_file_of_mistakes_is_cut_off() -> None:
    found = problems(OPTIONS + "".join(f"x{n}: y\n" for n in range(MOST + 500)))
    assert len(found) == MOST + 1
    assert sum(problem.code == "too-many-problems" for problem in found) == 1
    assert sum(problem.code == "unknown-key" for problem in found) == MOST


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "well.yaml"
    path.write_text(OPTIONS)
    assert read_file(path).origin.file == str(path)
    assert read_file(str(path)).title == "Two neighbours and a well"


def asked(path: Path | str) -> Problem:
    """Return the problem of a file that cannot be had."""
    with pytest.raises(QuestionError) as caught:
        read_file(path)
    (problem,) = caught.value.problems
    return problem


def test_files_that_cannot_be_had(tmp_path: Path) -> None:
    (tmp_path / "well.yaml").write_text(OPTIONS)
    found = asked(tmp_path / "wel.yaml")
    assert found.code == "no-such-file"
    assert found.remedy == "Did you mean `well.yaml`?"
    found = asked(tmp_path / "nowhere" / "well.yaml")
    assert (found.code, found.remedy) == ("no-such-file", "Check the name and the folder.")
    (tmp_path / "empty").mkdir()
    assert asked(tmp_path / "empty" / "x").remedy == "Check the name and the folder."
    found = asked(tmp_path)
    assert found.code == "is-a-folder"
    assert str(tmp_path / "scenario.yaml") in found.remedy
    assert asked("a\0b").code == "unreadable-file"


def test_files_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    found = asked(tmp_path / "well.yaml")
    assert found.code == "unreadable-file"
    assert "Permission denied" in found.given


def test_errors_can_be_stored() -> None:
    with pytest.raises(ScenarioError) as caught:
        read("title:")
    copy = pickle.loads(pickle.dumps(caught.value))
    assert copy.problems == caught.value.problems


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_the_library_reads(path: Path) -> None:
    scenario = read_file(path)
    assert scenario.actors
    assert scenario.origin.text == path.read_text()


def test_the_flagship_reads_fast() -> None:
    text = FLAGSHIP.read_text()
    times = []
    for _ in range(5):
        start = time.process_time()
        scenario = read(text)
        times.append(time.process_time() - start)
    assert len(scenario.claims) >= 30
    assert len(scenario.options) == 13
    assert min(times) < 1, times  # about 0.06 s; slow machines and measured runs are given time


def test_reading_needs_no_writable_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    read(GRAPH)
    assert list(tmp_path.iterdir()) == []
