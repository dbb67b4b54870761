"""From a parsed document to its record: mentions, coreference, claims, factuality, source, time and place."""

from kg.extract.extractor import Extractor

__all__ = ["Extractor"]
