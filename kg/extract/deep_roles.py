"""Deep roles over a dependency tree: who acts and who is acted on, whatever the construction.

Passives, relative clauses, control and raising, participles and light verbs are undone here. All positions are token
positions.
"""

from __future__ import annotations

from functools import cached_property

from kg.extract.tree import VERBAL, Tree

_SUBJECT_CONTROL = frozenset({"promise", "vow", "threaten", "pledge", "agree"})
_ROUNDS = frozenset({"round", "series", "string", "spate", "wave"})
_DEPTH = 12
_PRONOUNS = frozenset({"EX", "DT", "WP", "WDT"})


class DeepRoles:
    """Subjects, objects and agents of the verbs and nouns of one document."""

    def __init__(self, tree: Tree, light_verbs: dict[str, str]) -> None:
        self.tree = tree
        self.light_verbs = light_verbs

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
        if tree.tag[v] == "VBN" or (tree.tag[v] == "VBD" and tree.head[h] == h):
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
        if tree.pos[v] not in VERBAL:
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
            return self._free_relative(own) if tree.tag[own] == "WP" else self.real(own)
        if tree.dep[v].endswith("relcl") and tree.child(v, "nsubj") is not None:
            return self._gap(v)
        if tree.dep[v] == "acl" and tree.child(v, "mark") is not None and tree.tag[v] == "VB":
            return None
        later = next((k for k in tree.children(v, "conj") if tree.pos[k] == "VERB"), None)
        if later is not None and tree.child(later, "nsubj") is None and tree.child(v, "obl", "ccomp", "xcomp") is None:
            return tree.child(later, "obj")
        return None

    def _free_relative(self, i: int) -> int:
        """Of "fired what appeared to be a missile" the missile."""
        tree = self.tree
        clause = next((k for k in tree.kids[i] if tree.dep[k].endswith("relcl")), None)
        noun = tree.child(clause, "xcomp", "obj") if clause is not None else None
        return noun if noun is not None and tree.pos[noun] in ("NOUN", "PROPN") else self.real(i)

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
        if tree.dep[first] == "nmod" and tree.case(first) == "of" and tree.lemma[tree.head[first]] in _ROUNDS:
            first = tree.head[first]  # "held several rounds of talks"
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
