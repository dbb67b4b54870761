// ISO 8601 dates and intervals as days since 1970, and as people write them.

const DAY = 86_400_000;
const DATE = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/;
const MONTH_NAME = new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" });

/** First and last day of "2024", "2024-06", "2024-06-19" or "2024-06-18/2024-06-19"; an open end is infinite. Null if it is no time. */
export function span(time) {
  if (!time) return null;
  const [start, end = start] = time.split("/");
  const first = start ? days(start) : [-Infinity];
  const last = end ? days(end) : [0, Infinity];
  return first && last ? [first[0], last[1]] : null;
}

function days(date) {
  const match = DATE.exec(date);
  if (!match) return null;
  const [, year, month, day] = match.map(Number);
  if (match[3]) return [dayNumber(year, month - 1, day), dayNumber(year, month - 1, day)];
  if (match[2]) return [dayNumber(year, month - 1, 1), dayNumber(year, month, 0)];
  return [dayNumber(year, 0, 1), dayNumber(year, 11, 31)];
}

const dayNumber = (year, month, day) => Math.round(Date.UTC(year, month, day) / DAY);

/** The ISO date of a day. */
export const isoDate = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/** "19 June 2024", "June 2024", "from June 2024", "August to October 2023": a time as people write it. */
export function spoken(time) {
  if (!time) return "";
  if (!time.includes("/")) return spokenDate(time);
  const [start, end] = time.split("/").map(spokenDate);
  if (!end) return `from ${start}`;
  return start ? `${start} to ${end}` : `until ${end}`;
}

function spokenDate(date) {
  const match = DATE.exec(date);
  if (!match) return date;
  const [, year, month, day] = match;
  const name = month && MONTH_NAME.format(new Date(Date.UTC(2000, Number(month) - 1)));
  return [day && Number(day), name, year].filter(Boolean).join(" ");
}

const UNITS = [
  { days: 1, start: (day) => day },
  { days: 7, start: (day) => day - ((((day + 3) % 7) + 7) % 7) },
  { days: 31, start: (day) => ofDate(day, (date) => [date.getUTCFullYear(), date.getUTCMonth(), 1]) },
  {
    days: 92,
    start: (day) => ofDate(day, (date) => [date.getUTCFullYear(), Math.floor(date.getUTCMonth() / 3) * 3, 1]),
  },
  { days: 366, start: (day) => ofDate(day, (date) => [date.getUTCFullYear(), 0, 1]) },
  { days: 3660, start: (day) => ofDate(day, (date) => [Math.floor(date.getUTCFullYear() / 10) * 10, 0, 1]) },
];

const ofDate = (day, parts) => dayNumber(...parts(new Date(day * DAY)));

/** The first days of at most `most` equal spans (days, weeks, months, quarters, years, decades) from one day to another. */
export function buckets(from, to, most = 60) {
  const unit = UNITS.find((u) => (to - from) / u.days < most - 1) ?? UNITS.at(-1);
  const starts = [];
  for (let start = unit.start(from); start <= to; start = unit.start(start + Math.ceil(unit.days * 1.02)))
    starts.push(start);
  return starts;
}
