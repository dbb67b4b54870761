"""Proposals for claims, and what they are made of: matched triggers, filled slots, and refusals with their reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.lexicon import Sense


@dataclass(frozen=True, slots=True)
class Match:
    """A sense whose words all stand at `trigger`; `partner` is the token of its second word. A `copular` one is a noun
    with its preposition that is said of something ("is under sanctions")."""

    sense: Sense
    trigger: int
    partner: int | None = None
    copular: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """A filled slot: the entity (a cluster) and the token and mention that stand for it."""

    cluster: int
    token: int
    mention: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim before its factuality and source are known. `trigger` is a token; `path` says how it was found."""

    subject: Argument
    predicate: str
    object: Argument
    trigger: int
    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A trigger that made no claim, and why (for `kg explain`)."""

    trigger: int
    predicate: str
    reason: str


def distinct(found: Iterable[Argument]) -> list[Argument]:
    """The arguments without those of an entity that has one already."""
    seen: dict[int, Argument] = {}
    for argument in found:
        seen.setdefault(argument.cluster, argument)
    return list(seen.values())
