"""The application: which address answers what."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.serve import files, html, responses
from kg.serve.description import description
from kg.serve.jobs import Answer, Job, Outcome
from kg.serve.limits import Limits
from kg.serve.media import HTML, TRIPLES, chosen, takes_gzip
from kg.serve.pool import Pool
from kg.serve.problems import Problem, overloaded
from kg.serve.requests import accepted, job_of
from kg.serve.resources import PAGE, Resource, rows, statements
from kg.serve.shield import LOCAL_PAGES, LOOPBACK, Shield
from kg.serve.snapshots import Snapshots
from kg.serve.turns import Busy

_T = TypeVar("_T")
_FORMATS = {"html": HTML, "turtle": "text/turtle", "ntriples": "application/n-triples", "jsonld": "application/ld+json"}
_MOST_PAGES = 100_000
_NOBODY = 499  # the client has gone; nobody reads this answer


@dataclass(frozen=True, slots=True)
class Settings:
    """How a graph is served.

    Attributes:
        limits: what a query may cost.
        origins: pages of these origins may ask from a browser; "*": all; empty: those on this computer.
        public_url: the address under which the world knows this server, "" if it is only for this computer.
        any_host: whether requests for any host name are answered.
    """

    limits: Limits = field(default_factory=Limits)
    origins: Sequence[str] = ()
    public_url: str = ""
    any_host: bool = False


class Endpoint:
    """The answers, from one graph and one pool."""

    def __init__(self, folder: str | Path, settings: Settings) -> None:
        """Raises `GraphError` if there is no graph in the folder."""
        self._settings = settings
        self._snapshots = Snapshots(folder)
        self._pool = Pool(settings.limits, self._snapshots.current)

    @contextlib.asynccontextmanager
    async def running(self, _: Starlette) -> AsyncIterator[None]:
        """The time in which the processes run."""
        await self._pool.start()
        try:
            yield
        finally:
            await self._pool.close()

    def routes(self) -> list[Route]:
        """The addresses."""
        return [
            Route("/", self.graph),
            Route("/sparql", self.sparql, methods=["GET", "POST"]),
            Route("/healthz", self.health),
            Route("/entity/{id:path}", self.entity),
            Route("/document/{id:path}", self.document),
            Route("/ontology", self.ontology),
            Route("/static/{name}", self.static),
            Route("/favicon.ico", self.icon),
        ]

    async def sparql(self, request: Request) -> Response:
        """A query, the form for one, or the Service Description."""
        job = await job_of(request, self._settings.limits, self._address(request))
        if job is not None:
            return responses.of_answer(request, await self._answer(request, job))
        media_type = chosen(accepted(request), [*TRIPLES, HTML])
        if media_type is None:
            raise Problem(406, f"The description of this endpoint comes in: {', '.join([*TRIPLES, HTML])}.")
        if media_type == HTML:
            body, _ = files.static("query.html")
            return responses.of_bytes(request, body, HTML, {"Content-Security-Policy": files.QUERY_POLICY})
        try:
            body = description(self._address(request), media_type)
        except ValueError:
            raise Problem(400, "The Host header of the request is no host.") from None
        return responses.of_bytes(request, body, media_type)

    async def entity(self, request: Request) -> Response:
        """The page of an entity."""
        return await self._resource(request, Resource.entity(request.path_params["id"]))

    async def document(self, request: Request) -> Response:
        """The page of a document."""
        return await self._resource(request, Resource.document(request.path_params["id"]))

    async def graph(self, request: Request) -> Response:
        """The page of the graph. It carries a content security policy of its own."""
        body = await run_in_threadpool(files.graph_page, self._snapshots.folder)
        policy = {"Content-Security-Policy": "frame-ancestors 'none'"}
        return await run_in_threadpool(responses.of_bytes, request, body, HTML, policy)

    async def ontology(self, request: Request) -> Response:
        """The classes and relations."""
        return responses.of_bytes(request, files.ontology(), "text/turtle")

    async def static(self, request: Request) -> Response:
        """A part of the query form."""
        body, media_type = files.static(request.path_params["name"])
        return await run_in_threadpool(responses.of_bytes, request, body, media_type)

    async def icon(self, _: Request) -> Response:
        """Browsers ask for a picture; there is none."""
        return Response(status_code=204)

    async def health(self, _: Request) -> Response:
        """Whether queries can be answered: there are processes, whatever the load."""
        well = self._pool.alive > 0
        state = {"status": "ok" if well else "no process", "graph": Path(self._snapshots.current()).parent.name}
        numbers = {"processes": self._pool.alive, "waiting": self._pool.waiting}
        return JSONResponse({**state, **numbers}, 200 if well else 503, {"Cache-Control": "no-store"})

    async def _resource(self, request: Request, resource: Resource) -> Response:
        media_type = _format(request)
        page = _page(request)
        if not (await self._answer(request, Job(resource.is_known()))).text.count("true"):
            raise Problem(404, f"{resource.iri}: there is no such {resource.kind} in this graph.")
        if media_type != HTML:
            compressed = takes_gzip(accepted(request, "accept-encoding"))
            job = Job(resource.triples(page), None, None, media_type, compressed)
            return responses.of_answer(request, await self._answer(request, job))
        properties = rows(await self._body(request, resource.properties()))
        found = list(statements(rows(await self._body(request, resource.statements(page)))))
        if page and not found:
            raise Problem(404, f"{resource.iri}: there is no page {page + 1}.")
        body = await run_in_threadpool(html.page, resource, properties, found, page)
        return responses.of_bytes(request, body, HTML, {"Content-Security-Policy": html.POLICY})

    async def _body(self, request: Request, query: str) -> bytes:
        """The answer to a query of ours."""
        answer = await self._answer(request, Job(query))
        if answer.outcome is not Outcome.ANSWERED:
            responses.of_answer(request, answer)
        return answer.body

    async def _answer(self, request: Request, job: Job) -> Answer:
        client = request.client.host if request.client else ""
        try:
            return await _unless_gone(request, self._pool.answer(job, client))
        except Busy as error:
            raise overloaded(str(error)) from None

    def _address(self, request: Request) -> str:
        public = self._settings.public_url
        return f"{public.rstrip('/')}/sparql" if public else f"{request.url.scheme}://{request.url.netloc}/sparql"


def make_app(folder: str | Path, settings: Settings | None = None) -> Starlette:
    """The application that serves the graph in a folder.

    Raises `GraphError` if there is no graph in the folder.
    """
    chosen_settings = settings or Settings()
    endpoint = Endpoint(folder, chosen_settings)
    return Starlette(
        routes=endpoint.routes(),
        lifespan=endpoint.running,
        middleware=[
            Middleware(Shield, hosts=_hosts(chosen_settings)),
            Middleware(CORSMiddleware, **_cors(chosen_settings)),
        ],
        exception_handlers={Problem: _problem, HTTPException: _http_exception},
    )


def _hosts(settings: Settings) -> frozenset[str] | None:
    if settings.any_host:
        return None
    public = urlsplit(settings.public_url).hostname
    return LOOPBACK | ({public} if public else frozenset())


def _cors(settings: Settings) -> Mapping[str, Any]:
    origins = {"allow_origins": list(settings.origins)} if settings.origins else {"allow_origin_regex": LOCAL_PAGES}
    return {
        **origins,
        "allow_methods": ["GET", "HEAD", "POST"],
        "allow_headers": ["*"],
        "expose_headers": ["ETag", "Retry-After"],
    }


async def _unless_gone(request: Request, work: Coroutine[Any, Any, _T]) -> _T:
    """What comes of a piece of work, which is ended if the client goes away before."""
    task, gone = asyncio.ensure_future(work), asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise Problem(_NOBODY, "The client has gone.")
    finally:
        gone.cancel()
        task.cancel()


async def _gone(request: Request) -> None:
    """Waits until the client has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _format(request: Request) -> str:
    """The media type for the page of a resource: as `format` says, or else the header."""
    name = request.query_params.get("format")
    found = _FORMATS.get(name) if name else chosen(accepted(request), [HTML, *TRIPLES])
    if found is None:
        raise Problem(406, f"This page comes in {', '.join([HTML, *TRIPLES])}; as format: {', '.join(_FORMATS)}.")
    return found


def _page(request: Request) -> int:
    """The number of the page, from 0."""
    text = request.query_params.get("page", "1")
    if not (text.isascii() and text.isdecimal() and 1 <= len(text) <= 6 and 1 <= int(text) <= _MOST_PAGES):
        raise Problem(400, f"Pages are numbered from 1 to {_MOST_PAGES:,}, each with {PAGE} statements.")
    return int(text) - 1


async def _problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return responses.of_problem(error)


async def _http_exception(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return responses.of_problem(Problem(error.status_code, str(error.detail), error.headers))
