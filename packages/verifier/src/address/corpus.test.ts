import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { LIST_REASONS, WHATWG_EMAIL, WHATWG_REASONS, type Reason } from "#address/corpus.test-data.ts";
import { readCorpora, type Corpus } from "#address/corpus.test-support.ts";
import { parseAddress } from "#address/parse.ts";

/** Lines of the table printed at the end. */
const table: string[] = [];
const used = new Set<Reason>();

/** Counts agreement; every deviation must have a reason. */
function compare(
  name: string,
  inputs: readonly string[],
  expected: readonly boolean[],
  reasons: readonly Reason[],
): void {
  const counts = new Map<string, number>();
  const unexplained: string[] = [];
  for (const [index, input] of inputs.entries()) {
    const parsed = parseAddress(input);
    if (parsed.ok === expected[index]) continue;
    const reason = reasons.find(({ explains }) => explains(input, parsed));
    if (reason === undefined)
      unexplained.push(`${JSON.stringify(input)}: ${parsed.ok ? "accepted" : parsed.problem}`);
    else {
      used.add(reason);
      counts.set(reason.id, (counts.get(reason.id) ?? 0) + 1);
    }
  }
  expect(unexplained).toEqual([]);
  const deviations = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const listed = [...counts].map(([id, count]) => `${count} ${id}`).join(", ");
  table.push(
    `${name}: ${inputs.length - deviations} of ${inputs.length} agree${listed === "" ? "" : `; ${listed}`}`,
  );
}

const corpora = readCorpora();

test("the lists are complete", () => {
  expect(corpora.map(({ samples }) => samples.length)).toEqual([185, 164, 57]);
});

test.each(corpora.map((corpus): [string, Corpus] => [corpus.name, corpus]))(
  "%s, by RFC 5321",
  (name, { samples }) => {
    const header = samples.filter(({ grade }) => grade === "header").length;
    compare(
      `${name} (${header} for headers only)`,
      samples.map(({ input }) => input),
      samples.map(({ grade }) => grade === "smtp"),
      LIST_REASONS,
    );
  },
);

test("the WHATWG rule over the same lists", () => {
  const inputs = corpora.flatMap(({ samples }) => samples.map(({ input }) => input));
  compare(
    "WHATWG rule, addresses of the lists",
    inputs,
    inputs.map((input) => WHATWG_EMAIL.test(input)),
    WHATWG_REASONS,
  );
});

test("the WHATWG rule over generated text", () => {
  const text = fc.string({ unit: fc.constantFrom(...'aZ0.@-_+"<> ü١xn'), maxLength: 12 });
  const address = fc.tuple(text, text).map(([local, domain]) => `${local}@${domain}.test`);
  const inputs = fc.sample(fc.oneof(text, address, fc.emailAddress()), { numRuns: 20_000, seed: 5 });
  inputs.push(`${"a".repeat(65)}@acme.test`, "john@xn--a.test", "<john@acme.test>", "john@acme.1");
  compare(
    "WHATWG rule, generated text",
    inputs,
    inputs.map((input) => WHATWG_EMAIL.test(input)),
    WHATWG_REASONS,
  );
});

test("the README has the same figures", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const figures = table.map((line) => /\d+ of \d+/.exec(line)?.[0] ?? line).slice(0, 4);
  expect(figures.filter((figure) => !readme.includes(`| ${figure} `))).toEqual([]);
});

test("every reason explains a deviation", () => {
  const unused = [...LIST_REASONS, ...WHATWG_REASONS].filter((reason) => !used.has(reason));
  expect(unused.map(({ id }) => id)).toEqual([]);
});

afterAll(() => {
  process.stdout.write(`\nSyntax corpora\n${table.map((line) => `  ${line}\n`).join("")}`);
});
