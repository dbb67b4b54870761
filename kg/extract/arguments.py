"""Predicate-argument structure over a dependency tree: who is the deep subject and object of a verb, noun or adjective.

Passives, relative clauses, control and raising, participles, coordination and light verbs are undone here, so that the
lexicon's frames see only `subj`, `obj`, `iobj` and prepositions. All positions are token positions; a filler is the
head of a phrase, its coordinated partners are added by `Arguments.spread`.
"""

from __future__ import annotations

from functools import cached_property

from kg.extract.tree import Tree

_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM"})
_SUBJECT_CONTROL = frozenset({"promise", "vow", "threaten", "pledge", "agree"})
_WITH = frozenset({"along_with", "together_with", "as_well_as", "alongside", "including", "accompanied_by"})
_LOOSE = frozenset({"by", "to", "from", "against", "for"})
_DEPTH = 12
_PRONOUNS = frozenset({"EX", "DT", "WP", "WDT"})


class Arguments:
    """Fills slots for trigger tokens of one document."""

    def __init__(self, tree: Tree, light_verbs: dict[str, str]) -> None:
        self.tree = tree
        self.light_verbs = light_verbs
        self._fillers: dict[tuple[int, str, int | None], list[int]] = {}

    # -- the surface -------------------------------------------------------------------------------------------------

    @cached_property
    def _antecedents(self) -> dict[int, int]:
        """Relative pronouns and the nouns they stand for."""
        tree, found = self.tree, {}
        for i in range(len(tree)):
            if tree.is_relative(i):
                clause = next(a for a in tree.ancestors(i) if tree.dep[a].endswith("relcl"))
                found[i] = self._said_of(tree.head[clause])
        return found

    def _said_of(self, n: int) -> int:
        """Of "Vega is a banker who led Chad" Vega: what a predicate noun is said of; any other noun is itself."""
        tree = self.tree
        first = tree.first_conjunct(n)
        subject = tree.child(first, "nsubj") if tree.child(first, "cop") is not None else None
        return subject if subject is not None and tree.tag[subject] not in _PRONOUNS else n

    def real(self, i: int) -> int:
        """The noun that a relative pronoun stands for; any other token is itself."""
        return self._antecedents.get(i, i)

    def surface_subject(self, v: int, depth: int = 0) -> int | None:
        """The grammatical subject of the clause of `v`, its own or one that it shares."""
        tree = self.tree
        own = tree.child(v, "nsubj", "nsubj:pass", "csubj", "nsubj:outer")
        if own is not None:
            return self.real(own)
        if depth > _DEPTH or tree.head[v] == v:
            return None
        return self._shared_subject(v, depth)

    def _shared_subject(self, v: int, depth: int) -> int | None:
        tree, dep, h = self.tree, self.tree.dep[v], self.tree.head[v]
        if dep in ("conj", "parataxis"):
            marked = dep == "parataxis" and tree.child(h, "nsubj") is None
            return None if marked else self.surface_subject(h, depth + 1)
        if dep == "xcomp":
            return self._controller(v, h, depth)
        if dep in ("advcl", "ccomp"):
            return self._adverbial_subject(v, h, depth)
        if dep == "acl":
            return self._adnominal_subject(v, h, depth)
        if dep.endswith("relcl"):
            relative = [i for i, a in self._antecedents.items() if a == h and tree.head[i] == v]
            return None if relative else h
        return None

    def _controller(self, v: int, h: int, depth: int) -> int | None:
        """Of "urged Russia to leave" Russia, of "agreed to leave" and "is ready to leave" the subject."""
        tree = self.tree
        patient = tree.child(h, "obj", "iobj")
        if patient is not None and tree.lemma[h] not in _SUBJECT_CONTROL:
            return self.real(patient)
        return self.surface_subject(h, depth + 1)

    def _adverbial_subject(self, v: int, h: int, depth: int) -> int | None:
        """Of "said, thanking Kim" and "came to meet Kim" the main clause's subject; of "accused X of supplying" X."""
        tree = self.tree
        mark = tree.child(v, "mark")
        word = tree.lower[mark] if mark is not None else ""
        if tree.tag[v] not in ("VBG", "VBN", "VB"):
            return None
        if word in ("of", "from", "for", "into", "against") and (patient := self.deep_object(h, depth + 1)) is not None:
            return patient
        if tree.pos[h] in ("NOUN", "PROPN"):
            return self.noun_agent(h, depth + 1)
        return self.surface_subject(h, depth + 1)

    def _adnominal_subject(self, v: int, h: int, depth: int) -> int | None:
        """Of "troops guarding the base" the troops; of "a plan to attack" whoever has the plan."""
        tree = self.tree
        if tree.tag[v] == "VBN":
            return h
        mark = tree.child(v, "mark")
        if tree.head[h] == h and tree.pos[h] == "PROPN":
            return h  # a headline: "Putin to visit North Korea"
        if tree.tag[v] == "VBG" and (mark is None or tree.lower[mark] not in ("of", "for", "at", "in")):
            return h
        return self.noun_agent(h, depth + 1)

    # -- deep roles of verbs -------------------------------------------------------------------------------------------

    def deep_subject(self, v: int, depth: int = 0) -> int | None:
        """Who does what the verb or adjective `v` says."""
        tree = self.tree
        if tree.pos[v] not in ("VERB", "AUX"):
            return self.predicate_subject(v, depth)
        if not tree.is_passive(v):
            return self.surface_subject(v, depth)
        agent = tree.child(v, "obl:agent")
        for host in [v, *tree.children(v, "xcomp", "obj", "obl")]:
            if agent is None:
                agent = next((k for k in tree.children(host, "obl", "nmod") if tree.case(k) == "by"), None)
        return self.real(agent) if agent is not None else None

    def predicate_subject(self, v: int, depth: int = 0) -> int | None:
        """The noun that an adjective, or a noun with its preposition ("under sanctions"), is said of or modifies."""
        tree = self.tree
        subject = self.surface_subject(v, depth)
        if subject is not None:
            return subject
        if tree.dep[v] in ("amod", "acl", "nmod:desc", "appos", "compound", "nmod"):
            return tree.head[v]
        if tree.dep[v] == "conj" and depth < _DEPTH:
            return self.predicate_subject(tree.head[v], depth + 1)
        return None

    def deep_object(self, v: int, depth: int = 0) -> int | None:
        """Whom the verb `v` acts on."""
        tree = self.tree
        if tree.is_passive(v):
            return self.surface_subject(v, depth)
        own = tree.child(v, "obj")
        own = tree.child(v, "iobj") if own is None else own  # "told the army to stay"
        if own is None and (named := tree.child(v, "xcomp")) is not None and tree.pos[named] == "PROPN":
            own = named  # "named Jane Doe as minister", misread
        if own is not None:
            return self.real(own)
        if tree.dep[v].endswith("relcl") and tree.child(v, "nsubj") is not None:
            return self._gap(v)
        if tree.dep[v] == "acl" and tree.child(v, "mark") is not None and tree.tag[v] == "VB":
            return None
        later = next((k for k in tree.children(v, "conj") if tree.pos[k] == "VERB"), None)
        if later is not None and tree.child(later, "nsubj") is None and tree.child(v, "obl", "ccomp", "xcomp") is None:
            return tree.child(later, "obj")
        return None

    def _gap(self, v: int) -> int | None:
        """Of "the missiles (that) Russia fired" the missiles, if no relative pronoun has another role."""
        tree = self.tree
        pronouns = [i for i in self._antecedents if self._antecedents[i] == tree.head[v]]
        taken = [i for i in pronouns if tree.dep[i] not in ("obj", "mark")]
        return None if taken else tree.head[v]

    # -- nouns ---------------------------------------------------------------------------------------------------------

    def noun_agent(self, n: int, depth: int = 0) -> int | None:
        """Who does what the noun `n` names: possessor, nationality, "by ...", name before it, light verb's subject."""
        tree = self.tree
        for k in tree.children(n, "nmod:poss", "nmod"):
            if (tree.dep[k] == "nmod:poss" and k < n) or tree.case(k) == "by":
                return self.real(k)
            if (
                tree.case(k) == "of"
                and (by := next((j for j in tree.children(k, "nmod") if tree.case(j) == "by"), None)) is not None
            ):
                return by
        if (beside := self._by_beside(n)) is not None:
            return beside
        light = self.light_verb(n)
        if light is not None and self.light_role(light) == "subj" and depth < _DEPTH:
            subject = self.deep_subject(light, depth + 1) if self._is_object(n) else self.surface_subject(light, depth)
            if subject is not None and subject != n and not self._owned_by_body(n, subject):
                return subject
        names = self.name_modifiers(n) or self._led_by(n)
        return names[0] if names else None

    def _by_beside(self, n: int) -> int | None:
        """Of "documented killings of civilians by the militia" the militia, which hangs on an active verb."""
        tree, v = self.tree, self.tree.head[n]
        if tree.dep[n] != "obj" or tree.pos[v] != "VERB" or tree.is_passive(v):
            return None
        return next(
            (k for k in tree.children(v, "obl") if k > n and tree.case(k) == "by" and tree.tag[k] != "VBG"), None
        )

    def _owned_by_body(self, n: int, subject: int) -> bool:
        """Whether a noun under a person's verb names the body whose act it is: "he reiterated UK support"."""
        ents = self.tree.doc
        bodies = [k for k in self.name_modifiers(n) if ents[k].ent_type_ in ("GPE", "ORG", "NORP")]
        return bool(bodies) and ents[subject].ent_type_ in ("PERSON", "PER")

    def _led_by(self, n: int) -> list[int]:
        """Of "U.S.-led efforts" the United States."""
        tree = self.tree
        return [k - 2 for k in tree.children(n, "amod") if k >= 2 and tree.lower[k - 1] == "-" and tree.tag[k] == "VBN"]

    def _is_object(self, n: int) -> bool:
        return self.tree.dep[n] in ("obj", "nsubj:pass", "acl", "acl:relcl", "conj")

    def name_modifiers(self, n: int) -> list[int]:
        """Names and nationalities that modify the noun `n` from before ("the Russian visit", "Kim-Putin summit")."""
        tree = self.tree
        found = []
        for k in tree.children(n, "compound", "amod", "nmod", "nmod:desc"):
            if k < n and (tree.pos[k] == "PROPN" or tree.doc[k].ent_type_ in ("NORP", "GPE")) and not tree.case(k):
                found += [*(j for j in tree.children(k, "amod", "compound", "flat") if tree.lower[j + 1] == "-"), k]
        return found

    def light_verb(self, n: int) -> int | None:
        """The light verb that `n` depends on as its object ("held *talks*", "a *visit* paid by"), if there is one."""
        tree = self.tree
        first = tree.first_conjunct(n)
        h = tree.head[first]
        if tree.dep[first] in ("obj", "nsubj:pass", "obl") and self._light_name(h, first) is not None:
            return h
        for k in tree.children(n, "acl", "acl:relcl"):
            if tree.pos[k] == "VERB" and self._light_name(k, n) is not None and self._acts_on_head(k):
                return k
        return None

    def _acts_on_head(self, k: int) -> bool:
        """Whether the participle or relative clause `k` has the noun it stands after as its object."""
        tree = self.tree
        if tree.dep[k] == "acl":
            return tree.tag[k] == "VBN"
        return tree.is_passive(k) or (tree.child(k, "nsubj") is not None and tree.child(k, "obj") is None)

    def light_role(self, v: int) -> str:
        """Whether a light verb's subject is the noun's `subj` or its `obj`."""
        return self.light_verbs.get(self._light_name(v, None) or "", "subj")

    def _light_name(self, v: int, noun: int | None) -> str | None:
        tree = self.tree
        particle = tree.child(v, "compound:prt")
        names = [f"{tree.lemma[v]} {tree.lower[particle]}"] if particle is not None else []
        if noun is not None and tree.dep[noun] == "obl":
            names = [f"{tree.lemma[v]} {tree.case(noun).replace('_', ' ')}"]
        elif particle is None:
            names.append(tree.lemma[v])
            if noun is None:
                names += [f"{tree.lemma[v]} {tree.case(k)}" for k in tree.children(v, "obl")]
        return next((name for name in names if name in self.light_verbs), None)

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
        verbal = tree.pos[trigger] in ("VERB", "AUX")
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
        if tree.pos[trigger] in ("VERB", "AUX"):
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
