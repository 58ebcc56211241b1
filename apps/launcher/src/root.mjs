import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");

/** The launcher's state between runs; it is removed with the installation that it describes. */
export const stateFile = join(root, "node_modules", ".winnow-launcher.json");
