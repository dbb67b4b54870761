"""Coreference: which mentions of a document refer to the same entity.

Names come first; then, in text order, each description and pronoun looks back for what it stands for. A mention can
stand for several entities ("the two leaders"), and the name of a capital has two readings: the government and the city.
"""

from __future__ import annotations

from kg.extract.coreference.clusters import Cluster, Clusters, Reading
from kg.extract.coreference.descriptions import DescriptionReader
from kg.extract.coreference.names import NameReader
from kg.extract.coreference.pronouns import PronounReader
from kg.extract.coreference.salience import FAR, Salience
from kg.model import MentionKind

__all__ = ["FAR", "Cluster", "Clusters", "Reading", "resolve_coreference"]


def resolve_coreference(reading: Reading, speakers: dict[int, int], quoting: dict[int, int] | None = None) -> Clusters:
    """The clusters of a document.

    `speakers` maps tokens of "I" and "we" to the token of who speaks, `quoting` those of other pronouns in quotations.
    """
    clusters = Clusters(reading)
    salience = Salience(reading, clusters)
    NameReader(reading, clusters).read()
    descriptions = DescriptionReader(reading, clusters, salience)
    pronouns = PronounReader(reading, clusters, salience, speakers, quoting or {})
    for m, found in enumerate(reading.mentions):
        if found.kind is MentionKind.NOMINAL:
            clusters.assign(m, descriptions.read(m))
        elif found.kind is MentionKind.PRONOUN:
            clusters.assign(m, pronouns.read(m))
    for cluster in clusters.all:
        cluster.mentions.sort()
    return clusters
