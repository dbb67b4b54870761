"""A process that answers queries, one after the other: jobs come on the standard input, answers go to the output.

It holds a read-only snapshot of the store, and opens the next one when a job names it. It is made to be killed: it
writes nothing to disk, and ends by itself when nobody is left to read from it or a query outlives all limits.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pyoxigraph as ox

from kg.serve.evaluation import Bounds, answer
from kg.serve.jobs import Answer, Job, Outcome, pack_answer, read_job

_GRACE = 3  # seconds past the limit of time, in which the server should have killed this process


class Snapshot:
    """The store that was last asked for."""

    def __init__(self) -> None:
        self._path = ""
        self._store: ox.Store | None = None

    def at(self, path: str) -> ox.Store:
        """The store at a path. Raises `OSError` if it cannot be opened."""
        if self._store is None or path != self._path:
            if not Path(path).is_dir():  # the engine would make one
                raise OSError(f"{path} is not there")
            self._store, self._path = ox.Store.read_only(path), path
        return self._store


def main() -> None:
    """Answers jobs until there are no more. Arguments: rows, bytes, seconds, bytes of memory."""
    rows, bytes_, seconds, memory = map(int, sys.argv[1:])
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    _restrict(memory)
    snapshot, bounds = Snapshot(), Bounds(rows, bytes_)
    while (found := read_job(sys.stdin.buffer.read)) is not None:
        _alarm(seconds + _GRACE)
        output.write(pack_answer(_answer(snapshot, *found, bounds)))
        output.flush()
        _alarm(0)


def _answer(snapshot: Snapshot, job: Job, path: str, bounds: Bounds) -> Answer:
    try:
        store = snapshot.at(path)
    except OSError as error:
        return Answer(Outcome.GONE, f"The graph cannot be read: {error}".encode())
    return answer(store, job, bounds)


def _restrict(memory: int) -> None:
    """Lets this process use so many bytes of memory, and leave no core behind."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _alarm(seconds: int) -> None:
    """Ends this process after so many seconds, even within the engine; 0: it lives on."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


if __name__ == "__main__":
    main()
