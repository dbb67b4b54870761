"""What every response carries, and which hosts and pages of others may ask at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
LOCAL_PAGES = r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?"
"""The origins of pages on this computer."""


def host_of(authority: str) -> str:
    """The host in a Host header, without its port; empty if it is none.

    >>> host_of("localhost:8000"), host_of("[::1]:8000")
    ('localhost', '::1')
    """
    try:
        return urlsplit(f"//{authority}").hostname or ""
    except ValueError:
        return ""


class Shield:
    """Answers only requests for our own names, so that no page elsewhere can rename itself to this computer.

    Args:
        app: what answers.
        hosts: the names, None: any.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] | None) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        host = host_of(Headers(scope=scope).get("host", ""))
        app = self._app
        if self._hosts is not None and host not in self._hosts:
            app = PlainTextResponse(f"This server does not answer for the host {host!r}; see --public-url.\n", 421)
        await app(scope, receive, send_with_headers)
