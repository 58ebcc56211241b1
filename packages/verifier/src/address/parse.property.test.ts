import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalAddress } from "#address/canonical.ts";
import { parseAddress } from "#address/parse.ts";

const RUNS = { numRuns: 2_000 };

/** Characters with a meaning for some part of the parser. */
const CHARACTERS = [
  ...'aAiIzZ019.@"\\<>()[]{}:;, +-_=xn%',
  ..."\t\r\n\u0000\u007f\u200b\u200c\u200d\u00a0\u3164\ufffd\uffff",
  ..."üßςΣİıȺⱥK\u037e\u0308\u0338。．＠＿…١א😀",
];
const PIECES = ["\ud800", "\udfff", "क\u094d", "❤\ufe0f", "xn--", "xn--bcher-kva", "mailto:", "[IPv6:"];
const telling = fc.constantFrom(...CHARACTERS, ...PIECES);

const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: telling }));
const address = fc
  .tuple(
    fc.string({ unit: telling, minLength: 1 }),
    fc.string({ unit: telling }),
    fc.constantFrom("", ".test", "gmail.com", "yandex.com", "proton.me", "yahoo.de"),
  )
  .map(([local, domain, end]) => `${local}@${domain}${end}`);
/** Around every limit, with letters of one to four octets. */
const long = fc
  .tuple(
    fc.constantFrom("a", "ü", "Ⱥ", "İ", "क", "😀"),
    fc.nat(130),
    fc.constantFrom("a", "ü", "例", "b."),
    fc.nat(130),
  )
  .map(([letter, length, label, times]) => `${letter.repeat(length)}@${label.repeat(times)}test`);
const spelled = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(..."aB.+-_"), maxLength: 6 }),
    fc.constantFrom("gmail.com", "yandex.com", "proton.me", "yahoo.de"),
  )
  .map(([local, domain]) => `${local}@${domain}`);
const anything = fc.oneof(text, address, long, spelled, fc.emailAddress());

describe("for every string", () => {
  test("parsing never throws, and a refusal has a position inside the input", () => {
    fc.assert(
      fc.property(anything, (input) => {
        const parsed = parseAddress(input);
        if (parsed.ok) return;
        expect(parsed.position).toBeGreaterThanOrEqual(0);
        expect(parsed.position).toBeLessThanOrEqual(input.length);
        if (parsed.position < input.length || input === "") return;
        // A position at the end means that something is missing there.
        expect(parsed.problem).toMatch(/^(?:empty|missing_at|missing_domain)$/);
      }),
      RUNS,
    );
  });

  test("the position is right with any text around the address", () => {
    const bare = address.map((input) => input.replace(/[<>]/g, "").trim());
    const around = fc.constantFrom(
      ["", " "],
      [" \t", ""],
      ["<", ">"],
      [" < ", " >\r\n"],
      ["\ufeff", "\u00a0"],
    );
    fc.assert(
      fc.property(bare, around, (input, [before = "", after = ""]) => {
        const inside = parseAddress(input);
        const outside = parseAddress(before + input + after);
        expect(outside.ok).toBe(inside.ok);
        if (inside.ok || outside.ok) return;
        expect(outside.problem).toBe(inside.problem);
        if (input !== "") expect(outside.position).toBe(inside.position + before.length);
      }),
      RUNS,
    );
  });

  test("the normal form is a fixed point and the sum of its parts, and it can be stored and sent", () => {
    fc.assert(
      fc.property(anything, (input) => {
        const parsed = parseAddress(input);
        if (!parsed.ok) return;
        const { address: normal, local, domain } = parsed.address;
        expect(parseAddress(normal)).toEqual(parsed);
        expect(`${local}@${domain}`).toBe(normal);
        expect(domain).toMatch(/^[a-z0-9.-]+$/);
        expect(normal).not.toMatch(/[\p{Cc}\p{Surrogate}]/u);
      }),
      RUNS,
    );
  });

  test("accepted addresses keep to the limits of RFC 5321 §4.5.3.1, in octets", () => {
    fc.assert(
      fc.property(anything, (input) => {
        const parsed = parseAddress(input);
        if (!parsed.ok) return;
        expect(Buffer.byteLength(parsed.address.local)).toBeLessThanOrEqual(64);
        expect(parsed.address.domain.length).toBeLessThanOrEqual(255);
        expect(Buffer.byteLength(parsed.address.address)).toBeLessThanOrEqual(254);
        for (const label of parsed.address.domain.split(".")) expect(label.length).toBeLessThanOrEqual(63);
      }),
      RUNS,
    );
  });

  test("the readable form of the domain parses to the same address", () => {
    fc.assert(
      fc.property(anything, (input) => {
        const parsed = parseAddress(input);
        if (!parsed.ok) return;
        const again = parseAddress(`${parsed.address.local}@${parsed.address.unicodeDomain}`);
        expect(again.ok && again.address).toEqual(parsed.address);
      }),
      RUNS,
    );
  });

  test("the canonical form is an address and its own canonical form", () => {
    fc.assert(
      fc.property(anything, (input) => {
        const parsed = parseAddress(input);
        if (!parsed.ok) return;
        const again = parseAddress(parsed.address.canonical);
        expect(again.ok && again.address.canonical).toBe(parsed.address.canonical);
      }),
      RUNS,
    );
  });

  test("every generated RFC 5322 address is accepted", () => {
    fc.assert(
      fc.property(fc.emailAddress(), (input) => {
        expect(parseAddress(input).ok).toBe(true);
      }),
      RUNS,
    );
  });
});

test("no letter is longer in canonical form, or different the second time or in its other case", () => {
  for (let code = 0x80; code <= 0x10ffff; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const letter = String.fromCodePoint(code).normalize("NFC");
    if (letter.toLowerCase() === letter.toUpperCase()) continue;
    const folded = canonicalAddress(letter, "a.test");
    const local = folded.slice(0, -"@a.test".length);
    if (Buffer.byteLength(local) > Buffer.byteLength(letter)) expect.fail(`${letter} grows`);
    if (canonicalAddress(local, "a.test") !== folded) expect.fail(`${letter} is not stable`);
    const lower = letter.toLowerCase();
    // Pairs that map to each other; İ and some others have no such partner.
    if (lower.toUpperCase() === letter && canonicalAddress(lower, "a.test") !== folded) {
      expect.fail(`${letter} and ${lower} differ`);
    }
  }
});
