"""One tree of exceptions. Each message says what was wrong, with what, and what to do."""

from __future__ import annotations


class KgError(Exception):
    """The root of all errors raised on purpose by this package."""


class ReadError(KgError):
    """An input could not be read. `name` is the file or record, `reason` why."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class LanguageModelError(KgError):
    """A language model is missing, or lacks a part that extraction needs."""


class OntologyError(KgError):
    """The ontology, the lexicon or the knowledge base holds something malformed; the message names file and line."""


class EvidenceError(KgError):
    """A claim or an assertion was made without evidence."""


class JournalError(KgError):
    """A journal is locked, damaged, or written by another version."""


class GraphError(KgError):
    """A graph folder, an entity, a document or a predicate was asked for that is not there."""


class QueryError(KgError):
    """A SPARQL query that does not parse, is not read-only, or asks for what is refused."""


class ExportError(KgError):
    """An export format that is not known, or a target that cannot be written."""


class ServeError(KgError):
    """The server cannot listen at the address that was given."""
