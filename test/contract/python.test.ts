import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isRunnable, python } from "./installed.ts";
import { journey, startJourney, stepsOf } from "./journey.ts";
import { generatePython } from "./python/generate.ts";
import { run } from "./run.ts";

test.skipIf(!isRunnable("openapi-python-client"))(
  "openapi-python-client generates a client without a warning, which takes a file from upload to results",
  async ({ signal }) => {
    await using start = await startJourney();
    const { directory: cwd, document, server } = start;
    expect(await generatePython(document, cwd)).toBe("Generating winnow\n");
    await run(python, ["-m", "compileall", "-q", "winnow"], { cwd, signal });
    await copyFile(join(import.meta.dirname, "python/journey.py"), join(cwd, "journey.py"));
    expect(stepsOf(await run(python, ["journey.py", server.url], { cwd, signal }))).toEqual(journey);
  },
);
