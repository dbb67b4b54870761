"""RSS and Atom files: a document for each entry, from what the feed itself holds."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, Any
from xml.sax import SAXException

import feedparser

from kg.errors import ReadError
from kg.model import Document
from kg.read import dates
from kg.read.html import plain_text
from kg.read.limits import UnreadableError, whole
from kg.read.records import Fields
from kg.read.source import Placed, Source


def read_feed(source: Source, stream: IO[bytes], _fields: Fields) -> Iterator[Placed | ReadError]:
    """A document for each entry: its content, or its summary where it has no content."""
    data = whole(stream)
    try:
        feed = feedparser.parse(io.BytesIO(data))
    except Exception as error:  # a parser of hostile files may fail in any way; the run goes on, with the reason
        raise UnreadableError(f"it cannot be read as a feed: {type(error).__name__}: {error}") from None
    if not feed.get("version"):
        raise UnreadableError("it is not an RSS or Atom feed")
    publisher = _line(feed.feed.get("title"))
    for number, entry in enumerate(feed.entries, start=1):
        place = f"{source.place}:{number}"
        yield Placed(place, _document(entry, publisher, f"{source.id}:{number}"))
    if isinstance(feed.get("bozo_exception"), SAXException):
        yield ReadError(source.place, f"its XML is broken, entries may be missing: {feed.bozo_exception}")
    elif not feed.entries:
        raise UnreadableError("it holds no entry")


def _document(entry: Any, publisher: str | None, default_id: str) -> Document:
    contents = [part.get("value") or "" for part in entry.get("content") or ()]
    text = "\n".join(contents) or entry.get("summary") or ""
    stated = entry.get("published") or entry.get("updated", "")
    return Document(
        id=entry.get("id") or entry.get("link") or default_id,
        text=plain_text(text),
        title=_line(entry.get("title")),
        date=dates.parse(stated),
        publisher=_line((entry.get("source") or {}).get("title")) or publisher,
        url=_line(entry.get("link")),
    )


def _line(value: str | None) -> str | None:
    return " ".join(plain_text(value).split()) or None if value else None
