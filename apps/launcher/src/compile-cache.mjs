import { rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Where Node keeps compiled modules between starts, which halves the time that a command takes to start: in the user's
 * cache directory, because what is in there is run. Node keeps one entry per module, some 15 MB for all of them.
 */
const directory = join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "winnow", "compile");

/** The directory for NODE_COMPILE_CACHE; one that the user has set stays. NODE_DISABLE_COMPILE_CACHE=1 turns it off. */
export const compileCache = process.env["NODE_COMPILE_CACHE"] || directory;

/** Removes what was compiled of earlier dependencies and other clones, so that it cannot pile up. */
export async function emptyCompileCache() {
  await rm(directory, { recursive: true, force: true }).catch(() => {});
}
