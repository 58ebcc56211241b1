import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { emptyCompileCache } from "./compile-cache.mjs";
import { environmentOf } from "./run-command.mjs";
import { root } from "./root.mjs";
import { readState, writeState } from "./state.mjs";
import { capture } from "./tools.mjs";

/**
 * Installs with the frozen lockfile unless exactly this is already installed. Output is shown only when it fails.
 * @param {import("./tools.mjs").Tools} tools
 */
export async function ensureInstalled(tools) {
  const wanted = await fingerprint();
  const state = await readState();
  if (state.fingerprint === wanted) {
    // The recorded state saves a second the next time; a clone of another user may not be writable.
    if (state.tools?.brought !== tools.brought && tools.brought !== "") {
      await writeState({ ...state, tools }).catch(() => {});
    }
    return;
  }
  await alone(async () => {
    if ((await readState()).fingerprint === wanted) return;
    console.error("winnow: installing dependencies…");
    await emptyCompileCache();
    const flags = ["install", "--frozen-lockfile", "--prefer-offline", "--config.confirmModulesPurge=false"];
    const run = await capture(tools.pnpm, flags, environmentOf(tools), root);
    if (run.code !== 0) throw new Error(`pnpm install failed:\n${run.stdout}${run.stderr}`);
    await writeState({ fingerprint: wanted, tools });
  });
}

/** Everything that decides what an installation contains. */
async function fingerprint() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}\n`);
  const manifests = await Promise.all(
    ["apps", "packages"].map(async (floor) => {
      const rooms = await readdir(join(root, floor), { withFileTypes: true }).catch(() => []);
      return rooms.filter((room) => room.isDirectory()).map((room) => join(floor, room.name, "package.json"));
    }),
  );
  const files = [
    "pnpm-lock.yaml",
    "pnpm-workspace.yaml",
    "package.json",
    join("test", "package.json"),
    ...manifests.flat(),
  ];
  for (const file of files.sort()) {
    const text = await readFile(join(root, file)).catch(() => "");
    hash.update(`${file}\n`).update(text);
  }
  return hash.digest("hex");
}

/**
 * Runs the work while no other launcher of this clone does the same: a second one waits, and takes the lock of a dead one.
 * @param {() => Promise<void>} work
 */
async function alone(work) {
  const lock = join(root, "node_modules", ".winnow-installing");
  const owner = join(lock, String(process.pid));
  await mkdir(join(root, "node_modules"), { recursive: true });
  for (;;) {
    try {
      await mkdir(lock);
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    }
    const pids = (await readdir(lock).catch(() => [])).map(Number);
    if (pids.length > 0 && !pids.some(isRunning)) await rm(lock, { recursive: true, force: true });
    await delay(100);
  }
  try {
    await writeFile(owner, "");
    await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}
