import { FROM_DIRECTORY } from "#person/known-verdict.ts";
import type { Verification } from "#ports/verifier.ts";

/**
 * Which addresses an address is like, for foretelling whether it takes mail: the same verdict for the same reason, from the
 * same mail provider, for a person, a free mailbox or a function. `valid/accepted/google/free`.
 * @returns null where nothing is foretold: an `invalid` address is not written to, so nothing comes of it; and what the
 * directory knows is no finding of today.
 */
export function scoreBucketOf({ verdict, mailProvider, flags }: Verification): string | null {
  const { status, reason } = verdict;
  if (status === "invalid" || reason === FROM_DIRECTORY) return null;
  const kind = flags["role"] ? "role" : flags["free"] ? "free" : "plain";
  return `${status}/${reason}/${mailProvider ?? "other"}/${kind}`;
}
