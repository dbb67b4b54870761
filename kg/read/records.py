"""Rows of JSON, CSV and Parquet to documents."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from kg.errors import ReadError
from kg.model import Document
from kg.read import dates
from kg.read.limits import UnreadableError
from kg.read.source import Placed

_NOTHING = frozenset(("", "-", "n/a", "na", "nan", "none", "null", "unknown"))


@dataclass(frozen=True, slots=True)
class Fields:
    """What the fields of a row are called, in JSON, CSV and Parquet files.

    >>> Fields(text="body", date="published_at").text
    'body'
    """

    id: str = "id"
    text: str = "text"
    title: str = "title"
    date: str = "date"
    publisher: str = "publisher"
    url: str = "url"

    @classmethod
    def of(cls, names: Mapping[str, str]) -> Fields:
        """The fields named in a mapping from our names to a file's; others keep ours. Raises `ReadError` for no field.

        >>> Fields.of({"text": "body"}).text
        'body'
        """
        ours = [part.name for part in fields(cls)]
        for name in names:
            if name not in ours:
                raise ReadError("fields", f"documents have no field {name!r}; they have {', '.join(ours)}")
        return cls(**names)

    def require(self, present: Iterable[str]) -> None:
        """Raise `UnreadableError` if the field with the text is not among the names present."""
        names = list(present)
        if self.text not in names:
            shown = ", ".join(repr(name[:40]) for name in names[:12]) or "no field"
            raise UnreadableError(f"it has no field {self.text!r} (it has {shown}); say which field holds the text")

    def names(self) -> list[str]:
        """The six names, in the order of `Document`'s fields."""
        return [getattr(self, part.name) for part in fields(self)]


def document(row: Mapping[str, object], names: Fields, place: str, default_id: str) -> Iterator[Placed | ReadError]:
    """The document of a row; before it, a `ReadError` for each field that is left out because it cannot be understood.

    Raises `UnreadableError` if there is no text.
    """
    names.require(row)
    text = row[names.text]
    if not isinstance(text, str):
        raise UnreadableError(f"its field {names.text!r} is {_kind(text)}, not text")
    parts: dict[str, str | None] = {}
    for part in ("id", "title", "date", "publisher", "url"):
        name = getattr(names, part)
        try:
            parts[part] = _date(row.get(name)) if part == "date" else _line(row.get(name))
        except UnreadableError as why:
            if part == "id":
                raise UnreadableError(f"its field {name!r} {why}") from None
            yield ReadError(place, f"its field {name!r} {why}; the document is read without it")
    yield Placed(place, Document(parts.pop("id") or default_id, text, **parts))


def _line(value: object) -> str | None:
    """A value that is one line of text; None where there is none."""
    if isinstance(value, str):
        return " ".join(value.split()) or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return None if math.isnan(value) else str(value)
    if value is None:
        return None
    raise UnreadableError(f"is {_kind(value)}, not text")


def _date(value: object) -> str | None:
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    line = _line(value)
    if line is None or line.lower() in _NOTHING:
        return None
    iso = dates.parse(line)
    if iso is None:
        raise UnreadableError(f"is {line[:60]!r}, which is not one clear date such as 2024-06-19")
    return iso


def _kind(value: object) -> str:
    kinds = {type(None): "empty", bool: "true or false", list: "a list", dict: "an object"}
    return kinds.get(type(value), "a number" if isinstance(value, int | float) else f"of type {type(value).__name__}")
