"""Who may go next: as many at once as there is room for, the others client by client in turn.

A client with a thousand queries gets no more turns than one with a single query.
"""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import Callable


class Busy(Exception):  # noqa: N818 - a state, not a fault
    """There is no room, and no use in waiting. Says why."""


class Turns:
    """Gives out places.

    Args:
        room: how many places there are.
        queue: how many may wait.
        wait: seconds that each may wait.
        most: how many places a client may hold at once, at the moment.
    """

    def __init__(self, room: int, queue: int, wait: float, most: Callable[[str], int]) -> None:
        self._free = room
        self._queue = queue
        self._wait = wait
        self._most = most
        self._held: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(map(len, self._waiting.values()))

    async def take(self, client: str) -> None:
        """Waits for a place. Raises `Busy` if there are too many before, or it takes too long."""
        if self._may(client):
            self._grant(client)
            return
        if self.waiting >= self._queue:
            raise Busy("Too many queries are waiting.")
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(turn)
        try:
            async with asyncio.timeout(self._wait):
                await turn
        except BaseException as error:
            self._leave(client, turn)
            if isinstance(error, TimeoutError):
                raise Busy(f"The query waited {self._wait:g} s for its turn.") from None
            raise

    def give_back(self, client: str) -> None:
        """Gives a client's place back."""
        self._free += 1
        self._held[client] -= 1
        if not self._held[client]:
            del self._held[client]
        self.go_on()

    def go_on(self) -> None:
        """Gives the free places to those who have waited longest since their client's last turn."""
        while (client := next(filter(self._may, self._waiting), None)) is not None:
            turns = self._waiting.pop(client)
            turn = turns.popleft()
            if turns:
                self._waiting[client] = turns  # behind the others
            if not turn.done():
                self._grant(client)
                turn.set_result(None)

    def _may(self, client: str) -> bool:
        return self._free > 0 and self._held[client] < self._most(client)

    def _grant(self, client: str) -> None:
        self._free -= 1
        self._held[client] += 1

    def _leave(self, client: str, turn: asyncio.Future[None]) -> None:
        """Takes one out who no longer waits; a place that it was given meanwhile goes on to the next."""
        if turn.done() and not turn.cancelled():
            self.give_back(client)
            return
        turn.cancel()
        turns = self._waiting.get(client, deque())
        if turn in turns:
            turns.remove(turn)
            if not turns:
                del self._waiting[client]
