// One exchange, whole: raw and opened side by side, headers, what was wrong, and ways to take it elsewhere.

import { ask } from "../core/api.js";
import { h, replace } from "../core/dom.js";
import { duration, moment, outcome, pretty, spoken } from "../core/words.js";
import { asCurl, asHttp, asPytest, asTape } from "./copies.js";
import { finding, problems } from "./findings.js";
import { button, copying } from "./forms.js";
import { facts, state } from "./tables.js";

/** Load an exchange and return it as an element; `close` is what the button at its top does. */
export async function exchangeView(id, close) {
  const seen = await ask("GET", `exchanges/${encodeURIComponent(id)}`);
  const replayed = h("div", { "aria-live": "polite" });
  return h(
    "section",
    { class: "exchange", "aria-label": `Exchange ${seen.id}` },
    heading(seen, close),
    h("div", { class: "actions" }, takeaways(seen), seen.direction === "inbound" && button("Replay", () => replay(seen, replayed))),
    replayed,
    seen.findings.map(finding),
    seen.problems.length > 0 && [h("h3", {}, "Members that were refused"), problems(seen.problems)],
    signatureSteps(seen),
    h("h3", {}, "Request"),
    side("request", seen.request),
    h("h3", {}, "Answer"),
    seen.response ? side("answer", seen.response) : h("p", { class: "muted" }, "No answer came."),
  );
}

function heading(seen, close) {
  const back = h("button", { class: "quiet close", on: { click: close } }, "Close");
  const status = state(seen.status === null ? "no answer" : String(seen.status), outcome(seen));
  return h(
    "header",
    {},
    h("div", { class: "titled" }, h("h2", {}, spoken(seen.operation)), status, back),
    h("p", { class: "wrap" }, h("code", {}, `${seen.method} ${seen.url}`)),
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
  const whole = () => ask("GET", `exchanges/${encodeURIComponent(seen.id)}`, { reveal: true });
  return [
    copying("Copy as curl", async () => asCurl(await whole())),
    copying("Copy as pytest", async () => asPytest(seen)),
    copying("Copy as tape", async () => asTape(seen)),
  ];
}

/** Ask what would become of the same bytes now; nothing of it is kept. */
async function replay(seen, region) {
  const whole = await ask("GET", `exchanges/${encodeURIComponent(seen.id)}`, { reveal: true });
  const said = await ask("POST", "explain", { request_base64: asHttp(whole) });
  const verdict = said.accepted ? "The same bytes would be accepted now." : `The same bytes would be refused now: ${said.error}.`;
  replace(
    region,
    h("div", { class: "panel" }, h("p", {}, state(said.accepted ? "accepted" : "refused", said.accepted ? "good" : "bad"), " ", verdict)),
    said.findings.map(finding),
    said.problems.length > 0 && problems(said.problems),
  );
}

/** Which steps were passed and which was not, as far as the findings tell. */
function signatureSteps(seen) {
  if (seen.direction !== "inbound") return null;
  const failed = seen.findings.filter(one => one.severity === "refused").map(one => one.check);
  const passed = failed.length === 0;
  const words = passed ? "Signature, encryption and message were as they must be." : `Refused at: ${failed.map(spoken).join(", ")}.`;
  const note = seen.findings.some(one => one.severity === "tolerated") ? " Something was tolerated; see above." : "";
  return seen.error && passed ? null : h("p", { class: passed ? "steps good" : "steps bad" }, words + note);
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
