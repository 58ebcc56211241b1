import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeTally, tallyOf, type Report } from "./tally.ts";

const fileOf = (statuses: readonly string[], status = "passed", name = "one.test.ts") => ({
  name,
  status,
  assertionResults: statuses.map((each, index) => ({ fullName: `test ${index + 1}`, status: each })),
});
const reportOf = (...testResults: Report["testResults"]): Report => ({ testResults });

test("passed tests are counted", () => {
  const report = reportOf(fileOf(["passed", "passed"]), fileOf(["passed"]));
  const tally = tallyOf(report, 0, { "pnpm run check": 0 });
  expect(tally).toEqual({ passed: 3, failed: 0, skipped: 0, complaints: [] });
  expect(describeTally(tally)).toBe("3 passed, 0 failed, 0 skipped");
});

test.each([
  ["failed and skipped tests", reportOf(fileOf(["passed", "failed", "pending", "todo"], "failed")), 1, 1, 2],
  ["a file without tests", reportOf(fileOf(["passed"]), fileOf([])), 0, 1, 0],
  ["a file that cannot be loaded", reportOf(fileOf(["passed"]), fileOf([], "failed")), 1, 1, 0],
  ["a file whose hooks fail", reportOf(fileOf(["passed"]), fileOf(["pending"], "failed")), 1, 1, 1],
  ["no report", undefined, 0, 1, 0],
  ["no tests at all", reportOf(), 0, 1, 0],
  ["an error outside of tests", reportOf(fileOf(["passed"])), 1, 1, 0],
])("%s", (_, report, exitCode, failed, skipped) => {
  expect(tallyOf(report, exitCode)).toMatchObject({ failed, skipped });
});

test("another program that failed is named", () => {
  const tally = tallyOf(reportOf(fileOf(["passed"])), 0, { "pnpm run check": 1, other: 0 });
  expect(tally).toEqual({ passed: 1, failed: 1, skipped: 0, complaints: ["failed: pnpm run check"] });
});

test.each([
  [["passed"], "0", 0, "1 passed, 0 failed, 0 skipped\n"],
  [["passed", "pending"], "0", 1, "skipped: test 2\n1 passed, 0 failed, 1 skipped\n"],
  [["passed", "failed"], "1", 1, "1 passed, 1 failed, 0 skipped\n"],
])("a run of %j ends with its tally", async (statuses, exitCode, code, printed) => {
  const directory = await mkdtemp(join(tmpdir(), "winnow-tally-"));
  const path = join(directory, "report.json");
  await writeFile(path, JSON.stringify(reportOf(fileOf(statuses))));
  const main = join(import.meta.dirname, "tally-main.ts");
  const ran = await new Promise((resolve) => {
    const words = [main, path, exitCode, "pnpm run check=0"];
    execFile(process.execPath, words, (error, stdout) => resolve([error?.code ?? 0, stdout]));
  });
  expect(ran).toEqual([code, printed]);
  await rm(directory, { recursive: true });
});

test.each([[[]], [["everything"]]])("a soak of %j lists the suites", async (words) => {
  const main = join(import.meta.dirname, "soak-main.ts");
  const ran = await new Promise((resolve) => {
    execFile(process.execPath, [main, ...words], (error, _, stderr) => resolve([error?.code, stderr]));
  });
  expect(ran).toEqual([2, expect.stringContaining("faults | fuzz | properties | upgrades\n")]);
});
