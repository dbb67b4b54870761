// The time slider: two handles over a histogram of what happened, or was published, when.

import { graph } from "./data.js";
import { button, byId, count, delayed, drawing, element } from "./dom.js";
import { spanOf } from "./filter.js";
import { buckets, isoDate, span, spoken } from "./time.js";

const HEIGHT = 44;
const TICKS = { apart: 0.17, last: 0.93 };

/** The first days of the histogram's columns. A few dates far from all others share the first or the last column. */
export function columns(spans) {
  const days = spans
    .flatMap(([first, last]) => [Number.isFinite(first) ? first : last])
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  if (days.length === 0) return [];
  const at = (share) => days[Math.floor(share * (days.length - 1))];
  const reach = 6 * Math.max(30, at(0.75) - at(0.25));
  const from = Math.max(days[0], at(0.25) - reach);
  const to = Math.min(days.at(-1), at(0.75) + reach);
  const starts = buckets(from, to);
  const earlier = days[0] < starts[0] ? [days[0]] : [];
  return [...earlier, ...starts, ...(days.at(-1) > to ? [to + 1] : [])];
}

/** Builds the slider; the function that it returns brings it to a state and to the assertions that are shown. */
export function createSlider(store) {
  const box = byId("time");
  const clock = { event: axis("event"), published: axis("published") };
  if (clock.event.starts.length === 0 && clock.published.starts.length === 0) {
    box.hidden = true;
    return () => {};
  }
  const parts = build(store, clock);
  const { head, histogram, from, to, ticks } = parts;
  box.replaceChildren(head, element("div", { class: "track" }, histogram, from, to, ticks));
  return (state, shown) => update(parts, clock, state, shown);
}

function axis(clock) {
  const spans = graph.assertions.map((assertion) => spanOf(assertion, clock)).filter(Boolean);
  const last = spans
    .flat()
    .filter(Number.isFinite)
    .reduce((latest, day) => Math.max(latest, day), -Infinity);
  return { starts: columns(spans), dated: spans.length, last };
}

function build(store, clock) {
  const apply = delayed(() => applied(store, clock, parts), 80);
  const slid = () => {
    described(parts, clock, store.get());
    apply();
  };
  const parts = {
    choice: clockChoice(store),
    undated: element("input", { type: "checkbox", change: ({ target }) => store.change({ undated: target.checked }) }),
    undatedText: element("span"),
    all: button("all times", () => (store.change({ from: null, to: null }), parts.from.focus()), { class: "all" }),
    range: element("output", { class: "range" }),
    from: handle("time-from", "From", slid),
    to: handle("time-to", "To", slid),
    ticks: element("div", { class: "ticks", "aria-hidden": "true" }),
    histogram: drawing("svg", { class: "histogram", "aria-hidden": "true", preserveAspectRatio: "none" }),
  };
  const { choice, range, all, undated, undatedText } = parts;
  parts.head = element("div", { class: "time-head" }, choice, range, all, element("label", {}, undated, undatedText));
  return parts;
}

function handle(id, label, slid) {
  return element("input", { type: "range", id, min: 0, value: 0, "aria-label": label, input: slid });
}

function clockChoice(store) {
  const change = ({ target }) => store.change({ clock: target.value, from: null, to: null });
  return element(
    "select",
    { "aria-label": "Which date", change },
    element("option", { value: "event" }, "When it happened"),
    element("option", { value: "published" }, "When it was published"),
  );
}

function applied(store, clock, { from, to }) {
  const { starts } = clock[store.get().clock];
  const [low, high] = [Number(from.value), Number(to.value)].sort((a, b) => a - b);
  const whole = low === 0 && high === starts.length - 1;
  store.change(whole ? { from: null, to: null } : { from: isoDate(starts[low]), to: isoDate(lastDay(starts, high)) });
}

const lastDay = (starts, column) => (column + 1 < starts.length ? starts[column + 1] - 1 : starts[column] + 36_500);

function columnOf(starts, day) {
  let column = 0;
  while (column + 1 < starts.length && starts[column + 1] <= day) column += 1;
  return column;
}

function update(parts, clock, state, shown) {
  const { starts, dated } = clock[state.clock];
  parts.choice.value = state.clock;
  parts.undated.checked = state.undated;
  parts.undatedText.textContent = `also the ${count(graph.assertions.length - dated, "statement")} without a date`;
  parts.undated.parentElement.hidden = dated === graph.assertions.length;
  parts.all.hidden = state.from === null && state.to === null;
  for (const handle of [parts.from, parts.to])
    Object.assign(handle, { max: Math.max(0, starts.length - 1), disabled: starts.length < 2 });
  parts.from.value = state.from === null ? 0 : columnOf(starts, span(state.from)[0]);
  parts.to.value = state.to === null ? starts.length - 1 : columnOf(starts, span(state.to)[0]);
  described(parts, clock, state);
  paintColumns(parts.histogram, starts, state, shown);
  writeTicks(parts.ticks, starts);
}

/** Below the columns the years, or the months where there are few years, as many as find room. */
function writeTicks(ticks, starts) {
  const years = new Set(starts.map((start) => isoDate(start).slice(0, 4))).size;
  const nameOf = (start) => (years > 3 ? isoDate(start).slice(0, 4) : spoken(isoDate(start).slice(0, 7)));
  const found = [];
  starts.forEach((start, column) => {
    const [text, share] = [nameOf(start), (column + 0.5) / starts.length];
    const last = found.at(-1);
    if (share < TICKS.last && (!last || (last.text !== text && share - last.share > TICKS.apart))) found.push({ text, share });
  });
  ticks.replaceChildren(
    ...found.map(({ text, share }) => {
      const tick = element("span", {}, text);
      tick.style.insetInlineStart = `${100 * share}%`;
      return tick;
    }),
  );
}

function described({ from, to, range }, clock, state) {
  const { starts, last: end } = clock[state.clock];
  if (starts.length === 0) return void (range.textContent = "no dates");
  const [low, high] = [Number(from.value), Number(to.value)].sort((a, b) => a - b);
  const first = spoken(isoDate(starts[low]));
  const last = high + 1 < starts.length ? spoken(isoDate(starts[high + 1] - 1)) : spoken(isoDate(end));
  range.textContent = `${first} to ${last}`;
  from.setAttribute("aria-valuetext", spoken(isoDate(starts[Number(from.value)])));
  to.setAttribute("aria-valuetext", last);
}

function paintColumns(svg, starts, { clock }, shown) {
  const numbers = starts.map(() => 0);
  const all = starts.map(() => 0);
  const put = (list, assertion) => {
    const days = spanOf(assertion, clock);
    if (days) list[columnOf(starts, Number.isFinite(days[0]) ? days[0] : days[1])] += 1;
  };
  graph.assertions.forEach((assertion) => put(all, assertion));
  shown.forEach((assertion) => put(numbers, assertion));
  const most = Math.max(1, ...all);
  svg.setAttribute("viewBox", `0 0 ${Math.max(1, starts.length)} ${HEIGHT}`);
  const bar = (list, name) =>
    list.map(
      (number, column) =>
        number > 0 &&
        drawing("rect", {
          class: name,
          x: column + 0.08,
          width: 0.84,
          y: HEIGHT - heightOf(number, most),
          height: heightOf(number, most),
        }),
    );
  svg.replaceChildren(...[bar(all, "all-time"), bar(numbers, "shown")].flat().filter(Boolean));
}

const heightOf = (number, most) => Math.max(2, (number / most) * HEIGHT);
