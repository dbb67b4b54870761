"""A pool of warm processes in which one slow query never delays another user's.

A query starts in one of the places for quick ones. If it runs longer than the limits' patience it moves to one of the
places for slow ones, its process gives way to the others, and a process that waits takes over its place. Where the
slow places are taken, by other users or by the user's own queries, the query is ended. A user whose slow places are
all taken gets one quick place at a time. What outlives the limit of time is killed, and the process made anew.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable

from kg.serve.jobs import Answer, Job, Outcome
from kg.serve.limits import Limits
from kg.serve.process import Died, Worker
from kg.serve.turns import Busy, Turns

_WARM_UP = Job("ASK {}")
_AGAIN = 1.0  # seconds until a process is started again where starting failed


class Pool:
    """Processes that answer queries on the graph whose path `current` gives at the moment."""

    def __init__(self, limits: Limits, current: Callable[[], str]) -> None:
        self._limits = limits
        self._current = current
        self._turns = Turns(limits.workers, limits.queue, limits.wait, self._most)
        self._idle: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._workers: set[Worker] = set()
        self._slow: Counter[str] = Counter()
        self._background: set[asyncio.Task[None]] = set()

    @property
    def alive(self) -> int:
        """How many processes are there."""
        return len(self._workers)

    @property
    def waiting(self) -> int:
        """How many queries wait for their turn."""
        return self._turns.waiting

    async def start(self) -> None:
        """Starts the processes: one for each place, quick and slow."""
        await asyncio.gather(*(self._add() for _ in range(self._limits.workers + self._limits.slow)))

    async def close(self) -> None:
        """Ends the processes."""
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in self._workers))
        self._workers.clear()

    async def answer(self, job: Job, client: str) -> Answer:
        """The answer to a query of a client. Raises `Busy` if there is no time or room for it."""
        store = self._current()
        answer = await self._attempt(job, client, store)
        if answer.outcome is Outcome.GONE and (newer := self._current()) != store:
            answer = await self._attempt(job, client, newer)
        return answer

    async def _attempt(self, job: Job, client: str, store: str) -> Answer:
        await self._turns.take(client)
        place: Callable[[str], None] = self._turns.give_back
        worker = None
        asked = None
        try:
            worker = await self._free()
            asked = asyncio.ensure_future(worker.ask(job, store))
            await asyncio.wait([asked], timeout=min(self._limits.patience, self._limits.seconds))
            if not asked.done() and self._limits.seconds > self._limits.patience:
                self._take_slow_place(client)
                place = self._give_slow_place_back
                worker.give_way()
                self._turns.give_back(client)
                await asyncio.wait([asked], timeout=self._limits.seconds - self._limits.patience)
            if not asked.done():
                raise Busy(f"The query ran longer than {self._limits.seconds:g} s.")
            return asked.result()
        except Died:
            raise Busy("The query needed more memory than there is for it, or broke the engine.") from None
        finally:
            if worker is not None:
                self._put_back(worker, asked, slow=place != self._turns.give_back)
            place(client)

    async def _free(self) -> Worker:
        """A process that is idle; there is one, unless it is just being started."""
        try:
            async with asyncio.timeout(self._limits.wait):
                return await self._idle.get()
        except TimeoutError:
            raise Busy("No process could be started for the query.") from None

    def _most(self, client: str) -> int:
        """How many quick places a client may hold."""
        return 1 if self._slow[client] >= self._limits.workers else self._limits.workers

    def _take_slow_place(self, client: str) -> None:
        """Raises `Busy` if there is none for this client."""
        if self._slow.total() >= self._limits.slow or self._slow[client] >= self._limits.workers:
            raise Busy("Too many slow queries are running; this one is slow too.")
        self._slow[client] += 1

    def _give_slow_place_back(self, client: str) -> None:
        self._slow[client] -= 1
        if not self._slow[client]:
            del self._slow[client]
        self._turns.go_on()

    def _put_back(self, worker: Worker, asked: asyncio.Task[Answer] | None, *, slow: bool) -> None:
        """Makes a process idle again; one that is still at work, has died or gives way to others is made anew."""
        if asked is not None and asked.done() and not asked.cancelled() and asked.exception() is None and not slow:
            self._idle.put_nowait(worker)
            return
        if asked is not None:
            asked.add_done_callback(lambda task: task.cancelled() or task.exception())
        task = asyncio.create_task(self._renew(worker))
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def _renew(self, worker: Worker) -> None:
        self._workers.discard(worker)
        await worker.end()
        await self._add()

    async def _add(self) -> None:
        """Starts a process and lets it open the store, so that the first query need not wait for that."""
        while True:
            try:
                worker = await Worker.start(self._limits)
                await worker.ask(_WARM_UP, self._current())
            except (Died, OSError):
                await asyncio.sleep(_AGAIN)
                continue
            self._workers.add(worker)
            self._idle.put_nowait(worker)
            return
