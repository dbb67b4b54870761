"""A document that is known from a graph alone."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Document


@dataclass(frozen=True, slots=True)
class TextlessDocument(Document):
    """A document whose text is not at hand: RDF holds the hash of a text, not the text.

    >>> TextlessDocument("a.txt", "", recorded_hash="7f50").content_hash
    '7f50'
    """

    recorded_hash: str = ""

    @property
    def content_hash(self) -> str:
        """The hash that the graph says the document has."""
        return self.recorded_hash
