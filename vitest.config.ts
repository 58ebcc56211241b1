import { configDefaults, defineConfig } from "vitest/config";

/** Tests of thousands of inputs that are made anew each time: they take as long as all others of their rooms. */
const generated = [
  "{apps,packages}/*/src/**/*.{property,properties}.test.ts",
  "apps/api/src/openapi/fuzz.test.ts",
  "packages/core/src/job/results/round-trip.test.ts",
];

export default defineConfig({
  test: {
    // One embedded PostgreSQL server per run, started on first use: see packages/testing.
    globalSetup: ["packages/testing/src/global-setup.ts"],
    // Vitest leaves a core free, which is half of a small machine; most of these tests wait for servers anyway.
    maxWorkers: "100%",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Whoever waits for something waits as long as a busy machine takes: how long it took is nobody's verdict.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["apps/*/src/**/*.test.ts", "packages/*/src/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...generated],
        },
      },
      { extends: true, test: { name: "properties", include: generated } },
      {
        extends: true,
        test: {
          name: "house",
          include: ["test/*.test.ts", "test/journeys/**/*.test.ts"],
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "faults",
          include: ["test/faults/**/*.test.ts"],
          testTimeout: 240_000,
          // They wait far more than they work, but not beside all others.
          sequence: { groupOrder: 1 },
          maxWorkers: 3,
          maxConcurrency: 3,
        },
      },
      { extends: true, test: { name: "upgrades", include: ["test/upgrades/*.test.ts"] } },
      {
        extends: true,
        test: { name: "mta", include: ["test/mta/*.test.ts"], testTimeout: 120_000 },
      },
    ],
  },
});
