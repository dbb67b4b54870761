"""Lets read-only SPARQL through and nothing that would leave the machine.

Oxigraph follows `SERVICE <url>` over the network. It reads a query without a lexer, so that what is a string to one
reader may be a keyword to another (`?a<?b#>` is a comparison and a comment, or an IRI). Nothing is left to that:
outside strings, IRIs and comments the word SERVICE is refused, inside strings and IRIs it is written with an escape
that is no keyword to any reader, and comments are taken out. The query that is evaluated means the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

import pyoxigraph as ox

from kg.errors import QueryError
from kg.rdf import DOCUMENT, ENTITY, PREFIXES
from kg.rdf.iris import BASE

QUERY_PREFIXES = {**PREFIXES, "doc": DOCUMENT, "entity": ENTITY, "plover": f"{BASE}plover#", "cameo": f"{BASE}cameo#"}
"""Prefixes that a query need not declare."""

_ESCAPE = r"""\\[tbnrf"'\\]|\\u(?![dD][89a-fA-F])[0-9a-fA-F]{4}|\\U00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4}"""
_TOKEN = re.compile(
    rf"""
      (?P<comment>\#[^\r\n]*)
    | (?P<string>\"\"\"(?:\"{{0,2}}(?:[^"\\]|{_ESCAPE}))*\"\"\"
               | '''(?:'{{0,2}}(?:[^'\\]|{_ESCAPE}))*'''
               | "(?:[^"\\\r\n]|{_ESCAPE})*"
               | '(?:[^'\\\r\n]|{_ESCAPE})*')
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{_ESCAPE})*>)
    | (?P<variable>[?$]\w+)
    | (?P<name>(?P<prefix>(?:[^\W\d_][\w.-]*|_)?):(?:[\w:.\-]|%[0-9a-fA-F]{{2}}|\\[_~.\-!$&'()*+,;=/?\#@%])*)
    | (?P<word>[^\W\d][\w-]*)
    | (?P<other>\s+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SERVICE = re.compile("service", re.IGNORECASE)
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_PROLOGUE = ("PREFIX", "BASE", "VERSION")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def checked(query: str) -> str:
    """The query in a form that is safe to evaluate and means the same.

    Raises `QueryError` unless it is a SELECT, ASK, CONSTRUCT or DESCRIBE query without SERVICE.

    >>> checked('SELECT * { ?s rdfs:label "a service" } # or SERVICE <http://x> {}')
    'SELECT * { ?s rdfs:label "a \\\\u0073ervice" } '
    >>> checked("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    kg.errors.QueryError: SERVICE is refused, even as a part of a prefix or a bare word: a query asks this graph only.
    """
    tokens = list(_tokens(query))
    _check_form(tokens)
    return "".join(_safe(token) for token in tokens)


def evaluate(store: ox.Store, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Evaluates a query on a store once it has passed `checked`.

    Raises:
        QueryError: the query is refused, does not parse, names a graph that is not there, or fails.
    """
    safe = checked(query)
    for graph in _datasets(query):
        if not store.contains_named_graph(ox.NamedNode(graph)):
            raise QueryError(f"FROM <{graph}>: there is no such graph here, and nothing is fetched from elsewhere.")
    try:
        return store.query(safe, prefixes=QUERY_PREFIXES)
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        raise failure(error) from error


def failure(error: Exception) -> QueryError:
    """The engine's error as one of ours. Its list of all that could have stood there is cut."""
    message = str(error).partition("expected one of")[0].rstrip(" :")
    return QueryError(f"The query cannot be evaluated: {message}")


def _tokens(query: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or "other"
        yield _Token("name" if kind == "prefix" else kind, match[0])


def _check_form(tokens: list[_Token]) -> None:
    words = (token.text.upper() for token in tokens if token.kind == "word")
    form = next((word for word in words if word not in _PROLOGUE), "")
    if form not in _FORMS:
        raise QueryError(
            f"A query begins with {', '.join(_FORMS)}, not with {form or 'nothing'}; the graph is read-only."
        )


def _safe(token: _Token) -> str:
    if token.kind == "comment":
        return ""
    if token.kind in ("string", "iri"):
        return _SERVICE.sub(lambda found: f"\\u{ord(found[0][0]):04x}{found[0][1:]}", token.text)
    keyword = token.text.partition(":")[0] if token.kind == "name" else token.text
    if token.kind != "variable" and _SERVICE.search(keyword):
        raise QueryError("SERVICE is refused, even as a part of a prefix or a bare word: a query asks this graph only.")
    return token.text


def _datasets(query: str) -> Iterator[str]:
    """The IRIs that FROM and FROM NAMED name."""
    prefixes, base = dict(QUERY_PREFIXES), ""
    solid = [token for token in _tokens(query) if token.kind != "comment" and not token.text.isspace()]
    for before, here, after in zip([_NOTHING, *solid], solid, [*solid[1:], _NOTHING], strict=False):
        keyword = before.text.upper() if before.kind == "word" else ""
        if keyword == "BASE" and here.kind == "iri":
            base = here.text[1:-1]
        elif keyword == "PREFIX" and here.kind == "name" and after.kind == "iri":
            prefixes[here.text.rstrip(":")] = urljoin(base, after.text[1:-1])
        elif keyword == "FROM" and here.kind in ("iri", "name"):
            yield _expanded(here, prefixes, base)
        elif keyword == "FROM" and here.text.upper() == "NAMED":
            yield _expanded(after, prefixes, base)


_NOTHING = _Token("other", "")


def _expanded(token: _Token, prefixes: Mapping[str, str], base: str) -> str:
    if token.kind == "iri":
        return urljoin(base, token.text[1:-1])
    prefix, _, local = token.text.partition(":")
    return prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", local)
