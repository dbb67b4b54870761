"""Which answers are compressed, and the ETag that names their bytes: the same for queries, pages and files."""

from __future__ import annotations

import hashlib

_WORTH_COMPRESSING = 1000  # bytes


def worth_compressing(body: bytes) -> bool:
    """Whether a body is so long that packing it pays."""
    return len(body) > _WORTH_COMPRESSING


def etag(body: bytes, *, compressed: bool) -> str:
    """The name of a body, another one where it is sent compressed.

    >>> etag(b"", compressed=True)
    'e3b0c44298fc1c149afbf4c8996fb924-gz'
    """
    return hashlib.sha256(body).hexdigest()[:32] + ("-gz" if compressed else "")
