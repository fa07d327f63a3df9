"""Wording: sentences from moves, reasons, verdicts and certificates, for all pages of answers.

Sentences are short and can be quoted as they stand. A statement is given in the file's own words; where the file
gives a reason, that follows, with the place in the source.
"""

from __future__ import annotations

from detente.views.wording.comparison import alike, variant_name
from detente.views.wording.explanation import believes, content, fate, stance, verdict
from detente.views.wording.moves import (
    act,
    change,
    departing,
    instead,
    move,
    option_name,
    path_short,
    setting,
    settings,
)
from detente.views.wording.names import (
    about,
    actors_named,
    also,
    concept_name,
    concept_word,
    flat,
    one_line,
    state_name,
    states_named,
    words,
)
from detente.views.wording.outcome import bottom_line, kept, staying
from detente.views.wording.provenance import origin, provenance
from detente.views.wording.reasons import because, cited, gain, reason
from detente.views.wording.replies import reply_verb
from detente.views.wording.unlisted import between, judged, stopped, uncounted, undecided, unnumbered
from detente.views.wording.written import (
    GRADES,
    apart,
    bands,
    beginning,
    belief,
    chance_band,
    chance_word,
    circumstance,
    ranking,
    statement,
)

__all__ = [
    "GRADES",
    "about",
    "act",
    "actors_named",
    "alike",
    "also",
    "apart",
    "bands",
    "because",
    "beginning",
    "belief",
    "believes",
    "between",
    "bottom_line",
    "chance_band",
    "chance_word",
    "change",
    "circumstance",
    "cited",
    "concept_name",
    "concept_word",
    "content",
    "departing",
    "fate",
    "flat",
    "gain",
    "instead",
    "judged",
    "kept",
    "move",
    "one_line",
    "option_name",
    "origin",
    "path_short",
    "provenance",
    "ranking",
    "reason",
    "reply_verb",
    "setting",
    "settings",
    "stance",
    "state_name",
    "statement",
    "states_named",
    "staying",
    "stopped",
    "uncounted",
    "undecided",
    "unnumbered",
    "variant_name",
    "verdict",
    "words",
]
