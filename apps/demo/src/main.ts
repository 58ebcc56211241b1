import { parseArgs } from "node:util";
import { runMain } from "@winnow/runtime";
import { findDisagreements } from "#check.ts";
import { printReport, summarizeOutcome } from "#report.ts";
import { runDemo } from "#run.ts";

const HELP = `npm run demo [-- --json] [-- --out FILE]

Runs a messy CRM export through Winnow, in a temporary database of its own.

  --json      print the figures as one line of JSON, as the last line
  --out FILE  where to write the result (demo-results.csv)
`;

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean", default: false },
      out: { type: "string", default: "demo-results.csv" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  // With --json, standard output has only the figures; messages for people go to standard error.
  const say = (line: string) => void (values.json ? process.stderr : process.stdout).write(`${line}\n`);
  const outcome = await runDemo({ out: values.out, say });
  const disagreements = findDisagreements(outcome);
  printReport(outcome, say);
  for (const disagreement of disagreements) say(`✗ ${disagreement}`);
  if (values.json) process.stdout.write(`${JSON.stringify(summarizeOutcome(outcome, disagreements))}\n`);
  process.exitCode = disagreements.length > 0 ? 1 : 0;
});
