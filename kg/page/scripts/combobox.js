// A text field with completion over all names (the ARIA pattern of an editable combobox with a list box).

import { announce, count, element, words } from "./dom.js";
import { found } from "./search.js";
import { typeSign } from "./style.js";

/**
 * Makes completion for an input. `choose` gets the entity; what it returns becomes the field's text (or it is emptied).
 * `tied` leaves out actors who are tied to nobody.
 */
export function completed(input, choose, tied = false) {
  const list = element("ul", {
    role: "listbox",
    id: `${input.id}-list`,
    class: "completions",
    "aria-label": "Actors found",
    hidden: true,
  });
  const state = { matches: [], active: -1 };
  const field = { input, list, state, choose };
  input.after(list);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": list.id,
    "aria-autocomplete": "list",
    autocomplete: "off",
  }))
    input.setAttribute(name, value);
  input.addEventListener("input", () => open(field, found(input.value, { tied })));
  input.addEventListener("keydown", (event) => pressed(field, event));
  input.addEventListener("blur", () => close(field));
  list.addEventListener("pointerdown", (event) => event.preventDefault());
}

function open(field, matches) {
  Object.assign(field.state, { matches, active: -1 });
  const { input, list } = field;
  list.replaceChildren(...matches.map((match, number) => option(field, match, number)));
  const empty = input.value.trim() && matches.length === 0;
  if (empty)
    list.append(
      element(
        "li",
        { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" },
        "No actor of this name",
      ),
    );
  show(field, matches.length > 0 || empty);
  if (input.value.trim()) announce(count(matches.length, "actor found", "actors found"));
}

function option(field, { entity, name }, number) {
  const alias = name !== entity.label && element("span", { class: "alias" }, "also: ", words(name));
  return element(
    "li",
    { role: "option", id: `${field.list.id}-${number}`, "aria-selected": "false", click: () => take(field, number) },
    typeSign(entity.type),
    words(entity.label),
    alias,
    element("span", { class: "kind" }, entity.drawn ? entity.type : `${entity.type}, tied to nobody`),
  );
}

function show({ input, list }, visible) {
  list.hidden = !visible;
  input.setAttribute("aria-expanded", String(Boolean(visible)));
  if (!visible) input.removeAttribute("aria-activedescendant");
}

function close(field) {
  show(field, false);
}

function take(field, number) {
  const match = field.state.matches[number];
  if (!match) return;
  field.input.value = field.choose(match.entity) ?? "";
  close(field);
}

function pressed(field, event) {
  const { matches, active } = field.state;
  const actions = {
    ArrowDown: () => activate(field, (active + 1) % matches.length),
    ArrowUp: () => activate(field, (active - 1 + matches.length) % matches.length),
    Enter: () => take(field, Math.max(0, active)),
    Escape: () => close(field),
  };
  if (!actions[event.key] || field.list.hidden) return;
  event.preventDefault();
  event.stopPropagation();
  if (matches.length > 0 || event.key === "Escape") actions[event.key]();
}

function activate(field, number) {
  field.state.active = number;
  [...field.list.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === number)));
  field.input.setAttribute("aria-activedescendant", field.list.children[number].id);
  field.list.children[number].scrollIntoView({ block: "nearest" });
}
