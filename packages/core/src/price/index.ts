export type { Price, Priced, PricedOperation, PriceList } from "./price-list.ts";
export { describePrice, quoteCredits } from "./quote.ts";
