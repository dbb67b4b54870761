"""Plain text and Markdown: the document's text is the file's text, so that offsets refer to the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from kg.model import Document
from kg.read.encoding import decode
from kg.read.limits import whole
from kg.read.records import Fields
from kg.read.source import Placed, Source


def read_text(source: Source, stream: IO[bytes], _fields: Fields) -> Iterator[Placed]:
    """The file as one document. Line ends become `\\n` and a byte order mark is left out; all else stays as it is."""
    yield Placed(source.place, Document(source.id, decode(whole(stream))))
