// Tells stripe_operations.json through Stripe's library for Node; what its steps mean, stripe_story.py says.
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";

const [modules, port, key, story] = process.argv.slice(2);
const Stripe = createRequire(modules)("stripe");
const client = new Stripe(key, { protocol: "http", host: "127.0.0.1", port: Number(port) });
const known = {};

const camel = (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
const at = (value, path) => path.split(".").reduce((inner, name) => inner[name], value);

function filled(value) {
  if (Array.isArray(value)) return value.map(filled);
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, filled(item)]));
  return typeof value === "string" && value.startsWith("$") ? known[value.slice(1)] : value;
}

async function admin(method, path, body) {
  const options = body ? { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : { method };
  const answer = await fetch(`http://127.0.0.1:${port}/_emulator/${path}`, options);
  assert.ok(answer.ok, await answer.text());
}

function called(step) {
  const names = step.call.split(".").map(camel);
  const services = names.slice(0, -1).reduce((inner, name) => inner[name], client);
  return services[names.at(-1)](...filled(step.with));
}

function shows(shown, expected) {
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((path) => [path, at(shown, path)])), filled(expected));
}

function note(step, answer) {
  shows(answer, step.gives ?? {});
  known.last = answer.object === "list" ? answer.data[0] : answer;
  if (step.as) known[step.as] = known.last.id;
}

async function read(step) {
  if (!step.reads) return;
  const services = client.issuing[camel(`${known.last.object.replace("issuing.", "")}s`)];
  shows(await services.retrieve(known.last.id), step.reads);
}

async function asked(step) {
  const app = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    known.asked = JSON.parse(body).data.object.id;
    note(step, await called(step));
    response.setHeader("Content-Type", "application/json").end("{}");
  });
  await new Promise((listening) => app.listen(0, "127.0.0.1", listening));
  await admin("PUT", "stripe/realtime", { url: `http://127.0.0.1:${app.address().port}` });
  await client.testHelpers.issuing.authorizations.create(filled(step.during));
  await admin("DELETE", "stripe/realtime");
  app.close();
  app.closeAllConnections();
  await read(step);
}

for (const step of JSON.parse(readFileSync(story, "utf8"))) {
  try {
    if ("is" in step) known[step.as] = step.is;
    else if ("provision" in step) await admin("POST", "tokens", { card: filled(step.provision), wallet: "apple_pay", path: "green" });
    else if ("during" in step) await asked(step);
    else {
      note(step, await called(step));
      await read(step);
    }
  } catch (error) {
    console.error(`${step.operation ?? step.call}: ${error.message}`);
    process.exit(1);
  }
}
