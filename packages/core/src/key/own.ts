import type { Connection } from "@winnow/database";
import type { KeyActor } from "#context.ts";

/** The keys that an actor may see and change: those of its organization, in its own mode. */
export function ownKeys(database: Connection, actor: KeyActor) {
  return database
    .selectFrom("api_keys")
    .where("organization_id", "=", actor.organizationId)
    .where("mode", "=", actor.mode);
}
