"""A graph over HTTP: SPARQL, pages of entities, the page of the graph. Read-only, and no query delays another's user.

`make_app` gives the ASGI application, `run` serves it until it is stopped. The processes that answer queries import
this package too, so that the libraries of the web are loaded only where they are asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.serve.limits import Limits

if TYPE_CHECKING:
    from kg.serve.app import Settings, make_app
    from kg.serve.server import run

__all__ = ["Limits", "Settings", "make_app", "run"]

_WHERE = {"Settings": "kg.serve.app", "make_app": "kg.serve.app", "run": "kg.serve.server"}


def __getattr__(name: str) -> Any:
    """Loads a part when it is first asked for."""
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
