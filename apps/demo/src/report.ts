import type { DemoOutcome } from "#run.ts";

/** The demo's last line with --json. Credits are the wallet's: granted = available + reserved + captured. */
export function summarizeOutcome(outcome: DemoOutcome, disagreements: readonly string[]) {
  const { job, wallet, audit, events, received, seconds } = outcome;
  return {
    rows: job.counts.submitted,
    by_status: job.counts.by_status,
    credits: {
      granted: wallet.granted,
      reserved: wallet.reserved,
      captured: job.credits.captured,
      released: job.credits.released,
      available: wallet.available,
    },
    webhook: { received, verified: received > 0 && events.length === received },
    audit: audit.ok && disagreements.length === 0 ? "ok" : "failed",
    seconds,
  };
}

/** The demo's end as a person reads it. */
export function printReport(outcome: DemoOutcome, say: (line: string) => void): void {
  const { job, wallet, events, received, seconds, resultPath } = outcome;
  const { counts, credits } = job;
  say("");
  say(table("rows", { ...counts.by_status, total: counts.submitted }));
  say(table("addresses", counts.by_email_status));
  say(
    table("credits", {
      granted: wallet.granted,
      "reserved for the job": credits.captured + credits.released,
      "captured (usable emails)": credits.captured,
      "released (not charged)": credits.released,
      "still reserved": wallet.reserved,
      available: wallet.available,
    }),
  );
  say(`callbacks  ${received} received, ${events.length} with the right signature`);
  say(`result     ${resultPath}: your columns, ${counts.submitted} rows, results appended`);
  say(`time       ${seconds} s, PostgreSQL started and all`);
}

function table(title: string, figures: Readonly<Record<string, number>>): string {
  const lines = Object.entries(figures).map(
    ([name, figure]) => `  ${name.padEnd(26)} ${String(figure).padStart(7)}`,
  );
  return [title, ...lines, ""].join("\n");
}
