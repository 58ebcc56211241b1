import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkFileCircles, checkFolderCircles } from "./architecture/circles.ts";
import { checkCoreRooms } from "./architecture/core-rooms.ts";
import {
  checkCitedPaths,
  checkDefaultExports,
  checkFolders,
  checkLength,
  longFiles,
} from "./architecture/form.ts";
import { readHouse } from "./architecture/house.ts";
import { checkImports, checkManifests, checkReferences, checkRooms } from "./architecture/layers.ts";
import { parseRoomTable } from "./architecture/room-table.ts";
import { tokenize } from "./architecture/tokens.ts";
import { bannedWord, checkWords } from "./architecture/words.ts";

/** Two rooms that obey every rule: api imports core, its tests use testing. Each test breaks one thing. */
const goodHouse: Readonly<Record<string, string>> = {
  "docs/architecture.md": `
| room | what happens here | may import |
|---|---|---|
| \`apps/api\` | intake | \`core\` |
| \`packages/core\` | verbs | – |
| \`packages/testing\` | for tests | \`core\` |
| \`test\` | all | any |

The verbs live in \`packages/core/src\`, as \`text/csv\` and \`apps/*/src/*.ts\` show. See [the core](../packages/core).
`,
  "tsconfig.json": references("apps/api", "packages/core", "packages/testing", "test"),
  "apps/api/package.json": manifest("api", ["core"], ["testing"]),
  "apps/api/tsconfig.json": references("../../packages/core", "../../packages/testing"),
  "apps/api/src/main.ts": `import { plan } from "@winnow/core";\nimport { port } from "#port.ts";\nplan(port);\n`,
  "apps/api/src/port.ts": "export const port = 1;\n",
  "apps/api/src/main.test.ts": `import { cases } from "./conformance/cases.ts";\ncases();\n`,
  "apps/api/src/conformance/cases.ts": `import "@winnow/testing";\nexport const cases = () => 1;\n`,
  "packages/core/package.json": manifest("core", [], []),
  "packages/core/tsconfig.json": references(),
  "packages/core/src/index.ts": "export const plan = (port: number): Record<string, number> => ({ port });\n",
  "packages/testing/package.json": manifest("testing", ["core"], []),
  "packages/testing/tsconfig.json": references("../core"),
  "packages/testing/src/index.ts": `export { plan } from "@winnow/core";\n`,
  "test/package.json": manifest("test", ["core", "testing"], []),
  "test/tsconfig.json": references("../packages/core", "../packages/testing"),
};

function manifest(name: string, dependencies: string[], devDependencies: string[]): string {
  const versions = (names: string[]) =>
    Object.fromEntries(names.map((one) => [`@winnow/${one}`, "workspace:*"]));
  return JSON.stringify({
    name: `@winnow/${name}`,
    exports: "./src/index.ts",
    dependencies: versions(dependencies),
    devDependencies: versions(devDependencies),
  });
}

function references(...paths: string[]): string {
  return JSON.stringify({ references: paths.map((path) => ({ path })) });
}

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "winnow-house-"));
  for (const [path, text] of Object.entries(goodHouse)) write(path, text);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const allChecks = [
  checkRooms,
  checkManifests,
  checkReferences,
  checkImports,
  checkFileCircles,
  checkFolderCircles,
  checkLength,
  checkDefaultExports,
  checkFolders,
  checkWords,
  checkCitedPaths,
];

/** What all rules together say about the house. */
function complaints(): string[] {
  const house = readHouse(root);
  return allChecks.flatMap((check) => check(house));
}

test("a house that obeys gets no complaint", () => expect(complaints()).toEqual([]));

describe("rooms", () => {
  test("a room without a line in the table", () => {
    write("packages/credits/package.json", manifest("credits", [], []));
    expect(complaints()).toEqual(["packages/credits is missing in docs/architecture.md's table of rooms"]);
  });

  test("a line without a room", () => {
    rmSync(join(root, "test"), { recursive: true });
    write("tsconfig.json", references("apps/api", "packages/core", "packages/testing"));
    expect(complaints()).toEqual(["docs/architecture.md lists test, which does not exist"]);
  });

  test("a package that is not called like its folder", () => {
    write("packages/core/package.json", manifest("kernel", [], []));
    expect(complaints()).toContain("packages/core is called @winnow/kernel, not after its folder");
  });
});

describe("dependencies", () => {
  test("one that the table does not allow", () => {
    write("packages/core/package.json", manifest("core", ["api"], []));
    write("packages/core/tsconfig.json", references("../../apps/api"));
    expect(complaints()).toEqual([
      "packages/core/package.json depends on api, which docs/architecture.md does not allow",
    ]);
  });

  test("a room for tests among the dependencies", () => {
    write(
      "docs/architecture.md",
      goodHouse["docs/architecture.md"]!.replace(
        "| `core` |\n| `packages/core`",
        "| `core` `testing` |\n| `packages/core`",
      ),
    );
    write("apps/api/package.json", manifest("api", ["core", "testing"], []));
    expect(complaints()).toEqual(["apps/api/package.json depends on testing: a devDependency at most"]);
  });

  test("a missing project reference, and one too many", () => {
    write("apps/api/tsconfig.json", references("../../packages/core"));
    write("packages/core/tsconfig.json", references("../testing"));
    write("tsconfig.json", references("apps/api", "packages/core", "packages/testing"));
    expect(complaints()).toEqual([
      "apps/api/tsconfig.json lacks the reference to packages/testing",
      "packages/core/tsconfig.json refers to packages/testing, which it does not depend on",
      "tsconfig.json lacks the reference to test",
    ]);
  });
});

describe("imports", () => {
  test.each([
    [
      "of a room that is not a dependency",
      `import "@winnow/core";`,
      /imports @winnow\/core, which .*package.json does not list/,
    ],
    ["re-exported", `export * from "@winnow/core";`, /imports @winnow\/core/],
    ["dynamic", `await import("@winnow/core");`, /imports @winnow\/core/],
    ["of types", `import type { Plan } from "@winnow/core";`, /imports @winnow\/core/],
    [
      "of another room's inside by name",
      `import "@winnow/testing/src/wait.ts";`,
      /which packages\/testing does not export/,
    ],
    ["of another room's inside by path", `import "../../core/src/index.ts";`, /reaches out of its room/],
    ["of a room that does not exist", `import "@winnow/nowhere";`, /which does not exist/],
  ])("%s", (_name, source, expected) => {
    write("packages/core/package.json", manifest("core", [], ["testing"]));
    write("packages/core/tsconfig.json", references("../testing"));
    write("packages/testing/package.json", manifest("testing", [], []));
    write("packages/testing/tsconfig.json", references());
    write("packages/testing/src/index.ts", source);
    write("docs/architecture.md", goodHouse["docs/architecture.md"]!);
    expect(complaints()).toEqual([expect.stringMatching(expected)]);
  });

  test("of a devDependency in production source, also through a file in between", () => {
    write("apps/api/src/port.ts", `import "./inner.ts";\nexport const port = 1;\n`);
    write("apps/api/src/inner.ts", `import "@winnow/testing";\n`);
    expect(complaints()).toEqual([
      "apps/api/src/inner.ts:1 imports @winnow/testing, which apps/api/package.json does not list for it",
    ]);
  });

  test("a program that nothing imports is production source too", () => {
    write("apps/api/src/migrate.ts", `import "@winnow/testing";\n`);
    expect(complaints()).toEqual([
      expect.stringMatching(/^apps\/api\/src\/migrate\.ts:1 imports @winnow\/testing/),
    ]);
  });

  test("words in comments and strings are not imports", () => {
    write(
      "packages/core/src/index.ts",
      `// import "@winnow/api";\nexport const text = 'import "@winnow/api"';\n`,
    );
    expect(complaints()).toEqual([]);
  });
});

describe("rooms of core", () => {
  const table = (...rooms: string[]) =>
    write(
      "docs/architecture.md",
      `${goodHouse["docs/architecture.md"]}\n| room of core | what happens here |\n|---|---|\n${rooms.map((room) => `| ${room} | x |`).join("\n")}\n`,
    );
  beforeEach(() => {
    write("packages/core/src/index.ts", `export { plan } from "./job/plan.ts";\n`);
    write("packages/core/src/job/plan.ts", `import "#context.ts";\nexport const plan = 1;\n`);
    write("packages/core/src/context.ts", "export const context = 1;\n");
  });

  test("each imports those above it", () => {
    table("context", "job");
    expect(checkCoreRooms(readHouse(root))).toEqual([]);
    table("job", "context");
    expect(checkCoreRooms(readHouse(root))).toEqual([
      "packages/core/src/job/plan.ts:1 imports context, which does not stand above job",
    ]);
  });

  test("one that is not listed, and one that does not exist", () => {
    table("context", "price", "job");
    write("packages/core/src/csv/read.ts", "export const read = 1;\n");
    expect(checkCoreRooms(readHouse(root))).toEqual([
      "docs/architecture.md lacks core's room csv",
      "docs/architecture.md lists core's room price, which is empty",
    ]);
  });
});

describe("circles", () => {
  test("of files, also of types only", () => {
    write("packages/core/src/plan.ts", `import type { B } from "./price.ts";\nexport type A = B;\n`);
    write("packages/core/src/price.ts", `export type { A as B } from "#plan.ts";\n`);
    write("packages/core/src/index.ts", `export type { A } from "./plan.ts";\n`);
    expect(complaints()).toContain(
      "circle: packages/core/src/plan.ts → packages/core/src/price.ts → packages/core/src/plan.ts",
    );
  });

  test("of folders whose files form none, with the shortest way around", () => {
    write("packages/core/src/job/plan.ts", `import "#price/price.ts";\n`);
    write("packages/core/src/price/price.ts", `import "#limit.ts";\n`);
    write("packages/core/src/limit.ts", `import "#job/list.ts";\n`);
    write("packages/core/src/job/list.ts", "export const list = 1;\n");
    expect(complaints()).toEqual([
      "circle: packages/core/src/job → packages/core/src/price → packages/core/src/limit → packages/core/src/job",
    ]);
  });

  test("a folder and one inside it are two", () => {
    write("packages/core/src/job/plan.ts", `import "#job/row/cut.ts";\n`);
    write("packages/core/src/job/row/cut.ts", `import "#job/size.ts";\n`);
    write("packages/core/src/job/size.ts", "export const size = 1;\n");
    expect(complaints()).toEqual([
      "circle: packages/core/src/job → packages/core/src/job/row → packages/core/src/job",
    ]);
  });

  test("through a test or the package's index there is none", () => {
    write("packages/core/src/index.ts", `export { plan } from "./job/plan.ts";\n`);
    write("packages/core/src/job/plan.ts", `import "#price/price.ts";\nexport const plan = 1;\n`);
    write("packages/core/src/price/price.ts", "export const price = 1;\n");
    write("packages/core/src/price/price.test.ts", `import "#job/plan.ts";\nimport "#price/price.ts";\n`);
    expect(complaints()).toEqual([]);
  });
});

describe("form", () => {
  test("files above 400 lines fail, above 250 are told", () => {
    write("packages/core/src/long.ts", "export const one = 1;\n".repeat(400));
    write("packages/core/src/longer.ts", "export const one = 1;\n".repeat(401));
    expect(complaints()).toEqual(["packages/core/src/longer.ts has 401 lines, more than 400"]);
    expect(longFiles(readHouse(root))).toEqual(["packages/core/src/long.ts has 400 lines"]);
  });

  test.each([
    "export default 1;",
    "export default function plan() {}",
    "const plan = 1;\nexport { plan as default };",
  ])("a default export: %s", (source) => {
    write("packages/core/src/plan.ts", source);
    write("packages/core/vite.config.ts", source);
    expect(complaints()).toEqual([
      expect.stringMatching(/^packages\/core\/src\/plan\.ts:\d has a default export$/),
    ]);
  });

  test("importing a package's default, and a switch's default, are fine", () => {
    write(
      "packages/core/src/plan.ts",
      `import { default as pino } from "pino";\nswitch (pino) {\n  default:\n}\nexport const own = { default: 1 };\n`,
    );
    expect(complaints()).toEqual([]);
  });

  test.each(["utils", "shared", "common", "helpers", "misc"])("a folder called %s", (name) => {
    mkdirSync(join(root, "packages", "core", "src", name));
    expect(complaints()).toEqual([`packages/core/src/${name} says nothing about its content`]);
  });

  test("a cited path that does not exist, a link, and a pattern without a match", () => {
    write(
      "CONTRIBUTING.md",
      "See `packages/core/src/job/plan.ts`, [here](docs/plan.md#one), `apps/*/src/main.rs`, [there](https://x.test/a/b).\n" +
        "```\ncat some/file.csv `a/b.c`\n```\n",
    );
    expect(complaints()).toEqual([
      "CONTRIBUTING.md cites packages/core/src/job/plan.ts, which does not exist",
      "CONTRIBUTING.md cites apps/*/src/main.rs, which does not exist",
      "CONTRIBUTING.md cites docs/plan.md, which does not exist",
    ]);
  });
});

describe("words", () => {
  test("a banned synonym in code, told once per file", () => {
    write(
      "packages/core/src/plan.ts",
      "export const leadCount = 1;\nexport const twice = leadCount + leadCount;\n",
    );
    expect(complaints()).toEqual([
      'packages/core/src/plan.ts:1 says "leadCount": here a lead is called contact or row',
    ]);
  });

  test("comments, strings, templates, and members of other people's objects are free", () => {
    write(
      "packages/core/src/plan.ts",
      `// a lead, a task\nexport const text = "record" + \`item \${1} task\` + /lead/.source;\nexport const one = z.record(queue?.items);\n`,
    );
    expect(complaints()).toEqual([]);
  });

  test("code inside a template's braces is code", () => {
    write("packages/core/src/plan.ts", "export const text = `a ${{ b: `${lead}` }} c`;\n");
    expect(complaints()).toHaveLength(1);
  });

  test("DNS has records", () => {
    write("packages/core/src/plan.ts", "export const mxRecords = 1;\n");
    expect(complaints()).toHaveLength(1);
    rmSync(join(root, "packages/core/src/plan.ts"));
    write(
      "docs/architecture.md",
      goodHouse["docs/architecture.md"]!.replace(
        "\n| `test`",
        "\n| `packages/verifier` | DNS | – |\n| `test`",
      ),
    );
    write("packages/verifier/package.json", manifest("verifier", [], []));
    write("packages/verifier/src/index.ts", "export const mxRecords = 1;\n");
    expect(complaints()).toEqual([]);
  });

  test.each([
    ["lead", "lead"],
    ["newLeads", "leads"],
    ["LEAD_COUNT", "lead"],
    ["work_item", "item"],
    ["rowRecord", "record"],
    ["recordId", "record"],
    ["records", "records"],
    ["HTTPTask", "task"],
    ["recordEvent", undefined],
    ["RecordAttemptInput", undefined],
    ["leading", undefined],
    ["itemize", undefined],
    ["multitasking", undefined],
    ["job", undefined],
  ])("%s: %s", (name, expected) => expect(bannedWord(name)).toBe(expected));
});

describe("reading", () => {
  test("a table that is missing or unclear is an error, not an empty house", () => {
    expect(() => parseRoomTable("# Winnow")).toThrow(/no table/);
    const head = "| room | what happens here | may import |\n|---|---|---|\n";
    expect(() => parseRoomTable(`${head}| core | verbs | – |`)).toThrow(/cannot be understood/);
    expect(() => parseRoomTable(`${head}| \`core\` | verbs | nothing |`)).toThrow(/cannot be understood/);
  });

  test("slashes divide, or start a regular expression", () => {
    const names = (source: string) =>
      tokenize(source)
        .filter(({ type }) => type === "name")
        .map(({ text }) => text);
    expect(names("a / b / c")).toEqual(["a", "b", "c"]);
    expect(names("x = /lead'/g; y")).toEqual(["x", "y"]);
    expect(names("(a) / b; return /task/; c")).toEqual(["a", "b", "c"]);
  });
});
