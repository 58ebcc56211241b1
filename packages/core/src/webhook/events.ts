import type { EventEntry, EventPage, EventQuery } from "@winnow/contracts";
import { pauseFor } from "@winnow/runtime/pause";
import { sql, type RawBuilder } from "kysely";
import type { Context, TenantActor } from "#context.ts";
import { cutPage } from "#cursor.ts";

export type ListEventsOutcome =
  | { readonly outcome: "listed"; readonly page: EventPage }
  | { readonly outcome: "invalid_cursor" };

type ListContext = Pick<Context<TenantActor>, "database" | "actor">;
type EventRow = Omit<EventEntry, "created_at"> & { readonly created_at: Date };

/** Sooner than a person notices, and only a few index look-ups for each waiting reader. */
const LOOK_EVERY_MS = 500;

/**
 * What happened, in an order that is final for a reader: an event is listed once no open transaction can still put another
 * one before it. So a reader that asks for what came after its last event misses nothing.
 */
export async function listEvents(
  { database, actor }: ListContext,
  { limit, after, from, tail }: Omit<EventQuery, "wait">,
): Promise<ListEventsOutcome> {
  const listed = sql`organization_id = ${actor.organizationId} and mode = ${actor.mode}
    and transaction_id < pg_snapshot_xmin(pg_current_snapshot())`;
  const columns = sql`id, type, job_id, page, created_at, data`;
  if (tail !== undefined) {
    const { rows } = await sql<EventRow>`
      select ${columns} from events where ${listed}
      order by transaction_id desc, number desc limit ${tail}`.execute(database);
    return { outcome: "listed", page: pageOf(rows.toReversed(), tail) };
  }
  const start = after ?? from;
  if (start !== undefined) {
    const { rows } = await sql`
      select from events
      where organization_id = ${actor.organizationId} and mode = ${actor.mode} and id = ${start}`.execute(
      database,
    );
    if (rows.length === 0) return { outcome: "invalid_cursor" };
  }
  const { rows } = await sql<EventRow>`
    select ${columns} from events where ${listed} and ${behind(after, from)}
    order by transaction_id, number limit ${limit + 1}`.execute(database);
  return { outcome: "listed", page: pageOf(rows, limit) };
}

/**
 * The same; where there is none it waits for one, for `wait` seconds at most or until `signal` is aborted. A client that
 * calls again and again gets an event within half a second, for three calls a minute.
 */
export async function awaitEvents(
  context: ListContext,
  { wait, ...query }: EventQuery,
  signal: AbortSignal,
): Promise<ListEventsOutcome> {
  const endsAt = performance.now() + wait * 1000;
  for (;;) {
    const listed = await listEvents(context, query);
    if (listed.outcome !== "listed" || listed.page.data.length > 0) return listed;
    const leftMs = endsAt - performance.now();
    if (leftMs <= 0 || signal.aborted) return listed;
    // After an abort it queries once more.
    await pauseFor(Math.min(LOOK_EVERY_MS, leftMs), signal);
  }
}

function behind(after: string | undefined, from: string | undefined): RawBuilder<unknown> {
  const place = (id: string) => sql`(select transaction_id, number from events where id = ${id})`;
  if (after !== undefined) return sql`(transaction_id, number) > ${place(after)}`;
  if (from !== undefined) return sql`(transaction_id, number) >= ${place(from)}`;
  return sql`true`;
}

function pageOf(rows: readonly EventRow[], limit: number): EventPage {
  const { shown, more } = cutPage(rows, limit, ({ id }) => id);
  return {
    data: shown.map((event) => ({ ...event, created_at: event.created_at.toISOString() })),
    ...more,
  };
}
