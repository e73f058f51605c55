// Code that enters a world with the official libraries, unmodified.

/** Return snippets for whatever the world has credentials for. */
export function snippets({ url, namespace, mdes, stripe, visa }) {
  return [mdes && keysOf(url, namespace), mdes && mastercard(url, mdes), stripe && stripePython(url, stripe), visa && visaCall(url, visa)].filter(Boolean);
}

const keysOf = (url, namespace) => ({
  title: "Keys as files",
  note: "What Mastercard's libraries read: PKCS#12, PEM and their configuration.",
  text: `tsp-emulator keys --out my-keys            # the demo keys\ncurl -s '${url}/_emulator/keys?namespace=${namespace}'   # those of this world, as JSON`,
});

const mastercard = (url, { consumer_key: key, keystore_password: password }) => ({
  title: "Mastercard MDES, in Python",
  note: "With mastercard-oauth1-signer and requests, in the folder of the keys.",
  text: `import requests
from oauth1 import authenticationutils
from oauth1.oauth_ext import OAuth1RSA

signing_key = authenticationutils.load_signing_key("mdes/signing.p12", "${password}")
auth = OAuth1RSA("${key}", signing_key)
answer = requests.post("${url}/mdes/digitization/1/0/getToken", json={"requestId": "1", "tokenUniqueReference": "..."}, auth=auth)
print(answer.json())`,
});

const stripePython = (url, { api_key: key }) => ({
  title: "Stripe Issuing, in Python",
  note: "With the official stripe library.",
  text: `import stripe

stripe.api_key = "${key}"
stripe.api_base = "${url}"
print(stripe.issuing.Card.list())`,
});

const visaCall = (url, { api_key: key }) => ({
  title: "Visa VTS",
  note: "Signed with the shared secret: an x-pay-token beside every request.",
  text: `curl '${url}/vts/provisionedTokens/...?apiKey=${key}' -H 'x-pay-token: xv2:TIMESTAMP:HMAC-SHA256'`,
});
