// Everything that goes over the wire, as it happens, with one exchange opened beside it.

import { at, here } from "../core/api.js";
import { calmly, h, replace, theirs } from "../core/dom.js";
import { watch } from "../core/live.js";
import { duration, moment, outcome, pathOf, spoken } from "../core/words.js";
import { exchangeView } from "../parts/exchange.js";
import { choice, field } from "../parts/forms.js";
import { attempt } from "../parts/saying.js";
import { Windowed } from "../parts/windowed.js";

const PAGE = 500;
const MOST = 20_000;
const OUTCOMES = { "": "any outcome", good: "as it should be", warn: "tolerated", bad: "refused or failed" };
const DIRECTIONS = { "": "both directions", inbound: "from your app", outbound: "from the emulator" };

export async function page(view, { detail, signal }) {
  const exchanges = new Map();
  const filters = controls(() => draw());
  const count = h("p", { class: "muted count", "aria-live": "polite" });
  const hint = h("p", { class: "hint muted" }, "Nothing yet. Point your app at ", h("code", {}, location.origin), ", or play the story on the ", h("a", { href: "#/start" }, "first page"), ".");
  const side = h("div", { class: "side" });
  const list = new Windowed("Exchanges, the newest first", {
    draw: row,
    id: exchange => `line-${exchange.id}`,
    choose: exchange => open(exchange.id),
  });
  const names = h("div", { class: "row names", "aria-hidden": "true" }, ["time", "", "operation", "API", "path", "status", "took"].map(name => cell(name)));
  replace(view, filters.element, count, h("div", { class: "split" }, h("div", { class: "lines" }, names, hint, list.element), side));

  function draw() {
    const all = [...exchanges.values()].sort(newestFirst);
    filters.offer(all);
    const shown = all.filter(filters.admits);
    list.show(shown);
    count.textContent = `${shown.length} of ${all.length} exchanges`;
    hint.hidden = all.length > 0;
  }

  async function open(id) {
    view.classList.add("opened");
    history.replaceState(null, "", at`#/timeline/${id}`);
    const close = () => {
      history.replaceState(null, "", "#/timeline");
      view.classList.remove("opened");
      replace(side);
      list.element.focus();
    };
    await attempt(async () => replace(side, await exchangeView(id, close)));
  }

  const soon = calmly(draw, 50);
  watch(exchange => {
    exchanges.set(exchange.id, brief(exchange));
    soon();
  }, signal);
  if (detail) open(detail);
  await load(exchanges, draw, signal);
}

/** Page through the journal, showing what is there already. */
async function load(exchanges, draw, signal) {
  let cursor = null;
  do {
    const said = await here("GET", "exchanges", { limit: PAGE, cursor });
    if (signal.aborted) return;
    for (const exchange of said.exchanges) exchanges.set(exchange.id, exchanges.get(exchange.id) ?? exchange);
    cursor = said.next_cursor;
    draw();
  } while (cursor && exchanges.size < MOST);
}

// A stream tells exchanges whole; ten thousand bodies are nothing to keep.
const brief = ({ request, response, findings, problems, steps, ...line }) => line;

const newestFirst = (one, other) => (one.id < other.id ? 1 : -1);

function controls(changed) {
  const search = field("Search", { id: "search", type: "search", placeholder: "operation, path, cause, id", on: { input: changed } });
  const api = choice("API", { "": "every API" }, { id: "api", on: { change: changed } });
  const direction = choice("Direction", DIRECTIONS, { id: "direction", on: { change: changed } });
  const came = choice("Outcome", OUTCOMES, { id: "outcome", on: { change: changed } });
  const offered = new Set();

  function offer(exchanges) {
    for (const exchange of exchanges) {
      if (offered.has(exchange.api)) continue;
      offered.add(exchange.api);
      api.input.append(h("option", { value: exchange.api }, exchange.api));
    }
  }

  function admits(exchange) {
    const text = [exchange.operation, exchange.url, exchange.error, exchange.id, ...exchange.causes].join(" ").toLowerCase();
    return (
      (!api.input.value || exchange.api === api.input.value) &&
      (!direction.input.value || exchange.direction === direction.input.value) &&
      (!came.input.value || outcome(exchange) === came.input.value) &&
      text.includes(search.input.value.toLowerCase())
    );
  }

  return { element: h("div", { class: "filters", role: "search" }, search, api, direction, came), offer, admits };
}

const cell = (...text) => h("span", { class: "cell" }, text);

function row(exchange) {
  const inbound = exchange.direction === "inbound";
  const arrow = h("span", { class: `cell arrow ${exchange.direction}`, title: DIRECTIONS[exchange.direction] }, inbound ? "→" : "←");
  const status = h("span", { class: `cell status ${outcome(exchange)}` }, exchange.status ?? "none");
  const cause = exchange.causes.length > 0 && [" · ", theirs(spoken(exchange.causes[0]))];
  return [
    cell(moment(exchange.at)), arrow, cell(theirs(spoken(exchange.operation)), cause), cell(exchange.api), cell(theirs(exchange.method), " ", theirs(pathOf(exchange.url))), status, cell(duration(exchange.micros)),
  ];
}
