import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

export type ToolName = "openapi-python-client" | "oapi-codegen" | "schemathesis";

const cache = execFileSync(join(import.meta.dirname, "cache.sh"), { encoding: "utf8" }).trim();

/** Where `install.sh` puts what each tool is started by. */
export const programs: Readonly<Record<ToolName, string>> = {
  "openapi-python-client": join(cache, "python/bin/openapi-python-client"),
  "oapi-codegen": join(cache, "go/oapi-codegen"),
  schemathesis: join(cache, "schemathesis/bin/schemathesis"),
};

/** Python with what clients of openapi-python-client import. */
export const python = join(cache, "python/bin/python");

/**
 * Whether a tool can be run here. Where it cannot, that is said loudly: `test.skipIf(!isRunnable("schemathesis"))`.
 * @throws Error where CI is set: CI does not skip.
 */
export function isRunnable(tool: ToolName): boolean {
  const reason = whyNot(tool);
  if (reason === undefined) return true;
  if (process.env["CI"]) throw new Error(`${reason} CI must prove the document with ${tool}.`);
  process.stderr.write(`\n  ⚠ SKIPPED: the document is not proven with ${tool}. ${reason}\n`);
  return false;
}

function whyNot(tool: ToolName): string | undefined {
  if (!existsSync(programs[tool])) {
    return `It is not in ${cache}. Run test/contract/install.sh (with Python ≥ 3.11 and Go ≥ 1.25) to have it there; nothing is installed into the system.`;
  }
  if (tool !== "oapi-codegen" || spawnSync("go", ["version"]).status === 0) return undefined;
  return "There is no Go to build its client with.";
}
