"""PDF: the text of all pages, with the line breaks of the layout undone."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import IO

from pypdf import PageObject, PdfReader

from kg.model import Document
from kg.read.limits import MAX_BYTES, MAX_CHARACTERS, MAX_PAGE_BYTES, MAX_PAGES, UnreadableError
from kg.read.records import Fields
from kg.read.source import Placed, Source

logging.getLogger("pypdf").addHandler(logging.NullHandler())

_FILE_NAME = re.compile(
    r"(?i)untitled|.*\.(?:docx?|pdf|indd|rtf|odt|pptx?|xlsx?|qxd)|microsoft (?:word|powerpoint) - .*"
)
_FULL_LINE = 0.65


def read_pdf(source: Source, stream: IO[bytes], _fields: Fields) -> Iterator[Placed]:
    """The file as one document, its title from the file's properties where they hold one.

    The date on which a PDF was made says little about publication, so it is not taken.
    """
    _check_size(stream)
    try:
        reader = PdfReader(stream)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("it is protected by a password")
        text, title = _text(reader), _title(reader)
    except UnreadableError:
        raise
    except Exception as error:  # a parser of hostile files may fail in any way; the run goes on, with the reason
        raise UnreadableError(f"it is not a PDF that can be read: {type(error).__name__}: {error}") from None
    yield Placed(source.place, Document(source.id, text, title=title))


def _check_size(stream: IO[bytes]) -> None:
    size = stream.seek(0, 2)
    if size > 4 * MAX_BYTES:
        raise UnreadableError(f"it is larger than {4 * MAX_BYTES // 2**20} MiB, the limit for a PDF")
    if not size:
        raise UnreadableError("it is empty")
    stream.seek(0)


def _text(reader: PdfReader) -> str:
    count = len(reader.pages)
    if count > MAX_PAGES:
        raise UnreadableError(f"it has {count:,} pages; the limit is {MAX_PAGES:,}")
    pages: list[str] = []
    for number, page in enumerate(reader.pages, start=1):
        pages.append(_page(page, number))
        if sum(map(len, pages)) > MAX_CHARACTERS:
            raise UnreadableError(f"its first {number:,} pages hold more than {MAX_CHARACTERS:,} characters, the limit")
    text = "\n\n".join(filter(None, pages))
    if not text:
        raise UnreadableError(f"none of its pages ({count:,}) holds text; is it a scan?")
    return text


def _page(page: PageObject, number: int) -> str:
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > MAX_PAGE_BYTES:
        raise UnreadableError(f"page {number:,} unpacks to more than {MAX_PAGE_BYTES // 2**20} MiB, the limit")
    return reflow(page.extract_text().replace("\0", ""))


def _title(reader: PdfReader) -> str | None:
    title = reader.metadata.title if reader.metadata else None
    line = " ".join(str(title or "").split())
    return line if line and not _FILE_NAME.fullmatch(line) else None


def reflow(text: str) -> str:
    """A page's lines joined to paragraphs, words that a line end divides joined too.

    A line goes on in the next one if it is about as wide as the page and does not end a sentence.

    >>> reflow("Summit\\nThe two leaders met on Wednes-\\nday and signed a treaty that\\ncommits them.\\nPage 1")
    'Summit\\nThe two leaders met on Wednesday and signed a treaty that commits them.\\nPage 1'
    """
    lines = [line.strip() for line in text.split("\n")]
    widths = sorted(len(line) for line in lines if line)
    full = _FULL_LINE * widths[-1 - len(widths) // 10] if widths else 0
    joined: list[str] = []
    open_line = False
    for line in lines:
        if open_line and line:
            joined[-1] = _join(joined[-1], line)
        else:
            joined.append(line)
        open_line = bool(line) and len(line) >= full and not re.search(r"[.!?:…][\"'”’)]*$", line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(joined)).strip("\n")


def _join(line: str, following: str) -> str:
    if re.search(r"[^\W\d_]-$", line) and following[0].islower():
        return line[:-1] + following
    return f"{line} {following}"
