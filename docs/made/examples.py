"""One example for each error: a text, or a command, of which the program says just this code.

The pages of errors are made of them; a test sees to it that no code is without an example.
Text that does not begin a scenario of its own (no `title:`) is put into the river scenario of the language
reference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.scenario.codes import CODES

GRAPH = """\
title: A graph
states: [calm, war]
start: calm
"""

FERRY = """\
title: Two ferry lines
actors:
  Red: {options: {cheap: {}}, prefers: [want: cheap]}
  Blue: {options: {cheap: {needs: Red.cheap}}, prefers: [avoid: cheap]}
"""

GRAPH_OF_TWO = (
    GRAPH
    + """\
actors:
  Red: {moves: [[calm, war]], ranking: [calm, war]}
  Blue: {moves: [[war, calm]], ranking: [calm, war]}
"""
)

GRAPH_OF_NOTHING = (
    GRAPH
    + """\
actors:
  Red: {moves: [[calm, war]], ranking: [war, calm]}
  Blue: {moves: [[war, calm]], ranking: [calm, war]}
"""
)

ALWAYS_DEAR = FERRY + "never: [{when: Red.cheap}]\n"

UNKNOWN_START = """\
title: The river and a court
start: unknown
actors:
  Red: {options: {cheap: {}}, prefers: [want: cheap]}
"""


@dataclass(frozen=True)
class Told:
    """An example that cannot be printed as it is: in words, and the text itself (None: not to be tried here)."""

    words: str
    text: str | bytes | None


@dataclass(frozen=True)
class Asked:
    """An example that is a question: the words of the command, about a scenario if one is given as `case.yaml`.

    `essay` is the text of `essay.md`, where the question is about one.
    """

    command: str
    scenario: str = ""
    essay: str = ""


Example = str | Told | Asked
Group = Mapping[str, Example]

TEXT: Group = {
    "empty-file": Told("A file in which nothing is written.", ""),
    "not-a-mapping": "- a list\n- of things\n",
    "file-too-large": Told("A file of more than two million bytes.", "title: Long\n" + "# more\n" * 400_000),
    "not-utf-8": Told("A file saved in another encoding, with an ü as one byte.", b"title: M\xfcnchen\n"),
    "hidden-character": Told("A bell (U+0007) inside the title.", "title: The \a river\n"),
    "too-many-problems": Told(
        "A file with two thousand unknown keys.",
        "title: Many\nactors:\n  Upper: {options: {}, prefers: []}\n" + "".join(f"key{n}: x\n" for n in range(2000)),
    ),
}

YAML: Group = {
    "several-documents": "title: One\nactors: {}\n---\ntitle: Two\nactors: {}\n",
    "directive": "%YAML 1.1\n---\ntitle: The river\n",
    "duplicate-key": "title: The river\nactors:\n  Upper: {options: {}, prefers: []}\n  Upper: {}\n",
    "empty-value": "title: The river\nstory:\nactors:\n  Upper: {options: {}, prefers: []}\n",
    "complex-key": "title: The river\n[a, b]: c\n",
    "anchor": "title: &name The river\nactors:\n  Upper: {options: {}, prefers: []}\n",
    "alias": "title: The river\nstory: *name\nactors:\n  Upper: {options: {}, prefers: []}\n",
    "tag": "title: !!str The river\nactors:\n  Upper: {options: {}, prefers: []}\n",
    "merge-key": "title: The river\nactors:\n  Upper:\n    <<: {name: upstream}\n    options: {}\n    prefers: []\n",
    "too-deep": Told("Lists inside lists, 50 levels deep.", "title: " + "[" * 50 + "]" * 50 + "\n"),
    "yaml-tab": "title: The river\nactors:\n\tUpper: {options: {}, prefers: []}\n",
    "yaml-colon": "title: The river: a quarrel\n",
    "yaml-no-colon": "title: The river\nactors\n",
    "yaml-quote": 'title: "The river\n',
    "yaml-escape": 'title: "The \\river \\q"\n',
    "yaml-bracket": "title: The river\nactors: {Upper: {options: {}, prefers: []}\n",
    "yaml-indentation": "title: The river\nactors:\n  Upper: {options: {}, prefers: []}\n Lower: {}\n",
    "yaml-character": "title: @river\n",
    "yaml-value": "title: The river\nactors: {Upper: {options: {}}, , }\n",
    "yaml-dash": "title: - The river\n",
    "yaml-block": "title: The river\nstory: > Once\n  upon a time\n",
    "yaml-syntax": "title: *\n",
}

SHAPE: Group = {
    "unknown-key": "circumstances:\n  rain: {now: fair, values: [poor, fair, good], mean: how much it rains}\n",
    "missing-key": "never:\n  - name: no_war\n",
    "wrong-shape": "never:\n  when: Lower.protest\n",
    "no-actors": "title: The river\nactors: {}\n",
    "actor-without-options": "title: The river\nactors:\n  Upper: {prefers: []}\n",
    "actor-without-moves": GRAPH + "actors:\n  Upper: {ranking: [calm, war]}\n",
    "rule-over-states": GRAPH
    + "actors:\n  Upper: {moves: [], ranking: [calm, war]}\nnever:\n  - {when: state = war, assumed: an example}\n",
    "mixed-forms": GRAPH + "actors:\n  Upper: {options: {shut: {}}, ranking: [calm, war]}\n",
    "not-a-date": "as_of: spring 2031\n",
    "start-in-option-form": "start: calm\n",
    "move-not-a-pair": GRAPH + "actors:\n  Upper: {moves: [[calm]], ranking: [calm, war]}\n",
    "move-to-itself": GRAPH + "actors:\n  Upper: {moves: [[calm, calm]], ranking: [calm, war]}\n",
    "duplicate-move": GRAPH + "actors:\n  Upper: {moves: [[calm, war], [calm, war]], ranking: [calm, war]}\n",
    "unknown-grade": "sources:\n  minutes: {paragraphs: 12, grade: sure}\n",
    "not-a-count": "sources:\n  minutes: {paragraphs: twelve}\n",
    "unknown-stance": "claims:\n  - {name: c, says: calm, test: no prospect has thirst, stance: firm}\n",
    "on-or-off": "analysis: {beliefs: yes}\n",
    "yes-or-no": "signals:\n  - {name: s, about: rain, seen if: {poor: 1, fair: 1, good: 0}, seen: maybe}\n",
    "bad-irreversible": "actors:\n  Upper:\n    options:\n      gates: {irreversible: shut}\n",
}

NAMES: Group = {
    "bad-name": "circumstances:\n  rain.now: {now: no}\n",
    "reserved-name": "circumstances:\n  never: {now: no}\n",
    "name-clash": "actors:\n  rain: {options: {}, prefers: []}\n",
    "duplicate-name": "never:\n  - {name: r, when: thirst}\n  - {name: r, when: Lower.protest}\n",
    "duplicate-state": "title: A graph\nstates: [calm, war, calm]\nactors:\n  Upper: {moves: [], prefers: []}\n",
    "duplicate-value": "actors:\n  Upper:\n    options:\n      gates: {values: [open, half, shut, half]}\n",
    "too-few-values": "circumstances:\n  rain: {values: [fair], now: fair}\n",
    "unknown-name": "never:\n  - {when: flood}\n",
    "unknown-actor": "never:\n  - {when: Uper.gates = shut}\n",
    "unknown-option": "never:\n  - {when: Upper.gate = shut}\n",
    "unknown-circumstance": "variants:\n  wet: {set: {rains: good}}\n",
    "unknown-value": "never:\n  - {when: Upper.gates = closed}\n",
    "unknown-state": GRAPH + "actors:\n  Upper: {moves: [[calm, peace]], ranking: [calm, war]}\n",
    "unknown-source": 'never:\n  - {when: thirst, cite: "minuts:3"}\n',
    "which-source": "sources:\n  minutes: {paragraphs: 12}\n  survey: {}\nnever:\n  - {when: thirst, cite: 3}\n",
    "no-such-paragraph": "never:\n  - {when: thirst, cite: 13}\n",
    "ambiguous-name": "situations:\n  gates: Lower.talks\n",
}

FORMULAS: Group = {
    "formula-syntax": "never:\n  - {when: thirst and or Lower.protest}\n",
    "formula-sign": 'never:\n  - {when: "Upper.gates == shut"}\n',
    "formula-bracket": 'never:\n  - {when: "(thirst or Lower.protest"}\n',
    "formula-quote": 'never:\n  - when: Upper.gates = "shut\n',
    "formula-too-long": Told(
        "A formula of more than a thousand terms.",
        "never:\n  - {when: " + " or ".join(["Lower.protest"] * 1200) + "}\n",
    ),
    "formula-too-large": Told(
        "Situations that each use the one before twice, fourteen times over.",
        "situations:\n  thirst: Lower.protest\n  s0: Lower.protest\n"
        + "".join(f"  s{n}: s{n - 1} or s{n - 1}\n" for n in range(1, 15)),
    ),
    "which-value": "never:\n  - {when: Upper.gates}\n",
    "situation-compared": "never:\n  - {when: thirst = yes}\n",
    "cyclic-situations": "situations:\n  thirst: quarrel\n  quarrel: thirst or Lower.protest\n",
    "bad-lapses-when": "actors:\n  Lower:\n    options:\n      talks: {lapses when: Upper.gates}\n",
}

CHANCES: Group = {
    "not-a-number": "words:\n  may: [a bit, 0.9]\n",
    "number-out-of-range": "words:\n  may: [0.1, 1.9]\n",
    "band-ends": "words:\n  may: [0.5]\n",
    "band-upside-down": "words:\n  may: [0.9, 0.1]\n",
    "unknown-words": "analysis: {words: british}\n",
    "unknown-chance": "circumstances:\n  treaty: {now: yes, chance: probable}\n",
    "two-chances": "circumstances:\n  treaty: {now: yes, chance: likely, chances: {yes: 0.7, no: 0.3}}\n",
    "chance-of-many": "circumstances:\n  rain: {chance: likely}\n",
    "missing-value": "circumstances:\n  rain: {chances: {poor: 0.2, fair: 0.8}}\n",
    "chances-do-not-add-up": "circumstances:\n  rain: {chances: {poor: 0.2, fair: 0.2, good: 0.2}}\n",
    "empty-table": "circumstances:\n  treaty: {now: yes, chance: {}}\n",
    "cases-overlap": "circumstances:\n  treaty: {now: yes, chance: {rain >= fair: likely, rain <= fair: unlikely}}\n",
    "cases-incomplete": "circumstances:\n  treaty: {now: yes, chance: {rain = fair: likely, rain = poor: unlikely}}\n",
    "otherwise-not-last": "circumstances:\n  treaty: {now: yes, chance: {otherwise: likely, rain = poor: unlikely}}\n",
    "chance-over-options": "circumstances:\n  treaty: {now: yes, chance: {Lower.talks: likely, otherwise: unlikely}}\n",
    "circular-chances": (
        "circumstances:\n  treaty: {now: yes, chance: {court: likely, otherwise: unlikely}}\n"
        "  court: {now: yes, chance: {treaty: likely, otherwise: unlikely}}\n"
    ),
    "too-many-cases": Told(
        "A table of chances whose conditions name twenty circumstances.",
        "circumstances:\n"
        + "".join(f"  c{n}: {{now: yes}}\n" for n in range(20))
        + "  treaty: {now: yes, chance: {"
        + " and ".join(f"c{n}" for n in range(20))
        + ": likely, otherwise: unlikely}}\n",
    ),
    "all-zero": "signals:\n  - {name: s, about: rain, seen if: {poor: 0, fair: 0, good: 0}}\n",
    "belief-form": "beliefs:\n  - {who: Lower, thinks: rain != good}\n",
    "duplicate-belief": "beliefs:\n  - {who: Lower, thinks: rain = good}\n  - {who: Lower, thinks: rain = poor}\n",
}

WANTS: Group = {
    "no-preferences": "title: The river\nactors:\n  Upper: {options: {shut: {}}}\n",
    "several-preferences": "title: The river\nactors:\n  Upper: {options: {shut: {}}, prefers: [], ranking: [1, 2]}\n",
    "want-or-avoid": "actors:\n  Lower:\n    prefers:\n      - {name: fields, if: thirst}\n",
    "weight-in-order": "actors:\n  Lower:\n    prefers:\n      - {avoid: protest, weight: 2}\n",
    "drops-in-weighs": (
        "actors:\n  Lower:\n    weighs:\n"
        "      - {name: a, avoid: protest, weight: 2, drops: {below: b, when: always}}\n"
        "      - {name: b, want: talks, weight: 1}\n"
    ),
    "drops-over-options": (
        "actors:\n  Lower:\n    prefers:\n      - {name: a, avoid: protest, drops: {below: b, when: thirst}}\n"
        "      - {name: b, want: talks}\n"
    ),
    "drops-below-itself": (
        "actors:\n  Lower:\n    prefers:\n      - {name: a, avoid: protest, drops: {below: a, when: rain = good}}\n"
    ),
    "unknown-statement": (
        "actors:\n  Lower:\n    prefers:\n      - {name: a, avoid: protest, drops: {below: b, when: rain = good}}\n"
    ),
    "circular-drops": (
        "actors:\n  Lower:\n    prefers:\n      - {name: a, avoid: protest, drops: {below: b, when: rain = good}}\n"
        "      - {name: b, want: talks, drops: {below: a, when: rain = good}}\n"
    ),
    "not-a-state-number": "actors:\n  Lower: {ranking: [1, two, 3]}\n",
    "empty-level": GRAPH + "actors:\n  Upper: {moves: [], ranking: [calm, [], war]}\n",
    "incomplete-ranking": GRAPH + "actors:\n  Upper: {moves: [], ranking: [calm]}\n",
    "ranking": "actors:\n  Lower: {ranking: [1, 2, 3]}\n",
}

CLAIMS: Group = {
    "claim-form": "claims:\n  - {name: c, says: calm, test: all prospects have thirst}\n",
    "unknown-variant": "claims:\n  - {name: c, says: calm, test: no prospect has thirst, in: drought}\n",
    "unknown-concept": "claims:\n  - {name: c, says: calm, test: no prospect has thirst, under: nasch}\n",
    "condition-over-options": "claims:\n  - {name: c, says: calm, test: thirst is likelier when Lower.talks}\n",
    "circular-claims": (
        "claims:\n  - {name: a, says: one, test: b is likelier when rain = poor}\n"
        "  - {name: b, says: two, test: a is likelier when rain = poor}\n"
    ),
    "unknown-standard": "accept:\n  - {check: idle-reasons, of: Lower.fields, because: an example}\n",
    "unknown-accepted": "accept:\n  - {check: idle-reason, of: Lower.feilds, because: an example}\n",
    "lock-against-start": "variants:\n  v: {lock: {Upper.gates: shut}, start: {Upper.gates: half}}\n",
}

CONFLICTS: Group = {
    "no-feasible-state": "never:\n  - {when: always}\n",
    "start-infeasible": "never:\n  - {when: Upper.gates = open}\n",
    "too-many-states": Told(
        "Thirty options that exclude nothing.",
        "title: Thirty options\nactors:\n  Upper:\n    options:\n"
        + "".join(f"      o{n}: {{}}\n" for n in range(30))
        + "    prefers: []\n",
    ),
    "too-many-moves": Told(
        "One actor with fourteen options that exclude nothing.",
        "title: Fourteen options\nactors:\n  Upper:\n    options:\n"
        + "".join(f"      o{n}: {{}}\n" for n in range(14))
        + "    prefers: []\n",
    ),
    "too-many-worlds": Told(
        "Twenty-one circumstances of two values, each with a chance, of which a forecast is asked.", None
    ),
    "impossible-evidence": Told(
        "A signal that is seen, and has odds of 0 under every value that its circumstance can have.", None
    ),
    "not-enough-memory": Told("`DETENTE_MEMORY=64M detente analyse large.yaml`, of a million states.", None),
}

QUESTIONS: Group = {
    "bad-memory": Told("`DETENTE_MEMORY=plenty detente analyse us-russia-2024`", None),
    "not-text": Told("Data for the writer of scenarios that holds a number where text belongs.", None),
    "no-such-file": Asked("detente analyse ferri.yaml"),
    "is-a-folder": Asked("detente check ./folder"),
    "unreadable-file": Told("A file that may not be read.", None),
    "unknown-case": Asked("detente analyse chiken"),
    "no-case": Asked("detente cases --copy ."),
    "unknown-variant": Asked("detente analyse case.yaml --variant truse", FERRY),
    "unknown-concept": Asked("detente analyse case.yaml --concept nasch", FERRY),
    "unknown-actor": Asked("detente explain case.yaml 1 --actor Green", FERRY),
    "unknown-state": Asked("detente explain case.yaml 9", FERRY),
    "unknown-claim": Asked("detente claims case.yaml --why peace", FERRY),
    "unknown-check": Asked("detente lint case.yaml --only idle-reasons", FERRY),
    "infeasible-state": Asked("detente explain case.yaml Blue.cheap=yes", FERRY),
    "unknown-status-quo": Asked("detente explain case.yaml start", UNKNOWN_START),
    "unknown-sharing": Asked("detente forecast case.yaml --sharing fairly", FERRY),
    "outcome-twice": Asked("detente forecast case.yaml --outcome Blue.cheap --outcome Blue.cheap", FERRY),
    "no-beliefs": Asked("detente beliefs case.yaml", FERRY),
    "unknown-format": Asked("detente export case.yaml --format xls", FERRY),
    "unknown-schema": Asked("detente schema everything"),
    "file-exists": Asked("detente export case.yaml --to case.yaml --format csv", FERRY),
    "cannot-write": Asked("detente export case.yaml --to nowhere/case.csv", FERRY),
    "wrong-use": Asked("detente analyse"),
    "pandas-missing": Told("`answer.to_frame()` where pandas is not installed.", None),
}

BOUND = "---\nscenario: case.yaml\n---\n"


def _essay(text: str, head: str = BOUND) -> Asked:
    """Return the question what comes of an essay about the ferry lines."""
    return Asked("detente claims essay.md", FERRY, head + text)


ESSAYS: Group = {
    "essay-without-scenario": _essay("Nobody is cheap.\n\n~~~claim\nno prospect has Blue.cheap\n~~~\n", ""),
    "open-front-matter": _essay("Nobody is cheap.\n", "---\nscenario: case.yaml\n"),
    "no-claim-blocks": _essay("Nobody is cheap.\n"),
    "claim-word": _essay("~~~claims\nno prospect has Blue.cheap\n~~~\n"),
    "open-claim-block": _essay("~~~claim dear\nno prospect has Blue.cheap\n"),
    "empty-claim-block": _essay("~~~claim\n~~~\n"),
    "name-in-block": _essay("~~~claim\nname: dear\ntest: no prospect has Blue.cheap\n~~~\n"),
    "no-essay": Asked("detente claims chicken --essay"),
    "source-alone": Asked("detente claims case.yaml --source --why peace", FERRY),
    "rests-of-essay": Asked("detente claims us-russia-2024 --essay --rests"),
}

ENGINES: Group = {
    "unknown-engine": Asked("detente analyse case.yaml --engine fats", FERRY),
    "engine-missing": Told("`detente analyse case.yaml --engine fast` where Numba is not installed.", None),
    "engine-lists-nothing": Asked("detente export case.yaml --engine symbolic", FERRY),
    "no-numbers": Asked("detente explain cuban-missile-crisis 3 --engine symbolic"),
    "symbolic-missing": Told("`detente analyse case.yaml --engine symbolic` where `dd` is not installed.", None),
    "symbolic-graph-form": Asked("detente analyse chicken --engine symbolic"),
    "symbolic-dependants": Asked("detente analyse case.yaml --engine symbolic", FERRY),
    "symbolic-rankings": Asked("detente analyse gisborne --engine symbolic"),
    "symbolic-beliefs": Told(
        "Somebody believes in a circumstance that decides what can happen, and the symbolic engine is asked.", None
    ),
    "symbolic-state": Told("A state asked of the engine from Python that a rule excludes.", None),
    "symbolic-time": Told(
        "`detente analyse large.yaml --seconds 5`, where a count takes longer; told beside what is known.",
        None,
    ),
    "symbolic-memory": Told("An analysis whose decision diagrams outgrow their share of memory.", None),
    "symbolic-temptations": Told("The reasons of an actor with a million better moves, asked from Python.", None),
}

_PUBLISH = "detente ledger publish case.yaml --question Cheap? --rule notices --source notices --horizon 2999-12-31"

LEDGER: Group = {
    "no-outcome": Asked(_PUBLISH, FERRY),
    "order-with-gaps": Asked(f"{_PUBLISH} --outcome Red.cheap --outcome Blue.cheap --ordered", FERRY),
    "base-rate": Asked(f"{_PUBLISH} --outcome Red.cheap --base-rate 3 --reference-class ferries", FERRY),
    "blank-text": Told('`--rule " "`', None),
    "text-not-kept": Told("A question with a byte that is not UTF-8.", None),
    "horizon-past": Told("`--horizon 2020-12-31`, when that day is over.", None),
    "one-outcome": Told("A forecast made in Python with a single outcome.", None),
    "outcome-name": Told("A forecast made in Python with two outcomes of the same name.", None),
    "chances-not-one": Told("A forecast made in Python with chances of 0.6 and 0.3.", None),
    "chance-outside-bounds": Told("A forecast made in Python with a chance of 0.6 and an upper bound of 0.5.", None),
    "no-ledger": Asked("detente ledger show 1"),
    "unknown-forecast": Told("`detente ledger show 9`, where there are eight.", None),
    "unknown-verdict": Told("`detente ledger resolve 1 maybe --evidence notices`", None),
    "already-resolved": Told("`detente ledger resolve 1 no --evidence notices`, twice.", None),
    "nothing-to-correct": Told("`detente ledger correct 1 no ...` before anybody said how it came out.", None),
    "settled-when": Told("`--date` with a day before the forecast was published, or a day to come.", None),
    "store-missing": Told("`detente ledger list` where SQLAlchemy is not installed.", None),
    "unknown-database": Told("`--ledger` with the URL of a database of another kind.", None),
    "not-a-ledger": Told("`--ledger notes.txt`", None),
    "newer-ledger": Told("A ledger to which a newer version of the program has published.", None),
    "ledger-locked": Told("A ledger that another program keeps locked for more than ten seconds.", None),
    "ledger-read-only": Told("`detente ledger resolve ...` on a file that may only be read.", None),
    "ledger-damaged": Told("A file of which a part was overwritten.", None),
    "ledger-full": Told("A forecast published on a full disk.", None),
    "ledger-unreachable": Told("`--ledger` with a folder that does not exist, or with a wrong password.", None),
    "ledger-failed": Told("Whatever else a database says.", None),
}

WORKBENCH: Group = {
    "workbench-missing": Told("`detente workbench` where FastAPI is not installed.", None),
    "no-folder": Told("`detente workbench nowhere`", None),
    "cannot-listen": Told("`detente workbench --port 80`, where that takes more rights.", None),
    "no-accounts": Told("`detente workbench --host 192.0.2.7` before any account was added.", None),
    "address-needed": Told("`detente workbench --host 0.0.0.0` without `--address`.", None),
    "bad-address": Told("`detente workbench --address bench`", None),
    "bad-account": Told("`detente workbench --add-account anna --role owner`", None),
    "bad-password": Told("A password of three letters.", None),
    "desk-locked": Told("A desk that another program keeps locked for more than ten seconds.", None),
    "desk-unreachable": Told("`--desk` with a folder that does not exist, or with a wrong password.", None),
    "desk-read-only": Told("A desk that may only be read.", None),
    "desk-damaged": Told("A `detente-workbench.sqlite` that was cut short.", None),
    "desk-full": Told("A text that is saved on a full disk.", None),
    "not-a-desk": Told("A `detente-workbench.sqlite` that something else has written.", None),
    "newer-desk": Told("A desk that a newer version of the program has made.", None),
    "desk-failed": Told("Whatever else a database says.", None),
    "foreign-host": Told("A request under a name that is not the workbench's own.", None),
    "foreign-origin": Told("A request that a page of another site makes.", None),
    "bad-request": Told("A request whose body is no JSON.", None),
    "body-too-large": Told("A text of fifty million bytes.", None),
    "login-needed": Told("A request without a session, where there are accounts.", None),
    "wrong-login": Told("A login with a wrong password.", None),
    "too-many-logins": Told("A sixth login within five minutes, after five with a wrong password.", None),
    "role-too-low": Told("A text saved by somebody with the role `read`.", None),
}

WORKBENCH_ANSWERS: Group = {
    "no-such-scenario": Told("`GET /api/scenarios/nobody.yaml`", None),
    "bad-scenario-name": Told("A new scenario called `..yaml`.", None),
    "scenario-exists": Told("A new scenario under the name of another.", None),
    "scenario-too-large": Told("A file of more than two million bytes.", None),
    "not-text": Told("A text with half of a surrogate pair.", None),
    "match-needed": Told("`PUT /api/scenarios/case.yaml` without `If-Match`.", None),
    "changed-meanwhile": Told("A text saved with the ETag of what somebody else has replaced.", None),
    "no-such-version": Told("`GET /api/scenarios/case.yaml/versions/9`, where there are eight.", None),
    "folder-unreadable": Told("A file that whoever runs the workbench may not read.", None),
    "folder-unwritable": Told("A text saved in a folder that may not be written to.", None),
    "disk-full": Told("A text saved on a full disk.", None),
    "worlds-drawn": Told("Sliders on a scenario with more than a million worlds.", None),
    "unknown-belief": Told("A belief put aside under *What if* that the scenario has no longer.", None),
    "bad-chances": Told("Chances of 0.6 and 0.3 put in for a circumstance with two values.", None),
    "no-graph": Told("A picture of moves of a conflict whose states are counted and not listed.", None),
    "answer-too-large": Told("An analysis of millions of states in one piece.", None),
    "too-many-jobs": Told("A question asked while thirty-two are waiting.", None),
    "too-many-listeners": Told("A page opened while two hundred are told of jobs.", None),
    "no-such-job": Told("`GET /api/jobs/nothing`", None),
    "job-not-over": Told("`GET /api/jobs/ID/answer` of a job that is running.", None),
    "job-cancelled": Told("The answer of a job that somebody has cancelled.", None),
    "job-interrupted": Told("The answer of a job that was under way when the workbench was killed.", None),
    "took-too-long": Told("A question that takes more than ten minutes.", None),
    "took-too-much-memory": Told("A question that takes more than 4 GB.", None),
    "worker-died": Told("A question during which the system ended the process that worked on it.", None),
    "worker-failed": Told("A mistake in this program.", None),
}

WORKBENCH_EDITS: Group = {
    "edit-unknown": Told("A statement moved of an actor that the scenario does not have.", None),
    "edit-taken": Told("An option added under the name of another of its actor.", None),
    "edit-out-of-range": Told("A statement moved to the ninth place of eight.", None),
    "edit-shape": Told("A statement added for an actor that ranks states.", None),
    "edit-unsafe": Told("Something added between brackets on several lines, with comments between.", None),
    "edit-leaves-errors": Told("`POST /api/scenarios/case.yaml/edits`, taking out an option that a claim names.", None),
    "nothing-to-compare": Told("What flips, asked of a draft whose saved text has an error.", None),
    "no-such-copy": Told("A citation opened of a source of which there is no copy in the folder.", None),
    "no-such-passage": Told("A citation of paragraph 12 opened, where the copy of the source has ten.", None),
}

EVOLUTION: Group = {
    "bad-weight": Asked("detente evolve case.yaml --mover Red=-1", FERRY),
    "mover-twice": Asked("detente evolve case.yaml --mover Red=1 --mover Red=2", FERRY),
    "nobody-moves": Asked("detente evolve case.yaml --mover Red=0 --mover Blue=0", FERRY),
    "weights-far-apart": Asked("detente evolve case.yaml --mover Red=1e-20", FERRY),
    "unknown-choice": Asked("detente evolve case.yaml --moves better", FERRY),
    "paths-out-of-range": Asked("detente evolve case.yaml --paths 2000", FERRY),
    "as-of-needs-worlds": Asked("detente evolve case.yaml --as-of 2024-05-01", FERRY),
    "play-unsettled": Told(
        "`detente evolve case.yaml --mover Green=1e-11`, where Red and Blue go round and only Green's move leads out.",
        None,
    ),
}

REPORTS: Group = {
    "browser-missing": Told("`detente report case.yaml -o report.pdf`, where no browser is installed.", None),
    "browser-failed": Told("`detente report case.yaml -o report.pdf`, where the browser does not print.", None),
}

LEVERAGE: Group = {
    "outcome-needed": Asked("detente leverage case.yaml", GRAPH_OF_NOTHING),
    "empty-outcome": Asked("detente leverage case.yaml --for Red.cheap", ALWAYS_DEAR),
    "between-whom": Asked("detente leverage case.yaml --between Red", FERRY),
}

COALITIONS: Group = {
    "unknown-joint": Asked("detente coalitions case.yaml --joint never", FERRY),
    "nothing-at-once": Asked("detente coalitions case.yaml --joint once", GRAPH_OF_TWO),
    "partition-twice": Asked("detente coalitions case.yaml --partition Red+Blue,Red", FERRY),
    "too-many-groups": Told(
        "`detente coalitions crowd.yaml`, where twenty actors choose among a million states.", None
    ),
    "too-many-coalitions": Told(
        "`detente coalitions crowd.yaml`, where very many groups answer each other from very many states.", None
    ),
    "too-many-block-moves": Told(
        "`detente coalitions large.yaml --partition Red+Blue+Green`, where these three can go nearly anywhere at once.",
        None,
    ),
}

INVERSE: Group = {
    "inverse-concept": Asked("detente settle case.yaml --inverse 1 --concept firm", FERRY),
    "inverse-beliefs": Asked("detente settle us-russia-2024 --inverse start --concept seq"),
    "inverse-too-large": Told("`detente settle large.yaml --inverse start`, where there are a million states.", None),
}

DRIVERS: Group = {
    "unknown-likely": Asked("detente forecast case.yaml --drivers --likely perhaps", FERRY),
    "not-likely": Asked("detente forecast case.yaml --drivers --likely 0.4", FERRY),
    "no-prospect": Told("`detente forecast case.yaml --drivers`, where play goes round for ever.", None),
    "claim-or-other": Asked("detente forecast us-russia-2024 --drivers --for axis"),
    "claim-without-chance": Asked("detente forecast us-russia-2024 --drivers --for flexible"),
    "claim-elsewhere": Asked("detente forecast us-russia-2024 --drivers --for backfire --variant patient"),
    "needs-drivers": Asked("detente forecast case.yaml --for Blue.cheap", FERRY),
    "needs-plot": Asked("detente forecast case.yaml --picture bars", FERRY),
    "unknown-picture": Asked("detente forecast case.yaml --plot x.svg --picture pie", FERRY),
    "no-picture": Told('`api.picture(api.show("chicken"), "chicken.svg")`', None),
    "plots-missing": Told("`detente forecast case.yaml --plot x.svg`, where the extra `plots` is missing.", None),
}

SETTLEMENTS: Group = {
    "plan-or-proposal": Asked("detente settle case.yaml --for Blue.cheap --state 1", FERRY),
    "empty-group": Asked("detente settle case.yaml --with ,", FERRY),
    "unknown-clause": Asked("detente settle case.yaml --for Blue.cheap --clauses set,wave", FERRY),
    "no-clauses": Asked("detente settle case.yaml --for Blue.cheap --clauses ,", FERRY),
    "bad-clause-weight": Asked("detente settle case.yaml --for Blue.cheap --weights guarantee", FERRY),
    "count-out-of-range": Asked("detente settle case.yaml --for Blue.cheap --at-most 99", FERRY),
    "needs-for": Asked("detente settle case.yaml --at-most 1", FERRY),
    "inverse-alone": Asked("detente settle case.yaml --inverse 1 --for Blue.cheap", FERRY),
    "too-many-plans": Asked("detente settle us-russia-2024 --for just_peace --at-most 8"),
}

MANY_WORLDS: Group = {
    "bad-samples": Asked("detente forecast case.yaml --samples 999999999", FERRY),
    "evidence-not-drawn": Told(
        "`detente forecast large.yaml --samples 16`, where what was seen comes up in one world of a thousand.", None
    ),
    "no-cluster": Told("`detente forecast large.yaml --cluster 10.0.0.5:8786`, where nothing runs there.", None),
    "no-workers": Told("`--cluster` with the address of a scheduler that nobody works for.", None),
    "cluster-lost": Told("A cluster that stops in the middle of the work.", None),
    "cluster-missing": Told("`--cluster` where the extra `cluster` is not installed.", None),
    "other-version": Told("`--cluster` with workers that have an older version of the program.", None),
    "other-resume-file": Told("`--resume kept.sqlite`, begun before the scenario was edited.", None),
    "no-resume-file": Told("`--resume case.yaml`", None),
    "damaged-resume-file": Told("`--resume kept.sqlite`, of which a part was overwritten.", None),
    "resume-file-in-use": Told("`--resume kept.sqlite`, while another run writes to it.", None),
}

MEANINGS: Mapping[str, str] = CODES | {
    "plan-or-proposal": "Plans for a situation are asked for, and a state is to be judged, at once.",
    "empty-group": "The group whose agreement is asked for has no member.",
    "unknown-clause": "Plans have no clauses of this kind, or none about this.",
    "no-clauses": "Plans may have no clauses at all.",
    "bad-clause-weight": "What is given for a clause is no weight.",
    "count-out-of-range": "Too many plans or clauses are asked for, or too few.",
    "needs-for": "Something is said about plans, and none are asked for.",
    "inverse-alone": "The inverse question is asked together with another one.",
    "too-many-plans": "There are too many sets of clauses to try them all.",
    "inverse-concept": "The inverse question has no answer under this concept.",
    "inverse-beliefs": "Actors would expect replies in a world that they believe in.",
    "inverse-too-large": "The conflict has too many states for the inverse question.",
    "unknown-joint": "There is no such way for the members of a group to act.",
    "nothing-at-once": "Groups are to set their options at once where states are listed.",
    "partition-twice": "A partition names an actor twice.",
    "too-many-groups": "There are too many groups of actors to look at each.",
    "outcome-needed": "No outcome is named, and nothing holds that could be asked about instead.",
    "empty-outcome": "No state has the outcome that is asked about.",
    "between-whom": "An agreement is asked about that one actor would make with itself.",
    "too-many-coalitions": "The search for what groups would do went on for too long.",
    "too-many-block-moves": "A block of a partition has more moves than can be listed.",
    "bad-samples": "A number of draws is too small or too large, or a seed is negative.",
    "evidence-not-drawn": "What was seen is so unlikely that no world that was drawn has it.",
    "no-cluster": "No scheduler answers at the address given.",
    "no-workers": "The scheduler has no workers.",
    "cluster-lost": "The scheduler or all its workers went away in the middle of the work.",
    "cluster-missing": "Work on a cluster needs a package that is not installed.",
    "other-version": "A worker has another version of the program.",
    "other-resume-file": "The file keeps what was done for another question.",
    "no-resume-file": "The file that shall keep what is done is of another kind.",
    "damaged-resume-file": "The file that keeps what is done is not as it was written.",
    "resume-file-in-use": "Another program writes to the file that keeps what is done.",
    "no-feasible-state": "Rules, needs and locks exclude every state.",
    "start-infeasible": "The status quo is a state that cannot be.",
    "ranking": "A ranking does not fit the feasible states.",
    "too-many-states": "There are more states than can be listed.",
    "too-many-moves": "An actor has more strategies or moves than can be weighed.",
    "too-many-worlds": "The doubted circumstances make more worlds than can be looked at.",
    "impossible-evidence": "What was seen has no chance in any world.",
    "not-enough-memory": "The analysis needs more memory than there is.",
    "bad-memory": "The setting DETENTE_MEMORY is no size.",
    "unknown-case": "What is asked about is neither a file nor a case of the library.",
    "no-case": "A case is to be copied, and none is named.",
    "bad-weight": "What is given for a mover is no weight.",
    "mover-twice": "A mover is given two weights.",
    "nobody-moves": "Every actor has weight 0.",
    "weights-far-apart": "Some mover's weight is out of all proportion to another's.",
    "unknown-choice": "There is no such choice of moves.",
    "paths-out-of-range": "Fewer paths than none, or more than can be told, are asked for.",
    "as-of-needs-worlds": "A day is given, but signals do not matter to what is asked.",
    "play-unsettled": "Play goes on for so long that where it ends cannot be told exactly enough.",
    "infeasible-state": "The state asked about cannot be.",
    "unknown-claim": "No claim of the scenario has this name.",
    "no-essay": "The essay of a case is asked for that has none.",
    "rests-of-essay": "It is asked of an essay what all claims of a scenario rest on.",
    "source-alone": "It is asked at once what covers the sources, and what comes of claims.",
    "essay-without-scenario": "An essay does not say which scenario it is about.",
    "open-front-matter": "The lines at the beginning of an essay that name its scenario have no end.",
    "no-claim-blocks": "An essay has no claim blocks.",
    "claim-word": "A block seems to be a claim and begins with another word.",
    "open-claim-block": "A claim block has no end.",
    "empty-claim-block": "A claim block neither names a claim nor holds a sentence.",
    "name-in-block": "The name of a claim stands inside its block.",
    "unknown-status-quo": "The status quo is asked for, and the scenario has none.",
    "unknown-sharing": "No rule of sharing has this name.",
    "outcome-twice": "An outcome is asked about twice.",
    "no-beliefs": "It is asked what beliefs do where no actor holds any.",
    "unknown-format": "No format of export has this name.",
    "unknown-check": "`lint` has no check of this name.",
    "unknown-schema": "There is no JSON Schema of this.",
    "file-exists": "A file would be written over.",
    "cannot-write": "A file cannot be written.",
    "wrong-use": "A command, argument or option is missing or unknown.",
    "pandas-missing": "A data frame is asked for, and pandas is not installed.",
    "unknown-engine": "No engine has this name.",
    "engine-missing": "The engine needs a package that is not installed.",
    "engine-lists-nothing": "What is asked needs a list of states, and the engine asked for makes none.",
    "no-numbers": "A state is given by its number where states are not listed.",
    "symbolic-missing": "The symbolic engine needs a package that is not installed.",
    "symbolic-graph-form": "The symbolic engine is asked about listed states.",
    "symbolic-dependants": "The symbolic engine is asked about options that fall away with others' moves.",
    "symbolic-rankings": "The symbolic engine is asked about somebody who ranks states by number.",
    "symbolic-beliefs": "The symbolic engine is asked about beliefs that concern more than what others want.",
    "symbolic-state": "The state asked about cannot be.",
    "symbolic-time": "The symbolic engine has not found an answer in the time that it had.",
    "symbolic-memory": "The symbolic engine needs more memory than it may take.",
    "symbolic-temptations": "An actor has more better moves than a reason lists.",
    "unknown-likely": "What is to count as likely is neither a number nor a word of chance.",
    "not-likely": "What is to count as likely is not likely.",
    "no-prospect": "What drives the likeliest prospect is asked, and play comes to rest nowhere.",
    "claim-or-other": "What is asked about may be a claim, or something else of the same name.",
    "claim-without-chance": "What drives a claim is asked, and worlds do not decide it.",
    "claim-elsewhere": "A claim is asked about in another variant, or under another concept, than it names.",
    "needs-drivers": "An option is given that says something only with --drivers.",
    "needs-plot": "An option is given that says something only with --plot.",
    "unknown-picture": "There is no picture of this name of the answer.",
    "no-picture": "There is no picture of such an answer.",
    "plots-missing": "A picture is asked for, and what draws it is not installed.",
    "browser-missing": "A report is asked for as PDF, and no browser is installed that prints it.",
    "browser-failed": "The browser that was to print a report did not.",
    "no-outcome": "A forecast is to be published, and no outcome is named.",
    "order-with-gaps": "Outcomes are said to have an order, and something else may come.",
    "base-rate": "A base rate does not count each outcome, or lacks its reference class.",
    "blank-text": "What others must judge by is blank.",
    "text-not-kept": "A text has characters that no database keeps.",
    "horizon-past": "The last day of a forecast is over when it is published.",
    "one-outcome": "A forecast has fewer than two outcomes.",
    "outcome-name": "Two outcomes are called alike, or one like a verdict.",
    "chances-not-one": "The chances of the outcomes do not add up to 1.",
    "chance-outside-bounds": "A chance does not lie between its bounds.",
    "no-ledger": "There is no ledger where one is looked for.",
    "unknown-forecast": "The ledger has no forecast of this number.",
    "unknown-verdict": "A forecast cannot come out so.",
    "already-resolved": "Somebody has said already how the forecast came out.",
    "nothing-to-correct": "Nobody has said yet how the forecast came out.",
    "settled-when": "A forecast cannot have been settled on this day.",
    "store-missing": "What keeps ledgers is not installed.",
    "unknown-database": "A ledger cannot be kept in such a database.",
    "not-a-ledger": "A file or database is something else than a ledger.",
    "newer-ledger": "A ledger was made by a newer version of the program.",
    "ledger-locked": "Another process keeps the ledger locked.",
    "ledger-read-only": "The ledger may not be written to.",
    "ledger-damaged": "The file of a ledger is damaged.",
    "ledger-full": "The disk of a ledger is full or fails.",
    "ledger-unreachable": "A ledger cannot be opened.",
    "ledger-failed": "The database of a ledger fails in some other way.",
    "workbench-missing": "What serves the workbench is not installed.",
    "no-folder": "There is no folder where a workbench is to be opened.",
    "cannot-listen": "The workbench cannot listen at its address and port.",
    "no-accounts": "Others could enter without a login.",
    "address-needed": "It is not said by which name others reach the workbench.",
    "bad-address": "What is given is no address of a web page.",
    "bad-account": "An account cannot have this name or role.",
    "bad-password": "A password is too short or too long.",
    "foreign-host": "A request is for a name that is not the workbench's own.",
    "foreign-origin": "A page of another site asks.",
    "bad-request": "A request is not of the form that the API describes.",
    "body-too-large": "What was sent is too large.",
    "login-needed": "Nobody is logged in.",
    "wrong-login": "The name or the password is wrong.",
    "too-many-logins": "Too many logins under one name failed.",
    "role-too-low": "Whoever is logged in may not do this.",
    "no-such-scenario": "The folder has no scenario of this name.",
    "bad-scenario-name": "A scenario cannot have this name.",
    "scenario-exists": "The folder has a scenario of this name already.",
    "scenario-too-large": "The file of a scenario is too large.",
    "not-text": "A text has characters that are none.",
    "match-needed": "It is not said which text a new one is to replace.",
    "changed-meanwhile": "Somebody else has changed a scenario since it was seen.",
    "no-such-version": "A scenario has no version of this number.",
    "edit-unknown": "An edit is about something that the scenario does not have.",
    "edit-taken": "An edit adds something under a name that is taken.",
    "edit-out-of-range": "An edit names a place that a list does not have.",
    "edit-shape": "What an edit is about is not written as edits know it.",
    "edit-unsafe": "An edit could not be made without touching what it is not about.",
    "edit-leaves-errors": "With an edit saved, the scenario could not be read any more.",
    "nothing-to-compare": "The saved text cannot be read, so that nothing can be set beside it.",
    "no-such-copy": "The folder has no copy of a source.",
    "no-such-passage": "The copy of a source has no paragraph of this number.",
    "folder-unreadable": "A file of the folder, or the folder itself, cannot be read.",
    "folder-unwritable": "The folder may not be written to.",
    "disk-full": "The disk is full or fails.",
    "desk-locked": "Another process keeps the desk locked.",
    "desk-unreachable": "The desk cannot be opened.",
    "desk-read-only": "The desk may not be written to.",
    "desk-damaged": "The desk is damaged.",
    "desk-full": "The disk on which the desk is kept is full or fails.",
    "not-a-desk": "The file of the desk is of something else.",
    "newer-desk": "The desk was made by a newer version of the program.",
    "desk-failed": "The database of the desk fails in some other way.",
    "worlds-drawn": "Chances cannot be changed over worlds that were drawn.",
    "unknown-belief": "The scenario has no belief at this place.",
    "bad-chances": "Chances that are put in do not add up to 1.",
    "no-graph": "Moves cannot be drawn between states that have no numbers.",
    "answer-too-large": "An answer is too long to be sent to a page.",
    "too-many-jobs": "Too many questions are waiting.",
    "too-many-listeners": "Too many pages are told of jobs as they go on.",
    "no-such-job": "No job of this name is remembered.",
    "job-not-over": "A job has no answer yet.",
    "job-cancelled": "A job was cancelled.",
    "job-interrupted": "The workbench ended before a job was done.",
    "took-too-long": "A question took longer than it may.",
    "took-too-much-memory": "A question took more memory than it may.",
    "worker-died": "The process that worked on a question has ended.",
    "worker-failed": "A mistake in the program kept a question from being answered.",
}
"""What each code says, in a sentence; those of reading a scenario come from the program."""

GROUPS: Mapping[str, tuple[str, Group]] = {
    "text": ("Text", TEXT),
    "yaml": ("YAML", YAML),
    "shape": ("Keys and shape", SHAPE),
    "names": ("Names and citations", NAMES),
    "formulas": ("Formulas and situations", FORMULAS),
    "chances": ("Chances, beliefs and signals", CHANCES),
    "wants": ("Preferences", WANTS),
    "claims": ("Claims and variants", CLAIMS),
    "essays": ("Essays and sources", ESSAYS),
    "conflicts": ("Conflicts that cannot be", CONFLICTS),
    "questions": ("Questions", QUESTIONS),
    "engines": ("Engines", ENGINES),
    "evolution": ("Evolution", EVOLUTION),
    "coalitions": ("Coalitions", COALITIONS),
    "leverage": ("Blocking and leverage", LEVERAGE),
    "inverse": ("The inverse question", INVERSE),
    "settlements": ("Settlements", SETTLEMENTS),
    "drivers": ("What drives it, and pictures", DRIVERS),
    "many-worlds": ("Many worlds", MANY_WORLDS),
    "reports": ("Reports", REPORTS),
    "ledger": ("The ledger", LEDGER),
    "workbench": ("The workbench", WORKBENCH),
    "workbench-answers": ("Scenarios and jobs of the workbench", WORKBENCH_ANSWERS),
    "workbench-edits": ("Edits and sources in the workbench", WORKBENCH_EDITS),
}
