// One exchange, whole: raw and opened side by side, headers, what was wrong, and ways to take it elsewhere.

import { ask, at } from "../core/api.js";
import { h, replace, theirs } from "../core/dom.js";
import { duration, moment, outcome, pretty, spoken } from "../core/words.js";
import { asCurl, asHttp, asPytest } from "./copies.js";
import { finding, problems } from "./findings.js";
import { button, copying } from "./forms.js";
import { facts, state } from "./tables.js";

/** Load an exchange and return it as an element; `close` is what the button at its top does. */
export async function exchangeView(id, close) {
  const seen = await ask("GET", at`exchanges/${id}`);
  const replayed = h("div", { "aria-live": "polite" });
  return h(
    "section",
    { class: "exchange", "aria-label": `Exchange ${seen.id}` },
    heading(seen, close),
    h("div", { class: "actions" }, takeaways(seen), seen.direction === "inbound" && button("Replay", () => replay(seen, replayed))),
    replayed,
    seen.findings.map(finding),
    refusals(seen),
    checked(seen.steps),
    h("h3", {}, "Request"),
    side("request", seen.request),
    h("h3", {}, "Answer"),
    seen.response ? side("answer", seen.response) : h("p", { class: "muted" }, "No answer came."),
  );
}

/** Members that were refused; what a finding says already is not said twice. */
function refusals(seen) {
  const told = new Set(seen.findings.map(found => found.message));
  const others = seen.problems.filter(one => !told.has(one.why));
  return others.length > 0 && [h("h3", {}, "Members that were refused"), problems(others)];
}

function heading(seen, close) {
  const back = h("button", { class: "quiet close", on: { click: close } }, "Close");
  const status = state(seen.status === null ? "no answer" : String(seen.status), outcome(seen));
  return h(
    "header",
    {},
    h("div", { class: "titled" }, h("h2", {}, spoken(seen.operation)), status, back),
    h("p", { class: "wrap" }, h("code", {}, theirs(seen.method), " ", theirs(seen.url))),
    facts({
      when: moment(seen.at),
      took: duration(seen.micros),
      who: seen.direction === "inbound" ? "your app called" : "the emulator called",
      API: seen.api,
      refused: seen.error,
      id: seen.id,
    }),
  );
}

// Most of them want the digits as they were sent, or the copy would not be the request that was made.
function takeaways(seen) {
  const whole = () => ask("GET", at`exchanges/${seen.id}`, { reveal: true });
  return [
    copying("Copy as curl", async () => asCurl(await whole())),
    copying("Copy as pytest", async () => asPytest(seen)),
    copying("Copy as tape", async () => `${JSON.stringify(await ask("GET", at`exchanges/${seen.id}/tape`), null, 2)}\n`),
  ];
}

/** Ask what would become of the same bytes now; nothing of it is kept. */
async function replay(seen, region) {
  const whole = await ask("GET", at`exchanges/${seen.id}`, { reveal: true });
  const said = await ask("POST", "explain", { request_base64: asHttp(whole) });
  const verdict = said.accepted ? "The same bytes would be accepted now." : ["The same bytes would be refused now: ", theirs(said.error), "."];
  replace(
    region,
    h("div", { class: "panel" }, h("p", {}, state(said.accepted ? "accepted" : "refused", said.accepted ? "good" : "bad"), " ", verdict)),
    said.findings.map(finding),
    refusals(said),
    checked(said.steps),
  );
}

const SAYS = { passed: "passed", tolerated: "tolerated", refused: "refused", not_made: "not made" };
const TONES = { passed: "good", tolerated: "warn", refused: "bad", not_made: "plain" };

/** What was checked of a request, in its order; what passed shows what was compared. */
function checked(steps) {
  if (!steps.length) return null;
  const shown = step => step.shown && h("details", { id: `step-${step.step}` }, h("summary", {}, "what was compared"), h("pre", { class: "short", tabindex: "0" }, step.shown));
  const line = step => h("li", {}, state(SAYS[step.outcome], TONES[step.outcome]), " ", h("strong", {}, spoken(step.step)), step.what && [": ", theirs(step.what)], shown(step));
  return [h("h3", {}, "Step by step"), h("ol", { class: "checks" }, steps.map(line))];
}

function side(name, message) {
  const bodies = [["on the wire", message.body], ["opened", message.opened]].filter(([, body]) => body);
  const headers = Object.entries(message.headers);
  return [
    h("details", { id: `headers-${name}` }, h("summary", {}, `Headers (${headers.length})`), facts(Object.fromEntries(headers))),
    h("div", { class: `bodies ${bodies.length > 1 ? "two" : ""}` }, bodies.map(([label, body]) => content(label, body))),
  ];
}

function content(label, body) {
  const text = body.encoding === "base64" ? body.text : pretty(body.text);
  const empty = h("p", { class: "muted" }, "empty");
  return h("figure", {}, h("figcaption", {}, label), text ? h("pre", { tabindex: "0" }, text) : empty);
}
