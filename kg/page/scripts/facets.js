// The filters, which are the legend too: each row has its sign, its count and a box to take it away.

import { FACTUALITIES, folded, graph, QUADS, quadOf, sourceOf, titleOf } from "./data.js";
import { button, byId, delayed, element, words } from "./dom.js";
import { FACET_VALUES } from "./fragment.js";
import { toggled } from "./state.js";
import { lineSign, typeSign } from "./style.js";

const LONG = 10;
const sourceLabels = new Map(graph.assertions.map((assertion) => [sourceOf(assertion).key, sourceOf(assertion).label]));
const predicateOf = new Map(graph.predicates.map((predicate, number) => [predicate.name, { ...predicate, quad: quadOf(number) }]));

const LOOKS = {
  type: (value) => [typeSign(value), value],
  factuality: (value) => [lineSign({ factuality: value }), FACTUALITIES.find(({ id }) => id === value).label],
  source: (value) => [words(sourceLabels.get(value))],
  document: (value) => documentLook(graph.documents.find(({ id }) => id === value)),
};

function documentLook(document) {
  return [words(titleOf(document)), element("small", {}, [document.publisher, document.date].filter(Boolean).join(", "))];
}

/** Builds the filters once; the function that it returns brings them to a state. */
export function createFacets(store) {
  const lists = [
    facet(store, "type", "Actors"),
    relations(store),
    facet(store, "factuality", "How it is told"),
    facet(store, "source", "Who says so"),
    facet(store, "document", "Documents"),
  ];
  byId("facets").replaceChildren(...lists.map(({ node }) => node), confidence(store), sentenceWords(store), disputedOnly(store));
  return (state, counts) => {
    for (const list of lists) list.update(state, counts);
    byId("confidence").value = state.confidence;
    byId("confidence-value").textContent = state.confidence > 0 ? `${Math.round(state.confidence * 100)} % or more` : "any";
    byId("disputed").checked = state.disputed;
    if (document.activeElement !== byId("words")) byId("words").value = state.text;
  };
}

function setOff(store, name, values) {
  store.change({ without: { ...store.get().without, [name]: values } });
}

function facet(store, name, title) {
  const rows = FACET_VALUES[name].map((value) => row(store, name, value, LOOKS[name](value)));
  const all = button("all", () => setOff(store, name, []), { class: "all", "aria-label": `${title}: all` });
  const narrow = rows.length > LONG && finder(rows, title);
  const node = group(title, all, [narrow, element("ul", {}, rows.map(({ node: item }) => item))], rows.length <= LONG);
  return { node, update: (state, counts) => brought(rows, all, state.without[name], counts[name]) };
}

function group(title, all, body, open) {
  return element("details", { class: "facet", open }, element("summary", {}, title), all, body);
}

function row(store, name, value, look) {
  const box = element("input", { type: "checkbox", change: () => setOff(store, name, toggled(store.get().without[name], value)) });
  const number = element("span", { class: "number" });
  const others = () => FACET_VALUES[name].filter((other) => other !== value);
  const label = element("label", {}, box, element("span", { class: "look" }, look), number);
  const only = button("only", () => setOff(store, name, others()), { class: "only", "aria-label": `Only ${label.textContent}` });
  return { node: element("li", {}, label, only), box, number, value, text: folded(label.textContent) };
}

function brought(rows, all, off, counts) {
  const without = new Set(off);
  for (const { box, number, value, node } of rows) {
    box.checked = !without.has(value);
    number.textContent = (counts.get(value) ?? 0).toLocaleString("en-GB");
    node.classList.toggle("empty", !counts.get(value));
  }
  all.hidden = off.length === 0;
}

/** A field that narrows a long list; the rows that are ticked off stay in force. */
function finder(rows, title) {
  const narrow = delayed((text) => rows.forEach(({ node, text: own }) => (node.hidden = !own.includes(folded(text)))), 60);
  return element("input", { type: "search", class: "finder", placeholder: "Find in this list", "aria-label": `Find in: ${title}`, input: (event) => narrow(event.target.value) });
}

/** Relations by quad and PLOVER type: a box for each quad, and within it for each relation. */
function relations(store) {
  const all = button("all", () => setOff(store, "relation", []), { class: "all", "aria-label": "Relations: all" });
  const quads = QUADS.map((quad) => quadList(store, quad)).filter(Boolean);
  const node = group("Relations", all, element("ul", { class: "quads" }, quads.map(({ node: item }) => item)), true);
  return { node, update: (state, counts) => quads.forEach(({ update }) => update(state.without.relation, counts.relation, all)) };
}

function quadList(store, { id, label }) {
  const names = FACET_VALUES.relation.filter((name) => predicateOf.get(name).quad === id).sort(byGroup);
  if (names.length === 0) return null;
  const rows = names.map((name) => row(store, "relation", name, [words(predicateOf.get(name).label), element("small", {}, predicateOf.get(name).group)]));
  const box = element("input", { type: "checkbox", change: () => setOff(store, "relation", switched(store.get().without.relation, names, box.checked)) });
  const number = element("span", { class: "number" });
  const head = element("label", {}, box, lineSign({ quad: id }), element("span", { class: "look" }, label), number);
  const only = button("only", () => setOff(store, "relation", FACET_VALUES.relation.filter((name) => !names.includes(name))), { class: "only", "aria-label": `Only ${label}` });
  const inner = element("details", {}, element("summary", { "aria-label": `Relations of: ${label}` }, `${names.length} ${names.length === 1 ? "relation" : "relations"}`), element("ul", {}, rows.map(({ node }) => node)));
  return { node: element("li", { class: "quad" }, head, only, inner), update: (off, counts, all) => quadBrought({ box, number, names, rows, all }, off, counts) };
}

const byGroup = (one, other) => predicateOf.get(one).group.localeCompare(predicateOf.get(other).group) || one.localeCompare(other);

function switched(off, names, on) {
  const others = off.filter((name) => !names.includes(name));
  return on ? others : [...others, ...names];
}

function quadBrought({ box, number, names, rows, all }, off, counts) {
  brought(rows, all, off, counts);
  const gone = names.filter((name) => off.includes(name)).length;
  box.checked = gone < names.length;
  box.indeterminate = gone > 0 && gone < names.length;
  number.textContent = names.reduce((sum, name) => sum + (counts.get(name) ?? 0), 0).toLocaleString("en-GB");
}

function confidence(store) {
  const set = delayed((value) => store.change({ confidence: Number(value) }), 120);
  const slider = element("input", { type: "range", id: "confidence", min: 0, max: 1, step: 0.05, input: (event) => set(event.target.value) });
  return element("div", { class: "facet plain" }, element("label", { for: "confidence" }, "Confidence: ", element("output", { id: "confidence-value", for: "confidence" }, "any")), slider);
}

function sentenceWords(store) {
  const set = delayed((text) => store.change({ text }), 250);
  const field = element("input", { type: "search", id: "words", placeholder: "for example: missile", input: (event) => set(event.target.value) });
  return element("div", { class: "facet plain" }, element("label", { for: "words" }, "Words in the sentence"), field);
}

function disputedOnly(store) {
  const box = element("input", { type: "checkbox", id: "disputed", change: () => store.change({ disputed: box.checked }) });
  return element("div", { class: "facet" }, element("label", {}, box, "Only what is disputed"));
}
