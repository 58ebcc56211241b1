import { existsSync } from "node:fs";
import { glob, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { runCommand } from "./pages/help.ts";
import { anchorsOf, codeBlocksOf, linksOf, withoutCode } from "./pages/markdown.ts";

// What the pages for people say of links, paths and commands. What is generated in them: generated-pages.test.ts.
const ROOT = join(import.meta.dirname, "..");
const patterns = ["*.md", "docs/**/*.md", "{packages,test}/*/README.md"];
const paths = (await Array.fromAsync(glob(patterns, { cwd: ROOT }))).toSorted();
const pages = new Map(
  await Promise.all(paths.map(async (path) => [path, await readFile(join(ROOT, path), "utf8")] as const)),
);
const manual = paths.filter((path) => path.startsWith("docs/"));

test.each(paths)("every link of %s leads to a page, and to a heading of it", (path) => {
  const broken = linksOf(pages.get(path) ?? "").filter((link) => {
    const [file = "", anchor] = link.split("#");
    const target = file === "" ? path : relative(ROOT, join(ROOT, dirname(path), file));
    if (!existsSync(join(ROOT, target))) return true;
    return anchor !== undefined && !anchorsOf(pages.get(target) ?? "").includes(anchor);
  });
  expect(broken).toEqual([]);
});

test.each(manual)("%s says for whom it is, and what to read next", (path) => {
  const paragraphs = (pages.get(path) ?? "").trim().split(/\n{2,}/);
  expect(paragraphs[0]).toMatch(/^# \S/);
  expect(paragraphs[1]).toMatch(/^For /);
  expect(paragraphs.at(-1)).toMatch(/^Next: /);
});

test("the README is short", () => {
  const readme = pages.get("README.md") ?? "";
  expect(readme.split("\n").length).toBeLessThanOrEqual(250);
  expect(Buffer.byteLength(readme)).toBeLessThanOrEqual(16_000);
});

test("no sentence has more than 35 words", () => {
  const long = paths.flatMap((path) =>
    withoutCode(pages.get(path) ?? "")
      .split(/(?<=[.!?:])\s+(?=["“A-Z`*[])|\n{2,}|\n\s*(?:[-*|]|\d+\.)\s|\|/)
      .filter((sentence) => sentence.split(/\s+/).filter((word) => /\w/.test(word)).length > 35)
      .map((sentence) => `${path}: ${sentence.replaceAll(/\s+/g, " ").trim()}`),
  );
  expect(long).toEqual([]);
});

const commands = paths.flatMap((path) =>
  codeBlocksOf(pages.get(path) ?? "").flatMap((block) =>
    block
      .replaceAll(/\\\n\s*/g, "")
      .split("\n")
      .map((line) => ({ path, command: line.trim().replace(/\s+#.*$/, "") })),
  ),
);

test("every script that a page runs is one of package.json", async () => {
  const { scripts } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as { scripts: object };
  const named = commands.flatMap(({ path, command }) => {
    const [, script] = /^(?:\w+=\S+ )*npm run (?:--silent )?([\w:-]+)/.exec(command) ?? [];
    return script === undefined ? [] : [{ path, script }];
  });
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(({ script }) => !Object.hasOwn(scripts, script))).toEqual([]);
});

test("every file that a page runs exists", () => {
  const files = commands.flatMap(({ path, command }) => {
    const [, file] =
      /^(?:\w+=\S+ )*(?:node |bash )?((?:\.ci|apps|test|docs|deploy)\/[\w./-]+)/.exec(command) ?? [];
    return file === undefined ? [] : [{ path, file }];
  });
  expect(files.length).toBeGreaterThan(3);
  expect(files.filter(({ file }) => !existsSync(join(ROOT, file)))).toEqual([]);
});

test("every winnow command and option of the pages is one that winnow knows", async () => {
  const unknown: string[] = [];
  let checked = 0;
  for (const { path, command } of commands) {
    const [, line] =
      /^(?:\w+=\S+ )*(?:npm run --silent winnow -- |winnow )(?!ready|api|worker)(.*)$/.exec(command) ?? [];
    if (line === undefined || line.startsWith("<")) continue;
    checked += 1;
    const words = line.split(/\s+/).filter((word) => /^[a-z-]+$/.test(word));
    const help = await runCommand(words);
    const options = line.match(/(?<=\s|^)--[a-z-]+/g) ?? [];
    const missing = options.filter((option) => !help.includes(option));
    if (help === "" || missing.length > 0) unknown.push(`${path}: ${command}: ${missing.join(" ")}`);
  }
  expect(checked).toBeGreaterThan(10);
  expect(unknown).toEqual([]);
});

test("docker compose is asked for services that the file has", async () => {
  const { services } = parse(await readFile(join(ROOT, "docker-compose.yml"), "utf8")) as {
    services: object;
  };
  const asked = commands.flatMap(({ command }) => {
    const [, words] = /^docker compose (?:up|logs|exec|run|restart|stop)\b(.*)$/.exec(command) ?? [];
    return [...(words ?? "").matchAll(/(?:--scale |\s)(?<service>[a-z]+)(?==\d|\s|$)/g)].map(
      ({ groups }) => groups?.["service"] ?? "",
    );
  });
  const verbs = new Set(["node", "sh", "psql", "winnow", "cat", "npm"]);
  expect(asked.filter((service) => !verbs.has(service) && !Object.hasOwn(services, service))).toEqual([]);
});
