import { z } from "zod";

const CHARACTERS = { comma: ",", semicolon: ";", tab: "\t", pipe: "|" } as const;

/**
 * The character between the cells of a CSV. A caller sends its name, or the character itself. The schema lists only the names,
 * because generated code cannot have a tab as a name.
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
