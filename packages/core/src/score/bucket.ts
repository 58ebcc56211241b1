import { FROM_DIRECTORY } from "#person/known-verdict.ts";
import type { Verification } from "#ports/verifier.ts";

/**
 * The bucket of similar addresses, from whose outcomes a score predicts whether an address takes mail. They have the same
 * verdict for the same reason, from the same mail provider, for a person, a free mailbox or a function.
 * `valid/accepted/google/free`.
 * @returns null where nothing is predicted: mail is not sent to an `invalid` address, so it has no outcome; and a verdict
 * of the directory was not observed now.
 */
export function scoreBucketOf({ verdict, mailProvider, flags }: Verification): string | null {
  const { status, reason } = verdict;
  if (status === "invalid" || reason === FROM_DIRECTORY) return null;
  const kind = flags["role"] ? "role" : flags["free"] ? "free" : "plain";
  return `${status}/${reason}/${mailProvider ?? "other"}/${kind}`;
}
