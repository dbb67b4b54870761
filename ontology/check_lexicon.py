"""Checks the lexicon and its example sentences: columns, predicates, slots, classes, duplicates, and how many examples.

    python ontology/check_lexicon.py

prints one line a mistake, `file:line: what is wrong`, and exits with 1 if there is any.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path

from kg.lexicon import KINDS
from kg.model import EntityType, Factuality
from kg.ontology import Ontology

HERE = Path(__file__).parent
CLASSES = frozenset(EntityType) | {"Actor", "Location", "Thing"}
GOVERNOR_KINDS = frozenset({"verb", "noun", "adj", "adv", "phrase"})
EFFECTS = frozenset(Factuality) | {"report", "asked"}
POSITIVE, NEGATIVE = 10, 3
_WORDS = """
aboard about above across after against ahead_of along along_with alongside amid among apart_from around as as_to at
away_from back_to because_of before behind below beneath beside between beyond by by_way_of close_to concerning
despite down during following for from in in_favor_of in_favour_of in_front_of in_honor_of in_honour_of in_response_to
including inside instead_of into like near next_to of off on on_behalf_of onto opposite out_of outside over over_to
past regarding round since than through throughout to together_with toward towards under underneath until up_to upon
versus via with within without
"""
_PREPOSITIONS = frozenset(_WORDS.split())
_PARTICLES = _PREPOSITIONS | frozenset(
    {"ahead", "apart", "aside", "asunder", "away", "back", "down", "forth", "forward", "home", "open", "out", "short"}
    | {"together", "up"}
)
_ROLES = frozenset({"subj", "obj", "iobj", "self", "pre", "pred", "comp", "speaker", "office", "head"})
_SLOT = re.compile(r"!?(?P<names>[a-z_.]+(\|[a-z_.]+)*)(:(?P<classes>[A-Za-z]+(\|[A-Za-z]+)*))?")
_FRAME = re.compile(r"(?P<left>[^>~\[\]]+?)\s*(?P<sign>[>~])\s*(?P<right>[^>~\[\]]*?)\s*(\[(?P<conditions>[^\]]+)\])?")


def rows(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The lines of a table with their places; comments, empty lines and the header are left out."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            cells = line.split("\t")
            if cells[0] not in ("predicate", "verb", "kind", "class"):
                yield f"{path.parent.name}/{path.name}:{number}", cells


def slot_problems(text: str) -> Iterator[str]:
    """What is wrong with one slot, such as `to:Location` or `obj|of`."""
    found = _SLOT.fullmatch(text)
    if found is None:
        yield f"slot {text!r} is not of the form name, name|name or name:Class"
        return
    for name in found["names"].split("|"):
        if not set(name.split(".")) <= _ROLES | _PREPOSITIONS:
            yield f"slot {name!r} is neither a role nor a preposition"
    for name in (found["classes"] or "").split("|"):
        if name and name not in CLASSES:
            yield f"{name!r} is no class of entities"


def frame_problems(text: str) -> Iterator[str]:
    """What is wrong with the frames of one line."""
    for frame, count in Counter(part.strip() for part in text.split(";")).items():
        if count > 1:
            yield f"frame {frame!r} is given {count} times"
    for part in dict.fromkeys(part.strip() for part in re.split("[;&]", text)):
        found = _FRAME.fullmatch(part)
        if found is None or (found["sign"] == ">") != bool(found["right"]):
            yield f"frame {part!r} is neither SLOT > SLOT nor SLOT ~"
            continue
        slots = [found["left"], found["right"], *(found["conditions"] or "").split(",")]
        for slot in slots:
            if slot.strip():
                yield from slot_problems(slot.strip())
        if found["right"] and found["left"] == found["right"]:
            yield f"frame {part!r} has the same slot on both sides"


def trigger_problems(kind: str, text: str) -> Iterator[str]:
    """What is wrong with one trigger of a kind."""
    words = text.split(" ")
    if not all(words) or text != text.strip():
        yield f"trigger {text!r} is empty or has spaces too many"
        return
    needs = words[1:]
    if ":" in words[0]:
        yield f"trigger {text!r} begins with a need and not with a lemma"
    if kind in ("noun", "role", "adj") and ":" in text:
        yield f"trigger {text!r} of kind {kind} cannot have needs"
    if kind == "verb" and not set(needs) <= _PARTICLES:
        yield f"trigger {text!r}: {' '.join(needs)!r} is no particle"
    if kind in ("phrase", "not"):
        if not needs:
            yield f"trigger {text!r} of kind {kind} needs more than a verb"
        for need in needs:
            slot, _, lemmas = need.rpartition(":")
            if slot not in _PREPOSITIONS | {"", "subj", "obj", "prt", "adj", "word"} or not all(lemmas.split("/")):
                yield f"trigger {text!r}: {need!r} is not obj:NOUN, PREP:NOUN, prt:PARTICLE, adj:ADJ or word:WORD"
            if not slot and lemmas not in _PARTICLES:
                yield f"trigger {text!r}: {need!r} is no particle"


def sense_problems(cells: list[str], group: str, predicates: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with one line of a group's lexicon."""
    if len(cells) != 4:
        yield f"{len(cells)} columns where 4 belong"
        return
    predicate, kind, triggers, frames = cells
    if predicates.get(predicate) != group:
        yield f"predicate {predicate!r} is not one of group {group}"
    if kind not in KINDS:
        yield f"kind {kind!r} is none of {', '.join(KINDS)}"
    for trigger in triggers.split(", "):
        yield from trigger_problems(kind, trigger)
    if kind == "not":
        if frames:
            yield "a line of kind not has no frames"
    else:
        yield from frame_problems(frames)


def lexicon_problems(path: Path, predicates: Mapping[str, str]) -> Iterator[str]:
    """What is wrong in the lexicon of one group."""
    seen: dict[tuple[str, str, str, str], str] = {}
    for where, cells in rows(path):
        yield from (f"{where}: {problem}" for problem in sense_problems(cells, path.stem, predicates))
        if len(cells) == 4:
            for trigger in cells[2].split(", "):
                key = (cells[0], cells[1], trigger, cells[3])
                if key in seen:
                    yield f"{where}: {trigger!r} stands with the same frames in {seen[key]}"
                seen[key] = where


def light_problems(path: Path) -> Iterator[str]:
    """What is wrong in the table of light verbs."""
    seen: set[str] = set()
    for where, cells in rows(path):
        if len(cells) != 3:
            yield f"{where}: {len(cells)} columns where 3 belong"
        elif cells[2] not in ("subj", "obj"):
            yield f"{where}: role {cells[2]!r} is neither subj nor obj"
        if cells[0] in seen:
            yield f"{where}: {cells[0]!r} stands here a second time"
        seen.add(cells[0])


def governor_problems(path: Path) -> Iterator[str]:
    """What is wrong in the table of governors."""
    seen: set[tuple[str, str]] = set()
    for where, cells in rows(path):
        if len(cells) != 4:
            yield f"{where}: {len(cells)} columns where 4 belong"
            continue
        kind, triggers, effect, _ = cells
        if kind not in GOVERNOR_KINDS:
            yield f"{where}: kind {kind!r} is none of {', '.join(sorted(GOVERNOR_KINDS))}"
        if effect not in EFFECTS:
            yield f"{where}: effect {effect!r} is none of {', '.join(sorted(EFFECTS))}"
        for trigger in triggers.split(", "):
            if not trigger or trigger != trigger.strip():
                yield f"{where}: trigger {trigger!r} is empty or has spaces too many"
            if (kind, trigger) in seen:
                yield f"{where}: {trigger!r} stands here a second time"
            seen.add((kind, trigger))


def sentence_problems(
    cells: list[str], group: str, predicates: Mapping[str, str], countries: frozenset[str]
) -> Iterator[str]:
    """What is wrong with one example sentence."""
    if len(cells) != 6:
        yield f"{len(cells)} columns where 6 belong"
        return
    predicate, sign, subject, object_, factuality, sentence = cells
    if predicates.get(predicate) != group:
        yield f"predicate {predicate!r} is not one of group {group}"
    if sign not in ("+", "-"):
        yield f"sign {sign!r} is neither + nor -"
    if not sentence.strip():
        yield "no sentence"
    if sign == "+" and factuality not in frozenset(Factuality):
        yield f"factuality {factuality!r} is none of {', '.join(Factuality)}"
    for name in (subject, object_):
        if sign == "+" and not name:
            yield "a positive example without subject or object"
        elif name not in sentence and name not in countries:
            yield f"{name!r} is not in the sentence"


def example_problems(path: Path, predicates: Mapping[str, str], countries: frozenset[str]) -> Iterator[str]:
    """What is wrong in the example sentences of one group."""
    counts: Counter[tuple[str, str]] = Counter()
    seen: set[tuple[str, ...]] = set()
    for where, cells in rows(path):
        yield from (f"{where}: {problem}" for problem in sentence_problems(cells, path.stem, predicates, countries))
        if tuple(cells) in seen:
            yield f"{where}: the line stands here a second time"
        seen.add(tuple(cells))
        counts[cells[0], cells[1]] += 1
    for predicate in (name for name, group in predicates.items() if group == path.stem):
        for sign, least in (("+", POSITIVE), ("-", NEGATIVE)):
            count = counts[predicate, sign]
            if count < least:
                yield f"examples/{path.name}: {predicate} has {count} {sign} sentences, fewer than {least}"


def words_together(triggers: str) -> Iterator[tuple[str, ...]]:
    """The triggers of a line with each choice of words spelt out: `come to:aid/rescue` gives two."""
    for trigger in triggers.split(", "):
        verb, *needs = trigger.split(" ")
        choices = [
            [need[: need.rfind(":") + 1] + word for word in need.rpartition(":")[2].split("/")] for need in needs
        ]
        yield from ((verb, *chosen) for chosen in product(*choices))


def conflict_problems(paths: Iterable[Path]) -> Iterator[str]:
    """Where a line of kind not forbids the very words that are a trigger of its predicate elsewhere."""
    lines = [(where, cells) for path in paths for where, cells in rows(path) if len(cells) == 4]
    phrases = {
        (cells[0], words): where for where, cells in lines if cells[1] == "phrase" for words in words_together(cells[2])
    }
    for where, cells in lines:
        if cells[1] == "not":
            for words in words_together(cells[2]):
                if (cells[0], words) in phrases:
                    yield f"{where}: {' '.join(words)!r} is a trigger in {phrases[cells[0], words]}"


def problems(folder: Path, predicates: Mapping[str, str], countries: frozenset[str]) -> Iterator[str]:
    """All mistakes under `folder`; `predicates` says the group of each. `countries` need not be in a sentence."""
    for group in sorted(set(predicates.values())):
        for kind in ("lexicon", "examples"):
            if not (folder / kind / f"{group}.tsv").exists():
                yield f"{kind}/{group}.tsv: the file is missing"
    for path in sorted((folder / "lexicon").glob("[A-Z]*.tsv")):
        yield from lexicon_problems(path, predicates)
    yield from conflict_problems(sorted((folder / "lexicon").glob("[A-Z]*.tsv")))
    yield from light_problems(folder / "lexicon" / "light.tsv")
    yield from governor_problems(folder / "lexicon" / "governors.tsv")
    for path in sorted((folder / "examples").glob("[A-Z]*.tsv")):
        yield from example_problems(path, predicates, countries)


def country_names(folder: Path) -> frozenset[str]:
    """The labels of all countries of the knowledge base."""
    path = folder / "knowledge" / "countries.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(row["label"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def main() -> int:
    """Prints the mistakes; returns the exit status."""
    groups = {name: predicate.group for name, predicate in Ontology.load().predicates.items()}
    found = list(problems(HERE, groups, country_names(HERE)))
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
