import { z } from "zod";
import { RowInput } from "./create-job.ts";
import { RowCharge, RowEmail } from "./row.ts";

/** One address. */
export const VerifyEmail = z.strictObject({ email: z.string().min(1).max(1_000) });
export type VerifyEmail = z.infer<typeof VerifyEmail>;

/** `charge` is null when nothing was paid: the address is of no use, or the organization owns it already. */
export const VerifyAnswer = z.object({ email: RowEmail, charge: RowCharge.nullable() });
export type VerifyAnswer = z.infer<typeof VerifyAnswer>;

/** One person, by whatever is known. */
export const EnrichPerson = z
  .strictObject(RowInput.shape)
  .refine((person) => Object.entries(person).some(([field, value]) => field !== "ref" && value?.trim()), {
    error:
      "must say something about the person: an email, a LinkedIn URL, or a name with a company or domain",
  });
export type EnrichPerson = z.infer<typeof EnrichPerson>;
