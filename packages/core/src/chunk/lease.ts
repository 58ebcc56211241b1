import { Mode } from "@winnow/contracts";
import { sql, type RawBuilder, type Selectable } from "kysely";
import type { ChunkTable, Connection, JobTable } from "@winnow/database";

/** A chunk that this worker may work on until the lease ends; `epoch` fences everything it writes. */
export interface Lease {
  readonly job: Selectable<JobTable>;
  readonly chunk: Pick<
    Selectable<ChunkTable>,
    "job_number" | "number" | "rows" | "epoch" | "recheck" | "unasked" | "deferred_since"
  >;
}

/** Whom to lease for. */
interface LeaseBounds {
  readonly leaseMs: number;
  /** Of jobs in these modes only; of any, when left out. */
  readonly modes?: readonly Mode[];
}

/**
 * Leases one chunk by the database's clock: its job is running, it is due, and no worker holds a live lease on it. Raises
 * the epoch, so that an earlier holder can write nothing more.
 */
export function leaseChunk(
  database: Connection,
  input: LeaseBounds & { readonly jobId: string; readonly chunk: number },
): Promise<Lease | undefined> {
  return leaseFirst(
    database,
    input,
    sql`
      select c.job_number, c.number from chunks c join jobs j on j.number = c.job_number
      where j.id = ${input.jobId} and c.number = ${input.chunk} and ${isRunning(input)} and (
        (c.state = 'pending' and c.due_at <= now()) or (c.state = 'leased' and c.leased_until < now()))`,
  );
}

/**
 * Leases the chunk whose turn it is. Of all chunks in the window, one whose caller waits goes first, then one of the
 * organization that has the fewest at work in all workers, then the one that waits longest. So it does not matter which
 * chunk a message names, and a huge job delays a small one by a chunk at most.
 * @param input.recheck the first pass, or deferred rows.
 * @param input.crowded organizations that get no more here, except for callers who wait.
 */
export function leaseFairest(
  database: Connection,
  input: LeaseBounds & { readonly recheck: boolean; readonly crowded: readonly string[] },
): Promise<Lease | undefined> {
  return leaseFirst(
    database,
    input,
    sql`
      select c.job_number, c.number from chunks c join jobs j on j.number = c.job_number
      left join (
        select o.organization_id, count(*) as chunks from chunks w join jobs o on o.number = w.job_number
        where w.state = 'leased' and w.leased_until > now() group by 1
      ) at_work on at_work.organization_id = j.organization_id
      where ${isRunning(input)} and c.recheck ${input.recheck ? sql`> 0` : sql`= 0`}
        and (j.single or j.organization_id <> all(${[...input.crowded]}::text[]))
        and ((c.state = 'pending' and c.rung_at is not null and c.due_at <= now())
          or (c.state = 'leased' and c.leased_until < now()))
      order by j.priority, coalesce(at_work.chunks, 0), c.rung_at, c.job_number, c.number
      limit 1`,
  );
}

const isRunning = ({ modes = Mode.options }: LeaseBounds) =>
  sql`j.status = 'running' and j.mode = any(${[...modes]}::text[])`;

async function leaseFirst(
  database: Connection,
  { leaseMs }: LeaseBounds,
  candidates: RawBuilder<unknown>,
): Promise<Lease | undefined> {
  const { rows } = await sql<Lease["chunk"]>`
    with chosen as (${candidates} for update of c skip locked)
    update chunks c
    set state = 'leased', epoch = c.epoch + 1, leased_until = now() + make_interval(secs => ${leaseMs / 1000}::float8)
    from chosen
    where c.job_number = chosen.job_number and c.number = chosen.number
    returning c.job_number, c.number, c.rows, c.epoch, c.recheck, c.unasked, c.deferred_since`.execute(
    database,
  );
  const [chunk] = rows;
  if (chunk === undefined) return undefined;
  const job = await database
    .selectFrom("jobs")
    .selectAll()
    .where("number", "=", chunk.job_number)
    .executeTakeFirstOrThrow();
  return { job, chunk };
}

/** Prolongs a lease that this worker still holds. @returns false when it was lost: the work may stop. */
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

/** Whether this worker still holds the lease. In a transaction that stays so until the end. */
export async function holdsLease(database: Connection, lease: Lease): Promise<boolean> {
  const held = database
    .selectFrom("chunks")
    .select("number")
    .where("job_number", "=", lease.chunk.job_number)
    .where("number", "=", lease.chunk.number)
    .where("epoch", "=", lease.chunk.epoch)
    .where("state", "=", "leased");
  return (await (database.isTransaction ? held.forUpdate() : held).executeTakeFirst()) !== undefined;
}

/**
 * Releases the lease of an unfinished chunk when a worker shuts down, so that the chunk need not wait for the lease to run
 * out.
 */
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
