"""Who says what a sentence says: verbs of saying over or beside a clause, "according to", quotations and statements."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kg.extract.arguments import Arguments
from kg.extract.claims import Proposal
from kg.extract.coreference import Clusters
from kg.extract.quotation import Quotations
from kg.extract.tree import Tree
from kg.lexicon import Lexicon
from kg.ontology import Ontology

_VERBAL = frozenset({"VERB", "AUX"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON"})
_OWN_WORDS = 5
"""A quotation of fewer words is a phrase of the narrator's sentence."""
_ENDS = frozenset({",", ".", ";", ":"})
_PARTING = frozenset({",", "”", '"'})


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says a clause (a token), and the verb that tells so; None for "according to"."""

    speaker: int
    verb: int | None = None


class SourceFinder:
    """Finds the tokens of sources in one document."""

    def __init__(self, tree: Tree, arguments: Arguments, lexicon: Lexicon) -> None:
        self.tree = tree
        self.arguments = arguments
        self.words = lexicon.words
        self.governors = lexicon.governors
        self._sentences = tree.sentences
        self.quotations = Quotations(tree, lexicon.words["quotation"])

    # -- beside and above a clause -------------------------------------------------------------------------------------

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
            if self.tree.dep[node] in ("ccomp", "parataxis") and self.says(head, node):
                found += self._said_by(head)
            node = head
        else_said = [] if found or self._aside(node) else self._thrown_in(trigger)
        return list(dict.fromkeys(found or else_said))

    def _thrown_in(self, trigger: int) -> list[Saying]:
        """The speaker of a clause between commas, wherever the parse hangs it: "Fiji, he announced, will ..."."""
        tree = self.tree
        start, end = self._sentences[tree.sentence_of[trigger]]
        for v in range(start, end):
            if not self.says(v, None) or tree.tag[v] not in ("VBD", "VBZ", "VBP") or tree.child(v, "mark") is not None:
                continue
            subject = tree.child(v, "nsubj")
            inside = range(tree.doc[v].left_edge.i, tree.doc[v].right_edge.i + 1)
            first = tree.doc[subject if subject is not None else v].left_edge.i
            last = v if tree.lemma[v] not in self.words["quoting"] else tree.doc[v].right_edge.i
            after = tree.lower[last + 1] if last + 1 < end else "."
            parted = first > start and not _PARTING.isdisjoint(tree.lower[first - 1 : first + 1])
            other = trigger not in inside or tree.dep[v] in ("root", "ccomp")
            if subject is not None and parted and other and after in _ENDS:
                return self._said_by(v)
        return []

    def _beside(self, node: int, trigger: int) -> list[Saying]:
        """Of a clause thrown in ("..., Davis said, ...") its speaker; of "according to" whoever it names."""
        tree, found = self.tree, list[Saying]()
        for k in tree.kids[node]:
            if k != trigger and tree.dep[k] == "parataxis" and self.says(k, None):
                found += self._said_by(k)
            elif tree.dep[k] in ("obl", "nmod") and tree.case(k) in self.words["according"]:
                found.append(Saying(k))
        return found

    def _aside(self, node: int) -> bool:
        """Whether the clause of `node` is set off with a comma from the noun that it tells more about."""
        tree, dep = self.tree, self.tree.dep[node]
        if not (dep.endswith("relcl") or dep == "appos" or (dep == "acl" and tree.tag[node] in ("VBN", "VBG"))):
            return False
        start = tree.doc[node].left_edge.i
        return "," in tree.lower[max(start - 1, 0) : start + 1]

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

    def says(self, v: int, clause: int | None) -> bool:
        """Whether the verb at `v` says the clause, or with None the sentence that it is thrown into."""
        tree = self.tree
        if tree.pos[v] not in _VERBAL or self._negated(v):
            return False
        if clause is None and any(tree.dep[k] in ("ccomp", "xcomp", "obj") for k in tree.kids[v]):
            return self.reports(v) and tree.lemma[v] in self.words["quoting"]
        if self.reports(v):
            return True
        if tree.lemma[v] not in self.words["saying.clause"] and not self._holds(v):
            return False
        return clause is None or self._finite(clause)

    def reports(self, v: int) -> bool:
        """Whether the verb at `v` is one of saying and no more."""
        return self.tree.pos[v] in _VERBAL and self.governors.get(("verb", self.tree.lemma[v])) == "report"

    def _holds(self, v: int) -> bool:
        return self.governors.get(("verb", self.tree.lemma[v])) == "alleged"

    def _negated(self, v: int) -> bool:
        return any(self.tree.lower[k] in self.words["negation"] for k in self.tree.children(v, "advmod"))

    def _finite(self, clause: int) -> bool:
        tree = self.tree
        finite = {"VBD", "VBP", "VBZ", "MD"}
        return tree.tag[clause] in finite or any(tree.tag[k] in finite for k in tree.children(clause, "aux", "cop"))

    def _said_by(self, v: int) -> list[Saying]:
        """The speakers of the verb `v`, innermost first: of "TASS quoted an aide as saying" the aide, then TASS."""
        tree = self.tree
        speaker = self.speaker(v)
        quoted = self._quoted_person(v)
        beside = tree.children(speaker, "acl", "advcl", "parataxis") if speaker is not None else []
        for k in [*tree.children(v, "advcl"), *beside]:
            if tree.lemma[k] in self.words["quoting"] and quoted is None:
                quoted = tree.child(k, "obj")  # "Yonhap, quoting KCNA, said"
        return [Saying(s, v) for s in dict.fromkeys((quoted, speaker)) if s is not None]

    def _quoted_person(self, v: int) -> int | None:
        tree = self.tree
        if tree.lemma[v] not in self.words["quoting"]:
            return None
        if tree.is_passive(v):
            return self.arguments.surface_subject(v)
        named = tree.child(v, "obj", "iobj")
        return self.arguments.real(named) if named is not None else None

    def speaker(self, v: int) -> int | None:
        """The subject of a verb of saying, or, where the parse gives none, the name right beside it."""
        subject = self.subject(v)
        if subject is not None or self.tree.is_passive(v):
            return subject
        tree = self.tree
        start, end = self._sentences[tree.sentence_of[v]]
        j = v - 1
        while j >= start and tree.pos[j] == "PUNCT":
            j -= 1
        if j < start or tree.pos[j] not in _NAMING:
            return v + 1 if v + 1 < end and tree.pos[v + 1] in ("PROPN", "PRON") else None
        while start <= tree.head[j] < v and tree.dep[j] in ("flat", "compound", "nmod:desc"):
            j = tree.head[j]
        return j

    def subject(self, v: int) -> int | None:
        """Who says or does what the verb at `v` says; a dateline ("COLOMBO: ...") that the parse has for it is not."""
        tree = self.tree
        subjects = [k for k in tree.children(v, "nsubj") if not self._is_dateline(k)]
        if subjects and not tree.is_passive(v):
            return self.arguments.real(subjects[-1])
        found = self.arguments.deep_subject(v)
        return found if found is None or not self._is_dateline(found) else None

    def _is_dateline(self, i: int) -> bool:
        tree = self.tree
        opens = i + 1 < len(tree) and tree.lower[i + 1] == ":" and tree.doc[i].is_upper
        return opens and i - self._sentences[tree.sentence_of[i]][0] < _OWN_WORDS

    # -- quotations and statements -------------------------------------------------------------------------------------

    def of_sentence(self, trigger: int) -> int | None:
        """The one whose statement or quotation, begun in another clause or sentence, `trigger` is part of."""
        number = self.tree.sentence_of[trigger]
        announced = self._statements[number]
        if announced is not None:
            return announced
        return self._quoted[number] if self.quotations.length_at(trigger) >= _OWN_WORDS else None

    def speaker_at(self, trigger: int) -> int | None:
        """The one who says what stands at a token, if it is not the narrator."""
        sayings = self.of_trigger(trigger)
        return sayings[0].speaker if sayings else self.of_sentence(trigger)

    @cached_property
    def _quoted(self) -> list[int | None]:
        """For each sentence whose quotation may stand in it: its own speaker, else of the one before, else after."""
        own = [self._speaker_in(start, end) for start, end in self._sentences]
        found: list[int | None] = []
        for n, (start, end) in enumerate(self._sentences):
            if own[n] is not None:
                found.append(own[n])
            elif n > 0 and self._goes_on(n, start, found[n - 1]):
                found.append(found[n - 1])
            else:
                found.append(own[n + 1] if n + 1 < len(own) and self.quotations.inside(end - 1) else None)
        return found

    def _goes_on(self, n: int, start: int, before: int | None) -> bool:
        """Whether the quotation of the sentence before may go on in the one of this number."""
        if self.quotations.inside(start) and not self.quotations.opens_paragraph(start):
            return True
        return before is not None and not self.quotations.paragraph_between(n - 1, n)

    @cached_property
    def _statements(self) -> list[int | None]:
        """For each sentence who makes the statement that it is in.

        A statement begins after a sentence that announces it ("The minister said:") and ends before one that names
        another speaker, or that names the speaker himself, as only the narrator does.
        """
        found: list[int | None] = []
        current: int | None = None
        for start, end in self._sentences:
            own = self._speaker_in(start, end)
            announced = self._announced_in(start, end)
            document = own is not None and self.tree.lemma[own] in self.words["document.speaks"]
            if current is not None and ((own is not None and not document) or self._names(start, end, current)):
                current = None
            found.append(current)
            current = announced if announced is not None else current
        return found

    def _announced_in(self, start: int, end: int) -> int | None:
        """Of "Minister Ellwood said:" and "The commander made the following statement:" who speaks."""
        words = [i for i in range(start, end) if not self.tree.doc[i].is_space]
        if not words or self.tree.lower[words[-1]] != ":":
            return None
        own = self._speaker_in(start, end)
        if own is not None:
            return own
        for v in range(start, end):
            thing = self.tree.child(v, "obj") if self.tree.pos[v] == "VERB" else None
            noun = ("noun", self.tree.lemma[thing]) if thing is not None and self.tree.tag[thing] == "NN" else None
            if noun is not None and self.governors.get(noun) == "report":
                return self.arguments.deep_subject(v)
        return None

    def _names(self, start: int, end: int, speaker: int) -> bool:
        """Whether the subject of the sentence is the speaker's own name or office, in the words that announced him."""
        tree = self.tree
        own = {tree.lower[k] for k in [speaker, *tree.children(speaker, "flat", "nmod:desc", "compound")]}
        heads = (i for i in range(start, end) if tree.dep[i].startswith("nsubj") and tree.pos[i] in ("NOUN", "PROPN"))
        return any(tree.lower[k] in own for i in heads for k in [i, *tree.children(i, "flat", "nmod:desc")])

    def speakers(self) -> dict[int, int]:
        """For each pronoun of the speaker (I, we, our) in a quotation or announced statement the token of who speaks.

        Outside of both it is the author's, and nobody is given, unless a verb of saying stands over it.
        """
        tree, found = self.tree, {}
        words = self.words["pronoun.speaker"]
        for i in range(len(tree)):
            if tree.lower[i] in words and tree.tag[i] in ("PRP", "PRP$"):
                number = tree.sentence_of[i]
                speaker = self._statements[number]
                if speaker is None and self.quotations.length_at(i):
                    speaker = self._quoted[number]
                if speaker is None:
                    speaker = next((said.speaker for said in self.of_trigger(i)), None)
                if speaker is not None and speaker != i and tree.lower[speaker] not in words:
                    found[i] = speaker
        return found

    def _says_clause(self, v: int) -> bool:
        """Whether the verb at `v` says a clause below it, or one that it is thrown into."""
        if self.tree.lemma[v] not in self.words["saying.clause"]:
            return False
        thrown_in = self.tree.dep[v] == "parataxis" and self.says(v, None)
        return thrown_in or any(self.says(v, k) for k in self.tree.children(v, "ccomp"))

    def quoting(self) -> dict[int, int]:
        """For each pronoun of the third person in a quotation the token of whose quotation it is."""
        tree = self.tree
        quoted = (i for i in range(len(tree)) if tree.tag[i] in ("PRP", "PRP$") and self.quotations.length_at(i))
        return {i: speaker for i in quoted if (speaker := self._quoted[tree.sentence_of[i]]) is not None}

    def _speaker_in(self, start: int, end: int) -> int | None:
        for v in range(start, end):
            if self.reports(v) or self._says_clause(v):
                subject = self.speaker(v)
                if subject is not None and self.tree.lower[subject] not in self.words["pronoun.speaker"]:
                    return subject
        return None


def performed(proposal: Proposal, speaker: int, clusters: Clusters) -> bool:
    """Whether the speaker does the act in saying so: "We call on all parties to", "..., he warned Jakarta".

    The text then shows the act itself, and tells it in its own voice.
    """
    reading = clusters.reading
    tree, verb = reading.tree, proposal.trigger
    first = tree.lower[proposal.subject.token] in reading.words["pronoun.speaker"]
    if not first and clusters.at_token(speaker) != (proposal.subject.cluster,):
        return False
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
