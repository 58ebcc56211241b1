import { RegExpParser, visitRegExpAST, type AST } from "@eslint-community/regexpp";
import { analyse } from "scslre";
import { describe, expect, test } from "vitest";
import { foldText, TEXT_READ_MAX } from "#reply/phrase.ts";
import { PROVIDER_RULES } from "#reply/provider/index.ts";
import { EARLY_TRANSIENT_RULES, GREETING_RULES, HELLO_RULES, SENDER_RULES } from "#reply/rules-early.ts";
import { PERMANENT_RULES } from "#reply/rules-permanent.ts";
import { TRANSIENT_RULES } from "#reply/rules-transient.ts";
import { WAIT_PATTERNS } from "#reply/wait.ts";

// Untrusted text is matched against hundreds of patterns. Matching is linear by construction: the number of characters is
// limited, every quantifier is bounded, and no two of them could share the same characters in many ways, even without
// bounds.

const TABLES = [
  PERMANENT_RULES,
  TRANSIENT_RULES,
  EARLY_TRANSIENT_RULES,
  GREETING_RULES,
  HELLO_RULES,
  SENDER_RULES,
];
const RULES = [
  ...TABLES.flatMap(({ codes, texts }) => [...codes, ...texts]),
  ...PROVIDER_RULES.flatMap(({ permanent = [], transient = [], early = [] }) => [
    ...permanent,
    ...transient,
    ...early,
  ]),
];
const PATTERNS = [
  ...new Set([...RULES.flatMap(({ enhanced, text, unless }) => [enhanced, text, unless]), ...WAIT_PATTERNS]),
].filter((pattern) => pattern instanceof RegExp);

/** Bounds so large that they are ineffective. */
const MANY = 8;

function parse(source: string): AST.Pattern {
  return new RegExpParser().parsePattern(source, 0, source.length, { unicode: true });
}

function quantifiersOf(source: string): AST.Quantifier[] {
  const found: AST.Quantifier[] = [];
  visitRegExpAST(parse(source), { onQuantifierEnter: (quantifier) => void found.push(quantifier) });
  return found;
}

/** The same pattern with `*` and `+` for its larger quantifiers. */
function widened(source: string): string {
  let wide = source;
  for (const { min, max, element, end, greedy } of quantifiersOf(source).toSorted((a, b) => b.end - a.end)) {
    if (max <= MANY) continue;
    wide = `${wide.slice(0, element.end)}${min === 0 ? "*" : "+"}${greedy ? "" : "?"}${wide.slice(end)}`;
  }
  return wide;
}

/** Alternatives that would backtrack polynomially or worse from one starting point. */
function ambiguous(source: string): string[] {
  return parse(widened(source))
    .alternatives.filter(
      ({ raw }) => analyse({ source: raw, flags: "u" }, { reportTypes: { Move: false } }).reports.length > 0,
    )
    .map(({ raw }) => raw);
}

/** A text that matches an alternative, or almost. */
function sampleOf(node: AST.Element | AST.Alternative): string {
  switch (node.type) {
    case "Alternative":
      return node.elements.map(sampleOf).join("");
    case "Group":
    case "CapturingGroup":
      return node.alternatives[0] === undefined ? "" : sampleOf(node.alternatives[0]);
    case "Quantifier":
      return sampleOf(node.element).repeat(Math.min(Math.max(node.min, 2), node.max));
    case "Character":
      return String.fromCodePoint(node.value);
    case "CharacterSet":
      return node.kind === "digit" ? "5" : node.kind === "space" ? " " : "x";
    case "CharacterClass": {
      const [first] = node.elements;
      return node.negate || first === undefined ? "x" : first.raw.slice(0, 1).replace("\\", "5");
    }
    default:
      return "";
  }
}

describe("the regular expressions of all rules", () => {
  test("are collected for these tests", () => {
    expect(PATTERNS.length).toBeGreaterThan(60);
  });

  test.each(PATTERNS.map(({ source }) => [source]))("%.60s is bounded, with explicit bounds", (source) => {
    expect(quantifiersOf(source).filter(({ max }) => max === Number.POSITIVE_INFINITY)).toEqual([]);
    expect(ambiguous(source)).toEqual([]);
  });

  test("read no more of 64 kB lines of near misses than the limit", () => {
    for (const pattern of PATTERNS) {
      for (const alternative of parse(pattern.source).alternatives) {
        const sample = sampleOf(alternative);
        const piece = `${sample.slice(0, -1)} `;
        const folded = foldText(piece.repeat(Math.ceil(65_536 / piece.length)));
        expect(folded.length).toBeLessThanOrEqual(TEXT_READ_MAX);
        // A copy: a global pattern that matched would begin its next search after the match.
        new RegExp(pattern).test(folded);
      }
    }
  });
});

test.each([
  ["nested", "(?:a{1,20} {0,20}){1,20}b"],
  ["adjacent", "<\\S{1,64}@\\S{1,254}>: no"],
  ["separated by something optional", "a{0,30}x?a{0,30}b"],
])("quantifiers that are %s are detected", (_, source) => {
  expect(ambiguous(source)).toEqual([widened(source)]);
});
