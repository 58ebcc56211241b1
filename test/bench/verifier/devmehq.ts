import { verifyEmail } from "@devmehq/email-validator-js";
import { oneByOne } from "./contestant.ts";

/** Its answer about the mailbox is yes, no or null; null is `unknown`. */
export const devmehq = oneByOne(async (emailAddress) => {
  const answer = await verifyEmail({ emailAddress, verifyMx: true, verifySmtp: true });
  if (!answer.validFormat || answer.validMx === false) return "invalid";
  if (answer.validSmtp === null) return "unknown";
  return answer.validSmtp ? "valid" : "invalid";
});
