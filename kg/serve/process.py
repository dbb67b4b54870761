"""The server's end of a process that answers queries."""

from __future__ import annotations

import asyncio
import contextlib
import math
import os
import sys
from pathlib import Path

import kg
from kg.serve.jobs import LENGTHS, Answer, Job, pack_job, unpack_answer
from kg.serve.limits import Limits

_PATIENT = 10  # added to the niceness of a process whose query is slow, so that it gives way to the quick ones


class Died(Exception):  # noqa: N818 - as the reader meets it: the process died
    """The process ended in the middle of a query: it needed more memory than it may have, or broke the engine."""


class Worker:
    """A process that answers one query at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, limits: Limits) -> Worker:
        """A new process."""
        numbers = (limits.rows, limits.answer_bytes, math.ceil(limits.seconds), limits.memory_bytes)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "kg.serve.worker", *map(str, numbers)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": _beside(os.environ.get("PYTHONPATH"))},
            start_new_session=True,  # Ctrl-C is for the server
        )
        return cls(process)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    async def ask(self, job: Job, store: str) -> Answer:
        """The answer to a query. Raises `Died` if there will be none."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            stdin.write(pack_job(job, store))
            await stdin.drain()
            head, body = LENGTHS.unpack(await stdout.readexactly(LENGTHS.size))
            return unpack_answer(await stdout.readexactly(head), await stdout.readexactly(body))
        except (asyncio.IncompleteReadError, OSError) as error:
            raise Died from error

    def give_way(self) -> None:
        """Lets quicker processes go first, until this one ends."""
        if hasattr(os, "setpriority"):
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.pid, _PATIENT)

    async def end(self) -> None:
        """Kills the process."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()


def _beside(path: str | None) -> str:
    """The module path of a process that runs this very package."""
    here = str(Path(kg.__file__).parent.parent)
    return os.pathsep.join([here, path] if path else [here])
