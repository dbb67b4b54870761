"""Answers as HTTP responses: compressed where the client takes it, and named by an ETag so that none is sent twice."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.jobs import Answer, Outcome
from kg.serve.media import takes_gzip
from kg.serve.packing import etag, worth_compressing
from kg.serve.problems import Problem, overloaded
from kg.serve.requests import accepted

_VARY = "Accept, Accept-Encoding"
_CHARSETS = ("text/", "application/sparql-results+xml", "application/rdf+xml", "application/xml")


def of_answer(request: Request, answer: Answer, headers: Mapping[str, str] | None = None) -> Response:
    """The response to a query. Raises `Problem` if it has no answer."""
    if answer.outcome is Outcome.REFUSED:
        raise Problem(400, answer.text)
    if answer.outcome is Outcome.UNACCEPTABLE:
        raise Problem(406, answer.text)
    if answer.outcome is Outcome.LARGE:
        raise Problem(413, answer.text)
    if answer.outcome is Outcome.GONE:
        raise overloaded(answer.text)
    return _response(request, answer.body, answer.media_type, answer.etag, answer.compressed, headers)


def of_bytes(request: Request, body: bytes, media_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """The response with a page or file."""
    compressed = worth_compressing(body) and takes_gzip(accepted(request, "accept-encoding"))
    name = etag(body, compressed=compressed)
    return _response(request, _packed(body) if compressed else body, media_type, name, compressed, headers)


@lru_cache(maxsize=16)
def _packed(body: bytes) -> bytes:
    """These bytes compressed; the same files are asked for again and again."""
    return gzip.compress(body, mtime=0)


def of_problem(problem: Problem) -> Response:
    """The response that says why there is no answer."""
    headers = {"Cache-Control": "no-store", **problem.headers}
    return Response(problem.text + "\n", problem.status, headers, "text/plain; charset=utf-8")


def _response(
    request: Request, body: bytes, media_type: str, name: str, compressed: bool, more: Mapping[str, str] | None
) -> Response:
    headers = {"ETag": f'"{name}"', "Vary": _VARY, "Cache-Control": "no-cache", **(more or {})}
    if _is_known(request.headers.get("if-none-match", ""), name):
        return Response(b"", 304, headers)
    if compressed:
        headers["Content-Encoding"] = "gzip"
    charset = "; charset=utf-8" if media_type.startswith(_CHARSETS) else ""
    headers["Content-Type"] = media_type + charset
    return Response(body, 200, headers)


def _is_known(if_none_match: str, name: str) -> bool:
    """Whether a client has these bytes already."""
    tags = [tag.strip().removeprefix("W/").strip('"') for tag in if_none_match.split(",")]
    return "*" in tags or name in tags
