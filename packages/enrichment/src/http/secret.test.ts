import { expect, test } from "vitest";
import { guardSecret } from "#http/secret.ts";

const secret = "sk/live+0123456789abcdef==";
const guard = guardSecret(secret);

test.each([
  `Invalid key ${secret}!`,
  secret.toUpperCase(),
  encodeURIComponent(secret),
  Buffer.from(secret).toString("base64"),
])("%s contains the secret", (text) => {
  expect(guard.holds(text)).toBe(true);
  expect(guard.hints(text)).toBe(true);
});

test("eight characters of it in a row are a hint, seven are not", () => {
  expect(guard.hints("Invalid key sk/live+***")).toBe(true);
  expect(guard.holds("Invalid key sk/live+***")).toBe(false);
  expect(guard.hints("Invalid key sk/live***")).toBe(false);
});

test("without a secret nothing is found, and a short secret only as a whole", () => {
  expect(guardSecret(undefined).hints("anything")).toBe(false);
  expect(guardSecret("").holds("anything")).toBe(false);
  expect(guardSecret("k3y").hints("bad key k3y")).toBe(true);
  expect(guardSecret("k3y").hints("bad key k3")).toBe(false);
});
