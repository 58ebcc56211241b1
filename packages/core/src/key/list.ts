import type { KeyList } from "@winnow/contracts";
import type { Context, TenantActor } from "#context.ts";
import { ownKeys } from "#key/own.ts";
import { presentKey } from "#key/present.ts";

/** Every key of the actor's organization in its mode, the newest first, revoked ones included. */
export async function listKeys(context: Pick<Context<TenantActor>, "database" | "actor">): Promise<KeyList> {
  const keys = await ownKeys(context.database, context.actor).selectAll().orderBy("id", "desc").execute();
  return { data: keys.map(presentKey), next_cursor: null, has_more: false };
}
