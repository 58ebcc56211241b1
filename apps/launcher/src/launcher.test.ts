import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, chmod, cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isNewEnough, oldestMajor } from "./version.mjs";

const repository = join(import.meta.dirname, "..", "..", "..");

/** A clone in a path with a blank, with stand-ins for pnpm and npm that record their calls. */
let clone: string;
let programs: string;
beforeEach(async () => {
  const parent = await mkdtemp(join(tmpdir(), "winnow-launcher-"));
  clone = join(parent, "a clone");
  programs = join(parent, "programs");
  await cp(join(repository, "apps", "launcher"), join(clone, "apps", "launcher"), { recursive: true });
  await writeFile(join(clone, "pnpm-lock.yaml"), "one\n");
  await mkdir(programs);
});
afterEach(() => rm(dirname(clone), { recursive: true, force: true }));

async function addProgram(path: string, script: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!${process.execPath}\n${script}`);
  await chmod(path, 0o755);
}

const noteCall = `
  const fs = require("node:fs");
  const call = process.argv.slice(2).join(" ");
  if (call !== "--version") fs.appendFileSync(process.env.CALLS, call + "\\n");`;

const pnpm = `${noteCall}
  if (call === "--version") console.log(process.env.PNPM_VERSION ?? "12.1.0");
  else if (process.env.PNPM_FAILS) { console.log("ERR_PNPM_OUTDATED_LOCKFILE"); process.exit(1); }
  else console.log("Progress: resolved 1");`;

/** What npm exec does: runs what follows \`--\` with the packages' programs first on PATH. */
const npm = `${noteCall}
  const { spawnSync } = require("node:child_process");
  const [, ...rest] = process.argv.slice(process.argv.indexOf("--") + 1);
  const PATH = process.env.BROUGHT + require("node:path").delimiter + process.env.PATH;
  const run = spawnSync(process.execPath, rest, { env: { ...process.env, PATH }, stdio: "inherit" });
  process.exit(run.status);`;

function launch(args: string[], more: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(clone, "apps", "launcher", "launch.mjs"), ...args], {
    cwd: clone,
    env: { PATH: programs, HOME: dirname(clone), CALLS: join(clone, "calls"), ...more },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => (stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (stderr += String(chunk)));
  const end = once(child, "close").then(([code]) => ({ code: code as number | null, stdout, stderr }));
  return { child, end };
}

const calls = async () =>
  (await readFile(join(clone, "calls"), "utf8").catch(() => "")).split("\n").filter(Boolean);
const installCall = "install --frozen-lockfile --prefer-offline --config.confirmModulesPurge=false";

describe("the launcher", () => {
  test("installs once, again when the lockfile changed, and keeps standard output for the command", async () => {
    await addProgram(join(programs, "pnpm"), pnpm);
    const command = ["node", "-p", "JSON.stringify(process.argv.slice(1))", "--", "--json", "two words"];
    const first = await launch(command).end;
    expect(first).toEqual({
      code: 0,
      stdout: '["--json","two words"]\n',
      stderr: "winnow: installing dependencies…\n",
    });
    expect(await launch(command).end).toEqual({ ...first, stderr: "" });
    expect(await calls()).toEqual([installCall]);
    await appendFile(join(clone, "pnpm-lock.yaml"), "two\n");
    await launch(command).end;
    expect(await calls()).toEqual([installCall, installCall]);
  });

  test("keeps compiled modules in the user's cache until the next installation", async () => {
    await addProgram(join(programs, "pnpm"), pnpm);
    const kept = join(dirname(clone), "cache", "winnow", "compile");
    const module = join(clone, "module.mjs");
    await writeFile(module, "export const compiled = 1;");
    const start = async (environment: Record<string, string>) => {
      const show = `import(${JSON.stringify(module)}); console.log(process.env.NODE_COMPILE_CACHE)`;
      return (await launch(["node", "-e", show], environment).end).stdout.trim();
    };
    const cache = { XDG_CACHE_HOME: join(dirname(clone), "cache") };
    expect(await start(cache)).toBe(kept);
    expect(await readdir(kept)).toHaveLength(1);
    await writeFile(join(kept, "of an earlier installation"), "");
    await start(cache);
    expect(await readdir(kept)).toHaveLength(2);
    await appendFile(join(clone, "pnpm-lock.yaml"), "two\n");
    await start(cache);
    expect(await readdir(kept)).toHaveLength(1);
    const own = join(dirname(clone), "own");
    expect(await start({ ...cache, NODE_COMPILE_CACHE: own })).toBe(own);
    expect(await start({})).toBe(join(dirname(clone), ".cache", "winnow", "compile"));
  });

  test("a failed install shows its output, runs nothing, and is tried again", async () => {
    await addProgram(join(programs, "pnpm"), pnpm);
    const failed = await launch(["node", "-p", "1"], { PNPM_FAILS: "1" }).end;
    expect(failed).toMatchObject({ code: 1, stdout: "" });
    expect(failed.stderr).toContain("ERR_PNPM_OUTDATED_LOCKFILE");
    expect(await launch(["node", "-p", "1"]).end).toMatchObject({ code: 0, stdout: "1\n" });
  });

  test("launchers that start at once install once", async () => {
    await addProgram(join(programs, "pnpm"), pnpm);
    const ends = await Promise.all(Array.from({ length: 4 }, () => launch(["node", "-p", "1"]).end));
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(await calls()).toEqual([installCall]);
  });

  test.each([{}, { PNPM_VERSION: "9.15.0" }])(
    "fetches pnpm through npm once when the host's is %j",
    async (more) => {
      const brought = join(dirname(clone), "brought");
      await addProgram(join(brought, "pnpm"), pnpm);
      await addProgram(join(programs, "npm"), npm);
      if ("PNPM_VERSION" in more) await addProgram(join(programs, "pnpm"), pnpm);
      const env = { BROUGHT: brought, ...more };
      const first = await launch(["pnpm", "verify"], env).end;
      expect(first.code).toBe(0);
      expect(first.stderr).toMatch(
        /^winnow: fetching pnpm@12\.\d+\.\d+ with npm \(once; .*\)…\nwinnow: installing dependencies…\n$/,
      );
      expect((await launch(["pnpm", "verify"], env).end).stderr).toBe("");
      expect(await calls()).toEqual([
        expect.stringMatching(/^exec --yes --package=pnpm@12\.\d+\.\d+ -- node .*launch\.mjs --print-tools$/),
        installCall,
        "verify",
        "verify",
      ]);
    },
  );

  test("says how to fix it when npm cannot fetch", async () => {
    await addProgram(join(programs, "npm"), `console.error("getaddrinfo ENOTFOUND"); process.exit(1);`);
    const end = await launch(["node", "-p", "1"]).end;
    expect(end.code).toBe(1);
    expect(end.stderr).toMatch(/getaddrinfo ENOTFOUND\nInstall Node 24 or newer and pnpm 12 yourself/);
  });

  test("passes on exit codes and signals", async () => {
    await addProgram(join(programs, "pnpm"), pnpm);
    expect((await launch(["node", "-e", "process.exit(7)"]).end).code).toBe(7);
    expect((await launch(["node", "-e", "process.kill(process.pid, 'SIGKILL')"]).end).code).toBe(137);
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      const script = `process.on("${signal}", () => process.exit(5)); setInterval(() => {}, 1000); console.log("up");`;
      const { child, end } = launch(["node", "-e", script]);
      await once(child.stdout, "data");
      child.kill(signal);
      expect((await end).code).toBe(5);
    }
  });

  test("an unknown command and a missing one are reported", async () => {
    await addProgram(join(programs, "pnpm"), pnpm);
    expect((await launch(["no-such-program"]).end).stderr).toContain("cannot run no-such-program");
    expect(await launch([]).end).toMatchObject({ code: 2, stderr: expect.stringMatching(/^Usage/) });
  });
});

describe("versions", () => {
  test.each([
    ["node", "v24.0.0", true],
    ["node", "v26.10.0", true],
    ["node", "v23.9.9", false],
    ["node", "v9.0.0", false],
    ["pnpm", "12.21.0\n", true],
    ["pnpm", "11.0.0", false],
    ["pnpm", "", false],
    ["pnpm", undefined, false],
  ] as const)("%s %s is new enough: %s", (tool, version, expected) => {
    expect(isNewEnough(tool, version)).toBe(expected);
  });

  test("package.json demands the same", async () => {
    const { engines } = JSON.parse(await readFile(join(repository, "package.json"), "utf8"));
    expect(engines).toEqual({ node: `>=${oldestMajor.node}`, pnpm: `>=${oldestMajor.pnpm}` });
  });
});
