// The panel for the shortest ways between two actors.

import { entityById, graph, quadOf } from "./data.js";
import { button, count, element, words } from "./dom.js";
import { actorButton } from "./evidence.js";
import { lineSign } from "./style.js";

/** What stands in the panel while a path is asked for. */
export function waysView(scene, { path }, act) {
  const { paths } = scene;
  const [from, to] = path.map((id) => entityById.get(id));
  const length = paths[0] ? paths[0].length - 1 : 0;
  const none = ["Nothing that is shown connects ", words(from.label), " and ", words(to.label), "."];
  return [
    button("End path", () => act.change({ path: null }), { class: "back" }),
    element("h2", { tabindex: "-1", id: "panel-title" }, "From ", words(from.label), " to ", words(to.label)),
    element(
      "p",
      { class: "lead" },
      paths.length === 0
        ? none
        : `${count(length, "step")}, ${count(paths.length, "way")}${paths.length === 50 ? " or more" : ""}`,
    ),
    ...paths.map((way) => wayRow(way, scene, act)),
  ];
}

function wayRow(way, scene, act) {
  const step = (actor, at) => [
    at > 0 && stepButton(way[at - 1], actor, scene, act),
    actorButton(graph.entities[actor], act.choose),
  ];
  return element("p", { class: "way" }, way.flatMap(step));
}

/** What is said of two neighbours on a way, in short. */
function stepButton(from, to, { ties }, act) {
  const { said } = ties.find(({ a, b }) => (a === from && b === to) || (a === to && b === from));
  const [{ predicate, factuality }] = said;
  const more = said.length > 1 ? ` + ${said.length - 1}` : "";
  const text = [lineSign({ quad: quadOf(predicate), factuality }), words(graph.predicates[predicate].label), more];
  return button(text, () => act.choose([from, to].map((actor) => graph.entities[actor].id)), { class: "step" });
}
