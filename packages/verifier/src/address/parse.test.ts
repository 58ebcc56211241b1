import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAddress, type ParsedAddress } from "#address/parse.ts";

function normal(input: string): string | undefined {
  const parsed = parseAddress(input);
  return parsed.ok ? parsed.address.address : undefined;
}

function problem(input: string): string | undefined {
  const parsed = parseAddress(input);
  return parsed.ok ? undefined : `${parsed.problem}@${parsed.position}`;
}

const label63 = "a".repeat(63);

describe("accepted, in normal form", () => {
  test.each([
    ["john@acme.test", "john@acme.test"],
    ["John.Smith@ACME.Test", "John.Smith@acme.test"],
    ["  john@acme.test\r\n", "john@acme.test"],
    ["<john@acme.test>", "john@acme.test"],
    [" < john@acme.test > ", "john@acme.test"],
    ["a+b@acme.test", "a+b@acme.test"],
    ["!#$%&'*+/=?^_`{|}~-@acme.test", "!#$%&'*+/=?^_`{|}~-@acme.test"],
    ['"john"@acme.test', "john@acme.test"],
    ['"j\\ohn"@acme.test', "john@acme.test"],
    ['"john smith"@acme.test', '"john smith"@acme.test'],
    ['"a@b"@acme.test', '"a@b"@acme.test'],
    ['"a\\"b\\\\c"@acme.test', '"a\\"b\\\\c"@acme.test'],
    ['""@acme.test', '""@acme.test'],
    ['".a"@acme.test', '".a"@acme.test'],
    ["jürgen@acme.test", "jürgen@acme.test"],
    ["ju\u0308rgen@acme.test", "jürgen@acme.test"],
    ["john@bücher.test", "john@xn--bcher-kva.test"],
    ["john@BÜCHER.test", "john@xn--bcher-kva.test"],
    ["john@straße.test", "john@xn--strae-oqa.test"],
    ["john@例え。テスト", "john@xn--r8jz45g.xn--zckzah"],
    ["john@xn--bcher-kva.test", "john@xn--bcher-kva.test"],
    ["john@localhost", "john@localhost"],
    ["john@1-2.3com", "john@1-2.3com"],
    [`${"a".repeat(64)}@acme.test`, `${"a".repeat(64)}@acme.test`],
    [`a@${label63}.test`, `a@${label63}.test`],
    [
      `a@${label63}.${label63}.${label63}.${"b".repeat(60)}`,
      `a@${label63}.${label63}.${label63}.${"b".repeat(60)}`,
    ],
  ])("%j → %j", (input, expected) => {
    expect(normal(input)).toBe(expected);
  });
});

describe("refused, with the place", () => {
  test.each([
    ["", "empty@0"],
    ["   ", "empty@3"],
    ["<>", "empty@1"],
    ["john", "missing_at@4"],
    ["@acme.test", "missing_local@0"],
    ["john@", "missing_domain@5"],
    ["  john@", "missing_domain@7"],
    ["john@a@b.test", "extra_at@6"],
    ["John Smith <john@acme.test>", "display_name@0"],
    ["mailto:john@acme.test", "mailto@0"],
    ["<john@acme.test", "unbalanced_angle_bracket@0"],
    ["john@acme.test>", "unbalanced_angle_bracket@14"],
    [".john@acme.test", "local_leading_dot@0"],
    ["john.@acme.test", "local_trailing_dot@4"],
    ["jo..hn@acme.test", "local_consecutive_dots@3"],
    ["jo hn@acme.test", "local_space@2"],
    ["jo,hn@acme.test", "local_character@2"],
    ["john@acme.test;jane@acme.test", "domain_character@14"],
    ["(x)john@acme.test", "comment@0"],
    ["john(x)@acme.test", "comment@4"],
    ["john@acme.test(x)", "comment@14"],
    ["jo\u0000hn@acme.test", "control_character@2"],
    ["jo\r\n hn@acme.test", "control_character@2"],
    ["jo\u200bhn@acme.test", "invisible_character@2"],
    ["jo\u00a0hn@acme.test", "invisible_character@2"],
    ["john@ac\u200bme.test", "invisible_character@7"],
    ["jo\ud800hn@acme.test", "broken_unicode@2"],
    ['"john@acme.test', "quote_not_closed@0"],
    ['"john\\', "quote_not_closed@0"],
    ['"john"', "missing_at@6"],
    ['"john"x@acme.test', "quote_in_dot_atom@6"],
    ['jo"hn"@acme.test', "quote_in_dot_atom@2"],
    ['"jo\thn"@acme.test', "quoted_character@3"],
    [`${"a".repeat(65)}@acme.test`, "local_too_long@0"],
    [`${"ü".repeat(33)}@acme.test`, "local_too_long@0"],
    ["john@.acme.test", "domain_leading_dot@5"],
    ["john@acme.test.", "domain_trailing_dot@14"],
    ["john@acme..test", "domain_consecutive_dots@10"],
    ["john@ac me.test", "domain_space@7"],
    ["john@ac_me.test", "domain_character@7"],
    ["john@a%41.test", "domain_character@6"],
    ["john@-acme.test", "domain_hyphen@5"],
    ["john@acme-.test", "domain_hyphen@5"],
    ["john@xn--a.test", "domain_idna@5"],
    ["john@acme.123", "domain_numeric@10"],
    ["john@127.0.0.1", "domain_numeric@13"],
    ["john@0x7f.1", "domain_numeric@10"],
    ["john@１２７.１", "domain_numeric@5"],
    [`a@${label63}a.test`, "label_too_long@2"],
    [`a@${`${label63}.`.repeat(4)}test`, "domain_too_long@2"],
    [`${"a".repeat(64)}@${label63}.${label63}.${label63}.test`, "address_too_long@0"],

    ["john@[192.0.2.1]", "address_literal@5"],
    ["john@[IPv6:2001:db8::1]", "address_literal@5"],
    ["john@[2001:db8::1]", "address_literal_malformed@5"],
    ["john@[300.0.0.1]", "address_literal_malformed@5"],
    ["john@[192.0.2.1", "address_literal_malformed@5"],
  ])("%j → %s", (input, expected) => {
    expect(problem(input)).toBe(expected);
  });

  test("ten megabytes are refused unread", () => {
    expect(problem("x".repeat(10_000_000))).toBe("address_too_long@2048");
  });

  test("the message is a sentence for people, with the place counted from one", () => {
    expect(parseAddress("jo hn@acme.test")).toEqual({
      ok: false,
      reason: "syntax",
      problem: "local_space",
      position: 2,
      message: "there is white space before the @ (character 3)",
    });
  });
});

describe("canonical form", () => {
  test.each([
    ["J.Smith+news@googlemail.com", "jsmith@gmail.com"],
    ["j.smith@gmail.com", "jsmith@gmail.com"],
    ["+news@gmail.com", "+news@gmail.com"],
    ["j.smith+news@outlook.com", "j.smith@outlook.com"],
    ["j-smith@protonmail.com", "jsmith@proton.me"],
    ["j-smith@ya.ru", "jsmith@yandex.ru"],
    ["John.Smith+news@Acme.test", "john.smith+news@acme.test"],
    ['"John Smith"@gmail.com', '"john smith"@gmail.com'],
  ])("%s → %s", (input, canonical) => {
    const parsed = parseAddress(input);
    expect(parsed.ok && parsed.address.canonical).toBe(canonical);
  });
});

describe("flags", () => {
  const flagged = (input: string): string[] => {
    const parsed = parseAddress(input);
    if (!parsed.ok) throw new Error(parsed.message);
    return Object.entries(parsed.address.flags)
      .filter(([, holds]) => holds)
      .map(([name]) => name);
  };

  test.each([
    ["john@acme.test", []],
    ["sales@acme.test", ["role"]],
    ["No-Reply+x@acme.test", ["role", "plusTag"]],
    ["john@gmail.com", ["free"]],
    ["john@mailinator.com", ["disposable"]],
    ["john@any.33mail.com", ["disposable"]],
    ["john@privaterelay.appleid.com", ["privacyRelay"]],
    ["john@duck.com", ["privacyRelay"]],
    ["jane@john.anonaddy.com", ["privacyRelay"]],
    ["x@mozmail.com", ["privacyRelay"]],
    ["x@simplelogin.com", ["privacyRelay"]],
    ["jürgen@bücher.test", ["idn", "smtputf8"]],
    ['"a+b c"@acme.test', []],
  ])("%s → %j", (input, expected) => {
    expect(flagged(input)).toEqual(expected);
  });

  test("the great providers are never called disposable", () => {
    for (const domain of ["gmail.com", "outlook.com", "yahoo.com", "21cn.com", "sify.com", "web.de"]) {
      expect(flagged(`john@${domain}`)).not.toContain("disposable");
    }
  });
});

describe("suggestions", () => {
  const suggestion = (domain: string): string | undefined => {
    const parsed: ParsedAddress = parseAddress(`john@${domain}`);
    return parsed.ok ? parsed.didYouMean : undefined;
  };

  test.each([
    ["gmial.com", "gmail.com"],
    ["gmai.com", "gmail.com"],
    ["gmail.co", "gmail.com"],
    ["gmail.con", "gmail.com"],
    ["gnail.com", "gmail.com"],
    ["gmail", undefined],
    ["hotmal.com", "hotmail.com"],
    ["hotmial.com", "hotmail.com"],
    ["yaho.com", "yahoo.com"],
    ["outlok.com", "outlook.com"],
    ["iclod.com", "icloud.com"],
    ["gmx.dee", "gmx.de"],
    ["t-onlin.de", "t-online.de"],
  ])("%s → %s", (domain, expected) => {
    expect(suggestion(domain)).toBe(expected === undefined ? undefined : `john@${expected}`);
  });

  test.each(["gmail.com", "mail.com", "ymail.com", "email.com", "gmx.at", "live.de", "acme.test"])(
    "none for %s",
    (domain) => {
      expect(suggestion(domain)).toBeUndefined();
    },
  );
});

describe("for every string", () => {
  const messy = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom(...'aA1.@"\\<> +-()[]:,;\t\r\n\u0000\ud800\u200büß。İ') }),
    fc.emailAddress(),
  );

  test("parsing never throws, and what is refused has a place inside the input", () => {
    fc.assert(
      fc.property(messy, (input) => {
        const parsed = parseAddress(input);
        if (parsed.ok) return;
        expect(parsed.position).toBeGreaterThanOrEqual(0);
        expect(parsed.position).toBeLessThanOrEqual(input.length);
      }),
      { numRuns: 2_000 },
    );
  });

  test("the normal form is a fixed point, its parts make it up, and it can be stored and sent", () => {
    fc.assert(
      fc.property(messy, (input) => {
        const parsed = parseAddress(input);
        if (!parsed.ok) return;
        const { address, local, domain, canonical } = parsed.address;
        expect(parseAddress(address)).toEqual(parsed);
        expect(`${local}@${domain}`).toBe(address);
        expect(domain).toMatch(/^[a-z0-9.-]+$/);
        expect(address).not.toMatch(/\p{Cc}/u);
        expect(Buffer.byteLength(address)).toBeLessThanOrEqual(254);
        expect(parseAddress(canonical).ok).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test("every generated RFC 5322 address is accepted", () => {
    fc.assert(
      fc.property(fc.emailAddress(), (input) => {
        expect(parseAddress(input).ok).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
