import type { Connection, DatabaseOutput, JobSource } from "@winnow/database";
import { createId } from "@winnow/runtime";
import { sql } from "kysely";
import type { TenantActor } from "#context.ts";
import type { JobTerms } from "#job/intake/terms.ts";
import { keyOf } from "#key/own.ts";

/** A job to be written, whatever the source of its rows. */
export interface NewJob {
  /** The id, where something names the job already, such as its reservation; a new one when left out. */
  readonly id?: string;
  /** The number that its rows are written under: see `nextJobNumber`. */
  readonly number: number;
  readonly source: JobSource;
  readonly terms: JobTerms;
  readonly requestId: string | undefined;
  readonly submitted: number;
  /** A caller waits for its answer. */
  readonly single?: boolean | undefined;
  /** The kept file that it is made of. */
  readonly uploadId?: string | undefined;
  /** Of the first rows of it only. */
  readonly trial?: boolean;
  /** Planned by the caller: every row may be worked on at once, and is reserved for. Otherwise it waits to be planned. */
  readonly planned?: { readonly reservationId: string | null };
}

/** Takes the number that a job's rows are written under, before there is a job. */
export async function nextJobNumber(transaction: Connection): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    select nextval(pg_get_serial_sequence('jobs', 'number')) as number`.execute(transaction);
  return rows[0]!.number;
}

/** Writes a job under the actor's name. Every job is inserted here; rows, chunks and events are written by the callers. */
export function insertJob(
  transaction: Connection,
  actor: TenantActor,
  job: NewJob,
): Promise<DatabaseOutput<"jobs">> {
  const { terms, planned } = job;
  return transaction
    .insertInto("jobs")
    .values({
      number: job.number,
      id: job.id ?? createId("job"),
      organization_id: actor.organizationId,
      mode: actor.mode,
      key_id: keyOf(actor),
      member_id: actor.type === "member" ? actor.memberId : null,
      request_id: job.requestId ?? null,
      single: job.single ?? false,
      upload_id: job.uploadId ?? null,
      trial: job.trial ?? false,
      source: JSON.stringify(job.source),
      // The terms are listed one by one, because they may be a stored job, which has more columns.
      kind: terms.kind,
      priority: terms.priority,
      price_millicredits: terms.price_millicredits,
      charge_on: terms.charge_on,
      reveals: terms.reveals,
      max_millicredits: terms.max_millicredits,
      on_insufficient: terms.on_insufficient,
      max_wait_seconds: terms.max_wait_seconds,
      max_age_seconds: terms.max_age_seconds,
      endpoint_id: terms.endpoint_id,
      callback_url: terms.callback_url,
      submitted: job.submitted,
      pending: job.submitted,
      status: "queued",
      ...(planned !== undefined && {
        status: "running",
        billable: job.submitted,
        reservation_id: planned.reservationId,
        started_at: sql<Date>`now()`,
      }),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}
