import { availableParallelism } from "node:os";
import { configDefaults, defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { BaseSequencer } from "vitest/node";

/** `npm run soak` runs a suite whole, for as long as that takes. */
const soak = process.env["WINNOW_SOAK"] === "1";
const SOAK_TIMEOUT_MS = 6 * 3_600_000;

/** Tests of generated inputs, which take as long as all others of their rooms. */
const properties = [
  "{apps,packages}/*/src/**/*.{property,properties}.test.ts",
  "packages/core/src/job/results/round-trip.test.ts",
];
const fuzz = "apps/api/src/openapi/fuzz/*.test.ts";

interface Suite {
  readonly name: string;
  readonly include: readonly string[];
  readonly exclude?: readonly string[];
  /** What a test may take on a machine that is busy with other things, its hooks and its waits included. */
  readonly timeoutMs: number;
}

/** In the order in which they begin: what mostly waits goes first, and what computes runs beside it. */
const suites: readonly Suite[] = [
  { name: "faults", include: ["test/faults/**/*.test.ts"], timeoutMs: 300_000 },
  { name: "contract", include: ["test/contract/*.test.ts"], timeoutMs: 300_000 },
  { name: "attacks", include: ["test/attacks/*.test.ts"], timeoutMs: 120_000 },
  { name: "mta", include: ["test/mta/*.test.ts"], timeoutMs: 120_000 },
  { name: "upgrades", include: ["test/upgrades/*.test.ts"], timeoutMs: 120_000 },
  {
    name: "house",
    include: ["test/*.test.ts", "test/{bench,gate,journeys}/**/*.test.ts"],
    timeoutMs: 120_000,
  },
  { name: "fuzz", include: [fuzz], timeoutMs: 120_000 },
  { name: "properties", include: properties, timeoutMs: 120_000 },
  {
    name: "unit",
    include: ["{apps,packages}/*/src/**/*.test.ts"],
    exclude: [fuzz, ...properties],
    timeoutMs: 60_000,
  },
];

class InOrder extends BaseSequencer {
  override async sort(files: Parameters<BaseSequencer["sort"]>[0]) {
    const rank = (name: string) => suites.findIndex((suite) => suite.name === name);
    // oxlint-disable-next-line unicorn/no-array-sort -- Vitest's method sorts nothing in place.
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one.project.name) - rank(other.project.name));
  }
}

function projectOf({ name, include, exclude = [], timeoutMs }: Suite): TestProjectInlineConfiguration {
  const limitMs = soak ? SOAK_TIMEOUT_MS : timeoutMs;
  return {
    extends: true,
    test: {
      name,
      include: [...include],
      exclude: [...configDefaults.exclude, ...exclude],
      testTimeout: limitMs,
      hookTimeout: limitMs,
      expect: { poll: { timeout: limitMs } },
      provide: { timeoutMs: limitMs },
    },
  };
}

export default defineConfig({
  test: {
    // One PostgreSQL server per run: see packages/testing.
    globalSetup: ["packages/testing/src/global-setup.ts"],
    setupFiles: ["packages/testing/src/generated-inputs.ts"],
    provide: { soak },
    // No test changes what another file's tests could see, and loading everything anew for each takes as long as they do.
    isolate: false,
    // Half of them wait for servers at any time.
    maxWorkers: Math.max(4, availableParallelism()),
    maxConcurrency: 3,
    sequence: { sequencer: InOrder },
    projects: suites.map(projectOf),
  },
});
