import type { RuleVersions } from "#ports/verifier.ts";

/** Versions as a result has them: null where it was made before they were kept. */
export type StoredVersions = { readonly [Rules in keyof RuleVersions]: string | null };

/** Whether some of the rules have changed since. A worker of yesterday judges nothing of today's. */
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
