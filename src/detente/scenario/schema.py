"""The shape of a scenario file: which keys there are, and what kind of thing each holds.

Everything is text here; names, numbers and formulas are understood later. The JSON Schema that editors use is
made from these models. Descriptions are written for the person who hovers over a key.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import PydanticCustomError

from detente.scenario.words import tables

GRADES = ("read", "partial", "recalled")
STANCES = ("own", "reported", "doubted", "inferred")

# Editors read YAML with types, so that a text may look like a number or a truth value to them.
_SCALAR: dict[str, Any] = {"type": ["string", "number", "boolean"]}
_SCALARS: dict[str, Any] = {"type": "array", "items": _SCALAR}

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), WithJsonSchema(_SCALAR)]
FormulaText = Annotated[
    str,
    StringConstraints(min_length=1),
    WithJsonSchema(_SCALAR | {"description": "Names joined by and, or, not: `US.aid = keep or Europe.troops`."}),
]


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _shape(expected: str) -> PydanticCustomError:
    return PydanticCustomError("shape", "{expected}", {"expected": expected})


def _text_or_list(value: object) -> str | list[str]:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return [item.strip() for item in value]
    raise _shape("Expected `yes`, `no` or a list of values such as `[sent]`.")


def _chance(value: object) -> str | dict[str, str]:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict) and all(isinstance(item, str) for item in value.values()):
        return {key: item.strip() for key, item in value.items()}
    raise _shape("Expected a word such as `likely`, a number, `0.5 to 0.7`, or a table `{condition: chance}`.")


def _thought(value: object) -> str | dict[str, str | dict[str, str]]:
    if isinstance(value, str) and value.strip():
        return value
    if isinstance(value, dict) and value:
        try:
            return {key: _chance(item) for key, item in value.items()}
        except PydanticCustomError:
            pass
    raise _shape("Expected `circumstance = value`, or `{circumstance: value}`, or `{circumstance: {value: chance}}`.")


def _levels(value: object) -> list[list[str]]:
    if isinstance(value, list):
        levels = [_as_list(item) for item in value]
        if all(isinstance(level, list) and all(isinstance(s, str) for s in level) for level in levels):
            return [[state.strip() for state in level] for level in levels if isinstance(level, list)]
    raise _shape("Expected a list of states, best first, ties in brackets: `[[5], [3, 4], 1]`.")


def _states(value: object) -> list[str] | dict[str, str]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return [item.strip() for item in value]
    if isinstance(value, dict) and all(isinstance(item, str) for item in value.values()):
        return {key: item.strip() for key, item in value.items()}
    raise _shape("Expected a list of names, or a mapping from each name to what it means.")


_TABLE: dict[str, Any] = {"type": "object", "additionalProperties": _SCALAR}
_CHANCE: dict[str, Any] = {"anyOf": [_SCALAR, _TABLE]}
Few = Annotated[list[Text], BeforeValidator(_as_list), WithJsonSchema({"anyOf": [_SCALAR, _SCALARS]})]
TextOrList = Annotated[str | list[str], PlainValidator(_text_or_list), WithJsonSchema({"anyOf": [_SCALAR, _SCALARS]})]
ChanceText = Annotated[str | dict[str, str], PlainValidator(_chance), WithJsonSchema(_CHANCE)]
Thought = Annotated[
    str | dict[str, str | dict[str, str]],
    PlainValidator(_thought),
    WithJsonSchema({"anyOf": [_SCALAR, {"type": "object", "additionalProperties": {"anyOf": [_SCALAR, _TABLE]}}]}),
]
Levels = Annotated[
    list[list[str]],
    PlainValidator(_levels),
    WithJsonSchema({"type": "array", "items": {"anyOf": [_SCALAR, _SCALARS]}}),
]
States = Annotated[
    list[str] | dict[str, str],
    PlainValidator(_states),
    WithJsonSchema({"anyOf": [_SCALARS, {"type": "object", "additionalProperties": _SCALAR}]}),
]


def _words(*words: str) -> WithJsonSchema:
    """Return what tells editors the words that a text may be; `yes`, `on` and the like may be truth values there."""
    truths: list[Any] = [word in ("yes", "on") for word in words if word in ("yes", "no", "on", "off")]
    return WithJsonSchema({"enum": [*words, *truths]})


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Grounded(_Part):
    """Something that rests on a source or on an assumption."""

    cite: Few | None = Field(
        None, description="Where it is written: a paragraph `3`, several `[2, 3]`, `2-4`, or `source:3`."
    )
    assumed: Text | None = Field(None, description="What is assumed, and why, where no source says it.")


class Judgement(Grounded):
    """Something that rests on a source or on an assumption, with the reason given."""

    because: Text | None = Field(None, description="The reason, in words.")


class Source(_Part):
    """A text that judgements cite."""

    author: Text | None = Field(None, description="Who wrote it.")
    title: Text | None = Field(None, description="What it is called.")
    published: Text | None = Field(None, description="When it appeared.")
    pages: Text | None = Field(None, description="Its pages.")
    paragraphs: Text | None = Field(None, description="How many numbered paragraphs it has; makes `cite` checkable.")
    grade: Annotated[Text, _words(*GRADES)] | None = Field(
        None, description="How far it was checked: read, partial, or recalled from memory."
    )
    note: Text | None = Field(None, description="Anything else a reader should know of it.")


class Analysis(_Part):
    """How the scenario is analysed unless asked otherwise."""

    concept: Text | None = Field(None, description="The concept of stability that leads (default firm).")
    beliefs: Annotated[Text, _words("on", "off")] | None = Field(
        None, description="Whether actors judge reactions in the world they believe in (default on)."
    )
    words: Text | None = Field(None, description="The table that says what words of chance mean (default icd203).")


class Circumstance(Judgement):
    """A fact of the world that nobody in the model controls."""

    values: list[Text] | None = Field(None, description="The values it can have (default [no, yes]).")
    now: Text = Field(description="The value it has now.")
    means: Text | None = Field(None, description="What it says of the world.")
    chance: ChanceText | None = Field(
        None,
        description="How sure it is that it is as `now` says: a chance word, a number, `0.5 to 0.7`, or a table of "
        "conditions over other circumstances.",
    )
    chances: dict[str, ChanceText] | None = Field(None, description="The chance of each value, where there are more.")


class Option(Judgement):
    """What an actor can set."""

    means: Text | None = Field(None, description="What it is.")
    values: list[Text] | None = Field(None, description="The values it can have (default [no, yes]).")
    start: Text | None = Field(None, description="The value at the start (default the first).")
    needs: FormulaText | None = Field(
        None, description="The option can be taken only where this holds, and falls away where it fails."
    )
    lapses_when: FormulaText | None = Field(
        None, alias="lapses when", description="`NAME changes`: the option falls away with any such move."
    )
    irreversible: TextOrList | None = Field(
        None, description="`yes`: its actor can only move it forward; a list: values that its actor cannot leave."
    )


class Drops(_Part):
    """Where a statement moves in some worlds."""

    below: Text = Field(description="The statement below which it moves.")
    when: FormulaText = Field(description="In which worlds: a formula over circumstances.")


class Statement(Judgement):
    """One thing that an actor wants or avoids."""

    name: Text | None = Field(None, description="What reports call it.")
    want: FormulaText | None = Field(None, description="The actor wants this to hold.")
    avoid: FormulaText | None = Field(None, description="The actor wants this not to hold.")
    condition: FormulaText | None = Field(None, alias="if", description="The statement counts only where this holds.")
    exactly_when: FormulaText | None = Field(
        None, alias="exactly when", description="The one is to hold exactly where the other does."
    )
    drops: Drops | None = Field(None, description="In some worlds the statement moves below another.")
    weight: Text | None = Field(None, description="How much it counts, in a list under `weighs`.")


class Actor(_Part):
    """A party that chooses."""

    name: Text | None = Field(None, description="Its name in full.")
    means: Text | None = Field(None, description="Who it is.")
    options: dict[str, Option] | None = Field(None, description="What it can set; `{}` for an actor that only wants.")
    moves: list[list[Text]] | None = Field(None, description="In graph form: its moves as pairs [from, to].")
    prefers: list[Statement | None] | None = Field(
        None, description="Statements, the most important first; each outweighs all below it."
    )
    weighs: list[Statement | None] | None = Field(
        None, description="Statements with weights; a state stands as high as the weights of what is true in it."
    )
    ranking: Levels | None = Field(None, description="The states, best first, ties in brackets.")


class Rule(Judgement):
    """States that cannot be."""

    name: Text | None = Field(None, description="What reports call it.")
    when: FormulaText = Field(description="States where this holds are not feasible.")


class Belief(Judgement):
    """What somebody takes the world to be."""

    who: Text = Field(description="An actor, or any observer.")
    thinks: Thought = Field(
        description="`circumstance = value`, more of them joined by `and`; or a mapping from each circumstance to its "
        "value, or to a chance for each of its values."
    )
    chance: Text | None = Field(None, description="How sure they are.")


class Signal(Judgement):
    """Something that could be observed, and how likely that is under each value of a circumstance."""

    name: Text | None = Field(None, description="What reports call it.")
    what: Text | None = Field(None, description="What could be seen.")
    about: Text = Field(description="The circumstance on which it bears.")
    seen_if: dict[str, Text] = Field(alias="seen if", description="For each value, the chance of seeing it.")
    seen: Annotated[Text, _words("yes", "no")] | None = Field(None, description="Whether it was seen (default yes).")
    on: Text | None = Field(None, description="The day, YYYY-MM-DD.")
    by: Few | None = Field(None, description="Who saw it (default everybody).")


class Outcome(Judgement):
    """What may be so where play comes to rest, and how likely a forecast is to say it is."""

    name: Text | None = Field(None, description="What reports call it (default the formula).")
    when: FormulaText = Field(description="A situation, or a formula over options and circumstances.")
    chance: Text | None = Field(None, description="How likely its author takes it to be, to be set beside the model.")


def _outcome(value: object) -> object:
    return {"when": value} if isinstance(value, str) else value


class Variant(Grounded):
    """A named what-if."""

    says: Text | None = Field(None, description="What is different, in words.")
    set: dict[str, Text] | None = Field(None, description="Circumstances with other values.")
    start: Annotated[str | dict[str, str], PlainValidator(_chance), WithJsonSchema(_CHANCE)] | None = Field(
        None, description="Options with other values at the start; in graph form the state."
    )
    lock: dict[str, Text] | None = Field(None, description="Options held at a value, out of their actor's hands.")
    irreversible: Few | None = Field(None, description="Options that their actors can only move forward.")


class Claim(Grounded):
    """A sentence of the analysis, put to the test."""

    name: Text = Field(description="What reports call it.")
    says: Text = Field(description="The claim in words.")
    test: FormulaText = Field(
        description="The claim as a test: `every prospect has C`, `A and B cannot agree on C`, `where C, A can "
        "improve to C`, and so on."
    )
    variant: Text | None = Field(None, alias="in", description="The variant in which it is claimed.")
    under: Text | None = Field(None, description="The concept of stability meant.")
    hedge: Text | None = Field(None, description="The chance word with which it is claimed.")
    stance: Annotated[Text, _words(*STANCES)] | None = Field(None, description="Whose claim it is (default own).")


class Acceptance(_Part):
    """Something that `detente lint` finds and that may stand."""

    check: Text = Field(description="The check that finds it, by its code.")
    of: Few = Field(description="What it is found of: a claim, an outcome or a judgement by name, or several.")
    because: Text = Field(description="Why it may stand.")


class NotModelled(Grounded):
    """A part of the analysis that the scenario leaves out."""

    name: Text | None = Field(None, description="What reports call it.")
    what: Text = Field(description="What is left out.")
    why: Text | None = Field(None, description="Why.")


OutcomeOrName = Annotated[Outcome, BeforeValidator(_outcome, json_schema_input_type=Text | Outcome)]


class File(_Part):
    """A conflict that can be read aloud and run."""

    model_config = ConfigDict(title="Détente scenario")

    title: Text = Field(description="What the scenario is called.")
    story: Text | None = Field(None, description="What it is about, for somebody who knows nothing of it.")
    as_of: Text | None = Field(None, description="The day on which it speaks, YYYY-MM-DD.")
    start: Text | None = Field(None, description="In graph form the status quo; `unknown` where there is none.")
    sources: dict[str, Source] | None = Field(None, description="The texts that judgements cite.")
    analysis: Analysis | None = Field(None, description="How it is analysed unless asked otherwise.")
    words: dict[str, list[Text]] | None = Field(None, description="Chance words and their bands: `may: [0.05, 0.95]`.")
    circumstances: dict[str, Circumstance] | None = Field(None, description="Facts that nobody here controls.")
    situations: dict[str, FormulaText] | None = Field(None, description="Names for formulas.")
    states: States | None = Field(None, description="Graph form: the states by name, instead of options.")
    actors: dict[str, Actor] = Field(description="Who chooses, and what each wants.")
    never: list[Rule | None] | None = Field(None, description="What cannot be.")
    beliefs: list[Belief | None] | None = Field(None, description="Who takes the world to be what.")
    signals: list[Signal | None] | None = Field(None, description="What has been seen, and what it tells.")
    outcomes: list[OutcomeOrName | None] | None = Field(
        None, description="Outcomes of which a forecast gives the chances, each counted where it is the first to hold."
    )
    variants: dict[str, Variant] | None = Field(None, description="Other worlds to compare with.")
    claims: list[Claim | None] | None = Field(None, description="What the analysis claims, put to the test.")
    accept: list[Acceptance | None] | None = Field(
        None, description="What `detente lint` finds and the author lets stand, with the reason."
    )
    not_modelled: list[NotModelled | None] | None = Field(
        None, alias="not modelled", description="What the scenario leaves out, and why."
    )


def json_schema(concepts: Collection[str] = (), standards: Collection[str] = ()) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of scenario files, for editors and other programs.

    `concepts` are the keys that may stand where a concept is named, `standards` the codes of what `detente lint`
    checks; without them any text may.
    """
    made = _without_null(File.model_json_schema(by_alias=True))
    known = (("Analysis", "concept", concepts), ("Claim", "under", concepts), ("Acceptance", "check", standards))
    for part, key, words in known:
        named = made["$defs"][part]["properties"][key]
        if words:
            del named["type"]
            named["enum"] = list(words)
    chosen = made["$defs"]["Analysis"]["properties"]["words"]
    del chosen["type"]
    chosen["enum"] = list(tables())
    return {"$schema": GenerateJsonSchema.schema_dialect, **made}


def _without_null(node: Any) -> Any:
    """Return the schema without the nulls that stand for absent keys: a file has no null."""
    if isinstance(node, list):
        return [_without_null(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _without_null(value) for key, value in node.items() if (key, value) != ("default", None)}
    choices = kept.get("anyOf")
    if isinstance(choices, list) and {"type": "null"} in choices:
        rest = [choice for choice in choices if choice != {"type": "null"}]
        del kept["anyOf"]
        kept |= rest[0] if len(rest) == 1 else {"anyOf": rest}
    return kept
