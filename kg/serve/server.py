"""Runs the application on a port."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from kg.errors import ServeError
from kg.serve.app import Settings, make_app

_BACKLOG = 1024  # connections that the system keeps until they are taken up
_KEEP_ALIVE = 15  # seconds that a connection stays open without a request
_FAREWELL = 5  # seconds for the answers on their way when the server is stopped


def run(
    folder: str | Path,
    settings: Settings | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    started: Callable[[str], None] = lambda url: None,
) -> None:
    """Serves the graph in a folder until it is stopped (Ctrl-C, SIGTERM).

    Args:
        folder: what `kg build` made.
        settings: limits, and who may ask.
        host: the address to listen at.
        port: 0: any that is free.
        started: called with the URL as soon as it listens.

    Raises:
        GraphError: there is no graph in the folder.
        ServeError: the address cannot be listened at.
    """
    app = make_app(folder, settings)
    listener = _listener(host, port)
    name = f"[{host}]" if ":" in host else host
    config = uvicorn.Config(
        app,
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_FAREWELL,
    )
    with listener, contextlib.suppress(KeyboardInterrupt):  # Ctrl-C has done its work by then
        _Server(config, lambda: started(f"http://{name}:{listener.getsockname()[1]}/")).run(sockets=[listener])


class _Server(uvicorn.Server):
    """A server that says when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts the processes and listens."""
        await super().startup(sockets)
        if self.started:
            self._ready()


def _listener(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        raise ServeError(
            f"{host}:{port} cannot be listened at ({error.strerror}); give another --port or --host."
        ) from error
    return listener
