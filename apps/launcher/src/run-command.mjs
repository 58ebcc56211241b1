import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { compileCache } from "./compile-cache.mjs";
import { root } from "./root.mjs";

const PARENT_WATCH_MS = 250;

/**
 * Runs the command on this terminal and passes signals on.
 * @param {import("./tools.mjs").Tools} tools
 * @param {string} command
 * @param {string[]} rest
 * @returns {Promise<number>} its exit code; 128 + number when a signal ended it
 */
export function runCommand(tools, command, rest) {
  return new Promise((resolve, reject) => {
    const program = command === "node" ? tools.node : command === "pnpm" ? tools.pnpm : command;
    const child = spawn(program, rest, { stdio: "inherit", env: environmentOf(tools) });
    process.on("SIGTERM", () => child.kill("SIGTERM"));
    process.on("SIGHUP", () => child.kill("SIGHUP"));
    // A terminal's Ctrl-C reaches the whole foreground group, the command included; a second one would abort its shutdown.
    process.on("SIGINT", () => {
      if (!process.stdin.isTTY) child.kill("SIGINT");
    });
    const stopWatching = onOrphaned(() => child.kill("SIGTERM"));
    child.on("error", (error) => {
      stopWatching();
      reject(new Error(`cannot run ${command}: ${error.message}`));
    });
    child.on("close", (code, signal) => {
      stopWatching();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/**
 * Under npm, the parent process waits for the launcher. A parent that disappears was killed, so the launcher stops the command.
 * (npm passes SIGTERM to its shell, and some shells exit on it without passing it on.)
 * @param {() => void} action
 */
function onOrphaned(action) {
  if (process.env["npm_lifecycle_event"] === undefined) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    action();
  }, PARENT_WATCH_MS);
  return () => clearInterval(timer);
}

/**
 * The found Node and pnpm first on PATH, then the workspace's programs; compiled modules are kept.
 * @param {import("./tools.mjs").Tools} tools
 */
export function environmentOf(tools) {
  const directories = [dirname(tools.node), dirname(tools.pnpm), join(root, "node_modules", ".bin")];
  const path = [...new Set([...directories, ...(process.env["PATH"] ?? "").split(delimiter)])].join(
    delimiter,
  );
  return { ...process.env, PATH: path, NODE_COMPILE_CACHE: compileCache };
}
