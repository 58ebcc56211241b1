import { describePrice, type PricedOperation, type PriceList } from "@winnow/core";

/** The price of a call on this server, as a sentence: "Costs 1 credit for each email that is valid or catch_all." */
export function costsOf(charges: readonly PricedOperation[], prices: PriceList): string {
  const costs = charges.map((one) =>
    charges.length === 1 ? describePrice(prices[one]) : `${describePrice(prices[one])} (${one})`,
  );
  return `Costs ${costs.join(", or ")}.`;
}
