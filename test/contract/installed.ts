import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { canRun } from "../gate/runnable.ts";

export type ToolName = "openapi-python-client" | "oapi-codegen" | "schemathesis";

const cache = execFileSync(join(import.meta.dirname, "cache.sh"), { encoding: "utf8" }).trim();

/** The program of each tool, as `install.sh` installs it. */
export const programs: Readonly<Record<ToolName, string>> = {
  "openapi-python-client": join(cache, "python/bin/openapi-python-client"),
  "oapi-codegen": join(cache, "go/oapi-codegen"),
  schemathesis: join(cache, "schemathesis/bin/schemathesis"),
};

/** Python with the dependencies of generated clients. */
export const python = join(cache, "python/bin/python");

/** Whether a tool can be run here: `test.skipIf(!isRunnable("schemathesis"))`. @throws Error in CI. */
export function isRunnable(tool: ToolName): boolean {
  return canRun(`the tests of the document with ${tool}`, whyNot(tool));
}

function whyNot(tool: ToolName): string | undefined {
  if (!existsSync(programs[tool])) {
    return `It is not in ${cache}. Run test/contract/install.sh (with Python ≥ 3.11 and Go ≥ 1.25) to install it there; the system is not changed.`;
  }
  if (tool !== "oapi-codegen" || spawnSync("go", ["version"]).status === 0) return undefined;
  return "Go is missing, which builds its client.";
}
