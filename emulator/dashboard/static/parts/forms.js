// Buttons, fields and forms: each field has its label, each button says why it was refused.

import { h } from "../core/dom.js";
import { attempt, copy } from "./saying.js";

/** A button that works once at a time. */
export function button(text, work, props = {}) {
  const made = h("button", { type: "button", ...props, on: { click: () => once(made, work) } }, text);
  return made;
}

/** Do something while its button is off. It is not `disabled`, or whoever works by keyboard would lose the place. */
async function once(pressed, work) {
  if (pressed.ariaDisabled === "true") return;
  pressed.ariaDisabled = "true";
  await attempt(work);
  pressed.ariaDisabled = null;
}

/** A button that copies what `text()` gives. */
export const copying = (label, text) => button(label, async () => copy(await text()), { class: "quiet" });

/** A labelled input; `.input` is the input itself. */
export function field(label, props = {}) {
  return labelled(label, h("input", { autocomplete: "off", spellcheck: "false", dir: "auto", ...props }));
}

/** A labelled choice: `options` maps values to what is shown. */
export function choice(label, options, props = {}) {
  const { value, ...rest } = props;
  const made = Object.entries(options).map(([key, shown]) => h("option", { value: key, selected: key === value }, shown));
  return labelled(label, h("select", rest, made));
}

/** A labelled field of several lines. */
export function area(label, props = {}) {
  return labelled(label, h("textarea", { spellcheck: "false", rows: "6", ...props }));
}

/** What a field holds, read as JSON. */
export function json({ input }) {
  try {
    return JSON.parse(input.value);
  } catch (error) {
    const [place = ""] = error.message.match(/ at position .*/) ?? [];
    throw new Error(`What was typed is no JSON${place}.`);
  }
}

function labelled(label, input) {
  const made = h("label", { class: "field" }, h("span", {}, label), input);
  made.input = input;
  return made;
}

/** A form: sent with Enter or its button; `work` gets called once at a time. `beside` are other buttons. */
export function form(fields, submit, work, ...beside) {
  const send = h("button", { class: "primary" }, submit);
  const sent = event => {
    event.preventDefault();
    once(send, work);
  };
  return h("form", { class: "form", on: { submit: sent } }, fields, h("div", { class: "actions" }, send, beside));
}
