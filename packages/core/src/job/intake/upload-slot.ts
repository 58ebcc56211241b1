import type { Connection } from "@winnow/database";
import { sql } from "kysely";
import type { Tenant } from "#context.ts";
import { Refused } from "#refusal.ts";

/** A file takes a while, so a caller that is refused need not retry at once. */
const RETRY_SECONDS = 5;

/**
 * Takes one of the slots of an organization and mode for a file that is being sent. A file holds a database connection
 * while its bytes arrive, and a quota of calls per minute does not bound that. The slot ends with the transaction, so a
 * dead process frees it. @throws Refused while all are taken.
 */
export async function takeUploadSlot(
  transaction: Connection,
  { organizationId, mode }: Tenant,
  { uploadsMax }: { readonly uploadsMax?: number | undefined },
): Promise<void> {
  if (uploadsMax === undefined) return;
  const { rows } = await sql`
    select slot from generate_series(1, ${uploadsMax}::int) slot
    where pg_try_advisory_xact_lock(hashtextextended(${`upload ${organizationId} ${mode}`}, slot)) limit 1`.execute(
    transaction,
  );
  if (rows.length > 0) return;
  throw new Refused({
    code: "rate_limited",
    detail: `${uploadsMax} files are being sent already, which is the limit. Wait ${RETRY_SECONDS} s.`,
    members: { policy: "upload", retry_after: RETRY_SECONDS },
  });
}
