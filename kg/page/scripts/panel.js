// The panel beside the drawing: an overview, an actor, or what is said of two.

import { entityById, graph } from "./data.js";
import { button, byId, count, element, joined, refilled, webLink, words } from "./dom.js";
import { actorButton, cards, disputesIn, disputeView } from "./evidence.js";
import { overview, rankRow } from "./overview.js";
import { typeSign } from "./style.js";
import { waysView } from "./ways.js";

const WIKIDATA = /^Q[1-9]\d*$/;

/** Fills the panel, from its top if it is about something `other` than before; `act` are the reader's actions. */
export function showPanel(state, scene, act, other) {
  refilled(byId("panel-body"), contents(state, scene, act).flat().filter(Boolean), "#panel-title", other);
  if (other) byId("panel").scrollTop = 0;
}

function contents(state, scene, act) {
  const [one, other] = state.selected ?? [];
  if (other) return pairView(one, other, scene, act);
  if (entityById.has(one)) return actorView(entityById.get(one), state, scene, act);
  const community = scene.nodes.find(({ id }) => id === one);
  if (community) return communityView(community, scene, act);
  return scene.paths ? waysView(scene, state, act) : overview(scene, act);
}

function communityView({ id, label, members }, scene, act) {
  const inside = scene.communities.find(({ number }) => `c${number}` === id).members.slice(0, 20);
  return [
    closing(act),
    element("h2", { tabindex: "-1", id: "panel-title" }, words(label)),
    element("p", { class: "lead" }, `A community of ${count(members, "actor")}`),
    element(
      "div",
      { class: "tools" },
      button("Open", () => act.open(id)),
    ),
    element("h3", {}, "Most is said of"),
    element(
      "ol",
      { class: "ranking" },
      inside.map((actor) => rankRow(graph.entities[actor], scene, act)),
    ),
  ];
}

function actorView(entity, state, scene, act) {
  const said = scene.assertions.filter(({ subject, object }) => subject === entity.number || object === entity.number);
  return [
    closing(act),
    element("h2", { tabindex: "-1", id: "panel-title" }, typeSign(entity.type), words(entity.label)),
    element(
      "p",
      { class: "lead" },
      `${entity.type} · ${count(said.length, "statement")} shown${said.length < entity.said ? ` of ${entity.said.toLocaleString("en-GB")}` : ""}`,
    ),
    names(entity),
    entity.drawn && actorTools(entity, state, act),
    neighbours(entity, said, act),
    disputed(said, act),
    entity.drawn
      ? element("h3", {}, "What is said")
      : element("p", { class: "hint" }, "The texts name it as a source or a place, and say nothing of what it did to others."),
    cards(byTime(said), act.choose),
  ];
}

function names({ names: all, wikidata }) {
  const link =
    WIKIDATA.test(wikidata ?? "") && webLink(`https://www.wikidata.org/wiki/${wikidata}`, `Wikidata ${wikidata}`);
  const also =
    all.length > 0 &&
    element(
      "p",
      { class: "names" },
      "Also called ",
      joined(all, ", "),
    );
  return [also, link && element("p", { class: "names" }, link)];
}

function actorTools({ id }, state, act) {
  const steps = [1, 2, 3].map((step) => {
    const on = state.around?.actor === id && state.around.steps === step;
    return button(String(step), () => act.around(on ? null : id, step), {
      "aria-pressed": String(on),
      "aria-label": `Only what is within ${count(step, "step")}`,
    });
  });
  const pinned = state.pinned.includes(id);
  return element(
    "div",
    { class: "tools" },
    element(
      "span",
      { class: "group", role: "group", "aria-label": "Neighbourhood in steps" },
      element("span", { class: "group-name" }, "Steps around"),
      steps,
    ),
    button("Path to …", () => act.pathFrom(id)),
    button(pinned ? "Unpin" : "Pin", () => act.pin(id), {
      "aria-pressed": String(pinned),
      title: "Keep in view whatever the filters say",
    }),
    button("Hide", () => act.hide(id)),
  );
}

function neighbours({ number }, said, act) {
  const counts = new Map();
  for (const { subject, object } of said) {
    const other = subject === number ? object : subject;
    if (other !== number) counts.set(other, (counts.get(other) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([a, most], [b, less]) => less - most || a - b);
  if (sorted.length === 0) return null;
  const row = ([actor, times]) =>
    element(
      "li",
      {},
      actorButton(graph.entities[actor], (ids) => act.choose([graph.entities[number].id, ...ids])),
      element("span", { class: "number" }, String(times)),
    );
  return element(
    "details",
    { open: sorted.length <= 6 },
    element("summary", {}, `Tied to ${count(sorted.length, "actor")}`),
    element("ul", { class: "ranking" }, sorted.map(row)),
  );
}

function disputed(said, act) {
  const found = disputesIn(said);
  return (
    found.length > 0 && [element("h3", {}, "Disputed"), ...found.map((dispute) => disputeView(dispute, act.choose))]
  );
}

const byTime = (said) => [...said].sort((a, b) => order(a).localeCompare(order(b)) || a.number - b.number);
const order = ({ time, document }) => time || graph.documents[document].date || "~";

function pairView(one, other, scene, act) {
  const said = scene.assertions.filter((assertion) => isBetween(assertion, one, other, scene));
  const label = (id) => scene.nodes.find((node) => node.entity === id)?.label ?? entityById.get(id)?.label ?? id;
  const undisputed = said.filter(({ dispute }) => dispute === null);
  return [
    closing(act),
    element(
      "h2",
      { tabindex: "-1", id: "panel-title" },
      words(label(one)),
      element("span", { class: "and" }, " and "),
      words(label(other)),
    ),
    element("p", { class: "lead" }, `${count(said.length, "statement")} about both`),
    disputed(said, act),
    undisputed.length > 0 && element("h3", {}, undisputed.length < said.length ? "What else is said" : "What is said"),
    undisputed.length > 0 && cards(byTime(undisputed), act.choose),
  ];
}

function isBetween({ subject, object }, one, other, { endOf }) {
  const end = (id) => entityById.get(id)?.number ?? id;
  const match = (actor, id) => actor === end(id) || endOf(actor) === end(id);
  return (match(subject, one) && match(object, other)) || (match(subject, other) && match(object, one));
}

function closing(act) {
  return button("Back to overview", () => act.choose(null), { class: "back" });
}
