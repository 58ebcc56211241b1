import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readReport } from "./read-report.ts";
import { describeTally, tallyOf } from "./tally.ts";

// npm run soak -- <suite> [arguments for Vitest]
//
// Runs a whole suite, of which every normal run of the tests takes a sample.
const suites = ["contract", "faults", "fuzz", "properties", "upgrades"];

const [suite = "", ...rest] = process.argv.slice(2);
if (suites.includes(suite)) {
  const directory = await mkdtemp(join(tmpdir(), "winnow-soak-"));
  const report = join(directory, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const vitest = spawn("vitest", ["run", "--project", suite, ...reporters, ...rest], {
    stdio: "inherit",
    env: { ...process.env, WINNOW_SOAK: "1" },
  });
  const [exitCode] = (await once(vitest, "exit")) as [number | null];
  const tally = tallyOf(await readReport(report), exitCode ?? 1);
  await rm(directory, { recursive: true });
  process.stdout.write([...tally.complaints, describeTally(tally), ""].join("\n"));
  process.exitCode = tally.failed + tally.skipped === 0 ? 0 : 1;
} else {
  const given = suite === "" ? "Name a suite to soak" : `"${suite}" is not a suite that can be soaked`;
  process.stderr.write(`${given}: npm run soak -- ${suites.join(" | ")}\n`);
  process.exitCode = 2;
}
