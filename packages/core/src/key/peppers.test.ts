import { expect, test } from "vitest";
import { hashesOf, hashToken, peppersOf } from "#key/peppers.ts";
import { generateToken } from "#key/token.ts";

const token = generateToken("test");

test("a key hashes the same under the same master secret only", () => {
  const [one, again, other] = ["a".repeat(32), "a".repeat(32), "b".repeat(32)].map(
    (secret) => hashToken(peppersOf(secret), token).hash,
  );
  expect(one).toEqual(again);
  expect(one).not.toEqual(other);
  expect(one).toHaveLength(32);
});

test("after a change of pepper new keys get the new one and old keys are still looked up under the old", () => {
  const old = peppersOf("a".repeat(32));
  const pepper = Buffer.alloc(32, 7);
  const changed = { current: 2, byVersion: new Map([...old.byVersion, [2, pepper]]) };
  expect(hashToken(changed, token).version).toBe(2);
  expect(hashesOf(changed, token)).toHaveLength(2);
  expect(hashesOf(changed, token)).toContainEqual(hashToken(old, token));
});

test("a pepper that is missing is noticed instead of replaced by another", () => {
  expect(() => hashToken({ current: 3, byVersion: peppersOf("a".repeat(32)).byVersion }, token)).toThrow(
    "version 3",
  );
});
