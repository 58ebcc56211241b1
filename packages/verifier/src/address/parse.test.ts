import { describe, expect, test } from "vitest";
import { parseAddress } from "#address/parse.ts";

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
    ["john@क\u094d\u200dष.test", "john@xn--11b2ezcw70k.test"],
    ["john@βόλος.test", "john@xn--nxasmm1c.test"],
    ["john@☃.test", "john@xn--n3h.test"],
    ["john@ab--cd.ü.test", "john@ab--cd.xn--tda.test"],
    ["john@ＡＣＭＥ．test", "john@acme.test"],
    ["❤\ufe0f@acme.test", "❤\ufe0f@acme.test"],
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

describe("refused, with the position", () => {
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
    ["jo\ufffdhn@acme.test", "damaged_character@2"],
    ["jo\uffffhn@acme.test", "damaged_character@2"],
    ["jo\u037ehn@acme.test", "local_character@2"],
    ['"jo\u200bhn"@acme.test', "invisible_character@3"],
    ['"jo\\ü"@acme.test', "quoted_character@4"],
    ["❤\u3164@acme.test", "invisible_character@1"],
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
    ["john@a.xn--1ug.test", "domain_idna@7"],
    ["john@xn--abc-.test", "domain_idna@5"],
    ["john@a.אa.test", "domain_idna@7"],
    ["john@اب.1com.test", "domain_idna@5"],
    ["john@ab\u200cc.test", "domain_idna@5"],
    ["john@a.\u0301b.test", "domain_idna@7"],
    ["john@aü--b.test", "domain_idna@5"],
    ["john@a.\ufe0f.test", "domain_idna@7"],
    ["john@a.-ü.test", "domain_hyphen@7"],
    ["john@ü.b＿c.test", "domain_character@7"],
    ["john@b.a＠b.test", "domain_character@7"],
    ["john@ü..test", "domain_consecutive_dots@7"],
    ["john@ü.test。", "domain_trailing_dot@11"],
    [`a@b.${"ü".repeat(60)}.test`, "label_too_long@4"],
    ["john@ac\ufffdme.test", "damaged_character@7"],
    ["john@a\u3164.test", "invisible_character@6"],
    ["john@acme.123", "domain_numeric@10"],
    ["john@127.0.0.1", "domain_numeric@13"],
    ["john@0x7f.1", "domain_numeric@10"],
    ["john@１２７.１", "domain_numeric@9"],
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

  test("ten megabytes are refused without being parsed", () => {
    expect(problem("x".repeat(10_000_000))).toBe("address_too_long@2048");
  });

  test("the message is a sentence for people, with the position counted from one", () => {
    expect(parseAddress("jo hn@acme.test")).toEqual({
      ok: false,
      reason: "syntax",
      problem: "local_space",
      position: 2,
      message: "there is white space before the @ (character 3)",
    });
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

  test("large providers are never disposable", () => {
    for (const domain of ["gmail.com", "outlook.com", "yahoo.com", "21cn.com", "sify.com", "web.de"]) {
      expect(flagged(`john@${domain}`)).not.toContain("disposable");
    }
  });
});
