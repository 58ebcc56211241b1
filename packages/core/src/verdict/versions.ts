import type { RuleVersions } from "#ports/verifier.ts";

/** The versions that a result stores: null for results that are older than these columns. */
export type StoredVersions = { readonly [Rules in keyof RuleVersions]: string | null };

/**
 * Whether the rules of a result are older: at least one of the versions is, and none is newer. So a worker with older rules
 * leaves newer verdicts alone.
 */
export function isOlder(stored: StoredVersions, current: RuleVersions): boolean {
  const classifier = compare(stored.classifier, current.classifier);
  const verdict = compare(stored.verdict, current.verdict);
  return classifier <= 0 && verdict <= 0 && classifier + verdict < 0;
}

/** Versions are dates with a count: `2026-11-26.10` follows `2026-11-26.9`. */
function compare(stored: string | null, current: string): number {
  if (stored === null) return -1;
  return Math.sign(stored.localeCompare(current, "en", { numeric: true }));
}
