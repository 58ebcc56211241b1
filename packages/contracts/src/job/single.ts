import { z } from "zod";
import { exampleRow } from "./example-row.ts";
import { RowInput } from "./row-input.ts";
import { RowEmail } from "./row-email.ts";
import { RowCharge } from "./row.ts";

export const VerifyEmail = z
  .strictObject({
    email: z
      .string()
      .min(1)
      .max(1_000)
      .describe(
        "The address to check. Any text is accepted: one that is not an address gets the verdict `invalid` with the reason `syntax`.",
      ),
  })
  .meta({
    id: "VerifyEmail",
    description: "One address, checked while the caller waits.",
    examples: [{ email: "ada@acme.test" }],
  });
export type VerifyEmail = z.infer<typeof VerifyEmail>;

export const VerifyAnswer = z
  .object({
    email: RowEmail.describe("The address that was checked, its verdict and score."),
    charge: RowCharge.nullable().describe(
      "null: the call was free, because the verdict is neither `valid` nor `catch_all`.",
    ),
  })
  .meta({
    id: "VerifyAnswer",
    description: "The verdict about one address, and its price.",
    examples: [{ email: exampleRow.email, charge: exampleRow.charge }],
  });
export type VerifyAnswer = z.infer<typeof VerifyAnswer>;

export const EnrichPerson = z
  .strictObject(RowInput.shape)
  .refine((person) => Object.entries(person).some(([field, value]) => field !== "ref" && value?.trim()), {
    params: { code: "names_no_person" },
    error: "must name the person: an email, a LinkedIn URL, or a name with a company or domain",
  })
  .meta({
    anyOf: Object.keys(RowInput.shape)
      .filter((field) => field !== "ref")
      .map((field) => ({ required: [field] })),
    id: "EnrichPerson",
    description:
      "One person, enriched while the caller waits. At least one field beside `ref` is needed; a person is matched by `email`, by `linkedin_url`, or by a name with `domain` or `company`.",
    examples: [{ ref: "crm-17", first_name: "Ada", last_name: "Lovelace", domain: "acme.test" }],
  });
export type EnrichPerson = z.infer<typeof EnrichPerson>;
