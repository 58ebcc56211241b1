import { z } from "zod";

export const ContactCompany = z
  .object({
    name: z.string().nullable().describe("As the latest source spells it. null: no source names it."),
    domain: z
      .string()
      .nullable()
      .describe("Mail domain, ASCII and lower case; it identifies the company. null where it is not known."),
    industry: z.string().nullable().describe("In the words of the source. null where no source says it."),
    size: z
      .string()
      .nullable()
      .describe("Number of employees, a figure or a range such as `51-200`. null where no source says it."),
  })
  .meta({
    id: "ContactCompany",
    description: "The company that a person works for, as far as the directory knows it.",
  });
export type ContactCompany = z.infer<typeof ContactCompany>;
