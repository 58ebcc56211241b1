import { z } from "zod";

/** The company that a contact works for, as far as it is known. */
export const ContactCompany = z.object({
  name: z.string().nullable(),
  domain: z.string().nullable(),
  industry: z.string().nullable(),
  size: z.string().nullable(),
});
export type ContactCompany = z.infer<typeof ContactCompany>;
