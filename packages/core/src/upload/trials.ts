import type { Connection, DatabaseOutput } from "@winnow/database";
import { sql } from "kysely";

/** How many rows of an upload its trials have paid for, so that its job need not reserve for them. */
export async function countPaidByTrials(
  transaction: Connection,
  upload: Pick<DatabaseOutput<"uploads">, "id" | "kind"> | undefined,
): Promise<number> {
  // What an enrichment paid for is only recognized when the row is processed, so it is reserved for again.
  if (upload === undefined || upload.kind === "enrich") return 0;
  const { rows } = await sql<{ paid: number }>`
    select count(*)::int as paid from jobs j join results r on r.job_number = j.number
    where j.upload_id = ${upload.id} and j.trial and r.entry_id is not null`.execute(transaction);
  return rows[0]?.paid ?? 0;
}
