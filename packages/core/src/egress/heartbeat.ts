import type { Connection } from "@winnow/database";
import { sql } from "kysely";
import type { EgressHealth } from "#egress/health.ts";

/** An audit that takes longer than this belongs to a worker that died. */
const AUDIT_MAX = "3 minutes";

export interface EgressHeartbeat {
  /** How the egress is, as far as a recent audit says. */
  readonly healthy: EgressHealth;
  /** The audit is due and claimed by the caller, who ends it with `recordEgressAudit`. */
  readonly audit: boolean;
}

/**
 * Records that a worker is running, and tells it how its egress is and whether to audit it now. The database's clock
 * decides, so that of several workers that share an egress one audits at a time.
 */
export async function recordEgressHeartbeat(
  database: Connection,
  input: { readonly workerId: string; readonly egress: string },
): Promise<EgressHeartbeat> {
  const { workerId: id, egress } = input;
  await database
    .insertInto("workers")
    .values({ id, egress })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ egress, seen_at: sql<Date>`now()` }))
    .execute();
  const claimed = await database
    .insertInto("egress_health")
    .values({ egress, audit_due_at: sql<Date>`now() + ${AUDIT_MAX}::interval` })
    .onConflict((conflict) =>
      conflict
        .column("egress")
        .doUpdateSet({ audit_due_at: sql<Date>`now() + ${AUDIT_MAX}::interval` })
        .where("egress_health.audit_due_at", "<=", sql<Date>`now()`),
    )
    .returning("egress")
    .executeTakeFirst();
  if (claimed !== undefined) await forgetSilent(database);
  const known = await database
    .selectFrom("egress_health")
    .select("healthy")
    .where("egress", "=", egress)
    .where("valid_until", ">", sql<Date>`now()`)
    .executeTakeFirst();
  return { healthy: known?.healthy ?? "unmeasured", audit: claimed !== undefined };
}

/** Removes a worker that shuts down. A worker that was killed is removed after a day, and so is an egress. */
export async function leaveEgress(database: Connection, input: { readonly workerId: string }): Promise<void> {
  await database.deleteFrom("workers").where("id", "=", input.workerId).execute();
}

async function forgetSilent(database: Connection): Promise<void> {
  const aDayAgo = sql<Date>`now() - interval '1 day'`;
  await database.deleteFrom("workers").where("seen_at", "<", aDayAgo).execute();
  await database.deleteFrom("egress_health").where("audit_due_at", "<", aDayAgo).execute();
}
