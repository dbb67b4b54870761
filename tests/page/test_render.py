"""The page as text: safe, whole, and the same for the same graph."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from grown import grown
from hypothesis import given
from hypothesis import strategies as st
from story import story

from kg import page
from kg.errors import ExportError
from kg.graph.acts import can_coincide
from kg.graph.disagreements import disputes
from kg.model import Document, Entity, EntityType, Factuality, Resolution
from kg.page.html import SCRIPTS
from kg.page.payload import as_json

HERE = Path(__file__).parent


class Elements(HTMLParser):
    """The scripts and styles of a page with their text, and every attribute that could fetch or run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.bodies: dict[str, list[str]] = {"script": [], "style": []}
        self.types: list[str | None] = []
        self.active: list[tuple[str, str | None]] = []
        self.policy = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.active += [(k, v) for k, v in attrs if k.startswith("on") or k in ("src", "srcset", "style", "href")]
        if tag in self.bodies:
            self.bodies[tag].append("")
        if tag == "script":
            self.types.append(named.get("type"))
        if named.get("http-equiv") == "Content-Security-Policy":
            self.policy = named["content"] or ""

    def handle_data(self, data: str) -> None:
        if self.cdata_elem in self.bodies:
            self.bodies[self.cdata_elem][-1] += data


class Attributes(HTMLParser):
    """The attributes of the elements of a text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: dict[str, str | None] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.update(attrs)


def carried(text: str) -> dict[str, object]:
    elements = Elements(text)
    return dict(json.loads(elements.bodies["script"][elements.types.index("application/json")]))


def test_policy_lets_exactly_the_page_s_own_scripts_and_style_run() -> None:
    elements = Elements(page.render(story()))
    assert elements.policy.startswith("default-src 'none'; ")
    assert "unsafe" not in elements.policy
    assert "http" not in elements.policy
    runnable = [b for b, t in zip(elements.bodies["script"], elements.types, strict=True) if t != "application/json"]
    hashes = re.findall(r"'sha256-([^']+)'", elements.policy)
    expected = [
        base64.b64encode(hashlib.sha256(b.encode()).digest()).decode() for b in (*runnable, *elements.bodies["style"])
    ]
    assert hashes == expected
    assert elements.active == []


def test_same_graph_same_bytes_whatever_the_hash_seed() -> None:
    script = "from grown import grown; from kg import page; import sys; sys.stdout.write(page.render(grown(300, 900)))"
    pages = {
        subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{HERE}:{HERE.parents[1]}"},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(pages) == 1


def test_every_document_entity_and_assertion_is_carried() -> None:
    resolution = story()
    data = carried(page.render(resolution))
    for name, rows in (("documents", resolution.documents), ("entities", resolution.entities)):
        assert data[name]["id"] == [row.id for row in rows]
    assert data["assertions"]["id"] == [a.id for a in resolution.assertions]
    sentences = data["sentences"]["text"]
    for evidence, assertion in zip(data["assertions"]["evidence"], resolution.assertions, strict=True):
        assert [sentences[number] for number in evidence] == [e.text for e in assertion.evidence]


def test_an_empty_graph_is_a_page() -> None:
    assert carried(page.render(Resolution((), (), ())))["network"]["nodes"] == []


def test_a_relation_that_the_ontology_lacks_keeps_its_name() -> None:
    resolution = story()
    strange = replace(resolution.assertions[0], predicate="outwitted")
    data = carried(page.render(replace(resolution, assertions=(strange,))))
    assert data["predicates"] == [
        {"name": "outwitted", "label": "outwitted", "group": "", "quad": "", "symmetric": False}
    ]


@given(
    st.text(st.characters(codec=None, exclude_categories=[]))
    | st.sampled_from(["</script>", "<!--", "\u2028", "\ud800", "&"])
)
def test_data_cannot_leave_its_element(text: str) -> None:
    written = as_json({text: [text]})
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written.encode()) == {text: [text]}


def test_title_is_text() -> None:
    text = page.render(story(), title="<b>&</b>")
    assert text.count('<h1 dir="auto">&lt;b&gt;&amp;&lt;/b&gt;</h1>') == 1
    assert "<b>&</b>" not in text


def test_write_takes_a_path_or_an_open_file(tmp_path: Path) -> None:
    target = io.StringIO()
    page.write(story(), target)
    page.write(story(), tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text("utf-8") == target.getvalue() == page.render(story())


def test_write_names_a_path_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no-such-folder"):
        page.write(story(), tmp_path / "no-such-folder" / "page.html")


def test_frame_holds_the_page_in_a_sandbox_of_its_own() -> None:
    frame = page.frame(story(), title='a "title"', height=500)
    attributes = Attributes(frame._repr_html_()).found
    assert attributes["srcdoc"] == page.render(story(), title='a "title"')
    assert attributes["title"] == 'a "title"'
    assert attributes["height"] == "500"
    assert "allow-same-origin" not in (attributes["sandbox"] or "")


def test_scripts_import_only_what_stands_before_them() -> None:
    folder = HERE.parents[1] / "kg/page/scripts"
    assert sorted(SCRIPTS) == sorted(path.name for path in folder.iterdir())
    for position, name in enumerate(SCRIPTS):
        text = (folder / name).read_text("utf-8")
        for imported, source in re.findall(r'^import \{([^}]*)\} from "\./([\w.]+)";$', text, re.MULTILINE):
            assert source in SCRIPTS[:position], f"{name} imports {source}, which stands after it"
            given_out = (folder / source).read_text("utf-8")
            for item in imported.split(","):
                assert re.search(rf"^export (function|const) {item.strip()}\b", given_out, re.MULTILINE), (name, item)
                assert len(re.findall(rf"\b{item.strip()}\b", text)) > 1, f"{name} imports {item} for nothing"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2024-06", "2024-06-19", True),
        ("2024-06-18", "2024-06-19", False),
        ("2006/", "2024", True),
        ("/2005", "2006", False),
        ("2023-09/2023-10", "2023-10-13", True),
        (None, "2024", True),
    ],
)
def test_times_that_can_coincide(one: str | None, other: str | None, expected: bool) -> None:
    assert can_coincide(one, other) is can_coincide(other, one) is expected


def test_a_denial_of_another_time_is_no_dispute() -> None:
    base = next(a for a in story().assertions if a.predicate == "supplied" and a.factuality is Factuality.ALLEGED)
    told = replace(base, time="2023")
    assert disputes([told, replace(base, factuality=Factuality.DENIED, time="2024")], frozenset()) == [None, None]
    assert disputes([told, replace(base, factuality=Factuality.DENIED, time="2023-05")], frozenset()) == [0, 0]
    assert disputes([told, replace(base, factuality=Factuality.PLANNED, time="2023")], frozenset()) == [None, None]


def test_a_symmetric_relation_is_disputed_either_way_round() -> None:
    base = next(a for a in story().assertions if a.predicate == "met")
    turned = replace(base, subject=base.object, object=base.subject, factuality=Factuality.DENIED)
    assert disputes([base, turned], frozenset({"met"})) == [0, 0]
    assert disputes([base, turned], frozenset()) == [None, None]


def test_the_grown_graph_grows_as_told() -> None:
    resolution = grown(40, 90)
    assert (len(resolution.entities), len(resolution.assertions)) == (40, 90)
    assert all(isinstance(entity.type, EntityType) for entity in resolution.entities)
    assert Entity("x", "x", EntityType.PERSON) not in resolution.entities
    assert Document("x", "") not in resolution.documents
