"""What an input may cost at most. Each limit refuses a file or record with its reason; nothing is cut."""

from __future__ import annotations

from typing import IO

MAX_CHARACTERS = 1_000_000
"""Code points of one document; spaCy's own bound (`Language.max_length`), about 170,000 English words."""

MAX_BYTES = 64 * 2**20
"""Bytes of a file that holds one document, or of a feed: such files are read whole."""

MAX_ROW_CHARACTERS = 16 * 2**20
"""Characters of one line of JSON, or of one CSV field; files of rows may be of any size."""

MAX_PAGES = 5_000
"""Pages of a PDF."""

MAX_PAGE_BYTES = 16 * 2**20
"""Bytes that the content of one PDF page may unpack to."""


class UnreadableError(Exception):
    """Why a file or record cannot be read; `kg.read.read` makes a `ReadError` of it by adding the place."""


def whole(stream: IO[bytes]) -> bytes:
    """All bytes of a stream. Raises `UnreadableError` above `MAX_BYTES`."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"it is larger than {MAX_BYTES // 2**20} MiB, the limit for such a file")
    return data
