// The shell: which page is shown, which world, whether the line to the emulator stands.

import { ask, rememberToken } from "./core/api.js";
import { h, replace } from "./core/dom.js";
import { listen } from "./core/live.js";
import { dress, enter, turnTheme, world } from "./core/world.js";
import { attempt, say } from "./parts/saying.js";
import { field } from "./parts/forms.js";
import { page as cards } from "./pages/cards.js";
import { page as clock } from "./pages/clock.js";
import { page as contracts } from "./pages/contracts.js";
import { page as phone } from "./pages/phone.js";
import { page as scenarios } from "./pages/scenarios.js";
import { page as snapshots } from "./pages/snapshots.js";
import { page as start } from "./pages/start.js";
import { page as timeline } from "./pages/timeline.js";
import { page as webhooks } from "./pages/webhooks.js";
import { page as worlds } from "./pages/worlds.js";

const PAGES = {
  start: { title: "Start", page: start },
  timeline: { title: "Timeline", page: timeline },
  cards: { title: "Cards and tokens", short: "Cards", page: cards },
  phone: { title: "Phone", page: phone },
  webhooks: { title: "Webhooks and questions", short: "Webhooks", page: webhooks },
  scenarios: { title: "Scenarios", page: scenarios },
  clock: { title: "Clock", page: clock },
  worlds: { title: "Worlds and keys", page: worlds },
  snapshots: { title: "Snapshots", page: snapshots },
  contracts: { title: "Contracts", page: contracts },
};

const links = Object.entries(PAGES).map(([name, { title, short }]) => h("a", { href: `#/${name}` }, short ?? title));
const list = h("ul", {}, links.map(link => h("li", {}, link)));
const nav = h("nav", { id: "nav", "aria-label": "Pages", on: { click: event => event.target.closest("a") && fold() } }, list);
const picker = h("select", { id: "world", on: { change: () => enter(picker.value) } });
const line = h("span", { id: "line", class: "line" }, "connecting");
const content = h("main", { id: "page", tabindex: "-1" });
let leaving = new AbortController();

function fold() {
  nav.classList.remove("open");
  document.getElementById("menu").setAttribute("aria-expanded", "false");
}

function menu() {
  const open = nav.classList.toggle("open");
  document.getElementById("menu").setAttribute("aria-expanded", String(open));
}

function shell() {
  const header = h(
    "header",
    { class: "top" },
    h("button", { id: "menu", class: "quiet", "aria-expanded": "false", "aria-controls": "nav", on: { click: menu } }, "Menu"),
    h("a", { class: "brand", href: "#/start" }, "tsp-emulator"),
    h("label", { class: "worldpick" }, h("span", {}, "World"), picker),
    line,
    h("button", { id: "theme", class: "quiet", on: { click: turnTheme } }, "Light / dark"),
  );
  document.getElementById("shell").replaceChildren(header, nav, content);
}

function mark(current) {
  for (const link of links) link.ariaCurrent = link.hash === `#/${current}` ? "page" : null;
  fold();
}

/** Show what the address says: `#/page/detail`. */
async function show() {
  leaving.abort();
  leaving = new AbortController();
  const [name, ...rest] = location.hash.replace(/^#\/?/, "").split("/");
  const known = PAGES[name] ? name : "start";
  const { title, page } = PAGES[known];
  document.title = `${title} – tsp-emulator`;
  mark(known);
  const view = h("div", { class: `view ${known}` });
  scrollTo(0, 0);
  content.replaceChildren(h("h1", {}, title), view);
  try {
    await page(view, { detail: rest.map(decodeURIComponent).join("/"), signal: leaving.signal });
  } catch (problem) {
    refused(view, problem);
  }
}

function refused(view, problem) {
  if (problem.status === 401) replace(view, door());
  else say(problem.message, problem.fix);
}

/** Beyond loopback the admin API asks for a token. */
function door() {
  const token = field("Admin token", { id: "token", type: "password", autocomplete: "off" });
  const enterWith = event => {
    event.preventDefault();
    rememberToken(token.input.value);
    location.reload();
  };
  const why = h("p", {}, "This emulator listens beyond loopback: it asks for the token that it was started with (EMULATOR_ADMIN_TOKEN).");
  return h("form", { class: "panel narrow", on: { submit: enterWith } }, why, token, h("button", { class: "primary" }, "Enter"));
}

async function fillPicker() {
  const { namespaces } = await ask("GET", "namespaces");
  const names = namespaces.map(one => one.id);
  if (!names.includes(world.name)) enter("default");
  picker.replaceChildren(...names.map(name => h("option", { value: name, selected: name === world.name }, name)));
}

function tellLine(stands) {
  line.textContent = stands ? "live" : "not connected";
  line.classList.toggle("on", stands);
}

dress();
shell();
addEventListener("hashchange", show);
addEventListener("world", async () => {
  listen(tellLine);
  show();
  await attempt(fillPicker);
});
await fillPicker().catch(() => tellLine(false));
const shown = show();
listen(tellLine);
await shown;
