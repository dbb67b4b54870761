// An assertion as a card: who did what to whom, the sentence that says it, where it stands and who says so.

import { FACTUALITIES, graph, quadOf, sourceOf, titleOf } from "./data.js";
import { button, element, webLink, words } from "./dom.js";
import { marked } from "./mark.js";
import { lineSign, typeSign } from "./style.js";
import { spoken } from "./time.js";

/** A button with an actor's sign and name that selects it. */
export function actorButton(entity, choose) {
  return button([typeSign(entity.type), words(entity.label)], () => choose([entity.id]), { class: "actor" });
}

/** The sign and label of what an assertion says of its actors, and what more is given. */
export function relationPhrase({ predicate, factuality }, more) {
  const sign = lineSign({ quad: quadOf(predicate), factuality });
  return element("span", { class: "relation" }, sign, words(graph.predicates[predicate].label), more);
}

/** The card of an assertion, or just its sentence and origin if `brief`. `choose` selects an actor by a list of its id. */
export function card(assertion, choose, brief = false) {
  const { factuality, evidence } = assertion;
  return element(
    "article",
    { class: `card told-${factuality}` },
    brief ? "" : heading(assertion, choose),
    evidence.map((number) => quotation(graph.sentences[number], assertion)),
    origin(graph.documents[assertion.document]),
    facts(assertion, choose),
  );
}

function heading(assertion, choose) {
  const { entities } = graph;
  return element(
    "h4",
    { class: "saying" },
    actorButton(entities[assertion.subject], choose),
    relationPhrase(assertion),
    actorButton(entities[assertion.object], choose),
  );
}

function quotation({ text }, { subjectMentions, objectMentions }) {
  const pieces = marked(text, subjectMentions, objectMentions);
  return element(
    "blockquote",
    { dir: "auto" },
    pieces.map(({ text: piece, role }) =>
      role ? element("mark", { class: role, title: role === "subject" ? "who" : "to whom or what" }, piece) : piece,
    ),
  );
}

function origin(document) {
  const title = words(titleOf(document), { class: "title" });
  const details = [
    document.publisher && words(document.publisher),
    document.date && element("time", { datetime: document.date }, spoken(document.date)),
  ];
  const link = webLink(document.url, title);
  return element(
    "p",
    { class: "origin" },
    link,
    element("span", { class: "published" }, joined(details.filter(Boolean))),
  );
}

function joined(parts) {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [" · ", part]));
}

function facts(assertion, choose) {
  const source = sourceOf(assertion);
  const rows = [
    ["How told", FACTUALITIES.find(({ id }) => id === assertion.factuality).label],
    ["Who says so", source.entity?.drawn ? actorButton(source.entity, choose) : words(source.label)],
    assertion.time && ["When", spoken(assertion.time)],
    assertion.place !== null && ["Where", words(graph.entities[assertion.place].label)],
    ["Confidence", confidence(assertion.confidence)],
  ];
  return element(
    "dl",
    {},
    rows.filter(Boolean).map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))),
  );
}

function confidence(value) {
  const percent = `${Math.round(value * 100)} %`;
  return [element("meter", { min: 0, max: 1, value, "aria-label": `Confidence ${percent}` }), ` ${percent}`];
}

/** Cards, the first of them at once and the rest on request. */
export function cards(assertions, choose, atOnce = 25) {
  const list = element("div", { class: "cards" });
  let shown = 0;
  const more = button("", () => extend(), { class: "more" });
  const extend = () => {
    list.append(...assertions.slice(shown, shown + atOnce).map((assertion) => card(assertion, choose)));
    shown = Math.min(assertions.length, shown + atOnce);
    more.textContent = `Show ${Math.min(atOnce, assertions.length - shown)} more of ${assertions.length - shown}`;
    more.hidden = shown === assertions.length;
  };
  extend();
  return [list, more];
}

/** Disputes among assertions: for each, who affirms on one side and who denies on the other. */
export function disputesIn(assertions) {
  const found = new Map();
  for (const assertion of assertions) {
    if (assertion.dispute === null) continue;
    if (!found.has(assertion.dispute)) found.set(assertion.dispute, { affirmed: [], denied: [] });
    found.get(assertion.dispute)[assertion.factuality === "denied" ? "denied" : "affirmed"].push(assertion);
  }
  return [...found.values()].filter(({ affirmed, denied }) => affirmed.length > 0 && denied.length > 0);
}

/** A dispute with its sides beside each other. */
export function disputeView({ affirmed, denied }, choose) {
  const side = (title, said) =>
    element(
      "section",
      {},
      element("h4", {}, title),
      said.map((assertion) => card(assertion, choose, true)),
    );
  const named = (assertion) => [
    words(graph.entities[assertion.subject].label),
    " – ",
    words(graph.predicates[assertion.predicate].label),
    " – ",
    words(graph.entities[assertion.object].label),
  ];
  return element(
    "section",
    { class: "dispute" },
    element("h3", {}, named(affirmed[0])),
    element("div", { class: "sides" }, side("Some say so", affirmed), side("Others deny it", denied)),
  );
}
