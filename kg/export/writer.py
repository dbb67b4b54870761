"""What every writer shares: what it is given, what it gives back, and text without what a format cannot hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from kg.graph import Graph

REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Options:
    """`bom`: a byte order mark before CSV, by which Excel knows UTF-8. In RDF, `runs` and `infer`: the graph of runs,
    and that of what follows from the others; `rdf12`: statements as reifiers of RDF 1.2.
    """

    bom: bool = False
    runs: bool = False
    infer: bool = False
    rdf12: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What became of an export: how many characters were replaced by U+FFFD because the format cannot hold them."""

    replaced: int = 0


Writer = Callable[["Graph", BinaryIO, Options], Written]
"""Writes a graph into a binary file."""

SURROGATES = re.compile("[\ud800-\udfff]")
"""Lone surrogates, which UTF-8 cannot hold."""

NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What no XML 1.0 document can hold, escaped or not."""


class Cleaner:
    """Replaces characters that a format cannot hold, and counts them.

    >>> cleaner = Cleaner(NOT_XML)
    >>> cleaner.clean("a\\x00b"), cleaner.replaced
    ('a\ufffdb', 1)
    """

    def __init__(self, illegal: re.Pattern[str]) -> None:
        self._illegal = illegal
        self.replaced = 0

    def clean(self, text: str) -> str:
        """The text with each illegal character replaced."""
        cleaned, number = self._illegal.subn(REPLACEMENT, text)
        self.replaced += number
        return cleaned


class KeepsReturns:
    """A binary file for XML that writes a carriage return as reference: a parser reads a bare one as a line feed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        """Writes the bytes with their carriage returns as `&#13;`."""
        self._file.write(bytes(data).replace(b"\r", b"&#13;"))
        return len(data)

    def flush(self) -> None:
        """Flushes the file."""
        self._file.flush()
