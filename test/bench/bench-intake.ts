import { openDatabase } from "@winnow/database";
import { startDeployment } from "../deployment/deployment.ts";
import { measureBareCopy, measureIntake } from "./intake.ts";
import { describeMachine, peakMemoryMb } from "./report/machine.ts";
import { printMeasurements } from "./report/table.ts";

const ROWS = 1_000_000;

/** Intake of a large file compared with PostgreSQL alone, and the API's memory. */
export async function benchIntake(): Promise<void> {
  await using deployment = await startDeployment({ WELCOME_CREDITS_TEST: "2000000", LOG_LEVEL: "error" });
  await using database = openDatabase({
    connectionString: deployment.postgres.connectionString,
    connectionsMax: 2,
  });
  const copy = await measureBareCopy(database, ROWS);
  const intake = await measureIntake(deployment, ROWS);
  const peak = await peakMemoryMb(deployment.api.child.pid ?? 0);
  printMeasurements(`Accept a CSV of ${ROWS} rows`, describeMachine(), [
    { name: "bare COPY", figures: { seconds: copy, "rows/s": ROWS / copy } },
    {
      name: "POST /v1/jobs",
      figures: { seconds: intake, "rows/s": ROWS / intake },
      ratios: { "bare COPY": copy / intake },
      notes: `peak memory of the API: ${peak ?? "unknown"} MB`,
    },
  ]);
}
