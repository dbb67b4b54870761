"""Where the words of a sense of the lexicon all stand: its trigger, and what must stand with it."""

from __future__ import annotations

from kg.extract.arguments import Arguments
from kg.extract.proposals import Match
from kg.extract.tree import VERBAL
from kg.lexicon import Lexicon, Sense


class TriggerMatcher:
    """Matches the senses of the lexicon at the tokens of one document."""

    def __init__(self, arguments: Arguments, lexicon: Lexicon) -> None:
        self.tree = arguments.tree
        self.arguments = arguments
        self.lexicon = lexicon
        self._fillers: dict[tuple[int, str, int | None], list[tuple[int, list[str]]]] = {}

    def at_token(self, i: int) -> list[Match]:
        """The senses whose words all stand here."""
        found = [Match(sense, i, copular=True) for sense in self._said_of(i)]
        for key in self._keys(i):
            for sense in self.lexicon.senses.get(key, ()):
                fits, partner = self._needs(i, sense)
                if fits:
                    found.append(Match(sense, i, partner))
        return found

    def _keys(self, i: int) -> list[tuple[str, str]]:
        tree, pos = self.tree, self.tree.pos[i]
        keys: list[tuple[str, str]] = []
        if i >= 2 and tree.lower[i - 1] == "-":
            keys.append(("adj", f"-{tree.lower[i]}"))
        if pos in VERBAL:
            keys += [(kind, tree.lemma[i]) for kind in ("verb", "phrase", "not")]
        if pos in ("NOUN", "PROPN"):
            keys += [("noun", name) for name in self.compounds(i)] + [("not", tree.lemma[i])]
        if pos == "ADJ" or tree.tag[i] in ("VBN", "VBG"):
            keys += [("adj", tree.lower[i])] + ([("adj", tree.lemma[i])] if tree.lemma[i] != tree.lower[i] else [])
        return keys

    def _said_of(self, i: int) -> list[Sense]:
        """The senses of "be" with a preposition that this noun satisfies, verb or not: "under sanctions"."""
        if self.tree.pos[i] != "NOUN" or not (case := self.tree.case(self.whole(i))):
            return []
        names = self.compounds(i)
        senses = self.lexicon.senses.get(("phrase", "be"), ())
        return [s for s in senses if s.needs and s.needs[0][0] == case and not s.needs[0][1].isdisjoint(names)]

    def whole(self, i: int) -> int:
        """Of "under several rounds of *sanctions*" the rounds; any other noun is itself."""
        h = self.tree.head[i]
        several = self.tree.dep[i] == "nmod" and self.tree.case(i) == "of"
        return h if several and self.tree.lemma[h] in self.lexicon.words["partitive"] else i

    def compounds(self, i: int) -> list[str]:
        """The noun at `i` with the one or two words before it, longest first ("chief of staff" is a role, not here)."""
        lemma, lower = self.tree.lemma, self.tree.lower
        names = [lemma[i]]
        if i >= 1:
            names.insert(0, f"{lower[i - 1]} {lemma[i]}")
        if i >= 2:
            names.insert(0, f"{lower[i - 2]} {lower[i - 1]} {lemma[i]}")
            if lower[i - 1] == "-":
                names.append(f"{lower[i - 2]}-{lemma[i]}")
        return names

    def _needs(self, i: int, sense: Sense) -> tuple[bool, int | None]:
        partner: int | None = None
        for slot, lemmas in sense.needs:
            found = self._need(i, slot, lemmas, partner)
            if found is None:
                return False, None
            partner = found if slot not in ("prt", "word") else partner
        return True, partner

    def _need(self, i: int, slot: str, lemmas: frozenset[str], partner: int | None) -> int | None:
        tree = self.tree
        if slot == "prt":
            return next(
                (k for k in tree.children(i, "compound:prt", "advmod", "case") if tree.lower[k] in lemmas), None
            )
        if slot == "word":
            near = [*tree.kids[i], *(tree.kids[partner] if partner is not None else [])]
            return next((k for k in near if tree.lower[k] in lemmas or tree.case(k).split("_")[0] in lemmas), None)
        if slot == "adj":
            beside = tree.children(i, "xcomp", "advmod", "amod", "obj")
            beside += [
                k for n in tree.children(i, "obj") for k in tree.children(n, "amod") if k == i + 1
            ]  # "shot dead"
            return next((k for k in beside if tree.lemma[k] in lemmas), None)
        return next((k for k, names in self._filling(i, slot, partner) if not lemmas.isdisjoint(names)), None)

    def _filling(self, i: int, slot: str, partner: int | None) -> list[tuple[int, list[str]]]:
        """What fills a slot, each with its names; many senses of a trigger ask for the same."""
        key = (i, slot, partner)
        if key not in self._fillers:
            tokens = [k for name in slot.split("|") for k in self.arguments.fillers(i, name, partner)]
            self._fillers[key] = [(k, self.compounds(k)) for k in tokens]
        return self._fillers[key]
