// Exchanges as they end (server-sent events), for whichever page wants to know. fetch in place of EventSource: it can send a token.

import { authorization } from "./api.js";
import { world } from "./world.js";

const AGAIN_MS = 2_000;
const listeners = new Set();
let leaving = new AbortController();

/** Tell `listener` every exchange of the world shown, until `signal` is aborted. */
export function watch(listener, signal) {
  listeners.add(listener);
  signal.addEventListener("abort", () => listeners.delete(listener));
}

/** Listen to the world that is shown, in place of the one before; `tell` learns whether the line stands. */
export async function listen(tell) {
  leaving.abort();
  const mine = (leaving = new AbortController());
  while (!mine.signal.aborted) {
    try {
      await follow(mine.signal, tell);
    } catch {
      // The emulator is gone, or is being started anew: said below, and tried again.
    }
    if (mine.signal.aborted) return;
    tell(false);
    await new Promise(resolve => setTimeout(resolve, AGAIN_MS));
  }
}

async function follow(signal, tell) {
  const query = new URLSearchParams({ namespace: world.name });
  const answer = await fetch(`/_emulator/exchanges/stream?${query}`, { headers: authorization(), signal });
  if (!answer.ok) return;
  tell(true);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + value).split("\n\n");
    rest = events.pop();
    for (const event of events) announce(event);
  }
}

function announce(event) {
  const data = event.split("\n").find(line => line.startsWith("data: "));
  if (!data) return;
  const exchange = JSON.parse(data.slice("data: ".length));
  for (const listener of listeners) listener(exchange);
}
