"""`kg serve`: a graph over HTTP."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli import terminal
from kg.cli.options import Folder
from kg.errors import KgError
from kg.serve.limits import MIB, Limits

_DEFAULT = Limits()
_LOCAL = ("127.0.0.1", "::1", "localhost")


def serve(
    folder: Folder,
    *,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen; 0.0.0.0: everywhere.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="0: any that is free.")] = 8000,
    public_url: Annotated[
        str, typer.Option(metavar="URL", help="The address that the world knows, as behind a proxy.")
    ] = "",
    cors: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ORIGIN",
            help="Pages that may ask from a browser, as https://example.org or *; "
            "may be repeated. Without it those on this computer.",
        ),
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="For a query.")] = _DEFAULT.seconds,
    max_rows: Annotated[int, typer.Option(min=1, metavar="N", help="Rows or triples of an answer.")] = _DEFAULT.rows,
    max_answer: Annotated[int, typer.Option(min=1, metavar="MB", help="Size of an answer.")] = (
        _DEFAULT.answer_bytes // MIB
    ),
    max_body: Annotated[int, typer.Option(min=1, metavar="KB", help="Size of a request.")] = _DEFAULT.body_bytes
    // 1024,
    memory: Annotated[int, typer.Option(min=0, metavar="MB", help="For a query; 0: no limit.")] = (
        _DEFAULT.memory_bytes // MIB
    ),
    workers: Annotated[
        int, typer.Option(min=1, metavar="N", help="Quick queries at once; twice as many may be slow.")
    ] = _DEFAULT.workers,
    queue: Annotated[int, typer.Option(min=0, metavar="N", help="Queries that may wait.")] = _DEFAULT.queue,
) -> None:
    """Serves a graph: SPARQL at /sparql, a page for each entity, the graph page at /.

    It is read-only. A new build of the folder is taken up while it runs.

    \b
    kg serve my-graph
    kg serve my-graph --host 0.0.0.0 --cors '*' --timeout 5
    """
    from kg.serve import Settings, run

    if public_url and not public_url.startswith(("http://", "https://")):
        raise KgError(f"--public-url {public_url}: give an address as https://kg.example.org/.")
    limits = Limits(
        seconds=timeout,
        rows=max_rows,
        answer_bytes=max_answer * MIB,
        body_bytes=max_body * 1024,
        memory_bytes=memory * MIB,
        workers=workers,
        queue=queue,
    )
    settings = Settings(limits, tuple(cors or ()), public_url, any_host=host not in _LOCAL and not public_url)
    run(folder, settings, host=host, port=port, started=_say)


def _say(url: str) -> None:
    terminal.err().print(f"{url} shows the graph, {url}sparql answers queries. Ctrl-C ends it.", soft_wrap=True)
