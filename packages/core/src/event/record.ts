import type { WebhookEvent, WebhookEventType } from "@winnow/contracts";
import type { Connection, DatabaseOutput, JobTable } from "@winnow/database";
import { createId } from "@winnow/runtime";
import { sql, type Selectable } from "kysely";

type DataOf<Type extends WebhookEventType> = Extract<WebhookEvent, { type: Type }>["data"];
type Event = Pick<DatabaseOutput<"events">, "id" | "created_at"> & { readonly type: WebhookEventType };

/**
 * Writes an event of a job and its deliveries, in the caller's transaction: the outbox. Bodies are frozen here, and the list
 * of events keeps what each told, but for pages of rows: these the results hold. Does nothing for an event of this type and page that is written already, for pages that nobody listens to, and for jobs
 * whose caller waits for the answer.
 */
export async function recordEvent<Type extends WebhookEventType>(
  transaction: Connection,
  job: Selectable<JobTable>,
  type: Type,
  page: number,
  data: () => Promise<DataOf<Type>>,
): Promise<void> {
  if (job.single) return;
  const listeners = await listenersOf(transaction, job, type);
  if (type === "rows.batch" && listeners.length === 0) return;
  const kept = type === "rows.batch" ? undefined : await data();
  const event = await transaction
    .insertInto("events")
    .values({
      id: createId("evt"),
      organization_id: job.organization_id,
      mode: job.mode,
      type,
      job_id: job.id,
      page,
      ...(kept !== undefined && { data: JSON.stringify(kept) }),
    })
    .onConflict((conflict) => conflict.columns(["job_id", "type", "page"]).doNothing())
    .returning(["id", "created_at"])
    .executeTakeFirst();
  if (event === undefined || listeners.length === 0) return;
  const content = kept ?? (await data());
  for (const endpointId of listeners) {
    await writeDelivery(transaction, endpointId, { ...event, type }, content);
  }
}

/** Endpoints that an event of a job goes to, in the order of their ids: the job's own, and registered ones of its type. */
export async function listenersOf(
  connection: Connection,
  job: Pick<Selectable<JobTable>, "organization_id" | "mode" | "endpoint_id" | "single">,
  type: WebhookEventType,
): Promise<string[]> {
  if (job.single) return [];
  const endpoints = await connection
    .selectFrom("endpoints")
    .select("id")
    .where("organization_id", "=", job.organization_id)
    .where("mode", "=", job.mode)
    .where((either) =>
      either.or([
        either("id", "=", job.endpoint_id),
        either.and([
          either("registered", "=", true),
          either.or([either("event_types", "is", null), sql<boolean>`${type} = any(event_types)`]),
        ]),
      ]),
    )
    .orderBy("id")
    .execute();
  return endpoints.map(({ id }) => id);
}

/** Gives an event the next place in an endpoint's sequence. */
export async function writeDelivery(
  transaction: Connection,
  endpointId: string,
  event: Event,
  data: unknown,
): Promise<void> {
  const { sequence } = await transaction
    .updateTable("endpoints")
    .set((column) => ({ sequence: column("sequence", "+", 1) }))
    .where("id", "=", endpointId)
    .returning("sequence")
    .executeTakeFirstOrThrow();
  const body = JSON.stringify({
    type: event.type,
    timestamp: event.created_at.toISOString(),
    sequence,
    data,
  });
  await transaction
    .insertInto("deliveries")
    .values({ id: createId("del"), endpoint_id: endpointId, event_id: event.id, sequence, body })
    .execute();
}
