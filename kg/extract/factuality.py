"""How a text presents what a trigger says, and who says so: by composing what governs the trigger, from inside out."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.arguments import Arguments
from kg.extract.saying import SayingVerbs
from kg.extract.tree import VERBAL, Tree
from kg.lexicon import Lexicon
from kg.model import Factuality

_MODIFIERS = frozenset({"aux", "advmod", "amod", "compound", "det", "advcl", "cc:preconj"})
_CLAUSAL_LINKS = ("xcomp", "ccomp", "csubj", "acl", "advcl", "parataxis")
_END = -1


@dataclass
class Judgement:
    """A trigger's factuality; `sources` are the tokens of who says so, innermost first; `refused` why it is none.

    `denier` is the token of who denies what others allege: then there are two claims, one alleged and one denied.
    """

    factuality: Factuality = Factuality.FACT
    sources: list[int] = field(default_factory=list)
    denier: int | None = None
    refused: str = ""

    def apply(self, effect: str, source: int | None = None) -> None:
        """Let one more governing word change the factuality; `source` is who says or does what the word says."""
        now = self.factuality
        if effect == "denied" and now is Factuality.ALLEGED:
            self.denier = source if self.denier is None else self.denier
            return
        if source is not None and effect in ("report", "alleged", "denied"):
            self.sources.append(source)
        if effect == "denied":
            self.factuality = Factuality.DENIED
        elif effect == "planned" and now is Factuality.FACT:
            self.factuality = Factuality.PLANNED
        elif effect == "possible" and now in (Factuality.FACT, Factuality.PLANNED):
            self.factuality = Factuality.POSSIBLE
        elif effect == "alleged" and now is not Factuality.DENIED:
            self.factuality = Factuality.ALLEGED

    def denial(self) -> Judgement | None:
        """The second judgement of what others allege and somebody denies."""
        return Judgement(Factuality.DENIED, [self.denier]) if self.denier is not None else None


class FactualityJudge:
    """Judges the triggers of one document."""

    def __init__(self, tree: Tree, arguments: Arguments, lexicon: Lexicon, verbs: SayingVerbs) -> None:
        self.tree = tree
        self.verbs = verbs
        self.arguments = arguments
        self.words = lexicon.words
        self.governors = lexicon.governors

    def judge(self, trigger: int) -> Judgement:
        """What governs the token `trigger`, composed."""
        judgement, node = Judgement(), trigger
        self._own(node, judgement)
        while not judgement.refused and self.tree.head[node] != node:
            node = self._climb(node, self.tree.head[node], judgement)
            if node == _END:
                break
        return judgement

    # -- what stands at a word itself ----------------------------------------------------------------------------------

    def _own(self, i: int, judgement: Judgement) -> None:
        """Negation, modals, adverbs and conditions at `i`."""
        tree = self.tree
        for k in tree.kids[i]:
            dep, word = tree.dep[k], tree.lower[k]
            if dep == "mark" and word in self.words["if"]:
                judgement.apply("possible")
            elif dep in _MODIFIERS and (dep != "advcl" or not tree.kids[k]):
                negates = word in self.words["negation"] and dep in ("advmod", "det", "aux")
                effect = "denied" if negates else self._modifier(k)
                eager = effect == "planned" and dep == "amod" and self.effect(i) == "fact"  # "determined efforts"
                judgement.apply("" if eager else effect)
            elif dep in ("nsubj", "nsubj:pass", "cc"):
                before = [tree.lower[j] for j in (*tree.children(k, "cc:preconj"), k)]
                if not self.words["negation.joined"].isdisjoint(before):
                    judgement.apply("denied")  # "Neither Tashkent nor Ashgabat has ..."
        case = tree.case(i).replace("_", " ")
        if "planned" in (self.governors.get(("phrase", n)) for n in (case, f"{tree.lower[tree.head[i]]} {case}")):
            judgement.apply("planned")  # "ahead of his visit"
        if tree.tag[i] == "VB" and tree.head[i] == i and self._mark(i) in self.words["mark.purpose"]:
            judgement.apply("planned")  # a headline: "Putin to visit North Korea"

    def _modifier(self, k: int) -> str:
        kinds = ("adv", "adj", "verb") if self.tree.dep[k] == "aux" else ("adv", "adj")
        for kind in kinds:
            for word in (self.tree.lower[k], self.tree.lemma[k]):
                effect = self.governors.get((kind, word), "report")
                if effect != "report":
                    return effect
        return ""

    def _mark(self, i: int) -> str:
        mark = self.tree.child(i, "mark")
        return self.tree.lower[mark] if mark is not None else ""

    # -- what governs it -----------------------------------------------------------------------------------------------

    def _climb(self, node: int, h: int, judgement: Judgement) -> int:
        """Go from `node` to its governor `h` and apply it; gives the next node, or `_END`."""
        tree, dep = self.tree, self.tree.dep[node]
        if dep == "conj":
            return self._shared(node, h, judgement)
        if dep in _CLAUSAL_LINKS:
            return self._clause(node, h, judgement)
        if dep.endswith("relcl"):
            return self._clause(node, h, judgement) if self._is_content(node, h) else _END
        if tree.pos[h] in VERBAL:
            return self._noun_of_verb(node, h, judgement)
        about = dep == "nmod" and tree.case(node) in self.words["content.of.noun"]
        return h if about and self._govern(h, judgement, noun=True) else _END

    def _shared(self, node: int, h: int, judgement: Judgement) -> int:
        """Coordinated verbs without a subject of their own share the auxiliaries of the first."""
        tree = self.tree
        own = tree.child(node, "nsubj", "nsubj:pass", "aux") is not None
        if tree.pos[node] in VERBAL:
            for k in () if own else tree.children(h, "aux"):
                judgement.apply(self._modifier(k))
            if self._mark(node) in self.words["mark.content"] and self.effect(h) == "alleged":
                self._govern(h, judgement, noun=self._is_noun(h))  # "the charges that ... and that ..."
        return h

    def _clause(self, node: int, h: int, judgement: Judgement) -> int:
        tree, dep, mark = self.tree, self.tree.dep[node], self._mark(node)
        apart = dep in ("parataxis", "ccomp") and (dep == "parataxis" or self._after_stop(node))
        if apart and self.effect(h) not in ("report", "alleged"):
            return _END  # a sentence that only stands beside: "He refused to leave; a court jailed him"
        if dep == "advcl" and node < h and mark == "" and tree.tag[node] in ("VBG", "VBN"):
            return _END  # "Visiting Mali, she urged all sides to talk": set before the main clause, not governed by it
        if (dep != "parataxis" and self.effect(h) == "asked") or mark in self.words["mark.against"]:
            judgement.refused = f"only asked for or warned against ({tree.doc[h].text})"
            return _END
        if dep == "ccomp" and self.effect(h) == "report" and self.verbs.negated(h):
            judgement.refused = f"not said ({tree.doc[h].text})"
            return _END
        if dep == "advcl" and mark in self.words["mark.time"]:
            return h
        if self._is_headline(node, h):
            judgement.apply("planned")
            return _END
        if self._is_aside(node, h):
            return _END
        beside = dep == "advcl" and mark == "" and self._after_comma(node)
        governed = not beside and self._govern(
            h, judgement, noun=self._is_noun(h), case=mark if dep == "ccomp" else "", speaks=self._may_speak(node)
        )
        if dep == "advcl" and tree.tag[node] == "VB" and mark in self.words["mark.purpose"] and not governed:
            judgement.apply("planned")
        adverbial = dep == "advcl" and mark not in self.words["mark.content"] and mark != ""
        negated_denial = self.verbs.negated(h) and self.effect(h) == "denied"
        if not adverbial and dep != "parataxis" and self.effect(h) != "report" and not negated_denial:
            self._own(h, judgement)  # "did not agree to sign": what governs the governor reaches what it governs
        return h

    def _is_content(self, node: int, h: int) -> bool:
        """Whether a clause that parsers take for a relative one says what is alleged: "the charges that Chad spied"."""
        tree = self.tree
        own = self.governors.get(("noun", tree.lemma[h])) == "alleged" and h + 1 < len(tree)
        said = self.effect(node) != "" or tree.lemma[node] in self.arguments.light_verbs
        subject = tree.child(node, "nsubj", "nsubj:pass")
        return own and tree.lower[h + 1] == "that" and not said and subject is not None and subject != h + 1

    def _is_aside(self, node: int, h: int) -> bool:
        """Whether a participle only tells which thing is meant: "the release of men detained by the coast guard"."""
        tree = self.tree
        participle = tree.dep[node] == "acl" and tree.tag[node] in ("VBN", "VBG") and self._mark(node) == ""
        return participle and not self.effect(h)

    def _after_stop(self, node: int) -> bool:
        """Whether a colon or semicolon parts the clause of `node` from the one before."""
        start = self.tree.doc[node].left_edge.i
        return not {":", ";"}.isdisjoint(self.tree.lower[max(start - 1, 0) : start + 1])

    def _after_comma(self, node: int) -> bool:
        start = self.tree.doc[node].left_edge.i
        return "," in self.tree.lower[max(start - 1, 0) : start + 1]

    def _may_speak(self, node: int) -> bool:
        """Whether denying the clause at `node` says something: not an infinitive ("refused to sign", "failed to")."""
        infinitive = self.tree.tag[node] == "VB" and not self.tree.lower[node].endswith(
            "ing"
        )  # "denied signing" is none
        return not infinitive or self._finite(node)

    def _finite(self, node: int) -> bool:
        return any(self.tree.tag[k] in ("MD", "VBD", "VBZ", "VBP") for k in self.tree.children(node, "aux"))

    def _is_headline(self, node: int, h: int) -> bool:
        """Whether a name with an infinitive is all there is: "Putin to visit North Korea"."""
        name = self.tree.head[h] == h and self.tree.pos[h] == "PROPN"
        return name and self.tree.dep[node] == "acl" and self._mark(node) in self.words["mark.purpose"]

    def _noun_of_verb(self, node: int, h: int, judgement: Judgement) -> int:
        """A noun under a verb is presupposed ("welcomed the visit"), unless the verb is light or governs it."""
        tree, dep = self.tree, self.tree.dep[node]
        case = tree.case(node)
        effect = self.effect(h, case)
        if self.arguments.light_verb(node) == h:
            if effect != "report":
                self._govern(h, judgement, case=case)
            self._own(h, judgement)
            return h
        content = dep in ("obj", "nsubj:pass") or (dep == "obl" and case in self.words["content.of.verb"])
        if not content or effect in ("report", ""):
            return _END
        if effect == "asked":
            if dep != "nsubj:pass":
                judgement.refused = f"only asked for ({tree.doc[h].text})"
            return _END
        self._govern(h, judgement, case=case)
        self._own(h, judgement)
        return h

    def _is_noun(self, h: int) -> bool:
        return self.tree.pos[h] not in (*VERBAL, "ADJ")

    def _govern(self, h: int, judgement: Judgement, *, noun: bool = False, case: str = "", speaks: bool = True) -> bool:
        """Apply the governor at `h`, if it is one; who denies is a source only if he says so (`speaks`)."""
        effect = self.effect(h, case)
        if effect:
            source = self.arguments.noun_agent(h) if noun else self.verbs.subject(h)
            says = noun or (speaks and self.is_denial(h))
            if effect == "denied" and self.verbs.negated(h):
                judgement.apply("possible" if says else "fact")  # "did not rule out", "did not fail to"
                return True
            if effect == "alleged" and not noun and self._is_own_belief(source):
                effect = "report"  # "we believe that": nobody is accused
            judgement.apply(effect, source if says or effect != "denied" else None)
        return bool(effect)

    def holds_against(self, h: int, holder: int) -> bool:
        """Whether the verb at `h` says that others allege: "analysts believe", but not "we believe"."""
        return self.effect(h) == "alleged" and not self._is_own_belief(holder)

    def _is_own_belief(self, holder: int | None) -> bool:
        return holder is not None and self.tree.lower[holder] in self.words["pronoun.speaker"]

    def is_denial(self, h: int) -> bool:
        """Whether the verb at `h` says that something is not so, rather than only leaving it undone."""
        return not self.words["denial.speech"].isdisjoint(self._names(h, ""))

    def effect(self, h: int, case: str = "") -> str:
        """What the word at `h` does to what it governs (`case` is the preposition between), or ''."""
        kinds = ("noun",) if self._is_noun(h) else ("verb", "adj", "phrase")
        names = self._names(h, case)
        found = ((kind, name) for kind in kinds for name in names if kind != "phrase" or " " in name)
        return next((e for key in found if (e := self.governors.get(key))), "")

    def _names(self, h: int, case: str) -> list[str]:
        """What the governor at `h` may be called, the most specific first: "be accused", "rule out", "call for"."""
        tree = self.tree
        particle = tree.child(h, "compound:prt")
        names = [f"{tree.lemma[h]} {tree.lower[particle]}"] if particle is not None else []
        if tree.pos[h] in VERBAL and tree.is_passive(h):
            names.insert(0, f"be {tree.lower[h]}")
        if case:
            names.append(f"{tree.lemma[h]} {case.replace('_', ' ')}")
        return [*names, tree.lemma[h], tree.lower[h]]
