import { createLogger } from "@winnow/runtime";
import { sweepTemporary } from "#sweep.ts";

// node sweep-main.ts DIRECTORY: what runs once the owner of a temporary server below the directory has died.
const [parent] = process.argv.slice(2);
if (parent === undefined) throw new Error("Name the directory to sweep.");
await sweepTemporary(parent, createLogger({ name: "sweep", level: "silent" }));
