"""The first and last day of a time, so that times of different precision can be compared."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

_PART = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@lru_cache(maxsize=4096)
def days(time: str) -> tuple[str | None, str | None]:
    """The first and the last day of an ISO 8601 date, month, year or interval.

    A side that an interval leaves open is None; so are both when the text is no such time.

    >>> days("2024-02"), days("2024-06-18/2024-06"), days("2024/"), days("soon")
    (('2024-02-01', '2024-02-29'), ('2024-06-18', '2024-06-30'), ('2024-01-01', None), (None, None))
    """
    start, slash, end = time.partition("/")
    if not slash:
        return _days(start) or (None, None)
    first, last = _days(start), _days(end)
    if (start and not first) or (end and not last):
        return None, None
    return first[0] if first else None, last[1] if last else None


def _days(time: str) -> tuple[str, str] | None:
    found = _PART.fullmatch(time)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    last_month = month or 12
    last = date(first.year, last_month, day or calendar.monthrange(first.year, last_month)[1])
    return first.isoformat(), last.isoformat()
