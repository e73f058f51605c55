// What the page has to say: refusals with what to do about them, and what was done.

import { h } from "../core/dom.js";

const SHOWN_MS = { bad: 12_000, good: 5_000 };

/** Show a message; `fix` says what to do. It can be closed, and goes by itself. */
export function say(text, fix = null, kind = "bad") {
  const close = h("button", { class: "quiet", "aria-label": "Close the message", on: { click: () => message.remove() } }, "×");
  const message = h("div", { class: `message ${kind}` }, h("div", {}, h("p", {}, text), fix && h("p", { class: "muted" }, fix)), close);
  document.getElementById("messages").append(message);
  setTimeout(() => message.remove(), SHOWN_MS[kind]);
}

/** Do something and say why where it is refused; returns undefined then. */
export async function attempt(work) {
  try {
    return await work();
  } catch (problem) {
    say(problem.message, problem.fix);
    return undefined;
  }
}

/** Copy a text, and say so. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // No clipboard without a secure context: the old way, through a field.
    const held = h("textarea", { value: text, class: "offscreen" });
    document.body.append(held);
    held.select();
    document.execCommand("copy");
    held.remove();
  }
  say("Copied.", null, "good");
}
