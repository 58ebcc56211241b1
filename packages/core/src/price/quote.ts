import { toCredits } from "@winnow/credits";
import type { Price } from "#price/price-list.ts";

/** What so many results cost at most, in credits. */
export function quoteCredits({ millicredits }: Pick<Price, "millicredits">, results: number): number {
  return toCredits(millicredits * results);
}

/** A price in words: "1 credit for each email that is valid or catch_all". */
export function describePrice(price: Price): string {
  if (price.millicredits === 0) return "nothing";
  const credits = quoteCredits(price, 1);
  const unit = credits === 1 ? "credit" : "credits";
  return `${credits} ${unit} for each email that is ${price.billable.join(" or ")}`;
}
