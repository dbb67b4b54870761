"""Graphs whose every text is one that an article could hold to do harm."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from kg.model import Assertion, Document, Entity, EntityType, Evidence, Factuality, Resolution

NASTY = (
    '"""quoted""" \\ back\\slash \\u0041 \\" end\\',
    "line\nfeed\r\nreturn\rtab\tform\x0cfeed",
    "<script>alert(1)</script> & <b> ]]> --> <!-- &amp; &#13;",
    '=HYPERLINK("http://x","y")',
    "@SUM(A1) +1 -1",
    "' OR 1=1; MATCH (n) DETACH DELETE n; //",
    "\u202eright to left\u202c \u200b\ufeff zero",
    "a\ud800b",
    "\x00\x01\x1f control \x7f\x85\u2028\u2029",
    "\U0001f600 emoji e\u0301 \u00e9",
    "> . <urn:s> <urn:p> <urn:o> .",
    "}} GRAPH <urn:g> {",
    "{{template}} ${code} %s %(x)s",
    " leading and trailing ",
    "-",
    "\ufffe\uffff",
)
"""What breaks writers that write by hand."""

texts = st.one_of(
    st.sampled_from(NASTY), st.text(st.characters(exclude_categories=[]), min_size=1, max_size=12), st.text(min_size=1)
)
_maybe = st.none() | texts
_slugs = st.from_regex(r"[a-z]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)


def graph(texts: list[str]) -> Resolution:
    """A graph that has each text in each place where a text can stand."""
    entities, documents, assertions = [], [], []
    for number, text in enumerate(texts):
        one = Entity(
            f"person/one-{number}", text, EntityType.PERSON, f"Q{number + 1}", (text + ".",), (f"person/p{number}",)
        )
        # rdflib misreads a name of Turtle that ends in an escaped dot, so the number stands last
        other = Entity(f"country/{text}/other-{number}", text, EntityType.COUNTRY, named=False)
        entities += [one, other]
        document = Document(f"{number}/{text}.txt", text, text, "2024-06-19", text, text)
        documents.append(document)
        said = Assertion(
            *(f"{document.id}#1", document.id, one, "citizenOf", other, Factuality.FACT),
            (Evidence(document.id, 0, len(text), text),),
            *(text, "2024-06", other, 0.25 + number / 1000, (text,), (text, text + "!"), text),
        )
        assertions += [said, replace(said, id=f"{document.id}#2", factuality=Factuality.DENIED, source=one, time=None)]
    return Resolution(
        documents=tuple(sorted(documents, key=lambda document: document.id)),
        entities=tuple(sorted(entities, key=lambda entity: entity.id)),
        assertions=tuple(sorted(assertions, key=lambda assertion: (assertion.document, assertion.id))),
    )


graphs = st.lists(texts, min_size=1, max_size=3).map(graph)
