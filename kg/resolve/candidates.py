"""Proposes which variants may be one entity, block by block, each pair with the rule and the reason.

A block is a key that the names of its members share. What a block proposes depends on its members alone, so that a new
document changes only the proposals of the blocks that its names are in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.model import EntityType
from kg.names import extends, fold, normal, same_person, sound
from kg.names.person import orders, parse
from kg.resolve.variants import Variant

_MIXED = (
    frozenset({EntityType.ORGANIZATION, EntityType.GROUP}),
    frozenset({EntityType.AGREEMENT, EntityType.MEASURE}),
    frozenset({EntityType.WEAPON, EntityType.PROGRAMME}),
)
"""Types that texts and annotators mix; entities of any other two types are never one."""
MOST_RIVALS = 4
"""How many full names a family name is compared with: with two that are not one person's, it is nobody's."""
MOST_SPELLINGS = 64
"""How many names of one block are all compared with each other; beyond, only neighbours: pairs grow linearly."""


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """Two variants that may be one entity, by id. A `weak` one needs something else that the two share."""

    one: str
    other: str
    weak: bool
    rule: str
    reason: str


def blocks(variant: Variant) -> set[str]:
    """The keys of the blocks that a variant is in: none, if the knowledge base has it or it has no name."""
    if not variant.open:
        return set()
    found = {f"entry:{recognised.entry}" for recognised in variant.recognised}
    if variant.type is EntityType.PERSON:
        return found | _blocks_of_person(variant)
    name = variant.alone.name
    found |= {f"acronym:{variant.type}:{acronym}" for acronym in (name, *_stated(variant)) if " " not in acronym}
    if variant.alone.shared and (" " in name or any(is_acronym(fold(form)) for form in variant.forms)):
        found.add(f"name:{name}")
    return found


def _blocks_of_person(person: Variant) -> set[str]:
    words = parse(person.alone.name).words
    if not person.alone.shared and len(words) < 2:
        return {f"family:{sound(person.alone.name)}"}
    found = {f"spelling:{sound(order[0])}:{sound(order[-1])}" for order in orders(words)}
    found |= {f"initial:{order[0][0]}:{sound(order[-1])}" for order in orders(words)}
    found.add(f"spelling:{sound(''.join(words))}")
    found |= {f"family:{sound(family)}" for family in parse(person.alone.name).family} if person.alone.shared else set()
    found |= {f"longer:{sound(' '.join(words[:n]))}" for n in range(2, len(words) + 1)} if len(words) < 5 else set()
    return found


def proposed(block: str, members: Sequence[Variant]) -> Iterator[Candidate]:
    """What a block proposes; its members are sorted by id."""
    kind = block.partition(":")[0]
    yield from _BY_KIND[kind](members, block.partition(":")[2])


def _entry(members: Sequence[Variant], entry: str) -> Iterator[Candidate]:
    for member in members:
        for found in member.recognised:
            if found.entry == entry:
                yield Candidate(member.id, entry, weak=False, rule=found.rule, reason=found.reason)


def _spelling(people: Sequence[Variant], _: str) -> Iterator[Candidate]:
    """Spellings and orders of names of two words or more."""
    free = [person for person in people if person.alone.shared and not _initial(person)]
    for one, other in _pairs(free):
        if same_person(one.alone.name, other.alone.name):
            yield Candidate(one.id, other.id, weak=False, rule="spelling", reason=_one_person(one, other))


def _initials(people: Sequence[Variant], _: str) -> Iterator[Candidate]:
    """A name whose first word is an initial, with the names that it can be."""
    for one in people:
        for other in people if one.alone.shared and _initial(one) else ():
            twice = _initial(other) and other.id <= one.id
            if other.id != one.id and not twice and same_person(one.alone.name, other.alone.name):
                yield Candidate(one.id, other.id, weak=True, rule="initial", reason=_one_person(one, other))


def _one_person(one: Variant, other: Variant) -> str:
    first, second = sorted((one.alone.name, other.alone.name))
    return f"{first!r} and {second!r} can be one person's name"


def _longer(people: Sequence[Variant], _: str) -> Iterator[Candidate]:
    """A name with family names added at its end."""
    for one, other in _pairs([person for person in people if person.alone.shared]):
        long, short = sorted((one.alone.name, other.alone.name), key=lambda name: -len(name.split()))
        if extends(long, short):
            yield Candidate(
                one.id, other.id, weak=True, rule="longer name", reason=f"{long!r} can be a fuller name of {short!r}"
            )


def _pairs(members: Sequence[Variant]) -> Iterator[tuple[Variant, Variant]]:
    if len(members) <= MOST_SPELLINGS:
        yield from combinations(members, 2)
    else:
        yield from ((one, other) for i, one in enumerate(members) for other in members[i + 1 : i + 1 + MOST_SPELLINGS])


def _initial(person: Variant) -> bool:
    return len(parse(person.alone.name).words[0]) == 1


def _family(people: Sequence[Variant], _: str) -> Iterator[Candidate]:
    """A family name alone in its document, with full names that have it and with others that stand alone."""
    full = [person for person in people if person.alone.shared][:MOST_RIVALS]
    first: dict[str, Variant] = {}
    for one in people:
        if one.alone.shared or one.recognised:
            continue
        for other in full:
            reason = f"{one.alone.name!r} may be {other.alone.name!r}"
            yield Candidate(one.id, other.id, weak=True, rule="family name", reason=reason)
        others = {first[p].id: first[p] for p in sorted(one.partners) if first.setdefault(p, one) is not one}
        for other in others.values():
            reason = f"{other.alone.name!r} stands alone in both documents"
            yield Candidate(one.id, other.id, weak=True, rule="family name", reason=reason)


def _stated(variant: Variant) -> set[str]:
    """The acronyms that documents give a name."""
    acronyms = {fold(form) for form in variant.forms}
    return {normal(a) for a in acronyms if is_acronym(a) and stands_for(a, variant.alone.name)}


def _acronym(others: Sequence[Variant], key: str) -> Iterator[Candidate]:
    """An acronym alone in one document, with a name that another document gives it."""
    acronym = key.partition(":")[2]
    for variant in others:
        if variant.alone.name == acronym:
            for other in others:
                if other.id != variant.id and acronym in _stated(other):
                    reason = f"a document gives {other.alone.name!r} the acronym"
                    yield Candidate(variant.id, other.id, weak=False, rule="acronym", reason=reason)


def is_acronym(word: str) -> bool:
    """Whether a folded form looks like an acronym: two to ten letters, most of them capitals.

    >>> is_acronym("BLA"), is_acronym("CJTF OIR"), is_acronym("Kenya")
    (True, True, False)
    """
    letters = word.replace(" ", "")
    return 2 <= len(letters) <= 10 and letters.isalnum() and 2 * sum(c.isupper() for c in letters) > len(letters)


def stands_for(acronym: str, name: str) -> bool:
    """Whether the letters of an acronym begin words of a normalised name, in order, the first word among them.

    >>> stands_for("BLA", "balochistan liberation army"), stands_for("ECB", "european union")
    (True, False)
    """
    letters, words = normal(acronym).replace(" ", ""), name.split()
    if len(words) < 2 or not letters or words[0][0] != letters[0]:
        return False
    initials = iter("".join(word[0] for word in words))
    return all(any(letter == initial for initial in initials) for letter in letters)


def _mixed(others: Sequence[Variant], name: str) -> Iterator[Candidate]:
    """The same name with two types that texts mix."""
    for one, other in combinations(others, 2):
        if frozenset({one.type, other.type}) in _MIXED:
            reason = f"both are {name!r}; {one.type} and {other.type} are often mixed"
            yield Candidate(one.id, other.id, weak=False, rule="same name", reason=reason)


_BY_KIND = {
    "entry": _entry,
    "spelling": _spelling,
    "initial": _initials,
    "longer": _longer,
    "family": _family,
    "acronym": _acronym,
    "name": _mixed,
}


def distinct(candidates: Iterable[Candidate]) -> list[Candidate]:
    """One candidate a pair, the strongest, sorted."""
    best: dict[frozenset[str], Candidate] = {}
    for candidate in candidates:
        pair = frozenset({candidate.one, candidate.other})
        if pair not in best or (candidate.weak, candidate) < (best[pair].weak, best[pair]):
            best[pair] = candidate
    return sorted(best.values())
