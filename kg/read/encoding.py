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
_WESTERN_LETTERS = frozenset(
    "‘’“”–—…•€£§°©®™«»¡¿\u00a0\u00adÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôöøùúûüÿŒœŠšŽž"
)
_WESTERN_LANGUAGES = frozenset((
    "Danish", "Dutch", "English", "Finnish", "French", "German", "Indonesian", "Italian", "Norwegian", "Portuguese",
    "Spanish", "Swedish", "Unknown",
))  # fmt: skip
_PAIR = re.compile(rb"[\x80-\x90\x98-\xff]{2,}")  # without quotes and dashes, which stand beside letters
_ISO_2022 = (b"\x1b$@", b"\x1b$A", b"\x1b$B", b"\x1b$)")


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

    Lines that are not ASCII decide: UTF-8 where most of their bytes are in lines that are valid UTF-8, so that one
    broken line of a million does not change how all others are read; else a guess from the first mebibyte, or, where
    that is ASCII, from the first such lines.
    """
    stream.seek(0)
    head = stream.read(_SAMPLE)
    mark = next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)
    if mark:
        return mark
    if b"\0" in head[:4096]:
        return _guess_wide(head[:4096])
    if any(escape in head for escape in _ISO_2022):
        return _guess(head)
    stream.seek(0)
    strange = _strange_lines(stream)
    if not strange:
        return "utf-8"
    sample = strange if head.isascii() else head
    return _WESTERN if _is_western(sample) else _guess(sample)


def _strange_lines(stream: IO[bytes]) -> bytes:
    """Lines that are neither ASCII nor UTF-8, 1 MiB at most; none if there is more that is UTF-8."""
    valid, strange = 0, bytearray()
    for line in iter(lambda: stream.readline(MAX_ROW_CHARACTERS), b""):
        if line.isascii():
            continue
        if _is_utf8(line):
            valid += _beyond_ascii(line)
        else:
            strange += line
        if max(valid, len(strange)) >= _SAMPLE:
            break
    return b"" if valid >= _beyond_ascii(strange) else bytes(strange)


def _beyond_ascii(data: bytes | bytearray) -> int:
    return len(data.translate(None, _ASCII))


def _declared(data: bytes, declared: str) -> str | None:
    if any(data.startswith(mark) for mark, _ in _MARKS) or _is_utf8(data):
        return None
    try:
        name = codecs.lookup(declared).name
        return data.decode(_WESTERN if name in ("ascii", "iso8859-1") else name)  # as browsers do
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
    """The likeliest encoding; Windows-1252 before its look-alikes where it is as plausible and gives a language."""
    matches = list(from_bytes(sample))
    if not matches:
        raise UnreadableError("it is not text, or in no known encoding")
    best = matches[0]
    for match in matches:
        as_plausible = match.chaos <= best.chaos + 0.05 and match.coherence >= best.coherence
        western = _WESTERN in match.could_be_from_charset and match.language in _WESTERN_LANGUAGES
        if as_plausible and western:
            return _WESTERN
    return best.encoding


def _is_western(sample: bytes) -> bool:
    """Whether text is ASCII but for single signs that English news has in Windows-1252: quotes, dashes, accents.

    Encodings of other scripts have more beyond ASCII, in pairs and runs, and other signs. Only this is common enough,
    and general guesses err on it often enough, to be decided beforehand.
    """
    beyond, paired = _beyond_ascii(sample), sum(map(len, _PAIR.findall(sample)))
    if beyond > 0.06 * len(sample) or paired > beyond / 2:
        return False
    try:
        text = sample.decode(_WESTERN)
    except UnicodeDecodeError:
        return False
    return all(sign in _WESTERN_LETTERS for sign in set(text) if not sign.isascii())
