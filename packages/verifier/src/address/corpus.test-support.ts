import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/**
 * A list's verdict about an address: valid for SMTP (RFC 5321), valid only for the header of a message (RFC 5322 with
 * comments, folding and obsolete forms), or invalid.
 */
export type Grade = "smtp" | "header" | "none";

export interface Sample {
  readonly input: string;
  readonly grade: Grade;
}

export interface Corpus {
  readonly name: string;
  readonly licence: string;
  readonly samples: readonly Sample[];
}

const require = createRequire(import.meta.url);

/** The lists of packages, in the pinned versions. */
export function readCorpora(): Corpus[] {
  return [readIsemail(), readSayers(), readEmailValidator()];
}

/** `isemail`’s list, from the last release that ships it. */
function readIsemail(): Corpus {
  const tests: readonly (readonly [input: string, diagnosis: string])[] = require("isemail/test/tests.json");
  const samples = tests.map(([input, diagnosis]) => ({ input, grade: gradeOf(diagnosis) }));
  return { name: "isemail 1.2.0", licence: "BSD-3-Clause", samples };
}

/** Dominic Sayers’ is_email list, which the former derives from; `email-addresses` ships the original. */
function readSayers(): Corpus {
  const xml = readFileSync(require.resolve("email-addresses/test/tests.xml"), "utf8");
  const samples = [...xml.matchAll(/<test id="\d+">(.*?)<\/test>/gs)].map(([, test = ""]) => {
    const diagnosis = /<diagnosis>ISEMAIL_(\w+)<\/diagnosis>/.exec(test)?.[1] ?? "";
    const address = /<address>(.*?)<\/address>/s.exec(test)?.[1] ?? "";
    return { input: decodeXml(address), grade: gradeOf(diagnosis) };
  });
  return { name: "is_email 3.04 (email-addresses 5.0.0)", licence: "BSD-3-Clause", samples };
}

/** The lists in the test of `email-validator`; its second one is called valid although the package refuses it. */
function readEmailValidator(): Corpus {
  const source = readFileSync(require.resolve("email-validator/test.js"), "utf8");
  const samples = [...source.matchAll(/const (\w+) =\s*(\[.*?\n\]);/gs)].flatMap(
    ([, list = "", array = ""]) => {
      const inputs: string[] = JSON.parse(array.replaceAll("\t", ""));
      const grade = list === "invalidSupported" ? "none" : "smtp";
      return inputs.map((input) => ({ input, grade }) as const);
    },
  );
  return { name: "email-validator 2.0.4", licence: "Unlicense", samples };
}

/** The two older lists name only the worst problem; the manual of is_email ranks the names. */
function gradeOf(diagnosis: string): Grade {
  if (/^(?:valid|dnswarn|rfc5321)/i.test(diagnosis)) return "smtp";
  return /^err/i.test(diagnosis) ? "none" : "header";
}

/** The file has control characters as their pictures (U+2400 and on). */
function decodeXml(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replace(/[\u2400-\u2421]/g, (picture) =>
      picture === "\u2421" ? "\u007f" : String.fromCodePoint(picture.charCodeAt(0) - 0x2400),
    );
}
