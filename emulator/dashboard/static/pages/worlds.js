// Worlds, and what a client needs to enter one: credentials, keys, and snippets that are ready to run.

import { ask, here } from "../core/api.js";
import { h, replace } from "../core/dom.js";
import { enter, world } from "../core/world.js";
import { moment } from "../core/words.js";
import { button, choice, copying, field, form } from "../parts/forms.js";
import { say } from "../parts/saying.js";
import { code, facts, panel, state, table } from "../parts/tables.js";
import { snippets } from "./snippets.js";

export async function page(view) {
  const [{ namespaces }, keys, parties] = await Promise.all([ask("GET", "namespaces"), here("GET", "keys"), here("GET", "parties")]);
  replace(
    view,
    panel("Worlds", worldTable(namespaces), newWorld(), resetting()),
    panel(`Credentials of “${world.name}”`, h("p", { class: "muted" }, "All of it is worthless on purpose: made for tests, and published."), credentials(keys)),
    panel("Ready to run", snippets(keys).map(snippet)),
    panel("Parties", partyTables(parties)),
  );
}

function worldTable(namespaces) {
  const columns = [
    ["world", one => (one.id === world.name ? h("strong", {}, one.id) : one.id)],
    ["opened", one => moment(one.created_at)],
    ["its time", one => moment(one.clock.now)],
    ["clock", one => state(one.clock.mode, one.clock.mode === "frozen" ? "warn" : "good")],
    ["", one => one.id !== world.name && button("Enter", () => enter(one.id))],
  ];
  return table("Worlds of this emulator", columns, namespaces);
}

function newWorld() {
  const name = field("Name; empty: a fresh one", { id: "name", pattern: "[A-Za-z0-9][A-Za-z0-9_.\\-]{0,63}", title: "letters, digits, and _ . - after the first; 64 at most" });
  const issuer = field("Its issuer's URL", { id: "issuer", placeholder: "http://127.0.0.1:8000", type: "url" });
  const keys = choice("Keys", { demo: "the demo keys", fresh: "new ones" }, { id: "keys" });
  const open = async () => {
    const made = await ask("POST", "namespaces", { name: name.input.value || null, issuer_url: issuer.input.value || null, keys: keys.input.value });
    enter(made.namespace);
  };
  return [h("h3", {}, "Open a new one"), form([name, issuer, keys], "Open it", open)];
}

function resetting() {
  const reset = async () => {
    await here("POST", "reset");
    say("Reset: no cards, no tokens, an empty outbox. Its credentials stay.", null, "good");
  };
  return h("div", { class: "actions" }, button(`Reset “${world.name}” to its seeds`, reset, { class: "danger", id: "reset" }));
}

function credentials({ url, mdes, visa, stripe }) {
  const shown = {
    URL: url,
    "MDES consumer key": mdes?.consumer_key,
    "MDES keystore alias": mdes?.keystore_alias,
    "MDES keystore password": mdes?.keystore_password,
    "Stripe secret key": stripe?.api_key,
    "Visa API key": visa?.api_key,
    "Visa shared secret": visa?.shared_secret,
    "Visa encryption key id": visa?.encryption_key_id,
  };
  const rows = Object.entries(shown).filter(([, value]) => value).map(([name, value]) => ({ name, value }));
  const columns = [["what", row => row.name], ["value", row => code(row.value)], ["", row => copying("Copy", () => row.value)]];
  return [table("Credentials", columns, rows), pems([...(mdes?.keys ?? []), ...(visa?.keys ?? [])])];
}

function pems(keys) {
  return h(
    "details",
    { id: "pems" },
    h("summary", {}, `${keys.length} keys and certificates`),
    keys.map(key => [
      h("h3", {}, key.name),
      h("p", {}, key.meaning),
      facts({ "SHA-256 of the certificate": code(key.fingerprints.cert_sha256), "SHA-256 of the public key": code(key.fingerprints.spki_sha256) }),
      h("div", { class: "actions" }, copying("Copy the certificate", () => key.certificate), key.private_key && copying("Copy the private key", () => key.private_key)),
    ]),
  );
}

function snippet({ title, text, note }) {
  return [h("h3", {}, title), note && h("p", { class: "muted" }, note), h("pre", { tabindex: "0" }, text), h("div", { class: "actions" }, copying("Copy", () => text))];
}

function partyTables({ issuers, requestors }) {
  const where = one => (one.callback_url ? code(one.callback_url) : "nobody is told");
  return [
    h("h3", {}, "Issuers"),
    table("Issuers", [["id", one => code(one.id)], ["name", one => one.name], ["is told and asked at", where]], issuers),
    h("h3", {}, "Token requestors"),
    table("Token requestors", [["id", one => code(one.id)], ["name", one => one.name], ["kind", one => one.kind], ["is told at", where]], requestors),
  ];
}
