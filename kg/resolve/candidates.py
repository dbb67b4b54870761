"""Proposes which variants may be one entity, block by block, each pair with the rule and the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from kg.model import EntityType
from kg.names import fold, normal, same_person, sound
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


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two variants that may be one entity. A `weak` one needs something else that the two share."""

    one: str
    other: str
    rule: str
    reason: str
    weak: bool = False


def candidates(variants: Iterable[Variant]) -> Iterator[Candidate]:
    """All candidates among unknown named variants, in a fixed order."""
    unknown = sorted((v for v in variants if v.named and v.alone.entry is None), key=lambda v: v.id)
    people = [v for v in unknown if v.type is EntityType.PERSON]
    yield from _full_names(people)
    yield from _bare_names(people)
    others = [v for v in unknown if v.type is not EntityType.PERSON]
    yield from _acronyms(others)
    yield from _mixed_types(others)


def _full_names(people: list[Variant]) -> Iterator[Candidate]:
    """Spellings, orders and initials of names of two words or more."""
    seen: set[tuple[str, str]] = set()
    for block in _blocks(people):
        for one, other in combinations(block, 2):
            pair = (one.id, other.id)
            if pair not in seen and same_person(one.alone.name, other.alone.name):
                seen.add(pair)
                weak = _initial(one) or _initial(other)
                rule = "initial" if weak else "spelling"
                yield Candidate(
                    *pair, rule, f"{one.alone.name!r} and {other.alone.name!r} can be one person's name", weak
                )


def _blocks(people: list[Variant]) -> Iterator[list[Variant]]:
    """People whose names begin with one letter and end with one word, in any order that the name may have."""
    blocks: dict[tuple[str, str], list[Variant]] = defaultdict(list)
    for person in people:
        words = parse(person.alone.name).words
        if len(words) > 1:
            keys = {(order[0][0], sound(order[-1])) for order in orders(words)} | {("", sound("".join(words)))}
            for key in keys:
                blocks[key].append(person)
    return (blocks[key] for key in sorted(blocks) if len(blocks[key]) > 1)


def _initial(person: Variant) -> bool:
    return len(parse(person.alone.name).words[0]) == 1


def _bare_names(people: list[Variant]) -> Iterator[Candidate]:
    """A family name alone in its document, with full names that have it and with others that stand alone."""
    full: dict[str, list[Variant]] = defaultdict(list)
    alone: dict[tuple[str, str], list[Variant]] = defaultdict(list)
    for person in people:
        if person.alone.shared:
            for family in {sound(family) for family in parse(person.alone.name).family}:
                full[family].append(person)
    for one in people:
        if not one.alone.shared:
            family = sound(one.alone.name)
            for other in full[family][:MOST_RIVALS]:
                yield Candidate(
                    one.id, other.id, "family name", f"{one.alone.name!r} may be {other.alone.name!r}", True
                )
            for partner in one.partners:
                alone[family, partner].append(one)
    yield from _bare_pairs(alone)


def _bare_pairs(alone: dict[tuple[str, str], list[Variant]]) -> Iterator[Candidate]:
    """Each family name that stands alone with the first one that shares a partner with it: pairs grow linearly."""
    pairs = {(block[0].id, other.id): block[0] for block in alone.values() for other in block[1:]}
    for (one, other), first in sorted(pairs.items(), key=lambda pair: pair[0]):
        yield Candidate(one, other, "family name", f"{first.alone.name!r} stands alone in both documents", True)


def _acronyms(others: list[Variant]) -> Iterator[Candidate]:
    """An acronym alone in one document, with a name that another document gives it."""
    stated: dict[tuple[EntityType, str], list[Variant]] = defaultdict(list)
    for variant in others:
        for form in sorted(variant.forms):
            acronym = fold(form)
            if is_acronym(acronym) and stands_for(acronym, variant.alone.name):
                stated[variant.type, normal(acronym)].append(variant)
    for variant in others:
        for other in stated.get((variant.type, variant.alone.name), ()):
            if other.id != variant.id:
                yield Candidate(variant.id, other.id, "acronym", f"a document gives {other.alone.name!r} the acronym")


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


def _mixed_types(others: list[Variant]) -> Iterator[Candidate]:
    """The same name with two types that texts mix."""
    by_name: dict[str, list[Variant]] = defaultdict(list)
    for variant in others:
        if variant.alone.shared and (" " in variant.alone.name or any(is_acronym(fold(f)) for f in variant.forms)):
            by_name[variant.alone.name].append(variant)
    for name in sorted(by_name):
        for one, other in combinations(by_name[name], 2):
            if frozenset({one.type, other.type}) in _MIXED:
                yield Candidate(
                    one.id, other.id, "same name", f"both are {name!r}; {one.type} and {other.type} are often mixed"
                )
