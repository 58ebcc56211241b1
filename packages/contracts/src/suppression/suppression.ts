import { z } from "zod";
import { exampleIds, exampleTimes } from "../example-world.ts";
import { PageQuery, pageOf } from "../page.ts";
import { timestamp } from "../scalar.ts";
import { SUPPRESSIONS_MAX } from "./limit.ts";

export const SuppressionKind = z.enum(["email", "domain", "person"]).meta({
  id: "SuppressionKind",
  description:
    "What a suppression covers. `email`: one address, with any tag after `+`. `domain`: every address of a domain and of the domains below it. `person`: a LinkedIn profile, or a name with a domain or company.",
});
export type SuppressionKind = z.infer<typeof SuppressionKind>;

const exampleSuppression = {
  id: exampleIds.suppression,
  kind: "domain",
  value: "example.test",
  created_at: exampleTimes.created,
};

export const NewSuppression = z
  .strictObject({
    kind: SuppressionKind.describe("How `value` is read."),
    value: z
      .string()
      .min(1)
      .max(320)
      .describe(
        "An email, a domain (`@acme.test` and `acme.test` are the same), a LinkedIn URL, or a name with a domain or company: `Ada Lovelace|acme.test`. A value that is not of its kind refuses the whole call.",
      ),
  })
  .meta({ id: "NewSuppression", description: "An email, a domain or a person to suppress." });
export type NewSuppression = z.infer<typeof NewSuppression>;

export const AddSuppressions = z
  .strictObject({
    suppressions: z
      .array(NewSuppression)
      .min(1)
      .max(SUPPRESSIONS_MAX)
      .describe("At most 1,000 in one call. Adding one again changes nothing."),
  })
  .meta({
    id: "AddSuppressions",
    description:
      "Emails, domains and people that are never processed, revealed or billed, in both modes of the organization.",
    examples: [
      {
        suppressions: [
          { kind: "domain", value: "example.test" },
          { kind: "email", value: "grace@acme.test" },
          { kind: "person", value: "Ada Lovelace|acme.test" },
        ],
      },
    ],
  });
export type AddSuppressions = z.infer<typeof AddSuppressions>;

export const Suppression = z
  .object({
    id: z.string().describe("Sortable, `sup_` + 26 characters; removes the suppression with `DELETE`."),
    kind: SuppressionKind.describe("How `value` is compared."),
    value: z
      .string()
      .describe(
        "In the form used for comparison: lower case, domains in ASCII; people as `linkedin:…` or `person:ada lovelace|acme.test`.",
      ),
    created_at: timestamp().describe("When it was first added. Adding it again does not change this."),
  })
  .meta({
    id: "Suppression",
    description: "An email, a domain or a person that is never processed, revealed or billed.",
    examples: [exampleSuppression],
  });
export type Suppression = z.infer<typeof Suppression>;

export const AddSuppressionsAnswer = z
  .object({
    data: z.array(Suppression).describe("In the order of the call. An earlier suppression keeps its id."),
  })
  .meta({
    id: "AddSuppressionsAnswer",
    description: "The suppressions of the call as they are stored.",
    examples: [{ data: [exampleSuppression] }],
  });
export type AddSuppressionsAnswer = z.infer<typeof AddSuppressionsAnswer>;

export const SuppressionQuery = PageQuery.extend({
  kind: SuppressionKind.optional().describe("Lists only this kind. Every kind when left out."),
  value: z
    .string()
    .max(320)
    .optional()
    .describe(
      "Lists the suppression of exactly this email, domain or person, in any spelling that can be added.",
    ),
}).meta({ id: "SuppressionQuery", description: "The filter of a list of suppressions, and the page." });
export type SuppressionQuery = z.infer<typeof SuppressionQuery>;

export const SuppressionPage = pageOf(Suppression, {
  id: "SuppressionPage",
  description: "Suppressions, the latest addition first.",
});
export type SuppressionPage = z.infer<typeof SuppressionPage>;
