import { describePrice, type PricedOperation, type PriceList } from "@winnow/core";
import type { Operation } from "#openapi/operation.ts";

/** The calls that charge, and what they charge for. */
const CHARGING: Readonly<Record<string, readonly PricedOperation[]>> = {
  "POST /v1/verify": ["verify"],
  "POST /v1/enrich": ["enrich"],
  "POST /v1/reveal": ["reveal"],
  "POST /v1/jobs": ["verify", "enrich"],
};

/** Operations with what this server charges for them. */
export function withPrices(
  operations: Readonly<Record<string, Operation>>,
  prices: PriceList,
): Readonly<Record<string, Operation>> {
  const priced = Object.entries(operations).map(([name, operation]) => {
    const charged = CHARGING[name];
    if (charged === undefined) return [name, operation] as const;
    const costs = charged.map((one) =>
      charged.length === 1 ? describePrice(prices[one]) : `${describePrice(prices[one])} (${one})`,
    );
    return [name, { ...operation, costs: `Costs ${costs.join(", or ")}.` }] as const;
  });
  return Object.fromEntries(priced);
}
