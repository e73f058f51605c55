// The admin API, as curl would ask it. Nothing else is asked, and every answer could be got without this page.

import { world } from "./world.js";

const TOKEN = "tsp-emulator.admin-token";
const READS = new Set(["GET", "DELETE"]);

/** A refusal (RFC 9457): what is the matter, and what to do about it. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail ?? `it answered ${status}`);
    this.status = status;
    this.code = body.code;
    this.fix = body.fix;
  }
}

/** What every request carries: beyond loopback, the token that the user has given. */
export function authorization() {
  const token = sessionStorage.getItem(TOKEN);
  return token ? { Authorization: `Bearer ${token}` } : {};
}

export const rememberToken = token => sessionStorage.setItem(TOKEN, token);

/** Ask the admin API: `path` is below /_emulator/, `fields` go into the query (GET, DELETE) or into the JSON body. */
export async function ask(method, path, fields = {}) {
  const { url, body } = written(method, path, fields);
  const headers = body === undefined ? authorization() : { "Content-Type": "application/json", ...authorization() };
  const answer = await fetch(url, { method, headers, body }).catch(unreachable);
  const said = await answer.json();
  if (!answer.ok) throw new Problem(answer.status, said);
  return said;
}

function unreachable() {
  throw new Problem(0, { detail: "The emulator does not answer.", fix: "Is it running? The page goes on by itself when it is back." });
}

/** Ask about the world that is shown. */
export const here = (method, path, fields = {}) => ask(method, path, { namespace: world.name, ...fields });

/** A path with names in it, whatever characters they have: at`tokens/${reference}/views`. */
export const at = (parts, ...names) => String.raw({ raw: parts }, ...names.map(encodeURIComponent));

/** Return URL and body of a request, as `ask` sends it. */
export function written(method, path, fields = {}) {
  if (!READS.has(method)) return { url: `/_emulator/${path}`, body: JSON.stringify(fields) };
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
  const query = new URLSearchParams(given).toString();
  return { url: `/_emulator/${path}${query ? `?${query}` : ""}`, body: undefined };
}

/** Return a request of this page as a curl command. */
export function curl(method, path, fields = {}) {
  const { url, body } = written(method, path, fields);
  const verb = method === "GET" ? "" : ` -X ${method}`;
  const sent = body === undefined ? "" : ` \\\n  -H 'Content-Type: application/json' -d ${quoted(body)}`;
  return `curl${verb} '${location.origin}${url}'${sent}`;
}

/** Quote a text for a POSIX shell. */
export const quoted = text => `'${text.replaceAll("'", "'\\''")}'`;
