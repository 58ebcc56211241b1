import type { OpenDatabase } from "@winnow/database";
import type { Deployment } from "../deployment/deployment.ts";

const LOOK_EVERY_MS = 250;

/** The measurements of one file, from the first byte up to the last byte down. */
export interface FileRun {
  /** Seconds in total. */
  readonly seconds: number;
  readonly downloadSeconds: number;
  readonly bytes: number;
  /** The most messages in the queues at once. */
  readonly messages: number;
}

/** Sends a file, waits for its end and downloads it, over HTTP, as a customer does. */
export async function measureFile(
  { winnow }: Deployment,
  database: OpenDatabase,
  addresses: readonly string[],
  options: { readonly max_age?: number } = {},
): Promise<FileRun> {
  const watched = watchQueues(database);
  const startedAt = Date.now();
  const job = await winnow.jobs.createFromCsv(lines(addresses), { kind: "verify", ...options });
  const ended = await winnow.jobs.wait(job.id);
  const workedSeconds = (Date.parse(ended.ended_at ?? "") - startedAt) / 1000;
  const messages = await watched.stop();
  if (ended.counts.by_email_status.valid !== addresses.length) {
    throw new Error(`not every address was found valid: ${JSON.stringify(ended.counts)}`);
  }
  const downloadedFrom = performance.now();
  const response = await winnow.jobs.resultsCsv(job.id);
  let bytes = 0;
  for await (const block of response.body ?? []) bytes += block.byteLength;
  const downloadSeconds = (performance.now() - downloadedFrom) / 1000;
  return { seconds: workedSeconds + downloadSeconds, downloadSeconds, bytes, messages };
}

async function* lines(addresses: readonly string[]): AsyncGenerator<Uint8Array> {
  yield Buffer.from("email\n");
  for (let start = 0; start < addresses.length; start += 1_000) {
    yield Buffer.from(`${addresses.slice(start, start + 1_000).join("\n")}\n`);
  }
}

const MESSAGES = "select count(*)::int as messages from bullmq.job";

/** Counts messages of the queues on PostgreSQL repeatedly, until stopped. */
function watchQueues({ pool }: OpenDatabase): { stop(): Promise<number> } {
  const stopped = new AbortController();
  let most = 0;
  const watching = (async () => {
    while (!stopped.signal.aborted) {
      const { rows } = await pool.query<{ messages: number }>(MESSAGES);
      most = Math.max(most, rows[0]?.messages ?? 0);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  })();
  return {
    async stop() {
      stopped.abort();
      await watching;
      return most;
    },
  };
}
