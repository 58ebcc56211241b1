import type { MailProviderList, MailProviderQuery } from "@winnow/contracts";
import type { Context } from "#context.ts";
import { readMailProviders } from "#mail-provider/read.ts";

/** The budgets of the mail providers, for the operator: those in trouble first. */
export async function listMailProviders(
  { database }: Context<{ readonly type: "operator" }>,
  query: MailProviderQuery,
): Promise<MailProviderList> {
  const found = await readMailProviders(database, { ...query, limit: query.limit + 1 });
  return { data: found.slice(0, query.limit), has_more: found.length > query.limit };
}
