import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { journey, startJourney, stepsOf } from "./journey.ts";
import { run } from "./run.ts";
import { compilerOf, generateTypes } from "./typescript/generate.ts";

test("openapi-typescript generates types without a warning, with which openapi-fetch takes a file from upload to results", async ({
  signal,
}) => {
  await using start = await startJourney();
  const { directory: cwd, document, server } = start;
  expect(await generateTypes(document, cwd)).toMatch(
    /^✨ openapi-typescript [\d.]+\n🚀 .* → winnow\.d\.ts .*\n$/,
  );
  for (const name of ["journey.mts", "tsconfig.client.json"]) {
    await copyFile(join(import.meta.dirname, "typescript", name), join(cwd, name));
  }
  for (const compiler of ["typescript-5", "typescript"] as const) {
    expect(
      await run(process.execPath, [compilerOf(compiler), "-p", "tsconfig.client.json"], { cwd, signal }),
    ).toBe("");
  }
  expect(stepsOf(await run(process.execPath, ["journey.mts", server.url], { cwd, signal }))).toEqual(journey);
});
