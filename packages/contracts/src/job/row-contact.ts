import { z } from "zod";
import { PROFILE_FIELDS, shapeOfFields } from "../contact-fields.ts";

export const MatchConfidence = z.enum(["exact", "strong", "probable"]).meta({
  id: "MatchConfidence",
  description:
    "`exact`: the LinkedIn profile or the address agrees, which one person has. `strong`: the name agrees at the domain. `probable`: the name agrees at a company of that name, several people match, or a field contradicts.",
});
export type MatchConfidence = z.infer<typeof MatchConfidence>;

export const RowMatch = z
  .object({
    confidence: MatchConfidence.describe("How certain it is that the contact is the person of the row."),
    fields: z
      .array(z.string())
      .describe("Fields of the row that agree with the contact, such as `full_name` and `domain`."),
    conflicts: z
      .array(z.string())
      .describe("Fields of the row that the contact contradicts. Empty when none does."),
  })
  .meta({ id: "RowMatch", description: "The evidence that a contact is the person of a row." });
export type RowMatch = z.infer<typeof RowMatch>;

export const ContactSources = z.record(z.string(), z.string()).meta({
  id: "ContactSources",
  description: "Field → name of the provider that its value comes from. Fields without a value are absent.",
});
export type ContactSources = z.infer<typeof ContactSources>;

export const RowContact = z
  .object({
    id: z
      .string()
      .nullable()
      .describe(
        "Its id in the directory (`ct_…`). null: a provider knows the person and the directory does not.",
      ),
    ...shapeOfFields(
      PROFILE_FIELDS,
      z.string().nullable(),
      (description) => `${description} null where no source says it.`,
    ),
    match: RowMatch.nullable().describe(
      "The evidence that it is the person of the row. null after a reveal, which names the contact itself.",
    ),
    sources: ContactSources.describe("The provider of each value."),
  })
  .meta({
    id: "RowContact",
    description: "The data of the directory and the providers about a person, without the email.",
  });
export type RowContact = z.infer<typeof RowContact>;
