import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import type { DemoOutcome } from "#run.ts";

/** What must agree after the demo: counts, ledger, file, signatures. @returns the differences in words. */
export function findDisagreements(outcome: DemoOutcome): string[] {
  const { job, rows, wallet, audit, events, received } = outcome;
  const found: string[] = [];
  const expect = (holds: boolean, complaint: string) => void (holds || found.push(complaint));

  expect(job.status === "completed", `the job is ${job.status}, not completed`);
  expect(
    rows.length === job.counts.submitted,
    `${rows.length} rows were returned of ${job.counts.submitted}`,
  );
  const counted = Object.values(job.counts.by_status).reduce((sum, count) => sum + count, 0);
  expect(counted === job.counts.submitted, `the statuses add up to ${counted}`);

  expect(audit.ok, `the ledger does not audit: ${audit.problems.join("; ")}`);
  const { granted, available, reserved, spent } = wallet;
  expect(same(granted, available + reserved + spent), "granted is not available + reserved + spent");
  expect(reserved === 0, `${reserved} credits are still reserved`);
  const charged = rows.reduce((sum, row) => sum + (row.charge?.credits ?? 0), 0);
  expect(same(charged, spent), `the rows cost ${charged} credits, but the wallet has ${spent} spent`);
  const unusable = rows.filter((row) => row.charge?.credits && row.email?.status === "invalid");
  expect(unusable.length === 0, `${unusable.length} invalid addresses were billed`);

  expect(
    sameCells(outcome.csv, outcome.resultCsv.toString("utf8")),
    "the result is not the file with columns appended",
  );
  const completed = events.find((event) => event.type === "job.completed");
  const sha256 = createHash("sha256").update(outcome.resultCsv).digest("hex");
  expect(
    completed?.data.export.sha256 === sha256,
    "the callback names another export than the one downloaded",
  );
  expect(events.length === received, `${received - events.length} callbacks are not signed by the secret`);
  const pages = events.flatMap((event) => (event.type === "rows.batch" ? event.data.rows : []));
  expect(new Set(pages.map(({ row }) => row)).size === rows.length, "the callbacks lack rows");
  return found;
}

/** Whether two amounts of credits are the same to the thousandth: sums of fractions are not exact. */
function same(one: number, other: number): boolean {
  return Math.round((one - other) * 1000) === 0;
}

/** Whether every row of the result begins with the cells of the file's row. */
function sameCells(csv: string, resultCsv: string): boolean {
  const read = (text: string) =>
    parse(text, { bom: true, delimiter: ";", skip_empty_lines: true, relax_column_count: true });
  const sent = read(csv);
  const back = read(resultCsv);
  return (
    sent.length === back.length &&
    sent.every((cells, index) => cells.every((cell, column) => back[index]?.[column] === cell))
  );
}
