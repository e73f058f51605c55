// What was wrong, both sides of it, with the first differing byte marked.

import { h, theirs } from "../core/dom.js";
import { spoken } from "../core/words.js";
import { state } from "./tables.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** One finding. */
export function finding(found) {
  return h(
    "article",
    { class: `finding ${found.severity === "tolerated" ? "warn" : "bad"}` },
    h("h3", {}, state(found.severity ?? "refused"), " ", theirs(spoken(found.cause))),
    h("p", {}, found.message),
    sides(found),
    h("p", { class: "fix" }, h("strong", {}, "What to do: "), theirs(found.fix)),
    h("p", { class: "muted" }, "found while checking: ", theirs(spoken(found.check))),
  );
}

/** Both sides, one above the other, so that what differs stands below what it differs from. */
function sides({ expected, got, difference }) {
  if (expected === null && got === null) return null;
  const shown = [["expected", expected], ["got", got]].filter(([, text]) => text !== null && text !== undefined);
  const note = difference === null || difference === undefined ? null : h("p", { class: "muted" }, `they differ from byte ${difference} on`);
  return [h("dl", { class: "sides" }, shown.map(([name, text]) => [h("dt", {}, name), h("dd", {}, marked(text, difference))])), note];
}

/** A text in which the byte at an offset is marked, and the rest after it is tinted. */
function marked(text, offset) {
  if (offset === null || offset === undefined) return h("code", { class: "wrap" }, text);
  const bytes = encoder.encode(text);
  if (offset >= bytes.length) return h("code", { class: "wrap" }, text, h("mark", { title: "ends here" }, "⌷"));
  const before = decoder.decode(bytes.slice(0, offset));
  const [first = "", ...rest] = decoder.decode(bytes.slice(offset));
  return h("code", { class: "wrap" }, before, h("mark", { title: `byte ${offset}` }, first), h("span", { class: "after" }, rest.join("")));
}

/** Members that were refused, each with the reason. */
export function problems(list) {
  return h("ul", { class: "problems" }, list.map(one => h("li", {}, h("code", {}, one.member || "the whole"), " ", theirs(one.why))));
}
