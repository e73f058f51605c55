// What the issuer answers to the next question, said by hand: a scenario with an answer, in place of asking the app.

import { here } from "../core/api.js";
import { spoken } from "../core/words.js";
import { area, choice, field, form, json } from "../parts/forms.js";
import { say } from "../parts/saying.js";

/** The questions, and answers to each that one may want; the bodies are the providers' own. */
export const ANSWERS = {
  authorize_service: { responseId: "1", decision: "APPROVED" },
  request_activation_methods: { responseId: "1", activationMethods: [{ type: "TEXT_TO_CARDHOLDER_NUMBER", value: "***-***-0123" }] },
  validate_activation_code: { responseId: "1", result: "SUCCESS" },
  get_account_information: { responseId: "1", encryptedPayload: { encryptedData: { accountStatus: "ACTIVE" } } },
  approve_provisioning: { actionCode: "00" },
  cardholder_verification_methods: { cardholderVerificationMethods: [] },
  send_passcode: { actionCode: "00" },
  issuing_authorization_request: { approved: true },
};
export const QUESTIONS = Object.keys(ANSWERS);
const KINDS = { answer: "with this answer", silence: "not at all: the app is silent" };

export function questionForm() {
  const which = choice("Question", Object.fromEntries(QUESTIONS.map(name => [name, spoken(name)])), { id: "question", on: { change: () => suggest() } });
  const kind = choice("It is answered", KINDS, { id: "kind" });
  const body = area("Answer, as the provider reads it", { id: "answer", rows: "4" });
  const times = field("How often", { id: "times", type: "number", min: "1", value: "1" });
  const suggest = () => (body.input.value = JSON.stringify(ANSWERS[which.input.value], null, 2));
  const arm = async () => {
    const wish = kind.input.value === "silence" ? { fault: "silence" } : { answer: { body: json(body) } };
    await here("POST", "scenarios", { place: "question", operation: which.input.value, remaining: Number(times.input.value), ...wish });
    say(`Armed for the next ${spoken(which.input.value)}.`, null, "good");
  };
  suggest();
  return form([which, kind, times, body], "Arm it for the next one", arm);
}
