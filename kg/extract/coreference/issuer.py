"""Who issues a text that speaks of itself as "we": the state or body of a statement, a communiqué or a briefing."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.coreference.clusters import STATES, Clusters, Reading
from kg.extract.mentions import Found
from kg.extract.tree import VERBAL
from kg.model import EntityType, MentionKind

_LINE = 12
"""The most tokens that the line of a place and a date has, or that stand before who issues a statement."""
_HEAD = 4
"""The sentences at the beginning in which the text says whose it is."""


def issuer(reading: Reading, clusters: Clusters) -> int | None:
    """The state or body whose words the text is, as far as it tells, or None.

    It is told by the first sentences ("Comment by the Foreign Ministry of Chad", "The European Union congratulates"),
    by the place that stands beside the date ("Mexico City, 6 April 2024"), or by the office of whose deeds the text
    tells first. A ministry speaks for its state.
    """
    for m, cluster in _candidates(reading, clusters):
        state = _state_of_ministry(reading, clusters, m)
        return cluster if state is None else state
    return None


def _state_of_ministry(reading: Reading, clusters: Clusters, m: int) -> int | None:
    """Of "the Foreign Ministry of Chad" the state for which it speaks."""
    found, tree = reading.mentions[m], reading.tree
    if not any(tree.lower[k] in reading.words["ministry"] for k in range(found.start, found.end)):
        return None
    entry = found.entry
    if entry is not None and entry.country is not None:
        return clusters.known(reading.knowledge[entry.country])
    near = [*range(found.start, found.end), *tree.kids[found.head]]
    names = (tree.doc[i : i + width].text for i in near for width in (3, 2, 1))
    countries = (e for name in names for e in reading.knowledge.named(name) if e.type is EntityType.COUNTRY)
    country = next(countries, None)
    return clusters.known(country) if country is not None else None


def _candidates(reading: Reading, clusters: Clusters) -> Iterator[tuple[int, int]]:
    tree = reading.tree
    last = len(tree.sentences) - 1
    for m, found in enumerate(reading.mentions):
        number = tree.sentence_of[found.head]
        if number < _HEAD and (_heads(reading, found) or _acts_now(reading, found) or _is_heading(reading, found)):
            yield from ((m, c) for c in clusters.refers[m] if clusters[c].type in STATES and _whole(reading, found))
    for m, found in enumerate(reading.mentions):
        number = tree.sentence_of[found.head]
        if (number < _HEAD or number == last) and _beside_date(reading, found):
            country = found.entry if found.type is EntityType.COUNTRY else None
            if country is None and found.entry is not None and found.entry.country is not None:
                country = reading.knowledge.get(found.entry.country)
            if country is not None:
                yield m, clusters.known(country)
    for m, found in enumerate(reading.mentions):
        if reading.tree.sentence_of[found.head] < _HEAD and reading.tree.dep[found.head].startswith("nsubj"):
            people = (c for c in clusters.refers[m] if clusters[c].type is EntityType.PERSON)
            yield from ((m, home) for c in people if (home := clusters.home(c)) is not None)


def _is_heading(reading: Reading, found: Found) -> bool:
    """Whether the mention is what a heading without a verb names: "General Staff of Chad, report as of 22:00"."""
    tree = reading.tree
    start, end = tree.sentences[tree.sentence_of[found.head]]
    named = found.kind is MentionKind.NAME and tree.dep[found.head] == "root" and tree.sentence_of[found.head] == 0
    return named and not any(tree.pos[i] in VERBAL for i in range(start, end))


def _whole(reading: Reading, found: Found) -> bool:
    """Whether the mention is named or told of by itself, and is no nationality."""
    return found.kind is not MentionKind.PRONOUN and not (found.adjective and found.kind is MentionKind.NAME)


def _heads(reading: Reading, found: Found) -> bool:
    """Whether the mention follows "statement by", "comment of" or the like."""
    tree = reading.tree
    for k in (found.head, *tree.ancestors(found.head)[:2]):
        outer = tree.head[k]
        if tree.case(k) in ("by", "of", "from") and tree.lemma[outer] in reading.words["statement.heading"]:
            return True
    return False


def _acts_now(reading: Reading, found: Found) -> bool:
    """Whether the mention is the subject of a main verb in the present tense, as in "Chad condemns"."""
    tree = reading.tree
    verb = tree.head[found.head]
    finite = tree.tag[verb] in ("VBZ", "VBP") or any(tree.tag[k] in ("VBZ", "VBP") for k in tree.children(verb, "aux"))
    if (
        not tree.dep[found.head].startswith("nsubj")
        or not finite
        or tree.dep[verb] not in ("root", "conj", "parataxis")
    ):
        return False
    return tree.pos[verb] == "VERB"


def _beside_date(reading: Reading, found: Found) -> bool:
    """Whether the mention stands in a line of place and date, or in brackets of a dateline before a dash."""
    tree = reading.tree
    start, end = tree.sentences[tree.sentence_of[found.head]]
    line = [i for i in range(start, end) if not tree.doc[i].is_space]
    if found.head not in line[:_LINE]:
        return False
    year = any(tree.lower[i].isdigit() and len(tree.lower[i]) == 4 for i in line[:_LINE])
    verbs = any(tree.pos[i] in VERBAL for i in line)
    dash = any(tree.lower[i] in ("–", "—", "-") for i in line[:_LINE])
    return (year and not verbs and len(line) <= _LINE) or (
        dash and found.head in line[:2] and tree.doc[found.start].is_upper
    )
