import { validate } from "deep-email-validator";
import { oneByOne } from "./contestant.ts";

/** Texts of this peer for replies that are about the mailbox: 550, 551, 552, 553. */
const ABOUT_MAILBOX = /^Mailbox not found|not local|run out of space|not syntactically correct/;

/**
 * It answers yes or no, with a reason. Interpreted in its favour: a no without a reply about the mailbox is `unknown`. Its check
 * for misspellings would reject `.test`, and is switched off.
 */
export const deepEmailValidator = oneByOne(async (email) => {
  const { valid, reason, validators } = await validate({ email, validateTypo: false });
  if (valid) return "valid";
  return reason === "smtp" && !ABOUT_MAILBOX.test(validators.smtp?.reason ?? "") ? "unknown" : "invalid";
});
