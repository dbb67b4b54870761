"""The room's road: a spaCy Doc becomes a record of entities and claims, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.arguments import Arguments
from kg.extract.claims import ClaimFinder, Proposal, Refusal
from kg.extract.coreference import Coreference
from kg.extract.factuality import FactualityJudge, Judgement
from kg.extract.mentions import Found, MentionFinder
from kg.extract.roles import RoleFinder
from kg.extract.source import SourceFinder
from kg.extract.structure import StructureFinder
from kg.extract.time import TimeFinder
from kg.extract.tree import Tree
from kg.knowledge import KnowledgeBase
from kg.lexicon import Lexicon
from kg.model import Claim, Document, DocumentRecord, EntityType, LocalEntity, Mention, Span
from kg.ontology import Ontology


_PRESUPPOSED = (": title", ": apposition", ": description", ": implied")


@dataclass(frozen=True)
class Analysis:
    """All that was made of one document: what `kg explain` shows. `claims` and `judged` go together by position."""

    doc: Doc
    mentions: list[Found]
    coreference: Coreference
    proposals: list[tuple[Proposal, Judgement]]
    refusals: list[Refusal]


class Extractor:
    """Makes records of documents with a spaCy pipeline (UD or CLEAR labels).

    >>> import kg.language
    >>> record = Extractor(kg.language.load()).record(Document(id="a", text="Putin met Kim in Pyongyang."))
    >>> [(c.predicate, c.factuality.value) for c in record.claims if c.predicate == "met"]
    [('met', 'fact')]
    """

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self.lexicon = Lexicon.load()
        self.ontology = Ontology.load()
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
        return self._analyse(document, self.nlp(document.text))

    def _analyse(self, document: Document, doc: Doc) -> Analysis:
        tree = Tree(doc)
        arguments = Arguments(tree, self.lexicon.light_verbs)
        mentions = self.finder.find(tree)
        roles = RoleFinder(tree, arguments, mentions, self.lexicon).find()
        coreference = Coreference(tree, arguments, mentions, roles, self.lexicon, self.knowledge)
        sources = SourceFinder(tree, arguments, self.lexicon)
        speakers = sources.speakers()
        coreference.speaker_of = {i: coreference.at[t] for i, t in speakers.items() if t in coreference.at}
        coreference.resolve()
        finder = ClaimFinder(tree, arguments, coreference, self.lexicon)
        proposals = [*finder.find(roles), *StructureFinder(finder, self.knowledge).find()]
        judge = FactualityJudge(tree, arguments, self.lexicon)
        judged = []
        for proposal in proposals:
            judgement = judge.judge(proposal.trigger)
            beside = sources.of_trigger(proposal.trigger)
            if beside is not None:
                judgement.sources.append(beside)
            if self._presupposed(proposal, arguments):
                judgement = Judgement()
            if judgement.refused:
                finder.refusals.append(Refusal(proposal.trigger, proposal.predicate, judgement.refused))
            else:
                judged.append((proposal, judgement))
        return Analysis(doc, mentions, coreference, self._supported(judged, coreference), finder.refusals)

    def _presupposed(self, proposal: Proposal, arguments: Arguments) -> bool:
        """Whether the phrase takes it for granted, whatever is said of it: titles, owners, the place in "the war in"."""
        if proposal.kind == "structure" or proposal.path.endswith(_PRESUPPOSED):
            return True
        return (
            proposal.kind == "noun"
            and proposal.path.endswith("self")
            and arguments.light_verb(proposal.trigger) is None
        )

    def _supported(
        self, judged: list[tuple[Proposal, Judgement]], coreference: Coreference
    ) -> list[tuple[Proposal, Judgement]]:
        """Leave out what a phrase says of an unnamed thing that no other claim is about."""
        told = {
            c for p, _ in judged if p.kind not in ("structure", "role") for c in (p.subject.cluster, p.object.cluster)
        }
        return [
            (p, j)
            for p, j in judged
            if not (p.kind == "structure" or p.path.endswith(": description"))
            or coreference.clusters[p.subject.cluster].named
            or p.subject.cluster in told
        ]

    # -- records -------------------------------------------------------------------------------------------------------

    def _record(self, document: Document, doc: Doc) -> DocumentRecord:
        analysis = self._analyse(document, doc)
        times = TimeFinder(doc, document.date)
        used: dict[int, int] = {}
        claims: dict[tuple[Any, ...], Claim] = {}
        for proposal, judgement in sorted(analysis.proposals, key=lambda p: p[0].trigger):
            self._add(proposal, judgement, analysis, times, used, claims)
        entities = [self._entity(analysis, cluster) for cluster in used]
        return DocumentRecord(document, tuple(entities), tuple(claims.values()), self.model)

    def _add(
        self,
        proposal: Proposal,
        judgement: Judgement,
        analysis: Analysis,
        times: TimeFinder,
        used: dict[int, int],
        claims: dict[tuple[Any, ...], Claim],
    ) -> None:
        ends = (proposal.subject.cluster, proposal.object.cluster)
        if self.ontology.predicates[proposal.predicate].symmetric:
            ends = (min(ends), max(ends)) if (max(ends), min(ends)) == ends else ends
            turned = (ends[1], ends[0], proposal.predicate, judgement.factuality)
            if turned in claims:
                return
        key = (*ends, proposal.predicate, judgement.factuality)
        if key in claims:
            return
        for cluster in (proposal.subject.cluster, proposal.object.cluster):
            used.setdefault(cluster, len(used))
        source = self._source(judgement, analysis, used)
        place = self._place(proposal, analysis, used)
        sentence = analysis.doc[proposal.trigger].sent
        token = analysis.doc[proposal.trigger]
        claims[key] = Claim(
            subject=used[proposal.subject.cluster],
            predicate=proposal.predicate,
            object=used[proposal.object.cluster],
            factuality=judgement.factuality,
            evidence=(_trimmed(analysis.doc.text, sentence.start_char, sentence.end_char),),
            source=source,
            time=times.of_trigger(proposal.trigger),
            place=place,
            trigger=Span(token.idx, token.idx + len(token)),
            path=proposal.path,
        )

    def _source(self, judgement: Judgement, analysis: Analysis, used: dict[int, int]) -> int | str | None:
        coreference = analysis.coreference
        for token in judgement.sources:
            mention = coreference.at.get(token)
            clusters = coreference.refers[mention] if mention is not None else ()
            if clusters:
                return used.setdefault(clusters[0], len(used))
            if analysis.doc[token].pos_ in ("NOUN", "PROPN"):
                subtree = list(analysis.doc[token].subtree)
                return analysis.doc[subtree[0].i : token + 1].text
        return None

    def _place(self, proposal: Proposal, analysis: Analysis, used: dict[int, int]) -> int | None:
        coreference = analysis.coreference
        taken = (proposal.subject.cluster, proposal.object.cluster)
        if proposal.kind in ("structure", "role"):
            return None
        for child in analysis.doc[proposal.trigger].children:
            if child.dep_ in ("obl", "nmod") and any(
                c.dep_ == "case" and c.lower_ in ("in", "at", "near") for c in child.children
            ):
                mention = coreference.at.get(child.i)
                for cluster in coreference.refers[mention] if mention is not None else ():
                    if (
                        coreference.clusters[cluster].type in (EntityType.PLACE, EntityType.COUNTRY)
                        and cluster not in taken
                    ):
                        return used.setdefault(cluster, len(used))
        return None

    def _entity(self, analysis: Analysis, cluster: int) -> LocalEntity:
        made = analysis.coreference.clusters[cluster]
        mentions = tuple(self._mention(analysis, m) for m in made.mentions)
        if not mentions:  # a reading of a name that another cluster holds: the city of a government's capital
            mentions = tuple(
                self._mention(analysis, m)
                for m, found in enumerate(analysis.mentions)
                if made.entry is not None and made.entry in (found.entry, found.place)
            )
        return LocalEntity(
            label=made.label,
            type=made.type,
            mentions=mentions,
            named=made.named,
            knowledge=made.entry.id if made.entry is not None else None,
        )

    def _mention(self, analysis: Analysis, m: int) -> Mention:
        found = analysis.mentions[m]
        span = analysis.doc[found.start : found.end]
        return Mention(span.start_char, span.end_char, span.text, found.kind)


def _trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
