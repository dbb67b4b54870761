"""Bytes to text: byte order mark, UTF-8, what the file declares, and only then a guess."""

from __future__ import annotations

import codecs
import io
import re
from typing import IO, TextIO

from charset_normalizer import from_bytes

from kg.read.limits import MAX_ROW_CHARACTERS, UnreadableError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ASCII = bytes(range(128))
_SAMPLE = 2**20
_WESTERN = "cp1252"
_SIGN_IN_WORD = re.compile(r"[^\W\d_][£¹²³¿¡¯¨´¸¥¤¦§©®±¶][^\W\d_]")


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of a file's bytes, without byte order mark, with `\\n` for each line end, and otherwise as it stands.

    `declared` is the encoding that the file itself names; it counts where the bytes are not valid UTF-8.
    Raises `UnreadableError` if the bytes are no text in a known encoding.

    >>> decode("Zürich\\r\\n".encode("utf-16")), decode("Zürich".encode("latin-1"))
    ('Zürich\\n', 'Zürich')
    """
    text = _declared(data, declared) if declared else None
    if text is None:
        text = _strict(data, encoding_of(io.BytesIO(data)))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def text_lines(stream: IO[bytes], newline: str) -> TextIO:
    """A stream's text, to be read line by line. Bytes that its encoding lacks become lone surrogates."""
    encoding = encoding_of(stream)
    stream.seek(0)
    return io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline=newline)


def encoding_of(stream: IO[bytes]) -> str:
    """The name of the encoding of a stream's text, for `codecs.lookup`.

    Lines that are not ASCII decide: UTF-8 where most of their bytes are valid UTF-8 lines, so that a broken line in a
    file of a million does not change how all others are read; else a guess from up to 1 MiB of those that are not.
    """
    stream.seek(0)
    head = stream.read(4096)
    mark = next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)
    if mark:
        return mark
    if b"\0" in head:
        return _guess_wide(head)
    stream.seek(0)
    valid, strange = 0, bytearray()
    for line in iter(lambda: stream.readline(MAX_ROW_CHARACTERS), b""):
        if line.isascii():
            continue
        if _is_utf8(line):
            valid += len(line.translate(None, _ASCII))
        else:
            strange += line
        if max(valid, len(strange)) >= _SAMPLE:
            break
    return "utf-8" if valid >= len(strange.translate(None, _ASCII)) else _guess(bytes(strange))


def _declared(data: bytes, declared: str) -> str | None:
    if any(data.startswith(mark) for mark, _ in _MARKS) or _is_utf8(data):
        return None
    try:
        return data.decode(declared)
    except (LookupError, UnicodeError):
        return None


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        at = error.start if isinstance(error, UnicodeDecodeError) else 0
        line = data.count(b"\n", 0, at) + 1
        raise UnreadableError(f"its text is broken on line {line}: not valid {encoding}") from None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guess_wide(head: bytes) -> str:
    """UTF-16 or UTF-32 without a mark: of two bytes or four, most of European scripts' are NUL."""
    encoding = _guess(head) if head.count(0) > len(head) / 5 else ""
    if not encoding.startswith(("utf_16", "utf_32")):
        raise UnreadableError("it holds NUL characters: it is not text")
    return encoding


def _guess(sample: bytes) -> str:
    """The likeliest encoding. Western European (Windows-1252) goes before its look-alikes where it is as plausible."""
    matches = list(from_bytes(sample))
    if not matches:
        raise UnreadableError("it is not text, or in no known encoding")
    best = matches[0]
    for match in matches:
        as_plausible = match.chaos <= best.chaos + 0.05 and match.coherence >= best.coherence
        if as_plausible and _WESTERN in match.could_be_from_charset and not _odd(sample.decode(_WESTERN)):
            return _WESTERN
    return best.encoding


def _odd(text: str) -> bool:
    """Whether a sign stands inside a word, as it does where another alphabet is read as Western European."""
    return _SIGN_IN_WORD.search(text) is not None
