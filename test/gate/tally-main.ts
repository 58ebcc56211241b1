import { readReport } from "./read-report.ts";
import { describeTally, tallyOf } from "./tally.ts";

// node test/gate/tally-main.ts <Vitest's JSON report> <its exit code> [<other program>=<its exit code>…]
//
// Prints failed and skipped tests, and last "N passed, N failed, N skipped". Fails unless all passed.
const [report = "", exitCode = "", ...others] = process.argv.slice(2);
const checks = Object.fromEntries(
  others.map((other) => [other.slice(0, other.lastIndexOf("=")), Number(other.split("=").at(-1))]),
);
const tally = tallyOf(await readReport(report), Number(exitCode), checks);
process.stdout.write([...tally.complaints, describeTally(tally), ""].join("\n"));
process.exitCode = tally.failed + tally.skipped === 0 ? 0 : 1;
