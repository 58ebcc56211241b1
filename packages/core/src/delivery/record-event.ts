import type { WebhookEvent, WebhookEventType } from "@winnow/contracts";
import type { Connection, JobTable } from "@winnow/database";
import { createId } from "@winnow/runtime";
import type { Selectable } from "kysely";

type DataOf<Type extends WebhookEventType> = Extract<WebhookEvent, { type: Type }>["data"];

/**
 * Writes an event of a job and its delivery, in the caller's transaction: the outbox. The body is frozen here.
 * Does nothing when the job has no callback, or when the event of this type and page is already written.
 */
export async function recordEvent<Type extends WebhookEventType>(
  transaction: Connection,
  job: Selectable<JobTable>,
  type: Type,
  page: number,
  data: () => Promise<DataOf<Type>>,
): Promise<void> {
  if (job.endpoint_id === null) return;
  const event = await transaction
    .insertInto("events")
    .values({
      id: createId("evt"),
      organization_id: job.organization_id,
      mode: job.mode,
      type,
      job_id: job.id,
      page,
    })
    .onConflict((conflict) => conflict.columns(["job_id", "type", "page"]).doNothing())
    .returning(["id", "created_at"])
    .executeTakeFirst();
  if (event === undefined) return;
  const { sequence } = await transaction
    .updateTable("endpoints")
    .set((column) => ({ sequence: column("sequence", "+", 1) }))
    .where("id", "=", job.endpoint_id)
    .returning("sequence")
    .executeTakeFirstOrThrow();
  const body = JSON.stringify({
    type,
    timestamp: event.created_at.toISOString(),
    sequence,
    data: await data(),
  });
  await transaction
    .insertInto("deliveries")
    .values({ id: createId("del"), endpoint_id: job.endpoint_id, event_id: event.id, sequence, body })
    .execute();
}
