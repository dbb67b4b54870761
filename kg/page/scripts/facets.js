// The filters, which are the legend too: each row has its sign, its count and a box to take it away.

import { FACTUALITIES, folded, graph, sourceOf, titleOf } from "./data.js";
import { button, byId, delayed, element, joined, words } from "./dom.js";
import { FACET_VALUES } from "./fragment.js";
import { lineSign, typeSign } from "./style.js";
import { brought, group, row, setOff } from "./facetrows.js";
import { relations } from "./relations.js";

const LONG = 10;
const SHOWN = 60;
const sourceLabels = new Map(graph.assertions.map((assertion) => [sourceOf(assertion).key, sourceOf(assertion).label]));

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
    element("small", {}, joined([document.publisher, document.date], ", ")),
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

function facet(store, name, title) {
  const list = element("ul");
  const all = button("all", () => setOff(store, name, []), { class: "all", "aria-label": `${title}: all` });
  const long = FACET_VALUES[name].length > LONG;
  const state = { rows: [], wanted: "", off: [], counts: new Map() };
  const fill = () => {
    const { values, left } = shownValues(name, state);
    state.rows = values.map((value) => row(store, name, value, LOOKS[name](value)));
    const none = values.length === 0 && "Nothing of this name";
    const rest = left > 0 ? `${left.toLocaleString("en-GB")} more: type to find them` : none;
    list.replaceChildren(...state.rows.map(({ node }) => node), ...(rest ? [element("li", { class: "rest" }, rest)] : []));
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

/**
 * The values that a list shows: those taken away, then of all that match what was typed as many as are quickly read;
 * and how many are `left`.
 */
function shownValues(name, { wanted, off }) {
  const matching = FACET_VALUES[name].filter(
    (value) => !off.includes(value) && (!wanted || folded(textOf(name, value)).includes(wanted)),
  );
  const values = [...off.slice(0, SHOWN), ...matching.slice(0, SHOWN)];
  const left = off.length + matching.length - values.length;
  return { values: values.length === FACET_VALUES[name].length ? FACET_VALUES[name] : values, left };
}

const textOf = (name, value) =>
  name === "source" ? sourceLabels.get(value) : name === "document" ? titleOf(documentById.get(value)) : value;

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
