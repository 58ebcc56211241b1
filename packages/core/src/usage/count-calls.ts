import type { Mode } from "@winnow/contracts";
import type { Connection } from "@winnow/database";
import { sql } from "kysely";

/** Calls that were made and not yet counted. */
export interface CallCount {
  readonly organizationId: string;
  readonly mode: Mode;
  /** A key or a member. */
  readonly callerId: string;
  /** `GET /v1/jobs/:id` */
  readonly endpoint: string;
  /** UTC, `2026-11-23`. */
  readonly day: string;
  readonly calls: number;
  /** Those of them that a limit refused. */
  readonly denied: number;
}

/** Adds calls to what was counted before, all of them or none. Each count names a caller, endpoint and day once. */
export async function countCalls(database: Connection, counts: readonly CallCount[]): Promise<void> {
  if (counts.length === 0) return;
  // In one order, so that two processes cannot wait for each other in a circle.
  await sql`
    insert into call_counts as c (organization_id, mode, caller_id, endpoint, day, calls, denied)
    select * from unnest(
      ${counts.map(({ organizationId }) => organizationId)}::text[],
      ${counts.map(({ mode }) => mode)}::text[],
      ${counts.map(({ callerId }) => callerId)}::text[],
      ${counts.map(({ endpoint }) => endpoint)}::text[],
      ${counts.map(({ day }) => day)}::date[],
      ${counts.map(({ calls }) => calls)}::bigint[],
      ${counts.map(({ denied }) => denied)}::bigint[]
    ) order by 1, 2, 5, 3, 4
    on conflict (organization_id, mode, day, caller_id, endpoint)
    do update set calls = c.calls + excluded.calls, denied = c.denied + excluded.denied`.execute(database);
}
