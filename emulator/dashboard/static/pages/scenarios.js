// Outcomes armed in advance: what goes wrong next, how often it did, and events made to happen.

import { ask, at, here } from "../core/api.js";
import { calmly, h, replace, theirs } from "../core/dom.js";
import { watch } from "../core/live.js";
import { spoken } from "../core/words.js";
import { area, button, choice, field, form, json } from "../parts/forms.js";
import { attempt, say } from "../parts/saying.js";
import { code, panel, state, table } from "../parts/tables.js";

const FAULTS = ["silence", "cut", "reset", "truncate", "malformed_json", "broken_tag", "wrong_kid", "wrong_key", "expired_certificate", "rate_limit", "clock_skew", "bad_signature", "duplicate", "reorder", "drop", "by_hand"];
const ERRORS = ["IssuerSilent", "Unavailable", "UnknownToken", "UnknownCard", "InvalidPan", "ExpiredCard", "IneligibleCard", "TooManyTokens", "IllegalTransition", "ProvisionFailed"];
const PLACES = { "": "wherever it fits", call: "a client's call", question: "a question to the app", notice: "a notice", attempt: "an attempt to deliver" };
const STAGES = { before: "before anything is done", after: "after all was done" };

export async function page(view, { signal }) {
  const list = h("div", {});
  const [{ apis }, { triggers }] = await Promise.all([ask("GET", "version"), ask("GET", "triggers")]);

  async function draw() {
    const { scenarios } = await here("GET", "scenarios");
    const clear = button("Disarm all", async () => {
      await here("DELETE", "scenarios");
      await draw();
    });
    replace(list, scenarioTable(scenarios, draw), scenarios.length > 0 && h("div", { class: "actions" }, clear));
  }

  replace(view, panel("Armed", list), panel("Arm a scenario", scenarioForm(apis, draw)), panel("Make an event happen", triggerForm(triggers)));
  watch(calmly(() => attempt(draw)), signal);
  await draw();
}

function scenarioTable(scenarios, redraw) {
  const disarm = one => async () => {
    await here("DELETE", at`scenarios/${one.id}`);
    await redraw();
  };
  const columns = [
    ["API", one => code(one.api)],
    ["operation", one => code(one.operation)],
    ["where", one => one.place],
    ["what happens", happens],
    ["left", one => (one.remaining === null ? "until disarmed" : String(one.remaining))],
    ["met", one => String(one.met)],
    ["fired", one => state(String(one.fired), one.fired ? "warn" : "plain")],
    ["", one => button("Disarm", disarm(one))],
  ];
  return table("Armed scenarios, spent ones too", columns, scenarios, { empty: "Nothing is armed: everything goes as it should." });
}

function happens({ delay, answer, error, fault, stage, seconds }) {
  const what = answer ? `answers ${answer.status}` : error ? `refuses: ${error}` : fault ? spoken(fault) : "";
  const skew = seconds ? ` ${fault === "by_hand" ? "within" : "by"} ${seconds} s` : "";
  const late = what && stage === "after" ? " after the commit" : "";
  return [delay && `waits ${delay} s`, what + skew + late].filter(Boolean).join(", ");
}

function scenarioForm(apis, redraw) {
  const names = apis.flatMap(api => api.operations);
  const list = h("datalist", { id: "operations" }, [...new Set(names)].map(name => h("option", { value: name })));
  const api = choice("API", { "*": "every API", ...Object.fromEntries(apis.map(one => [one.name, one.title])) }, { id: "scenario-api" });
  const operation = field("Operation, question or notice", { id: "scenario-operation", list: "operations", value: "*", required: true });
  const place = choice("Where", PLACES, { id: "place" });
  const outcomes = { "": "only waits", ...Object.fromEntries(FAULTS.map(one => [`fault:${one}`, spoken(one)])), ...Object.fromEntries(ERRORS.map(one => [`error:${one}`, `refused: ${one}`])) };
  const what = choice("What happens", outcomes, { id: "what", value: "fault:silence" });
  const delay = field("Wait first, in seconds", { id: "delay", type: "number", min: "0", step: "any", value: "0" });
  const skew = field("Seconds (skew, reorder)", { id: "skew", type: "number", step: "any", value: "0" });
  const stage = choice("When", STAGES, { id: "stage" });
  const times = field("How often; empty: until disarmed", { id: "remaining", type: "number", min: "1", value: "1" });
  const arm = async () => {
    const [kind, name] = what.input.value.split(":");
    const order = { api: api.input.value, operation: operation.input.value, place: place.input.value || null, delay: Number(delay.input.value), stage: stage.input.value, seconds: Number(skew.input.value) };
    const remaining = times.input.value ? Number(times.input.value) : null;
    await here("POST", "scenarios", { ...order, remaining, ...(name && { [kind]: name }) });
    say("Armed.", null, "good");
    await redraw();
  };
  return [list, form([api, operation, place, what, stage, delay, skew, times], "Arm it", arm)];
}

function triggerForm(triggers) {
  const event = choice("Event", Object.fromEntries(triggers.map(one => [one.event, one.event])), { id: "event", on: { change: () => explain() } });
  const fields = area("Fields, as JSON; all may be left out", { id: "fields", rows: "3", value: "{}" });
  const about = h("div", {});
  const explain = () => {
    const one = triggers.find(trigger => trigger.event === event.input.value);
    const fields = Object.entries(one.fields).map(([name, means]) => [code(name), ": ", theirs(means)]);
    replace(about, h("p", { class: "muted" }, theirs(one.summary)), h("ul", { class: "muted" }, fields.map(field => h("li", {}, field))));
  };
  const fire = async () => {
    const { done } = await here("POST", "triggers", { event: event.input.value, fields: fields.input.value ? json(fields) : {} });
    say(done.join(". "), null, "good");
  };
  explain();
  return [form([event, fields], "Make it happen", fire), about];
}
