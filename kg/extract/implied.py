"""What a text implies without saying it, after the rules of `ontology/lexicon/implied.tsv`.

Whoever meets somebody in Paris is in Paris.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.errors import OntologyError
from kg.extract.coreference import Clusters
from kg.extract.proposals import Argument, Proposal
from kg.lexicon import read_table
from kg.model import EntityType
from kg.ontology import Ontology

_PLACES = frozenset({EntityType.PLACE, EntityType.COUNTRY})


@dataclass(frozen=True, slots=True)
class Rule:
    """Claims with a predicate of `premises` that were made abroad imply one with `conclusion`."""

    premises: frozenset[str]
    conclusion: str


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The rules in the ontology's order.

    >>> rules()[0].conclusion
    'visited'
    """
    return tuple(_read())


def _read() -> Iterator[Rule]:
    known = Ontology.load().predicates
    for where, (premises, how, conclusion) in read_table("implied.tsv", 3):
        if premises == "from":
            continue
        named = frozenset(premises.split("|"))
        if how != "abroad" or not named | {conclusion} <= set(known):
            raise OntologyError(f"{where}: unknown way {how!r}, or a predicate that the ontology lacks; mend the line.")
        yield Rule(named, conclusion)


def implied(proposals: Iterable[Proposal], clusters: Clusters) -> Iterator[Proposal]:
    """The proposals that follow from others, each with the trigger of the one it follows from."""
    made: set[tuple[int, str, int]] = set()
    for proposal in proposals:
        for rule in rules():
            if proposal.predicate in rule.premises:
                for person, place in _abroad(proposal, clusters):
                    key = (person.cluster, rule.conclusion, place.cluster)
                    if key not in made:
                        made.add(key)
                        path = f"implied by {proposal.predicate}: abroad"
                        yield Proposal(person, rule.conclusion, place, proposal.trigger, path, "implied")


def _abroad(proposal: Proposal, clusters: Clusters) -> Iterator[tuple[Argument, Argument]]:
    """The persons of a claim, each with the place of the act where that is not in the person's country."""
    for place in _places_of_act(proposal.trigger, clusters):
        for person in (proposal.subject, proposal.object):
            home = _homes(person.cluster, clusters)
            if (
                clusters[person.cluster].type is EntityType.PERSON
                and home
                and not home & _countries(place.cluster, clusters)
            ):
                yield person, place


def _places_of_act(trigger: int, clusters: Clusters) -> Iterator[Argument]:
    tree, at = clusters.reading.tree, clusters.reading.at
    for k in tree.children(trigger, "obl", "nmod"):
        if tree.case(k) in clusters.reading.words["place.of.act"] and k in at:
            place = clusters.place_of.get(at[k])
            found = (place,) if place is not None else clusters.refers[at[k]]
            for c in found:
                if clusters[c].named and clusters[c].type in _PLACES:
                    yield Argument(c, k, at[k])


def _countries(place: int, clusters: Clusters) -> set[str]:
    """The ids of the countries that a place is or lies in."""
    entry = clusters[place].entry
    if entry is None:
        return set()
    return {entry.id} if entry.type is EntityType.COUNTRY else set(entry.countries)


def _homes(person: int, clusters: Clusters) -> set[str]:
    """The ids of the countries that a person is known to be of, or has an office in by the text."""
    entry = clusters[person].entry
    homes = set(entry.countries) if entry is not None else set()
    for role in clusters.roles_of(person):
        for _, scope in role.scopes:
            homes |= {e.id for c in clusters.refers[scope] if (e := clusters[c].entry) and e.type is EntityType.COUNTRY}
    return homes
