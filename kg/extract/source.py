"""Who says what a sentence says: verbs of saying over or beside a clause, "according to", quotations and statements."""

from __future__ import annotations

from kg.extract.arguments import Arguments
from kg.extract.coreference import Clusters
from kg.extract.proposals import Proposal
from kg.extract.quotation import Quotations
from kg.extract.saying import Saying, SayingVerbs
from kg.extract.statements import OWN_WORDS, Statements
from kg.extract.tree import Tree
from kg.lexicon import Lexicon
from kg.ontology import Ontology

_ENDS = frozenset({",", ".", ";", ":"})
_PARTING = frozenset({",", "”", '"'})


class SourceFinder:
    """Finds the tokens of sources in one document."""

    def __init__(self, tree: Tree, arguments: Arguments, lexicon: Lexicon) -> None:
        self.tree = tree
        self.arguments = arguments
        self.words = lexicon.words
        self.verbs = SayingVerbs(tree, arguments, lexicon)
        self._thrown: dict[int, list[tuple[int, range]]] = {}
        self.statements = Statements(self.verbs, Quotations(tree, lexicon.words["quotation"]))

    def of_trigger(self, trigger: int) -> list[Saying]:
        """Those who are said, beside or above the clause of `trigger`, to have said it, innermost first.

        What stands in an aside ("Ankara, which saved the GNA, ...") is the narrator's, whoever is quoted around it.
        """
        if self._presupposed(trigger):
            return []
        found: list[Saying] = []
        node = trigger
        for _ in range(len(self.tree)):
            found += self._beside(node, trigger)
            head = self.tree.head[node]
            if head == node or self._aside(node):
                break
            if self._is_news(node, head) or (
                self.tree.dep[node] in ("ccomp", "parataxis") and self.verbs.says(head, node)
            ):
                found += self.verbs.said_by(head)
            node = head
        else_said = [] if found or self._aside(node) else self._thrown_in(trigger)
        return list(dict.fromkeys(found or else_said))

    def _thrown_in(self, trigger: int) -> list[Saying]:
        """The speaker of a clause between commas, wherever the parse hangs it: "Fiji, he announced, will ..."."""
        for v, inside in self._clauses_thrown_in(self.tree.sentence_of[trigger]):
            if trigger not in inside or self.tree.dep[v] in ("root", "ccomp"):
                return self.verbs.said_by(v)
        return []

    def _clauses_thrown_in(self, number: int) -> list[tuple[int, range]]:
        """The verbs of such clauses of a sentence, each with the words that depend on it."""
        if number not in self._thrown:
            start, end = self.tree.sentences[number]
            self._thrown[number] = [
                found for v in range(start, end) if (found := self._clause_thrown_in(v, start, end))
            ]
        return self._thrown[number]

    def _clause_thrown_in(self, v: int, start: int, end: int) -> tuple[int, range] | None:
        tree, subject = self.tree, self.tree.child(v, "nsubj")
        finite = tree.tag[v] in ("VBD", "VBZ", "VBP") and tree.child(v, "mark") is None
        if subject is None or not finite or not self.verbs.says(v, None):
            return None
        first, right = tree.doc[subject].left_edge.i, tree.doc[v].right_edge.i
        last = right if tree.lemma[v] in self.words["quoting"] else v
        after = tree.lower[last + 1] if last + 1 < end else "."
        parted = first > start and not _PARTING.isdisjoint(tree.lower[first - 1 : first + 1])
        return (v, range(tree.doc[v].left_edge.i, right + 1)) if parted and after in _ENDS else None

    def _beside(self, node: int, trigger: int) -> list[Saying]:
        """Of a clause thrown in ("..., Davis said, ...") its speaker; of "according to" whoever it names."""
        tree, found = self.tree, list[Saying]()
        for k in tree.kids[node]:
            if k != trigger and tree.dep[k] == "parataxis" and self.verbs.says(k, None):
                found += self.verbs.said_by(k)
            elif tree.dep[k] in ("obl", "nmod") and tree.case(k) in self.words["according"]:
                found.append(Saying(k))
        return found

    def _is_news(self, node: int, head: int) -> bool:
        """Whether a noun without an article is what somebody reports: "reported two attacks on Odesa"."""
        tree = self.tree
        told = tree.dep[node] in ("obj", "nsubj:pass") and tree.pos[node] == "NOUN" and self.verbs.reports(head)
        indefinite = not any(tree.lower[k] in self.words["definite"] for k in tree.children(node, "det"))
        return told and indefinite and tree.child(node, "nmod:poss") is None and not self.verbs.negated(head)

    def _aside(self, node: int) -> bool:
        """Whether the clause of `node` is set off with a comma from the noun that it tells more about."""
        tree, dep = self.tree, self.tree.dep[node]
        start, end = tree.doc[node].left_edge.i, tree.doc[node].right_edge.i + 1
        if "," not in tree.lower[max(start - 1, 0) : start + 1] or start < tree.head[node]:
            return False
        if dep == "nmod":  # "Armenia and Azerbaijan, at war twice, will ..."
            return "," in tree.lower[end - 1 : end + 1] and tree.case(node) not in self.words["according"]
        return dep.endswith("relcl") or dep == "appos" or (dep == "acl" and tree.tag[node] in ("VBN", "VBG"))

    def _presupposed(self, trigger: int) -> bool:
        """Whether the trigger only names a known thing: "Russia's invasion", "the Russian-led alliance"."""
        tree = self.tree
        if tree.dep[trigger] in ("amod", "compound"):
            return True
        if tree.pos[trigger] not in ("NOUN", "PROPN") or self.arguments.light_verb(trigger) is not None:
            return False
        definite = any(tree.lower[k] in self.words["definite"] for k in tree.children(trigger, "det"))
        governed = tree.dep[trigger] in ("obj", "nsubj:pass", "root")
        return not governed and (definite or tree.child(trigger, "nmod:poss") is not None)

    def of_sentence(self, trigger: int) -> int | None:
        """The one whose statement or quotation, begun in another clause or sentence, `trigger` is part of."""
        return self.statements.at(trigger, OWN_WORDS)

    def speaker_at(self, trigger: int) -> int | None:
        """The one who says what stands at a token, if it is not the narrator."""
        sayings = self.of_trigger(trigger)
        return sayings[0].speaker if sayings else self.of_sentence(trigger)

    def speakers(self) -> dict[int, int]:
        """For each pronoun of the speaker (I, we, our) in a quotation or announced statement the token of who speaks.

        Outside of both it is the author's, and nobody is given, unless a verb of saying stands over it.
        """
        tree, found = self.tree, {}
        words = self.words["pronoun.speaker"]
        for i in range(len(tree)):
            if tree.lower[i] in words and tree.tag[i] in ("PRP", "PRP$"):
                speaker = self.statements.at(i)
                if speaker is None:
                    speaker = next((said.speaker for said in self.of_trigger(i)), None)
                if speaker is not None and speaker != i and tree.lower[speaker] not in words:
                    found[i] = speaker
        return found

    def quoting(self) -> dict[int, int]:
        """For each pronoun of the third person in a quotation the token of whose quotation it is."""
        pronouns = (i for i in range(len(self.tree)) if self.tree.tag[i] in ("PRP", "PRP$"))
        return {i: speaker for i in pronouns if (speaker := self.statements.quoted_at(i)) is not None}


def performed(proposal: Proposal, speaker: int, clusters: Clusters) -> bool:
    """Whether the speaker does the act in saying so: "We call on all parties to", "..., he warned Jakarta".

    The text then shows the act itself, and tells it in its own voice.
    """
    reading = clusters.reading
    tree, verb = reading.tree, proposal.trigger
    first = tree.lower[proposal.subject.token] in reading.words["pronoun.speaker"]
    if not first and clusters.at_token(speaker) != (proposal.subject.cluster,):
        return False
    if (
        tree.dep[verb] in ("obj", "nsubj:pass")
        and reading.lexicon.governors.get(("verb", tree.lemma[tree.head[verb]])) == "report"
    ):
        return True  # "announced sanctions"
    says = reading.lexicon.governors.get(("verb", tree.lemma[verb])) == "report"
    if says or tree.lemma[verb] in reading.words["saying.clause"]:
        return True
    finite = next((k for k in (verb, *tree.ancestors(verb)) if tree.tag[k] in ("VBP", "VBZ")), verb)
    auxiliaries = [k for v in {verb, finite} for k in tree.children(v, "aux", "cop")]
    past = any(tree.tag[k] in ("VBD", "MD") or tree.lemma[k] == "have" for k in auxiliaries)
    present = tree.tag[finite] in ("VBP", "VBZ") or any(tree.tag[k] in ("VBP", "VBZ") for k in auxiliaries)
    return first and present and not past and tree.tag[verb] != "VBG"


def accuses(proposal: Proposal, speaker: int, clusters: Clusters) -> bool:
    """Whether a published report tells of a grave act: it accuses who it says has done it."""
    reading = clusters.reading
    group = Ontology.load().predicates[proposal.predicate].group
    paper = reading.tree.lemma[speaker] in reading.words["report.accuses"]
    return paper and group in reading.words["groups.grave"]
