"""HTML: the article's text, title, publisher, URL and publication date. Nothing is fetched."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import IO, Any

from trafilatura import bare_extraction, load_html

from kg.model import Document
from kg.read import dates
from kg.read.encoding import decode
from kg.read.limits import UnreadableError, whole
from kg.read.records import Fields
from kg.read.source import Placed, Source

for _logger in ("trafilatura", "htmldate"):
    logging.getLogger(_logger).addHandler(logging.NullHandler())

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "pubdate", "publishdate",
    "dc.date", "dc.date.issued", "dcterms.created", "dcterms.issued", "dcterms.date",
    "citation_publication_date", "parsely-pub-date", "sailthru.date",
)  # fmt: skip
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{1,60})"')
_URL_DATE = re.compile(r"/(\d{4})/(\d{2})/(\d{2})(?:/|$)")
_BLOCKS = (
    "address", "article", "blockquote", "br", "caption", "dd", "div", "dt", "figcaption", "footer", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "p", "pre", "section", "td", "th", "tr",
)  # fmt: skip

# The latest date is fixed, so that the clock plays no part; dates are taken from the page's own statements below.
_NO_CLOCK = {"original_date": True, "extensive_search": False, "max_date": "2999-12-31"}


def read_html(source: Source, stream: IO[bytes], _fields: Fields) -> Iterator[Placed]:
    """The article of a web page as one document; its text is the article's, a line for each paragraph."""
    data = whole(stream)
    declared = _CHARSET.search(data, 0, 4096)
    page = decode(data, declared[1].decode("ascii") if declared else None)
    try:
        document = _article(source.id, page)
    except Exception as error:  # a parser of hostile files may fail in any way; the run goes on, with the reason
        raise UnreadableError(f"its HTML cannot be read: {type(error).__name__}: {error}") from None
    if document is None:
        raise UnreadableError("no article was found in it")
    yield Placed(source.place, document)


def _article(name: str, page: str) -> Document | None:
    tree = _tree(page)
    if tree is None:
        return None
    found = _extract(page, favor_precision=True) or _extract(page, favor_precision=False)
    if not found:
        return None
    return Document(name, found.text.strip(), found.title, published(tree), found.sitename, found.url)


def _extract(page: str, *, favor_precision: bool) -> Any:
    """What the library makes of a page: first what is surely the article, and only if that is nothing, more."""
    found: Any = bare_extraction(
        _tree(page),
        with_metadata=True,
        include_comments=False,
        favor_precision=favor_precision,
        date_extraction_params=_NO_CLOCK,
    )
    return found if found and found.text and found.text.strip() else None


def _tree(page: str) -> Any:
    tree = load_html(page)
    return tree if tree is not None else load_html(f"<html><body>{page}</body></html>")


def published(tree: Any) -> str | None:
    """The publication date that a page states: metadata, JSON-LD, `<time>` in the article, or its address."""
    return next((iso for value in _statements(tree) if (iso := dates.parse(value))), None)


def _statements(tree: Any) -> Iterator[str]:
    metadata: dict[str, str] = {}
    for meta in tree.iter("meta"):
        for key in ("property", "name", "itemprop"):
            metadata.setdefault(str(meta.get(key, "")).lower(), str(meta.get("content", "")))
    yield from (metadata[name] for name in _DATE_NAMES if name in metadata)
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        yield from _JSON_DATE.findall(script.text or "")
    for path in (".//time[@pubdate]", ".//article//time", ".//main//time"):
        yield from (time.get("datetime") or "" for time in tree.iterfind(path))
    for link in tree.iterfind(".//link[@rel='canonical']"):
        yield from ("-".join(match) for match in _URL_DATE.findall(link.get("href") or ""))


def plain_text(fragment: str) -> str:
    """The text of a piece of HTML, a line for each block.

    >>> plain_text("<p>Putin <b>met</b> Kim &amp; left.</p><p>They signed.</p>")
    'Putin met Kim & left.\\nThey signed.'
    """
    tree = _tree(f"<html><body>{fragment}</body></html>")
    if tree is None:
        return ""
    for element in tree.iter("script", "style"):
        element.text = None
    for element in tree.iter(*_BLOCKS):
        element.text = f"\n{element.text or ''}"
        element.tail = f"\n{element.tail or ''}"
    lines = (" ".join(line.split()) for line in "".join(tree.itertext()).split("\n"))
    return "\n".join(line for line in lines if line)
