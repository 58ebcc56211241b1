import type { KnownVerdict } from "@winnow/contracts";
import type { Verification } from "#ports/verifier.ts";

/** The reason of a verdict that was taken from the directory. */
export const FROM_DIRECTORY = "directory";

/** An address whose verdict is older than this is verified again before it is paid for. */
const FRESH_MS = 90 * 86_400_000;

export function isFresh(at: Date | null, now: Date): boolean {
  return at !== null && now.getTime() - at.getTime() < FRESH_MS;
}

/**
 * What the directory knows about an address, as a verification of the day on which it was made. @returns undefined when a
 * mail host has to be contacted: the verdict is too old, or `unknown`.
 */
export function knownVerification(
  address: string,
  { status, at }: KnownVerdict,
  now: Date,
): Verification | undefined {
  if (status === "unknown" || !isFresh(at, now)) return undefined;
  const brief = `The directory has this verdict since ${at.toISOString().slice(0, 10)}; no mail host was contacted again.`;
  return {
    input: address,
    address,
    verdict: { status, reason: FROM_DIRECTORY },
    flags: {},
    checkedAt: at,
    evidence: [{ stage: "directory", at: at.toISOString(), status }],
    why: { brief, full: brief },
  };
}
