// The demo story: what happens to a card, told in requests that anybody can make with curl.

import { ask } from "../core/api.js";

/** The world in which it plays: its own, so that nothing of the user's is touched. */
export const DEMO = "demo";
export const CARDS = [
  { number: "5204731660001001", expiry: "2029-11", holder: "Ada Lovelace" },
  { number: "5204731660001002", expiry: "2029-11", holder: "Grace Hopper" },
  { number: "4761120010000492", expiry: "2029-12", holder: "Katherine Johnson" },
];

const inDemo = (method, path, fields = {}) => ({ method, path, fields: { namespace: DEMO, ...fields } });

/** A world of its own for the story; a second telling begins with a clean one. */
async function open() {
  const { namespaces } = await ask("GET", "namespaces");
  if (namespaces.some(one => one.id === DEMO)) return inDemo("POST", "reset");
  // Its issuer is an inbox of the emulator's own: it takes everything, so that no app has to run.
  return { method: "POST", path: "namespaces", fields: { name: DEMO, issuer_url: `${location.origin}/_emulator/inbox/${DEMO}` } };
}

/** Steps in order. `request(told)` makes the request out of what the steps before have answered; `tells` keeps what later ones need. */
export const STEPS = [
  {
    title: "A world opens",
    why: "A world has its own cards, tokens, clock and credentials. Parallel tests take one each. Its issuer is an inbox here, so that no app has to run.",
    request: open,
  },
  {
    title: "The bank has three cards",
    why: "Two Mastercards and a Visa. Their numbers are published test numbers; from here on they are shown masked.",
    request: () => inDemo("POST", "parties", { cards: CARDS }),
  },
  {
    title: "Ada types her card into the phone",
    why: "The wallet asks the network for a token. The network asks the bank, and nobody vouches for a typed card: the path is yellow, the token waits.",
    request: () =>
      inDemo("POST", "phone/cards", { wallet: "apple", accountNumber: CARDS[0].number, expiryMonth: "11", expiryYear: "29", cardholderName: CARDS[0].holder }),
    tells: said => ({ pass: said.card.id, token: said.tokenReference }),
  },
  {
    title: "She asks for a code",
    why: "The network makes a code and tells the bank to send it: a notice, encrypted, with the provider's own retries.",
    request: told => inDemo("POST", `phone/passes/${told.pass}/code`),
  },
  {
    title: "The code arrives",
    why: "Whoever plays the cardholder reads it here. Nobody has to own a phone number.",
    request: told => inDemo("GET", "otp", { token: told.token }),
    tells: said => ({ code: said.codes[0].digits }),
  },
  {
    title: "She types it in",
    why: "The code is right, so the token becomes active; the bank is told so.",
    request: told => inDemo("POST", `phone/passes/${told.pass}/activate`, { code: told.code }),
  },
  {
    title: "She pays for a coffee",
    why: "The phone sends its own number, never the card's, with a cryptogram that is good once.",
    request: told => inDemo("POST", `phone/passes/${told.pass}/tap`, { amount: 380, currency: "eur", merchant: "Corner Coffee" }),
  },
  {
    title: "The bank suspends the token",
    why: "Something looks odd, and the issuer acts. Only the issuer can lift what the issuer has suspended.",
    request: told => inDemo("POST", "triggers", { event: "token.suspended_by_issuer", fields: { token: told.token, text: "suspected fraud" } }),
  },
  {
    title: "Everybody hears of it",
    why: "Notices stand in the outbox together with the change that caused them. Delivering them now is what a test does in place of waiting.",
    request: () => inDemo("POST", "outbox/deliver"),
  },
  {
    title: "All is well again",
    why: "The bank resumes the token, and the phone can pay.",
    request: told => inDemo("POST", "triggers", { event: "token.resumed_by_issuer", fields: { token: told.token } }),
  },
  {
    title: "What has happened to the token",
    why: "Every move with who made it. The timeline shows every byte that went over the wire for it.",
    request: told => inDemo("GET", `tokens/${told.token}`),
  },
];
