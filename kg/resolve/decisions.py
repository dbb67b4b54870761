"""Why a claim became no assertion."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class RefusedClaim:
    """A claim that became no assertion: the id that the assertion would have, the claim in words, and the reason."""

    id: str
    document: str
    claim: str
    reason: str
