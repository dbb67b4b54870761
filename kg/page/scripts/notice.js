// What is shown and what is not, in words: nothing is left out in silence.

import { graph } from "./data.js";
import { button, byId, count, element, refilled } from "./dom.js";
import { INITIAL, isNarrowed } from "./state.js";

const alone = graph.entities.filter(({ drawn }) => !drawn).length;

/** Says how much of the graph is in view, and offers to show all again. */
export function showNotice(state, scene, store, listActors) {
  const { assertions, actors } = scene;
  const everything = !isNarrowed(state);
  const part = (shown, all, name) =>
    shown === all ? count(all, name) : `${shown.toLocaleString("en-GB")} of ${count(all, name)}`;
  const contents = [
    element(
      "span",
      {},
      `${part(assertions.length, graph.assertions.length, "statement")}, ${part(actors.size, graph.entities.length - alone, "actor")}`,
    ),
    ...missing(scene, store).map((text) => element("span", { class: "missing" }, text)),
    alone > 0 &&
      reset(`${count(alone, "more actor")} tied to nobody`, () => (store.change({ view: "table" }), listActors())),
    state.hidden.length > 0 &&
      reset(`Show ${count(state.hidden.length, "hidden actor")}`, () => store.change({ hidden: [] })),
    state.opened.length > 0 && reset("Close communities", () => store.change({ opened: [] })),
    !everything && reset("Show everything", () => store.change(cleared(store.get()))),
  ];
  refilled(byId("notice"), contents.filter(Boolean), "#stage");
}

const reset = (text, action) => button(text, action, { class: "reset" });

function cleared({ view, moved, pinned, opened, selected, clock }) {
  return { ...INITIAL, view, moved, pinned, opened, selected, clock };
}

function missing({ communities, left, linesLeft }) {
  const inside = communities.reduce((sum, { members }) => sum + members.length, 0);
  return [
    communities.length > 0 &&
      `${count(inside, "actor")} stand together in ${count(communities.length, "community", "communities")}: choose one to open it`,
    left > 0 && `${count(left, "actor")} of whom least is said ${left === 1 ? "is" : "are"} not drawn`,
    linesLeft > 0 && `${count(linesLeft, "weaker line")} not drawn`,
  ].filter(Boolean);
}
