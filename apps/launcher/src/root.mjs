import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");

/** What the launcher remembers between runs; it goes away with what it describes. */
export const stateFile = join(root, "node_modules", ".winnow-launcher.json");
