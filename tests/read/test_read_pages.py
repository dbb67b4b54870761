"""HTML, PDF and feeds: the article in them and what they say of it; nothing is fetched, nothing is trusted."""

from __future__ import annotations

import io
import socket
import zlib
from typing import Any

import pytest
from pypdf import PdfWriter

from kg.read import read
from kg.read.pdf import reflow

PARAGRAPHS = [
    "The <b>president</b> of the <a href='/bloc'>bloc</a> arrived in the capital on Wednesday &amp; signed the treaty.",
    "He told reporters that the three states, which left the bloc in January, would be welcome to come back.",
    "The ministers of the bloc will meet again in the autumn, and then decide what becomes of the money left over.",
]
PLAIN = "\n".join(
    ["The president of the bloc arrived in the capital on Wednesday & signed the treaty.", *PARAGRAPHS[1:]]
)


def page(head: str = "", top: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body><nav><ul><li><a href='/'>Home</a></li></ul></nav>"
        f"<article>{top}{body}</article><footer>All rights reserved</footer></body></html>"
    )


def pdf(*pages: str, title: str = "", content: bytes | None = None) -> bytes:
    """A PDF with the lines of each page in Helvetica, put together by hand; or with one page of a given stream."""
    streams = [content] if content is not None else [zlib.compress(_stream(lines)) for lines in pages]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, stream in enumerate(streams):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F 3 0 R >> >>"
            b" /Contents %d 0 R >>" % (5 + 2 * number)
        )
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream))
    objects.append(f"<< /Title ({title}) >>".encode())
    return _file(objects)


def _stream(lines: str) -> bytes:
    shown = "".join(f"({line}) Tj T*\n" for line in lines.split("\n"))
    return f"BT /F 10 Tf 12 TL 50 740 Td\n{shown}ET".encode("cp1252")


def _file(objects: list[bytes]) -> bytes:
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects))
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def rss(items: str) -> str:
    return (
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>Lagoon &amp;amp; Radio</title>{items}</channel></rss>"
    )


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise AssertionError("a reader reached for the network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_the_article_of_a_web_page(write: Any, results: Any) -> None:
    head = """<title>Treaty signed | Lagoon Radio</title><meta property="og:site_name" content="Lagoon Radio">
        <link rel="canonical" href="https://example.org/news/treaty">
        <meta property="article:published_time" content="2024-06-19T23:30:00+09:00">"""
    document = results(write("a.html", page(head, "<h1>Treaty signed</h1>"))).only
    assert document.text == f"Treaty signed\n{PLAIN}"
    assert (document.id, document.title, document.date) == ("a.html", "Treaty signed", "2024-06-19")
    assert (document.publisher, document.url) == ("Lagoon Radio", "https://example.org/news/treaty")


@pytest.mark.parametrize(
    ("head", "top", "date"),
    [
        ('<meta name="date" content="19 June 2024">', "", "2024-06-19"),
        ('<meta name="date" content="03/04/2024">', "", None),
        ('<meta itemprop="datePublished" content="2024-06-19">', "", "2024-06-19"),
        ('<meta name="pubdate" content="soon"><meta name="dc.date" content="2024-06-19">', "", "2024-06-19"),
        ('<script type="application/ld+json">{"datePublished": "2024-06-19T01:00Z"}</script>', "", "2024-06-19"),
        ("", '<time datetime="2024-06-19">19 June</time>', "2024-06-19"),
        ("", "<p>19/06/2024</p>", "2024-06-19"),
        ("", '<p class="date">03/04/2024</p>', None),
        ('<link rel="canonical" href="https://example.org/2024/06/19/treaty">', "", "2024-06-19"),
        ('<meta property="article:modified_time" content="2024-06-20">', "", None),
    ],
)
def test_the_date_of_a_web_page(head: str, top: str, date: str | None, write: Any, results: Any) -> None:
    assert results(write("a.html", page(f"<title>T</title>{head}", top))).only.date == date


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="shift_jis">', "utf-8"),
        ('<meta charset="no-such-thing">', "utf-8"),
        ("", "utf-16"),
    ],
)
def test_the_encoding_that_a_web_page_declares(declaration: str, encoding: str, write: Any, results: Any) -> None:
    content = page(declaration).replace("president", "Президент")
    assert "The Президент of the bloc" in results(write("a.html", content.encode(encoding))).only.text


def test_latin_1_means_windows_1252_in_a_web_page(write: Any, results: Any) -> None:
    content = page('<meta charset="iso-8859-1">').replace("He told", "“He” told")
    assert "“He” told reporters" in results(write("a.html", content.encode("cp1252"))).only.text


@pytest.mark.parametrize(
    "content",
    ["<p>The president arrived on Wednesday.</p>", "<html><body>The president arrived on Wednesday.</body></html>",
     "<html><head><title>T</title></head><body><div><p>The president arrived on Wednesday.</p></div></body></html>"],
)  # fmt: skip
def test_short_and_plain_pages(content: str, write: Any, results: Any) -> None:
    assert results(write("a.htm", content)).only.text == "The president arrived on Wednesday."


@pytest.mark.parametrize(
    "content", ["", "   ", "<html></html>", "<html><body><script>var a = 'b';</script></body></html>"]
)
def test_a_page_without_an_article(content: str, write: Any, results: Any) -> None:
    path = write("a.html", content)
    assert results(path).errors == {str(path): "no article was found in it"}


def test_nothing_outside_a_page_is_read(write: Any, results: Any) -> None:
    secret = write("secret.txt", "the secret")
    entity = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]>'
    content = page(
        '<link rel="stylesheet" href="http://example.org/a.css"><script src="http://example.org/a.js"></script>'
    )
    content = entity + content.replace("<p>He", "<iframe src='http://example.org'></iframe><p>&x; He")
    assert "the secret" not in results(write("a.html", content)).only.text


def test_deeply_nested_html(write: Any, results: Any) -> None:
    path = write("a.html", "<div>" * 20_000 + "<p>The president arrived on Wednesday.</p>")
    found = results(path)
    assert found.errors or found.only.text == "The president arrived on Wednesday."


def test_the_text_of_a_pdf(write: Any, results: Any) -> None:
    content = pdf(
        "Treaty signed\n\nBONN, 19 June 2024 - The president of the bloc arrived in\nthe capital on Wednes-\nday.",
        "He told reporters that “three states” would be welcome.",
        title="A treaty",
    )
    document = results(write("a.pdf", content)).only
    assert (document.id, document.title, document.date) == ("a.pdf", "A treaty", "2024-06-19")
    assert document.text.startswith("Treaty signed\n")
    assert "BONN, 19 June 2024 - The president of the bloc arrived in the capital on Wednes" in document.text
    assert document.text.endswith("\n\nHe told reporters that “three states” would be welcome.")


@pytest.mark.parametrize("title", ["", "Microsoft Word - treaty.doc", "treaty.indd", "untitled"])
def test_a_file_name_is_no_title(title: str, write: Any, results: Any) -> None:
    assert results(write("a.pdf", pdf("The president arrived on Wednesday.", title=title))).only.title is None


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("", ""),
        ("One line", "One line"),
        ("A line that is as wide as the page\nand its end.", "A line that is as wide as the page and its end."),
        (
            "A line that ends in a full stop here.\nA second line.",
            "A line that ends in a full stop here.\nA second line.",
        ),
        ("A word that is divi-\nded at the line end", "A word that is divided at the line end"),
        ("The talks of the US-\nEU council in Bonn", "The talks of the US- EU council in Bonn"),
        ("A line as wide as the page\n\nA new paragraph", "A line as wide as the page\n\nA new paragraph"),
        ("A line as wide as the page\n\n\n\nA new one", "A line as wide as the page\n\nA new one"),
    ],
)
def test_lines_of_a_pdf_are_joined_to_paragraphs(lines: str, joined: str) -> None:
    assert reflow(lines) == joined


def test_a_pdf_without_text(write: Any, results: Any) -> None:
    path = write("a.pdf", pdf("", ""))
    assert results(path).errors == {str(path): "none of its pages (2) holds text; is it a scan?"}


def test_a_pdf_with_a_password(write: Any, results: Any) -> None:
    for password, readable in (("secret", False), ("", True)):
        writer, file = PdfWriter(io.BytesIO(pdf("The president arrived."))), io.BytesIO()
        writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
        writer.write(file)
        path = write("a.pdf", file.getvalue())
        assert results(path).errors == ({} if readable else {str(path): "it is protected by a password"})


@pytest.mark.parametrize("content", [b"", b"not it", b"%PDF-1.4\n%%EOF", pdf("Text.")[:200]])
def test_a_file_that_is_not_a_pdf(content: bytes, write: Any, results: Any) -> None:
    path = write("a.pdf", content)
    assert set(results(path).errors) == {str(path)}


def test_a_pdf_page_that_unpacks_to_very_much(write: Any, results: Any) -> None:
    path = write("a.pdf", pdf(content=zlib.compress(b"q " * (10 * 2**20), 9)))
    assert path.stat().st_size < 100_000
    assert results(path).errors == {str(path): "page 1 unpacks to more than 16 MiB, the limit"}
    path = write("b.pdf", pdf(content=zlib.compress(bytes(200 * 2**20), 9)))
    assert "LimitReachedError" in results(path).errors[str(path)]


def test_limits_of_a_pdf(write: Any, results: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("a.pdf", pdf("One page of text.", "Two.", "Three."))
    monkeypatch.setattr("kg.read.pdf.MAX_CHARACTERS", 20)
    assert results(path).errors == {str(path): "its first 2 pages hold more than 20 characters, the limit"}
    monkeypatch.setattr("kg.read.pdf.MAX_PAGES", 2)
    assert results(path).errors == {str(path): "it has 3 pages; the limit is 2"}
    monkeypatch.setattr("kg.read.pdf.MAX_BYTES", 10)
    assert "the limit for a PDF" in results(path).errors[str(path)]


def test_the_entries_of_an_rss_file(write: Any, results: Any) -> None:
    first = """<item><guid>https://example.org/1</guid><link>https://example.org/a</link>
        <title>Treaty &lt;b&gt;signed&lt;/b&gt;</title><pubDate>Wed, 19 Jun 2024 00:27:00 +0900</pubDate>
        <description>&lt;p&gt;The &lt;b&gt;president&lt;/b&gt; arrived.&lt;/p&gt;
        &lt;p&gt;He signed &amp;amp; left.&lt;/p&gt;</description></item>"""
    found = results(write("a.rss", rss(f"{first}<item><description>The bloc met in Bonn.</description></item>")))
    one, two = found.documents
    assert (one.id, one.url, one.title) == ("https://example.org/1", "https://example.org/a", "Treaty signed")
    assert (one.text, one.date, one.publisher) == (
        "The president arrived.\nHe signed & left.",
        "2024-06-19",
        "Lagoon & Radio",
    )
    assert (two.id, two.text, two.date) == ("a.rss:2", "The bloc met in Bonn.", None)


def test_the_entries_of_an_atom_file(write: Any, results: Any) -> None:
    content = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Lagoon Radio</title><entry><id>tag:1</id>
        <title>Treaty signed</title><updated>2024-06-19T10:00:00Z</updated><summary>Short.</summary>
        <link href="https://example.org/1"/><source><title>The Wire</title></source>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>He came.</p><p>He signed.</p></div></content>
        </entry></feed>"""
    document = results(write("a.atom", content)).only
    assert (document.id, document.text, document.date) == ("tag:1", "He came.\nHe signed.", "2024-06-19")
    assert (document.title, document.publisher, document.url) == ("Treaty signed", "The Wire", "https://example.org/1")


def test_xml_that_is_no_feed_or_empty(write: Any, results: Any) -> None:
    other, empty, broken = write("a.xml", "<a>b</a>"), write("b.xml", rss("")), write("c.xml", "not xml")
    assert results([other, empty, broken]).errors == {
        str(other): "it is not an RSS or Atom feed",
        str(empty): "it holds no entry",
        str(broken): "it is not an RSS or Atom feed",
    }


def test_a_feed_that_breaks_off(write: Any, results: Any) -> None:
    item = "<item><guid>{}</guid><description>The bloc met in Bonn.</description></item>"
    path = write("a.rss", rss(item.format(1) + item.format(2))[:-40])
    found = results(path)
    assert "1" in found.ids
    assert found.errors[str(path)].startswith("its XML is broken, entries may be missing: ")


def test_an_entry_without_text_is_reported(write: Any, results: Any) -> None:
    path = write("a.rss", rss("<item><guid>1</guid><title>T</title></item>"))
    assert results(path).errors == {f"{path}:1": "its text is empty"}


def test_entities_of_a_feed_neither_grow_nor_read_files(write: Any, results: Any) -> None:
    secret = write("secret.txt", "the secret")
    grown = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    doctype = f'<!DOCTYPE rss [<!ENTITY a0 "aaaaaaaaaa">{grown}<!ENTITY x SYSTEM "file://{secret}">]>'
    for entity in ("&a9;", "&x;"):
        item = f"<item><guid>1</guid><description>The bloc met {entity} in Bonn.</description></item>"
        path = write("a.rss", rss(item).replace("<rss", f"{doctype}<rss", 1))
        for document in results(path).documents:
            assert len(document.text) < 1000
            assert "the secret" not in document.text


def test_the_clock_plays_no_part(write: Any) -> None:
    path = write("a.html", page('<meta name="date" content="2150-01-01">'))
    assert [getattr(item, "date", None) for item in read(path)] == ["2150-01-01"]
