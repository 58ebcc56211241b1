import type { Connection, DatabaseOutput } from "@winnow/database";
import type { Tenant } from "#context.ts";

/** The one place that checks that a job belongs to the caller: another tenant's job does not exist for it. */
export function findOwnJob(
  connection: Connection,
  tenant: Tenant,
  jobId: string,
): Promise<DatabaseOutput<"jobs"> | undefined> {
  return ownJobs(connection, tenant).selectAll().where("id", "=", jobId).executeTakeFirst();
}

/** The same, locked to the end of the transaction: the job stays as it is. */
export function lockOwnJob(
  transaction: Connection,
  tenant: Tenant,
  jobId: string,
): Promise<DatabaseOutput<"jobs"> | undefined> {
  return ownJobs(transaction, tenant).selectAll().where("id", "=", jobId).forUpdate().executeTakeFirst();
}

/** Every job of a tenant. */
export function ownJobs(connection: Connection, tenant: Tenant) {
  return connection
    .selectFrom("jobs")
    .where("organization_id", "=", tenant.organizationId)
    .where("mode", "=", tenant.mode);
}
