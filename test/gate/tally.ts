/** The counted parts of Vitest's JSON report. */
export interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Failures and skips without a message of Vitest. */
  readonly complaints: readonly string[];
}

/**
 * Counts a run. A part that ran nothing counts as failed: a file that could not be loaded or has no tests, a run without a report.
 * @param exitCode Vitest's: it also fails for errors outside of tests.
 * @param checks other programs that ran, with their exit codes.
 */
export function tallyOf(
  report: Report | undefined,
  exitCode: number,
  checks: Readonly<Record<string, number>> = {},
): Tally {
  const files = report?.testResults ?? [];
  const cases = files.flatMap(({ assertionResults }) => assertionResults);
  const passed = cases.filter(({ status }) => status === "passed").length;
  const failures = cases.filter(({ status }) => status === "failed").length;
  const skipped = cases.filter(({ status }) => status !== "passed" && status !== "failed");
  const idle = files.filter(
    ({ status, assertionResults: all }) =>
      all.length === 0 || (status !== "passed" && all.every((one) => one.status !== "failed")),
  );
  const broken = Object.keys(checks).filter((name) => checks[name] !== 0);
  const counted = failures + idle.length;
  const unexplained = counted === 0 && (exitCode !== 0 || passed === 0);
  return {
    passed,
    failed: counted + broken.length + (unexplained ? 1 : 0),
    skipped: skipped.length,
    complaints: [
      ...skipped.map(({ fullName }) => `skipped: ${fullName}`),
      ...idle.map(({ name }) => `did not run: ${name}`),
      ...broken.map((name) => `failed: ${name}`),
      ...(report === undefined ? ["the tests left no report"] : []),
      ...(unexplained ? [`the tests ended with exit code ${exitCode}`] : []),
    ],
  };
}

/** The last line of a run. */
export function describeTally({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
