// Puts the parts together: every change of state is drawn, listed and written into the address.

import { completed } from "./combobox.js";
import { createConnection } from "./connect.js";
import { entityById, graph } from "./data.js";
import { announce, byId } from "./dom.js";
import { createFacets } from "./facets.js";
import { decoded, encoded } from "./fragment.js";
import { createDrawing } from "./graph.js";
import { createKeyboard, introduced } from "./keyboard.js";
import { showNotice } from "./notice.js";
import { showPanel } from "./panel.js";
import { createPrinting, createSaving } from "./save.js";
import { layoutAt } from "./places.js";
import { sceneOf } from "./scene.js";
import { createSlider } from "./slider.js";
import { createStore, toggled } from "./state.js";
import { forgetColours } from "./style.js";
import { listActors, loadTable, showTable, showWholeTable } from "./table.js";
import { createTheme } from "./theme.js";
import { showTimeline } from "./timeline.js";
import { createDrawers } from "./drawers.js";

const store = createStore(decoded(location.hash));
const drawers = createDrawers();
let scene = sceneOf(store.get());

const act = {
  change: (patch) => store.change(patch),
  choose(ids) {
    if (ids) drawers.open("panel");
    store.change({ selected: ids });
    if (!ids) return void (store.get().view === "graph" && view.fit());
    if (ids.length === 1) view.fitChosen();
    announce(`Details: ${byId("panel-title").textContent}, ${byId("panel").querySelector(".lead").textContent}`);
    if (drawers.isOpen("panel")) byId("panel-title").focus();
  },
  pick(node) {
    drawers.open("panel");
    store.change({ selected: [node.entity] });
    announce(introduced(node, view.lines()));
  },
  around: (id, steps) => store.change({ around: id && { actor: id, steps }, path: null }),
  hide(id) {
    const { hidden, pinned } = store.get();
    store.change({ hidden: [...hidden, id], pinned: pinned.filter((other) => other !== id), selected: null });
  },
  pin: (id) => store.change({ pinned: toggled(store.get().pinned, id) }),
  pathFrom(id) {
    drawers.open("filters");
    connection.preset(id);
  },
  open(id) {
    const { members } = scene.communities.find(({ number }) => `c${number}` === id);
    store.change({ opened: [...store.get().opened, Number(id.slice(1))], selected: null });
    announce("Community opened");
    view.fit([...new Set(members.map(scene.endOf))]);
  },
  find(entity) {
    const { opened } = store.get();
    const isInside = typeof scene.endOf(entity.number) === "string";
    drawers.open("panel");
    store.change({ selected: [entity.id], ...(isInside && { opened: [...opened, entity.cluster] }) });
    view.centre(scene.endOf(entity.number));
  },
  visit(node) {
    store.change({ selected: [node.entity] });
    view.centre(node.id);
    announce(introduced(node, view.lines()));
  },
  read() {
    const node = view.nodes().find(({ entity }) => entity === store.get().selected?.[0]);
    if (node?.community) return act.open(node.id);
    drawers.open("panel");
    return byId("panel-title")?.focus();
  },
  close() {
    if (!drawers.closeAll()) store.change({ selected: null });
  },
};

const view = createDrawing(byId("canvas"), {
  node: (node) => (node.community ? act.open(node.id) : act.pick(node)),
  line: (id) => act.choose(ends(id)),
  nothing: () => store.get().selected && store.change({ selected: null }),
  moved: (places) => store.change({ moved: { ...store.get().moved, ...moved(places) } }),
  covered: drawers.covered,
});
const connection = createConnection(store);
const updateFacets = createFacets(store);
const updateSlider = createSlider(store);

function ends(lineId) {
  const { a, b } = view.lines().find(({ id }) => id === lineId);
  const nodes = new Map(view.nodes().map((node) => [node.id, node.entity]));
  return [nodes.get(a), nodes.get(b)];
}

function moved(places) {
  const found = places.filter(([node]) => !node.community);
  return Object.fromEntries(found.map(([node, { x, y }]) => [node.entity, layoutAt([x, y])]));
}

const NARROWING = [
  "without",
  "confidence",
  "from",
  "to",
  "clock",
  "undated",
  "text",
  "disputed",
  "hidden",
  "pinned",
  "moved",
  "opened",
  "around",
  "path",
];

/** Brings everything to the state. */
function update(state, before) {
  const narrowing = NARROWING.some((key) => state[key] !== before?.[key]);
  if (narrowing) scene = sceneOf(state);
  view.show(scene, drawnIds(state.selected));
  const other = state.selected !== before?.selected || state.path !== before?.path;
  if (narrowing || other) showPanel(state, scene, act, other);
  if (narrowing) {
    updateFacets(state, scene.counts);
    updateSlider(state, scene.assertions);
    connection.update(state);
    loadTable(scene);
    showNotice(state, scene, store, () => listActors(act.choose));
  }
  showView(state, narrowing || state.view !== before?.view);
  byId("undo").disabled = !store.canUndo();
  byId("redo").disabled = !store.canRedo();
  moveCamera(state, before);
  remember(state);
}

/** First to everything, then to what was narrowed down to, and to a line that was opened. */
function moveCamera(state, before) {
  if (state.view !== "graph") return;
  if (before?.view !== "graph") view.arrive(state.selected?.length === 1);
  else if (state.around !== before.around || state.path !== before.path) view.fit();
  if (state.selected !== before?.selected && state.selected?.length === 2) view.spreadOut(drawnIds(state.selected));
}

const drawnIds = (selected) => selected && selected.map((id) => scene.endOf(entityById.get(id)?.number) ?? id);

function showView(state, changed) {
  for (const name of ["graph", "table", "timeline"]) {
    byId(`view-${name}`).setAttribute("aria-pressed", String(state.view === name));
    byId(name).hidden = state.view !== name;
  }
  document.body.dataset.view = state.view;
  document.body.classList.toggle("chosen", state.selected !== null || state.path !== null);
  if (!changed) return;
  if (state.view === "table") showTable(act.choose);
  if (state.view === "timeline") showTimeline(scene, state, act);
}

/** A page within another (a notebook) has no address of its own. */
function remember(state) {
  if (location.protocol === "about:") return;
  const fragment = encoded(state);
  history.replaceState(null, "", fragment ? `#${fragment}` : location.pathname + location.search);
}

function connected() {
  for (const name of ["graph", "table", "timeline"])
    byId(`view-${name}`).addEventListener("click", () => store.change({ view: name }));
  byId("skip").addEventListener("click", () => {
    store.change({ view: "table" });
    document.querySelector("#table .scroll").focus();
  });
  byId("undo").addEventListener("click", store.undo);
  byId("redo").addEventListener("click", store.redo);
  byId("fit").addEventListener("click", () => view.fit());
  byId("zoom-in").addEventListener("click", () => view.zoom(1.35));
  byId("zoom-out").addEventListener("click", () => view.zoom(1 / 1.35));
  byId("help-open").addEventListener("click", () => byId("help").showModal());
  byId("help-close").addEventListener("click", () => byId("help").close());
  completed(byId("search"), act.find);
  createTheme(() => {
    forgetColours();
    view.repaint();
  });
  createPrinting(
    view,
    () => showWholeTable(act.choose),
    () => showTable(act.choose),
  );
  createSaving(view, store, () => scene);
  createKeyboard(store, view, act);
}

const label = (actor) => graph.entities[actor].label;

/** For the browser's console, and for tests: what is chosen, what is shown, and the drawing. */
globalThis.explorer = Object.freeze({ state: store.get, change: store.change, scene: () => scene, view, label });

document.title = graph.title;
connected();
store.listen(update);
if (store.get().selected) drawers.open("panel");
update(store.get(), null);
window.addEventListener("hashchange", () => store.change(decoded(location.hash)));
requestAnimationFrame(() => (document.documentElement.dataset.ready = Math.round(performance.now())));
