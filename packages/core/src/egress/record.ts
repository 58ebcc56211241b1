import type { EgressCheckColumn } from "@winnow/database";
import { sql } from "kysely";
import type { Context } from "#context.ts";
import type { EgressHealth } from "#egress/health.ts";

/** Results are valid for this many intervals. */
const VALID_INTERVALS = 3;

/** What an audit found. Structurally the verifier's report, with the names of settings. */
export interface EgressAudit {
  readonly address: string | null;
  readonly healthy: EgressHealth;
  readonly checks: readonly EgressCheckColumn[];
}

/** Stores an audit and sets the time of the next one. Live jobs are held or released by `followEgress`. */
export async function recordEgressAudit(
  context: Context,
  input: { readonly egress: string; readonly intervalMs: number; readonly audit: EgressAudit },
): Promise<void> {
  const { egress, intervalMs, audit } = input;
  const seconds = intervalMs / 1000;
  await context.database
    .updateTable("egress_health")
    .set({
      address: audit.address,
      healthy: audit.healthy,
      checks: JSON.stringify(audit.checks),
      checked_at: sql<Date>`now()`,
      since: sql<Date>`case when healthy = ${audit.healthy} then since else now() end`,
      audit_due_at: sql<Date>`now() + make_interval(secs => ${seconds})`,
      // An audit may take long: the result that it replaces counts until it ends.
      valid_until: sql<Date>`now() + make_interval(secs => ${seconds * VALID_INTERVALS}) + interval '3 minutes'`,
    })
    .where("egress", "=", egress)
    .execute();
}
