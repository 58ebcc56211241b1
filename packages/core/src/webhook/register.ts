import type { CreateWebhook, Webhook, WebhookList } from "@winnow/contracts";
import { createId } from "@winnow/runtime";
import { sql } from "kysely";
import type { Context, TenantActor } from "#context.ts";
import { ownWebhooks, presentWebhook } from "#webhook/own.ts";

type TenantContext = Pick<Context<TenantActor>, "database" | "actor">;

const WEBHOOKS_MAX = 50;

export type RegisterWebhookOutcome =
  | { readonly outcome: "registered"; readonly webhook: Webhook }
  | { readonly outcome: "too_many" };

/** Registers an endpoint for the organization's events in the actor's mode. A URL is one endpoint: again changes its types. */
export async function registerWebhook(
  context: TenantContext,
  input: CreateWebhook,
): Promise<RegisterWebhookOutcome> {
  const { organizationId, mode } = context.actor;
  const { count } = await ownWebhooks(context.database, context.actor)
    .select(sql<number>`count(*)::int`.as("count"))
    .where("url", "<>", input.url)
    .executeTakeFirstOrThrow();
  if (count >= WEBHOOKS_MAX) return { outcome: "too_many" };
  const chosen = { registered: true, event_types: input.event_types ?? null };
  const endpoint = await context.database
    .insertInto("endpoints")
    .values({ id: createId("whk"), organization_id: organizationId, mode, url: input.url, ...chosen })
    .onConflict((conflict) => conflict.columns(["organization_id", "mode", "url"]).doUpdateSet(chosen))
    .returningAll()
    .executeTakeFirstOrThrow();
  return { outcome: "registered", webhook: presentWebhook(endpoint) };
}

/** What is registered, the newest first. */
export async function listWebhooks(context: TenantContext): Promise<WebhookList> {
  const endpoints = await ownWebhooks(context.database, context.actor)
    .selectAll()
    .orderBy("id", "desc")
    .execute();
  return { data: endpoints.map(presentWebhook), next_cursor: null, has_more: false };
}

/** Ends a registration: no further event goes there, unless a job names the URL. What is on its way is still posted. */
export async function removeWebhook(
  context: TenantContext,
  input: { readonly webhookId: string },
): Promise<{ readonly outcome: "removed" | "not_found" }> {
  const { organizationId, mode } = context.actor;
  const removed = await context.database
    .updateTable("endpoints")
    .set({ registered: false, event_types: null })
    .where("id", "=", input.webhookId)
    .where("organization_id", "=", organizationId)
    .where("mode", "=", mode)
    .where("registered", "=", true)
    .executeTakeFirst();
  return { outcome: removed.numUpdatedRows === 1n ? "removed" : "not_found" };
}

/** Lets a disabled endpoint work again: what was held for it goes out in order. */
export async function enableWebhook(
  context: TenantContext & Pick<Context, "bell">,
  input: { readonly webhookId: string },
): Promise<{ readonly outcome: "enabled"; readonly webhook: Webhook } | { readonly outcome: "not_found" }> {
  const { organizationId, mode } = context.actor;
  const endpoint = await context.database
    .updateTable("endpoints")
    .set({ disabled_at: null, failing_since: null })
    .where("id", "=", input.webhookId)
    .where("organization_id", "=", organizationId)
    .where("mode", "=", mode)
    .where("registered", "=", true)
    .returningAll()
    .executeTakeFirst();
  if (endpoint === undefined) return { outcome: "not_found" };
  await context.database
    .updateTable("deliveries")
    .set({ next_attempt_at: sql<Date>`now()` })
    .where("endpoint_id", "=", endpoint.id)
    .where("state", "=", "pending")
    .execute();
  await context.bell.ring("deliver-webhook", { endpointId: endpoint.id });
  return { outcome: "enabled", webhook: presentWebhook(endpoint) };
}
