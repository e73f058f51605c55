// The world's time: stopped, moved on, and what fell due on the way.

import { here } from "../core/api.js";
import { h, replace } from "../core/dom.js";
import { moment, spoken } from "../core/words.js";
import { button, field, form } from "../parts/forms.js";
import { say } from "../parts/saying.js";
import { code, facts, panel, state, table } from "../parts/tables.js";

const LEAPS = { "10 seconds": 10, "1 minute": 60, "15 minutes": 900, "1 hour": 3_600, "1 day": 86_400, "30 days": 2_592_000 };

export async function page(view, { signal }) {
  const now = h("div", {});
  const due = h("div", { id: "due", "aria-live": "polite" });
  const draw = async () => replace(now, standing(await here("GET", "clock")));
  const act = (path, fields) => async () => {
    await here("POST", `clock/${path}`, fields?.());
    await draw();
  };
  const advance = fields => async () => {
    const said = await here("POST", "clock/advance", fields());
    replace(due, happened(said));
    say(`The clock moved. ${said.settled.length} settled, ${said.tried.length} tried.`, null, "good");
    await draw();
  };
  const stop = button("Stop the clock", act("freeze"), { id: "freeze" });
  const run = button("Let it run", act("resume"), { id: "resume" });
  const leaps = Object.entries(LEAPS).map(([words, seconds]) => button(`+ ${words}`, advance(() => ({ seconds })), { id: `leap-${seconds}` }));
  const to = field("A moment, in UTC", { id: "moment", type: "datetime-local", step: "1", required: true });
  const at = () => `${to.input.value}Z`;
  const halt = button("Stop the clock at it", () => to.input.reportValidity() && act("freeze", () => ({ at: at() }))());

  replace(
    view,
    panel("Now", now, h("div", { class: "actions" }, stop, run)),
    panel("Move on", h("p", {}, "Whatever falls due on the way is done in order: deadlines are met, waiting notices are tried."), h("div", { class: "actions" }, leaps), due),
    panel("Go to a moment", form([to], "Move on to it", advance(() => ({ to: at() })), halt), h("p", { class: "muted" }, "Moving on does in order what falls due before it; stopping there may also go back.")),
  );
  const ticking = setInterval(() => draw().catch(() => {}), 1_000);
  signal.addEventListener("abort", () => clearInterval(ticking));
  await draw();
}

function standing({ mode, now, wall, offset_seconds: offset }) {
  const time = h("p", { class: "clockface" }, h("time", { datetime: now }, now.slice(0, 19).replace("T", " ")), " UTC ", state(mode, mode === "frozen" ? "warn" : "good"));
  return [time, facts({ "the machine's time": [h("time", { datetime: wall }, wall.slice(0, 19).replace("T", " ")), " UTC"], "ahead by": `${Math.round(offset)} s` })];
}

function happened({ settled, tried }) {
  const deadlines = table("Deadlines that were met", [["when", one => moment(one.at)], ["API", one => code(one.api)], ["deadline", one => spoken(one.deadline)], ["what", one => one.what]], settled, { empty: "No deadline was met." });
  const notices = table("Notices that were tried", [["when", one => moment(one.at)], ["notice", one => h("a", { href: "#/webhooks" }, one.notice)]], tried, { empty: "No notice was due." });
  return [h("h3", {}, "What fell due"), deadlines, notices];
}
