import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { constantTimeEqual } from "#constant-time-equal.ts";
import { openSecret, sealSecret } from "#seal.ts";
import { deriveKey, loadSecrets } from "#secrets.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "winnow-secrets-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe("loadSecrets", () => {
  test("generates once, stores for the owner only, and agrees with itself afterwards", async () => {
    const first = await loadSecrets({ directory });
    expect(first.createdNow).toBe(true);
    expect((await stat(join(directory, "secrets.json"))).mode & 0o777).toBe(0o600);
    expect(await loadSecrets({ directory })).toEqual({ ...first, createdNow: false });
    expect(await readdir(directory)).toEqual(["secrets.json"]);
  });

  test("processes that start at once agree, and one of them is told to show the token", async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => loadSecrets({ directory })));
    expect(new Set(all.map((secrets) => secrets.secret)).size).toBe(1);
    expect(new Set(all.map((secrets) => secrets.operatorToken)).size).toBe(1);
    expect(all.filter((secrets) => secrets.createdNow)).toHaveLength(1);
    expect(await readdir(directory)).toEqual(["secrets.json"]);
  });

  test("given secrets win, and with both given nothing is written", async () => {
    const secret = "s".repeat(40);
    expect(await loadSecrets({ directory, secret, operatorToken: "operator-token-1" })).toEqual({
      secret,
      operatorToken: "operator-token-1",
      createdNow: false,
    });
    expect(await readdir(directory)).toEqual([]);
    const mixed = await loadSecrets({ directory, secret });
    expect(mixed.secret).toBe(secret);
    expect(mixed.createdNow).toBe(true);
    expect((await loadSecrets({ directory })).operatorToken).toBe(mixed.operatorToken);
  });

  test("a file that is not ours is refused and left alone", async () => {
    const path = join(directory, "secrets.json");
    await writeFile(path, '{"version":1,"secret":"short"}');
    await expect(loadSecrets({ directory })).rejects.toThrow(/does not hold Winnow's secrets/);
    expect(await readFile(path, "utf8")).toBe('{"version":1,"secret":"short"}');
  });

  test("a file that others may read is closed to them", async () => {
    await loadSecrets({ directory });
    const path = join(directory, "secrets.json");
    await chmod(path, 0o644);
    await loadSecrets({ directory });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });
});

describe("keys", () => {
  test("are stable per purpose and differ between purposes and secrets", () => {
    // Computed independently: HMAC(HMAC("winnow", "s"), "p" 0x01), RFC 5869 section 2.
    expect(deriveKey("s", "p").toString("hex")).toBe(
      "98d9654513069bd78aa928a309dd148d41ac7eab50606ef4abff0aecf2a6d628",
    );
    expect(deriveKey("s", "p")).not.toEqual(deriveKey("s", "q"));
    expect(deriveKey("s", "p")).not.toEqual(deriveKey("t", "p"));
  });

  test("what was sealed opens under the same key and place only", () => {
    const key = deriveKey("s", "seal");
    const sealed = sealSecret(key, "whsec_ü", "whk_1");
    expect(sealed).toMatch(/^s1\.[\w-]+$/);
    expect(openSecret(key, sealed, "whk_1")).toBe("whsec_ü");
    expect(sealSecret(key, "whsec_ü", "whk_1")).not.toBe(sealed);
    expect(() => openSecret(key, sealed, "whk_2")).toThrow(/does not open/);
    expect(() => openSecret(deriveKey("other", "seal"), sealed, "whk_1")).toThrow(/does not open/);
    expect(() => openSecret(key, "whsec_plain")).toThrow(/not a sealed secret/);
    expect(() => openSecret(key, "s1.AAAA")).toThrow(/cut short/);
  });

  test("any single altered byte is noticed", () => {
    const key = deriveKey("s", "seal");
    const bytes = Buffer.from(sealSecret(key, "secret").slice(3), "base64url");
    for (let index = 0; index < bytes.length; index += 1) {
      const altered = Buffer.from(bytes);
      altered[index] = (altered[index] ?? 0) ^ 1;
      expect(() => openSecret(key, `s1.${altered.toString("base64url")}`)).toThrow(/does not open/);
    }
  });

  test("constantTimeEqual compares whole strings", () => {
    expect(constantTimeEqual("abc", "abc")).toBe(true);
    expect(constantTimeEqual("abc", "abcd")).toBe(false);
    expect(constantTimeEqual("", "a")).toBe(false);
  });
});
