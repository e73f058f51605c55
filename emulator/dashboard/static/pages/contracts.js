// The contracts: what every message may hold, as JSON Schema, and every provider's operations, as OpenAPI.

import { ask } from "../core/api.js";
import { h, replace, theirs } from "../core/dom.js";
import { field } from "../parts/forms.js";
import { attempt } from "../parts/saying.js";
import { code, panel, table } from "../parts/tables.js";
import { Windowed } from "../parts/windowed.js";

export async function page(view, { detail }) {
  const shown = h("div", { class: "shown", "aria-live": "polite" });
  const search = field("Search", { id: "contract-search", type: "search", placeholder: "provider, operation", on: { input: () => draw() } });
  const list = new Windowed("Contracts", {
    draw: name => h("span", { class: "cell" }, name.replace(/\.json$/, "")),
    choose: name => open(name),
    id: name => `contract-${name}`,
  });
  const names = await ask("GET", "contracts/names");
  const draw = () => list.show(names.filter(name => name.toLowerCase().includes(search.input.value.trim().toLowerCase())));

  async function open(name) {
    history.replaceState(null, "", `#/contracts/${path(name)}`);
    await attempt(async () => replace(shown, contract(name, await ask("GET", `contracts/${path(name)}`))));
  }

  const about = "Every message as JSON Schema 2020-12, and every provider as OpenAPI 3.1: choose one.";
  replace(view, search, h("div", { class: "split" }, h("div", { class: "lines" }, list.element), shown));
  draw();
  if (detail) await open(detail);
  else replace(shown, h("p", { class: "muted" }, about));
}

const path = name => name.split("/").map(encodeURIComponent).join("/");

function contract(name, document) {
  const file = h("p", {}, h("a", { href: `/_emulator/contracts/${path(name)}` }, "The file"));
  const { title, description } = document.info ?? document;
  const told = document.paths ? operations(document.paths) : [members(document), h("h3", {}, "As it is written"), h("pre", { tabindex: "0" }, JSON.stringify(document, null, 2))];
  return panel(title ?? name, description && h("p", {}, description), file, told);
}

function members({ properties = {}, required = [] }) {
  const columns = [
    ["member", ([name]) => code(name)],
    ["type", ([name, member]) => [theirs(typeOf(member)), required.includes(name) && ", required"]],
    ["what it is", ([, member]) => member.description ?? ""],
  ];
  return table("Members", columns, Object.entries(properties), { empty: "It has no members of its own." });
}

/** A type in words: `string`, `Range`, `array of string`, `string or null`. */
function typeOf(member) {
  if (member.$ref) return member.$ref.split("/").at(-1);
  if (member.anyOf) return member.anyOf.map(typeOf).join(" or ");
  if (member.items) return `array of ${typeOf(member.items)}`;
  return String(member.type ?? "anything").replaceAll(",", " or ");
}

function operations(paths) {
  const rows = Object.entries(paths).flatMap(([where, verbs]) => Object.entries(verbs).map(([verb, one]) => ({ where, verb, ...one })));
  const columns = [
    ["method", row => code(row.verb.toUpperCase())],
    ["path", row => code(row.where)],
    ["what it does", row => row.summary ?? ""],
  ];
  return table("Operations", columns, rows);
}
