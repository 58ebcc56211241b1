import { z } from "zod";

export const Organization = z
  .object({
    id: z.string().describe("Sortable, `org_` + 26 characters. An operator grants credits to it by this id."),
    name: z.string().describe("As it was given at the sign-up, or the domain of the owner's email."),
  })
  .meta({ id: "Organization", description: "The owner of keys, wallets and jobs." });
export type Organization = z.infer<typeof Organization>;
