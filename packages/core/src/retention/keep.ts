import type { Connection } from "@winnow/database";

/** Stores how long the workers of this server keep results. The last worker that starts decides. */
export async function keepResultsFor(connection: Connection, days: number): Promise<void> {
  await connection.updateTable("retention").set({ results_kept_days: days }).execute();
}
