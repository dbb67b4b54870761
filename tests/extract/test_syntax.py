"""Who did what to whom, in the constructions of English that say so."""

from __future__ import annotations

import pytest

from kg.extract import Extractor
from kg.model import Document, DocumentRecord


def triples(record: DocumentRecord) -> set[tuple[str, str, str]]:
    label = [entity.label for entity in record.entities]
    return {(label[c.subject], c.predicate, label[c.object]) for c in record.claims}


def both_ways(triple: tuple[str, str, str]) -> set[tuple[str, str, str]]:
    return {triple, (triple[2], triple[1], triple[0])}


SENTENCES = [
    ("active", "France criticized Mali.", ("France", "criticized", "Mali")),
    ("passive", "Mali was criticized by France.", ("France", "criticized", "Mali")),
    ("coordinated subjects", "France and Chad criticized Mali.", ("Chad", "criticized", "Mali")),
    ("coordinated objects", "France criticized Mali, Niger and Chad.", ("France", "criticized", "Chad")),
    ("coordinated verbs", "France visited nobody and criticized Mali.", ("France", "criticized", "Mali")),
    ("along with", "France, along with Chad, criticized Mali.", ("Chad", "criticized", "Mali")),
    ("subject relative", "France, which criticized Mali, is alone.", ("France", "criticized", "Mali")),
    ("object relative", "Mali, which France criticized, is alone.", ("France", "criticized", "Mali")),
    ("participle", "France left the talks, criticizing Mali.", ("France", "criticized", "Mali")),
    ("reduced passive", "Mali, criticized by France, is alone.", ("France", "criticized", "Mali")),
    ("preposition", "Juan Ortega met with Ana Vega in Lima.", ("Juan Ortega", "met", "Ana Vega")),
    ("mutual", "Juan Ortega and Ana Vega met in Lima.", ("Juan Ortega", "met", "Ana Vega")),
    ("light verb", "Juan Ortega held talks with Ana Vega.", ("Juan Ortega", "met", "Ana Vega")),
    ("between", "Talks between Juan Ortega and Ana Vega began.", ("Juan Ortega", "met", "Ana Vega")),
    ("nominalisation", "Russia's invasion of Ukraine goes on.", ("Russia", "invaded", "Ukraine")),
    ("nationality", "The Russian invasion of Ukraine goes on.", ("Russia", "invaded", "Ukraine")),
    ("by of a noun", "The invasion of Ukraine by Russia goes on.", ("Russia", "invaded", "Ukraine")),
    ("ditransitive", "Iran supplied Sudan with drones.", ("Iran", "supplied", "Sudan")),
    ("to", "Iran delivered drones to Sudan.", ("Iran", "supplied", "Sudan")),
    ("control", "Chad urged Mali to free Ana Vega.", ("Chad", "urged", "Mali")),
    ("title", "French President Luc Moreau spoke.", ("Luc Moreau", "leads", "France")),
    ("apposition", "Luc Moreau, the president of France, spoke.", ("Luc Moreau", "leads", "France")),
    ("copula", "Luc Moreau is the president of France.", ("Luc Moreau", "leads", "France")),
    ("kinship", "Luc Moreau's wife, Anne Moreau, spoke.", ("Anne Moreau", "spouseOf", "Luc Moreau")),
    ("agency", "The Russian news agency TASS reported it.", ("TASS", "partOf", "Russia")),
]


@pytest.mark.parametrize(("name", "sentence", "triple"), SENTENCES, ids=[name for name, _, _ in SENTENCES])
def test_a_construction_gives_its_triple(
    extractor: Extractor, name: str, sentence: str, triple: tuple[str, str, str]
) -> None:
    found = triples(extractor.record(Document(id=name, text=sentence)))
    assert found & both_ways(triple), found


COREFERENCE = [
    ("pronoun", "Luc Moreau flew to Lima. He met Ana Vega.", ("Luc Moreau", "met", "Ana Vega")),
    ("office", "French President Luc Moreau came. The president thanked Chad.", ("Luc Moreau", "thanked", "Chad")),
    ("surname", "Luc Moreau flew to Lima. Moreau met Ana Vega.", ("Luc Moreau", "met", "Ana Vega")),
    ("two leaders", "Luc Moreau saw Ana Vega. The two leaders met again.", ("Luc Moreau", "met", "Ana Vega")),
    ("metonym", "Moscow criticized Chad.", ("Russia", "criticized", "Chad")),
    ("government", "The Chadian government criticized Mali.", ("Chad", "criticized", "Mali")),
    ("acronym", "The West Sea Council (WSC) met. The WSC praised Chad.", ("West Sea Council", "praised", "Chad")),
]


@pytest.mark.parametrize(("name", "text", "triple"), COREFERENCE, ids=[name for name, _, _ in COREFERENCE])
def test_a_mention_refers_to_its_entity(
    extractor: Extractor, name: str, text: str, triple: tuple[str, str, str]
) -> None:
    found = triples(extractor.record(Document(id=name, text=text)))
    assert found & both_ways(triple), found


def test_a_capital_is_a_city_where_it_is_visited_and_a_government_where_it_acts(extractor: Extractor) -> None:
    record = extractor.record(Document(id="a", text="Luc Moreau visited Moscow. Moscow thanked Luc Moreau."))
    kinds = {(c.predicate, record.entities[c.object].type.value) for c in record.claims if c.predicate == "visited"}
    assert kinds == {("visited", "Place")}
    thanking = [record.entities[c.subject] for c in record.claims if c.predicate == "thanked"]
    assert [entity.type.value for entity in thanking] == ["Country"]


def test_nothing_is_made_of_a_text_that_says_nothing(extractor: Extractor) -> None:
    for text in ("", "   \n", "The weather was fine.", "🙂 \u202e", "Kim."):
        assert extractor.record(Document(id="a", text=text)).claims == ()


def test_every_claim_quotes_a_sentence_that_holds_its_trigger(extractor: Extractor) -> None:
    text = "Chad thanked Mali.\n\nMali, which Chad had praised, criticized Niger on 3 May 2021."
    record = extractor.record(Document(id="a", text=text))
    assert record.claims
    for claim in record.claims:
        assert claim.trigger is not None
        assert any(span.start <= claim.trigger.start < claim.trigger.end <= span.end for span in claim.evidence)
        assert all(text[s.start : s.end] == text[s.start : s.end].strip() != "" for s in claim.evidence)


def test_mentions_are_exactly_the_text_at_their_offsets(extractor: Extractor) -> None:
    text = "Général Amadou Touré 🙂 thanked “Chad”. He met the Chadian president, Idriss Mahamat."
    record = extractor.record(Document(id="a", text=text))
    assert record.entities
    for entity in record.entities:
        for mention in entity.mentions:
            assert text[mention.start : mention.end] == mention.text


IN_PARTS = [
    ("carried out", "A convoy was attacked near Gao. The strike was carried out by Chad.", "Chad"),
    ("responsibility", "Gunmen attacked a convoy near Gao. Boko Haram claimed responsibility.", "Boko Haram"),
]


@pytest.mark.parametrize(("text", "actor"), [case[1:] for case in IN_PARTS], ids=[case[0] for case in IN_PARTS])
def test_an_act_told_in_parts(extractor: Extractor, text: str, actor: str) -> None:
    assert (actor, "attacked", "convoy") in triples(extractor.record(Document(id="a", text=text)))


def test_help_in_a_fight_leaves_the_fight_to_who_is_helped(extractor: Extractor) -> None:
    found = triples(
        extractor.record(Document(id="a", text="Britain voiced support for Iraq in the fight against ISIL."))
    )
    assert ("Iraq", "fought", "Islamic State") in found
    assert ("United Kingdom", "fought", "Islamic State") not in found


MORE = [
    ("weapons of a state", "Russian missiles hit Kharkiv.", ("Russia", "attacked", "Kharkiv")),
    ("fighters of a body", "Taliban fighters captured Kunduz.", ("Taliban", "seized", "Kunduz")),
    ("army of a state", "The Sudanese army recaptured Khartoum.", ("Sudan", "seized", "Khartoum")),
    ("shot dead", "Militants shot dead six miners.", ("Militants", "killed", "dead six miners")),
    (
        "by beside a verb",
        "The UN documented killings of civilians by Boko Haram.",
        ("Boko Haram", "killed", "civilians"),
    ),
    ("together with", "Russia vetoed the resolution together with China.", ("China", "vetoed", "resolution")),
    ("joined in", "Chad joined France in criticizing Mali.", ("France", "criticized", "Mali")),
    ("second role", "Juan Ortega, mayor of Lima and president of Peru, left.", ("Juan Ortega", "leads", "Peru")),
    (
        "second kinship",
        "Ana Vega, daughter of Juan Vega and wife of Luis Ortega, left.",
        ("Ana Vega", "spouseOf", "Luis Ortega"),
    ),
    (
        "counterpart",
        "Peru's foreign minister, Ana Vega, met her Chilean counterpart, Juan Ortega.",
        ("Juan Ortega", "officialOf", "Chile"),
    ),
    ("predicate noun", "Ana Vega is a banker who criticized Mali.", ("Ana Vega", "criticized", "Mali")),
    ("resigned", "Peru's President Juan Ortega resigned.", ("Juan Ortega", "resignedFrom", "Peru")),
    ("efforts", "Russia blocked efforts to impose sanctions on Mali.", ("Russia", "vetoed", "sanctions")),
    ("under rounds of", "Mali is under several rounds of sanctions.", ("Mali", "subjectTo", "sanctions")),
    ("allies", "France met its allies in Paris.", ("allies", "alliedWith", "France")),
    ("free relative", "North Korea fired what appeared to be a missile.", ("North Korea", "tested", "missile")),
    ("pair", "Mali charged the pair, Ana Vega and Juan Ortega, with murder.", ("Mali", "charged", "Juan Ortega")),
    ("government named", "France thanked the Government of Cuba.", ("France", "thanked", "Cuba")),
    ("body inside", "The UN Board of Inquiry criticized Mali.", ("UN Board of Inquiry", "partOf", "United Nations")),
]


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in MORE], ids=[case[0] for case in MORE])
def test_who_does_it_stands_elsewhere(extractor: Extractor, text: str, wanted: tuple[str, str, str]) -> None:
    assert both_ways(wanted) & triples(extractor.record(Document(id="a", text=text)))


def test_nobody_else_is_made_the_doer_of_an_attack(extractor: Extractor) -> None:
    found = triples(extractor.record(Document(id="a", text="KFOR sent soldiers after an attack on police in Banjska.")))
    assert not [triple for triple in found if triple[1] == "attacked"]
