// What the reader has chosen. A state is never changed, only followed by another, so that every step can be undone.

/** Nothing chosen: everything is shown. Lists hold ids. */
export const INITIAL = Object.freeze({
  view: "graph",
  without: Object.freeze({ type: [], relation: [], factuality: [], source: [], document: [] }),
  confidence: 0,
  from: null,
  to: null,
  clock: "event",
  undated: true,
  text: "",
  disputed: false,
  hidden: [],
  pinned: [],
  moved: {},
  opened: [],
  around: null,
  path: null,
  selected: null,
});

const UNDONE_NEVER = new Set(["selected", "view"]);

/** Holds the state. Listeners get the new state and the one before. */
export function createStore(initial) {
  let state = initial;
  const past = [];
  const future = [];
  const listeners = [];
  const enter = (next) => {
    const before = state;
    state = next;
    for (const listener of listeners) listener(state, before);
  };
  return {
    get: () => state,
    listen: (listener) => listeners.push(listener),
    change(patch) {
      if (Object.keys(patch).some((key) => !UNDONE_NEVER.has(key))) {
        past.push(state);
        future.length = 0;
      }
      enter({ ...state, ...patch });
    },
    undo: () => past.length && (future.push(state), enter(kept(past.pop(), state))),
    redo: () => future.length && (past.push(state), enter(kept(future.pop(), state))),
    canUndo: () => past.length > 0,
    canRedo: () => future.length > 0,
  };
}

function kept(state, current) {
  const same = Object.fromEntries([...UNDONE_NEVER].map((key) => [key, current[key]]));
  return { ...state, ...same };
}

/** A list with an element added, or taken out if it was in it. */
export function toggled(list, value) {
  return list.includes(value) ? list.filter((other) => other !== value) : [...list, value];
}

const NARROWING = ["confidence", "from", "to", "undated", "text", "disputed", "around", "path"];

/** Whether anything is filtered, hidden or narrowed. */
export function isNarrowed(state) {
  const lists = [...Object.values(state.without), state.hidden];
  return lists.some((list) => list.length > 0) || NARROWING.some((key) => state[key] !== INITIAL[key]);
}
