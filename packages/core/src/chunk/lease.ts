import { Mode } from "@winnow/contracts";
import { sql, type Selectable } from "kysely";
import type { ChunkTable, Connection, JobTable } from "@winnow/database";

/** A chunk that this worker may work on until the lease ends; `epoch` fences everything it writes. */
export interface Lease {
  readonly job: Selectable<JobTable>;
  readonly chunk: Pick<
    Selectable<ChunkTable>,
    "job_number" | "number" | "rows" | "epoch" | "recheck" | "unasked" | "deferred_since"
  >;
}

/**
 * Leases one chunk by the database's clock: when its job runs, it is due, and nobody holds a live lease on it.
 * Raises the epoch, so whoever held it before can write nothing more.
 */
export async function leaseChunk(
  database: Connection,
  input: {
    readonly jobId: string;
    readonly chunk: number;
    readonly leaseMs: number;
    /** Of jobs in these modes only; of any, when left out. */
    readonly modes?: readonly Mode[];
  },
): Promise<Lease | undefined> {
  const chunk = await database
    .updateTable("chunks")
    .from("jobs")
    .set((column) => ({
      state: "leased",
      epoch: column("chunks.epoch", "+", 1),
      leased_until: sql<Date>`now() + make_interval(secs => ${input.leaseMs / 1000})`,
    }))
    .whereRef("jobs.number", "=", "chunks.job_number")
    .where("jobs.id", "=", input.jobId)
    .where("jobs.status", "=", "running")
    .where("jobs.mode", "in", input.modes ?? Mode.options)
    .where("chunks.number", "=", input.chunk)
    .where((either) =>
      either.or([
        either("chunks.state", "=", "pending").and("chunks.due_at", "<=", sql<Date>`now()`),
        either("chunks.state", "=", "leased").and("chunks.leased_until", "<", sql<Date>`now()`),
      ]),
    )
    .returning([
      "chunks.job_number",
      "chunks.number",
      "chunks.rows",
      "chunks.epoch",
      "chunks.recheck",
      "chunks.unasked",
      "chunks.deferred_since",
    ])
    .executeTakeFirst();
  if (chunk === undefined) return undefined;
  const job = await database
    .selectFrom("jobs")
    .selectAll()
    .where("number", "=", chunk.job_number)
    .executeTakeFirstOrThrow();
  return { job, chunk };
}

/** Prolongs a lease that is still ours. @returns false when it was lost: the work may stop. */
export async function renewLease(database: Connection, lease: Lease, leaseMs: number): Promise<boolean> {
  const renewed = await database
    .updateTable("chunks")
    .set({ leased_until: sql<Date>`now() + make_interval(secs => ${leaseMs / 1000})` })
    .where("job_number", "=", lease.chunk.job_number)
    .where("number", "=", lease.chunk.number)
    .where("epoch", "=", lease.chunk.epoch)
    .where("state", "=", "leased")
    .executeTakeFirst();
  return renewed.numUpdatedRows === 1n;
}

/** Gives a chunk back unfinished (a worker that shuts down), so that it need not wait for the lease to run out. */
export async function returnLease(database: Connection, lease: Lease): Promise<void> {
  await database
    .updateTable("chunks")
    .set({ state: "pending", leased_until: null, rung_at: sql<Date>`now() - interval '1 hour'` })
    .where("job_number", "=", lease.chunk.job_number)
    .where("number", "=", lease.chunk.number)
    .where("epoch", "=", lease.chunk.epoch)
    .where("state", "=", "leased")
    .execute();
}
