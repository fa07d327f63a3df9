"""Answers without a list of states: the same as with one where both can be had, and what stands on their pages."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from detente import api
from detente.answers import judged, unlisted
from detente.answers.analysis import Analysis
from detente.answers.explanation import Considered
from detente.answers.judged import Judged
from detente.answers.moves import Move
from detente.answers.run import run
from detente.answers.search import Told, search
from detente.answers.unlisted import Reasons, Unlisted
from detente.conflict import conflict
from detente.engine.stability import Concept, concepts
from detente.engine.symbolic.analysis import Symbolic
from detente.engine.symbolic.verify import verify
from detente.errors import DetenteError, Problem, QuestionError, TooLargeError
from detente.scenario.model import Scenario
from detente.views import notebook, wording
from detente.views.objects import json_schema
from detente.views.page import text
from tests.views.large import drawn, tariffs
from tests.views.small import DAM, PENNIES, scenario

BELIEVING = """
title: Belief
circumstances: {strong: {now: no, means: the guest is strong, assumed: x}}
actors:
  Host:
    options: {shout: {assumed: x}}
    prefers: [{name: calm, avoid: Guest.hit, assumed: x}, {name: loud, want: shout, assumed: x}]
  Guest:
    options: {hit: {assumed: x}}
    prefers:
      - {name: angry, want: hit, exactly when: Host.shout, if: strong, assumed: x}
      - {name: quiet, avoid: hit, assumed: x}
beliefs: [{who: Host, thinks: strong, assumed: x}]
"""
# Host gains by shouting, unless Guest then hits. Guest would not, but Host believes that it would: under seq Host
# stays for its belief alone.

RULED = """
title: Ruled
actors:
  Red:
    options: {build: {assumed: x}, open: {needs: build, assumed: x}}
    prefers: [{name: opened, want: open, assumed: x}]
  Blue: {options: {sue: {assumed: x}}, prefers: [{name: calm, avoid: sue, assumed: x}]}
never: [{name: quarrel, when: Red.build and Blue.sue, assumed: x}]
variants: {bound: {lock: {Blue.sue: no}, assumed: x}}
"""

SAME: dict[str, Callable[[], Scenario]] = {
    "dam": lambda: scenario(DAM),
    "pennies": lambda: scenario(PENNIES),
    "believing": lambda: scenario(BELIEVING),
    "ruled": lambda: scenario(RULED),
    "tariffs": lambda: scenario(tariffs(1)),
    "cuban": lambda: api.load("cuban-missile-crisis"),
} | {f"drawn {seed}": lambda seed=seed: scenario(drawn(seed)) for seed in range(12)}


def counted(of: Scenario | str, variant: str | None = None, concept: str | None = None, **more: Any) -> Unlisted:
    return unlisted.analyse(search(scenario(of) if isinstance(of, str) else of, variant, concept, **more))


def analysed(of: str, **more: Any) -> notebook.Unlisted:
    found = api.analyse(scenario(of), **more)
    assert isinstance(found, notebook.Unlisted)
    return found


def explained(of: str, state: str = "start", actor: str | None = None, **more: Any) -> notebook.Reasons:
    found = api.explain(scenario(of), state, actor, **more)
    assert isinstance(found, notebook.Reasons)
    return found


def reasons(of: Scenario | str, state: str = "start", actor: str | None = None, **more: Any) -> Reasons:
    return unlisted.explain(search(scenario(of) if isinstance(of, str) else of, **more), state, actor)


@pytest.fixture(scope="module")
def large() -> notebook.Unlisted:
    return analysed(tariffs())


# ------------------------------------------------------------ the same as with a list


@pytest.mark.parametrize("name", SAME)
def test_counts_and_verdicts_on_the_status_quo_are_those_of_the_list(name: str) -> None:
    of = SAME[name]()
    listed, found = api.analyse(of, engine="plain"), counted(of)
    assert found.feasible == len(listed.states)
    for key, extent in found.concepts.items():
        held = listed.concepts[key]
        assert extent.exact
        assert extent.least == len(held.equilibria)
        assert [one.values for one in extent.first] == [listed.states[n - 1].values for n in held.equilibria[:5]]
        for one in extent.first:
            number = _number(listed, one.values)
            assert one.holds == {other: number in listed.concepts[other].equilibria for other in listed.concepts}
        assert listed.status_quo is not None
        start = listed.status_quo.number
        assert found.start(key) is (start in held.equilibria)
        for stance in found.stances:
            stable = stance.stable if key == found.lead else stance.elsewhere[key]
            assert stable is (start in held.stable[stance.actor])


def _number(listed: Analysis, values: object) -> int:
    return next(state.number for state in listed.states if state.values == values)


@pytest.mark.parametrize("concept", concepts())
@pytest.mark.parametrize("name", SAME)
def test_reasons_are_those_of_the_list(name: str, concept: str) -> None:
    """Replies may differ where several are as short; what becomes of each move, and who moves, may not."""
    of = SAME[name]()
    listed, found = api.explain(of, concept=concept, engine="plain"), reasons(of, concept=concept)
    assert found.equilibrium is listed.equilibrium
    for one, other in zip(found.stances, listed.stances, strict=True):
        assert (one.actor, one.stable, one.elsewhere) == (other.actor, other.stable, other.elsewhere)
        assert one.better == len(other.considered)
        assert one.undeterred == sum(move.fate != "punished" for move in other.considered)
        assert _fates(one.considered) == _fates(other.considered)


def _fates(given: tuple[Considered, ...]) -> set[object]:
    return {
        (one.move.changes, one.move.reason, one.fate, one.believed, len(one.replies), bool(one.anyway)) for one in given
    }


@pytest.mark.parametrize("concept", ["smr", "seq", "sseq", "firm"])
@pytest.mark.parametrize("name", SAME)
def test_replies_are_legal_and_end_badly(name: str, concept: str) -> None:
    of = SAME[name]()
    found = reasons(of, concept=concept)
    world = conflict(of)
    for certificate in found.certificates:
        assert verify(world, concepts()[concept], certificate).wrong == ()
    for stance in found.stances:
        for one in stance.considered:
            chain = [*one.replies, *([one.answer] if one.answer else [])]
            assert _leads(one.move, chain)
            assert one.fate == "unpunished" or one.replies or one.answer or concept == "firm"


def _leads(first: Move, chain: list[Move]) -> bool:
    at = dict(first.values)
    for move in chain:
        at |= {change.option: change.after for change in move.changes}
        if at != dict(move.values) or not move.changes:
            return False
    return True


@pytest.mark.parametrize("concept", ["smr", "sseq", "firm"])
@pytest.mark.parametrize("name", SAME)
def test_the_own_answer_is_the_best_one(name: str, concept: str) -> None:
    of = SAME[name]()
    listed = run(of)
    for stance in reasons(of, concept=concept).stances:
        actor = listed.actor(stance.actor)
        rank = listed.board.ranks[actor]
        for one in stance.considered:
            if one.fate == "unpunished":
                continue
            end = listed.states.find(one.replies[-1].values if one.replies else one.move.values)
            assert end is not None
            last = end if one.answer is None else listed.states.find(one.answer.values)
            assert rank[last] == max(rank[[end, *listed.board.moves[actor].from_(end)]])


def test_answers_worked_out_by_hand() -> None:
    """Under smr Upper's shut gates (2) meet the strike (4); opening them again leads to 3, which is worse than 4.

    So Upper stays put after the strike, and has no answer. In the pennies every loss can be answered.
    """
    (upper,) = reasons(DAM, actor="Upper", concept="smr").stances
    (one,) = upper.considered
    assert one.answer is None
    assert one.loss is not None
    assert one.loss.statement == "dam_stands"
    same, _ = reasons(PENNIES, "Same.heads=yes", concept="smr").stances
    assert not same.stable


def test_small_moves_are_told_first_and_undeterred_ones_before_all() -> None:
    stance = reasons(tariffs(), "East.steel=yes,East.wheat=yes", "East").stances[0]
    sizes = [(one.fate == "punished", len(one.move.changes)) for one in stance.considered]
    assert sizes == sorted(sizes)
    assert stance.better == len(sizes) > 1


# ------------------------------------------------------------ what cannot be listed


def test_large_conflict_is_counted_without_being_asked_to(large: notebook.Unlisted) -> None:
    assert [problem.code for problem in large.too_large] == ["too-many-states"]
    assert large.provenance.engine == "symbolic"
    assert large.feasible == 1 << 30
    assert large.concepts["nash"].least == large.concepts["nash"].most == 64
    assert large.start("nash") is True


def test_page_of_a_large_conflict(large: notebook.Unlisted) -> None:
    page = str(large)
    assert page.startswith(
        "Tariffs\n\nThe status quo holds: nobody would leave it.\n\nThere are about 1.07 billion states"
    )
    told = text(large.page())
    assert "too many to be listed, so where play goes from the status quo is not followed" in told
    assert "North, East, South, West and Isle: all no" in told
    assert "● North, East, South, West and Isle stay: no move of their own would be better for them." in told
    assert "What holds under firm stability: 5 of 64" in told
    assert "● the status quo\n" in told
    assert "symbolic engine" in told.splitlines()[-1]
    assert "until the states can be listed" in told


def test_reasons_of_a_state_in_a_large_conflict() -> None:
    found = explained(tariffs(), "North.steel=yes,West.wood=yes")
    told = text(found.page())
    assert (
        told.splitlines()[1]
        == "○ The state does not hold under firm stability: North, East, West and Isle would leave it."
    )
    assert "It is as the status quo, but with North.steel = yes and West.wood = yes." in told
    assert "1. ○ East: steel no → yes\n  East wants steel exactly when North.steel (assumed: x)" in told
    assert "● South stays: no move of its own would be better for it." in told
    assert found.table().rows[0][:2] == ("North", False)


def test_leavers_come_before_those_who_stay() -> None:
    found = counted(tariffs(start="").replace("steel: {means", "steel: {start: yes, means", 1))
    told = text(analysed(tariffs().replace("steel: {means", "steel: {start: yes, means", 1)).page())
    assert [one.actor for one in found.stances if not one.stable] == ["North", "East"]
    assert told.splitlines()[1] == "The status quo does not hold: North and East would leave it."
    assert told.index("North would leave") < told.index("South, West and Isle stay")
    assert "North: steel yes, the other 5 no" in told


def test_unknown_status_quo() -> None:
    found = analysed(tariffs(start="start: unknown"))
    told = text(found.page())
    assert told.splitlines()[1] == "The status quo is unknown."
    assert "Status quo\n" not in told
    assert "where play goes" not in told
    assert "● North, East, South, West and Isle: all no" in told
    assert found.stances == ()
    assert found.status_quo is None
    assert found.start("nash") is None


def test_what_has_few_states_is_said_not_to_be_listed_only_because_that_was_asked_for() -> None:
    found = analysed(DAM, engine="symbolic")
    told = text(found.page())
    assert "There are 4 states, which were not listed" in told
    assert "until the states can be listed" not in told
    assert found.too_large == ()
    assert "○ Upper would leave" not in told


def test_deterred_moves_are_told() -> None:
    """Upper could shut the gates and gain, but then Lower would strike."""
    told = text(analysed(DAM, engine="symbolic", concept="seq").page())
    assert told.splitlines()[1] == (
        "The status quo holds: nobody would leave it. "
        "Upper could set shut to yes and gain, but then Lower would set strike to yes."
    )
    assert "● Upper stays: it has a better move, but a reply deters it from that." in told
    assert "Upper could set shut to yes, but then Lower would set strike to yes" in told


def test_believed_replies_are_marked() -> None:
    found = explained(BELIEVING, engine="symbolic", concept="seq", actor="Host")
    told = text(found.page())
    assert "Host believes that strong = yes, and judges replies by that." in told
    assert "But as it sees the world, then Guest would set hit to yes." in told
    assert not explained(BELIEVING, engine="symbolic", concept="seq", beliefs=False).equilibrium


# ------------------------------------------------------------ limits


def refusing(monkeypatch: pytest.MonkeyPatch, name: str, of: str, code: str = "symbolic-time") -> None:
    """Let a method of the engine run into its limit for one concept."""
    method = getattr(Symbolic, name)

    def limited(self: Symbolic, concept: Concept, *rest: Any) -> Any:
        if concept.key == of:
            raise TooLargeError((Problem(code, "no", "", ""),))
        return method(self, concept, *rest)

    monkeypatch.setattr(Symbolic, name, limited)


def test_counts_that_are_not_finished_are_bounded_by_what_is_implied(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nash implies firm, which implies nothing; sseq implies gmr, smr and seq."""
    refusing(monkeypatch, "equilibria", "firm")
    refusing(monkeypatch, "equilibria", "sseq")
    found = analysed(PENNIES.replace("exactly when: not heads", "exactly when: heads"), engine="symbolic")
    whole = {key: extent.least for key, extent in found.concepts.items() if key not in ("firm", "sseq")}
    firm, sseq = found.concepts["firm"], found.concepts["sseq"]
    assert (firm.least, firm.most) == (whole["nash"], 4)
    assert (sseq.least, sseq.most) == (whole["nash"], min(whole["gmr"], whole["smr"], whole["seq"]))
    assert firm.stopped is not None
    told = text(found.page())
    assert f"between {firm.least} and 4 of them hold" in told
    assert "Ranges: counting was stopped after 30 seconds; --seconds allows more." in told


def test_implications_are_not_used_where_somebody_errs(monkeypatch: pytest.MonkeyPatch) -> None:
    refusing(monkeypatch, "equilibria", "firm")
    firm = counted(BELIEVING).concepts["firm"]
    assert (firm.least, firm.most) == (0, 4)


def test_memory_is_told_apart_from_time(monkeypatch: pytest.MonkeyPatch) -> None:
    refusing(monkeypatch, "equilibria", "seq", "symbolic-memory")
    told = text(analysed(PENNIES, engine="symbolic").page())
    assert "stopped where it would have needed too much memory" in told
    assert "--seconds" not in told


def test_membership_is_unknown_between_the_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the dam only state 4 is Nash; the rest may be firm or not."""
    refusing(monkeypatch, "equilibria", "firm")
    found = counted(DAM)
    nash = found.concepts["nash"].first
    assert [one.holds["firm"] for one in nash] == [True]
    others = [one for one in found.concepts["gmr"].first if not one.holds["nash"]]
    assert others
    assert {one.holds["firm"] for one in others} == {None}
    assert "perhaps under firm" in text(analysed(DAM, engine="symbolic", concept="gmr").page())


def test_verdicts_that_are_not_found_are_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("certificate", "holds", "equilibria"):
        refusing(monkeypatch, name, "firm")
    found = analysed(DAM, engine="symbolic")
    assert [one.stable for one in found.stances] == [None, None]
    assert found.start("firm") is None
    told = text(found.page())
    assert told.splitlines()[1] == (
        "Nobody is known to leave the status quo. Whether Upper and Lower would stay was not found in time. "
        "Allow more by --seconds, or ask under another --concept."
    )
    assert "blank: not found in time" in told
    why = explained(DAM, engine="symbolic")
    assert why.equilibrium is None
    told = text(why.page())
    assert "? Whether the status quo holds under firm stability was not found in time." in told
    assert "? Whether Upper and Lower would stay was not found in time." in told
    assert "blank: not found in time" in told


def test_one_who_would_leave_decides_whatever_is_unknown_of_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    method = Symbolic.holds

    def limited(self: Symbolic, concept: Concept, actor: int, state: Any) -> bool:
        if actor == 1:
            raise TooLargeError((Problem("symbolic-time", "no", "", ""),))
        return method(self, concept, actor, state)

    monkeypatch.setattr(Symbolic, "holds", limited)
    assert reasons(DAM, actor="Upper", concept="nash").equilibrium is False
    assert reasons(DAM, actor="Upper", concept="seq").equilibrium is None


def test_many_better_moves_are_not_told_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judged, "MOST", 0)
    told = text(explained(DAM, engine="symbolic", concept="seq", actor="Upper").page())
    assert "● Upper stays: replies deter it from whatever better move it has. Its better moves are too many" in told
    told = text(analysed(DAM, engine="symbolic", concept="nash").page())
    assert "○ Upper would leave: it has better moves that nothing deters it from. Its better moves are too" in told


def test_an_answer_that_cannot_be_picked_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    refusing(monkeypatch, "certificate", "nash")
    (upper,) = reasons(DAM, actor="Upper", concept="smr").stances
    assert upper.considered[0].answer is None


def test_questions_share_their_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten seconds for four questions: 2.5 for the first; what it leaves is for the others."""
    clock = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    tell = Told(lambda *_: None)
    tell.expect(4)
    with tell.sharing(10, 4):
        tell.begin("first")
        clock[0] = 2.4
        tell.watch("at it")
        clock[0] = 2.6
        with pytest.raises(TooLargeError):
            tell.watch("at it")
        clock[0] = 1.0
        tell.begin("second")  # 9 seconds for three
        clock[0] = 3.9
        tell.watch("at it")
        clock[0] = 4.1
        with pytest.raises(TooLargeError):
            tell.watch("at it")
    clock[0] = 100
    tell.watch("outside nothing is shared")


def test_progress_grows_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, float]] = []
    analysed(tariffs(2), engine="symbolic", progress=lambda doing, part: told.append((doing, part)))
    parts = [part for _, part in told]
    assert parts[0] == 0
    assert max(parts) <= 1
    begun = [part for doing, part in told if ":" not in doing][1:]
    assert begun == sorted(begun)
    assert any(doing.startswith("Sequential stability") for doing, _ in told)


def test_progress_may_stop_the_work() -> None:
    class Enough(Exception):
        pass

    def stop(doing: str, part: float) -> None:
        if part > 0.3:
            raise Enough

    with pytest.raises(Enough):
        analysed(tariffs(), progress=stop)


# ------------------------------------------------------------ states by name


def told_by(of: str, state: int | str, variant: str | None = None) -> Problem:
    with pytest.raises(QuestionError) as caught:
        unlisted.explain(search(scenario(of), variant), state)
    (problem,) = caught.value.problems
    return problem


def test_states_that_are_no_states() -> None:
    assert told_by(RULED, 3).code == "no-numbers"
    assert told_by(RULED, "Blue").code == "no-numbers"
    assert told_by(RULED, "Red.bild=yes").remedy == "Did you mean `Red.build`?"
    assert "never Red.build and Blue.sue" in told_by(RULED, "Red.build=yes,Blue.sue=yes").expected
    assert "Red.open needs build" in told_by(RULED, "Red.open=yes").expected
    assert "Blue.sue is locked at no" in told_by(RULED, "Blue.sue=yes", "bound").expected
    assert told_by(tariffs(1, "start: unknown"), "start").code == "unknown-status-quo"


def test_unknown_actor() -> None:
    with pytest.raises(QuestionError) as caught:
        reasons(DAM, actor="Uper")
    assert caught.value.problems[0].code == "unknown-actor"


def test_another_state_is_told_by_its_differences() -> None:
    found = reasons(DAM, "Upper.shut=yes")
    assert found.from_status_quo is not None
    assert [change.option for change in found.from_status_quo] == ["Upper.shut"]
    assert "It is as the status quo, but with Upper.shut = yes." in text(
        explained(DAM, "Upper.shut=yes", engine="symbolic").page()
    )


def test_one_actor_alone_whose_verdict_does_not_decide() -> None:
    told = text(explained(DAM, "Upper.shut=yes", "Upper", engine="symbolic", concept="nash").page())
    assert "○ The state does not hold under Nash stability, though not because of Upper." in told


# ------------------------------------------------------------ what is not served


def test_refusal_keeps_the_reason_why_states_are_too_many() -> None:
    of = tariffs().replace("      steel: {means", "      steel: {needs: East.wood, means", 1)
    with pytest.raises(TooLargeError) as caught:
        api.analyse(scenario(of))
    assert [problem.code for problem in caught.value.problems] == ["too-many-states", "symbolic-dependants"]
    with pytest.raises(TooLargeError) as caught:
        api.explain(scenario(of))
    assert [problem.code for problem in caught.value.problems] == ["too-many-states", "symbolic-dependants"]
    with pytest.raises(QuestionError):
        api.analyse(scenario(of), engine="symbolic")


@pytest.mark.parametrize("engine", ["plain", "fast"])
def test_an_engine_that_was_asked_for_is_not_exchanged(engine: str) -> None:
    with pytest.raises(DetenteError) as caught:
        analysed(tariffs(), engine=engine)
    assert caught.value.problems[0].code in ("too-many-states", "engine-missing")
    assert "symbolic" not in str(caught.value)


@pytest.mark.parametrize("verb", [api.compare, api.export])
def test_verbs_that_need_the_list_say_which_do_not(verb: Callable[[Scenario], object]) -> None:
    with pytest.raises(TooLargeError) as caught:
        verb(scenario(tariffs()))
    (problem,) = caught.value.problems
    assert problem.code == "too-many-states"
    assert problem.remedy.endswith("`analyse` and `explain` may answer without listing them.")


def test_small_conflicts_are_listed() -> None:
    assert isinstance(api.analyse(scenario(DAM)), notebook.Analysis)


# ------------------------------------------------------------ JSON and tables


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("analyse", lambda: analysed(DAM, engine="symbolic")),
        ("analyse", lambda: analysed(tariffs(start="start: unknown"))),
        ("explain", lambda: explained(DAM, engine="symbolic", concept="seq")),
        ("explain", lambda: explained(tariffs(), "North.steel=yes", "East")),
    ],
)
def test_json_fits_its_schema(command: str, answer: Callable[[], Any]) -> None:
    found = answer()
    packed = json.loads(found.to_json())
    jsonschema.validate(packed, json_schema(command))
    assert packed["provenance"]["engine"] == "symbolic"
    assert found.table().columns
    assert "<table>" in found._repr_html_()


def test_json_of_a_large_conflict(large: notebook.Unlisted) -> None:
    packed = json.loads(large.to_json())
    assert packed["states"] is None
    assert packed["feasible"] == 1 << 30
    nash = packed["concepts"]["nash"]
    assert (nash["least"], nash["most"], nash["stopped"]) == (64, 64, None)
    assert nash["first"][0]["values"] == packed["start"] == dict.fromkeys(packed["start"], "no")
    assert packed["stances"][0]["considered"] == []
    assert packed["too_large"][0]["code"] == "too-many-states"


def test_what_the_states_have_in_common_is_told_once() -> None:
    found = api.analyse("cuban-missile-crisis", engine="symbolic")
    told = text(found.page())
    assert (
        "Each is as the status quo, but with USSR.withdraw = yes; beyond that:\n● nothing more\n● US.blockade = yes"
        in told
    )
    assert "They hold under GMR, SMR, SSEQ and firm too, not under Nash." in told


def test_long_counts_are_exact_in_json_and_rounded_on_the_page(large: notebook.Unlisted) -> None:
    count = 10**60 + 1
    nash = replace(large.concepts["nash"], least=count, most=count)
    wide = replace(large, feasible=4 * count, concepts={**large.concepts, "nash": nash})
    assert json.loads(wide.to_json())["concepts"]["nash"]["most"] == count
    told = text(wide.page())
    assert "about 4.00 × 10^60 states" in told
    assert "Nash | about 1.00 × 10^60 | 25% | ●" in told
    open_ = replace(large.concepts["gmr"], least=1, most=count)
    told = text(replace(wide, concepts={**wide.concepts, "gmr": open_}).page())
    assert "GMR | 1 to about 1.00 × 10^60 | under 0.01 to 25% | ●" in told


# ------------------------------------------------------------ words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0"),
        (999_999, "999,999"),
        (1_000_000, "about 1 million"),
        (999_950_000, "about 1 billion"),
        (13_462_142_976, "about 13.5 billion"),
        (10**15 - 1, "about 1.00 × 10^15"),
        (1_234 * 10**12, "about 1.23 × 10^15"),
        (999 * 10**12, "about 999 trillion"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert wording.about(number) == words


def test_many_differences_are_told_by_value() -> None:
    said = wording.departing({f"A.o{n}": "yes" for n in range(9)} | {"A.p": "cut"})
    plain = "".join(piece if isinstance(piece, str) else piece.text for piece in said)
    assert plain.startswith("as the status quo, but with A.o0, A.o1,")
    assert plain.endswith("A.o8 = yes; A.p = cut")


def test_crowds_are_told_in_short(large: notebook.Unlisted) -> None:
    """Of many whom replies deter the first are told, and how many there are besides."""
    seq = analysed(DAM, engine="symbolic", concept="seq")
    upper = seq.stances[0]
    many = tuple(replace(upper, actor=f"U{n}") for n in range(11))
    told = text(replace(seq, stances=many).page())
    assert told.count("stays: it has a better move") == 3
    assert "and 8 others stay whom replies deter; see detente explain" in told


def test_nothing_holds() -> None:
    found = analysed(PENNIES, engine="symbolic", concept="nash")
    told = text(found.page())
    assert "Under Nash stability none of them holds." in told
    assert "What holds under" not in told


def test_judged_moves_beyond_those_told() -> None:
    found = explained(tariffs(), "North.steel=yes,North.wheat=yes,North.wine=yes,North.cars=yes", "North")
    (north,) = found.stances
    assert isinstance(north, Judged)
    few = replace(found, stances=(replace(north, considered=north.considered * 9, better=len(north.considered) * 9),))
    assert "more moves; --all tells them all." in text(few.page()) or "undeterred); --all tells them all" in text(
        few.page()
    )
    assert "--all" not in text(few.page(everything=True))
