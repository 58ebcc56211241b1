import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "#member/password.ts";

test("the right password verifies, a wrong one does not, and no two hashes are alike", async () => {
  const stored = await hashPassword("correct horse battery");
  expect(stored).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/);
  expect(await verifyPassword("correct horse battery", stored)).toBe(true);
  expect(await verifyPassword("correct horse batterx", stored)).toBe(false);
  expect(await hashPassword("correct horse battery")).not.toBe(stored);
});

test("the format is better-auth's: a hash made elsewhere with its rules verifies, in any Unicode form", async () => {
  // Python: hashlib.scrypt(unicodedata.normalize("NFKC", password).encode(), salt=b"0011…", n=16384, r=16, p=1, dklen=64)
  const stored =
    "00112233445566778899aabbccddeeff:" +
    "870794016604a45ce825ec9af38f12b3eb39237e1d6248325e4ea094b623efaf" +
    "d1ffc4916eb4d2f723707ed5a439839979c1b1e3b8e31abe467acdbd3c5e5832";
  expect(await verifyPassword("Pa\u017fte\u0301 horse \u2460", stored)).toBe(true);
  expect(await verifyPassword("Past\u00e9 horse 1", stored)).toBe(true);
});

test("a damaged hash verifies nothing", async () => {
  expect(await verifyPassword("", "")).toBe(false);
  expect(await verifyPassword("correct horse battery", "00:zz")).toBe(false);
});
