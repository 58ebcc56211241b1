import type { Webhook, WebhookEventType } from "@winnow/contracts";
import type { Connection, DatabaseOutput } from "@winnow/database";
import type { Tenant } from "#context.ts";

/** The endpoints that a tenant has registered; those that jobs merely name are none. */
export function ownWebhooks(connection: Connection, tenant: Tenant) {
  return connection
    .selectFrom("endpoints")
    .where("organization_id", "=", tenant.organizationId)
    .where("mode", "=", tenant.mode)
    .where("registered", "=", true);
}

export function presentWebhook(endpoint: DatabaseOutput<"endpoints">): Webhook {
  return {
    id: endpoint.id,
    url: endpoint.url,
    event_types: endpoint.event_types as WebhookEventType[] | null,
    status: endpoint.disabled_at === null ? "enabled" : "disabled",
    failing_since: endpoint.failing_since?.toISOString() ?? null,
    sequence: endpoint.sequence,
    created_at: endpoint.created_at.toISOString(),
  };
}
