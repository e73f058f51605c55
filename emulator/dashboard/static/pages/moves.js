// Which moves of a token are legal, who may make them, and with which documented request.

const triggered = (event, token) => ({ path: "triggers", fields: { event, fields: { token: token.reference } } });
const walletDoes = (action, token) => ({ path: `tokens/${token.reference}`, fields: { action } });

const MOVES = [
  { action: "activate", by: "issuer", from: ["requested"], request: token => triggered("token.activated_by_issuer", token) },
  { action: "suspend", by: "issuer", from: ["active", "suspended"], request: token => triggered("token.suspended_by_issuer", token) },
  { action: "resume", by: "issuer", from: ["suspended"], request: token => triggered("token.resumed_by_issuer", token) },
  { action: "delete", by: "issuer", from: ["requested", "active", "suspended"], request: token => triggered("token.deleted_by_issuer", token) },
  { action: "suspend", by: "requestor", from: ["active", "suspended"], request: token => walletDoes("suspend", token) },
  { action: "resume", by: "requestor", from: ["suspended"], request: token => walletDoes("resume", token) },
  { action: "delete", by: "requestor", from: ["requested", "active", "suspended"], request: token => walletDoes("delete", token) },
  { action: "suspend", by: "cardholder", from: ["active", "suspended"], request: token => triggered("token.suspended_by_wallet", token) },
  { action: "resume", by: "cardholder", from: ["suspended"], request: token => triggered("token.resumed_by_wallet", token) },
  { action: "delete", by: "cardholder", from: ["requested", "active", "suspended"], request: token => triggered("token.deleted_by_wallet", token) },
  { action: "suspend", by: "network", from: ["active", "suspended"], request: token => triggered("token.suspended_by_network", token) },
];

/** The moves that this token can make now: whoever holds it suspended can resume, and need not suspend once more. */
export function legalMoves(token) {
  const holds = by => token.holders.includes(by);
  const fits = { suspend: by => !holds(by), resume: holds };
  return MOVES.filter(({ action, by, from }) => from.includes(token.state) && (fits[action]?.(by) ?? true)).map(({ request, ...move }) => ({
    ...move,
    ...request(token),
  }));
}
