import type { WebhookEvent, WebhookEventType } from "@winnow/contracts";
import type { Connection, DatabaseOutput, JobTable } from "@winnow/database";
import { createId } from "@winnow/runtime";
import { sql, type Selectable } from "kysely";
import type { Tenant } from "#context.ts";

type DataOf<Type extends WebhookEventType> = Extract<WebhookEvent, { type: Type }>["data"];
type Job = Pick<Selectable<JobTable>, "id" | "organization_id" | "mode" | "endpoint_id" | "single">;

/** What an event is about, which decides who gets it. */
export type EventSubject =
  /** The job's own endpoint and registered ones, unless the caller of the job waits for its answer (`single`). */
  | { readonly job: Job }
  /** Registered endpoints of the organization, in one mode. */
  | { readonly organization: Tenant }
  /** This endpoint alone, whatever types it is registered for. */
  | { readonly endpoint: Tenant & { readonly id: string } };

export type NewEvent<Type extends WebhookEventType> = EventSubject & {
  readonly type: Type;
  /** Tells apart several events of one type about one job; 0 when left out. */
  readonly page?: number;
  /** Called once at most, and only where the event is kept or posted. */
  readonly data: () => Promise<DataOf<Type>>;
};

export interface RecordedEvent {
  readonly id: string;
  /** Endpoints that have a delivery due now. */
  readonly endpointIds: readonly string[];
}

/**
 * Writes an event and its deliveries in the caller's transaction: the outbox. Bodies are frozen here, and the list of
 * events keeps the data, except for pages of rows, which the results hold. An event about a job is written once for each
 * type and page. An event that is not about a job is written on every call: the caller's transaction ensures that this
 * happens once.
 * @returns undefined where nothing was written: the event exists, no endpoint wants the page, or the job is `single`.
 */
export async function recordEvent<Type extends WebhookEventType>(
  transaction: Connection,
  event: NewEvent<Type>,
): Promise<RecordedEvent | undefined> {
  if ("job" in event && event.job.single) return undefined;
  const { type, page = 0, data } = event;
  const endpointIds = await listenersOf(transaction, event, type);
  if (type === "rows.batch" && endpointIds.length === 0) return undefined;
  const kept = type === "rows.batch" ? undefined : await data();
  const written = await transaction
    .insertInto("events")
    .values({
      id: createId("evt"),
      ...placeOf(event),
      type,
      page,
      ...(kept !== undefined && { data: JSON.stringify(kept) }),
    })
    .onConflict((conflict) => conflict.columns(["job_id", "type", "page"]).doNothing())
    .returning(["id", "created_at", "type"])
    .executeTakeFirst();
  if (written === undefined) return undefined;
  if (endpointIds.length > 0) {
    const content = kept ?? (await data());
    for (const endpointId of endpointIds) await writeDelivery(transaction, endpointId, written, content);
  }
  return { id: written.id, endpointIds };
}

/** Endpoints that an event of this type goes to, in the order of their ids. */
export async function listenersOf(
  connection: Connection,
  subject: EventSubject,
  type: WebhookEventType,
): Promise<string[]> {
  if ("endpoint" in subject) return [subject.endpoint.id];
  if ("job" in subject && subject.job.single) return [];
  const { organization_id: organizationId, mode } = placeOf(subject);
  const registered = sql<boolean>`registered and (event_types is null or ${type} = any(event_types))`;
  const endpoints = await connection
    .selectFrom("endpoints")
    .select("id")
    .where("organization_id", "=", organizationId)
    .where("mode", "=", mode)
    .where("job" in subject ? sql<boolean>`(${registered} or id = ${subject.job.endpoint_id})` : registered)
    .orderBy("id")
    .execute();
  return endpoints.map(({ id }) => id);
}

/** The organization and mode in whose list the event appears. */
function placeOf(
  subject: EventSubject,
): Pick<DatabaseOutput<"events">, "organization_id" | "mode" | "job_id" | "endpoint_id"> {
  if ("job" in subject) {
    const { id, organization_id: organizationId, mode } = subject.job;
    return { organization_id: organizationId, mode, job_id: id, endpoint_id: null };
  }
  const { organizationId, mode } = "endpoint" in subject ? subject.endpoint : subject.organization;
  const endpointId = "endpoint" in subject ? subject.endpoint.id : null;
  return { organization_id: organizationId, mode, job_id: null, endpoint_id: endpointId };
}

/** Gives an event the next number in an endpoint's sequence. */
async function writeDelivery(
  transaction: Connection,
  endpointId: string,
  event: Pick<DatabaseOutput<"events">, "id" | "created_at" | "type">,
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
