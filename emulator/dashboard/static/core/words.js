// Values as people read them.

/** A moment as time of day; its date too where that is not today. */
export function moment(text) {
  if (!text) return "–";
  const at = new Date(text);
  const day = at.toDateString() === new Date().toDateString() ? "" : `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} `;
  return `${day}${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

const two = number => String(number).padStart(2, "0");

/** Microseconds in a unit that fits. */
export function duration(micros) {
  if (micros < 1_000) return `${micros} µs`;
  if (micros < 1_000_000) return `${(micros / 1_000).toFixed(micros < 10_000 ? 1 : 0)} ms`;
  return `${(micros / 1_000_000).toFixed(1)} s`;
}

/** A text as indented JSON where it is JSON, as it is where it is not. */
export function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** A masked number as its last digits, the way cards show it. */
export const lastDigits = masked => `•••• ${masked.slice(-4)}`;

/** An identifier of code as words: `token_suspended` as `token suspended`. */
export const spoken = name => name.replaceAll("_", " ");

/** How an exchange came out: good, tolerated or bad. */
export function outcome(exchange) {
  if (exchange.status === null || exchange.status >= 400) return "bad";
  if (exchange.error || exchange.causes.length) return exchange.error && exchange.direction === "inbound" ? "bad" : "warn";
  return "good";
}

/** Only the path of a URL. */
export function pathOf(url) {
  try {
    const { pathname, search } = new URL(url);
    return pathname + search;
  } catch {
    return url;
  }
}
