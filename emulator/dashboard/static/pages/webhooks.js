// What the emulator says first: notices with every attempt to deliver them, and questions with their answers.

import { at, here } from "../core/api.js";
import { calmly, h, replace, theirs } from "../core/dom.js";
import { watch } from "../core/live.js";
import { duration, moment, pretty, spoken } from "../core/words.js";
import { button } from "../parts/forms.js";
import { attempt, say } from "../parts/saying.js";
import { code, facts, panel, state, table } from "../parts/tables.js";
import { QUESTIONS, questionForm } from "./questions.js";
import { handAnswers } from "./waiting.js";

/** What one does to the notices to come, as a scenario. */
const TREATMENTS = {
  "Hold the next for five minutes": { place: "notice", delay: 300 },
  "Send the next twice": { place: "notice", fault: "duplicate" },
  "Lose the next": { place: "notice", fault: "drop" },
  "Break the next signature": { place: "attempt", fault: "bad_signature" },
  "Break the next body": { place: "attempt", fault: "malformed_json" },
};

export async function page(view, { signal }) {
  const list = h("div", {});
  const asked = h("div", {});
  const deliver = button("Deliver what is due", async () => {
    const { tried } = await here("POST", "outbox/deliver");
    say(tried.length ? `${tried.length} tried.` : "Nothing was due.", null, "good");
    await draw();
  }, { class: "primary", id: "deliver" });

  async function draw() {
    const { notices } = await here("GET", "outbox", { limit: 200 });
    const waiting = notices.filter(one => one.state === "pending").length;
    const count = h("p", { class: "muted" }, notices.length ? `${notices.length} notices, ${waiting} waiting.` : "Nobody was told anything yet.");
    replace(list, count, h("div", { class: "notices" }, notices.map(one => notice(one, draw))));
    replace(asked, await questions());
  }

  const { lever, desk } = handAnswers(signal);
  replace(
    view,
    desk,
    panel("Notices", h("div", { class: "actions" }, deliver, treatments()), list),
    panel("Questions to the app", h("p", {}, "While a call waits, the network asks the issuer: your app, unless you answer in its place. Silence has a declared default."), lever, h("h3", {}, "Answer the next one in advance"), questionForm(), h("h3", {}, "Asked so far"), asked),
  );
  watch(calmly(() => attempt(draw)), signal);
  addEventListener("focus", () => attempt(draw), { signal });
  await draw();
}

function treatments() {
  const arm = (words, wish) => async () => {
    await here("POST", "scenarios", { ...wish });
    say(`Armed: ${words.toLowerCase()}.`, null, "good");
  };
  const buttons = Object.entries(TREATMENTS).map(([words, wish]) => button(words, arm(words, wish)));
  return h("details", { class: "drop", id: "treat" }, h("summary", {}, "Hold or break the next"), h("div", { class: "actions" }, buttons));
}

function notice(one, redraw) {
  const again = button("Redeliver", async () => {
    const said = await here("POST", at`outbox/${one.id}/redeliver`);
    say(["It is ", theirs(said.state), "."], null, said.state === "delivered" ? "good" : "bad");
    await redraw();
  });
  const next = one.due_at ? `, next attempt ${moment(one.due_at)}` : "";
  return h(
    "details",
    { class: "notice", id: one.id },
    h("summary", {}, state(one.state), h("strong", {}, spoken(one.name)), h("span", { class: "muted" }, `${moment(one.created_at)} · ${one.tries} attempt${one.tries === 1 ? "" : "s"}${next}`)),
    facts({ receiver: one.receiver, goes: code(one.url), API: one.api, id: code(one.id) }),
    h("div", { class: "actions" }, again),
    h("h3", {}, "What it says, before it is sealed and signed"),
    h("pre", { tabindex: "0" }, pretty(one.body)),
    one.attempts.map(attemptView),
  );
}

function attemptView(one) {
  return [
    h("h3", {}, `Attempt ${one.number}, ${moment(one.at)} `, state(one.error ? "failed" : "delivered")),
    h("p", {}, one.status === null ? "No answer came" : `Answered ${one.status}`, ` after ${duration(one.micros)}. `, theirs(one.error)),
    h("div", { class: "bodies two" }, [["sent", one.sent], ["answer", one.answer]].map(([name, text]) => h("figure", {}, h("figcaption", {}, name), h("pre", { tabindex: "0" }, pretty(text) || "empty")))),
  ];
}

/** Questions that were asked: they are exchanges that the emulator began. */
async function questions() {
  const { exchanges } = await here("GET", "exchanges", { direction: "outbound", limit: 500 });
  const asked = exchanges.filter(one => QUESTIONS.includes(one.operation));
  const columns = [
    ["when", one => moment(one.at)],
    ["question", one => h("a", { href: `#/timeline/${one.id}` }, spoken(one.operation))],
    ["answer", one => state(one.status === null ? "none" : String(one.status), one.error ? "warn" : "good")],
    ["what was made of it", one => one.causes.map(spoken).join(", ") || "taken as answered"],
    ["took", one => duration(one.micros)],
  ];
  return table("Questions that were asked", columns, asked, { empty: "Nothing was asked yet." });
}
