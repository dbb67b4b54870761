"""Why a request gets no answer, as HTTP says it."""

from __future__ import annotations

from collections.abc import Mapping

RETRY_AFTER = "2"  # seconds


class Problem(Exception):  # noqa: N818 - an answer to a request, not a fault of ours
    """A request that is not answered. `text` says what is wrong with it and what to do."""

    def __init__(self, status: int, text: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self.status = status
        self.text = text
        self.headers = dict(headers or {})


def overloaded(text: str) -> Problem:
    """There is no room or no time for a request at the moment."""
    return Problem(503, text, {"Retry-After": RETRY_AFTER})
