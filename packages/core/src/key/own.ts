import type { Connection } from "@winnow/database";
import type { TenantActor } from "#context.ts";

/** The keys that an actor may see and change: those of its organization, in its own mode. */
export function ownKeys(database: Connection, actor: TenantActor) {
  return database
    .selectFrom("api_keys")
    .where("organization_id", "=", actor.organizationId)
    .where("mode", "=", actor.mode);
}

/** The key that made a call; null when a member made it. */
export function keyOf(actor: TenantActor): string | null {
  return actor.type === "key" ? actor.keyId : null;
}

/** Whose calls are counted and limited together. */
export function callerOf(actor: TenantActor): string {
  return actor.type === "key" ? actor.keyId : actor.memberId;
}
