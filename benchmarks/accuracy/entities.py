"""Whether the mentions of one annotated entity, over all texts together, are one node of the graph, and only they.

The annotation lists for each text the forms that refer to an entity, without places: a mention is an occurrence of a
form in the text, the longest first. A form that the text has for two entities (a capital for the city and for the
government) tells nothing and is left out. Over texts an entity is one by its Wikidata id, else by type and name, of
which one letter may differ. A mention of ours is the annotated one if its words, titles aside, are a form of that
entity, or if both share more than half of their letters. The measure is B-cubed: A. Bagga and B. Baldwin, "Algorithms
for scoring coreference chains", LREC workshop (1998).
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.accuracy.folders import Annotated
from benchmarks.accuracy.wording import bare, normal, untitled
from kg.extract import Extractor
from kg.extract.analysis import analyse
from kg.extract.extractor import RecordWriter
from kg.model import Document, DocumentRecord, MentionKind
from kg.resolve import resolve_with_reasons

_SMALL = frozenset(["of", "the", "and", "on", "in", "for", "to", "a", "de", "la", "el", "al", "bin", "at", "with", "s"])


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a text, in code points."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A mention on one side: its place, its words, and the entity or node that it is of; `forms` are that entity's."""

    place: Place
    words: str
    entity: str
    forms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Joined:
    """How the mentions that both sides have are joined.

    `pairs` are the annotated entity and the node of each mention, `missed` the annotated mentions without one of ours,
    `mixed` the nodes that hold more than one annotated entity, `split` the entities that are in more than one node.
    """

    pairs: tuple[tuple[str, str], ...]
    missed: int
    mixed: tuple[str, ...]
    split: tuple[str, ...]

    @property
    def nodes(self) -> int:
        """How many nodes have a mention that both sides have."""
        return len({node for _, node in self.pairs})

    @property
    def wrong(self) -> float:
        """The share of mentions that are in a node of which most mentions are another entity's: wrong merges."""
        most: dict[str, int] = {}
        for (_, node), count in Counter(self.pairs).items():
            most[node] = max(count, most.get(node, 0))
        return 1 - sum(most.values()) / len(self.pairs) if self.pairs else 0.0

    @property
    def scores(self) -> tuple[float, float, float]:
        """B-cubed precision, recall and F1, averaged over mentions; zeros where there are none."""
        both, gold, ours = Counter(self.pairs), Counter(g for g, _ in self.pairs), Counter(o for _, o in self.pairs)
        if not self.pairs:
            return 0.0, 0.0, 0.0
        precision = sum(n * n / ours[o] for (_, o), n in both.items()) / len(self.pairs)
        recall = sum(n * n / gold[g] for (g, _), n in both.items()) / len(self.pairs)
        return precision, recall, 2 * precision * recall / (precision + recall)


def whole_records(extractor: Extractor, documents: Iterable[Document]) -> Iterator[DocumentRecord]:
    """Records that hold every entity which a text names, in a claim or not."""
    for document in documents:
        analysis = analyse(extractor.nlp(document.text), extractor.finder, document.date)
        writer = RecordWriter(document, analysis)
        writer.write()
        for cluster, made in enumerate(analysis.clusters.all):
            if made.named:
                writer.numbers.setdefault(cluster, len(writer.numbers))
        yield DocumentRecord(document, tuple(writer.entities()), tuple(writer.claims.values()), extractor.model)


def our_mentions(records: Sequence[DocumentRecord]) -> list[Found]:
    """Our mentions by a name or a description with their nodes, over all records together."""
    ordered = sorted(records, key=lambda record: record.document.id)
    found: dict[Place, Found] = {}
    for record, here in zip(ordered, resolve_with_reasons(ordered).nodes, strict=True):
        for local, node in zip(record.entities, here, strict=True):
            for mention in local.mentions:
                if mention.kind is not MentionKind.PRONOUN:
                    place = Place(record.document.id, mention.start, mention.end)
                    found.setdefault(place, Found(place, mention.text, node))
    return list(found.values())


def gold_mentions(folder: Path, texts: Sequence[Annotated]) -> list[Found]:
    """The annotated mentions of named entities."""
    rows = {text.name: _entities(folder, text.name) for text in texts}
    keys = _keys(row for found in rows.values() for row in found)
    return [mention for text in texts for mention in _occurrences(text, rows[text.name], keys)]


def _entities(folder: Path, name: str) -> list[dict[str, Any]]:
    data = json.loads((folder / "annotations" / f"{name}.json").read_text(encoding="utf-8"))
    return list(data["entities"])


def _named(row: Mapping[str, Any]) -> bool:
    """Whether an annotated entity has a name: it is in Wikidata, or its label is in capitals."""
    words = [word for word in re.findall(r"\w+", row["label"]) if word.lower() not in _SMALL]
    return bool(row.get("wikidata")) or all(word[0].isupper() or word[0].isdigit() for word in words)


def _name(row: Mapping[str, Any]) -> tuple[str, str]:
    name = bare(normal(row["label"]))
    return row["type"], untitled(name) if row["type"] == "Person" else name


def _keys(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], str]:
    """For type and name the Wikidata id that some text gives it, if just one does, else one of its names.

    Names are one if they differ in one letter, or if one text gives both: the label of one is an alias of the other.
    """
    known: dict[tuple[str, str], set[str]] = defaultdict(set)
    aliases: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        known[_name(row)].update([row["wikidata"]] if row.get("wikidata") else [])
        own = (alias for alias in row.get("aliases", ()) if " " in alias or alias.isupper())
        aliases[_name(row)].update(_name({**row, "label": alias})[1] for alias in own)
    keys: dict[tuple[str, str], str] = {}
    for name, ids in sorted(known.items()):
        same = next((k for k in keys if not ids and not known[k] and _one_name(k, name, aliases)), name)
        keys[name] = next(iter(ids)) if len(ids) == 1 else keys.get(same, "/".join(same))
    return keys


def _one_name(one: tuple[str, str], other: tuple[str, str], aliases: Mapping[tuple[str, str], set[str]]) -> bool:
    if one[0] != other[0]:
        return False
    return _one_letter_apart(one[1], other[1]) or one[1] in aliases[other] or other[1] in aliases[one]


def _one_letter_apart(one: str, other: str) -> bool:
    """Whether two names of five letters or more differ in one letter that is other, new or missing."""
    short, long = sorted((one, other), key=len)
    if len(short) < 5 or len(long) - len(short) > 1:
        return False
    i = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[i:] == long[i + 1 :] or short[i + 1 :] == long[i + 1 :]


def _occurrences(text: Annotated, rows: Sequence[Mapping[str, Any]], keys: Mapping[Any, str]) -> Iterator[Found]:
    entities: dict[str, set[str]] = defaultdict(set)
    forms: dict[str, frozenset[str]] = {}
    for row in rows:
        key = (row.get("wikidata") or keys[_name(row)]) if _named(row) else ""
        here = (row["label"], *row.get("aliases", ()))
        forms[key] = forms.get(key, frozenset()) | {_plain(form) for form in here}
        for form in here:
            entities[form].add(key)
    taken: list[Place] = []
    for form in sorted(filter(str.strip, entities), key=lambda form: (-len(form), form)):
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text.document.text):
            place = Place(text.name, *match.span())
            if not any(_meet(place, other) for other in taken):
                taken.append(place)
                if len(entities[form]) == 1 and "" not in entities[form]:
                    key = next(iter(entities[form]))
                    yield Found(place, form, key, forms[key])


def _plain(words: str) -> str:
    return untitled(bare(normal(words)))


def join(gold: Iterable[Found], ours: Iterable[Found]) -> Joined:
    """Pairs the annotated mentions with ours."""
    by_document: dict[str, list[Found]] = defaultdict(list)
    for found in ours:
        by_document[found.place.document].append(found)
    pairs: list[tuple[str, str]] = []
    missed = 0
    for mention in gold:
        near = [
            (_likeness(mention, o), o) for o in by_document[mention.place.document] if _meet(mention.place, o.place)
        ]
        (_, share), best = max(near, key=lambda pair: pair[0], default=((False, 0.0), mention))
        if share > 0:
            pairs.append((mention.entity, best.entity))
        else:
            missed += 1
    return _joined(pairs, missed)


def _meet(one: Place, other: Place) -> bool:
    return one.start < other.end and other.start < one.end


def _likeness(gold: Found, ours: Found) -> tuple[bool, float]:
    """Whether our words are a form of the entity, and the share of letters in both; 0 if they are two things."""
    inner = min(gold.place.end, ours.place.end) - max(gold.place.start, ours.place.start)
    share = inner / (max(gold.place.end, ours.place.end) - min(gold.place.start, ours.place.start))
    is_form = _plain(ours.words) in gold.forms
    return is_form, share if is_form or share > 0.5 else 0.0


def _joined(pairs: Sequence[tuple[str, str]], missed: int) -> Joined:
    of_node: dict[str, set[str]] = defaultdict(set)
    of_entity: dict[str, set[str]] = defaultdict(set)
    for entity, node in pairs:
        of_node[node].add(entity)
        of_entity[entity].add(node)
    mixed = [f"{node}: {', '.join(sorted(held))}" for node, held in sorted(of_node.items()) if len(held) > 1]
    split = [f"{entity}: {', '.join(sorted(held))}" for entity, held in sorted(of_entity.items()) if len(held) > 1]
    return Joined(tuple(pairs), missed, tuple(mixed), tuple(split))


def measure(folder: Path, texts: Sequence[Annotated], extractor: Extractor) -> dict[str, Joined]:
    """The joins of the texts of each part, and of all texts; every node is made from all texts together."""
    ours = our_mentions(list(whole_records(extractor, (text.document for text in texts))))
    gold = gold_mentions(folder, texts)
    held_out = {text.name: text.held_out for text in texts}
    parts = {"dev": [False], "held out": [True], "all": [False, True]}
    return {part: join((m for m in gold if held_out[m.place.document] in which), ours) for part, which in parts.items()}
