"""Every kind of problem: one example each, with its exact place, what it says, and no other problem beside it.

The mark « shows where the problem must be placed; it is taken out before the text is read.
"""

from __future__ import annotations

import pytest

from detente.scenario.codes import CODES
from tests.scenario.sample import GRAPH, OPTIONS, changed, marked, problems

O, G = OPTIONS, GRAPH  # noqa: E741
TITLE = "title: Two neighbours and a well"
STRIFE = "Ann.dig and not Bob.fence"
TEST = "every prospect where dry has not strife"

# code, base, passage, what stands there instead, what the problem must say
EXAMPLES: list[tuple[str, str, str, str, tuple[str, ...]]] = [
    # YAML
    ("hidden-character", O, TITLE, "title: a«\x07b", ("U+0007",)),
    ("hidden-character", O, TITLE, "title: a«\u2028b", ("U+2028",)),
    ("hidden-character", O, TITLE, 'title: «"a\\x07b"', ("escape",)),
    ("hidden-character", O, TITLE, 'title: «"a\\ud800b"', ("cannot be seen",)),
    ("hidden-character", O, "  Cat:", '  «"C\\x07at":', ("key",)),
    ("hidden-character", O, "situations:", 'situations:\n  «"\\ud800": dry', ("key",)),
    ("hidden-character", O, "chance: likely", 'chance: «"\\x1b[2J"', ("cannot be seen",)),
    ("hidden-character", G, "states: [none, left, right, both]", 'states: [none, left, right, both, «"a\\x07"]', ()),
    ("yaml-tab", O, "  dry: {now: yes, means", "«\tdry: {now: yes, means", ("tab", "spaces")),
    ("yaml-colon", O, "They share a well.\n", "They share.\nstart: a«: b\n", ("colon", "quotes")),
    ("yaml-no-colon", O, "as_of: 2024-11-29\n", "as_of\n«sour: a\n", ("colon",)),
    ("yaml-quote", O, "why: they do not", 'why: «"they do not', ("never closed",)),
    ("yaml-escape", O, TITLE, 'title: "a \\«qb"', ("backslash",)),
    ("yaml-escape", O, TITLE, 'title: "a «\\UFFFFFFFF"', ("backslash",)),
    ("yaml-bracket", O, "beliefs: off}", "beliefs: off\nstart«: a", ("opened on line 8", "comma")),
    ("yaml-value", O, TITLE, "title: [a, «- b]", ("sign of YAML", "quotes")),
    ("yaml-dash", O, TITLE, "title: «- a", ("dash", "new line")),
    ("yaml-block", O, TITLE, "title: |«a", ("next line",)),
    ("yaml-indentation", O, "words: {may", " «words: {may", ("does not fit",)),
    ("yaml-character", O, TITLE, "title: «@a", ("cannot begin",)),
    ("too-deep", O, TITLE, "title: " + "[" * 39 + "«[" + "]" * 40, ("40 levels",)),
    ("several-documents", O, "never:", "«---\nnever:", ("second", "`---`")),
    ("directive", O, TITLE, f"%YAML 1.2\n«---\n{TITLE}", ("%",)),
    ("alias", O, TITLE, "title: «*well", ("`*well`", "quotes")),
    ("alias", O, TITLE, f"{TITLE}\n«*a : b", ("`*a`",)),
    ("anchor", O, TITLE, "title: «&w a well", ("`&w`",)),
    ("anchor", O, "  Cat:", "  Cat: «&cat", ("`&cat`",)),
    ("tag", O, TITLE, "title: «!!str a well", ("type",)),
    ("tag", O, "  Cat:", "  Cat: «!cat", ("`!cat`",)),
    ("merge-key", O, "  Cat:", "  «<<: {Eve: {}}\n  Cat:", ("merges",)),
    ("complex-key", O, "words: {may: [0.05, 0.95]}", "words: {«[may]: [0, 1]}", ("key", "quotes")),
    ("duplicate-key", O, "as_of:", "«title: again\nas_of:", ("`title`", "line 1")),
    ("duplicate-key", O, "name: Ann of the hill", "name: Ann\n    «name: {x: {y: z}}", ("`name`", "line 20")),
    ("empty-value", O, TITLE, "«title:", ("after `title:`", "`{}`")),
    ("empty-value", O, TITLE, "«title: ~", ("after `title:`",)),
    ("empty-value", O, TITLE, "title: «''", ("Nothing is written",)),
    ("empty-value", O, "says: no strife,", "says: no strife, «and more,", ("after `and more:`", "comma", "quotes")),
    ("empty-value", G, "moves: []", "moves:\n      -«\n      - [none, left]", ("dash",)),
    # The shape
    ("unknown-key", O, "as_of:", "«as_off: 2024-11-29\nas_of:", ("`as_off`", "Did you mean `as_of`?")),
    ("unknown-key", O, "means: she digs", "«members: [a, b]", ("`members`", "not modelled")),
    ("unknown-key", O, "concept: seq, ", "«stability: seq, ", ("`stability`", "`concept`")),
    ("unknown-key", O, "fence: {}", "fence: {«zzz: a}", ("The keys are `means`, `values`", "Remove")),
    ("missing-key", O, "  dry: {now: yes, ", "  «dry: {", ("`now:` is missing in `dry`", "Add a line `now: ...`")),
    (
        "missing-key",
        O,
        "{when: Bob.fence and",
        "«{because: Bob.fence and",
        ("`when:` is missing in item 2 of `never`",),
    ),
    ("missing-key", O, "{want: fence, weight: 2.5", "«{want: fence, because: a", ("`weight:`", "weighs")),
    ("wrong-shape", O, TITLE, "title: «[a]", ("list", "Text is expected")),
    ("wrong-shape", O, "fence: {}", "fence: «[]", ("list", "mapping is expected")),
    ("wrong-shape", O, "fence: {}", "fence: «a", ("Text stands here after `fence:`", "mapping")),
    ("wrong-shape", O, "values: [none, some, much]", "values: «a", ("Text", "A list is expected")),
    ("wrong-shape", O, "irreversible: yes", "irreversible: «{a: b}", ("mapping", "`yes`, `no` or a list")),
    ("wrong-shape", O, "chance: likely", "chance: «[a]", ("table `{condition: chance}`",)),
    ("wrong-shape", O, "ranking: [[5], [3, 4], 1, 02]", "ranking: «a", ("best first",)),
    ("wrong-shape", O, "ranking: [[5], [3, 4], 1, 02]", "ranking: «[[5], [[3], 4]]", ("best first",)),
    ("wrong-shape", O, "weight: 2.5", "weight: «[2.5]", ("Text is expected",)),
    ("wrong-shape", O, "what: the cows", "what: «[the cows]", ("Text is expected",)),
    ("wrong-shape", G, "states: [none, left, right, both]", "states: «[[none], left]", ("list of names",)),
    ("wrong-shape", G, "start: left}", "start: «{a: b}}", ("name of a state",)),
    ("wrong-shape", O, "start: {Ann.dig: yes}", "start: «a", ("`{Actor.option: value}`",)),
    ("wrong-shape", O, '[map, "diary:2-4"]', '[«[map], "diary:2-4"]', ("A list stands here", "Text")),
    # Names
    ("bad-name", O, "words: {may:", "words: {«0.5: [0, 1], may:", ("chance word",)),
    ("bad-name", O, "  Cat:", "  «C.at:", ("`C.at`",)),
    ("bad-name", O, "  Cat:", f"  «{'x' * 101}:", ("100",)),
    ("bad-name", O, "{sell: {values: [keep, sale]}}", "{sell: {values: [keep, sale, «'a\"b']}}", ("double quote",)),
    ("bad-name", G, "states: [none,", "states: [«unknown, none,", ("`start: unknown`",)),
    ("bad-name", O, "  base: {}", "  «' base': {}", ("variant",)),
    ("reserved-name", O, "{sell: {values: [keep, sale]}}", "{sell: {values: [keep, sale]}, «never: {}}", ("`never_`",)),
    ("name-clash", O, "  Cat:", "  «strife:", ("situation", "line 16")),
    ("name-clash", O, "  trouble: strife or mood = wild", "  trouble: dry\n  «rich: dry", ("circumstance", "line 14")),
    ("ambiguous-name", O, "fence: {}", "fence: {}\n      strife: {needs: «strife}", ("`Bob.strife`", "situation")),
    ("ambiguous-name", O, "fence: {}", "fence: {}\n      dry: {needs: not «dry}", ("`Bob.dry`", "circumstance")),
    ("duplicate-name", O, "{when: Bob.fence and", "{name: «poor, when: Bob.fence and", ("`poor`", "line 42")),
    ("duplicate-name", O, "irreversible: [Ann.help]", "irreversible: [Ann.help, «Ann.help]", ("twice",)),
    ("duplicate-name", O, "start: {Ann.dig: yes}", "start: {Ann.dig: yes, «'\"Ann\".dig': yes}", ("`Ann.dig`",)),
    ("duplicate-name", O, TEST, "Ann and Bob and «Ann can agree on dry", ("`Ann`",)),
    ("duplicate-name", O, TEST, '"prospects differ from rain on dry, «dry"', ("`dry`",)),
    ("unknown-name", O, STRIFE, "Ann.dig and not «dri", ("`dri`", "Did you mean `dry`?")),
    ("unknown-name", O, STRIFE, "«xyzzy", ("`xyzzy`", "Known: `dry`, `mood`")),
    ("unknown-name", O, STRIFE, "«fence", ("not of the actor that speaks here", "Write `Bob.fence`.")),
    ("unknown-name", O, STRIFE, "«Ann", ("`Ann` is an actor", "`Ann.dig`")),
    ("unknown-name", O, STRIFE, "«Cat", ("`Cat` is an actor", "has none")),
    ("unknown-name", O, STRIFE, "«state = 1", ("`states`",)),
    ("unknown-actor", O, STRIFE, "«Anm.dig", ("`Anm`", "Did you mean `Ann`?")),
    ("unknown-actor", O, TEST, "at the start «Anne would move to dry", ("`Anne`", "`Ann`")),
    ("unknown-option", O, STRIFE, "Ann.«digg", ("`Ann` has no option `digg`", "Did you mean `dig`?")),
    ("unknown-option", O, STRIFE, "Cat.«digg", ("It has no options",)),
    ("unknown-option", O, STRIFE, "Bob.«zz", ("Its options are `fence`", "Write one of these")),
    ("unknown-option", O, "lock: {Bob.fence: yes}", "lock: {«Bob.fense: yes}", ("`Bob.fence`",)),
    ("unknown-option", O, "irreversible: [Ann.help]", "irreversible: [«dry]", ("`Actor.option`",)),
    ("unknown-circumstance", O, "set: {dry: no}", "set: {«dri: no}", ("Did you mean `dry`?",)),
    ("unknown-circumstance", O, "about: dry", "about: «strife", ("circumstance",)),
    ("unknown-value", O, STRIFE, "Ann.help = «mush", ("`mush`", "`none`, `some` and `much`", "`much`?")),
    ("unknown-value", O, "now: sour", "now: «sweet", ("`mood`", "`calm`, `sour` and `wild`")),
    ("unknown-value", O, "start: some", "start: «lots", ("`Ann.help`",)),
    ("unknown-value", O, "irreversible: [much]", "irreversible: [«lots]", ("`Ann.help`",)),
    ("unknown-value", O, "set: {dry: no}", "set: {dry: «nein}", ("`dry`",)),
    ("unknown-value", O, "chances: {calm: 0.2,", "chances: {«calmer: 0.2,", ("`calm`?",)),
    ("unknown-value", O, "seen if: {yes: 0.2, no: 1}", "seen if: {yes: 0.2, «nope: 1}", ("`dry`",)),
    ("unknown-value", O, "thinks: dry = no and", "thinks: dry = «never and", ("`dry`",)),
    ("unknown-state", G, "start: both", "start: «bath", ("`bath`", "Did you mean `both`?")),
    ("unknown-state", G, "[[none, left], [right", "[[none, left], [«5", ("a number from 1 to 4",)),
    ("unknown-state", G, "[both, [2, 3], none]", "[both, [2, 3], «nobody]", ("`nobody`",)),
    ("unknown-state", G, "{start: left}", "{start: «lift}", ("`left`",)),
    ("unknown-statement", O, "{below: last", "{below: «lost", ("`lost`", "Did you mean `last`?")),
    ("unknown-variant", O, "in: rain", "in: «rein", ("`rein`", "Did you mean `rain`?")),
    ("unknown-variant", O, TEST, "prospects differ from «rainy on dry", ("`rainy`", "`rain`")),
    ("unknown-concept", O, "concept: seq", "concept: «sec", ("`sec`", "`seq`")),
    ("unknown-words", O, "concept: seq", "concept: seq, words: «ukk", ("`ukk`", "`uk`")),
    ("unknown-concept", O, "under: nash", "under: «gnash", ("`nash`",)),
    ("unknown-grade", O, "grade: read", "grade: «red", ("`read`?",)),
    ("unknown-stance", O, "stance: doubted", "stance: «mine", ("`own`",)),
    ("unknown-source", O, "diary:3", "«dairy:3", ("`dairy`", "`diary`")),
    ("unknown-chance", O, "chance: likely", "chance: «likley", ("Did you mean `likely`?",)),
    ("unknown-chance", O, "chance: almost certain", "chance: «sure", ("0.5 to 0.7",)),
    ("unknown-chance", O, "hedge: may", "hedge: «mai", ("`may`?",)),
    ("unknown-chance", O, TEST, "the chance of dry is «probable", ("`probable`",)),
    ("formula-syntax", O, "Bob.fence, trouble changes", "Bob.fence and« changes", ("The formula ends after `and`",)),
    ("formula-syntax", O, "thinks: not rich", "thinks: rich and«", ("Expected a condition",)),
    # Values, numbers, dates
    ("too-few-values", O, "values: [keep, sale]", "values: «[keep]", ("`Dan.sell` has one value",)),
    ("too-few-values", O, "values: [calm, sour, wild]", "values: «[]", ("no values",)),
    ("duplicate-value", O, "values: [keep, sale]", "values: [keep, sale, «keep]", ("`keep`",)),
    ("duplicate-value", O, "irreversible: [much]", "irreversible: [much, «much]", ("`much`",)),
    ("duplicate-value", O, STRIFE, "Ann.help in [much, some, «much]", ("`much`",)),
    ("duplicate-value", O, "Bob.fence, trouble changes", "Bob.fence, «Bob.fence changes", ("`Bob.fence`",)),
    ("missing-value", O, "seen if: {yes: 0.2, no: 1}", "«seen if: {yes: 0.2}", ("`no`",)),
    ("not-a-number", O, "weight: 2.5", "weight: «heavy", ("`heavy`",)),
    ("not-a-number", O, "may: [0.05, 0.95]", "may: [«low, 0.95]", ("`low`",)),
    ("not-a-number", O, "seen if: {yes: 0.2", "seen if: {yes: «20%", ("Write 0.2.",)),
    ("number-out-of-range", O, "{yes: 0.2, no: 1}", "{yes: 0.2, no: «1.5}", ("`1.5`", "0 and 1")),
    ("number-out-of-range", O, "wild: 0.1 to 0.3", "wild: «0.1 to 3", ("`3`",)),
    ("not-a-count", O, "paragraphs: 10", "paragraphs: «ten", ("`ten`",)),
    ("not-a-date", O, "as_of: 2024-11-29", "as_of: «2024-02-30", ("`2024-02-30`", "YYYY-MM-DD")),
    ("not-a-date", O, "on: 2024-11-30", "on: «30.11.2024", ("YYYY-MM-DD",)),
    ("yes-or-no", O, "seen: no", "seen: «maybe", ("`yes` or `no`",)),
    ("on-or-off", O, "beliefs: off", "beliefs: «no", ("`on` or `off`",)),
    # Chances
    ("band-ends", O, "may: [0.05, 0.95]", "may: «[0.05]", ("[low, high]",)),
    ("band-upside-down", O, "may: [0.05, 0.95]", "may: «[0.95, 0.05]", ("Write `[0.05, 0.95]`.",)),
    ("band-upside-down", O, "wild: 0.1 to 0.3", "wild: «0.3 to 0.1", ("Write `0.1 to 0.3`.",)),
    ("two-chances", O, "chance: likely", "chance: likely, «chances: {yes: 0.5, no: 0.5}", ("`dry` has both",)),
    (
        "chance-of-many",
        O,
        "chances: {calm: 0.2, sour: {dry: 0.6, otherwise: 0.5}, wild: 0.1 to 0.3}",
        "«chance: 0.2",
        ("3 values", "chances: {calm: ..."),
    ),
    ("empty-table", O, "chance: likely", "chance: «{}", ("empty",)),
    ("otherwise-not-last", O, "{dry: 0.6, otherwise: 0.5}", "{«otherwise: 0.5, dry: 0.6}", ("end of the table",)),
    ("chance-over-options", O, "{dry: 0.6, otherwise: 0.5}", "{«Ann.dig: 0.6, otherwise: 0.5}", ("`Ann.dig`",)),
    ("circular-chances", O, "{dry: 0.6, otherwise: 0.5}", "{«mood = wild: 0.6, otherwise: 0.5}", ("itself",)),
    (
        "circular-chances",
        O,
        "  dry: {now: yes, means: no rain, chance: likely",
        "  «dry: {now: yes, chance: {rich: 0.1, otherwise: 0.2}",
        ("`dry` → `rich` → `dry`",),
    ),
    (
        "cases-overlap",
        O,
        "{dry: 0.6, otherwise: 0.5}",
        "«{dry: 0.6, not rich: 0.5, rich: 0.4}",
        ("`dry` and `not rich` both hold where dry = yes and rich = no",),
    ),
    (
        "chances-do-not-add-up",
        O,
        "chances: {calm: 0.2, sour: {dry: 0.6, otherwise: 0.5}",
        "«chances: {calm: 0.2, sour: {dry: 0.1, otherwise: 0.5}",
        ("at most 0.6", "where dry = yes"),
    ),
    ("all-zero", O, "seen if: {yes: 0.5, no: 0}", "«seen if: {yes: 0.0, no: 0}", ("cannot be seen",)),
    (
        "missing-value",
        O,
        "chances: {calm: 0.2, sour: {dry: 0.6, otherwise: 0.5}, wild: 0.1 to 0.3}",
        "«chances: {calm: 0.2}",
        ("`sour` and `wild` of `mood` have no chance",),
    ),
    (
        "missing-value",
        O,
        "chances: {calm: 0.2, sour: {dry: 0.6, otherwise: 0.5}, wild: 0.1 to 0.3}",
        "«chances: {calm: 0.2, sour: 0.8}",
        ("`wild` of `mood` has no chance",),
    ),
    # Sources
    ("which-source", O, "cite: diary:3", "cite: «3", ("2 sources", "`diary` and `map`", "`diary:3`")),
    ("no-such-paragraph", O, "cite: diary:9", "cite: «diary:11", ("`11`", "from 1 to 10")),
    ("no-such-paragraph", O, '"diary:2-4"', '«"diary:4-2"', ("`4-2`",)),
    # Actors, options, states
    ("actor-without-moves", G, "  Two:\n    moves: []", "  «Two:", ("`Two` is an actor without moves", "`moves: []`")),
    ("rule-over-states", G, "states:", "never: [«{when: state = both}]\nstates:", ("lists its states", "Leave")),
    ("mixed-forms", O, "  Cat:\n", "  Cat:\n    «moves: []\n", ("does not list `states`",)),
    ("mixed-forms", G, "    moves: []\n", "    moves: []\n    «options: {}\n", ("lists `states`",)),
    ("start-in-option-form", O, "as_of:", "start: «here\nas_of:", ("`start: unknown`",)),
    ("bad-irreversible", O, "irreversible: yes", "irreversible: «maybe", ("yes nor no", "`yes`")),
    ("bad-irreversible", O, "irreversible: [much]", "irreversible: «much", ("Write `[much]`.",)),
    ("bad-lapses-when", O, '"Bob.fence, trouble changes"', "«Bob.fence", ("does not say what changes",)),
    ("bad-lapses-when", O, "Bob.fence, trouble changes", "Bob.fence, «not trouble changes", ("not a name",)),
    ("bad-lapses-when", O, "Bob.fence, trouble changes", "Bob.fence, «dry changes", ("`dry` is a circumstance",)),
    ("bad-lapses-when", O, "Bob.fence, trouble changes", "Bob.fence, «dig changes", ("the option itself",)),
    ("duplicate-state", G, "states: [none, left", "states: [none, «none, left", ("`none`",)),
    ("duplicate-state", G, "[both, [2, 3], none]", "[both, [2, 3], none, «left]", ("twice",)),
    ("duplicate-state", O, "[3, 4], 1, 02]", "[3, 4], 1, «5]", ("twice",)),
    ("move-not-a-pair", G, "[[none, left], [right", "[«[left], [none, left], [right", ("1 state",)),
    ("move-not-a-pair", G, "[[none, left], [right", "[«[left, right, none], [right", ("3 states",)),
    ("move-to-itself", G, "[[none, left], [right", "[«[left, 2], [right", ("from `left` to `left`",)),
    ("duplicate-move", G, "[[none, left], [right", "[[none, left], «[1, 2], [right", ("again",)),
    # Preferences
    ("several-preferences", O, "  Cat:\n", "  «Cat:\n    ranking: [1]\n", ("`prefers` and `ranking`",)),
    ("want-or-avoid", O, "{avoid: trouble,", "«{avoid: trouble, want: dig,", ("both",)),
    ("want-or-avoid", O, "{want: fence, weight", "«{if: fence, weight", ("neither",)),
    ("weight-in-order", O, "{avoid: trouble,", "{avoid: trouble, «weight: 1,", ("order decides",)),
    ("drops-in-weighs", O, "{want: fence,", "{want: fence, «drops: {below: last, when: dry},", ("weighs",)),
    ("drops-below-itself", O, "{below: last", "{below: «prefers 2", ("`prefers 2`",)),
    ("drops-over-options", O, "when: dry}}", "when: «dig}}", ("`Ann.dig`", "`if:`")),
    ("drops-over-options", O, "when: dry}}", "when: «trouble}}", ("`Ann.dig`",)),
    ("empty-level", O, "[[5], [3, 4], 1, 02]", "[[5], [3, 4], 1, 02, «[]]", ("no states",)),
    ("incomplete-ranking", G, "[both, [2, 3], none]", "«[both, [2, 3]]", ("leaves out `none`",)),
    ("not-a-state-number", O, "[3, 4], 1, 02]", "[3, 4], 1, «0]", ("numbered from 1",)),
    # Beliefs, variants, claims
    (
        "belief-form",
        O,
        "thinks: not rich",
        "thinks: «Bob.fence",
        ("`circumstance = value`", "`dry`, `mood` and `rich`"),
    ),
    ("belief-form", O, "thinks: not rich", "thinks: «rich or dry", ("not a circumstance with a value",)),
    ("belief-form", O, "dry = no and mood = wild", "«dry = no and mood != wild", ("`circumstance = value`",)),
    ("duplicate-belief", O, "{who: the village, thinks: not rich}", "{who: Ann, thinks: «dry}", ("`Ann`", "line 45")),
    ("duplicate-belief", O, "dry = no and mood = wild", "dry = no and «dry", ("`dry`",)),
    ("two-chances", O, "{who: Bob, thinks", "{who: Bob, «chance: 0.2, thinks", ("`mood`", "`chance`")),
    ("unknown-circumstance", O, "thinks: {mood: {", "thinks: {«mod: {", ("`mod`", "`mood`")),
    ("unknown-circumstance", O, 'rich: "yes"}', '«rch: "yes"}', ("`rch`", "`rich`")),
    ("unknown-value", O, 'rich: "yes"}', "rich: «maybe}", ("`maybe`", "`no` and `yes`")),
    ("unknown-value", O, "{wild: 0.3 to 0.5,", "{«wld: 0.3 to 0.5,", ("`wld`",)),
    (
        "missing-value",
        O,
        "{mood: {wild: 0.3 to 0.5, calm: unlikely, sour: 0.3}",
        "{«mood: {wild: 0.3, calm: 0.7}",
        ("`sour`",),
    ),
    ("unknown-chance", O, "calm: unlikely, sour", "calm: «rarely, sour", ("`rarely`",)),
    ("chances-do-not-add-up", O, "{mood: {wild: 0.3 to 0.5, calm", "{«mood: {wild: 0.9, calm", ("at least 1.4",)),
    ("wrong-shape", O, "thinks: not rich", "thinks: «[rich]", ("circumstance: value",)),
    ("wrong-shape", O, "thinks: not rich", "thinks: «{}", ("circumstance: value",)),
    ("wrong-shape", O, "thinks: not rich", "thinks: «{rich: [yes]}", ("circumstance: value",)),
    (
        "duplicate-belief",
        O,
        'rich: "yes"}, assumed: gossip}',
        'rich: "yes"}}\n  - {who: Bob, thinks: «not rich}',
        ("`Bob`",),
    ),
    ("unknown-name", O, "  - trouble\n", "  - «troubles\n", ("`troubles`",)),
    ("unknown-name", O, "when: not trouble and dry", "when: not «troble and dry", ("`troble`",)),
    ("duplicate-name", O, "{name: peace, when", "{name: «trouble, when", ("line 60",)),
    ("unknown-chance", O, "dry, chance: very likely, because", "dry, chance: «mostly, because", ("`mostly`",)),
    ("missing-key", O, "  - trouble\n", "  - «{chance: 0.5}\n", ("`when:`",)),
    ("unknown-key", O, "{name: peace, when", "{«if: dry, name: peace, when", ("`if`",)),
    ("lock-against-start", O, "start: {Ann.dig: yes}, lock", "start: {Bob.fence: no}, «lock", ("`Bob.fence`",)),
    ("condition-over-options", O, "likelier when dry", "likelier when «strife", ("`Ann.dig`",)),
    ("circular-claims", O, "test: calm is likelier when dry", "test: «more is likelier when dry", ("`more` → `more`",)),
    # Acceptances
    ("unknown-standard", O, "check: idle-reason", "check: «idle-reasons", ("Did you mean `idle-reason`?",)),
    ("unknown-accepted", O, "of: [calm, Ann.water]", "of: [calm, «Ann.wter]", ("Did you mean `Ann.water`?",)),
]


# code, a whole file, what the problem must say
WHOLE: list[tuple[str, str, tuple[str, ...]]] = [
    ("yaml-syntax", "%YAML 1.2\n«%YAML 1.2\n---\ntitle: a\n", ("the parser says", "duplicate")),
    ("no-actors", "title: a\n«actors: {}\n", ("at least one actor",)),
    ("missing-key", "«story: a\nactors:\n  A: {options: {}, prefers: []}\n", ("`title:` is missing",)),
    ("missing-key", "«title: a\nsituations: {s: A.x}\n", ("`actors:` is missing",)),
    (
        "actor-without-options",
        "title: a\nactors:\n  «A: {prefers: []}\n",
        ("`A` is an actor without options", "`options: {}`"),
    ),
    (
        "no-preferences",
        "title: a\nactors:\n  «A: {options: {}}\n",
        ("`prefers`, `weighs` and `ranking`", "`prefers: []`"),
    ),
    (
        "circular-drops",
        """\
title: a
circumstances: {c: {now: yes}}
actors:
  A:
    options: {x: {}}
    prefers:
      - {name: one, want: x, drops: «{below: three, when: c}}
      - {name: two, want: x, drops: {below: one, when: not c}}
      - {name: three, avoid: x, drops: {below: two, when: c}}
""",
        ("`one` → `three` → `two` → `one`",),
    ),
    (
        "cases-incomplete",
        """\
title: a
circumstances:
  c: {now: yes}
  d: {values: [low, mid, high], now: mid}
  e: {now: no, chance: «{c: likely, not c and d > low: unlikely}}
actors: {A: {options: {}, prefers: []}}
""",
        ("No case of the table holds where c = no and d = low", "`otherwise: ...`"),
    ),
    (
        "chances-do-not-add-up",
        """\
title: a
circumstances:
  d: {values: [low, mid, high], now: mid, «chances: {low: likely, mid: likely, high: 0.1}}
actors: {A: {options: {}, prefers: []}}
""",
        ("add up to at least 1.2.",),
    ),
    (
        "too-many-cases",
        "title: a\ncircumstances:\n"
        + "".join(f"  c{n}: {{now: yes}}\n" for n in range(17))
        + "  e: {now: yes, chance: «{"
        + " or ".join(f"c{n}" for n in range(17))
        + ": likely, otherwise: 0.5}}\n"
        + "actors: {A: {options: {}, prefers: []}}\n",
        ("17 circumstances with 131,072 combinations", "100,000"),
    ),
    (
        "ambiguous-name",
        """\
title: a
situations: {s: A.x}
circumstances: {c: {now: yes}}
actors: {A: {options: {x: {}}, prefers: []}}
claims:
  - {name: s, says: b, test: no state with s suits everyone}
  - {name: t, says: b, test: «s is likelier when c}
""",
        ("`s` may mean the claim", "Rename the claim"),
    ),
    (
        "bad-name",
        "title: a\nsources: {«3: {author: b}}\nactors: {A: {options: {}, prefers: []}}\n",
        ("`3` cannot be the key of a source", "`cite: 3`"),
    ),
    (
        "unknown-source",
        "title: a\nsources: {diary: {author: b}}\nactors: {A: {options: {x: {cite: «diarry}}, prefers: []}}\n",
        ("Did you mean `diary`?",),
    ),
    (
        "unknown-source",
        "title: a\nactors: {A: {options: {x: {cite: «diary:3}}, prefers: []}}\n",
        ("`diary`", "Add it under `sources:`."),
    ),
    (
        "which-source",
        "title: a\nactors: {A: {options: {x: {cite: «3}}, prefers: []}}\n",
        ("no sources", "Add `sources:`"),
    ),
    ("too-few-values", "title: a\n«states: [one]\nactors: {A: {moves: [], ranking: []}}\n", ("two states",)),
]


def placed(example: tuple[str, str, str, str, tuple[str, ...]]) -> tuple[str, tuple[int, int]]:
    """Return the text of an example and the place of its problem."""
    _, base, old, new, _ = example
    return marked(changed(base, old, new))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example[0]}-{example[3][:24]}")
def test_one_problem_at_its_place(example: tuple[str, str, str, str, tuple[str, ...]]) -> None:
    text, place = placed(example)
    found = problems(text)
    assert [problem.code for problem in found] == [example[0]], "\n".join(map(str, found))
    problem = found[0]
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == place, str(problem)
    for phrase in example[4]:
        assert phrase in str(problem)


@pytest.mark.parametrize("example", WHOLE, ids=lambda example: example[0])
def test_one_problem_of_a_whole_file(example: tuple[str, str, tuple[str, ...]]) -> None:
    code, text, phrases = example
    text, place = marked(text)
    found = problems(text)
    assert [problem.code for problem in found] == [code], "\n".join(map(str, found))
    assert found[0].place is not None
    assert (found[0].place.line, found[0].place.column) == place, str(found[0])
    for phrase in phrases:
        assert phrase in str(found[0])


# These have examples elsewhere: they are about files as a whole, or about data to be written.
ELSEWHERE = {
    "no-such-file",
    "is-a-folder",
    "unreadable-file",
    "file-too-large",
    "not-utf-8",
    "empty-file",
    "not-a-mapping",
    "too-many-problems",
    "not-text",
    "formula-sign",
    "formula-quote",
    "formula-bracket",
    "formula-too-long",
    "formula-too-large",
    "which-value",
    "situation-compared",
    "cyclic-situations",
    "claim-form",
}


def test_every_code_has_an_example() -> None:
    assert {example[0] for example in [*EXAMPLES, *WHOLE]} == set(CODES) - ELSEWHERE
