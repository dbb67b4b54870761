"""The slots of the lexicon's frames: which phrases fill them for a trigger.

Frames see only `subj`, `obj`, `iobj` (deep roles) and prepositions. All positions are token positions; a filler is the
head of a phrase, its coordinated partners are added by `Arguments.spread`.
"""

from __future__ import annotations

from kg.extract.deep_roles import DeepRoles
from kg.extract.tree import VERBAL, Tree

_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM"})
_WITH = frozenset({"along_with", "together_with", "as_well_as", "alongside", "including", "accompanied_by"})
_LOOSE = frozenset({"by", "to", "from", "against", "for"})


class Arguments(DeepRoles):
    """Fills slots for trigger tokens of one document."""

    def __init__(self, tree: Tree, light_verbs: dict[str, str]) -> None:
        super().__init__(tree, light_verbs)
        self._fillers: dict[tuple[int, str, int | None], list[int]] = {}

    # -- slots ---------------------------------------------------------------------------------------------------------

    def fillers(self, trigger: int, slot: str, partner: int | None = None) -> list[int]:
        """The heads that fill `slot` of `trigger`; `partner` is a second word of it whose phrases count too."""
        key = (trigger, slot, partner)  # many senses of a trigger ask for the same slot
        if key not in self._fillers:
            self._fillers[key] = self._find_fillers(trigger, slot, partner)
        return list(self._fillers[key])

    def _find_fillers(self, trigger: int, slot: str, partner: int | None) -> list[int]:
        if slot == "self":
            return [trigger]
        if slot == "pre":
            return self.spread(trigger - 2) if trigger >= 2 and self.tree.lower[trigger - 1] == "-" else []
        if slot == "pred":
            return self.tree.children(trigger, "xcomp") or self._predicates(trigger)
        if slot.startswith("head."):
            return self.fillers(self.tree.head[trigger], slot[5:])
        if slot.startswith("comp."):
            return self._clause_fillers(trigger, slot[5:])
        if "." in slot:
            outer, _, inner = slot.rpartition(".")
            nouns = self.fillers(trigger, outer, partner)
            return (
                self.owners(nouns) if inner == "of" else [k for n in nouns for k in self._prepositional(n, inner, None)]
            )
        if slot in ("subj", "obj", "iobj"):
            return self._core(trigger, slot)
        return self._prepositional(trigger, slot, partner)

    def _predicates(self, v: int) -> list[int]:
        """Of "named Ana Vega minister" the minister, which parsers often take for an apposition."""
        named = self.tree.child(v, "obj")
        found = self.tree.children(named, "appos") if named is not None else []
        return [k for k in found if named is not None and "," not in self.tree.lower[named:k]]

    def _core(self, trigger: int, slot: str) -> list[int]:
        """The fillers of a deep role, with those coordinated or joined to it."""
        tree = self.tree
        verbal = tree.pos[trigger] in VERBAL
        found = self._verb_role(trigger, slot) if verbal else self._noun_role(trigger, slot)
        if found is None:
            return []
        if slot != "subj":
            return self.spread(found)
        if verbal:  # "France, along with Chad, ..." often hangs on the verb
            together = any(tree.lower[k] == "together" for k in tree.children(trigger, "advmod"))
            beside = [
                k
                for k in tree.children(trigger, "obl")
                if tree.case(k) in _WITH or (together and tree.case(k) == "with")
            ]
            if tree.dep[trigger] == "advcl" and tree.lemma[tree.head[trigger]] == "join":  # "joined Chad in imposing"
                beside += tree.children(tree.head[trigger], "obj")
            return list(dict.fromkeys(t for k in (found, *beside) for t in self.spread(k)))
        joint = self.name_modifiers(trigger)
        return list(dict.fromkeys(joint)) if found in joint and len(joint) > 1 else self.spread(found)

    def owners(self, nouns: list[int]) -> list[int]:
        """What these nouns belong to: possessors, nationalities, "of" and "in", also through a title before a name."""
        tree, found = self.tree, []
        for n in nouns:
            for host in [n, *tree.children(n, "nmod:desc", "appos", "compound")]:
                for k in tree.children(host, "nmod:poss", "amod", "compound", "nmod"):
                    if tree.dep[k] != "nmod" or tree.case(k) in ("of", "in", "at"):
                        found += self.spread(k)
        return list(dict.fromkeys(found))

    def _verb_role(self, v: int, slot: str) -> int | None:
        if slot == "subj":
            return self.deep_subject(v)
        if slot == "iobj":
            return self.tree.child(v, "iobj")
        return self.deep_object(v)

    def _noun_role(self, n: int, slot: str) -> int | None:
        tree = self.tree
        if tree.pos[n] == "ADJ":
            return self.predicate_subject(n, 0) if slot == "subj" else None
        if slot == "subj":
            return self.noun_agent(n)
        light = self.light_verb(n)
        if slot == "iobj":
            return tree.child(light, "iobj") if light is not None else None
        if light is not None and self.light_role(light) == "obj":
            return self.deep_subject(light)
        of = next((k for k in tree.children(n, "nmod") if tree.case(k) == "of"), None)
        return of if of is not None else tree.child(n, "compound")

    def _prepositional(self, trigger: int, name: str, partner: int | None) -> list[int]:
        tree = self.tree
        hosts = [trigger]
        if partner is not None:
            hosts.append(partner)
        if tree.pos[trigger] in VERBAL:
            hosts += [k for k in tree.children(trigger, "obj", "xcomp", "compound:prt") if k not in hosts]
            hosts += [k for k in [self.deep_object(trigger)] if k is not None and k not in hosts and name != "of"]
        else:
            light = self.light_verb(trigger)
            hosts += [light] if light is not None else []
            hosts += [k for k in tree.children(trigger, "acl") if tree.tag[k] == "VBN"]
            hosts += self._happening(trigger)
        if name in _LOOSE:  # "shipments of ammunition from A to B": attached to the wrong noun
            hosts += [
                k for host in hosts[:1] for k in tree.children(host, "nmod") if tree.case(k) in ("of", "from", "by")
            ]
        found: list[int] = []
        for host in hosts:
            for k in tree.children(
                host, "obl", "nmod", "obl:agent", "advcl", "iobj", "obl:unmarked", "nmod:unmarked", "advmod"
            ):
                if k != trigger and self._case_is(k, name, host):
                    found += self.spread(self.real(k))
            if found:
                break
        return found or self._relative_prepositional(trigger, name)

    def _happening(self, n: int) -> list[int]:
        """Of "talks will take place between" and "the visit began in" the verb that only says that it happens."""
        tree = self.tree
        if tree.dep[n] == "nmod" and tree.case(n) == "of":
            n = tree.head[n]  # "a series of talks will ..."
        v = tree.head[n]
        if tree.dep[n] not in ("nsubj", "nsubj:pass") or tree.pos[v] != "VERB":
            return []
        thing = tree.child(v, "obj")
        return [v] if thing is None or tree.lower[thing] == "place" else []

    def _case_is(self, k: int, name: str, host: int) -> bool:
        tree = self.tree
        case = tree.case(k)
        if case == name:
            return tree.dep[k] != "advcl"
        particle = tree.child(host, "compound:prt")
        return particle is not None and bool(case) and f"{tree.lower[particle]}_{case}" == name

    def _relative_prepositional(self, trigger: int, name: str) -> list[int]:
        """Of "the man Kim met with" the man: a preposition left alone at the end of a relative clause."""
        tree = self.tree
        if not tree.dep[trigger].endswith("relcl"):
            return []
        stranded = any(
            tree.lower[k] == name and tree.dep[k] in ("obl", "advmod", "case") and not tree.kids[k]
            for k in tree.kids[trigger]
        )
        return self.spread(tree.head[trigger]) if stranded else []

    def _clause_fillers(self, trigger: int, slot: str) -> list[int]:
        tree = self.tree
        for clause in tree.children(trigger, "ccomp", "xcomp", "advcl", "acl", "csubj"):
            if slot not in ("subj", "obj"):
                return self._prepositional(clause, slot, None)
            found = self.deep_subject(clause) if slot == "subj" else self.deep_object(clause)
            if slot == "subj" and tree.is_passive(clause):
                found = self.surface_subject(clause)
            if found is not None:
                return self.spread(found)
        if slot == "subj":
            return self._prepositional(trigger, "for", None)
        return []

    def spread(self, i: int) -> list[int]:
        """`i` with its coordinated partners, those joined by "along with" and the like, and listed names."""
        tree = self.tree
        found = tree.coordination(i) if tree.dep[i] != "conj" else [i]
        for head in list(found):
            for k in tree.children(head, "nmod", "obl", "appos"):
                listed = tree.dep[k] == "appos" and self._is_list(head, k)
                if tree.case(k) in _WITH or listed:
                    found += tree.coordination(k)
        return [k for k in dict.fromkeys(found) if tree.pos[k] in _NOUNS]

    def _is_list(self, a: int, b: int) -> bool:
        """Whether an apposition is in truth a list of places, as parsers often have it ("Seoul, Tokyo and Kyiv")."""
        doc = self.tree.doc
        joined = any(self.tree.dep[k] == "conj" for k in (*self.tree.kids[a], *self.tree.kids[b]))
        return joined and doc[a].ent_type_ == doc[b].ent_type_ == "GPE"
