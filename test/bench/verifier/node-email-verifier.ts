import emailValidator, { ErrorCode } from "node-email-verifier";
import { oneByOne } from "./contestant.ts";

/**
 * It checks the address and its domain, and contacts no mail host. Interpreted in its favour: a look-up that failed or took too
 * long is `unknown`.
 */
export const nodeEmailVerifier = oneByOne(async (email) => {
  try {
    const answer = await emailValidator(email, { detailed: true, checkDisposable: true });
    if (typeof answer === "boolean") return answer ? "valid" : "invalid";
    if (answer.valid) return "valid";
    return answer.errorCode === ErrorCode.MX_LOOKUP_FAILED ? "unknown" : "invalid";
  } catch {
    return "unknown";
  }
});
