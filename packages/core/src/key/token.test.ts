import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { generateToken, hintOf, parseToken } from "#key/token.ts";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const mode = fc.constantFrom("live", "test");
const token = mode.map((one) => generateToken(one));

test("a generated key has the documented shape and reads back", () => {
  fc.assert(
    fc.property(mode, (one) => {
      const text = generateToken(one);
      expect(text).toMatch(new RegExp(`^wn_${one}_[0-9A-Za-z]{38}$`));
      expect(parseToken(text)).toEqual({ text, mode: one });
    }),
  );
});

test("the checksum is the one that is documented: CRC-32 of the rest in base62, so that scanners can check it", () => {
  // crc32("wn_test_" + 32 times "0") = 0x4727226e, computed with Python's zlib.
  const body = `wn_test_${"0".repeat(32)}`;
  let value = 0x4727226e;
  let digits = "";
  for (let position = 0; position < 6; position += 1) {
    digits = `${BASE62[value % 62]}${digits}`;
    value = Math.floor(value / 62);
  }
  expect(parseToken(body + digits)?.mode).toBe("test");
});

test("any one changed character is noticed", () => {
  fc.assert(
    fc.property(token, fc.nat(39), fc.constantFrom(...BASE62), (text, offset, character) => {
      const position = "wn_live_".length + (offset % 38);
      fc.pre(text[position] !== character);
      expect(parseToken(text.slice(0, position) + character + text.slice(position + 1))).toBeUndefined();
    }),
  );
});

test("a key of one mode does not pass as one of the other", () => {
  fc.assert(
    fc.property(token, (text) => {
      const other = text.startsWith("wn_live_") ? "wn_test_" : "wn_live_";
      expect(parseToken(other + text.slice(other.length))).toBeUndefined();
    }),
  );
});

test("arbitrary text, and a key with something around it, is not a key", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(parseToken(text)).toBeUndefined();
    }),
  );
  fc.assert(
    fc.property(token, fc.constantFrom(" ", "\n", "0", "\0"), (text, extra) => {
      expect(parseToken(text + extra)).toBeUndefined();
      expect(parseToken(extra + text)).toBeUndefined();
    }),
  );
});

test("characters are drawn evenly: no character is favoured by the modulus", () => {
  const counts = new Map<string, number>();
  const keys = 2_000;
  for (let drawn = 0; drawn < keys; drawn += 1) {
    for (const character of generateToken("live").slice("wn_live_".length, -6)) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
  }
  // Chi-squared with 61 degrees of freedom: a fair draw exceeds 130 once in a million runs. Bytes modulo 62 without
  // rejection would give about 480.
  const expected = (keys * 32) / 62;
  const chiSquared = [...BASE62].reduce(
    (sum, character) => sum + ((counts.get(character) ?? 0) - expected) ** 2 / expected,
    0,
  );
  expect(chiSquared).toBeLessThan(130);
});

test("the hint shows twelve characters and the last four", () => {
  const text = generateToken("live");
  expect(hintOf(text)).toEqual({ start: text.slice(0, 12), lastFour: text.slice(-4) });
});

test("secret scanners find every key by the rule of .gitleaks.toml, and nothing that only looks like one", async () => {
  const rules = await readFile(join(import.meta.dirname, "../../../../.gitleaks.toml"), "utf8");
  const rule = /id = "winnow-api-key"[^[]*regex = '''(?<regex>.*)'''/.exec(rules)?.groups?.["regex"] ?? "";
  const found = (line: string) => new RegExp(rule).exec(line)?.[0];
  for (const one of ["live", "test"] as const) {
    const text = generateToken(one);
    expect(found(`WINNOW_API_KEY="${text}"`)).toBe(text);
    expect(found(`${text}0`)).toBeUndefined();
    expect(found(text.slice(0, -1))).toBeUndefined();
  }
  expect(found("wn_live_…")).toBeUndefined();
});
