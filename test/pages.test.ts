import { existsSync, globSync } from "node:fs";
import { glob, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import { runCommand } from "./pages/help.ts";
import { anchorsOf, codeBlocksOf, inlineCodeOf, linksOf, withoutCode } from "./pages/markdown.ts";

// What the pages for people say of links, paths and commands. What is generated in them: generated-pages.test.ts.
const ROOT = join(import.meta.dirname, "..");
const patterns = ["*.md", "docs/**/*.md", "{packages,test}/*/README.md"];
const paths = (await Array.fromAsync(glob(patterns, { cwd: ROOT }))).toSorted();
const pages = new Map(
  await Promise.all(paths.map(async (path) => [path, await readFile(join(ROOT, path), "utf8")] as const)),
);
const manual = paths.filter((path) => path.startsWith("docs/"));

const checked = { links: 0, paths: 0, commands: new Set<string>() };
afterAll(() => {
  console.log(
    `${paths.length} pages: ${checked.links} links, ${checked.paths} paths and ${checked.commands.size} commands checked.`,
  );
});

test.each(paths)("every link of %s leads to a page, and to a heading of it", (path) => {
  const links = linksOf(pages.get(path) ?? "");
  checked.links += links.length;
  const broken = links.filter((link) => {
    const [file = "", anchor] = link.split("#");
    const target = file === "" ? path : relative(ROOT, join(ROOT, dirname(path), file));
    if (!existsSync(join(ROOT, target))) return true;
    return anchor !== undefined && !anchorsOf(pages.get(target) ?? "").includes(anchor);
  });
  expect(broken).toEqual([]);
});

test("every path of the repository that a page names exists", () => {
  const named = paths.flatMap((path) => {
    const text = pages.get(path) ?? "";
    const words = [...inlineCodeOf(text), ...codeBlocksOf(text)].flatMap((code) =>
      code.split(/[\s'"`(),;]+/),
    );
    return words
      .filter((word) => /^(?:\.ci|apps|packages|test|docs|deploy|src)\/[\w@.*{},/-]+$/.test(word))
      .map((name) => ({ path, name }));
  });
  checked.paths += named.length;
  expect(named.length).toBeGreaterThan(100);
  // A package's page names its own files from the package.
  const missing = named.filter(
    ({ path, name }) =>
      ![ROOT, join(ROOT, dirname(path))].some((directory) => globSync(name, { cwd: directory }).length > 0),
  );
  expect(missing).toEqual([]);
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
  [...codeBlocksOf(pages.get(path) ?? ""), ...inlineCodeOf(pages.get(path) ?? "")].flatMap((code) =>
    code
      .replaceAll(/\\\n\s*/g, "")
      .split("\n")
      .map((line) => ({ path, command: line.trim().replace(/\s+#.*$/, "") })),
  ),
);

test("every script that a page runs is one of package.json", async () => {
  const { scripts } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as { scripts: object };
  const named = commands.flatMap(({ path, command }) => {
    const [, script] = /^(?:\w+=\S+ )*npm run (?:--silent )?([\w:-]+)/.exec(command) ?? [];
    if (script === undefined) return [];
    checked.commands.add(`${path}: ${command}`);
    return [{ path, script }];
  });
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(({ script }) => !Object.hasOwn(scripts, script))).toEqual([]);
});

test("every pnpm command of the pages runs a script, and every suite is one of vitest.config.ts", async () => {
  const configuration = await readFile(join(ROOT, "vitest.config.ts"), "utf8");
  const suites = new Set([...configuration.matchAll(/\bname: "(\w+)"/g)].map(([, name]) => name));
  const manifests = await Promise.all(
    ["package.json", ...globSync("{apps,packages}/*/package.json", { cwd: ROOT })].map(
      async (path) =>
        JSON.parse(await readFile(join(ROOT, path), "utf8")) as {
          name: string;
          scripts?: Record<string, string>;
        },
    ),
  );
  const scriptsOf = (name: string) => manifests.find((manifest) => manifest.name === name)?.scripts ?? {};
  const run = commands.filter(({ command }) => command.startsWith("pnpm ") && command !== "pnpm install");
  for (const { path, command } of run) checked.commands.add(`${path}: ${command}`);
  expect(run.length).toBeGreaterThan(10);
  const unknown = run.filter(({ command }) => {
    const [, suite] = /^pnpm vitest run --project (\S+)/.exec(command) ?? [];
    if (suite !== undefined) return !suites.has(suite);
    const [, room = "winnow", script = ""] = /^pnpm (?:--filter (\S+) )?(?:run )?(\S+)$/.exec(command) ?? [];
    return !Object.hasOwn(scriptsOf(room), script);
  });
  expect(unknown).toEqual([]);
});

test("every file that a page runs exists", () => {
  const files = commands.flatMap(({ path, command }) => {
    const [, file] =
      /^(?:\w+=\S+ )*(?:node |bash |(?=\.ci\/|\S+\.sh\b))((?:\.ci|apps|test|docs|deploy)\/[\w./-]+)/.exec(
        command,
      ) ?? [];
    if (file === undefined) return [];
    checked.commands.add(`${path}: ${command}`);
    return [{ path, file }];
  });
  expect(files.length).toBeGreaterThan(3);
  expect(files.filter(({ file }) => !existsSync(join(ROOT, file)))).toEqual([]);
});

test("every winnow command and option of the pages is one that winnow knows", async () => {
  const unknown: string[] = [];
  let typed = 0;
  for (const { path, command } of commands) {
    const [, line] =
      /^(?:\w+=\S+ )*(?:npm run --silent winnow -- |winnow )(?!ready|api|worker)(.*)$/.exec(command) ?? [];
    if (line === undefined || line.startsWith("<")) continue;
    typed += 1;
    checked.commands.add(`${path}: ${command}`);
    const words = line.split(/\s+/).filter((word) => /^[a-z-]+$/.test(word));
    const help = await runCommand(words);
    const options = line.match(/(?<=\s|^)--[a-z-]+/g) ?? [];
    const missing = options.filter((option) => !help.includes(option));
    if (help === "" || missing.length > 0) unknown.push(`${path}: ${command}: ${missing.join(" ")}`);
  }
  expect(typed).toBeGreaterThan(10);
  expect(unknown).toEqual([]);
});

test("every docker compose command of the pages names services of the file", async () => {
  const { services } = parse(await readFile(join(ROOT, "docker-compose.yml"), "utf8")) as {
    services: object;
  };
  const run = commands.filter(({ command }) => command.startsWith("docker compose "));
  for (const { path, command } of run) checked.commands.add(`${path}: ${command}`);
  expect(run.length).toBeGreaterThan(2);
  const named = run.flatMap(({ command }) => {
    const [, words] = /^docker compose (?:up|logs|exec|run|restart|stop)\b(.*)$/.exec(command) ?? [];
    return [...(words ?? "").matchAll(/(?:--scale |\s)(?<service>[a-z]+)(?==\d|\s|$)/g)].map(
      ({ groups }) => groups?.["service"] ?? "",
    );
  });
  const verbs = new Set(["node", "sh", "psql", "winnow", "cat", "npm"]);
  expect(named.filter((service) => !verbs.has(service) && !Object.hasOwn(services, service))).toEqual([]);
});
