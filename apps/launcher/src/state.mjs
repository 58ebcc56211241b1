import { readFile, rename, writeFile } from "node:fs/promises";
import { stateFile } from "./root.mjs";

/**
 * @typedef {{ fingerprint?: string, tools?: { node: string, pnpm: string, brought: string } }} State
 *   `fingerprint`: what was installed. `tools`: where brought programs are.
 */

/** @returns {Promise<State>} an empty state before the first installation */
export async function readState() {
  try {
    return JSON.parse(await readFile(stateFile, "utf8"));
  } catch {
    return {};
  }
}

/** @param {State} state */
export async function writeState(state) {
  const aside = `${stateFile}.${process.pid}`;
  await writeFile(aside, `${JSON.stringify(state)}\n`);
  await rename(aside, stateFile);
}
