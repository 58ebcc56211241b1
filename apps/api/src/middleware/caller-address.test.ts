import type { Request } from "express";
import { expect, test } from "vitest";
import { callerAddress } from "#middleware/caller-address.ts";

const addressOf = (ip: string | undefined) => callerAddress({ ip } as Request);

test("an IPv4 address counts alone, in either spelling", () => {
  expect(addressOf("203.0.113.7")).toBe("203.0.113.7");
  expect(addressOf("::ffff:203.0.113.7")).toBe("203.0.113.7");
});

test("an IPv6 address counts by its /64, however it is written", () => {
  for (const ip of [
    "2001:db8:1:2:3:4:5:6",
    "2001:0db8:0001:0002::1",
    "2001:db8:1:2::",
    "2001:db8:1:2::9%eth0",
  ]) {
    expect(addressOf(ip)).toBe("2001:db8:1:2::/64");
  }
  expect(addressOf("2001:db8::1")).toBe("2001:db8:0:0::/64");
  expect(addressOf("::1")).toBe("0:0:0:0::/64");
});

test("a closed connection has no address", () => {
  expect(addressOf(undefined)).toBe("unknown");
});
