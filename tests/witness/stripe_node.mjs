// Drives Stripe's library for Node: makes, changes and reads back, and prints what it read as one JSON object.
import { createRequire } from "node:module";

const [modules, port, key] = process.argv.slice(2);
const Stripe = createRequire(modules)("stripe");
const client = new Stripe(key, { protocol: "http", host: "127.0.0.1", port: Number(port) });
const { issuing, testHelpers } = client;
const address = { line1: "100 Sample Street", city: "Springfield", state: "IL", postal_code: "62704", country: "US" };

const ada = await issuing.cardholders.create({
  name: "Ada Sample",
  type: "individual",
  email: "ada.sample@example.com",
  individual: {
    first_name: "Ada",
    last_name: "Sample",
    dob: { day: 10, month: 12, year: 1990 },
    card_issuing: { user_terms_acceptance: { date: 1793606340, ip: "203.0.113.7" } },
  },
  billing: { address },
});
await issuing.cardholders.update(ada.id, { metadata: { note: "R&D [EU]" } });

const card = await issuing.cards.create({ cardholder: ada.id, currency: "usd", type: "virtual" });
await issuing.cards.update(card.id, { status: "active" });

const [bundle] = (await issuing.physicalBundles.list({ type: "custom" })).data;
const design = await issuing.personalizationDesigns.create({ physical_bundle: bundle.id, name: "Mine" });
await issuing.personalizationDesigns.update(design.id, { name: null });
await testHelpers.issuing.personalizationDesigns.activate(design.id);

const physical = await issuing.cards.create({
  cardholder: ada.id,
  currency: "usd",
  type: "physical",
  personalization_design: design.id,
  shipping: { name: "Ada Sample", address },
});
await testHelpers.issuing.cards.shipCard(physical.id);
await testHelpers.issuing.cards.deliverCard(physical.id);

const hook = await client.webhookEndpoints.create({ url: "http://127.0.0.1:9/hooks", enabled_events: ["issuing_card.created"] });
await client.webhookEndpoints.update(hook.id, { disabled: true });

const cards = [];
for await (const one of issuing.cards.list({ limit: 1, cardholder: ada.id })) cards.push(one.id);
const refused = await issuing.cards.retrieve("ic_nope").catch((error) => [error.type, error.statusCode, error.param]);
const read = await issuing.cards.retrieve(card.id, { expand: ["number"] });
const events = await client.events.list({ type: "issuing_card.*", limit: 100 });

console.log(
  JSON.stringify({
    note: (await issuing.cardholders.retrieve(ada.id)).metadata.note,
    card: [read.status, read.number.slice(-4) === read.last4],
    design: [(await issuing.personalizationDesigns.retrieve(design.id)).status, (await issuing.personalizationDesigns.retrieve(design.id)).name],
    shipping: (await issuing.cards.retrieve(physical.id)).shipping.status,
    hook: (await client.webhookEndpoints.retrieve(hook.id)).status,
    walked: [cards.length, cards[0] === physical.id, cards[1] === card.id],
    refused,
    events: events.data.length > 3,
  }),
);
