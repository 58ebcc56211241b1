import { configDefaults, defineConfig } from "vitest/config";

/** Tests of thousands of inputs that are made anew each time: they take as long as all others of their rooms. */
const generated = [
  "{apps,packages}/*/src/**/*.{property,properties}.test.ts",
  "apps/api/src/openapi/fuzz.test.ts",
  "packages/core/src/job/results/round-trip.test.ts",
];

/** What a test, a hook and a wait may take on a machine that is busy with other things. */
const within = (timeoutMs: number) => ({
  testTimeout: timeoutMs,
  hookTimeout: timeoutMs,
  expect: { poll: { timeout: timeoutMs } },
  provide: { timeoutMs },
});

export default defineConfig({
  test: {
    // One embedded PostgreSQL server per run, started on first use: see packages/testing.
    globalSetup: ["packages/testing/src/global-setup.ts"],
    // Vitest leaves a core free, which is half of a small machine; most of these tests wait for servers anyway.
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["apps/*/src/**/*.test.ts", "packages/*/src/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...generated],
          ...within(60_000),
        },
      },
      { extends: true, test: { name: "properties", include: generated, ...within(120_000) } },
      {
        extends: true,
        test: {
          name: "house",
          include: ["test/*.test.ts", "test/journeys/**/*.test.ts"],
          ...within(120_000),
        },
      },
      {
        extends: true,
        test: {
          name: "faults",
          include: ["test/faults/**/*.test.ts"],
          ...within(300_000),
          // They wait far more than they work, but not beside all others.
          sequence: { groupOrder: 1 },
          maxWorkers: 3,
          maxConcurrency: 3,
        },
      },
      { extends: true, test: { name: "upgrades", include: ["test/upgrades/*.test.ts"], ...within(120_000) } },
      {
        extends: true,
        test: { name: "mta", include: ["test/mta/*.test.ts"], ...within(120_000) },
      },
    ],
  },
});
