// The panel when nothing is chosen: of whom most is said, and what is disputed.

import { graph } from "./data.js";
import { button, count, element, words } from "./dom.js";
import { actorButton, disputesIn } from "./evidence.js";

const DISPUTES = 12;

/** What stands in the panel when nothing is chosen. */
export function overview(scene, act) {
  const most = [...scene.actors]
    .map((actor) => graph.entities[actor])
    .sort((a, b) => b.said - a.said || a.number - b.number)
    .slice(0, 8);
  const disputes = disputesIn(scene.assertions);
  const documents = new Set(scene.assertions.map(({ document }) => document));
  return [
    element("h2", { tabindex: "-1", id: "panel-title" }, "At a glance"),
    element(
      "p",
      { class: "lead" },
      `${count(scene.assertions.length, "statement")} about ${count(scene.actors.size, "actor")} from ${count(documents.size, "document")}.`,
    ),
    element("p", { class: "lead" }, "Choose an actor or a line in the drawing to read the sentences behind it."),
    element("h3", {}, "Most is said of"),
    element(
      "ol",
      { class: "ranking" },
      most.map((entity) => rankRow(entity, scene, act)),
    ),
    element("h3", {}, disputes.length > 0 ? "What is disputed" : "Nothing here is disputed"),
    element(
      "ul",
      { class: "disputed" },
      disputes.slice(0, DISPUTES).map(({ affirmed, denied }) => disputeRow(affirmed, denied, act)),
    ),
    disputes.length > DISPUTES && moreDisputes(disputes.length - DISPUTES, act),
  ];
}

/** An actor with the number of what is said of it here. */
export function rankRow(entity, scene, act) {
  const said = scene.assertions.filter(
    ({ subject, object }) => subject === entity.number || object === entity.number,
  ).length;
  return element(
    "li",
    {},
    actorButton(entity, act.choose),
    element("span", { class: "number" }, said.toLocaleString("en-GB")),
  );
}

function disputeRow(affirmed, denied, act) {
  const [{ subject, object, predicate }] = affirmed;
  const [from, to] = [graph.entities[subject], graph.entities[object]];
  const text = [words(from.label), " ", words(graph.predicates[predicate].label), " ", words(to.label)];
  const sides = `${affirmed.length} ${affirmed.length === 1 ? "says" : "say"} so, ${denied.length} ${denied.length === 1 ? "denies" : "deny"} it`;
  return element(
    "li",
    {},
    button(text, () => act.choose([from.id, to.id]), { class: "saying-link" }),
    element("span", { class: "sides-count" }, sides),
  );
}

function moreDisputes(number, act) {
  return button(`List ${count(number, "more dispute")} in the table`, () => act.change({ disputed: true, view: "table" }));
}
