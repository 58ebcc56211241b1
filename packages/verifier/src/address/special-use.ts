/**
 * Names that never lead to a mail host on the public internet (RFC 6761, 6762, 7686, 8375, 9476 and the IANA registry
 * of special-use domain names, ICANN's reservation of `internal`). They are not even looked up, so that they do not
 * leak. `test` is missing on purpose: the mail sandbox lives there, and public DNS answers NXDOMAIN by itself.
 */
export const SPECIAL_USE_DOMAINS: readonly string[] = [
  "alt",
  "example",
  "home.arpa",
  "internal",
  "invalid",
  "local",
  "localhost",
  "onion",
];

/** @returns the special-use name at or above `domain`. */
export function specialUseName(domain: string, names: readonly string[]): string | undefined {
  return names.find((name) => domain === name || domain.endsWith(`.${name}`));
}
