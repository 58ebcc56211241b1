import { dirname, join } from "node:path";
import { programs } from "../installed.ts";
import { run } from "../run.ts";

/**
 * Generates the package `winnow` in a directory, as a user of openapi-python-client does.
 * @param document a file.
 * @returns the output of the generator.
 */
export function generatePython(document: string, directory: string): Promise<string> {
  const program = programs["openapi-python-client"];
  const config = join(import.meta.dirname, "generator.yaml");
  return run(
    program,
    ["generate", "--path", document, "--output-path", "winnow", "--meta", "none", "--config", config],
    // It formats with ruff, which is installed beside it.
    { cwd: directory, env: { PATH: `${dirname(program)}:${process.env["PATH"]}` } },
  );
}
