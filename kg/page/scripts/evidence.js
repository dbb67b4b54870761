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

/**
 * The card of assertions that differ only in who says so; without its heading if `brief`. `choose` selects an actor by a
 * list of its id.
 */
function card(alike, choose, brief = false) {
  const [assertion] = alike;
  const { factuality, evidence } = assertion;
  return element(
    "article",
    { class: `card told-${factuality}` },
    brief ? "" : heading(assertion, choose),
    evidence.map((number) => quotation(graph.sentences[number], assertion)),
    origin(graph.documents[assertion.document]),
    facts(alike, choose),
  );
}

/** Assertions that differ only in who says so, together; `whoever` takes both directions of a relation for one. */
function together(assertions, whoever = false) {
  const found = new Map();
  for (const assertion of assertions) {
    const { subject, predicate, object, factuality, time, place, evidence } = assertion;
    const key = [whoever ? "" : [subject, object], predicate, factuality, time, place, evidence].join("|");
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(assertion);
  }
  return [...found.values()];
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
    element("span", { class: "published" }, withDots(details.filter(Boolean))),
  );
}

function withDots(parts) {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [" · ", part]));
}

function facts(alike, choose) {
  const [assertion] = alike;
  const sources = new Map(alike.map((one) => [sourceOf(one).key, sourceOf(one)]));
  const rows = [
    ["Who says so", [...sources.values()].map((source) => sourceView(source, choose))],
    ["How told", FACTUALITIES.find(({ id }) => id === assertion.factuality).label],
    assertion.time && ["When", spoken(assertion.time)],
    assertion.place !== null && ["Where", words(graph.entities[assertion.place].label)],
    ["Confidence", confidence(Math.max(...alike.map((one) => one.confidence)))],
  ];
  return element(
    "dl",
    {},
    rows.filter(Boolean).map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))),
  );
}

function sourceView({ entity, label }, choose) {
  return entity?.drawn ? actorButton(entity, choose) : words(label, { class: "source" });
}

function confidence(value) {
  const percent = `${Math.round(value * 100)} %`;
  return [element("meter", { min: 0, max: 1, value, "aria-label": `Confidence ${percent}` }), ` ${percent}`];
}

/** Cards, the first of them at once and the rest on request. */
export function cards(assertions, choose, atOnce = 25) {
  const all = together(assertions);
  const list = element("div", { class: "cards" });
  let shown = 0;
  const more = button("", () => extend(), { class: "more" });
  const extend = () => {
    list.append(...all.slice(shown, shown + atOnce).map((alike) => card(alike, choose)));
    shown = Math.min(all.length, shown + atOnce);
    more.textContent = `Show ${Math.min(atOnce, all.length - shown)} more of ${all.length - shown}`;
    more.hidden = shown === all.length;
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
      together(said, true).map((alike) => card(alike, choose, true)),
    );
  const named = ({ subject, predicate, object }) => [
    words(graph.entities[subject].label),
    " ",
    words(graph.predicates[predicate].label, { class: "said" }),
    " ",
    words(graph.entities[object].label),
  ];
  return element(
    "section",
    { class: "dispute" },
    element("h3", {}, named(affirmed[0])),
    element("div", { class: "sides" }, side("Some say so", affirmed), side("Others deny it", denied)),
  );
}
