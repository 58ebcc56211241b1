import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generateGo, goEnvironment } from "./go/generate.ts";
import { isRunnable } from "./installed.ts";
import { journey, startJourney, stepsOf } from "./journey.ts";
import { run } from "./run.ts";

test.skipIf(!isRunnable("oapi-codegen"))(
  "oapi-codegen generates a client without a warning, which takes a file from upload to results",
  async ({ signal }) => {
    await using start = await startJourney();
    const { directory: cwd, document, server } = start;
    expect(await generateGo(document, cwd)).toBe("");
    await copyFile(join(import.meta.dirname, "go/main.go"), join(cwd, "main.go"));
    const options = { cwd, env: goEnvironment, signal };
    expect(await run("go", ["vet", "./..."], options)).toBe("");
    expect(stepsOf(await run("go", ["run", ".", `${server.url}/`], options))).toEqual(journey);
  },
);
