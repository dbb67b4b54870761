"""From a parsed document to its record: mentions, coreference, claims, factuality, source, time and place."""

from kg.extract.explain import ExplainedClaim, ExplainedMention, ExplainedRefusal, ExplainedSentence, explain
from kg.extract.extractor import Extractor

__all__ = ["ExplainedClaim", "ExplainedMention", "ExplainedRefusal", "ExplainedSentence", "Extractor", "explain"]
