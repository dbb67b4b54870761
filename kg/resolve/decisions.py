"""Why two names became one entity or stayed two, and why a claim became no assertion."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """A merge of two ids, or a refused one. `one` and `other` are the ids that each would have alone.

    `rule` names the kind of evidence in a word or two, `reason` says it in full. `documents` are the ids of a few
    documents that hold it, sorted.
    """

    one: str
    other: str
    merged: bool
    rule: str
    reason: str
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class RefusedClaim:
    """A claim that became no assertion: the id that the assertion would have, the claim in words, and the reason."""

    id: str
    document: str
    claim: str
    reason: str
