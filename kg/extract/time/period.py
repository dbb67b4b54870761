"""Stretches of calendar time, as exact as a text states them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_RANK = {"day": 3, "week": 3, "month": 2, "year": 1}


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A year, a month or a day; `month` and `day` are 0 where they are left open.

    Raises ValueError for what the Gregorian calendar has not.

    >>> str(Point(2024, 6)), str(Point(2024, 2, 29))
    ('2024-06', '2024-02-29')
    """

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        parts = (f"{self.year:04}", *(f"{n:02}" for n in (self.month, self.day) if n))
        return "-".join(parts)

    @classmethod
    def of(cls, day: date) -> Point:
        """The day as a point."""
        return cls(day.year, day.month, day.day)

    @property
    def rank(self) -> int:
        """How exact it is: 1 a year, 2 a month, 3 a day."""
        return 3 if self.day else 2 if self.month else 1

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """Its last day."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def moved(self, number: int, unit: str) -> Point:
        """The point `number` days, months or years on, as exact as the unit: two years after a day is a year."""
        if unit == "day":
            return Point.of(self.first + timedelta(days=number))
        if unit == "month":
            months = self.year * 12 + self.month - 1 + number
            return Point(months // 12, months % 12 + 1)
        return Point(self.year + number)


@dataclass(frozen=True, slots=True)
class Period:
    """From the start of `first` to the end of `last`.

    >>> str(Period(Point(2014), Point(2016))), str(Period(Point(2024, 6), Point(2024, 6)))
    ('2014/2016', '2024-06')
    """

    first: Point
    last: Point

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}/{self.last}"

    @classmethod
    def at(cls, point: Point) -> Period:
        """The period of one point."""
        return cls(point, point)

    @classmethod
    def days(cls, start: date, number: int) -> Period:
        """So many days from `start` on."""
        return cls(Point.of(start), Point.of(start + timedelta(days=number - 1)))

    @classmethod
    def week(cls, day: date) -> Period:
        """The week of `day`, from Monday to Sunday (ISO 8601)."""
        return cls.days(day - timedelta(days=day.weekday()), 7)

    @property
    def single(self) -> bool:
        """Whether it is one day, month or year."""
        return self.first == self.last

    def within(self, other: Period) -> bool:
        """Whether it lies wholly in `other`."""
        return other.first.first <= self.first.first and self.last.last <= other.last.last

    def holds(self, day: date) -> bool:
        """Whether `day` is in it."""
        return self.first.first <= day <= self.last.last

    def moved(self, number: int, unit: str) -> Period | None:
        """The period `number` units later, or None if this one is not exact enough to count from."""
        point = self.last if number > 0 else self.first
        if point.rank < _RANK[unit]:
            return None
        if unit == "week":
            return Period.week(point.first + timedelta(weeks=number))
        return Period.at(point.moved(number, unit))
