import type { Connection } from "@winnow/database";
import { sql } from "kysely";
import type { Lease } from "#chunk/lease.ts";

/** Rows of a chunk that go on as a chunk of their own. */
export interface ChunkPart {
  readonly rows: readonly number[];
  /** How often its rows were deferred, and how many of these times a budget refused them. */
  readonly recheck: number;
  readonly unasked: number;
  /** Until it is due; a part that does not wait counts as rung from now on. */
  readonly waitSeconds?: number;
  /** The mail provider whose budget they wait for. */
  readonly awaits?: string;
}

/** Appends parts of a chunk to the chunks of its job, in the caller's transaction. @returns their numbers. */
export async function appendChunks(
  transaction: Connection,
  { job, chunk }: Lease,
  parts: readonly ChunkPart[],
): Promise<number[]> {
  if (parts.length === 0) return [];
  const { rows } = await sql<{ number: number }>`
    insert into chunks (job_number, number, rows, rung_at, due_at, recheck, unasked, awaits, deferred_since)
    select ${job.number}, last.number + part.position::int,
      (select array_agg(value::int) from jsonb_array_elements_text(part.of -> 'rows') as value),
      case when part.of ? 'waitSeconds' then null else now() end,
      now() + make_interval(secs => coalesce((part.of ->> 'waitSeconds')::float8, 0)),
      (part.of ->> 'recheck')::int, (part.of ->> 'unasked')::int, part.of ->> 'awaits',
      case when part.of ? 'waitSeconds' then coalesce(${chunk.deferred_since}::timestamptz, now())
        else ${chunk.deferred_since}::timestamptz end
    from jsonb_array_elements(${JSON.stringify(parts)}::jsonb) with ordinality as part (of, position),
      (select max(number) as number from chunks where job_number = ${job.number}) as last
    returning number`.execute(transaction);
  return rows.map(({ number }) => number);
}
