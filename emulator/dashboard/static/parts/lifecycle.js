// The life of a token as a drawing: four states, the moves between them, the present one lit.

import { s } from "../core/dom.js";

const PLACES = { requested: [70, 40], active: [270, 40], suspended: [270, 150], deleted: [470, 95] };
const MOVES = [
  ["requested", "active", "activate", "M120 40 H218", [168, 30]],
  ["active", "suspended", "suspend", "M255 60 V128", [214, 98]],
  ["suspended", "active", "resume", "M285 130 V62", [321, 98]],
  ["active", "deleted", "delete", "M322 46 L434 76", [396, 48]],
  ["suspended", "deleted", "delete", "M322 144 L434 114", [396, 152]],
  ["requested", "deleted", "delete", "M70 60 V182 H470 V117", [168, 172]],
];

/** The drawing; it says the same in words to whoever cannot see it. */
export function lifecycle(token) {
  const held = token.holders.length ? `, held by ${token.holders.join(" and ")}` : "";
  const marker = s("marker", { id: "tip", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, s("path", { d: "M0 0 L8 4 L0 8 Z", class: "tip" }));
  return s(
    "svg",
    { class: "lifecycle", viewBox: "0 0 540 200", role: "img", "aria-label": `Life cycle: the token is ${token.state}${held}` },
    s("defs", {}, marker),
    MOVES.map(([from, , name, path, [x, y]]) => [
      s("path", { d: path, class: from === token.state ? "edge legal" : "edge", "marker-end": "url(#tip)" }),
      s("text", { x, y, class: from === token.state ? "move legal" : "move" }, name),
    ]),
    Object.entries(PLACES).map(([name, [x, y]]) => [
      s("rect", { x: x - 52, y: y - 19, width: 104, height: 38, rx: 19, class: name === token.state ? `node lit ${name}` : "node" }),
      s("text", { x, y: y + 5, class: name === token.state ? "name lit" : "name" }, name),
    ]),
  );
}
