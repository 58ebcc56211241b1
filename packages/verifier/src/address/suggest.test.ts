import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAddress } from "#address/parse.ts";
import { suggestDomain } from "#address/suggest.ts";
import { isDisposable } from "#list/disposable.ts";
import { SUGGESTED_PROVIDERS, WELL_KNOWN_PROVIDERS } from "#list/well-known.ts";

const require = createRequire(import.meta.url);

describe("a typing mistake", () => {
  test.each([
    // Letters swapped, left out, doubled
    ["gmial.com", "gmail.com"],
    ["mgail.com", "gmail.com"],
    ["gmai.com", "gmail.com"],
    ["gmaill.com", "gmail.com"],
    ["hotmal.com", "hotmail.com"],
    ["hotmial.com", "hotmail.com"],
    ["otmail.com", "hotmail.com"],
    ["yaho.com", "yahoo.com"],
    ["outlok.com", "outlook.com"],
    ["outloook.co", "outlook.com"],
    ["iclod.com", "icloud.com"],
    ["t-onlin.de", "t-online.de"],
    // The neighbouring key
    ["gnail.com", "gmail.com"],
    ["fmail.com", "gmail.com"],
    ["gmaik.com", "gmail.com"],
    ["jotmail.com", "hotmail.com"],
    // The ending
    ["gmail.co", "gmail.com"],
    ["gmail.con", "gmail.com"],
    ["gmail.cmo", "gmail.com"],
    ["gmail.ocm", "gmail.com"],
    ["gmail.vom", "gmail.com"],
    ["gmail.comm", "gmail.com"],
    ["gmailcom", "gmail.com"],
    ["gmx.dee", "gmx.de"],
    ["web.ed", "web.de"],
    ["yahoo.co.ku", "yahoo.co.uk"],
    ["libero.ti", "libero.it"],
    // Short names whose ending does not exist
    ["live.con", "live.com"],
    ["msn.cmo", "msn.com"],
    ["qq.con", "qq.com"],
    ["proton.em", "proton.me"],
  ])("%s → %s", (domain, expected) => {
    expect(suggestDomain(domain)).toBe(expected);
  });

  test("comes with the whole address", () => {
    const parsed = parseAddress("Ada.L+x@gmial.com");
    expect(parsed.ok && parsed.didYouMean).toBe("Ada.L+x@gmail.com");
  });
});

describe("none", () => {
  test.each([
    "mail.com",
    "email.com",
    "gmx.at",
    "acme.test",
    "acme.con",
    "gmail",
    // Providers in other countries
    "hotmail.dk",
    "hotmail.se",
    "outlook.ie",
    "outlook.be",
    "yahoo.se",
    "yahoo.at",
    "yahoo.com.tr",
    "yahoo.co.il",
    "uol.com.ar",
    "gmx.pt",
    // Domains of other owners
    "aver.com",
    "gmail.net",
    "gail.com.br",
    "mail.gmail.com",
    "xmail.com",
  ])("for %s", (domain) => {
    expect(suggestDomain(domain)).toBeUndefined();
  });

  test("for a well-known provider", () => {
    expect([...WELL_KNOWN_PROVIDERS].filter((domain) => suggestDomain(domain) !== undefined)).toEqual([]);
  });

  test("for the common providers of another package", () => {
    const common: string[] = require("email-providers/common.json");
    const corrected = common.filter((domain) => !isDisposable(domain) && suggestDomain(domain) !== undefined);
    expect(corrected).toEqual([]);
  });
});

describe("for every domain", () => {
  const letters = fc.string({ unit: fc.constantFrom(..."abcdeghilmoqtuxy-."), maxLength: 14 });
  const near = fc
    .tuple(fc.constantFrom(...WELL_KNOWN_PROVIDERS), fc.nat(), fc.nat(3), fc.string({ maxLength: 2 }))
    .map(([domain, at, removed, added]) => {
      const place = at % (domain.length + 1);
      return domain.slice(0, place) + added + domain.slice(place + removed);
    });
  const anything = fc.oneof(near, letters, fc.domain(), fc.string({ unit: "binary" }));

  test("the suggestion is another, well-known domain without a suggestion", () => {
    fc.assert(
      fc.property(anything, (domain) => {
        const suggested = suggestDomain(domain);
        if (suggested === undefined) return;
        expect(suggested).not.toBe(domain);
        expect(WELL_KNOWN_PROVIDERS.has(suggested)).toBe(true);
        expect(suggestDomain(suggested)).toBeUndefined();
      }),
      { numRuns: 5_000 },
    );
  });

  test("a suggested address is accepted and has no suggestion", () => {
    fc.assert(
      fc.property(near, (domain) => {
        const parsed = parseAddress(`ada@${domain}`);
        if (!parsed.ok || parsed.didYouMean === undefined) return;
        expect(parsed.didYouMean).not.toBe(parsed.address.address);
        const again = parseAddress(parsed.didYouMean);
        expect(again.ok && again.didYouMean === undefined).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test("one letter left out of a long name, or two swapped after the first, is corrected", () => {
    const long = SUGGESTED_PROVIDERS.filter((domain) => domain.length >= 9);
    fc.assert(
      fc.property(fc.constantFrom(...long), fc.nat(), fc.boolean(), (domain, at, swap) => {
        const name = domain.slice(0, domain.indexOf("."));
        const place = 1 + (at % (name.length - 2));
        const rest = domain.slice(place + 1);
        const mistyped = domain.slice(0, place) + (swap ? rest[0]! + domain[place] + rest.slice(1) : rest);
        if (WELL_KNOWN_PROVIDERS.has(mistyped) || mistyped === domain) return;
        expect(suggestDomain(mistyped)).toBeDefined();
      }),
    );
  });
});
