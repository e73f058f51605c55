// Rows of things, lists of facts, and words in a colour of their own.

import { h } from "../core/dom.js";

/** A table; each column is [heading, function from row to text or element]. A narrow screen shows each row as a block. */
export function table(caption, columns, rows, { empty = "Nothing yet." } = {}) {
  if (!rows.length) return h("p", { class: "muted" }, empty);
  const head = h("tr", {}, columns.map(([name]) => h("th", { scope: "col" }, name)));
  // One element at most: on a narrow screen it stands beside the name of its column.
  const whole = content => (Array.isArray(content) ? h("span", {}, content) : content);
  const body = rows.map(row => h("tr", {}, columns.map(([name, cell]) => h("td", { "data-name": name }, whole(cell(row))))));
  return h("table", {}, h("caption", { class: "offscreen" }, caption), h("thead", {}, head), h("tbody", {}, body));
}

/** Names and values, one below the other. */
export function facts(entries) {
  return h("dl", { class: "facts" }, Object.entries(entries).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value ?? "–")]));
}

const TONES = {
  active: "good",
  delivered: "good",
  green: "good",
  approved: "good",
  pending: "warn",
  requested: "warn",
  suspended: "warn",
  yellow: "warn",
  tolerated: "warn",
  failed: "bad",
  refused: "bad",
  red: "bad",
};

/** A state as a word with a colour; the word says it all, the colour helps. */
export const state = (word, tone = TONES[word] ?? "plain") => h("span", { class: `state ${tone}` }, word);

/** Something one copies: an id, a key. */
export const code = text => h("code", {}, text);

/** A titled part of a page. */
export function panel(title, ...children) {
  const heading = h("h2", {}, title);
  return h("section", { class: "panel", "aria-label": heading.textContent }, heading, children);
}
