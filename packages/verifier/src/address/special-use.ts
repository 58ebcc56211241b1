/**
 * Names that never lead to a mail host on the public internet: IANA’s registry of special-use domain names (RFC 6761,
 * with RFC 6762 `local`, 7686 `onion`, 8375 `home.arpa`, 8880, 9031, 9140, 9462, 9476 `alt` and 9665) and ICANN’s
 * reservation of `internal` (2024). They are not looked up, so that they do not leak. Two kinds are left out on purpose. `test`
 * is the domain of the mail sandbox, and public DNS answers NXDOMAIN for it. RFC 6761 §6.5 treats `example.com`, `.net` and
 * `.org` like any other name (they answer with a null MX).
 */
export const SPECIAL_USE_DOMAINS: readonly string[] = [
  "6tisch.arpa",
  "alt",
  "eap-noob.arpa",
  "example",
  "home.arpa",
  "internal",
  "invalid",
  "ipv4only.arpa",
  "local",
  "localhost",
  "onion",
  "resolver.arpa",
  "service.arpa",
];

/** @returns the special-use name at or above `domain`. */
export function specialUseName(domain: string, names: readonly string[]): string | undefined {
  return names.find((name) => domain === name || domain.endsWith(`.${name}`));
}
