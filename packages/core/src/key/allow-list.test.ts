import { expect, test } from "vitest";
import { isAllowed, isWithin, normalizeAllowList } from "#key/allow-list.ts";

test("addresses and networks are brought into one spelling, without repetitions", () => {
  const entries = ["203.0.113.7", " 10.1.2.3/8", "2001:DB8::1/32", "::ffff:10.0.0.1", "10.0.0.1/32"];
  expect(normalizeAllowList(entries)).toEqual({
    networks: ["203.0.113.7/32", "10.0.0.0/8", "2001:db8::/32", "10.0.0.1/32"],
  });
});

test.each([
  "localhost",
  "10.0.0.0/33",
  "10.0.0",
  "1.2.3.4/",
  "1.2.3.4/-1",
  "::/129",
  "0x7f.1",
  "010.0.0.1",
  "",
])("%j is none", (entry) => {
  expect(normalizeAllowList(["10.0.0.1", entry])).toEqual({ invalid: 1 });
});

test.each([
  ["10.200.0.1", true],
  ["::ffff:10.200.0.1", true],
  ["11.0.0.1", false],
  ["2001:db8:ffff::1", true],
  ["2001:db9::1", false],
  ["nonsense", false],
])("%s on 10.0.0.0/8 and 2001:db8::/32: %s", (address, expected) => {
  expect(isAllowed(["10.0.0.0/8", "2001:db8::/32"], address)).toBe(expected);
  expect(isAllowed(null, address)).toBe(true);
});

test.each([
  [["10.1.0.0/16", "10.2.3.4/32"], true],
  [["10.0.0.0/7"], false],
  [["10.1.0.0/16", "192.168.0.0/16"], false],
  [null, false],
])("%j within 10.0.0.0/8: %s", (inner, expected) => {
  expect(isWithin(inner, ["10.0.0.0/8"])).toBe(expected);
  expect(isWithin(inner, null)).toBe(true);
});
