"""How a text presents what a trigger says, and who says so: by composing what governs the trigger, from inside out."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.arguments import Arguments
from kg.extract.tree import Tree
from kg.lexicon import Lexicon
from kg.model import Factuality

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "without", "hardly"})
_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL_LINKS = ("obj", "nsubj:pass", "obl", "nmod", "nsubj", "iobj", "obl:agent")
_CLAUSAL_LINKS = ("xcomp", "ccomp", "csubj", "acl", "advcl")
_CONTENT_CASES = frozenset({"of", "for", "about", "on", "over", "to", "from"})
_PURPOSE_MARKS = frozenset({"to", "in_order"})


@dataclass
class Judgement:
    """A trigger's factuality; `sources` are the tokens of who says so, innermost first; `refused` why it is none."""

    factuality: Factuality = Factuality.FACT
    sources: list[int] = field(default_factory=list)
    refused: str = ""

    def apply(self, effect: str) -> None:
        """Let one more governing word change the factuality."""
        now = self.factuality
        if effect == "denied" and now is not Factuality.ALLEGED:
            self.factuality = Factuality.DENIED
        elif effect == "planned" and now is Factuality.FACT:
            self.factuality = Factuality.PLANNED
        elif effect == "possible" and now in (Factuality.FACT, Factuality.PLANNED):
            self.factuality = Factuality.POSSIBLE
        elif effect == "alleged" and now is not Factuality.DENIED:
            self.factuality = Factuality.ALLEGED


class FactualityJudge:
    """Judges the triggers of one document."""

    def __init__(self, tree: Tree, arguments: Arguments, lexicon: Lexicon) -> None:
        self.tree = tree
        self.arguments = arguments
        self.lexicon = lexicon
        self.governors = lexicon.governors

    def judge(self, trigger: int) -> Judgement:
        """What governs the token `trigger`, composed."""
        judgement, node, clausal = Judgement(), trigger, True
        self._own(node, judgement)
        for _ in range(len(self.tree)):
            h = self.tree.head[node]
            if h == node or judgement.refused:
                break
            node, clausal = self._climb(node, h, judgement, clausal)
            if node < 0:
                break
        return judgement

    # -- what stands at a word itself ----------------------------------------------------------------------------------

    def _own(self, i: int, judgement: Judgement) -> None:
        tree = self.tree
        for k in tree.kids[i]:
            dep, word = tree.dep[k], tree.lower[k]
            if dep == "mark" and word in self.lexicon.words["if"]:
                judgement.apply("possible")
            elif dep in ("aux", "advmod", "amod", "compound", "det", "advcl", "cc:preconj"):
                if word in _NEGATIONS and dep in ("advmod", "det", "aux"):
                    judgement.apply("denied")
                else:
                    judgement.apply(self._modifier(k))
        particle = tree.child(i, "cop")
        if particle is not None and tree.child(i, "aux") is None:
            judgement.apply(self._modifier(particle))

    def _modifier(self, k: int) -> str:
        tree = self.tree
        for kind in ("adv", "adj", "verb"):
            if kind == "verb" and tree.dep[k] != "aux":
                continue
            for word in (tree.lower[k], tree.lemma[k]):
                effect = self.governors.get((kind, word))
                if effect and effect != "report":
                    return effect
        return ""

    # -- what governs it -----------------------------------------------------------------------------------------------

    def _climb(self, node: int, h: int, judgement: Judgement, clausal: bool) -> tuple[int, bool]:
        """Go from `node` to its governor `h`; -1 ends the climb."""
        tree, dep = self.tree, self.tree.dep[node]
        if dep == "conj":
            return self._shared(node, h, judgement), clausal
        if dep == "parataxis" or (dep in _CLAUSAL_LINKS and tree.pos[node] in (*_VERBAL, "ADJ", "NOUN", "PROPN")):
            return self._clause(node, h, judgement, dep)
        if dep in _NOMINAL_LINKS and tree.pos[h] in _VERBAL:
            return self._noun_of_verb(node, h, judgement)
        if (
            dep == "nmod"
            and self.tree.case(node) in ("of", "for", "about", "on", "over")
            and self._govern(h, judgement, noun=True)
        ):
            return h, False
        return -1, False

    def _shared(self, node: int, h: int, judgement: Judgement) -> int:
        """Coordinated verbs without a subject of their own share the auxiliaries of the first."""
        tree = self.tree
        own = tree.child(node, "nsubj", "nsubj:pass", "aux") is not None
        if tree.pos[node] in _VERBAL and not own:
            for k in tree.children(h, "aux"):
                judgement.apply(self._modifier(k))
        return h

    def _clause(self, node: int, h: int, judgement: Judgement, dep: str) -> tuple[int, bool]:
        tree = self.tree
        if self._is_request(h) and dep in ("xcomp", "ccomp", "acl", "advcl"):
            judgement.refused = f"only asked for ({tree.doc[h].text})"
            return -1, False
        mark = tree.child(node, "mark")
        purpose = dep == "advcl" and tree.tag[node] == "VB" and mark is not None and tree.lower[mark] in _PURPOSE_MARKS
        adverbial = dep == "advcl" and mark is not None and tree.lower[mark] not in ("of", "from", "to", "that")
        if adverbial and tree.lower[mark if mark is not None else node] in (
            "before",
            "after",
            "when",
            "while",
            "as",
            "since",
        ):
            return h, False
        governed = self._govern(h, judgement, noun=tree.pos[h] not in (*_VERBAL, "ADJ"))
        if purpose and not governed:
            judgement.apply("planned")
        if not (adverbial or dep == "parataxis") and not self._reports(h):
            self._outer(h, judgement)
        return h, True

    def _outer(self, h: int, judgement: Judgement) -> None:
        """Negation and modals of a governor, unless it is one of saying, reach what it governs: "did not agree to"."""
        self._own(h, judgement)

    def _noun_of_verb(self, node: int, h: int, judgement: Judgement) -> tuple[int, bool]:
        """A noun under a verb is presupposed ("welcomed the visit"), unless the verb is light or governs it."""
        tree = self.tree
        if self.arguments.light_verb(node) == h:
            if not self._reports(h):
                self._govern(h, judgement, noun=False)
            self._own(h, judgement)
            return h, True
        content = tree.dep[node] in ("obj", "nsubj:pass") or (
            tree.dep[node] == "obl" and tree.case(node) in _CONTENT_CASES
        )
        if not content or self._reports(h):
            return -1, False
        if self._is_request(h):
            if tree.dep[node] != "nsubj:pass":
                judgement.refused = f"only asked for ({tree.doc[h].text})"
            return -1, False
        if not self._govern(h, judgement, noun=False):
            return -1, False
        self._own(h, judgement)
        return h, True

    def _govern(self, h: int, judgement: Judgement, *, noun: bool) -> bool:
        """Apply the governor at `h`, if it is one."""
        effect = self._effect(h, noun)
        if not effect:
            return False
        if effect in ("report", "alleged", "denied"):
            source = self.arguments.noun_agent(h) if noun else self.arguments.deep_subject(h)
            if source is not None:
                judgement.sources.append(source)
        judgement.apply(effect)
        return True

    def _effect(self, h: int, noun: bool) -> str:
        for kind in ("noun",) if noun else ("verb", "adj", "phrase"):
            if effect := self._name(h, kind):
                return effect
        return ""

    def _name(self, h: int, kind: str) -> str:
        tree = self.tree
        particle = tree.child(h, "compound:prt")
        names = [tree.lemma[h], tree.lower[h]]
        if particle is not None:
            names.insert(0, f"{tree.lemma[h]} {tree.lower[particle]}")
        if tree.is_passive(h) and tree.pos[h] in _VERBAL:
            names.insert(0, f"be {tree.lower[h]}")
        return next((self.governors[kind, name] for name in names if (kind, name) in self.governors), "")

    def _reports(self, h: int) -> bool:
        return self._effect(h, self.tree.pos[h] not in (*_VERBAL, "ADJ")) == "report"

    def _is_request(self, h: int) -> bool:
        return self._effect(h, self.tree.pos[h] not in (*_VERBAL, "ADJ")) == "asked"
