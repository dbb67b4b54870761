"""Texts that try to run, to load, or to pass for something else: they are shown, and do nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from looking import Page

from kg import page
from kg.model import Assertion, Document, Entity, EntityType, Evidence, Factuality, Resolution

PAYLOADS = (
    "<script>window.ran = 1</script>",
    "</script><script>window.ran = 1</script>",
    "</title><script>window.ran = 1</script>",
    "<!--<script>window.ran = 1//-->",
    "]]><script>window.ran = 1</script>",
    "<img src=x onerror='window.ran = 1'>",
    "<svg/onload=window.ran=1>",
    '"><iframe srcdoc="<script>parent.ran = 1</script>">',
    "' onmouseover='window.ran = 1",
    "<a href='javascript:window.ran=1'>href</a>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<base href='https://evil.example/'><link rel=prefetch href='https://evil.example/y'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "${window.ran = 1} $script {{7*7}} {% raw %} %(x)s",
    "\u2028window.ran = 1;\u2029",
    "\\u003cscript\\u003ewindow.ran=1\\u003c/script\\u003e",
    "\u202eevil\u202c \x00\x07\x1b[31m \ud800 \udfff",
    "&lt;script&gt;window.ran=1&lt;/script&gt;",
    "__proto__",
    "constructor",
)
ADDRESSES = (
    "javascript:window.ran=1",
    " java\tscript:window.ran=1",
    "JAVASCRIPT:window.ran=1//https://x",
    "data:text/html,<script>window.ran=1</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example/x",
    "https://ok.example/\"onmouseover='window.ran=1'",
)


def hostile() -> Resolution:
    """A graph where every text is a payload: names, ids, sentences, titles, publishers, addresses, sources, times."""
    documents = tuple(
        Document(f"{n:02} {text}", "", title=text, date=text, publisher=text, url=ADDRESSES[n % len(ADDRESSES)])
        for n, text in enumerate(PAYLOADS)
    )
    entities = tuple(
        Entity(f"{n:02}/{text}", text, list(EntityType)[n % 10], wikidata=f"Q1'{text}", names=(text, f"x {text}"))
        for n, text in enumerate(PAYLOADS)
    )
    return Resolution(documents, entities, tuple(_said(n, documents, entities) for n in range(len(PAYLOADS))))


def _said(n: int, documents: tuple[Document, ...], entities: tuple[Entity, ...]) -> Assertion:
    document, text = documents[n].id, PAYLOADS[n]
    return Assertion(
        id=f"{document}#{n:02}",
        document=document,
        subject=entities[0],
        predicate=("met", text)[n % 2],
        object=entities[n],
        factuality=list(Factuality)[n % 5],
        evidence=(Evidence(document, 0, len(text), text),),
        source=text if n % 3 else entities[n],
        time=text,
        place=entities[n],
        subject_mentions=(text, ""),
        object_mentions=(text[:4],),
    )


@pytest.fixture(scope="module")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "hostile.html"
    page.write(hostile(), path, title=PAYLOADS[2])
    return path


@pytest.fixture
def hostile_page(browser: Page, hostile_file: Path) -> Page:
    browser.open(hostile_file)
    return browser


VISIT_EVERYTHING = """
for (const entity of explorer.scene().actors) {
  const node = explorer.view.nodes().find(({id}) => id === entity);
  if (node) explorer.change({selected: [node.entity]});
}
for (const {a, b} of explorer.view.lines()) {
  const name = (id) => explorer.view.nodes().find((node) => node.id === id).entity;
  explorer.change({selected: [name(a), name(b)]});
}
for (const view of ['table', 'timeline', 'graph']) explorer.change({view});
for (const details of document.querySelectorAll('details')) details.open = true;
const search = document.getElementById('search');
for (const text of ['<', 's', 'x', '__proto__']) { search.value = text; search.dispatchEvent(new Event('input')); }
for (const element of document.querySelectorAll('#panel *, #table *, #facets *'))
  element.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}));
"""


def test_nothing_from_a_text_runs_or_loads(hostile_page: Page, hostile_file: Path) -> None:
    hostile_page.run(VISIT_EVERYTHING)
    assert hostile_page.run("return window.ran") is None
    assert hostile_page.complaints() == []
    assert hostile_page.requests() == [hostile_file.as_uri()]
    assert hostile_page.run("return document.querySelectorAll('img, iframe, base, link, object, embed').length") == 0
    assert hostile_page.run("return document.scripts.length") == 3


def test_texts_are_shown_as_they_are(hostile_page: Page) -> None:
    text = PAYLOADS[5]
    hostile_page.run("explorer.change({selected: [arguments[0]]})", f"05/{text}")
    assert text in hostile_page.title()
    assert text in hostile_page.run("return document.querySelector('#panel blockquote').textContent")
    assert hostile_page.driver.title == PAYLOADS[2]
    assert hostile_page.run("return document.querySelector('h1').textContent") == PAYLOADS[2]


def test_only_addresses_of_the_web_become_links(hostile_page: Page) -> None:
    hostile_page.run("explorer.change({selected: [arguments[0]]})", f"00/{PAYLOADS[0]}")
    links = [a.get_attribute("href") for a in hostile_page.all("#panel a")]
    assert links
    assert all(link.startswith("https://ok.example/") for link in links)


def test_the_policy_blocks_what_a_script_would_add(hostile_page: Page) -> None:
    hostile_page.run(
        """const script = document.createElement('script'); script.textContent = 'window.ran = 1';
        document.body.append(script);
        const image = document.createElement('img'); image.src = 'https://evil.example/x.png';
        image.setAttribute('onerror', 'window.ran = 1'); document.body.append(image);
        document.body.insertAdjacentHTML('beforeend', '<p onclick="window.ran = 1" style="color: red" id="bait">x</p>');
        document.getElementById('bait').click();
        fetch('https://evil.example/').catch(() => {});
        setTimeout('window.ran = 1');"""
    )
    hostile_page.run("return new Promise((done) => setTimeout(done, 100))")
    assert hostile_page.run("return window.ran") is None
    complaints = " ".join(hostile_page.complaints())
    for what in ("inline script", "event handler", "Loading the image", "evil.example/'", "string as JavaScript"):
        assert what in complaints, complaints
    assert [url for url in hostile_page.requests() if "evil" in url] == []


def test_a_table_saved_for_a_spreadsheet_holds_no_formula(browser: Page, tmp_path: Path) -> None:
    text = '=HYPERLINK("https://evil.example";"x")'
    document = Document("a", "", title=text)
    a, b = Entity("a/a", text, EntityType.PERSON), Entity("b/b", "+1", EntityType.PLACE)
    said = Assertion("a#1", "a", a, "met", b, Factuality.FACT, (Evidence("a", 0, 1, "-x"),), source="@SUM(1)")
    page.write(Resolution((document,), (a, b), (said,)), tmp_path / "formula.html")
    browser.open(tmp_path / "formula.html")
    csv = browser.run(
        """let text; navigator.clipboard.writeText = (t) => { text = t; return Promise.resolve(); };
        document.getElementById('copy-csv').click(); return text"""
    )
    row = csv.split("\r\n")[1]
    assert row.startswith("\"'=HYPERLINK(")
    assert ",'+1," in row
    assert ",'@SUM(1)," in row
