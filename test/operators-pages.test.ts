import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { settings } from "@winnow/runtime";
import { describe, expect, test } from "vitest";

// What the operator's pages name is what the code has, in both directions where a page claims to be complete.
const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const namesIn = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ""))].toSorted();

test("the operating page names every metric, and no other", () => {
  const sources = globSync("apps/api/src/metrics/*.ts", { cwd: root }).map(read).join("\n");
  const metrics = namesIn(sources, /"(winnow_[a-z_]+)"/g);
  expect(metrics.length).toBeGreaterThan(10);
  expect(namesIn(read("docs/operating.md"), /`(winnow_[a-z_]+)`/g)).toEqual(metrics);
});

test("the figures page runs every benchmark, and no other", () => {
  const suites = namesIn(read("test/bench/main.ts"), /^ {2}(\w+): bench\w+,$/gm);
  expect(suites.length).toBeGreaterThan(10);
  const commands = namesIn(read("docs/figures.md"), /^npm run bench -- (.+)$/gm);
  const run = commands.flatMap((command) => command.split(" "));
  expect([...new Set(run)].toSorted()).toEqual(suites);
});

test("the operator's pages name only calls that the API has", () => {
  const sources = globSync("apps/api/src/routes/**/*.ts", { cwd: root }).map(read);
  const calls = sources.flatMap((source) => {
    const [, method] = /^ {2}method: "([A-Z]+)",$/m.exec(source) ?? [];
    const [, path] = /^ {2}path: "([^"]+)",$/m.exec(source) ?? [];
    return method === undefined || path === undefined
      ? []
      : [`${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`];
  });
  expect(calls.length).toBeGreaterThan(50);
  const pages = ["deploying", "operating", "states"].map((page) => read(`docs/${page}.md`)).join("\n");
  const named = namesIn(pages, /`((?:GET|POST|PUT|PATCH|DELETE) \/[^`]*)`/g);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((call) => !calls.includes(call))).toEqual([]);
});

/** Variables that another program reads. */
const elsewhere = new Set([
  "POSTGRES_PASSWORD",
  "WINNOW_API_KEY",
  "WINNOW_SERVER",
  "XDG_CACHE_HOME",
  "NODE_COMPILE_CACHE",
  "NODE_DISABLE_COMPILE_CACHE",
]);

describe.each(["deploying", "operating", "configuration", "architecture", "glossary"])("%s.md", (page) => {
  test("names only settings that exist", () => {
    const named = namesIn(read(`docs/${page}.md`), /`([A-Z]+(?:_[A-Z]+)+)(?:=\S*)?`/g);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !(name in settings) && !elsewhere.has(name))).toEqual([]);
  });
});
