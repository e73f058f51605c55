// An exchange in forms that one pastes elsewhere: a shell, a test, and raw HTTP for the explainer.

import { quoted } from "../core/api.js";
import { pathOf } from "../core/words.js";

// What the client's library computes anew.
const COMPUTED = new Set(["content-length", "host", "accept-encoding", "connection", "transfer-encoding"]);

const sent = headers => Object.entries(headers).filter(([name]) => !COMPUTED.has(name.toLowerCase()));

/** As a curl command. A signature in it holds for these bytes and this time only. */
export function asCurl({ request }) {
  const headers = sent(request.headers).map(([name, value]) => ` \\\n  -H ${quoted(`${name}: ${value}`)}`);
  const body = request.body.text ? ` \\\n  --data-binary ${quoted(request.body.text)}` : "";
  return `curl -X ${request.method} ${quoted(request.url)}${headers.join("")}${body}\n`;
}

/** As a test with a fixture that the package installs: the same exchange must come again. */
export function asPytest({ api, operation, status, error }) {
  const python = value => (value === null ? "None" : JSON.stringify(value));
  return [
    `def test_${operation}_goes_as_seen(emulator_namespace):`,
    "    ...  # here your app acts, in this world",
    "",
    "    seen = [(one.api, one.operation, one.status, one.error) for one in emulator_namespace.exchanges()]",
    `    assert (${[api, operation, status, error].map(python).join(", ")}) in seen`,
    "",
  ].join("\n");
}

/** As it goes over the wire (RFC 9112); in base64, because a body may be any bytes. */
export function asHttp({ request }) {
  const head = [`${request.method} ${pathOf(request.url)} HTTP/1.1`, ...Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`)];
  const bytes = request.body.encoding === "base64" ? Uint8Array.from(atob(request.body.text), c => c.charCodeAt(0)) : new TextEncoder().encode(request.body.text);
  const text = new TextEncoder().encode(`${head.join("\r\n")}\r\n\r\n`);
  return btoa(Array.from([...text, ...bytes], byte => String.fromCharCode(byte)).join(""));
}
