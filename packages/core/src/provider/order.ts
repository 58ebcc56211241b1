import type { Connection } from "@winnow/database";

/** The providers that an organization has chosen, in its order; undefined: all of the server's, in the server's. */
export async function readProviderOrder(
  connection: Connection,
  organizationId: string,
): Promise<readonly string[] | undefined> {
  const organization = await connection
    .selectFrom("organizations")
    .select("provider_order")
    .where("id", "=", organizationId)
    .executeTakeFirst();
  return organization?.provider_order ?? undefined;
}
