import type { CreateCsvJobQuery } from "@winnow/contracts";
import type { Connection, DatabaseOutput, UploadReading } from "@winnow/database";
import { sql } from "kysely";
import type { Tenant } from "#context.ts";
import type { Price } from "#price/price-list.ts";

/** How the preview was told to read the file; a job that starts from the upload reads it in the same way. */
export function readingOf(query: CreateCsvJobQuery): UploadReading {
  const { mapping, encoding, delimiter, has_header: hasHeader } = query;
  return {
    ...(mapping !== undefined && { mapping }),
    ...(encoding !== undefined && { encoding }),
    ...(delimiter !== undefined && { delimiter }),
    ...(hasHeader !== undefined && { has_header: hasHeader }),
  };
}

/**
 * The kept upload of the same bytes, read in the same way for the same kind, that no job was started from yet. So a trial
 * counts whether the whole file is started from the upload or sent again, and a file that is previewed again is kept once.
 * @param quote only one that was quoted this price: what an upload was quoted never changes. Any, when left out.
 */
export async function findSameUpload(
  transaction: Connection,
  { organizationId, mode }: Tenant,
  query: CreateCsvJobQuery,
  sha256: Buffer,
  quote?: Price,
): Promise<DatabaseOutput<"uploads"> | undefined> {
  const kept = transaction
    .selectFrom("uploads")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("mode", "=", mode)
    .where("expires_at", ">", sql<Date>`now()`)
    .where("sha256", "=", sha256)
    .where("kind", "=", query.kind)
    .where(sql<boolean>`reading = ${JSON.stringify(readingOf(query))}::jsonb`)
    .where("job_id", "is", null)
    .where("dropped_at", "is", null)
    .orderBy("expires_at", "desc")
    .limit(1);
  if (quote === undefined) return kept.executeTakeFirst();
  return kept
    .where("price_millicredits", "=", quote.millicredits)
    .where(sql<boolean>`billable = ${[...quote.billable]}::text[]`)
    .executeTakeFirst();
}

/** An upload with whether a job may still start from it. */
export type LockedUpload = DatabaseOutput<"uploads"> & { readonly kept: boolean };

/** An upload of the tenant's, locked: two starts queue here. It may have expired, or have its job. */
export function lockUpload(
  transaction: Connection,
  { organizationId, mode }: Tenant,
  uploadId: string,
): Promise<LockedUpload | undefined> {
  return transaction
    .selectFrom("uploads")
    .selectAll()
    .select(sql<boolean>`dropped_at is null and expires_at > now()`.as("kept"))
    .where("organization_id", "=", organizationId)
    .where("mode", "=", mode)
    .where("id", "=", uploadId)
    .forUpdate()
    .executeTakeFirst();
}
