import { createHash } from "node:crypto";
import type { Job, Wallet } from "@winnow/client";
import type { JobCompletedEvent } from "@winnow/contracts";
import { startReceiver, type Receiver } from "@winnow/sandbox";
import { waitFor } from "@winnow/testing";
import { startDeployment, type Deployment } from "../deployment/deployment.ts";
import { findViolations } from "./invariants.ts";

/** Short, so that a test does not wait a minute for a dead worker's chunk. */
const LEASE_SECONDS = 3;

/** The result of a run: the parts that must not depend on faults. */
export interface Footprint {
  /** The bytes of the CSV, whose digest is the announced one. */
  readonly export: Buffer;
  readonly counts: Job["counts"];
  readonly credits: Job["credits"];
  readonly wallet: Wallet;
}

/** A deployment to disturb, and a receiver of its callbacks. */
export interface FaultSystem extends Omit<Deployment, "api" | "apiKey" | "organizationId" | "startApi"> {
  readonly receiver: Receiver;
  submit(csv: string | Uint8Array): Promise<Job>;
  /** Waits until this many rows of the job are done, while some are not. */
  untilDone(job: Job, rows: number): Promise<Job>;
  /** Waits for the end and its callbacks, checks every invariant, and returns the result. */
  finish(job: Job): Promise<Footprint>;
}

export async function startSystem(
  options: { readonly redisUrl?: string; readonly behaviour?: Parameters<typeof startReceiver>[0] } = {},
): Promise<FaultSystem> {
  await using parts = new AsyncDisposableStack();
  const receiver = parts.use(await startReceiver(options.behaviour));
  const { postgres, winnow, startWorker } = parts.use(
    await startDeployment({
      LOG_LEVEL: "info",
      WEBHOOK_ALLOWED_HOSTS: new URL(receiver.url).host,
      WORKER_LEASE_SECONDS: String(LEASE_SECONDS),
      WORKER_CHUNK_ROWS: "10",
      WORKER_CONCURRENCY: "2",
      ...(options.redisUrl !== undefined && { REDIS_URL: options.redisUrl }),
    }),
  );
  const started = parts.move();

  return {
    postgres,
    receiver,
    winnow,
    startWorker,
    submit: (csv) => winnow.jobs.createFromCsv(csv, { kind: "verify", callback_url: receiver.url }),
    untilDone: (job, rows) =>
      waitFor(`${rows} rows to be done`, async () => {
        const seen = await winnow.jobs.get(job.id);
        if (seen.ended_at !== null) throw new Error("the job ended before the fault");
        return seen.counts.done >= rows && seen.status === "running" ? seen : null;
      }),
    async finish(job) {
      await waitFor("the end of the job", async () => (await winnow.jobs.get(job.id)).ended_at);
      await waitFor("its callbacks", () => completedIn(receiver));
      await waitFor(
        "every invariant to hold",
        async () => (await findViolations(postgres.connectionString)).length === 0,
      ).catch(async () => {
        throw new Error((await findViolations(postgres.connectionString)).join("\n"));
      });
      requireSameBytes(receiver);
      const ended = await winnow.jobs.get(job.id);
      const response = await winnow.jobs.resultsCsv(job.id);
      const csv = Buffer.from(await response.arrayBuffer());
      requireDigest(csv, response, receiver);
      return {
        export: csv,
        counts: ended.counts,
        credits: ended.credits,
        wallet: await winnow.credits.get(),
      };
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}

/** Two hundred and forty rows with slow mail hosts, with some of every outcome among them. */
export function slowFile(): string {
  const personas = ["slow", "deliverable", "catchall", "slow", "disabled", "slow"];
  const rows = Array.from({ length: 240 }, (_, index) => {
    const persona = personas[index % personas.length];
    const local = index % 7 === 0 ? `former.colleague${index}` : `person.${index}`;
    return `K-${index + 1};"Row ""${index + 1}""";${local}@c${index}.${persona}.test`;
  });
  return ["Nr;Note;E-Mail", ...rows, ""].join("\r\n");
}

function completedIn(receiver: Receiver): boolean {
  return receiver.received.some(({ body }) => body.startsWith('{"type":"job.completed"'));
}

/** Checks that the downloaded file is the one of the callback and of the answer's headers. */
function requireDigest(csv: Buffer, response: Response, receiver: Receiver): void {
  const hash = createHash("sha256").update(csv).digest();
  const header = response.headers.get("repr-digest");
  if (header !== `sha-256=:${hash.toString("base64")}:`) throw new Error(`Repr-Digest is ${header}`);
  for (const { body } of receiver.received) {
    const event = JSON.parse(body) as Partial<JobCompletedEvent>;
    if (event.type !== "job.completed" || event.data === undefined) continue;
    const { bytes, sha256 } = event.data.export;
    if (bytes !== csv.byteLength || sha256 !== hash.toString("hex")) {
      throw new Error(
        `job.completed told of ${bytes} bytes, SHA-256 ${sha256}; the file has ${csv.byteLength}`,
      );
    }
  }
}

/** I3: an event may arrive more than once, but always with the same bytes. */
function requireSameBytes(receiver: Receiver): void {
  const bodies = new Map<string, string>();
  for (const { headers, body } of receiver.received) {
    const id = String(headers["webhook-id"]);
    const earlier = bodies.get(id);
    if (earlier !== undefined && earlier !== body) throw new Error(`${id} arrived with two bodies`);
    bodies.set(id, body);
  }
}
