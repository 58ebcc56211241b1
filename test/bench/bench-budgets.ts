import { openDatabase } from "@winnow/database";
import { createLogger } from "@winnow/runtime";
import { startDeployment } from "../deployment/deployment.ts";
import { measureBudgets } from "./budgets.ts";
import { describeMachine } from "./report/machine.ts";
import { printMeasurements } from "./report/table.ts";

const SESSIONS = 10_000;
const MANY_PROVIDERS = 64;

/** Budgets of mail providers under contention. */
export async function benchBudgets(): Promise<void> {
  await using deployment = await startDeployment({ LOG_LEVEL: "error" });
  await using database = openDatabase({
    connectionString: deployment.postgres.connectionString,
    connectionsMax: 16,
  });
  const logger = createLogger({ name: "bench", level: "error" });
  const one = await measureBudgets(database, logger, { providers: 1, sessions: SESSIONS });
  const many = await measureBudgets(database, logger, { providers: MANY_PROVIDERS, sessions: SESSIONS });
  printMeasurements(`Begin and end ${SESSIONS} sessions from 16 connections`, describeMachine(), [
    { name: "one mail provider", figures: { "sessions/s": one } },
    {
      name: `${MANY_PROVIDERS} mail providers`,
      figures: { "sessions/s": many },
      ratios: { "one provider": many / one },
    },
  ]);
}
