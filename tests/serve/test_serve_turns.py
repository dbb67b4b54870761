"""Turns go round the clients, whoever sends how many queries."""

from __future__ import annotations

import asyncio

import pytest

from kg.serve.turns import Busy, Turns


def test_one_with_many_queries_gets_no_more_turns_than_others() -> None:
    async def scene() -> list[str]:
        turns, order = Turns(1, 100, 5, lambda client: 1), []

        async def ask(client: str) -> None:
            await turns.take(client)
            order.append(client)
            await asyncio.sleep(0)
            turns.give_back(client)

        await turns.take("first")
        waiting = [asyncio.create_task(ask(client)) for client in ["greedy"] * 5 + ["a", "b"]]
        await asyncio.sleep(0)
        turns.give_back("first")
        await asyncio.gather(*waiting)
        return order

    assert asyncio.run(scene()) == ["greedy", "a", "b", "greedy", "greedy", "greedy", "greedy"]


def test_a_full_queue_and_a_long_wait_are_refused() -> None:
    async def scene() -> None:
        turns = Turns(1, 1, 0.05, lambda client: 1)
        await turns.take("a")
        waiting = asyncio.create_task(turns.take("b"))
        await asyncio.sleep(0)
        with pytest.raises(Busy, match="Too many"):
            await turns.take("c")
        with pytest.raises(Busy, match="waited"):
            await waiting
        turns.give_back("a")
        await turns.take("d")

    asyncio.run(scene())


def test_one_who_leaves_takes_no_place_along() -> None:
    async def scene() -> None:
        turns = Turns(2, 100, 5, lambda client: 2)
        await turns.take("a")
        await turns.take("a")
        waiting = [asyncio.create_task(turns.take(f"{n}")) for n in range(10)]
        await asyncio.sleep(0)
        turns.give_back("a")  # the first of those who wait has its turn, and leaves before it knows
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        turns.give_back("a")
        assert turns.waiting == 0
        async with asyncio.timeout(1):
            await turns.take("b")
            await turns.take("b")

    asyncio.run(scene())


def test_a_client_may_be_held_to_fewer_places() -> None:
    async def scene() -> None:
        turns = Turns(3, 100, 5, {"slow": 1, "other": 3}.__getitem__)
        await turns.take("slow")
        waiting = [asyncio.create_task(turns.take("slow")) for _ in range(3)]
        await asyncio.sleep(0)
        assert turns.waiting == 3
        async with asyncio.timeout(1):
            await turns.take("other")
            await turns.take("other")
        turns.give_back("slow")
        assert turns.waiting == 2
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    asyncio.run(scene())
