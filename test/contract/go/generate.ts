import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { programs } from "../installed.ts";
import { run } from "../run.ts";

/** Without downloads: install.sh installs all that is needed. */
export const goEnvironment = {
  GOTOOLCHAIN: "local",
  GOFLAGS: "-mod=readonly",
  GOPROXY: "off",
  GOWORK: "off",
} as const;

/**
 * Generates the package `winnow` in a directory, as a user of oapi-codegen does, and a module around it.
 * @param document a file.
 * @returns the output of the generator.
 */
export async function generateGo(document: string, directory: string): Promise<string> {
  for (const name of ["go.mod", "go.sum"]) {
    await copyFile(join(import.meta.dirname, name), join(directory, name));
  }
  await mkdir(join(directory, "winnow"));
  const config = join(import.meta.dirname, "generator.yaml");
  return run(programs["oapi-codegen"], ["-config", config, document], { cwd: directory, env: goEnvironment });
}
