import { z } from "zod";

export const RowField = z
  .enum(["ref", "email", "first_name", "last_name", "full_name", "company", "domain", "linkedin_url"])
  .meta({
    id: "RowField",
    description:
      "The fields of a row. `ref` is the caller's own id for the row; the others name the person: `email`, `first_name`, `last_name`, `full_name`, `company` (its name), `domain` (of its mail or website), `linkedin_url`.",
  });
export type RowField = z.infer<typeof RowField>;

/** No limit on the size of a cell: one that is too long or cannot be stored marks its row instead of refusing the job. */
const cell = (description: string) => z.string().optional().describe(description);

export const RowInput = z
  .strictObject({
    ref: cell(
      "The caller's own id for the row. It is not interpreted and is returned in results and events.",
    ),
    email: cell(
      "Free text, not validated when the job is accepted: a text that is not an address makes the row `invalid_input`, unless `enrich` can match the person by other cells. Required by `verify`; with `enrich` it is checked instead of looked up.",
    ),
    first_name: cell("Given name. It names a person only together with `last_name`."),
    last_name: cell("Family name. It names a person only together with `first_name`."),
    full_name: cell("First and last name in one text; used where one of the two is missing."),
    company: cell("The company's name in any spelling. `domain` finds more people, and with more certainty."),
    domain: cell(
      "Website or mail domain of the company. A URL is accepted: its host counts, without `www.`.",
    ),
    linkedin_url: cell("URL of the person's LinkedIn profile. It identifies a person by itself."),
  })
  .meta({
    id: "RowInput",
    description:
      "One row of a JSON job. `verify` needs `email`. `enrich` needs `email`, `linkedin_url`, or a name with `domain` or `company`. A cell with more than 65,536 characters makes its row `invalid_input`.",
    examples: [{ ref: "crm-17", first_name: "Ada", last_name: "Lovelace", domain: "acme.test" }],
  });
export type RowInput = z.infer<typeof RowInput>;
