"""Reads a request of the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/#query-operation)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from email.message import Message
from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.serve.jobs import Job
from kg.serve.limits import Limits
from kg.serve.media import ROWS, TRIPLES, chosen, takes_gzip
from kg.serve.problems import Problem
from kg.store import Dataset

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_ACCEPT_POST = {"Accept-Post": f"{QUERY}, {FORM}"}
_MOST_FIELDS = 1000

Fields = Mapping[str, list[str]]


def accepted(request: Request, header: str = "accept") -> str:
    """What a client takes: the values of a header that may stand in a request several times."""
    return ", ".join(request.headers.getlist(header))


async def job_of(request: Request, limits: Limits, base: str) -> Job | None:
    """The query of a request, None if it asks for none. Raises `Problem` if it cannot be answered.

    `base` is the address of the endpoint, which relative IRIs are relative to.
    """
    url = _fields(request.url.query.encode("latin-1", "replace"))
    if request.method == "POST":
        query, fields = await _posted(request, url, limits)
    else:
        query, fields = _one(url), url
        if query is None:
            return None
    _check_read_only(fields)
    return _job(request, query, fields, base)


def _job(request: Request, query: str | None, fields: Fields, base: str) -> Job:
    if query is None:
        raise Problem(400, "There is no query; give one as the parameter 'query'.")
    accept = accepted(request)
    rows, triples = chosen(accept, list(ROWS)), chosen(accept, list(TRIPLES))
    if rows is None and triples is None:
        raise Problem(406, f"Answers come in: {', '.join(dict.fromkeys([*ROWS, *TRIPLES]))}.")
    default, named = fields.get("default-graph-uri"), fields.get("named-graph-uri")
    dataset = Dataset(tuple(default or ()), tuple(named or ())) if default or named else None
    return Job(query, dataset, rows, triples, takes_gzip(accepted(request, "accept-encoding")), base)


async def _posted(request: Request, url: Fields, limits: Limits) -> tuple[str | None, Fields]:
    """The query of a POST, and all fields of address and form."""
    kind, charset = _content_type(request)
    if kind == UPDATE:
        raise _read_only()
    if kind not in (FORM, QUERY):
        raise Problem(415, f"A query is posted as {QUERY} or {FORM}, not as {kind or 'nothing'}.", _ACCEPT_POST)
    if charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise Problem(415, f"A query is written in UTF-8, not in {charset}.", _ACCEPT_POST)
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Problem(415, "A query is posted without compression.", _ACCEPT_POST)
    body = await _body(request, limits)
    if kind == FORM:
        form = _fields(body)
        both = {name: [*url.get(name, []), *form.get(name, [])] for name in (*url, *form)}
        return _one(both), both
    if "query" in url:
        raise Problem(400, "There are two queries: one in the address, one in the body.")
    return _text(body), url


async def _body(request: Request, limits: Limits) -> bytes:
    most = limits.body_bytes
    too_long = Problem(413, f"The body of a request may have {most:,} bytes.", {"Connection": "close"})
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > most:
        raise too_long
    parts: list[bytes] = []
    try:
        async with asyncio.timeout(limits.wait):
            async for part in request.stream():
                parts.append(part)
                if sum(map(len, parts)) > most:
                    raise too_long
    except TimeoutError:
        raise Problem(408, f"The body of the request did not come within {limits.wait:g} s.") from None
    return b"".join(parts)


def _content_type(request: Request) -> tuple[str, str]:
    """The media type of the body and its charset, in small letters; empty where not given."""
    header = request.headers.get("content-type", "")
    message = Message()
    message["content-type"] = header
    charset = message.get_param("charset", "")
    return header.partition(";")[0].strip().lower(), str(charset).strip("\"' ").lower()


def _fields(encoded: bytes) -> dict[str, list[str]]:
    """The fields of a query string or form. Raises `Problem` if they are not UTF-8."""
    found: dict[str, list[str]] = {}
    try:
        for name, value in parse_qsl(
            encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        ):
            found.setdefault(name, []).append(value)
    except (UnicodeDecodeError, ValueError) as error:
        raise Problem(400, f"The parameters of the request cannot be read: {error}.") from None
    return found


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, f"The query is not in UTF-8: {error}.") from None


def _one(fields: Fields) -> str | None:
    """The query among these fields, None if there is none. Raises `Problem` if there are several."""
    queries = fields.get("query", [])
    if len(queries) > 1:
        raise Problem(400, f"There are {len(queries)} queries; a request asks one.")
    if not queries:
        _check_read_only(fields)
    return queries[0] if queries else None


def _check_read_only(fields: Fields) -> None:
    if "update" in fields or "using-graph-uri" in fields or "using-named-graph-uri" in fields:
        raise _read_only()


def _read_only() -> Problem:
    return Problem(403, "This graph is read-only: it takes queries, and no updates.")
