"""Lets read-only SPARQL through and nothing that would leave the machine.

Oxigraph follows `SERVICE <url>` over the network. It reads a query without a lexer, so that what is a string to one
reader may be a keyword to another (`?a<?b#>` is a comparison and a comment, or an IRI). Nothing is left to that:
outside strings, IRIs, names and comments the word SERVICE is refused, inside strings, IRIs and names it is written with
an escape that is no keyword to any reader, and comments are taken out. Letters given by number outside strings and
IRIs (`S\\u0045RVICE`) are put in before the query is looked at. The query that is evaluated means the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

import pyoxigraph as ox

from kg.errors import QueryError
from kg.rdf import DOCUMENT, ENTITY, PREFIXES
from kg.rdf.iris import BASE

QUERY_PREFIXES = {**PREFIXES, "doc": DOCUMENT, "entity": ENTITY, "plover": f"{BASE}plover#", "cameo": f"{BASE}cameo#"}
"""Prefixes that a query need not declare."""

_ESCAPE = r"""\\[tbnrf"'\\]|\\u(?![dD][89a-fA-F])[0-9a-fA-F]{4}|\\U00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4}"""
_LETTER = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_SIGN = f"{_LETTER}_0-9\u00b7\u0300-\u036f\u203f\u2040"
_WORD = rf"[{_LETTER}](?:\.*+[{_SIGN}-])*+"  # dots too, as in a prefix: each letter is then read once or twice only
_LOCAL = r"%[0-9a-fA-F]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
# Names are those of the grammar to the letter: what one reader takes into a name and another does not (`ex:.SERVICE`)
# is where a keyword hides.
_TOKEN = re.compile(
    rf"""
      (?P<comment>\#[^\r\n]*)
    | (?P<string>\"\"\"(?:\"{{0,2}}(?:[^"\\]|{_ESCAPE}))*\"\"\"
               | '''(?:'{{0,2}}(?:[^'\\]|{_ESCAPE}))*'''
               | "(?:[^"\\\r\n]|{_ESCAPE})*"
               | '(?:[^'\\\r\n]|{_ESCAPE})*')
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{_ESCAPE})*>)
    | (?P<variable>[?$][{_LETTER}_0-9][{_SIGN}]*)
    | (?P<name>(?:{_WORD}|_)?:(?:(?:[{_LETTER}_:0-9]|{_LOCAL})(?:\.*+(?:[{_SIGN}:-]|{_LOCAL}))*+)?)
    | (?P<number>\\u[0-9a-fA-F]{{4}}|\\U[0-9a-fA-F]{{8}})
    | (?P<word>{_WORD}|[^\W\d][\w-]*)
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
    return _checked(_read(query))


def _checked(tokens: list[_Token]) -> str:
    _check_form(tokens)
    prefixes = _Prologue(tokens).prefixes
    return "".join(_safe(token, prefixes) for token in tokens)


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query is asked of, by IRI: those merged into its default graph, and those with a name."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def evaluate(
    store: ox.Store, query: str, dataset: Dataset | None = None, base: str | None = None
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Evaluates a query on a store once it has passed `checked`.

    Args:
        store: the graph.
        query: SELECT, ASK, CONSTRUCT or DESCRIBE.
        dataset: the graphs to ask, in place of those that the query names with FROM; None: as the query says.
        base: what relative IRIs are relative to where the query has no BASE; None: they are not allowed.

    Raises:
        QueryError: the query is refused, does not parse, names a graph that is not there, or fails.
    """
    tokens = _read(query)
    safe = _checked(tokens)
    for graph in _named_graphs(tokens, base or "") if dataset is None else (*dataset.default, *dataset.named):
        if not _is_there(store, graph):
            raise QueryError(f"<{graph}>: there is no such graph here, and nothing is fetched from elsewhere.")
    try:
        return store.query(
            safe,
            base_iri=base,
            prefixes=QUERY_PREFIXES,
            default_graph=None if dataset is None else [ox.NamedNode(graph) for graph in dataset.default],
            named_graphs=None if dataset is None else [ox.NamedNode(graph) for graph in dataset.named],
        )
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        raise failure(error) from error


def _is_there(store: ox.Store, graph: str) -> bool:
    try:
        return store.contains_named_graph(ox.NamedNode(graph))
    except ValueError:  # no IRI
        return False


def failure(error: Exception) -> QueryError:
    """The engine's error as one of ours. Its list of all that could have stood there is cut."""
    message = str(error).partition("expected one of")[0].rstrip(" :")
    return QueryError(f"The query cannot be evaluated: {message}")


def _read(query: str) -> list[_Token]:
    return list(_tokens(_spelled_out(query)))


def _tokens(query: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(query):
        yield _Token(match.lastgroup or "other", match[0])


def _spelled_out(query: str) -> str:
    """The query with the letters in place that are given by number outside strings, IRIs and comments."""
    if "\\u" not in query and "\\U" not in query:
        return query
    return "".join(_letter(token.text) if token.kind == "number" else token.text for token in _tokens(query))


def _letter(number: str) -> str:
    code = int(number[2:], 16)
    letter = chr(code) if code < 0x110000 else ""
    if not re.fullmatch(f"[{_SIGN}]", letter):
        raise QueryError(f"{number}: outside strings and IRIs only letters and digits may be given by number.")
    return letter


def _check_form(tokens: list[_Token]) -> None:
    words = (token.text.upper() for token in tokens if token.kind == "word")
    form = next((word for word in words if word not in _PROLOGUE), "")
    if form not in _FORMS:
        raise QueryError(
            f"A query begins with {', '.join(_FORMS)}, not with {form or 'nothing'}; the graph is read-only."
        )


def _safe(token: _Token, prefixes: Mapping[str, str]) -> str:
    if token.kind == "comment":
        return ""
    if token.kind in ("string", "iri"):
        return _escaped(token.text)
    prefix, colon, local = token.text.partition(":")
    if token.kind == "variable" or not _SERVICE.search(token.text):
        return token.text
    if token.kind == "name" and colon and prefix in prefixes and not _SERVICE.search(prefix):
        return _escaped(f"<{prefixes[prefix]}{_plain(local)}>")
    raise QueryError("SERVICE is refused, even as a part of a prefix or a bare word: a query asks this graph only.")


def _escaped(text: str) -> str:
    return _SERVICE.sub(lambda found: f"\\u{ord(found[0][0]):04x}{found[0][1:]}", text)


def _plain(local: str) -> str:
    """The local part of a name without its backslashes."""
    return re.sub(r"\\(.)", r"\1", local)


class _Prologue:
    """What BASE and PREFIX say, beside the prefixes that need not be declared."""

    def __init__(self, tokens: Iterable[_Token], base: str = "") -> None:
        self.prefixes, self.base = dict(QUERY_PREFIXES), base
        for before, here, after in _neighbours(tokens):
            keyword = before.text.upper() if before.kind == "word" else ""
            if keyword == "BASE" and here.kind == "iri":
                self.base = urljoin(self.base, here.text[1:-1])
            elif keyword == "PREFIX" and here.kind == "name" and after.kind == "iri":
                self.prefixes[here.text[:-1]] = urljoin(self.base, after.text[1:-1])

    def expanded(self, token: _Token) -> str:
        """The IRI that a token means."""
        if token.kind == "iri":
            return urljoin(self.base, token.text[1:-1])
        prefix, _, local = token.text.partition(":")
        return self.prefixes.get(prefix, "") + _plain(local)


def _named_graphs(tokens: list[_Token], base: str) -> Iterator[str]:
    """The IRIs that FROM and FROM NAMED name."""
    prologue = _Prologue(tokens, base)
    for before, here, after in _neighbours(tokens):
        if before.kind != "word" or before.text.upper() != "FROM":
            continue
        if here.kind in ("iri", "name"):
            yield prologue.expanded(here)
        elif here.text.upper() == "NAMED":
            yield prologue.expanded(after)


def _neighbours(tokens: Iterable[_Token]) -> Iterator[tuple[_Token, _Token, _Token]]:
    """Each token that says something, between the one before it and the one after it."""
    nothing = _Token("other", "")
    solid = [token for token in tokens if token.kind != "comment" and not token.text.isspace()]
    return zip([nothing, *solid], solid, [*solid[1:], nothing], strict=False)
