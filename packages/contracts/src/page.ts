import { z } from "zod";
import { wholeNumberText } from "./scalar.ts";

/** The fields of every page of a list. `sentAs` is the query parameter for the cursor. */
export function pageShape<Row extends z.ZodType>(row: Row, sentAs = "cursor") {
  return {
    data: z.array(row).describe("In the order that the call states. Empty when there are none."),
    next_cursor: z
      .string()
      .nullable()
      .describe(`Opaque. Send it as \`${sentAs}\` to read the page that follows; null on the last page.`),
    has_more: z.boolean().describe("False on the last page, where `next_cursor` is null."),
  };
}

/** A page of a list, as a named schema; its example shows the example of a row. */
export function pageOf<Row extends z.ZodType>(
  row: Row,
  {
    id,
    description,
    sentAs,
  }: { readonly id: string; readonly description: string; readonly sentAs?: string },
) {
  const { examples = [] } = (z.globalRegistry.get(row) ?? {}) as { readonly examples?: readonly unknown[] };
  return z.object(pageShape(row, sentAs)).meta({
    id,
    description,
    examples: [{ data: examples, next_cursor: null, has_more: false }],
  });
}

export const PageQuery = z
  .strictObject({
    limit: wholeNumberText(1, 1000)
      .default(100)
      .describe("The most elements of a page. A shorter page is the last one."),
    cursor: z
      .string()
      .max(200)
      .optional()
      .describe("`next_cursor` of the page before, unchanged. The first page is read without it."),
  })
  .meta({ id: "PageQuery", description: "The page of a list, and its maximum length." });
export type PageQuery = z.infer<typeof PageQuery>;
