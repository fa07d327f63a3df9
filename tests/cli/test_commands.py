"""The command line: every command, with and without --json; its help; its exit codes; bad input without a traceback."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from detente.cli import ORDER, app, run
from detente.views.objects import commands, json_schema

DAM = """
title: The dam
actors:
  Upper:
    options: {shut: {cite: 1}}
    prefers:
      - {name: dam_stands, avoid: Lower.strike, cite: 2}
      - {name: water, want: shut, assumed: a dry summer}
  Lower:
    options: {strike: {irreversible: yes, cite: 3}}
    prefers:
      - {name: river_flows, avoid: Upper.shut and not strike, cite: 4}
      - {name: peace, avoid: strike, cite: 5}
sources: {atlas: {title: Rivers, paragraphs: 9}}
variants: {no_threat: {says: no means to strike, lock: {Lower.strike: no}, cite: 6}}
"""

SHY = """
title: Shy
circumstances: {harsh: {now: no, assumed: x}}
actors:
  A: {options: {x: {assumed: x}}, prefers: [{avoid: B.y, assumed: x}, {want: x, assumed: x}]}
  B:
    options: {y: {assumed: x}}
    prefers: [{want: y, exactly when: A.x, if: harsh, assumed: x}, {avoid: y, assumed: x}]
beliefs: [{who: A, thinks: harsh, assumed: x}]
"""

COMMANDS = {
    "cases": ["cases"],
    "show": ["show", "dam.yaml"],
    "check": ["check", "dam.yaml"],
    "analyse": ["analyse", "dam.yaml"],
    "explain": ["explain", "dam.yaml"],
    "compare": ["compare", "dam.yaml"],
    "claims": ["claims", "dam.yaml"],
    "settle": ["settle", "dam.yaml"],
    "coalitions": ["coalitions", "dam.yaml"],
    "lint": ["lint", "dam.yaml"],
    "beliefs": ["beliefs", "shy.yaml"],
    "evolve": ["evolve", "dam.yaml"],
    "leverage": ["leverage", "dam.yaml"],
    "forecast": ["forecast", "dam.yaml"],
    "report": ["report", "dam.yaml", "-o", "report.html"],
    "ledger": ["ledger", "list"],
    "export": ["export", "dam.yaml"],
    "schema": ["schema"],
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "dam.yaml").write_text(DAM, encoding="utf-8")
    (tmp_path / "shy.yaml").write_text(SHY, encoding="utf-8")
    return tmp_path


class Told:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def codes(self) -> list[str]:
        return [problem["code"] for problem in self.json["error"]["problems"]]


@pytest.fixture
def detente(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*arguments: str) -> Told:
        code = run(list(arguments))
        caught = capsys.readouterr()
        return Told(code, caught.out, caught.err)

    return call


def test_one_file_one_command() -> None:
    here = Path(__import__("detente.cli").cli.__file__).parent
    files = {path.stem for path in here.glob("[a-z]*.py")}
    names = {command.name for command in app().registered_commands} | {one.name for one in app().registered_groups}
    serving = {"workbench"}  # it answers until it is interrupted; see tests/workbench/test_command.py
    assert names == files == set(COMMANDS) | serving == set(ORDER)


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_answers(detente: Any, command: str) -> None:
    told = detente(*COMMANDS[command])
    assert told.code == 0
    assert told.out.strip()
    assert not told.err
    assert "\x1b" not in told.out
    if command not in ("export", "schema"):
        assert max(len(line) for line in told.out.splitlines()) <= 80
        assert told.out == "".join(f"{line.rstrip()}\n" for line in told.out.splitlines())


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_answers_in_json(detente: Any, command: str) -> None:
    told = detente(*COMMANDS[command], "--json")
    assert told.code == 0
    assert not told.err
    if command == "schema":
        jsonschema.Draft202012Validator.check_schema(told.json)
    else:
        jsonschema.validate(told.json, json_schema(command))


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_help_has_an_example_that_runs(detente: Any, command: str) -> None:
    told = detente(command, "--help")
    assert told.code == 0
    example = re.search(r"Example: detente (.+(?:\n  .+)*)", told.out)
    assert example is not None
    arguments = shlex.split(example.group(1))
    assert arguments[0] == command
    run_ = detente(*arguments)
    assert run_.code == 0
    assert run_.out


def test_help_lists_the_commands_in_the_order_of_their_use(detente: Any) -> None:
    told = detente()
    assert told.code == 0
    commands = told.out.split("Commands:")[1].split("Begin with")[0].splitlines()
    listed = [line.split() for line in commands if line.strip()]
    assert [words[0] for words in listed] == ORDER
    assert not [words for words in listed if words[-1].endswith("...")]


def test_version(detente: Any) -> None:
    from detente import __version__

    assert detente("--version").out == f"detente {__version__}\n"


# ------------------------------------------------------------ what is asked for


def test_variant_and_concept(detente: Any) -> None:
    assert detente("analyse", "dam.yaml", "--json").json["prospects"] == [1]
    assert detente("analyse", "dam.yaml", "--json", "--variant", "no_threat").json["prospects"] == [2]
    told = detente("analyse", "dam.yaml", "--json", "--concept", "nash").json
    assert (told["prospects"], told["provenance"]["concept"]) == ([4], "nash")


def test_beliefs_can_be_left_out(detente: Any) -> None:
    assert detente("analyse", "dam.yaml", "--json", "--no-beliefs").json["provenance"]["beliefs"] is False


@pytest.mark.parametrize("state", ["4", "Upper.shut=yes,Lower.strike=yes", "Lower.strike = yes, Upper.shut = yes"])
def test_state_by_number_or_by_what_differs(detente: Any, state: str) -> None:
    assert detente("explain", "dam.yaml", state, "--json").json["state"]["id"] == 4


def test_state_by_name_in_graph_form(detente: Any) -> None:
    assert detente("explain", "chicken", "3", "--json").json["state"]["id"] == 3


def test_explain_one_actor_and_all_moves(detente: Any) -> None:
    told = detente("explain", "dam.yaml", "start", "--actor", "Lower", "--all")
    assert "● Lower stays: no move of its own would be better for it." in told.out
    assert "Upper stays" not in told.out


def test_compare_sets_one_variant_beside_the_scenario_as_written(detente: Any) -> None:
    told = detente("compare", "dam.yaml", "no_threat", "--json").json
    assert [one["variant"] for one in told["variants"]] == [None, "no_threat"]
    assert [one["variant"] for one in detente("compare", "dam.yaml", "--json").json["variants"]] == [None, "no_threat"]


def test_show_everything(detente: Any) -> None:
    assert "want shut (assumed: a dry summer)" in detente("show", "dam.yaml", "--all").out
    assert "want shut (assumed" not in detente("show", "dam.yaml").out


def test_schema_of_what_is_printed(detente: Any) -> None:
    for command in commands():
        assert detente("schema", command).json == json_schema(command)


# ------------------------------------------------------------ the flagship


def test_flagship_outcome_begins_with_the_bottom_line(detente: Any) -> None:
    told = " ".join(detente("analyse", "us-russia-2024").out.split())
    assert re.search(
        r"Play comes to rest with US\.europe = consult: in state \d+ \(after 1 move: US sets europe to consult\)", told
    )
    assert re.search(
        r"Under Nash nothing holds: even in state \d+ US could set europe to coerce and gain; "
        r"only the reply keeps it from that, for then Europe would set counter to yes\.",
        told,
    )


def test_flagship_comparison_shows_how_the_prospect_changes(detente: Any) -> None:
    names = ["second_term", "first_term", "unprepared", "insists", "aid_gone", "demands_met"]
    told = detente("compare", "us-russia-2024", *names, "--json").json
    line = {one["variant"]: one["outcome"]["US.europe"] for one in told["variants"]}
    assert line == {
        "second_term": ["consult"],
        "first_term": ["coerce"],
        "unprepared": ["coerce"],
        "insists": ["coerce"],
        "aid_gone": ["consult"],
        "demands_met": ["coerce"],
    }
    told = detente("compare", "us-russia-2024", *names)
    assert told.code == 0
    assert max(len(text) for text in told.out.splitlines()) <= 80


# ------------------------------------------------------------ checks


WRONG = DAM.replace("avoid: Lower.strike", "avoid: Lower.strkie")
ODD = DAM.replace("{name: peace, avoid: strike, cite: 5}", "{name: peace, avoid: strike}")


def test_check_fails_on_errors_and_shows_the_line(detente: Any, folder: Path) -> None:
    (folder / "wrong.yaml").write_text(WRONG, encoding="utf-8")
    told = detente("check", "wrong.yaml")
    assert told.code == 1
    lines = told.out.splitlines()
    assert lines[0].startswith("wrong.yaml:7:")
    assert "avoid: Lower.strkie" in lines[1]
    assert lines[1][lines[2].index("^") :].startswith("strkie")
    assert "Did you mean" in told.out
    assert lines[-1] == "○ wrong.yaml: 1 error."
    as_json = detente("check", "wrong.yaml", "--json")
    assert (as_json.code, as_json.json["ok"], as_json.json["scenario"]) == (1, False, None)
    jsonschema.validate(as_json.json, json_schema("check"))


def test_warnings_fail_only_where_they_are_told_to(detente: Any, folder: Path) -> None:
    (folder / "odd.yaml").write_text(ODD, encoding="utf-8")
    told = detente("check", "odd.yaml")
    assert told.code == 0
    assert "warning" in told.out
    assert told.out.splitlines()[-1] == "● odd.yaml (The dam): no errors, 1 warning."
    assert detente("check", "odd.yaml", "--strict").code == 1
    assert detente("check", "dam.yaml", "--strict").code == 0


def test_scenario_with_errors_is_wrong_use_elsewhere(detente: Any, folder: Path) -> None:
    (folder / "wrong.yaml").write_text(WRONG, encoding="utf-8")
    told = detente("analyse", "wrong.yaml")
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("wrong.yaml:7:")
    assert "^" in told.err
    as_json = detente("analyse", "wrong.yaml", "--json")
    assert (as_json.code, as_json.err) == (2, "")
    assert as_json.json["error"]["problems"][0]["line"] == 7


# ------------------------------------------------------------ wrong use


BAD = [
    (["analyse", "missing.yaml"], "no-such-file"),
    (["analyse", "us-russia-2023"], "unknown-case"),
    (["analyse", ""], "unknown-case"),
    (["analyse", "."], "is-a-folder"),
    (["analyse", "bad\0name"], "unknown-case"),
    (["analyse", "long" * 2000], "unknown-case"),
    (["analyse", "long" * 2000 + ".yaml"], "unreadable-file"),
    (["analyse", "binary.yaml"], "not-utf-8"),
    (["analyse", "dam.yaml", "--variant", "no_thread"], "unknown-variant"),
    (["analyse", "dam.yaml", "--concept", "nahs"], "unknown-concept"),
    (["explain", "dam.yaml", "9"], "unknown-state"),
    (["explain", "dam.yaml", "-1"], "wrong-use"),
    (["explain", "dam.yaml", "0"], "unknown-state"),
    (["explain", "dam.yaml", "Upper.shat=yes"], "unknown-state"),
    (["explain", "dam.yaml", "Upper.shut=maybe"], "unknown-state"),
    (["explain", "dam.yaml", "Lower.strike=yes", "--variant", "no_threat"], "infeasible-state"),
    (["explain", "chicken", "start"], "unknown-status-quo"),
    (["explain", "dam.yaml", "start", "--actor", "Uper"], "unknown-actor"),
    (["compare", "dam.yaml", "no_thread"], "unknown-variant"),
    (["show", "dam.yaml", "--variant", "no_thread"], "unknown-variant"),
    (["show", "dam.yaml", "--variant", ""], "unknown-variant"),
    (["evolve", "dam.yaml", "--variant", ""], "unknown-variant"),
    (["beliefs", "dam.yaml"], "no-beliefs"),
    (["beliefs", "shy.yaml", "--as-of", "monday"], "not-a-date"),
    (["forecast", "dam.yaml", "--sharing", "equally"], "unknown-sharing"),
    (["forecast", "dam.yaml", "--outcome", "Upper.shat"], "unknown-option"),
    (["forecast", "dam.yaml", "--outcome", "Upper.shut", "--outcome", "Upper.shut"], "outcome-twice"),
    (["cases", "chiken"], "unknown-case"),
    (["cases", "--copy", "."], "no-case"),
    (["export", "dam.yaml", "--format", "xlsx"], "unknown-format"),
    (["export", "dam.yaml", "--to", "dam.xlsx"], "unknown-format"),
    (["export", "dam.yaml", "--to", "no/such/folder/dam.csv"], "cannot-write"),
    (["schema", "scenarios"], "unknown-schema"),
    (["analyze", "dam.yaml"], "wrong-use"),
    (["analyse"], "wrong-use"),
    (["analyse", "dam.yaml", "--colour"], "wrong-use"),
]


@pytest.mark.parametrize(("arguments", "code"), BAD)
def test_wrong_use_is_told_without_a_traceback(detente: Any, folder: Path, arguments: list[str], code: str) -> None:
    (folder / "binary.yaml").write_bytes(bytes(range(256)))
    told = detente(*arguments)
    assert told.code == 2
    assert not told.out
    assert "error" in told.err
    assert f"[{code}]" in told.err
    assert "Traceback" not in told.err
    assert not set(told.err) & {"\x00", "\x1b", "\x07"}
    as_json = detente(*arguments, "--json")
    assert (as_json.code, as_json.err) == (2, "")
    jsonschema.validate(as_json.json, json_schema("error"))
    assert code in as_json.codes


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["analyse", "us-russia-2023"], "Did you mean `us-russia-2024`?"),
        (["analyse", "dam.yaml", "--variant", "no_thread"], "Did you mean `no_threat`?"),
        (["analyse", "dam.yaml", "--concept", "nahs"], "Did you mean `nash`?"),
        (["explain", "dam.yaml", "start", "--actor", "Uper"], "Did you mean `Upper`?"),
        (["explain", "dam.yaml", "Upper.shat=yes"], "Did you mean `Upper.shut`?"),
        (["cases", "chiken"], "Did you mean `chicken`?"),
        (["explain", "dam.yaml", "Lower.strike=yes", "--variant", "no_threat"], "Lower.strike is locked at no"),
        (["explain", "us-russia-2024", "US.plan=both"], "never US.plan = both and not terms_compatible"),
        (["explain", "us-russia-2024", "Russia.divide=yes"], "Russia.divide needs isolation"),
        (["analyse"], "See `detente analyse --help`."),
    ],
)
def test_remedies(detente: Any, arguments: list[str], remedy: str) -> None:
    assert remedy in " ".join(detente(*arguments).err.split())


# ------------------------------------------------------------ files


def test_a_file_beats_a_case_of_the_same_name(detente: Any, folder: Path) -> None:
    (folder / "chicken").write_text(DAM, encoding="utf-8")
    assert detente("analyse", "chicken", "--json").json["scenario"] == "The dam"


def test_case_by_slug_or_key(detente: Any) -> None:
    assert detente("analyse", "chicken", "--json").json["scenario"] == "The game of Chicken"
    assert detente("analyse", "games/chicken", "--json").json["scenario"] == "The game of Chicken"
    assert detente("cases", "games/chicken", "--json").json["case"]["slug"] == "chicken"


def test_export_never_writes_over_a_file_unless_forced(detente: Any, folder: Path) -> None:
    target = folder / "dam.csv"
    told = detente("export", "dam.yaml", "--to", "dam.csv")
    assert (told.code, told.out) == (0, "Wrote 4 states to dam.csv.\n")
    first = target.read_text(encoding="utf-8")
    assert first.splitlines()[0].startswith("id,Upper.shut,Lower.strike,status_quo,prospect,nash,")
    assert first.splitlines()[4].startswith("4,yes,yes,0,0,1,")
    target.write_text("precious", encoding="utf-8")
    told = detente("export", "dam.yaml", "--to", "dam.csv")
    assert told.code == 2
    assert "exists already" in told.err
    assert target.read_text(encoding="utf-8") == "precious"
    assert detente("export", "dam.yaml", "--to", "dam.csv", "--force").code == 0
    assert target.read_text(encoding="utf-8") == first


def test_export_formats(detente: Any, folder: Path) -> None:
    printed = detente("export", "dam.yaml").out
    assert printed.count("\n") == 5
    as_json = detente("export", "dam.yaml", "--format", "json").json
    assert as_json["rows"][0][:5] == [1, "no", "no", True, True]
    assert as_json["columns"][0] == "id"
    assert detente("export", "dam.yaml", "--to", "dam.json", "--json").json["file"] == "dam.json"
    written = json.loads((folder / "dam.json").read_text(encoding="utf-8"))
    jsonschema.validate(written, json_schema("export"))
    assert written["rows"] == as_json["rows"]


def test_copy_of_a_case_can_be_run_and_is_never_written_over(detente: Any, folder: Path) -> None:
    told = detente("cases", "chicken", "--copy", ".")
    assert told.code == 0
    copy = folder / "chicken.yaml"
    assert detente("check", "chicken.yaml").code == 0
    copy.write_text("precious", encoding="utf-8")
    assert detente("cases", "chicken", "--copy", ".").code == 2
    assert copy.read_text(encoding="utf-8") == "precious"
