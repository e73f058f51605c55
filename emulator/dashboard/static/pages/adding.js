// The two ways into a wallet: a card typed in by hand, and a payload that the issuer's backend has made.

import { at, here } from "../core/api.js";
import { h, replace, theirs } from "../core/dom.js";
import { spoken } from "../core/words.js";
import { finding } from "../parts/findings.js";
import { area, choice, copying, field, form, json } from "../parts/forms.js";
import { state } from "../parts/tables.js";

export const WALLETS = { apple: "Apple Pay", google: "Google Pay", samsung: "Samsung Pay" };
const NETWORKS = { mastercard: "Mastercard", visa: "Visa" };

/** A card typed in: nobody vouches for it, so its holder will have to be verified. */
export function cardForm(device, added) {
  const wallet = choice("Wallet", WALLETS, { id: "typed-wallet" });
  const number = field("Card number", { id: "typed-number", inputmode: "numeric", pattern: "[0-9]{12,19}", title: "12 to 19 digits", required: true, placeholder: "5204731660001002" });
  const month = field("Month", { id: "typed-month", pattern: "(0[1-9]|1[0-2])", title: "01 to 12", required: true, placeholder: "11", maxlength: "2" });
  const year = field("Year", { id: "typed-year", pattern: "[0-9]{2}", title: "the last two digits", required: true, placeholder: "29", maxlength: "2" });
  const holder = field("Name on the card", { id: "typed-holder", maxlength: "100" });
  const terms = h("label", { class: "check" }, h("input", { type: "checkbox", id: "terms", required: true }), h("span", {}, "I agree to the terms of the bank, and that the wallet asks it about my card."));
  const region = h("div", { "aria-live": "polite" });
  const work = async () => {
    const card = { wallet: wallet.input.value, accountNumber: number.input.value, expiryMonth: month.input.value, expiryYear: year.input.value };
    const result = await here("POST", "phone/cards", { device, ...card, cardholderName: holder.input.value || null });
    replace(region, resultView(result));
    await added(result);
  };
  return [form([wallet, number, month, year, holder, terms], "Add the card", work), region];
}

/** A payload: a session is opened, its values go to the backend, and what that returns is handed over. */
export function payloadForms(device, added) {
  const wallet = choice("Wallet", WALLETS, { id: "wallet", on: { change: () => showWanted() } });
  const network = choice("Network", NETWORKS, { id: "network" });
  const name = field("Cardholder that the app shows", { id: "shown-name", placeholder: "Ada Lovelace", maxlength: "100" });
  const suffix = field("Last digits that the app shows", { id: "shown-suffix", placeholder: "1001", inputmode: "numeric", pattern: "[0-9]{1,8}", title: "up to 8 digits" });
  const rest = h("div", { "aria-live": "polite" });
  const isApple = () => wallet.input.value === "apple";
  // Only Apple's session begins with what the app shows of the card.
  const showWanted = () => {
    for (const one of [name, suffix]) {
      one.hidden = !isApple();
      one.input.required = isApple();
    }
  };
  const open = async () => {
    const shown = isApple() ? { cardholderName: name.input.value, primaryAccountSuffix: suffix.input.value } : {};
    const order = { device, network: network.input.value, patience_seconds: 3_600, ...shown };
    const session = await here("POST", `phone/${wallet.input.value}/requests`, order);
    replace(rest, handover(wallet.input.value, session, added));
  };
  showWanted();
  return [form([wallet, network, name, suffix], "1. Open a session", open), rest];
}

function handover(wallet, session, added) {
  const values = JSON.stringify(session, null, 2);
  const payload = area("Paste what your backend returned", { id: "payload", required: true, placeholder: "{…}" });
  const region = h("div", { id: "result", "aria-live": "polite" });
  const work = async () => {
    const said = Object(json(payload));
    const result = await here("POST", at`phone/${wallet}/requests/${session.id}/complete`, said.payload ?? said);
    replace(region, resultView(result));
    await added(result);
  };
  return [
    h("p", {}, "Your app hands these values to your backend. A session takes one payload, within an hour of this world's clock."),
    h("pre", { id: "session", class: "short", tabindex: "0" }, values),
    h("div", { class: "actions" }, copying("Copy the values", () => values)),
    form([payload], "2. Hand it to the phone", work),
    region,
  ];
}

/** What became of a card: the path, all that a real app would learn, and every step with its diagnosis. */
function resultView({ path, whatTheAppSees, checks }) {
  const broken = checks.filter(step => !step.ok);
  return h(
    "div",
    { class: "result" },
    h("p", {}, state(path), " The app sees: ", theirs(whatTheAppSees.message)),
    h("ol", { class: "checks" }, checks.map(step => h("li", { class: step.ok ? "good" : "bad" }, step.ok ? "passed: " : "failed: ", theirs(spoken(step.step))))),
    broken.map(step => finding({ ...step, check: step.step, cause: step.diagnosis ?? step.step, difference: null, severity: "refused", fix: step.fix ?? "see above" })),
  );
}
