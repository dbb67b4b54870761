"""What a query, an answer and a request may cost."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

MIB = 1 << 20
_MOST_WORKERS = 8


def _workers() -> int:
    return min(max(2, os.cpu_count() or 1), _MOST_WORKERS)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may cost, and how many may wait.

    Attributes:
        seconds: how long a query may run.
        rows: rows (or triples) of an answer.
        answer_bytes: size of an answer, uncompressed.
        body_bytes: size of the body of a request.
        memory_bytes: address space of a process that answers; 0: as much as there is.
        workers: queries that run at once and are quick. Twice as many may be slow, of one client as many.
        patience: seconds after which a query counts as slow.
        queue: queries that wait for their turn.
        wait: seconds that a query waits before it is turned away, and that the body of a request may take.
    """

    seconds: float = 10.0
    rows: int = 100_000
    answer_bytes: int = 16 * MIB
    body_bytes: int = MIB
    memory_bytes: int = 2048 * MIB
    workers: int = field(default_factory=_workers)
    patience: float = 0.5
    queue: int = 1000
    wait: float = 10.0

    @property
    def slow(self) -> int:
        """Queries that run at once and are slow."""
        return 2 * self.workers
