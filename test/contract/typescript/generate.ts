import { symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { run } from "../run.ts";

const require = createRequire(import.meta.url);
const TESTS = join(import.meta.dirname, "../..");

/** The compiler of a package, by its name in the catalog. */
export const compilerOf = (name: "typescript" | "typescript-5") =>
  join(dirname(require.resolve(`${name}/package.json`)), "bin/tsc");

/**
 * Generates `winnow.d.ts` in a directory, as a user of openapi-typescript does, with the packages of these tests in reach.
 * @param document a file.
 * @returns the output of the generator.
 */
export async function generateTypes(document: string, directory: string): Promise<string> {
  await symlink(join(TESTS, "node_modules"), join(directory, "node_modules"));
  const program = join(dirname(require.resolve("openapi-typescript/package.json")), "bin/cli.js");
  const preload = join(import.meta.dirname, "typescript-5.ts");
  return run(process.execPath, ["--import", preload, program, document, "--output", "winnow.d.ts"], {
    cwd: directory,
    env: { NO_COLOR: "1" },
  });
}
