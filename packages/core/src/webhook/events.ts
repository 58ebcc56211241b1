import type { EventEntry, EventPage, EventQuery } from "@winnow/contracts";
import { sql } from "kysely";
import type { Context, TenantActor } from "#context.ts";

export type ListEventsOutcome =
  | { readonly outcome: "listed"; readonly page: EventPage }
  | { readonly outcome: "invalid_cursor" };

type EventRow = Omit<EventEntry, "created_at"> & { readonly created_at: Date };

/**
 * What happened, in an order that never changes behind a reader: an event is listed once no transaction is open that could
 * still put one before it. So whoever asks for what came after the last one it has misses nothing.
 */
export async function listEvents(
  context: Pick<Context<TenantActor>, "database" | "actor">,
  input: EventQuery,
): Promise<ListEventsOutcome> {
  const { organizationId, mode } = context.actor;
  const own = sql`organization_id = ${organizationId} and mode = ${mode}`;
  if (input.after !== undefined) {
    const { rows } = await sql`select from events where ${own} and id = ${input.after}`.execute(
      context.database,
    );
    if (rows.length === 0) return { outcome: "invalid_cursor" };
  }
  const after =
    input.after === undefined
      ? sql`true`
      : sql`(transaction_id, number) > (select transaction_id, number from events where id = ${input.after})`;
  const { rows } = await sql<EventRow>`
    select id, type, job_id, page, created_at from events
    where ${own} and ${after} and transaction_id < pg_snapshot_xmin(pg_current_snapshot())
    order by transaction_id, number limit ${input.limit + 1}`.execute(context.database);
  const shown = rows.slice(0, input.limit);
  const more = rows.length > input.limit;
  return {
    outcome: "listed",
    page: {
      data: shown.map((event) => ({ ...event, created_at: event.created_at.toISOString() })),
      next_cursor: more ? (shown.at(-1)?.id ?? null) : null,
      has_more: more,
    },
  };
}
