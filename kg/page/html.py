"""One HTML file from template, styles, scripts and data, under a content security policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template

from kg.errors import ExportError

VIS_NETWORK = "lib/vis-9.1.2/vis-network.min.js"
"""vis-network as pyvis carries it, a path within that package."""

SCRIPTS = (
    "dom.js", "data.js", "time.js", "state.js", "fragment.js", "filter.js", "ties.js", "paths.js", "frontier.js",
    "places.js", "scene.js", "style.js", "labels.js", "camera.js", "paint.js", "fan.js", "graph.js", "mark.js",
    "evidence.js", "search.js", "combobox.js", "overview.js", "ways.js", "panel.js", "connect.js", "facetrows.js",
    "relations.js", "facets.js", "slider.js", "table.js", "timeline.js", "picture.js", "turtle.js", "save.js",
    "notice.js", "keyboard.js", "theme.js", "drawers.js", "main.js",
)  # fmt: skip
"""Our scripts in the order in which they are joined: each imports only from those before it."""

IMPORT = re.compile(r"^import\s[^;]*;\n", re.MULTILINE)
EXPORT = re.compile(r"^export\s+(?=(?:function|const)\s+(\w+))", re.MULTILINE)
SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
ENDS_SCRIPT = re.compile(r"</script|<!--", re.IGNORECASE)


def assembled(title: str, data: str) -> str:
    """The page. `data` is JSON that was made safe to stand in a script element."""
    vis, own, style = _vis_network(), _joined_scripts(), _styles()
    return Template(_ours().joinpath("template.html").read_text("utf-8")).substitute(
        policy=policy([vis, own], style), title=escape(title), style=style, vis=vis, data=data, script=own
    )


def policy(scripts: Iterable[str], style: str) -> str:
    """The content security policy: these scripts and this style by their hashes, and nothing from anywhere.

    `blob:` and `data:` images are pictures that the page makes of itself.
    """
    hashes = " ".join(f"'{_hash(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src '{_hash(style)}'; img-src blob: data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _ours() -> Traversable:
    return files("kg.page")


@cache
def _vis_network() -> str:
    text = files("pyvis").joinpath(VIS_NETWORK).read_text("utf-8")
    return _checked(SOURCE_MAP.sub("", text), VIS_NETWORK)


@cache
def _joined_scripts() -> str:
    """Our modules as one script: each a function of its own that hands out what it exports."""
    folder = _ours().joinpath("scripts")
    return "\n".join(_module(name, folder.joinpath(name).read_text("utf-8")) for name in SCRIPTS)


def _module(name: str, text: str) -> str:
    exported = ", ".join(EXPORT.findall(text))
    body = EXPORT.sub("", IMPORT.sub("", _checked(text, name)))
    return f"// {name}\nconst {{ {exported} }} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();"


@cache
def _styles() -> str:
    folder = _ours().joinpath("styles")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".css"))
    return "\n".join(folder.joinpath(name).read_text("utf-8") for name in names)


def _checked(text: str, name: str) -> str:
    """A script that would end its own element cannot be inlined."""
    if ENDS_SCRIPT.search(text):
        raise ExportError(f"{name} holds '</script' or '<!--' and cannot stand inside a page; write it differently.")
    return text
