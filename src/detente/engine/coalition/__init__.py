"""Concepts of stability against coalitions: one small file each, found by its name.

A concept asks of a group what the concepts of `detente.engine.stability` ask of an actor: *does every joint improvement
meet an answer that hurts?* It says which answers of those outside the group count, and whether the group may answer in
its turn. The shared driver (`detente.engine.coalition.driver`) works out verdict and reason from that, so they cannot
disagree.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class JointConcept:
    """What makes a state stable for a group.

    Attributes
    ----------
    key : the word on the command line and in the documentation; the file's name.
    title : the name in prose.
    question : what the concept asks of a group, in one sentence.
    alone : key of the concept for one actor whose counterpart it is.
    replies : which moves of the others count as an answer: none, all, or joint improvements of groups of them.
    hurts : whether an answer hurts where it leaves the group no better off "at once", or only if the group has no joint
        way out, "after the own answer".
    implies : keys of the joint concepts that this one implies, for any group whose members act in turns.
    cites : keys in `docs/references.bib`.
    """

    key: str
    title: str
    question: str
    alone: str
    replies: Literal["none", "moves", "improvements"]
    hurts: Literal["at once", "after the own answer"]
    implies: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()


ORDER = ("cnash", "cgmr", "csmr", "cseq")

NEAREST = {"sseq": "cseq", "firm": "cseq"}
"""Concepts for one actor that have no counterpart for groups, and the joint concept that stands in for it."""


@functools.cache
def joint_concepts() -> Mapping[str, JointConcept]:
    """Return every concept for groups by key, the usual ones first, in the order in which tables show them."""
    found = {name: _concept(name) for _, name, package in pkgutil.iter_modules(__path__) if not package}
    place = {key: number for number, key in enumerate(ORDER)}
    return dict(sorted(found.items(), key=lambda item: (place.get(item[0], len(ORDER)), item[0])))


def _concept(name: str) -> JointConcept:
    concept: JointConcept = importlib.import_module(f"{__name__}.{name}").CONCEPT
    return concept


def counterpart(alone: str) -> JointConcept:
    """Return the joint concept that goes with a concept for one actor.

    >>> counterpart("smr").key, counterpart("firm").key
    ('csmr', 'cseq')
    """
    own = {concept.alone: concept for concept in joint_concepts().values()}
    return own[alone] if alone in own else joint_concepts()[NEAREST[alone]]
