import type { ChooseProviders, ProviderList } from "@winnow/contracts";
import type { Context, TenantActor } from "#context.ts";
import { listProviders } from "#provider/list.ts";

export type ChooseProvidersOutcome =
  | { readonly outcome: "chosen"; readonly list: ProviderList }
  /** The server has no providers of these names; nothing was changed. */
  | { readonly outcome: "unknown"; readonly indexes: readonly number[]; readonly known: readonly string[] };

/** Sets which providers enrich for the actor's organization, and in which order; null: all, in the server's. */
export async function chooseProviders(
  context: Pick<Context<TenantActor>, "database" | "actor">,
  input: ChooseProviders,
): Promise<ChooseProvidersOutcome> {
  const { database, actor } = context;
  const { order } = input;
  const providers = await database.selectFrom("providers").select("name").orderBy("position").execute();
  const known = providers.map(({ name }) => name);
  const indexes = (order ?? []).flatMap((name, index) => (known.includes(name) ? [] : [index]));
  if (indexes.length > 0) return { outcome: "unknown", indexes, known };
  await database
    .updateTable("organizations")
    .set({ provider_order: order === null ? null : [...new Set(order)] })
    .where("id", "=", actor.organizationId)
    .execute();
  return { outcome: "chosen", list: await listProviders(context) };
}
