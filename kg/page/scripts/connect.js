// Two actors, and the shortest ways between them.

import { entityById } from "./data.js";
import { byId } from "./dom.js";
import { completed } from "./combobox.js";

/** Makes the fields "from" and "to"; `preset` puts an actor in the first and leaves the reader in the second. */
export function createConnection(store) {
  const ends = [null, null];
  const fields = [byId("path-from"), byId("path-to")];
  const take = (end) => (entity) => {
    ends[end] = entity.id;
    if (ends[0] && ends[1] && ends[0] !== ends[1]) store.change({ path: [...ends], around: null, selected: null });
    else fields[1 - end].focus();
    return entity.label;
  };
  fields.forEach((field, end) => completed(field, take(end), true));
  return {
    preset(id) {
      ends[0] = id;
      fields[0].value = entityById.get(id).label;
      Object.assign(ends, { 1: null });
      fields[1].value = "";
      byId("connect").open = true;
      fields[1].focus();
    },
    update({ path }) {
      if (!path) return;
      path.forEach((id, end) => {
        ends[end] = id;
        fields[end].value = entityById.get(id).label;
      });
    },
  };
}
