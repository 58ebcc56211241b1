import type { JobOptions } from "@winnow/contracts";
import { MILLICREDITS_PER_CREDIT } from "@winnow/credits";
import type { Connection, DatabaseOutput, JobSource } from "@winnow/database";
import { createId } from "@winnow/runtime";
import { sql } from "kysely";
import type { TenantActor } from "#context.ts";
import { keyOf } from "#key/own.ts";

/** Priorities of messages. */
const WAITED_FOR = 1;
const BULK = { normal: 10, low: 20 } as const;

/** 1 is first. */
export function messagePriority(options: JobOptions, single = false): number {
  return single ? WAITED_FOR : BULK[options.priority];
}

/** Takes the number that a job's rows are written under, before there is a job. */
export async function nextJobNumber(transaction: Connection): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    select nextval(pg_get_serial_sequence('jobs', 'number')) as number`.execute(transaction);
  return rows[0]!.number;
}

/** Writes a job that waits to be planned; its rows are there already, under its number. */
export function insertJob(
  transaction: Connection,
  actor: TenantActor,
  job: {
    readonly number: number;
    readonly source: JobSource;
    readonly endpointId: string | null;
    readonly options: JobOptions;
    readonly requestId: string | undefined;
    readonly submitted: number;
    readonly single?: boolean;
    /** The kept file that it is made of. */
    readonly uploadId?: string | undefined;
    /** Of the first rows of it only. */
    readonly trial?: boolean;
  },
): Promise<DatabaseOutput<"jobs">> {
  const { options } = job;
  return transaction
    .insertInto("jobs")
    .values({
      number: job.number,
      id: createId("job"),
      organization_id: actor.organizationId,
      mode: actor.mode,
      key_id: keyOf(actor),
      member_id: actor.type === "member" ? actor.memberId : null,
      request_id: job.requestId ?? null,
      single: job.single ?? false,
      upload_id: job.uploadId ?? null,
      trial: job.trial ?? false,
      priority: messagePriority(options, job.single),
      kind: options.kind,
      status: "queued",
      source: JSON.stringify(job.source),
      charge_on: options.charge_on,
      max_millicredits:
        options.max_credits === undefined ? null : options.max_credits * MILLICREDITS_PER_CREDIT,
      on_insufficient: options.on_insufficient,
      max_wait_seconds: options.max_wait,
      max_age_seconds: options.max_age,
      endpoint_id: job.endpointId,
      callback_url: options.callback_url ?? null,
      submitted: job.submitted,
      pending: job.submitted,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}
