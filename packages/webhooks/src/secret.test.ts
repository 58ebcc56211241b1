import { expect, test } from "vitest";
import { createSecret } from "#secret.ts";

test("a secret is whsec_ and 32 bytes in base64, never the same twice", () => {
  const secrets = Array.from({ length: 100 }, createSecret);
  for (const secret of secrets) {
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(Buffer.from(secret.slice("whsec_".length), "base64")).toHaveLength(32);
  }
  expect(new Set(secrets).size).toBe(secrets.length);
});
