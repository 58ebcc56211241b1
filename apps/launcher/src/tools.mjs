import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readState } from "./state.mjs";
import { broughtVersions, isNewEnough } from "./version.mjs";

/**
 * Where Node and pnpm are.
 * @typedef {{ node: string, pnpm: string, brought: string }} Tools
 *   Absolute paths; `brought` names the packages they came from, empty when they are the host's.
 */

/**
 * The host's Node and pnpm where they are new enough, else those of npm packages (`npm exec` fetches them once).
 * @returns {Promise<Tools>}
 */
export async function findTools() {
  const node = isNewEnough("node", process.version) ? process.execPath : undefined;
  const pnpm = await findPnpm();
  if (node !== undefined && pnpm !== undefined) return { node, pnpm, brought: "" };
  const packages = [
    ...(node === undefined ? [`node@${broughtVersions.node}`] : []),
    ...(pnpm === undefined ? [`pnpm@${broughtVersions.pnpm}`] : []),
  ];
  const brought = packages.join(" ");
  const { tools } = await readState();
  const found =
    tools?.brought === brought && isExecutable(tools.node) && isExecutable(tools.pnpm)
      ? tools
      : await bring(packages);
  return { node: node ?? found.node, pnpm: pnpm ?? found.pnpm, brought };
}

/** Runs inside `npm exec`, where the brought programs come first on PATH. */
export function printTools() {
  console.log(JSON.stringify({ node: process.execPath, pnpm: onPath("pnpm") }));
}

async function findPnpm() {
  const path = onPath("pnpm");
  if (path === undefined) return undefined;
  // Corepack's stand-in would prompt before it fetches pnpm.
  const run = await capture(path, ["--version"], { ...process.env, COREPACK_ENABLE_DOWNLOAD_PROMPT: "0" });
  return run.code === 0 && isNewEnough("pnpm", run.stdout) ? path : undefined;
}

/** @param {readonly string[]} packages */
async function bring(packages) {
  console.error(
    `winnow: fetching ${packages.join(" and ")} with npm (once; the host has Node ${process.version})…`,
  );
  const launcher = join(dirname(fileURLToPath(import.meta.url)), "..", "launch.mjs");
  const [program, prefix] = npmCommand();
  const flags = [
    "exec",
    "--yes",
    ...packages.map((name) => `--package=${name}`),
    "--",
    "node",
    launcher,
    "--print-tools",
  ];
  const run = await capture(program, [...prefix, ...flags], process.env);
  if (run.code !== 0) {
    throw new Error(
      `npm could not fetch ${packages.join(" and ")}:\n${run.stderr.trim()}\n` +
        "Install Node 24 or newer and pnpm 12 yourself, or let npm reach its registry, and try again.",
    );
  }
  const answer = run.stdout.trim().split("\n").at(-1) ?? "";
  return /** @type {{ node: string, pnpm: string }} */ (JSON.parse(answer));
}

/** npm as npm itself runs it, where it says so; else the one on PATH. @returns {[string, string[]]} */
function npmCommand() {
  const entry = process.env["npm_execpath"];
  return entry !== undefined && /npm-cli\.[cm]?js$/.test(entry) ? [process.execPath, [entry]] : ["npm", []];
}

/** @param {string} program */
function onPath(program) {
  const directories = (process.env["PATH"] ?? "").split(delimiter).filter((directory) => directory !== "");
  return directories.map((directory) => join(directory, program)).find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} program
 * @param {string[]} flags
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ code: number | null, stdout: string, stderr: string }>}
 */
export function capture(program, flags, env, cwd = process.cwd()) {
  return new Promise((resolve) => {
    const child = spawn(program, flags, { env, cwd, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => (stdout += chunk));
    child.stderr.on("data", (chunk) => (stderr += chunk));
    child.on("error", (error) => resolve({ code: null, stdout, stderr: error.message }));
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}
