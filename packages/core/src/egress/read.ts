import type { Egress } from "@winnow/contracts";
import type { Connection } from "@winnow/database";
import { sql } from "kysely";

/** Every egress that is or was audited, by name. */
export async function readEgresses(database: Connection): Promise<Egress[]> {
  const rows = await database
    .selectFrom("egress_health")
    .selectAll()
    .select(sql<boolean>`valid_until > now()`.as("current"))
    .orderBy("egress")
    .execute();
  return rows.map(({ egress, address, healthy, since, checked_at: checkedAt, current, checks }) => ({
    egress,
    address,
    healthy,
    since: since.toISOString(),
    checked_at: checkedAt?.toISOString() ?? null,
    current,
    checks: checks.map((check) => ({
      ...check,
      evidence: [...check.evidence],
      settings: [...check.settings],
    })),
  }));
}
