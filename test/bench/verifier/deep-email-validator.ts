import { validate } from "deep-email-validator";
import { oneByOne } from "./contestant.ts";

/** Texts of this peer for replies that are about the mailbox: 550, 551, 552, 553. */
const ABOUT_MAILBOX = /^Mailbox not found|not local|run out of space|not syntactically correct/;

/**
 * It answers yes or no; its text says why. Read in its favour: a no for want of an answer about the mailbox is `unknown`.
 * Its guess at typing errors takes `.test` for one, and is left out.
 */
export const deepEmailValidator = oneByOne(async (email) => {
  const { valid, reason, validators } = await validate({ email, validateTypo: false });
  if (valid) return "valid";
  return reason === "smtp" && !ABOUT_MAILBOX.test(validators.smtp?.reason ?? "") ? "unknown" : "invalid";
});
