import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { EXIT_STATUSES } from "#exit-code.ts";
import { pathOf } from "#help/manual.ts";
import { pages } from "#help/pages/index.ts";
import { createProgram, everyCommand } from "#program.ts";
import { runCommandLine } from "#run.ts";
import type { Terminal } from "#terminal.ts";

const TOPICS = ["help environment", "help exit-codes", "help <command>", "--help"];

interface Looks {
  readonly columns?: number;
  readonly environment?: Record<string, string>;
}

function terminalOf({ columns, environment = {} }: Looks = {}) {
  const looks = columns === undefined ? {} : { isTTY: true, columns };
  const stdout = Object.assign(new PassThrough(), looks);
  const stderr = Object.assign(new PassThrough(), looks);
  const given: Omit<Terminal, "ending"> = {
    environment: { HOME: "/home/ada", ...environment },
    directory: "/",
    stdin: Readable.from([]),
    stdout,
    stderr,
    interrupted: new AbortController().signal,
  };
  return { given, stdout, stderr };
}

async function printed(words: readonly string[], looks?: Looks) {
  const { given, stdout, stderr } = terminalOf(looks);
  const code = await runCommandLine(words, given);
  stdout.end();
  stderr.end();
  return { code, stdout: await text(stdout), stderr: await text(stderr) };
}

/** The whole command line, with actions that do nothing: it only parses. */
function idleProgram() {
  const { given } = terminalOf();
  const program = createProgram({ ...given, ending: new AsyncDisposableStack() });
  for (const command of everyCommand(program)) if (command.commands.length === 0) command.action(() => {});
  return program;
}

const program = idleProgram();
const paths = ["", ...everyCommand(program).map(pathOf)];

/** The arguments of each winnow command in a shell line, without redirections. */
function ownCommands(line: string): string[][] {
  return line
    .split(" | ")
    .map((part) =>
      [...part.matchAll(/'(?<single>[^']*)'|"(?<double>[^"]*)"|(?<bare>\S+)/g)].map(
        ({ groups }) => groups!["single"] ?? groups!["double"] ?? groups!["bare"]!,
      ),
    )
    .map((words) => {
      const redirected = words.findIndex((word) => word === ">" || word === "<");
      return redirected === -1 ? words : words.slice(0, redirected);
    })
    .filter(([name]) => name === "winnow")
    .map(([, ...words]) => words);
}

test("every command has a page, and every page a command", () => {
  expect(Object.keys(pages).toSorted()).toEqual(paths.toSorted());
  for (const { about, examples, seeAlso } of Object.values(pages)) {
    expect(Math.min(about.length, examples.length, seeAlso.length)).toBeGreaterThan(0);
    for (const other of seeAlso) {
      const path = other.replace(/^winnow ?/, "");
      expect([...paths, ...TOPICS]).toContain(path);
    }
  }
  for (const command of everyCommand(program)) expect(command.description()).not.toBe("");
});

test.each(Object.entries(pages).flatMap(([path, { examples }]) => examples.map(([line]) => [path, line])))(
  "the example of winnow %s parses: %s",
  async (_path, line) => {
    const commands = ownCommands(line!);
    expect(commands.length).toBeGreaterThan(0);
    for (const words of commands) await idleProgram().parseAsync(words, { from: "user" });
  },
);

test.each(paths)(
  "the manual of winnow %s has every section, fits the width, and has no control characters",
  async (path) => {
    const { code, stdout } = await printed([...path.split(" ").filter(Boolean), "--help"]);
    expect(code).toBe(0);
    for (const heading of [
      "NAME",
      "SYNOPSIS",
      "DESCRIPTION",
      "ENVIRONMENT",
      "EXIT STATUS",
      "EXAMPLES",
      "SEE ALSO",
    ]) {
      expect(stdout).toMatch(new RegExp(`^${heading}$`, "m"));
    }
    for (const { code: status } of EXIT_STATUSES) {
      expect(stdout).toMatch(new RegExp(`^ {2}${status} +[A-Z]`, "m"));
    }
    const lines = stdout.split("\n").filter((line) => !line.startsWith("  $ "));
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).not.toContain("\u001b");
    expect((await printed(["help", ...path.split(" ").filter(Boolean)])).stdout).toBe(stdout);
  },
);

test("it is as wide as the terminal, and its headings are bold unless NO_COLOR is set", async () => {
  const words = ["verify", "--help"];
  const narrow = await printed(words, { columns: 50 });
  expect(narrow.stdout).toContain("\u001b[1mNAME\u001b[22m");
  const lines = narrow.stdout.split("\n").filter((line) => !line.startsWith("  $ "));
  expect(Math.max(...lines.map((line) => line.replaceAll(/\u001b\[\d+m/g, "").length))).toBeLessThanOrEqual(
    50,
  );
  const plain = await printed(words, { columns: 50, environment: { NO_COLOR: "1" } });
  expect(plain.stdout).toBe(narrow.stdout.replaceAll(/\u001b\[\d+m/g, ""));
  expect((await printed(words, { columns: 200 })).stdout.split("\n").length).toBeLessThan(lines.length);
});

test("topics list the variables, files and exit codes", async () => {
  const { stdout: environment } = await printed(["help", "environment"]);
  for (const name of ["WINNOW_SERVER", "WINNOW_API_KEY", "WINNOW_OPERATOR_TOKEN", "NO_COLOR"]) {
    expect(environment).toMatch(new RegExp(`^ {2}${name} `, "m"));
  }
  expect(environment).toContain("/home/ada/.config/winnow/account.json");
  const { stdout: codes } = await printed(["help", "exit-codes"]);
  expect([...codes.matchAll(/^ {2}(\d+) /gm)].map(([, code]) => Number(code))).toEqual(
    EXIT_STATUSES.map(({ code }) => code),
  );
  expect((await printed(["--version"])).stdout).toMatch(/^winnow \d+\.\d+\.\d+\n$/);
});

test.each([
  [["verifi"], "Did you mean verify?"],
  [["jobs", "lst"], "Did you mean list?"],
  [["verify", "x.csv", "--max-credit", "5"], "Did you mean --max-credits?"],
  [["jobs", "list", "--limti", "5"], "See winnow jobs list --help"],
  [["help", "exit-code"], "Did you mean exit-codes?"],
  [["help", "jobs", "shwo"], "Did you mean show?"],
  [["help", "usgae"], "No manual page for usgae. Did you mean usage?\n"],
  [["help", "x"], "No manual page for x.\n"],
  [["help", "everything"], "No manual page for everything.\n"],
])("winnow %j is refused: %s", async (words, hint) => {
  expect(await printed(words)).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringContaining(hint) as string,
  });
});
