// The vault: cards, their tokens across providers, and the life of one token with its legal moves.

import { at, here } from "../core/api.js";
import { calmly, h, replace, theirs } from "../core/dom.js";
import { watch } from "../core/live.js";
import { lastDigits, moment, pretty } from "../core/words.js";
import { button, field, form } from "../parts/forms.js";
import { lifecycle } from "../parts/lifecycle.js";
import { attempt, say } from "../parts/saying.js";
import { code, facts, panel, state, table } from "../parts/tables.js";
import { legalMoves } from "./moves.js";

export async function page(view, { detail, signal }) {
  const list = h("div", {});
  const whole = h("div", { class: "whole" });
  replace(view, whole, list, registration(() => draw()));

  async function draw() {
    if (detail) replace(whole, await tokenPanel(detail, draw));
    const [{ cards }, { tokens }] = await Promise.all([here("GET", "cards", { limit: 500 }), here("GET", "tokens", { limit: 500 })]);
    replace(list, panel("Cards", cardTable(cards)), panel("Tokens", tokenTable(tokens)));
  }

  watch(calmly(() => attempt(draw)), signal);
  addEventListener("focus", () => attempt(draw), { signal });
  await draw();
}

const short = number => h("span", { class: "nowrap" }, lastDigits(number));

function cardTable(cards) {
  const columns = [
    ["card", card => short(card.pan)],
    ["network", card => card.network],
    ["holder", card => card.holder],
    ["valid until", card => card.expiry],
    ["product", card => card.product],
    ["issuer", card => card.issuer],
    ["reference", card => code(card.reference)],
  ];
  return table("Cards of this world", columns, cards, { empty: "No card yet. Register one below, or let your app push one." });
}

function tokenTable(tokens) {
  const columns = [
    ["token", token => h("a", { href: `#/cards/${token.reference}` }, short(token.number))],
    ["state", token => state(token.state)],
    ["network", token => token.network],
    ["kind", token => token.kind],
    ["wallet", token => token.wallet],
    ["requestor", token => token.requestor],
    ["since", token => moment(token.changed_at)],
  ];
  return table("Tokens of this world", columns, tokens, { empty: "No token yet. The phone makes one." });
}

async function tokenPanel(reference, redraw) {
  const [token, { views: told }] = await Promise.all([here("GET", at`tokens/${reference}`), here("GET", at`tokens/${reference}/views`)]);
  const card = await here("GET", at`cards/${token.card}`);
  return panel(
    `Token ${lastDigits(token.number)}`,
    h("div", { class: "columns" }, h("div", {}, lifecycle(token), moves(token, redraw)), h("div", {}, h("h3", {}, "In the vault"), tokenFacts(token, card))),
    h("h3", {}, "As each provider says it"),
    views(told),
    h("h3", {}, "History"),
    history(token),
    card.tokens.length > 1 && [h("h3", {}, "Other tokens of this card"), tokenTable(card.tokens.filter(one => one.reference !== reference))],
  );
}

function moves(token, redraw) {
  const legal = legalMoves(token);
  const groups = Object.groupBy(legal, move => move.by);
  if (!legal.length) return h("p", { class: "muted" }, "This token's life is over.");
  return h(
    "div",
    { class: "moves" },
    Object.entries(groups).map(([by, made]) =>
      h("fieldset", {}, h("legend", {}, `by the ${by}`), made.map(move => button(move.action, () => carryOut(move, redraw), { id: `${move.action}-${by}` }))),
    ),
  );
}

async function carryOut(move, redraw) {
  await here("POST", move.path, move.fields);
  say(`Done: ${move.action}, by the ${move.by}.`, null, "good");
  await redraw();
}

function tokenFacts(token, card) {
  return facts({
    reference: code(token.reference),
    card: short(card.pan),
    holder: card.holder,
    state: state(token.state),
    "held by": token.holders.join(", ") || null,
    "valid until": token.expiry,
    "counter (ATC)": token.atc,
    made: moment(token.created_at),
    activated: moment(token.activated_at),
  });
}

/** What each provider's own request would be answered now, beside what the vault holds. */
function views(told) {
  if (!told.length) return h("p", { class: "muted" }, "No provider that this world has credentials for knows of it.");
  const shown = one => [
    h("figcaption", {}, h("strong", {}, one.api), " to the ", theirs(one.reader), " ", state(String(one.status), one.error ? "bad" : "good")),
    h("p", { class: "muted wrap" }, theirs(one.method), " /", theirs(one.path)),
    h("pre", { tabindex: "0", class: "short" }, pretty(one.answer.text)),
  ];
  return h("div", { class: "bodies two", id: "views" }, told.map(one => h("figure", {}, shown(one))));
}

function history(token) {
  const columns = [
    ["when", line => moment(line.at)],
    ["from", line => (line.before ? state(line.before) : "–")],
    ["to", line => state(line.after)],
    ["by", line => line.by],
    ["code", line => line.code ?? "–"],
    ["text", line => line.text ?? "–"],
  ];
  return table("Every move of this token", columns, token.history);
}

function registration(redraw) {
  const number = field("Card number", { id: "number", inputmode: "numeric", required: true, pattern: "[0-9]{9,19}", title: "9 to 19 digits", placeholder: "5204731660001001" });
  const expiry = field("Valid until", { id: "expiry", placeholder: "2029-11", pattern: "20[0-9]{2}-(0[1-9]|1[0-2])", title: "year and month, such as 2029-11" });
  const holder = field("Cardholder", { id: "holder", maxlength: "64" });
  const work = async () => {
    const card = { number: number.input.value, expiry: expiry.input.value || null, holder: holder.input.value || null };
    await here("POST", "parties", { cards: [card] });
    await redraw();
  };
  const note = h("p", { class: "muted" }, "Test numbers only: this is no place for a real card.");
  return panel("Register a card", note, form([number, expiry, holder], "Register", work));
}
