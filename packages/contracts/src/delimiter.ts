import { z } from "zod";

const CHARACTERS = { comma: ",", semicolon: ";", tab: "\t", pipe: "|" } as const;

/**
 * What separates the cells of a CSV. A caller names it, or sends the character itself; the schema lists the names alone, as
 * a tab cannot be named in the code that generators make.
 */
export const Delimiter = z
  .preprocess(
    (text) => (typeof text === "string" && Object.hasOwn(CHARACTERS, text) ? named(text) : text),
    z.enum([",", ";", "\t", "|"]),
  )
  .meta({
    id: "Delimiter",
    description:
      "What separates the cells of a CSV. `comma`, `semicolon`, `tab` and `pipe` stand for the characters `,`, `;`, tab (U+0009) and `|`, which are accepted too.",
    enum: Object.keys(CHARACTERS),
  });
export type Delimiter = z.infer<typeof Delimiter>;

function named(name: string): string {
  return CHARACTERS[name as keyof typeof CHARACTERS];
}
