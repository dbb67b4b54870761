// What is shown, as tables that can be sorted: the statements, and the actors.

import { FACTUALITIES, graph, sourceOf, titleOf } from "./data.js";
import { button, byId, count, element, refilled, words } from "./dom.js";
import { spoken } from "./time.js";

const PAGE = 100;
const MOST_PRINTED = 1000;
const entity = (number) => graph.entities[number];
const article = ({ document }) => graph.documents[document];

/** The columns of statements; `value` is what a row is sorted by and saved as, `show` how it is shown if otherwise. */
const STATEMENTS = [
  { name: "Who", value: (row) => entity(row.subject).label },
  { name: "Relation", value: (row) => graph.predicates[row.predicate].label },
  { name: "Whom or what", value: (row) => entity(row.object).label },
  { name: "How told", value: (row) => FACTUALITIES.find(({ id }) => id === row.factuality).label },
  { name: "Who says so", value: (row) => sourceOf(row).label },
  { name: "When", value: (row) => row.time ?? "", show: (row) => spoken(row.time) },
  {
    name: "Sentence",
    value: (row) => row.evidence.map((number) => graph.sentences[number].text).join(" "),
    wide: true,
  },
  { name: "Document", value: (row) => titleOf(article(row)), middle: true },
  { name: "Publisher", value: (row) => article(row).publisher ?? "" },
  { name: "Published", value: (row) => article(row).date ?? "", show: (row) => spoken(article(row).date) },
  {
    name: "Confidence",
    value: (row) => row.confidence,
    show: (row) => `${Math.round(row.confidence * 100)} %`,
    number: true,
  },
  { name: "Disputed", value: (row) => (row.dispute === null ? "" : "disputed") },
];

const ACTORS = [
  { name: "Actor", value: (row) => row.label },
  { name: "Type", value: (row) => row.type },
  { name: "Statements shown", value: (row) => row.shown, number: true },
  { name: "Statements in all", value: (row) => row.said ?? 0, number: true },
  { name: "Also called", value: (row) => row.names.join("; "), wide: true },
];

const tables = {
  statements: {
    columns: STATEMENTS,
    sort: { column: 9, down: true },
    page: 0,
    rows: [],
    pick: (row) => [entity(row.subject).id, entity(row.object).id],
  },
  actors: { columns: ACTORS, sort: { column: 2, down: true }, page: 0, rows: [], pick: (row) => row.drawn && [row.id] },
};

let current = "statements";

/** Takes what the scene shows into the tables; `showTable` shows them. */
export function loadTable(scene) {
  tables.statements.rows = scene.assertions;
  tables.actors.rows = actorRows(scene);
  tables.statements.page = tables.actors.page = 0;
}

/** Shows the table in view. */
export function showTable(choose) {
  paint(choose);
}

/** The table as it is printed: with as many rows as are read on paper, until `showTable` shows its page again. */
export function showWholeTable(choose) {
  paint(choose, MOST_PRINTED);
}

/** Turns the table to actors. */
export function listActors(choose) {
  current = "actors";
  paint(choose);
}

function actorRows({ assertions }) {
  const shown = new Map();
  for (const { subject, object } of assertions)
    for (const actor of new Set([subject, object])) shown.set(actor, (shown.get(actor) ?? 0) + 1);
  return graph.entities
    .filter(({ number, drawn }) => shown.has(number) || !drawn)
    .map((row) => ({ ...row, shown: shown.get(row.number) ?? 0 }));
}

/** The names and the rows of the table in view, sorted, as text and numbers. */
export function tableContents() {
  const { columns, rows, sort } = tables[current];
  return [
    columns.map(({ name }) => name),
    ...sorted(rows, columns, sort).map((row) => columns.map(({ value }) => value(row))),
  ];
}

function sorted(rows, columns, { column, down }) {
  const { value } = columns[column];
  const keyed = rows.map((row) => [value(row), row]);
  const collator = new Intl.Collator("en", { numeric: true });
  const compare = (a, b) => (typeof a === "number" ? a - b : collator.compare(a, b));
  keyed.sort(([a, one], [b, other]) => (down ? -1 : 1) * compare(a, b) || one.number - other.number);
  return keyed.map(([, row]) => row);
}

function paint(choose, size = PAGE) {
  const table = tables[current];
  const start = size === PAGE ? table.page * PAGE : 0;
  const rows = sorted(table.rows, table.columns, table.sort).slice(start, start + size);
  const contents = [
    element("div", { class: "head" }, choices(choose), pager(table, start, size, choose)),
    element(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": "Rows of the table" },
      element(
        "table",
        {},
        element("caption", { class: "hidden" }, current),
        head(table, choose),
        element(
          "tbody",
          {},
          rows.map((row) => bodyRow(table, row, choose)),
        ),
      ),
    ),
  ];
  refilled(byId("table"), contents, "#table .scroll");
}

function choices(choose) {
  const choice = (name, text) =>
    button(
      text,
      () => {
        current = name;
        paint(choose);
      },
      { "aria-pressed": String(current === name) },
    );
  return element(
    "div",
    { class: "choices", role: "group", "aria-label": "What is listed" },
    choice("statements", count(tables.statements.rows.length, "statement")),
    choice("actors", count(tables.actors.rows.length, "actor")),
  );
}

function pager(table, start, size, choose) {
  if (table.rows.length <= size) return "";
  const turn = (by) => () => {
    table.page += by;
    paint(choose);
  };
  const end = Math.min(table.rows.length, start + size);
  return element(
    "nav",
    { class: "pager", "aria-label": "Pages of the table" },
    button("Before", turn(-1), { disabled: start === 0 }),
    element(
      "span",
      {},
      `${(start + 1).toLocaleString("en-GB")} to ${end.toLocaleString("en-GB")} of ${table.rows.length.toLocaleString("en-GB")}`,
    ),
    button("Next", turn(1), { disabled: end === table.rows.length }),
  );
}

function head(table, choose) {
  const cell = ({ name }, column) => {
    const sortedBy = table.sort.column === column;
    const order = table.sort.down ? "descending" : "ascending";
    const sort = () => {
      Object.assign(table, { sort: { column, down: sortedBy ? !table.sort.down : false }, page: 0 });
      paint(choose);
    };
    return element(
      "th",
      { scope: "col", "aria-sort": sortedBy ? order : null },
      button(name, sort),
      element("span", { class: "on-paper", "aria-hidden": "true" }, name),
    );
  };
  return element("thead", {}, element("tr", {}, table.columns.map(cell)));
}

function bodyRow({ columns, pick }, row, choose) {
  const ids = pick(row);
  const cell = ({ value, show, ...look }, column) => {
    const text = words((show ?? value)(row));
    const content = column === 0 && ids ? button(text, () => choose(ids), { class: "saying-link" }) : text;
    return element(
      column === 0 ? "th" : "td",
      { scope: column === 0 ? "row" : null, class: ["number", "wide", "middle"].find((name) => look[name]) },
      content,
    );
  };
  return element("tr", {}, columns.map(cell));
}
