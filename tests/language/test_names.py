"""Names: how the encoder's are mended, by the text and by the knowledge base. Tags and trees are given by hand."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.language.gazetteer import Gazetteer
from kg.language.name_index import NameIndex
from kg.language.name_rules import NameRules


def marked(nlp: Language, text: str, *names: str, relation: str = "dep", breaks: tuple[int, ...] = ()) -> Doc:
    """A Doc whose words hang on the first of their sentence; entities are given in text order as "words: LABEL"."""
    plain = nlp.make_doc(text)
    heads = [max((i for i in (0, *breaks) if i <= token.i), default=0) for token in plain]
    doc = Doc(
        nlp.vocab,
        words=[token.text for token in plain],
        spaces=[bool(token.whitespace_) for token in plain],
        tags=["NNP" if token.text[0].isupper() or relation == "flat" else "NN" for token in plain],
        heads=heads,
        deps=["ROOT" if heads[token.i] == token.i else relation for token in plain],
    )
    spans, at = [], 0
    for name in names:
        words, label = name.split(": ")
        start = text.index(words, at)
        at = start + len(words)
        spans.append(doc.char_span(start, at, label=label))
    doc.set_ents(spans)
    return doc


def found(doc: Doc) -> list[str]:
    return [f"{e.text}: {e.label_}" for e in doc.ents]


RULES = {
    "title": ("Mali 's President Assimi Goita spoke", ["President Assimi Goita: PERSON"], ["Assimi Goita: PERSON"]),
    "office alone": ("President spoke", ["President: PERSON"], []),
    "possessive": ("Russia's army", ["Russia's: GPE"], ["Russia: GPE"]),
    "article": ("the Hezbollah fired", ["the Hezbollah: ORG"], ["Hezbollah: ORG"]),
    "quotes": ('"Wagner" left', ['"Wagner": ORG'], ["Wagner: ORG"]),
    "square": ("at Tahrir Square today", ["Tahrir Square: LOC"], ["Tahrir Square: FAC"]),
    "square cut off": ("at Kim Il Sung Square", ["Kim Il Sung: PERSON"], ["Kim Il Sung Square: FAC"]),
    "ministry": ("the Foreign Ministry said", ["Foreign Ministry: PERSON"], ["Foreign Ministry: ORG"]),
    "treaty": ("the Lisbon Treaty holds", ["Lisbon Treaty: MISC"], ["Lisbon Treaty: LAW"]),
    "acronym": ("the agency KCNA said", ["KCNA: PERSON"], ["KCNA: ORG"]),
    "election": ("the 2024 general election went", ["2024 general election: EVENT"], ["2024 general election: EVENT"]),
    "description": ("Ukraine said the war in Ukraine", ["Ukraine: GPE", "war in Ukraine: EVENT"], ["Ukraine: GPE"] * 2),
    "pair": (
        "Lee and Modi met , the Lee-Modi summit",
        ["Lee: PERSON", "Modi: PERSON", "Lee-Modi: PERSON"],
        ["Lee: PERSON", "Modi: PERSON"] * 2,
    ),
    "same words": (
        "Tartus fell , Tartus burned , Tartus rose",
        ["Tartus: GPE", "Tartus: PERSON", "Tartus: GPE"],
        ["Tartus: GPE"] * 3,
    ),
    "surname": (
        "Ana Assad left , Assad said",
        ["Ana Assad: PERSON", "Assad: LOC"],
        ["Ana Assad: PERSON", "Assad: PERSON"],
    ),
}


@pytest.mark.parametrize(("text", "names", "expected"), RULES.values(), ids=RULES.keys())
def test_rules_of_the_text(nlp: Language, text: str, names: list[str], expected: list[str]) -> None:
    assert found(NameRules()(marked(nlp, text, *names))) == expected


def test_rest_of_a_name_is_added(nlp: Language) -> None:
    doc = marked(nlp, "Kim Jong-un", "Kim: PERSON", relation="flat")
    assert found(NameRules()(doc)) == ["Kim Jong-un: PERSON"]


KNOWN = {
    "missed": ("troops left Mozambique", [], ["Mozambique: GPE"]),
    "wrong type": ("Turkey agreed", ["Turkey: ORG"], ["Turkey: GPE"]),
    "cut": ("the Republic of Korea said", ["Korea: GPE"], ["Republic of Korea: GPE"]),
    "joined from two": (
        "the Democratic People's Republic of Korea said",
        ["Democratic People: ORG", "Republic of Korea: GPE"],
        ["Democratic People's Republic of Korea: GPE"],
    ),
    "adjective": ("the North Korean army", ["Korean: NORP"], ["North Korean: NORP"]),
    "people": ("two Kenyans were hurt", [], ["Kenyans: NORP"]),
    "pair of countries": ("the India-Pakistan border", ["India-Pakistan: GPE"], ["India: GPE", "Pakistan: GPE"]),
    "accents": ("in São Tomé and Príncipe they", [], ["São Tomé and Príncipe: GPE"]),
    "dateline": ("NAIROBI ( Agency ) the minister", [], ["NAIROBI: GPE"]),
    "stops": ("the U.S. said", [], ["U.S.: GPE"]),
    "no pronoun": ("they told us", [], []),
    "person of that name": (
        "Anne Jordan left , Jordan said",
        ["Anne Jordan: PERSON", "Jordan: PERSON"],
        ["Anne Jordan: PERSON", "Jordan: PERSON"],
    ),
    "person with a title": ("Captain Jordan left", ["Jordan: PERSON"], ["Jordan: PERSON"]),
    "part of an organization": ("the Bank of Kenya said", ["Bank of Kenya: ORG"], ["Bank of Kenya: ORG"]),
    "month": ("in Chad they", ["Chad: DATE"], ["Chad: DATE"]),
    "defined acronym": (
        "the Popular Reform Congress ( PRC ) split ; PRC voted",
        ["Popular Reform Congress: ORG", "PRC: ORG", "PRC: ORG"],
        ["Popular Reform Congress: ORG", "PRC: ORG", "PRC: ORG"],
    ),
}


@pytest.mark.parametrize(("text", "names", "expected"), KNOWN.values(), ids=KNOWN.keys())
def test_rules_of_the_knowledge_base(nlp: Language, text: str, names: list[str], expected: list[str]) -> None:
    assert found(Gazetteer()(marked(nlp, text, *names))) == expected


def test_known_names_have_ids_unless_they_are_ambiguous(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [
        ("Peru", "GPE", "country/peru"),
        ("Georgia", "GPE", "country/georgia"),
        ("Georgia", "GPE", "place/georgia"),
    ]
    monkeypatch.setattr("kg.language.gazetteer.load_index", lambda: NameIndex(names))
    doc = Gazetteer()(marked(nlp, "Peru and Georgia met Xyzabc", "Xyzabc: PERSON"))
    assert [(e.text, e.kb_id_) for e in doc.ents] == [("Peru", "country/peru"), ("Georgia", ""), ("Xyzabc", "")]


def test_name_does_not_cross_a_sentence_start(nlp: Language) -> None:
    doc = marked(nlp, "they left Costa Rica", breaks=(3,))
    assert "Costa Rica: GPE" not in found(Gazetteer()(doc))


def test_index_keeps_case_and_forgives_spelling() -> None:
    index = NameIndex([("Kim Jong-un", "PERSON", "p"), ("WHO", "ORG", "o"), ("Chad", "GPE", "c")])
    assert [k.entries for k in index.find("Kim Jong Un")] == [("p",)]
    assert index.find("CHAD")
    assert not index.find("who")
    assert not index.find("chad")
    assert index.longest("Kim") >= 4


def test_whole_pipeline_keeps_persons_apart_from_offices(nlp: Language) -> None:
    doc = nlp("South African President Cyril Ramaphosa received Prime Minister Narendra Modi in Pretoria.")
    assert found(doc) == [
        "South African: NORP",
        "Cyril Ramaphosa: PERSON",
        "Narendra Modi: PERSON",
        "Pretoria: GPE",
    ]
    assert isinstance(doc.ents[0], Span)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Nice people met Angela Merkel in Paris.", False),
        ("Mobile phones were banned in Kabul.", False),
        ("Police in Nice arrested two men.", True),
        ("Nice is a city in France. Nice residents protested.", True),
    ],
)
def test_an_adjective_that_opens_a_sentence_is_no_place(nlp: Language, text: str, place: bool) -> None:
    names = {ent.text for ent in nlp(text).ents if ent.label_ in ("GPE", "LOC")}
    assert (not names.isdisjoint({"Nice", "Mobile"})) is place


@pytest.mark.parametrize(
    "name", ["Chadian Dawn Forces", "Kuwaiti Dawn Movement", "Libyan Freedom Brigade", "Syrian Salvation Front"]
)
def test_an_unknown_body_keeps_the_nationality_in_its_name(nlp: Language, name: str) -> None:
    assert name in [ent.text for ent in nlp(f"The {name} attacked a base near the border.").ents]


def test_a_word_cut_at_its_hyphen_is_made_whole(nlp: Language) -> None:
    doc = marked(nlp, "Adviser Moon Jung-in met her.", "Moon Jung-: PERSON")
    assert [ent.text for ent in NameRules()(doc).ents] == ["Moon Jung-in"]
