"""Why a text gives the claims it gives: for each sentence its mentions, claims with their paths, and refusals."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.analysis import Analysis
from kg.extract.extractor import Extractor
from kg.model import Document, Span


@dataclass(frozen=True, slots=True)
class ExplainedMention:
    """A mention: its place (code points), words, type, and what it refers to (several for "the two leaders")."""

    span: Span
    text: str
    type: str
    kind: str
    refers_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExplainedClaim:
    """A claim with the word that triggers it and the path by which its arguments were found."""

    subject: str
    predicate: str
    object: str
    factuality: str
    source: str | None
    trigger: str
    path: str


@dataclass(frozen=True, slots=True)
class ExplainedRefusal:
    """A trigger that made no claim, with the reason."""

    trigger: str
    predicate: str
    reason: str


@dataclass(frozen=True, slots=True)
class ExplainedSentence:
    """One sentence with all that was and was not found in it."""

    span: Span
    text: str
    mentions: tuple[ExplainedMention, ...]
    claims: tuple[ExplainedClaim, ...]
    refusals: tuple[ExplainedRefusal, ...]

    @property
    def silent(self) -> bool:
        """Whether no word of the sentence triggers any predicate."""
        return not self.claims and not self.refusals


def explain(document: Document, extractor: Extractor) -> list[ExplainedSentence]:
    """Each sentence of the document, explained; sentences are in text order.

    >>> import kg.language
    >>> found = explain(Document("a", "Putin met the deadline."), Extractor(kg.language.load()))
    >>> found[0].claims, found[0].refusals[0].reason
    ((), 'these words together mean something else')
    """
    analysis = extractor.analyse(document)
    return [
        ExplainedSentence(
            Span(sentence.start_char, sentence.end_char),
            sentence.text.strip(),
            _mentions(analysis, sentence.start, sentence.end),
            _claims(analysis, sentence.start, sentence.end),
            _refusals(analysis, sentence.start, sentence.end),
        )
        for sentence in analysis.doc.sents
    ]


def _mentions(analysis: Analysis, start: int, end: int) -> tuple[ExplainedMention, ...]:
    clusters = analysis.clusters
    found = []
    for m, mention in enumerate(analysis.mentions):
        if start <= mention.head < end:
            span = analysis.doc[mention.start : mention.end]
            labels = tuple(clusters[c].label for c in clusters.refers[m])
            kinds = [clusters[c].type for c in clusters.refers[m]] or [mention.type]
            where = Span(span.start_char, span.end_char)
            found.append(ExplainedMention(where, span.text, kinds[0].value, mention.kind.value, labels))
    return tuple(found)


def _claims(analysis: Analysis, start: int, end: int) -> tuple[ExplainedClaim, ...]:
    label = [cluster.label for cluster in analysis.clusters.all]
    found = []
    for proposal, judgement in analysis.proposals:
        if start <= proposal.trigger < end:
            source = judgement.sources[0] if judgement.sources else None
            found.append(
                ExplainedClaim(
                    label[proposal.subject.cluster],
                    proposal.predicate,
                    label[proposal.object.cluster],
                    judgement.factuality.value,
                    _source(analysis, source) if source is not None else None,
                    analysis.doc[proposal.trigger].text,
                    proposal.path,
                )
            )
    return tuple(dict.fromkeys(found))


def _source(analysis: Analysis, token: int) -> str:
    clusters = analysis.clusters.at_token(token)
    return analysis.clusters[clusters[0]].label if clusters else analysis.doc[token].text


def _refusals(analysis: Analysis, start: int, end: int) -> tuple[ExplainedRefusal, ...]:
    found = [
        ExplainedRefusal(analysis.doc[r.trigger].text, r.predicate, r.reason)
        for r in analysis.refusals
        if start <= r.trigger < end
    ]
    return tuple(dict.fromkeys(found))
