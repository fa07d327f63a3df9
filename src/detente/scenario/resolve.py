"""The shape of a file and its names become a Scenario."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from detente.scenario import schema
from detente.scenario.acceptances import read_acceptances
from detente.scenario.actors import read_actors, read_start, read_states
from detente.scenario.beliefs import read_beliefs
from detente.scenario.circumstances import read_circumstances, read_words
from detente.scenario.claims import read_claims
from detente.scenario.grounds import read_sources
from detente.scenario.model import Origin, Scenario, Settings
from detente.scenario.naming import enter_names
from detente.scenario.outcomes import read_outcomes
from detente.scenario.reading import Reading
from detente.scenario.situations import read_situations
from detente.scenario.surroundings import read_date, read_not_modelled, read_rules, read_signals
from detente.scenario.variants import read_variants
from detente.scenario.words import FIRST, tables


def resolve(reading: Reading, file: schema.File) -> Scenario:
    """Return the scenario; it counts only if the reading has noted no problem."""
    document = reading.document
    enter_names(reading, file)
    settings = _settings(reading, file.analysis)
    reading.words = read_words(reading, settings.words, file.words or {})
    sources = reading.sources = read_sources(reading, file.sources or {})
    raw = document.data.get("sources", {})
    reading.sources_known = isinstance(raw, dict) and set(raw) == set(sources)
    situations = read_situations(reading, file.situations or {})
    start, start_unknown = read_start(reading, file.start)
    scenario = Scenario(
        title=file.title,
        story=file.story,
        as_of=read_date(reading, file.as_of, ("as_of",)),
        sources=sources,
        settings=settings,
        words=reading.words,
        circumstances=read_circumstances(reading, file.circumstances or {}),
        situations=situations,
        states=read_states(reading, file),
        start=start,
        start_unknown=start_unknown,
        actors=read_actors(reading, file),
        rules=read_rules(reading, file.never or ()),
        beliefs=read_beliefs(reading, file.beliefs or ()),
        signals=read_signals(reading, file.signals or ()),
        variants=read_variants(reading, file.variants or {}),
        claims=read_claims(reading, file.claims or ()),
        not_modelled=read_not_modelled(reading, file.not_modelled or ()),
        outcomes=read_outcomes(reading, file.outcomes or ()),
        origin=Origin(document.file, document.source, sha256(document.source.encode()).hexdigest()),
    )
    return replace(scenario, accepted=read_acceptances(reading, file.accept or (), scenario))


def _settings(reading: Reading, given: schema.Analysis | None) -> Settings:
    concept = (given and given.concept) or "firm"
    beliefs = (given and given.beliefs) or "on"
    words = (given and given.words) or FIRST
    reading.concept(concept, ("analysis", "concept"))
    reading.one_of(words, tables(), ("analysis", "words"), "unknown-words", "table of chance words")
    reading.one_of(beliefs, ("on", "off"), ("analysis", "beliefs"), "on-or-off", "setting of beliefs")
    return Settings(concept, beliefs == "on", words)
