// The filters, which are the legend too: each row has its sign, its count and a box to take it away.

import { FACTUALITIES, folded, graph, QUADS, quadOf, sourceOf, titleOf } from "./data.js";
import { button, byId, count, delayed, element, words } from "./dom.js";
import { FACET_VALUES } from "./fragment.js";
import { toggled } from "./state.js";
import { lineSign, typeSign } from "./style.js";

const LONG = 10;
const SHOWN = 60;
const sourceLabels = new Map(graph.assertions.map((assertion) => [sourceOf(assertion).key, sourceOf(assertion).label]));
const predicateOf = new Map(
  graph.predicates.map((predicate, number) => [predicate.name, { ...predicate, quad: quadOf(number) }]),
);

const documentById = new Map(graph.documents.map((document) => [document.id, document]));

const LOOKS = {
  type: (value) => [typeSign(value), value],
  factuality: (value) => [lineSign({ factuality: value }), FACTUALITIES.find(({ id }) => id === value).label],
  source: (value) => [words(sourceLabels.get(value))],
  document: (value) => documentLook(documentById.get(value)),
};

function documentLook(document) {
  return [
    words(titleOf(document)),
    element("small", {}, [document.publisher, document.date].filter(Boolean).join(", ")),
  ];
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
  byId("facets").replaceChildren(
    ...lists.map(({ node }) => node),
    confidence(store),
    sentenceWords(store),
    disputedOnly(store),
  );
  return (state, counts) => {
    for (const list of lists) list.update(state, counts);
    byId("confidence").value = state.confidence;
    byId("confidence-value").textContent =
      state.confidence > 0 ? `${Math.round(state.confidence * 100)} % or more` : "any";
    byId("disputed").checked = state.disputed;
    if (document.activeElement !== byId("words")) byId("words").value = state.text;
  };
}

function setOff(store, name, values) {
  store.change({ without: { ...store.get().without, [name]: values } });
}

function facet(store, name, title) {
  const list = element("ul");
  const all = button("all", () => setOff(store, name, []), { class: "all", "aria-label": `${title}: all` });
  const long = FACET_VALUES[name].length > LONG;
  const state = { rows: [], wanted: "", off: [], counts: new Map() };
  const fill = () => {
    state.rows = shownValues(name, state).map((value) => row(store, name, value, LOOKS[name](value)));
    const left = FACET_VALUES[name].length - state.rows.length;
    const rest =
      left > 0 &&
      !state.wanted &&
      element("li", { class: "rest" }, `${left.toLocaleString("en-GB")} more: type to find them`);
    list.replaceChildren(...state.rows.map(({ node }) => node), ...(rest ? [rest] : []));
    brought(state.rows, all, state.off, state.counts);
  };
  fill();
  const node = group(
    title,
    all,
    [long && finder(title, (text) => (Object.assign(state, { wanted: folded(text) }), fill())), list],
    !long,
  );
  const update = ({ without }, counts) => {
    const fresh = without[name].some((value) => !state.rows.some((known) => known.value === value));
    Object.assign(state, { off: without[name], counts: counts[name] });
    if (fresh) fill();
    else brought(state.rows, all, state.off, state.counts);
  };
  return { node, update };
}

/** The values that a list shows: those taken away, then of all that match what was typed as many as are quickly read. */
function shownValues(name, { wanted, off }) {
  const matching = FACET_VALUES[name].filter(
    (value) => !off.includes(value) && (!wanted || folded(textOf(name, value)).includes(wanted)),
  );
  const shown = [...off.slice(0, SHOWN), ...matching.slice(0, SHOWN)];
  return shown.length === FACET_VALUES[name].length ? FACET_VALUES[name] : shown;
}

const textOf = (name, value) =>
  name === "source" ? sourceLabels.get(value) : name === "document" ? titleOf(documentById.get(value)) : value;

function group(title, all, body, open) {
  return element("details", { class: "facet", open }, element("summary", {}, title), all, body);
}

function row(store, name, value, look) {
  const box = element("input", {
    type: "checkbox",
    change: () => setOff(store, name, toggled(store.get().without[name], value)),
  });
  const number = element("span", { class: "number" });
  const others = () => FACET_VALUES[name].filter((other) => other !== value);
  const label = element("label", {}, box, element("span", { class: "look" }, look), number);
  const only = button("only", () => setOff(store, name, others()), {
    class: "only",
    "aria-label": `Only ${label.textContent}`,
  });
  return { node: element("li", {}, label, only), box, number, value };
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

/** A field that narrows a long list; what is ticked off stays in force. */
function finder(title, narrow) {
  const later = delayed(narrow, 60);
  return element("input", {
    type: "search",
    class: "finder",
    placeholder: "Find in this list",
    "aria-label": `Find in: ${title}`,
    input: (event) => later(event.target.value),
  });
}

/** Relations by quad and PLOVER type: a box for each quad, and within it for each relation. */
function relations(store) {
  const all = button("all", () => setOff(store, "relation", []), { class: "all", "aria-label": "Relations: all" });
  const quads = QUADS.map((quad) => quadList(store, quad)).filter(Boolean);
  const node = group(
    "Relations",
    all,
    element(
      "ul",
      { class: "quads" },
      quads.map(({ node: item }) => item),
    ),
    true,
  );
  return {
    node,
    update: (state, counts) => quads.forEach(({ update }) => update(state.without.relation, counts.relation, all)),
  };
}

function quadList(store, { id, label }) {
  const names = FACET_VALUES.relation.filter((name) => predicateOf.get(name).quad === id).sort(byGroup);
  if (names.length === 0) return null;
  const rows = names.map((name) => row(store, "relation", name, relationLook(name)));
  const box = element("input", {
    type: "checkbox",
    change: () => setOff(store, "relation", switched(store.get().without.relation, names, box.checked)),
  });
  const number = element("span", { class: "number" });
  const head = element("label", {}, box, lineSign({ quad: id }), element("span", { class: "look" }, label), number);
  const node = element("li", { class: "quad" }, head, onlyQuad(store, names, label), relationRows(rows, label));
  return { node, update: (off, counts, all) => quadBrought({ box, number, names, rows, all }, off, counts) };
}

function relationLook(name) {
  const { label, group: plover } = predicateOf.get(name);
  return [words(label), element("small", {}, plover)];
}

function onlyQuad(store, names, label) {
  const others = FACET_VALUES.relation.filter((name) => !names.includes(name));
  return button("only", () => setOff(store, "relation", others), { class: "only", "aria-label": `Only ${label}` });
}

function relationRows(rows, label) {
  const ofQuad = element("span", { class: "hidden" }, ` of ${label}`);
  const list = rows.map(({ node }) => node);
  return element(
    "details",
    {},
    element("summary", {}, count(rows.length, "relation"), ofQuad),
    element("ul", {}, list),
  );
}

const byGroup = (one, other) =>
  predicateOf.get(one).group.localeCompare(predicateOf.get(other).group) || one.localeCompare(other);

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
  const slider = element("input", {
    type: "range",
    id: "confidence",
    min: 0,
    max: 1,
    step: 0.05,
    input: (event) => set(event.target.value),
  });
  return element(
    "div",
    { class: "facet plain" },
    element(
      "label",
      { for: "confidence" },
      "Confidence: ",
      element("output", { id: "confidence-value", for: "confidence" }, "any"),
    ),
    slider,
  );
}

function sentenceWords(store) {
  const set = delayed((text) => store.change({ text }), 250);
  const field = element("input", {
    type: "search",
    id: "words",
    placeholder: "for example: missile",
    input: (event) => set(event.target.value),
  });
  return element("div", { class: "facet plain" }, element("label", { for: "words" }, "Words in the sentence"), field);
}

function disputedOnly(store) {
  const box = element("input", {
    type: "checkbox",
    id: "disputed",
    change: () => store.change({ disputed: box.checked }),
  });
  return element("div", { class: "facet" }, element("label", {}, box, "Only what is disputed"));
}
