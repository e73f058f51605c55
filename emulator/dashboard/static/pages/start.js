// The first page: three cards, and a story that is played step by step and explained.

import { ask, curl } from "../core/api.js";
import { h, replace } from "../core/dom.js";
import { enter, world } from "../core/world.js";
import { button, copying } from "../parts/forms.js";
import { say } from "../parts/saying.js";
import { panel } from "../parts/tables.js";
import { CARDS, DEMO, STEPS } from "./story.js";

// A story that was begun goes on where it stood, also after looking at another page.
const story = { at: 0, told: {}, answers: [] };

export async function page(view) {
  const steps = h("ol", { class: "steps", id: "story" });
  const controls = h("div", { class: "actions" });

  function draw() {
    replace(controls, buttons());
    replace(steps, story.answers.map(shown));
  }

  async function next() {
    const step = STEPS[story.at];
    const request = await step.request(story.told);
    const answer = await ask(request.method, request.path, request.fields);
    story.told = { ...story.told, ...step.tells?.(answer) };
    story.answers.push({ step, request, answer });
    story.at += 1;
    draw();
    steps.lastElementChild.scrollIntoView({ block: "nearest" });
  }

  async function all() {
    while (story.at < STEPS.length) await next();
    say("The story has been told. Look at its world: timeline, cards, webhooks.", null, "good");
  }

  function again() {
    Object.assign(story, { at: 0, told: {}, answers: [] });
    draw();
  }

  function buttons() {
    const done = story.at === STEPS.length;
    return [
      !done && button(story.at ? `Next: ${STEPS[story.at].title}` : "Play the first step", next, { class: "primary", id: "next" }),
      !done && button(story.at ? "Play the rest" : "Play the whole story", all, { id: "all" }),
      story.at > 0 && button("Start again", again, { id: "again" }),
      story.at > 0 && world.name !== DEMO && button("Look at the world of the story", () => enter(DEMO), { id: "look" }),
    ];
  }

  replace(
    view,
    h("p", { class: "lead" }, "Cards become tokens in a phone, here on your machine. Everything is really encrypted and really signed; cards and tokens are fake."),
    h("div", { class: "deck" }, CARDS.map(card)),
    panel("The story of a card", h("p", {}, `${STEPS.length} requests, each as you could send it with curl. They play in a world called “${DEMO}”; yours stays as it is.`), controls, steps),
    panel("Your own app", pointers()),
  );
  draw();
}

function card({ number, expiry, holder }) {
  const network = number.startsWith("4") ? "Visa" : "Mastercard";
  return h(
    "article",
    { class: `bankcard ${network.toLowerCase()}`, "aria-label": `${network} of ${holder}` },
    h("p", { class: "bank" }, "Emulated Bank"),
    h("p", { class: "digits" }, `•••• •••• •••• ${number.slice(-4)}`),
    h("p", { class: "foot" }, h("span", {}, holder), h("span", {}, `${expiry.slice(5)}/${expiry.slice(2, 4)}`), h("strong", {}, network)),
  );
}

function shown({ step, request, answer }, index) {
  const command = curl(request.method, request.path, request.fields);
  return h(
    "li",
    {},
    h("h3", {}, step.title),
    h("p", {}, step.why),
    h("details", { id: `request-${index}` }, h("summary", {}, h("code", {}, `${request.method} /_emulator/${request.path}`)), h("pre", { tabindex: "0" }, command), copying("Copy as curl", () => command)),
    h("details", { id: `answer-${index}` }, h("summary", {}, "what came back"), h("pre", { tabindex: "0" }, JSON.stringify(answer, null, 2))),
  );
}

function pointers() {
  return h(
    "ul",
    {},
    h("li", {}, "Take the credentials of a world from ", h("a", { href: "#/worlds" }, "Worlds and keys"), ", with snippets for the official libraries."),
    h("li", {}, "Point your app at ", h("code", {}, location.origin), ": every provider is at its real paths there."),
    h("li", {}, "Watch it on the ", h("a", { href: "#/timeline" }, "timeline"), ", and hand its payload to the ", h("a", { href: "#/phone" }, "phone"), "."),
  );
}
