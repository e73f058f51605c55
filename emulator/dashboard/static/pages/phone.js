// A phone: cards go in, are verified, pay, get lost and are removed; a payload that is refused says why.

import { at, here } from "../core/api.js";
import { calmly, h, replace, theirs } from "../core/dom.js";
import { watch } from "../core/live.js";
import { button, choice, field, form } from "../parts/forms.js";
import { attempt, say } from "../parts/saying.js";
import { panel, state } from "../parts/tables.js";
import { cardForm, payloadForms, WALLETS } from "./adding.js";

const DEVICE = "phone";
const PAUSES = {
  active: does => button("Pause the card", does("suspend"), { id: "pause" }),
  suspended: does => button("Resume the card", does("resume"), { id: "unpause" }),
};

export async function page(view, { signal }) {
  const screen = h("div", { class: "screen" });
  const chosen = h("div", {});
  let held = null;

  async function draw() {
    const { passes } = await here("GET", "phone/passes", { device: DEVICE });
    const kept = passes.filter(one => one.state !== "deleted");
    held = kept.find(one => one.id === held)?.id ?? kept[0]?.id ?? null;
    replace(screen, kept.length ? kept.map(one => pass(one, one.id === held, select)) : h("p", { class: "muted" }, "No card on this phone yet."));
    if (held) replace(chosen, await passPanel(held, draw));
    else replace(chosen);
  }

  async function select(id) {
    held = id;
    await attempt(draw);
  }

  const added = async result => {
    held = result.card?.id ?? held;
    await draw();
  };
  replace(
    view,
    h("div", { class: "phonepage" }, phone(screen, draw), h("div", { class: "beside" }, chosen, panel("Type in a card", cardForm(DEVICE, added)), panel("Hand over a payload from your backend", payloadForms(DEVICE, added)))),
  );
  watch(calmly(() => attempt(draw)), signal);
  await draw();
}

function phone(screen, redraw) {
  const all = async (path, said) => {
    await here("POST", `phone/${path}`, { device: DEVICE });
    say(said, null, "good");
    await redraw();
  };
  const lost = button("Lose the phone", () => all("lost", "Lost mode: its active cards are suspended."), { id: "lose" });
  const found = button("Find it", () => all("found", "Found: its cards are resumed, but for those that others hold."), { id: "find" });
  return h(
    "div",
    { class: "handset", role: "group", "aria-label": "The phone" },
    h("div", { class: "bezel" }, h("div", { class: "speaker", "aria-hidden": "true" }), h("h2", { class: "offscreen" }, "Cards on the phone"), screen),
    h("div", { class: "actions" }, lost, found),
  );
}

function pass(one, chosen, select) {
  const name = `${WALLETS[one.wallet]}, ${one.network} ending in ${one.suffix}, ${one.state}`;
  const props = { type: "button", class: `pass ${one.state}`, id: one.id, "aria-label": name, "aria-pressed": String(chosen), on: { click: () => select(one.id) } };
  return h("button", props, h("img", { src: one.art, alt: "" }), h("span", { class: "passline" }, h("span", { class: "name" }, WALLETS[one.wallet] ?? theirs(one.wallet), " ··", theirs(one.suffix)), state(one.state)));
}

async function passPanel(id, redraw) {
  const one = await here("GET", at`phone/passes/${id}`);
  const does = (path, fields = {}) => async () => {
    const said = await here("POST", at`phone/passes/${id}/${path}`, fields);
    await redraw();
    return said;
  };
  const parts = { requested: () => verification(one, does), active: () => paying(one, does), suspended: () => held(one) };
  return panel(
    [theirs(one.title), " ··", theirs(one.suffix)],
    h("p", {}, state(one.state), " The phone pays with a number of its own, ending in ", theirs(one.deviceAccountSuffix), ". ", h("a", { href: at`#/cards/${one.token}` }, "Its token")),
    parts[one.state]?.(),
    h("div", { class: "actions" }, PAUSES[one.state]?.(does), button("Remove from the phone", does("remove"), { id: "remove", class: "danger" })),
  );
}

function verification(one, does) {
  const methods = Object.fromEntries(one.methods.filter(way => way.carriesCodes).map(way => [way.id, `${way.channel} ${way.address}`]));
  const way = choice("Send the code by", methods, { id: "way" });
  const digits = field("Code", { id: "code", inputmode: "numeric", autocomplete: "one-time-code", required: true, maxlength: "32" });
  const send = async () => {
    await does("code", { method: way.input.value })();
    const { codes } = await here("GET", "otp", { token: one.token });
    const sent = codes.find(code => code.alive);
    say(sent?.digits ? ["The cardholder received ", theirs(sent.digits), "."] : "The issuer makes the code itself: ask your app.", null, "good");
  };
  const enter = async () => {
    const { outcome } = await does("activate", { code: digits.input.value })();
    say(["The code is ", theirs(outcome), "."], null, outcome === "right" ? "good" : "bad");
  };
  return [h("p", {}, "The card waits for its holder to be verified."), form([way], "Send a code", send), form([digits], "Enter the code", enter)];
}

function paying(one, does) {
  const amount = field("Amount in cents", { id: "amount", type: "number", min: "0", max: "99999999", value: "1000", required: true });
  const shop = field("Shop", { id: "shop", value: "Emulated Shop", maxlength: "100", required: true });
  const pay = async () => {
    const said = await does("tap", { amount: Number(amount.input.value), merchant: shop.input.value })();
    say(said.approved ? ["Paid. Cryptogram ", theirs(said.cryptogram), `, counter ${said.transactionCounter}.`] : ["Declined: ", theirs(said.reason), "."], null, said.approved ? "good" : "bad");
  };
  return form([amount, shop], "Tap to pay", pay);
}

const held = one => h("p", {}, "Suspended by: ", theirs(one.suspendedBy.join(", ")), ".");
