import type { JobKind, JobPreview } from "@winnow/contracts";
import type { Connection, JobSource, UploadReading } from "@winnow/database";
import { createId } from "@winnow/runtime";
import { sql } from "kysely";
import type { Tenant } from "#context.ts";
import type { Price } from "#price/price-list.ts";

/** The most uploads of one organization and mode: beyond that, the least recently used one is dropped. */
const KEPT_MAX = 20;

/** Keeps a file whose rows are in `job_rows` already, so that a job can start from it. */
export async function keepUpload(
  transaction: Connection,
  { organizationId, mode }: Tenant,
  file: {
    readonly kind: JobKind;
    readonly jobNumber: number;
    readonly source: JobSource;
    readonly reading: UploadReading;
    readonly sha256: Buffer;
    readonly submitted: number;
    readonly usable: number;
    /** What the preview quotes. */
    readonly price: Price;
    readonly keptHours: number;
  },
): Promise<JobPreview["upload"]> {
  const kept = await transaction
    .insertInto("uploads")
    .values({
      id: createId("upl"),
      organization_id: organizationId,
      mode,
      kind: file.kind,
      job_number: file.jobNumber,
      source: JSON.stringify(file.source),
      reading: JSON.stringify(file.reading),
      sha256: file.sha256,
      submitted: file.submitted,
      usable: file.usable,
      price_millicredits: file.price.millicredits,
      billable: [...file.price.billable],
      expires_at: expiry(file.keptHours),
    })
    .returning(["id", "expires_at"])
    .executeTakeFirstOrThrow();
  // Only marked: the sweep removes the rows, of which there may be a million.
  await sql`
    update uploads set expires_at = now()
    where id in (
      select id from uploads
      where organization_id = ${organizationId} and mode = ${mode} and expires_at > now() and job_id is null
        and dropped_at is null
      order by expires_at desc, id desc offset ${KEPT_MAX}
    )`.execute(transaction);
  return { id: kept.id, expires_at: kept.expires_at.toISOString() };
}

/** Keeps an upload for as long again; one that was started or dropped meanwhile stays as it is. */
export async function keepLonger(
  transaction: Connection,
  upload: { readonly id: string; readonly expires_at: Date },
  keptHours: number,
): Promise<JobPreview["upload"]> {
  const kept = await transaction
    .updateTable("uploads")
    .set({ expires_at: expiry(keptHours) })
    .where("id", "=", upload.id)
    .where("dropped_at", "is", null)
    .returning("expires_at")
    .executeTakeFirst();
  return { id: upload.id, expires_at: (kept ?? upload).expires_at.toISOString() };
}

/** By the database's clock. */
function expiry(keptHours: number) {
  return sql<Date>`now() + make_interval(hours => ${keptHours}::int)`;
}
