"""Readable, stable IRIs for entities, documents, assertions and their evidence, and the ids back from them.

An id may hold anything. What a path of an IRI cannot hold is percent-encoded as UTF-8 (RFC 3986), a lone surrogate
too, so that two ids never share an IRI and none of them leads out of its namespace.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from kg.errors import GraphError

BASE = "https://w3id.org/geopolitical-kg/"
ENTITY = BASE + "entity/"
DOCUMENT = BASE + "document/"
WIKIDATA = "http://www.wikidata.org/entity/"

_DOTS = re.compile(r"(?<![^/])\.{1,2}(?![^/])")


def encoded(text: str) -> str:
    """A text as path of an IRI; slashes stay. `decoded` gives it back.

    >>> encoded("news/a b.txt"), encoded("../<x>")
    ('news/a%20b.txt', '%2E%2E/%3Cx%3E')
    """
    path = quote(text, safe="/", errors="surrogatepass")
    return _DOTS.sub(lambda dots: "%2E" * len(dots[0]), path)


def decoded(path: str) -> str:
    """The text that `encoded` made a path of."""
    return unquote(path, errors="surrogatepass")


def entity_iri(id_: str) -> str:
    """The IRI of an entity.

    >>> entity_iri("country/russia")
    'https://w3id.org/geopolitical-kg/entity/country/russia'
    """
    return ENTITY + encoded(id_)


def document_iri(id_: str) -> str:
    """The IRI of a document, which names its graph too.

    >>> document_iri("2024/summit.txt")
    'https://w3id.org/geopolitical-kg/document/2024/summit.txt'
    """
    return DOCUMENT + encoded(id_)


def assertion_iri(id_: str, document: str) -> str:
    """The IRI of an assertion: its number as fragment of its document's IRI.

    Raises `GraphError` when the id is not the document's id, `#` and something.

    >>> assertion_iri("summit.txt#3", "summit.txt")
    'https://w3id.org/geopolitical-kg/document/summit.txt#3'
    """
    number = id_.removeprefix(document + "#")
    if number == id_ or not number:
        raise GraphError(f"The assertion id {id_!r} is not the id of its document {document!r}, '#' and a number.")
    return f"{document_iri(document)}#{encoded(number)}"


def id_of_entity(iri: str) -> str:
    """The id that `entity_iri` made an IRI of. Raises `GraphError` for an IRI of something else."""
    return _id(iri, ENTITY, "an entity")


def id_of_document(iri: str) -> str:
    """The id that `document_iri` made an IRI of. Raises `GraphError` for an IRI of something else."""
    return _id(iri, DOCUMENT, "a document")


def id_of_assertion(iri: str) -> str:
    """The id that `assertion_iri` made an IRI of. Raises `GraphError` for an IRI of something else."""
    document, hash_, number = iri.partition("#")
    if not hash_:
        raise GraphError(f"<{iri}> is not the IRI of an assertion: it has no fragment.")
    return f"{id_of_document(document)}#{decoded(number)}"


def _id(iri: str, namespace: str, what: str) -> str:
    if not iri.startswith(namespace):
        raise GraphError(f"<{iri}> is not the IRI of {what}: those begin with {namespace}.")
    return decoded(iri.removeprefix(namespace))
