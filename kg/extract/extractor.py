"""The room's road: a document becomes a record of entities and claims, each with its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.analysis import Analysis, analyse
from kg.extract.confidence import triple
from kg.extract.factuality import Judgement
from kg.extract.mentions import MentionFinder
from kg.extract.proposals import Proposal
from kg.extract.time import TimeFinder
from kg.knowledge import KnowledgeBase
from kg.lexicon import Lexicon
from kg.model import Claim, Document, DocumentRecord, EntityType, LocalEntity, Mention, Span
from kg.ontology import Ontology

_PLACES = (EntityType.PLACE, EntityType.COUNTRY)
_SPEAKERS = (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.COUNTRY, EntityType.GROUP, EntityType.AGREEMENT)
_SAYER = re.compile(r"(er|or|ist|yst|ian|man|men)s?$")  # nouns of persons: biographer, lawyers, analyst, historian


class Extractor:
    """Makes records of documents with a spaCy pipeline (UD or CLEAR labels).

    Claims that are right with less than `least_confidence` are not made; 0 makes all, None asks what the ontology asks.

    >>> import kg.language
    >>> record = Extractor(kg.language.load()).record(Document(id="a", text="Putin met Kim in Pyongyang."))
    >>> [(c.predicate, c.factuality.value) for c in record.claims if c.predicate == "met"]
    [('met', 'fact')]
    """

    def __init__(self, nlp: Language, *, least_confidence: float | None = None) -> None:
        self.nlp = nlp
        self.least_confidence = least_confidence
        self.lexicon = Lexicon.load()
        self.knowledge = KnowledgeBase.load()
        self.finder = MentionFinder(self.lexicon, self.knowledge)
        meta: dict[str, Any] = nlp.meta
        self.model = f"{meta.get('lang', '')}_{meta.get('name', '')}-{meta.get('version', '')}"

    def records(self, documents: Iterable[Document]) -> Iterator[DocumentRecord]:
        """One record a document, in order; each depends on its document alone."""
        pairs = ((document.text, document) for document in documents)
        for doc, document in self.nlp.pipe(pairs, as_tuples=True):
            yield self._record(document, doc)

    def record(self, document: Document) -> DocumentRecord:
        """The record of one document."""
        return next(self.records([document]))

    def analyse(self, document: Document) -> Analysis:
        """The record's making: mentions, proposals with their judgements, and refusals."""
        return analyse(self.nlp(document.text), self.finder, document.date, self.least_confidence)

    def _record(self, document: Document, doc: Doc) -> DocumentRecord:
        analysis = analyse(doc, self.finder, document.date, self.least_confidence)
        writer = RecordWriter(document, analysis)
        writer.write()
        return DocumentRecord(document, tuple(writer.entities()), tuple(writer.claims.values()), self.model)


class RecordWriter:
    """Turns the analysis of a document into claims between numbered entities.

    `numbers` holds the number of each cluster that a claim speaks of, in the order of the numbers.
    """

    def __init__(self, document: Document, analysis: Analysis) -> None:
        self.analysis = analysis
        self.doc = analysis.doc
        self.text = document.text
        self.clusters = analysis.clusters
        self.times = TimeFinder(analysis.doc, document.date, analysis.clusters.reading.arguments)
        self.claims: dict[tuple[Any, ...], Claim] = {}
        self.numbers: dict[int, int] = {}
        self._predicates = Ontology.load().predicates

    def write(self) -> None:
        """Make the claims: one for each subject, predicate, object, factuality and source, with all its sentences."""
        for proposal, judgement in sorted(self.analysis.proposals, key=lambda p: p[0].trigger):
            for source in self._sources(judgement):
                self._add(self._claim(proposal, judgement, source))

    def _add(self, claim: Claim) -> None:
        ends = self._predicates[claim.predicate].ends(claim.subject, claim.object)
        key = (*ends, claim.predicate, claim.factuality, claim.source)
        before = self.claims.get(key)
        if before is None:
            self.claims[key] = claim
        elif claim.evidence[0] not in before.evidence:
            self.claims[key] = replace(before, evidence=(*before.evidence, *claim.evidence))

    def entities(self) -> Iterator[LocalEntity]:
        """The entities that the claims speak of, by their numbers."""
        for cluster in self.numbers:
            made = self.clusters[cluster]
            yield LocalEntity(
                label=made.label,
                type=made.type,
                mentions=tuple(self._mention(m) for m in made.mentions or self._readings(cluster)),
                named=made.named,
                knowledge=made.entry.id if made.entry is not None else None,
            )

    def _number(self, cluster: int) -> int:
        return self.numbers.setdefault(cluster, len(self.numbers))

    def _claim(self, proposal: Proposal, judgement: Judgement, source: int | str | None) -> Claim:
        token, tree = self.doc[proposal.trigger], self.clusters.reading.tree
        start, end = tree.sentences[tree.sentence_of[proposal.trigger]]
        sentence = self.doc[start:end]
        return Claim(
            subject=self._number(proposal.subject.cluster),
            predicate=proposal.predicate,
            object=self._number(proposal.object.cluster),
            factuality=judgement.factuality,
            evidence=(_trimmed(self.text, sentence.start_char, sentence.end_char),),
            source=source,
            time=self.times.of_trigger(proposal.trigger),
            place=self._place(proposal),
            confidence=self.analysis.confidence[triple(proposal)],
            trigger=Span(token.idx, token.idx + len(token)),
            path=proposal.path,
        )

    def _sources(self, judgement: Judgement) -> list[int | str | None]:
        """Who says so: the innermost source with those joined to it, as entities or by their words; None for nobody."""
        for token in judgement.sources:
            joined = self.clusters.reading.arguments.spread(token) or [token]
            clusters = dict.fromkeys(c for t in joined for c in self._speaker(t))
            if clusters:
                return [self._number(c) for c in clusters]
            noun = self.doc[token].pos_ in ("NOUN", "PROPN")
            speaks = self.doc[token].lemma_.lower() in self.clusters.reading.words["document.speaks"]
            mention = self.clusters.reading.at.get(token)
            unknown = mention is None or (self.analysis.mentions[mention].vague and _SAYER.search(self.doc[token].text))
            if noun and (speaks or unknown):
                return [self.doc[self.doc[token].left_edge.i : token + 1].text]
        return [None]

    def _speaker(self, token: int) -> tuple[int, ...]:
        """The entities at a token that can speak: of "its spokesman, Commander Doe" him whom the text names."""
        tree = self.clusters.reading.tree
        for k in tree.children(token, "appos", "flat", "nmod:desc"):
            named = self.clusters.at_token(k)
            role = token in self.clusters.reading.role_at
            if role and len(named) == 1 and self.clusters[named[0]].named:
                return named
        return tuple(c for c in self.clusters.at_token(token) if self.clusters[c].type in _SPEAKERS)

    def _place(self, proposal: Proposal) -> int | None:
        """Where the act was, if a place depends on the trigger and is not one of its arguments."""
        if proposal.kind in ("structure", "role"):
            return None
        tree = self.clusters.reading.tree
        for k in tree.children(proposal.trigger, "obl", "nmod"):
            if tree.case(k) in self.clusters.reading.words["place.of.act"]:
                for cluster in self.clusters.at_token(k):
                    taken = (proposal.subject.cluster, proposal.object.cluster)
                    if self.clusters[cluster].type in _PLACES and cluster not in taken:
                        return self._number(cluster)
        return None

    def _readings(self, cluster: int) -> list[int]:
        """The mentions that another cluster holds and that this one is a second reading of: capital and government."""
        entry = self.clusters[cluster].entry
        return [m for m, found in enumerate(self.analysis.mentions) if entry and entry in (found.entry, found.place)]

    def _mention(self, m: int) -> Mention:
        found = self.analysis.mentions[m]
        span = self.doc[found.start : found.end]
        return Mention(span.start_char, span.end_char, span.text, found.kind)


def _trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
