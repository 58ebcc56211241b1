import type { DatabaseOutput } from "@winnow/database";
import type { Price } from "#price/price-list.ts";

/** The price that the preview of an upload quoted; it holds for every job that starts from it. */
export function quoteOf(upload: Pick<DatabaseOutput<"uploads">, "price_millicredits" | "billable">): Price {
  return { millicredits: upload.price_millicredits, billable: upload.billable };
}
