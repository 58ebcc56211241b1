import { expect, test } from "vitest";
import { SPECIAL_USE_DOMAINS, specialUseName } from "#address/special-use.ts";

test.each([
  ["localhost", "localhost"],
  ["printer.local", "local"],
  ["a.b.onion", "onion"],
  ["wallet.alt", "alt"],
  ["nas.home.arpa", "home.arpa"],
  ["db.internal", "internal"],
  ["mail.example", "example"],
  ["nobody.invalid", "invalid"],
  ["example.com", undefined],
  ["acme.test", undefined],
  ["notlocal", undefined],
  ["local.acme.com", undefined],
  ["in-addr.arpa", undefined],
])("%s → %s", (domain, expected) => {
  expect(specialUseName(domain, SPECIAL_USE_DOMAINS)).toBe(expected);
});
