"""Full calendar dates as publishers write them. What could be two dates, or lacks its year, is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)(?![^\W\d_])"
)
_DAY = r"\d{1,2}(?!\d)"
WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?)(?![^\W\d_])"
_DATE = re.compile(
    rf"""(?<![\w/.-]) (?:{WEEKDAY}[.,]*\s+)? (?:
      (?P<year1>\d{{4}}) (?P<sep1>[-/.]) (?P<month1>\d{{1,2}}) (?P=sep1) (?P<day1>{_DAY})
    | (?P<day2>{_DAY}) (?:st|nd|rd|th)? (?:\ of)? [\s-] (?P<name2>{MONTH}) \.? ,? [\s-] (?P<year2>\d{{4}})
    | (?P<name3>{MONTH}) \.? \s (?P<day3>{_DAY}) (?:st|nd|rd|th)? ,? \s (?P<year3>\d{{4}})
    | (?P<first>{_DAY}) (?P<sep4>[-/.]) (?P<second>{_DAY}) (?P=sep4) (?P<year4>\d{{4}})
    ) (?!\d | [-/.]\d)""",
    re.VERBOSE | re.IGNORECASE,
)
_TIME = re.compile(
    r"""(?: [T\s,|·•–—-]* (?:at\s+)?
            (?: \d{1,2} [:.h] \d{2} (?:[:.]\d{2} (?:[.,]\d+)?)? \s* (?:[ap]\.?m\b\.?)? | \d{1,2} \s* [ap]\.?m\b\.? )
            (?: \s* (?-i: Z | [A-Z]{2,5} (?:[+-]\d{1,2})? | [+-]\d{2}:?\d{2} ) \b )? )?
        (?: \s* \([A-Za-z0-9:+ ]{1,12}\) )? [\s.,]*""",
    re.VERBOSE | re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class Found:
    """A date met in a text: `iso` is its ISO 8601 form, `start` and `end` are offsets in code points."""

    iso: str
    start: int
    end: int


def parse(value: str) -> str | None:
    """The one date that a value states, as an ISO 8601 date in the value's own time zone, or None.

    A time of day and a zone may follow. None also where day and month could be exchanged, or the year is missing or
    has two digits.

    >>> parse("Wed, 19 Jun 2024 09:27:00 +0900"), parse("June 19, 2024"), parse("19/06/2024")
    ('2024-06-19', '2024-06-19', '2024-06-19')
    >>> parse("03/04/2024"), parse("19 June"), parse("last Wednesday")
    (None, None, None)
    """
    value = value.strip()
    compact = _COMPACT.fullmatch(value)
    if compact:
        return _iso(int(compact[1]), int(compact[2]), int(compact[3]))
    found = leading(value)
    return found.iso if found and _TIME.fullmatch(value, found.end) else None


def leading(text: str) -> Found | None:
    """The date that a text begins with; a weekday may stand before it."""
    match = _DATE.match(text, len(text) - len(text.lstrip()))
    return _found(match) if match else None


def search(text: str) -> Iterator[Found]:
    """The dates in a text, in text order.

    >>> [found.iso for found in search("NIAMEY, 26 February 2024 (AFP)")]
    ['2024-02-26']
    """
    return (found for match in _DATE.finditer(text) if (found := _found(match)))


def after_time(text: str, position: int) -> int:
    """The offset behind a time of day and zone at `position`, or `position`."""
    match = _TIME.match(text, position)
    return match.end() if match else position


def _found(match: re.Match[str]) -> Found | None:
    iso = _iso_of(match)
    return Found(iso, match.start(), match.end()) if iso else None


def _iso_of(match: re.Match[str]) -> str | None:
    part = match.groupdict()
    if part["year1"]:
        return _iso(int(part["year1"]), int(part["month1"]), int(part["day1"]))
    if part["year2"]:
        return _iso(int(part["year2"]), _month(part["name2"]), int(part["day2"]))
    if part["year3"]:
        return _iso(int(part["year3"]), _month(part["name3"]), int(part["day3"]))
    return _numeric(int(part["first"]), int(part["second"]), int(part["year4"]))


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _numeric(first: int, second: int, year: int) -> str | None:
    """Day and month in either order: a date only when one order is none, or both are the same date."""
    readings = {_iso(year, second, first), _iso(year, first, second)} - {None}
    return readings.pop() if len(readings) == 1 else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year >= 1000 else None
    except ValueError:
        return None
