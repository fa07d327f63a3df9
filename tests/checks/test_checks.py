"""Each check finds what it is for, where it stands, and stays quiet otherwise."""

from __future__ import annotations

import textwrap

import pytest

from detente.checks import checks, run_checks
from detente.conflict import Conflict
from detente.engine import moves
from detente.engine.states import feasible
from detente.engine.truth import Table
from detente.errors import TooLargeError
from detente.scenario.reader import read

QUIET = """
title: A quarrel over water
sources: {report: {title: A report, paragraphs: 9}}
circumstances:
  drought:
    now: yes
    chance: likely
    cite: 1
situations:
  plenty: not drought or Up.release
actors:
  Up:
    options:
      release: {cite: 1}
      build: {needs: not Down.protest, cite: 1}
    prefers:
      - {name: keep, avoid: Up.release, if: not Down.pay, cite: 2}
      - {name: peace, avoid: Down.protest, cite: 2}
      - {name: dam, want: Up.build, cite: 2}
  Down:
    options:
      pay: {cite: 3}
      protest: {cite: 3}
    prefers:
      - {name: water, want: plenty, cite: 4}
      - {name: anger, want: Down.protest, if: Up.build, cite: 4}
      - {name: thrift, avoid: Down.pay, cite: 4}
never:
  - {name: both, when: Down.pay and Down.protest, cite: 5}
variants:
  base: {}
  wet: {set: {drought: no}, cite: 6}
"""


def found(text: str) -> list[str]:
    return [problem.code for problem in run_checks(read(textwrap.dedent(text)))]


def changed(old: str, new: str) -> str:
    assert QUIET.count(old) == 1, old
    return QUIET.replace(old, new)


def test_a_sound_scenario_is_quiet() -> None:
    assert run_checks(read(QUIET)) == []


EMPTY_CLAIM = """claims:
  - name: calm
    says: calm holds
    cite: 7
    test: every equilibrium where Up.build and Down.protest has Down.pay
variants:"""

CASES = {
    "no-grounds": ("release: {cite: 1}", "release: {}"),
    "constant-statement": (
        "{name: thrift, avoid: Down.pay, cite: 4}",
        "{name: thrift, avoid: Down.pay and Down.protest, cite: 4}",
    ),
    "contradicting-statements": (
        "{name: dam, want: Up.build, cite: 2}",
        "{name: dam, want: Up.release, if: not Down.pay and Down.protest, cite: 2}",
    ),
    "unused-value": ("when: Down.pay and Down.protest", "when: Down.protest"),
    "impossible-needs": ("needs: not Down.protest", "needs: Down.pay and Down.protest"),
    "frozen-option": (
        "when: Down.pay and Down.protest",
        "when: (Up.release and not Down.pay) or (Down.pay and not Up.release)",
    ),
    "idle-variant": ("wet: {set: {drought: no}, cite: 6}", "wet: {set: {drought: yes}, cite: 6}"),
    "unused-situation": (
        "plenty: not drought or Up.release",
        "plenty: not drought or Up.release\n  spare: Down.pay",
    ),
    "empty-claim": ("variants:", EMPTY_CLAIM),
    "misspelt-observer": ("variants:", "beliefs:\n  - {who: down, thinks: drought, cite: 6}\nvariants:"),
}


def test_witnesses_may_be_misspelt_and_strangers_may_watch() -> None:
    odds, by = "{no: 0.1, yes: 0.9}", "[Up, the press, Downs]"
    signal = f"signals:\n  - {{about: drought, seen if: {odds}, by: {by}, cite: 6}}\nvariants:"
    codes = found(changed("variants:", signal))
    assert codes == ["misspelt-observer"]
    assert found(changed("variants:", signal.replace("Downs", "Down"))) == []


def test_outcomes_use_situations_and_only_their_chances_need_grounds() -> None:
    spare = changed("plenty: not drought or Up.release", "plenty: not drought or Up.release\n  spare: Down.pay")
    asked = "\noutcomes: [spare, {name: dear, when: not spare}]\n"
    assert "unused-situation" in found(spare)
    assert found(spare + asked) == []
    assert found(spare + asked.replace("not spare", "not spare, chance: likely")) == ["no-grounds"]
    assert found(spare + asked.replace("not spare", "not spare, chance: likely, assumed: x")) == []


def test_every_check_has_a_case() -> None:
    assert set(CASES) == set(checks())


@pytest.mark.parametrize("key", CASES)
def test_the_check_finds_its_case(key: str) -> None:
    problems = [problem for problem in run_checks(read(changed(*CASES[key]))) if problem.code == key]
    assert problems
    for problem in problems:
        assert problem.severity == "warning"
        assert problem.place is not None
        assert problem.place.line > 1
        assert problem.given
        assert problem.expected.endswith(".")
        assert problem.remedy.endswith(".")


def test_a_statement_that_another_world_decides_is_not_constant() -> None:
    text = changed(
        "{name: anger, want: Down.protest, if: Up.build, cite: 4}",
        "{name: anger, want: Down.protest, if: not drought, cite: 4}",
    )
    assert "constant-statement" not in found(text)


def test_statements_that_never_apply_together_do_not_contradict() -> None:
    text = changed(
        "{name: dam, want: Up.build, cite: 2}", "{name: dam, want: Up.release, if: Down.pay and drought, cite: 2}"
    )
    assert "contradicting-statements" not in found(text)


def test_an_exception_above_a_general_statement_is_no_contradiction() -> None:
    text = changed(
        "{name: dam, want: Up.build, cite: 2}",
        "{name: seize, want: Up.build, if: Down.pay, cite: 2}\n      - {name: dam, avoid: Up.build, cite: 2}",
    )
    assert "contradicting-statements" not in found(text)


def test_contradiction_is_told_once_and_at_the_lower_statement() -> None:
    text = changed("{name: dam, want: Up.build, cite: 2}", "{name: dam, want: Down.protest, cite: 2}")
    (problem,) = [p for p in run_checks(read(text)) if p.code == "contradicting-statements"]
    assert "`peace` and `dam`" in problem.given
    assert problem.place is not None
    assert text.splitlines()[problem.place.line - 1].strip().startswith("- {name: dam")


def test_a_value_used_in_one_variant_only_is_used() -> None:
    text = changed("when: Down.pay and Down.protest", "when: Down.pay and drought")
    assert "unused-value" not in found(text)


def test_a_one_way_option_is_not_frozen() -> None:
    text = QUIET.replace("when: Down.pay and Down.protest", "when: Up.release and not Down.pay").replace(
        "pay: {cite: 3}", "pay: {irreversible: yes, cite: 3}"
    )
    assert "frozen-option" not in found(text)


def test_two_variants_that_come_to_the_same_are_told() -> None:
    text = QUIET + "  dry_no_more: {set: {drought: no}, cite: 6}\n"
    assert found(text) == ["idle-variant"]


def test_a_second_empty_variant_is_told() -> None:
    assert found(QUIET + "  again: {}\n") == ["idle-variant"]


def test_a_start_that_cannot_be_is_an_error_with_the_reason() -> None:
    text = QUIET.replace("pay: {cite: 3}", "pay: {start: yes, cite: 3}").replace(
        "protest: {cite: 3}", "protest: {start: yes, cite: 3}"
    )
    problems = run_checks(read(text))
    assert [problem.severity for problem in problems if problem.code == "start-infeasible"] == ["error"]


def test_a_variant_without_states_is_named() -> None:
    text = QUIET.replace(
        "wet: {set: {drought: no}, cite: 6}", "wet: {lock: {Down.pay: yes, Down.protest: yes}, cite: 6}"
    )
    (problem,) = [p for p in run_checks(read(text)) if p.severity == "error"]
    assert "In variant `wet`" in problem.given


def test_a_graph_form_has_nothing_to_freeze() -> None:
    text = """
title: Two states
states: [1, 2]
actors:
  A: {moves: [[1, 2]], ranking: [1, 2]}
sources: {s: {title: S}}
"""
    assert "frozen-option" not in found(text)


def test_a_rule_that_this_world_switches_off_freezes_nothing() -> None:
    text = QUIET.replace("when: Down.pay and Down.protest", "when: not drought and Up.release").replace(
        "build: {needs: not Down.protest, cite: 1}", "build: {start: yes, irreversible: yes, cite: 1}"
    )
    assert "frozen-option" not in found(text)


FROZEN = changed(
    "when: Down.pay and Down.protest", "when: (Up.release and not Down.pay) or (Down.pay and not Up.release)"
)


def test_only_the_rule_that_freezes_is_named() -> None:
    text = FROZEN.replace("never:", "never:\n  - {name: idle, when: drought and not drought, cite: 5}")
    told = [problem.given for problem in run_checks(read(text)) if problem.code == "frozen-option"]
    assert told
    assert all("Rule `both`" in given for given in told)


def test_a_value_that_cannot_be_left_by_its_own_words_is_not_frozen() -> None:
    text = FROZEN.replace("pay: {cite: 3}", "pay: {irreversible: [yes], cite: 3}")
    told = [problem.given for problem in run_checks(read(text)) if problem.code == "frozen-option"]
    assert told
    assert not any("`Down.pay` at yes" in given for given in told)


def test_a_conflict_too_large_without_a_rule_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(conflict: Conflict) -> Table:
        if not conflict.never:
            raise TooLargeError(())
        return feasible(conflict)

    assert "frozen-option" in found(FROZEN)
    monkeypatch.setattr("detente.checks.subject.feasible", refusing)
    assert "frozen-option" not in found(FROZEN)


def test_an_option_with_too_many_moves_is_not_called_frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moves, "MOST_MOVES", 4)
    assert found(QUIET) == []


def test_a_rule_that_alone_leaves_states_is_looked_at_without_trouble() -> None:
    text = changed("when: Down.pay and Down.protest", "when: Down.pay or Down.protest or Up.release or Up.build")
    codes = found(text)
    assert "frozen-option" in codes
    assert "unused-value" in codes


FORTY = "title: Forty\nactors:\n  A:\n    options:\n{}    prefers: [{{want: o1, assumed: x}}]\n  B:\n    prefers: []\n"


@pytest.mark.parametrize(("needs", "severity"), [("", "warning"), ("needs: B.z, ", "error")])
def test_states_that_cannot_be_listed_are_an_error_only_where_nothing_else_can_answer(
    needs: str, severity: str
) -> None:
    options = "".join(f"      o{k}: {{{needs if k == 0 else ''}assumed: x}}\n" for k in range(40))
    text = FORTY.format(options).replace("  B:\n", "  B:\n    options: {z: {assumed: x}}\n")
    told = [problem for problem in run_checks(read(text)) if problem.code == "too-many-states"]
    assert [problem.severity for problem in told] == [severity]


def test_without_states_only_that_is_told() -> None:
    text = changed("when: Down.pay and Down.protest", "when: always") + CLAIM
    assert [problem.code for problem in run_checks(read(text)) if problem.severity == "error"] == ["no-feasible-state"]
    assert "empty-claim" not in found(text)


def test_a_claim_about_prospects_from_an_unknown_start_is_not_called_empty() -> None:
    assert "empty-claim" not in found("start: unknown\n" + QUIET.strip() + CLAIM)


NOWHERE = "Up.build and Down.protest"
EMPTY = (
    f"where {NOWHERE}, Up can improve to Up.release",
    f"no state with {NOWHERE} suits everyone",
    f"every equilibrium where {NOWHERE} has Down.pay",
    f"no prospect where {NOWHERE} has Down.pay",
)
SPOKEN = (
    "where Down.protest, Up can improve to Up.release",
    "no state with Up.build suits everyone",
    f"some state with {NOWHERE} suits everyone",
    f"some equilibrium where {NOWHERE} has Down.pay",
    "every prospect has Up.build or not Up.build",
    "no equilibrium where not Down.protest has Down.protest",
)


def test_claims_about_all_members_of_nothing_are_told_and_no_others() -> None:
    claims = "".join(f"  - {{name: c{k}, says: x, cite: 7, test: '{test}'}}\n" for k, test in enumerate(EMPTY + SPOKEN))
    told = [one.given for one in run_checks(read(QUIET + "claims:\n" + claims)) if one.code == "empty-claim"]
    assert [given.split("`")[1] for given in told] == [f"c{k}" for k in range(len(EMPTY))]
    kinds = ("state", "state", "equilibrium", "prospect")
    assert all(f"every {kind} where {NOWHERE}, and" in given for kind, given in zip(kinds, told, strict=True))


def test_what_is_left_out_wants_grounds_too() -> None:
    left_out = "not modelled:\n  - {what: The fish}\n  - {what: The mills, cite: 8}\nvariants:"
    (problem,) = run_checks(read(changed("variants:", left_out)))
    assert (problem.code, "`The fish`" in problem.given) == ("no-grounds", True)


def test_a_belief_in_a_world_with_states_is_no_trouble() -> None:
    assert found(QUIET + "beliefs:\n  - {who: Up, thinks: drought = no, cite: 1}\n") == []


def test_a_belief_in_a_world_without_states_is_an_error() -> None:
    text = (
        QUIET.replace("when: Down.pay and Down.protest", "when: not drought")
        + """
beliefs:
  - {who: Up, thinks: drought = no, cite: 1}
"""
    )
    told = [problem.given for problem in run_checks(read(text)) if problem.severity == "error"]
    assert any("In the world that Up believes in" in given for given in told)


CLAIM = """
claims:
  - {name: calm, says: calm, cite: 7, test: every prospect has not Down.protest}
"""
