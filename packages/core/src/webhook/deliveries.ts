import type { Delivery, DeliveryPage, PageQuery, WebhookEventType } from "@winnow/contracts";
import { sql } from "kysely";
import type { Context, TenantActor } from "#context.ts";
import { cutPage, decodeCursor, encodeCursor } from "#cursor.ts";
import { resultsDeleted, type ResultsDeleted } from "#retention/results-deleted.ts";
import { ROW_EVENTS } from "#retention/row-events.ts";
import { ownWebhooks } from "#webhook/own.ts";

export type ListDeliveriesOutcome =
  | { readonly outcome: "listed"; readonly page: DeliveryPage }
  | { readonly outcome: "not_found" }
  | { readonly outcome: "invalid_cursor" };

interface DeliveryRow extends Omit<Delivery, "next_attempt_at" | "delivered_at" | "last_attempt"> {
  readonly next_attempt_at: Date;
  readonly delivered_at: Date | null;
  readonly outcome: string | null;
  readonly status: number | null;
  readonly detail: string | null;
  readonly duration_ms: number | null;
  readonly at: Date | null;
}

/** What was posted to an endpoint and what became of it, the last first. */
export async function listDeliveries(
  context: Pick<Context<TenantActor>, "database" | "actor">,
  input: PageQuery & { readonly webhookId: string },
): Promise<ListDeliveriesOutcome> {
  const endpoint = await ownWebhooks(context.database, context.actor)
    .select("id")
    .where("id", "=", input.webhookId)
    .executeTakeFirst();
  if (endpoint === undefined) return { outcome: "not_found" };
  const before = input.cursor === undefined ? Number.MAX_SAFE_INTEGER : decodeCursor(input.cursor);
  if (before === undefined) return { outcome: "invalid_cursor" };
  const { rows } = await sql<DeliveryRow>`
    select d.id, d.event_id, e.type, d.sequence, d.state, d.attempts, d.next_attempt_at, d.delivered_at,
      a.outcome, a.status, a.detail, a.duration_ms, a.at
    from deliveries d
    join events e on e.id = d.event_id
    left join delivery_attempts a on a.delivery_id = d.id and a.attempt = d.attempts
    where d.endpoint_id = ${endpoint.id} and d.sequence < ${before}
    order by d.sequence desc limit ${input.limit + 1}`.execute(context.database);
  const { shown, more } = cutPage(rows, input.limit, ({ sequence }) => encodeCursor(sequence));
  return {
    outcome: "listed",
    page: {
      data: shown.map(presentDelivery),
      ...more,
    },
  };
}

export type ResendOutcome =
  | { readonly outcome: "resent" | "not_found" }
  /** Its rows were deleted. */
  | ResultsDeleted;

/** Posts an event again: the same id and the same bytes, with the next attempt's number. */
export async function resendDelivery(
  context: Pick<Context<TenantActor>, "database" | "actor" | "bell">,
  input: { readonly webhookId: string; readonly deliveryId: string },
): Promise<ResendOutcome> {
  const gone = await findGone(context, input);
  if (gone !== undefined) return gone;
  const resent = await context.database
    .updateTable("deliveries")
    .set({ state: "pending", next_attempt_at: sql<Date>`now()`, rung_at: null })
    .where("id", "=", input.deliveryId)
    .where("endpoint_id", "in", ownWebhooks(context.database, context.actor).select("id"))
    .where("endpoint_id", "=", input.webhookId)
    // It was emptied since it was read.
    .where("body", "<>", "")
    .executeTakeFirst();
  if (resent.numUpdatedRows === 0n) return (await findGone(context, input)) ?? { outcome: "not_found" };
  await context.bell.ring("deliver-webhook", { endpointId: input.webhookId });
  return { outcome: "resent" };
}

/** Whether a delivery of the actor held rows that were deleted since. */
async function findGone(
  { database, actor }: Pick<Context<TenantActor>, "database" | "actor">,
  input: { readonly webhookId: string; readonly deliveryId: string },
): Promise<ResultsDeleted | undefined> {
  const job = await database
    .selectFrom("deliveries as d")
    .innerJoin("events as e", "e.id", "d.event_id")
    .innerJoin("jobs as j", "j.id", "e.job_id")
    .select(["j.results_deleted_at", "j.results_deletion"])
    .where("d.id", "=", input.deliveryId)
    .where("d.endpoint_id", "=", input.webhookId)
    .where("d.endpoint_id", "in", ownWebhooks(database, actor).select("id"))
    .where("e.type", "in", [...ROW_EVENTS])
    .executeTakeFirst();
  return job && resultsDeleted(job);
}

function presentDelivery({ outcome, status, detail, duration_ms: ms, at, ...row }: DeliveryRow): Delivery {
  return {
    ...row,
    type: row.type satisfies WebhookEventType,
    next_attempt_at: row.state === "pending" ? row.next_attempt_at.toISOString() : null,
    delivered_at: row.delivered_at?.toISOString() ?? null,
    last_attempt:
      outcome === null || at === null
        ? null
        : { outcome, status, detail, duration_ms: ms ?? 0, at: at.toISOString() },
  };
}
