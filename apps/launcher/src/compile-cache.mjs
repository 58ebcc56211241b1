import { rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * The directory in which Node keeps compiled modules between starts, which halves the start time of a command. It is the user's
 * own cache directory, because its content is executed. Node keeps one entry per module, some 15 MB for all of them.
 */
const directory = join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "winnow", "compile");

/** The directory for NODE_COMPILE_CACHE; one that the user has set stays. NODE_DISABLE_COMPILE_CACHE=1 turns it off. */
export const compileCache = process.env["NODE_COMPILE_CACHE"] || directory;

/** Removes compiled modules of earlier dependencies and other clones, so that they do not pile up. */
export async function emptyCompileCache() {
  await rm(directory, { recursive: true, force: true }).catch(() => {});
}
