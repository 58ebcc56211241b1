import { Readiness } from "@winnow/contracts";
import { pendingMigrations } from "@winnow/database";
import { withTimeout } from "@winnow/runtime/within";
import { sql } from "kysely";
import { ApiError } from "#problem/api-error.ts";
import type { Api } from "#route/call.ts";
import { defineRoute } from "#route/define.ts";

const CHECK_WITHIN_MS = 2_000;
const RETRY_AFTER_SECONDS = 5;

/** One dependency. `problem` names what is missing. */
interface Check {
  readonly ok: boolean;
  readonly problem?: string;
}

/** Whether calls can be served: the database answers, its schema is current, and workers can be notified. */
export const showReadiness = defineRoute({
  id: "showReadiness",
  tag: "Server",
  summary: "Tell whether calls can be served",
  description: "For load balancers: 503 names the parts that are missing in `checks`.",
  method: "GET",
  path: "/readyz",
  access: "anyone",
  answers: { 200: { description: "All parts answer.", json: Readiness } },
  errors: ["unavailable"],
  async handle({ api }) {
    const [database, migrations, queues] = await Promise.all([
      check("PostgreSQL does not answer", () => sql`select 1`.execute(api.database.kysely)),
      check("The schema could not be read", () => requireCurrentSchema(api)),
      check("The queues do not answer", () => api.bell.ready(CHECK_WITHIN_MS)),
    ]);
    const checks = { database, migrations, queues };
    const problems = Object.values(checks).flatMap(({ problem }) => problem ?? []);
    if (problems.length === 0) {
      return { status: 200, json: { status: "ready", checks } };
    }
    throw new ApiError("unavailable", {
      detail: `${problems.join(". ")}.`,
      members: { checks },
      headers: { "Retry-After": String(RETRY_AFTER_SECONDS) },
    });
  },
});

class MigrationsPending extends Error {}

async function requireCurrentSchema(api: Api): Promise<void> {
  const pending = await pendingMigrations(api.database.kysely);
  if (pending.length > 0) throw new MigrationsPending(`Migrations are missing: ${pending.join(", ")}`);
}

/** The error itself may name hosts, so it is only logged; the answer has its own text. */
async function check(problem: string, attempt: () => Promise<unknown>): Promise<Check> {
  try {
    await withTimeout(attempt(), CHECK_WITHIN_MS);
    return { ok: true };
  } catch (error) {
    return { ok: false, problem: error instanceof MigrationsPending ? error.message : problem };
  }
}
