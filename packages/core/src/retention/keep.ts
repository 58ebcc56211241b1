import type { Connection } from "@winnow/database";

/** Writes down how long the workers of this server keep results. The last worker that starts is right. */
export async function keepResultsFor(connection: Connection, days: number): Promise<void> {
  await connection.updateTable("retention").set({ results_kept_days: days }).execute();
}
