import type { Deployment } from "../deployment/deployment.ts";

/**
 * Bulk verification as a customer sees it: from the first byte of the file to the end of the job, over HTTP, with one worker.
 * @returns seconds.
 */
export async function measureBulk({ winnow }: Deployment, addresses: readonly string[]): Promise<number> {
  const startedAt = Date.now();
  const job = await winnow.jobs.createFromCsv(["email", ...addresses, ""].join("\n"), { kind: "verify" });
  const ended = await winnow.jobs.wait(job.id);
  const seconds = (Date.parse(ended.ended_at ?? "") - startedAt) / 1000;
  if (ended.counts.by_email_status.valid !== addresses.length) {
    throw new Error(`not every address was found valid: ${JSON.stringify(ended.counts)}`);
  }
  return seconds;
}
