"""All that is found in one document: mentions, entities, proposals with factuality and source, and refusals."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from kg.extract.arguments import Arguments
from kg.extract.claims import SPEAKER, ClaimFinder
from kg.extract.confidence import Triple, Weights, features, triple
from kg.extract.coreference import Clusters, Reading, resolve_coreference
from kg.extract.denials import denials
from kg.extract.factuality import FactualityJudge, Judgement
from kg.extract.implied import implied
from kg.extract.mentions import Found, MentionFinder
from kg.extract.proposals import Proposal, Refusal
from kg.extract.roles import RoleFinder
from kg.extract.source import SourceFinder, accuses, performed
from kg.extract.structure import StructureFinder
from kg.extract.tree import Tree
from kg.model import EntityType, Factuality

_LASTING = frozenset({EntityType.ORGANIZATION, EntityType.AGREEMENT})
_PRESUPPOSED = (": title", ": apposition", ": description", ": implied")


@dataclass(frozen=True)
class Analysis:
    """What was found in a Doc: `proposals` are to become claims, each with how the text presents it.

    `features` tell what is seen of each triple, `confidence` how likely it is right.
    """

    doc: Doc
    mentions: list[Found]
    clusters: Clusters
    proposals: list[tuple[Proposal, Judgement]]
    refusals: list[Refusal]
    features: dict[Triple, tuple[str, ...]]
    confidence: dict[Triple, float]


def analyse(
    doc: Doc, finder: MentionFinder, date: str | None = None, least_confidence: float | None = None
) -> Analysis:
    """Find all that a parsed document says in the predicates of the lexicon; `date` is its publication date.

    What is less likely than `least_confidence` (by default the ontology's threshold) is refused.
    """
    tree = Tree(doc)
    arguments = Arguments(tree, finder.lexicon.light_verbs)
    mentions = finder.find(tree)
    roles = RoleFinder(tree, arguments, mentions, finder.lexicon).find()
    sources = SourceFinder(tree, arguments, finder.lexicon)
    reading = Reading(tree, arguments, mentions, roles, finder.lexicon, finder.knowledge, date)
    clusters = resolve_coreference(reading, sources.speakers(), sources.quoting())
    claims = ClaimFinder(clusters, sources.speaker_at)
    proposals = [*claims.find(roles), *StructureFinder(claims.phrases, finder.knowledge).find()]
    proposals += implied(proposals, clusters)
    judge = FactualityJudge(tree, arguments, finder.lexicon, sources.verbs)
    judged = []
    for proposal in proposals:
        judgement = _judgement(proposal, judge, sources, clusters)
        if judgement.refused:
            claims.refusals.append(Refusal(proposal.trigger, proposal.predicate, judgement.refused))
        else:
            judged.append((proposal, judgement))
            if (denial := judgement.denial()) is not None:
                judged.append((proposal, denial))
    judged += list(denials(judged, clusters, judge))
    kept, dropped = _supported(judged, clusters)
    seen, weights = features(kept, clusters), Weights.load()
    confidence = {key: weights.probability(told) for key, told in seen.items()}
    least = weights.threshold if least_confidence is None else least_confidence
    likely, unlikely = _likely(kept, confidence, least)
    return Analysis(doc, mentions, clusters, likely, [*claims.refusals, *dropped, *unlikely], seen, confidence)


def _likely(
    judged: list[tuple[Proposal, Judgement]], confidence: dict[Triple, float], least: float
) -> tuple[list[tuple[Proposal, Judgement]], list[Refusal]]:
    """Set apart what is probably not what the text says."""
    kept, dropped = [], []
    for proposal, judgement in judged:
        if (probability := confidence[triple(proposal)]) >= least:
            kept.append((proposal, judgement))
        else:
            reason = f"low confidence: {probability:.2f} where {least:.2f} is asked for"
            dropped.append(Refusal(proposal.trigger, proposal.predicate, reason))
    return kept, dropped


def _judgement(proposal: Proposal, judge: FactualityJudge, sources: SourceFinder, clusters: Clusters) -> Judgement:
    if _presupposed(proposal, clusters.reading.arguments) or f" {SPEAKER} >" in proposal.path:
        return Judgement()
    judgement = judge.judge(proposal.trigger)
    sayings = sources.of_trigger(proposal.trigger)
    for saying in sayings:
        held = saying.verb is not None and judge.holds_against(saying.verb, saying.speaker)
        if held and judgement.factuality is Factuality.FACT:
            judgement.apply("alleged")
    speakers = [saying.speaker for saying in sayings]
    if speakers and judgement.factuality is Factuality.FACT and accuses(proposal, speakers[0], clusters):
        judgement.apply("alleged")
    if not set(judgement.sources) <= set(speakers):
        speakers = list(dict.fromkeys([*judgement.sources, *speakers]))
    if not speakers and (of_sentence := sources.of_sentence(proposal.trigger)) is not None:
        speakers = [of_sentence]
    told = judgement.factuality in (Factuality.ALLEGED, Factuality.DENIED)
    judgement.sources = speakers if told else [s for s in speakers if not performed(proposal, s, clusters)]
    return judgement


def _presupposed(proposal: Proposal, arguments: Arguments) -> bool:
    """Whether the phrase takes it for granted, whatever is said of it: titles, owners, the place in "the war in"."""
    if proposal.kind == "structure" or proposal.path.endswith(_PRESUPPOSED):
        return True
    of_noun = proposal.kind == "noun" and proposal.path.endswith("self")
    return of_noun and arguments.light_verb(proposal.trigger) is None


def _supported(
    judged: list[tuple[Proposal, Judgement]], clusters: Clusters
) -> tuple[list[tuple[Proposal, Judgement]], list[Refusal]]:
    """Set apart what a phrase says of an unnamed thing that no other claim is about, if the thing is a passing one."""
    told = {c for p, _ in judged if p.kind not in ("structure", "role") for c in (p.subject.cluster, p.object.cluster)}
    kept, dropped = [], []
    for proposal, judgement in judged:
        subject, object_ = clusters[proposal.subject.cluster], clusters[proposal.object.cluster]
        aside = proposal.kind == "structure" or proposal.path.endswith(": description")
        lasting = subject.type in _LASTING and object_.named
        if aside and not subject.named and not lasting and proposal.subject.cluster not in told:
            dropped.append(Refusal(proposal.trigger, proposal.predicate, "nothing else is told of this unnamed thing"))
        else:
            kept.append((proposal, judgement))
    return kept, dropped
