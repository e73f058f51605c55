// Questions answered by hand: the switch that has them wait, and each that waits with a field for its answer.

import { at, here } from "../core/api.js";
import { h, replace, theirs } from "../core/dom.js";
import { moment, pretty, spoken } from "../core/words.js";
import { area, button, field, form, json } from "../parts/forms.js";
import { attempt, say } from "../parts/saying.js";
import { code, facts } from "../parts/tables.js";
import { ANSWERS } from "./questions.js";

const LOOK_MS = 500;
const isSwitch = one => one.fault === "by_hand" && one.remaining !== 0;

/** The switch, and what waits on the desk, looked at again and again until `signal` is aborted. */
export function handAnswers(signal) {
  const lever = h("div", {});
  const desk = h("div", { id: "desk", "aria-live": "polite" });
  let shown = null;

  async function drawSwitch() {
    const { scenarios } = await here("GET", "scenarios");
    replace(lever, switchedBy(scenarios.filter(isSwitch), drawSwitch));
  }

  // Drawn anew only when another question comes or one goes, so that whoever writes an answer is not disturbed.
  async function drawDesk() {
    const { questions } = await here("GET", "questions");
    const ids = questions.map(one => one.id).join();
    if (ids === shown) return;
    shown = ids;
    replace(desk, questions.map(one => waiting(one, drawDesk)));
  }

  const looking = setInterval(() => drawDesk().catch(() => {}), LOOK_MS);
  signal.addEventListener("abort", () => clearInterval(looking));
  attempt(drawSwitch);
  attempt(drawDesk);
  return { lever, desk };
}

function switchedBy(armed, redraw) {
  if (armed.length) {
    const off = button("Ask the app again", async () => {
      for (const one of armed) await here("DELETE", at`scenarios/${one.id}`);
      await redraw();
    }, { id: "by-app" });
    return [h("p", { id: "held" }, "Questions of this world wait here to be answered by hand; the app is not asked."), h("div", { class: "actions" }, off)];
  }
  const seconds = field("Seconds that each waits; 0: as long as the provider waits", { id: "patience", type: "number", min: "0", max: "300", value: "60" });
  const on = async () => {
    await here("POST", "scenarios", { place: "question", fault: "by_hand", seconds: Number(seconds.input.value), remaining: null });
    await redraw();
  };
  return form([seconds], "Answer all by hand", on);
}

function waiting(one, redraw) {
  const body = area("Your answer, as the app would give it", { id: `answer-${one.id}`, rows: "4", value: JSON.stringify(ANSWERS[one.name] ?? {}, null, 2) });
  const answered = answer => async () => {
    await here("POST", at`questions/${one.id}`, { answer: answer() });
    say([theirs(spoken(one.name)), `: ${answer() === null ? "the app is silent" : "answered"}.`], null, "good");
    await redraw();
  };
  return h(
    "section",
    { class: "finding warn", "aria-label": `Waiting: ${spoken(one.name)}` },
    h("h2", {}, "Waiting for your answer: ", theirs(spoken(one.name))),
    facts({ API: code(one.api), waits: [`until ${moment(one.until)}; then: `, theirs(one.default)], id: code(one.id) }),
    h("pre", { tabindex: "0" }, pretty(one.message.text)),
    body,
    h("div", { class: "actions" }, button("Send this answer", answered(() => json(body)), { class: "primary" }), button("Send none", answered(() => null))),
    h("details", {}, h("summary", {}, "What an answer must be"), h("pre", { class: "short", tabindex: "0" }, JSON.stringify(one.contract, null, 2))),
  );
}
