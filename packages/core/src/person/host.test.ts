import { expect, test } from "vitest";
import { hostOf } from "#person/host.ts";

test.each([
  ["https://www.Acme.test/about?x=1", "acme.test"],
  ["acme.test", "acme.test"],
  ["mail.acme.test", "mail.acme.test"],
  ["http://acme.test:8080", "acme.test"],
  ["info@acme.test", "acme.test"],
  ["münchen.test", "xn--mnchen-3ya.test"],
])("%j means %s", (cell, host) => {
  expect(hostOf(cell)).toBe(host);
});

test.each(["", "   ", "acme", "n/a", "127.0.0.1", "-", null])("%j names no host", (cell) => {
  expect(hostOf(cell)).toBeUndefined();
});
