import type { HealthCheck } from "@winnow/contracts";
import { pendingMigrations } from "@winnow/database";
import { withTimeout } from "@winnow/runtime/within";
import { sql } from "kysely";
import { healthyCheck, failedCheck } from "#doctor/check.ts";
import type { Api } from "#route/call.ts";

const ANSWER_WITHIN_MS = 3_000;

/** Whether PostgreSQL answers, which one it is, and whether its schema is this version's. */
export async function examineDatabase({
  database,
  logger,
}: Pick<Api, "database" | "logger">): Promise<HealthCheck> {
  const name = "database";
  const settings = ["DATABASE_URL"];
  try {
    const beganAt = performance.now();
    const { rows } = await withTimeout(
      sql<{ version: string }>`select current_setting('server_version') as version`.execute(database.kysely),
      ANSWER_WITHIN_MS,
    );
    const ms = Math.round(performance.now() - beganAt);
    const answered = `PostgreSQL ${rows[0]?.version ?? ""} answered in ${ms} ms.`;
    const pending = await withTimeout(pendingMigrations(database.kysely), ANSWER_WITHIN_MS);
    if (pending.length === 0) return healthyCheck(name, [answered, "Its schema is this version's."]);
    const evidence = [answered, `Migrations are missing: ${pending.join(", ")}.`];
    return failedCheck(name, "broken", {
      evidence,
      fix: "Run the migration: node apps/api/src/migrate.ts.",
      settings,
    });
  } catch (error) {
    logger.warn({ error }, "the database did not answer the doctor");
    const evidence = ["PostgreSQL does not answer."];
    return failedCheck(name, "broken", {
      evidence,
      fix: "Start PostgreSQL, or let this server reach it.",
      settings,
    });
  }
}
