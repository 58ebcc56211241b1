import type { ProviderList } from "@winnow/contracts";
import type { Context, TenantActor } from "#context.ts";
import { readProviderOrder } from "#provider/order.ts";

/** The server's providers in the order in which the actor's organization queries them, and then those that it leaves out. */
export async function listProviders({
  database,
  actor,
}: Pick<Context<TenantActor>, "database" | "actor">): Promise<ProviderList> {
  const providers = await database.selectFrom("providers").selectAll().orderBy("position").execute();
  const order =
    (await readProviderOrder(database, actor.organizationId)) ?? providers.map(({ name }) => name);
  const place = ({ name }: { name: string }) => {
    const index = order.indexOf(name);
    return index === -1 ? order.length : index;
  };
  return {
    data: providers
      .toSorted((a, b) => place(a) - place(b))
      .map(({ name, price_credits: price }) => ({ name, asked: order.includes(name), paid: price > 0 })),
  };
}
