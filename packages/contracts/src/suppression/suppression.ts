import { z } from "zod";
import { PageQuery, pageOf, Timestamp } from "../page.ts";

/**
 * `domain` covers every address of the domain and of those below it; `person` is a LinkedIn profile, or a name with the
 * domain or company: `Ada Lovelace|acme.test`.
 */
export const SuppressionKind = z.enum(["email", "domain", "person"]);
export type SuppressionKind = z.infer<typeof SuppressionKind>;

/** Upper bound of values in one call. */
export const SUPPRESSIONS_MAX = 1_000;

export const AddSuppressions = z.strictObject({
  suppressions: z
    .array(z.strictObject({ kind: SuppressionKind, value: z.string().min(1).max(320) }))
    .min(1)
    .max(SUPPRESSIONS_MAX),
});
export type AddSuppressions = z.infer<typeof AddSuppressions>;

/** Never processed, revealed or billed, in either mode of the organization. `value` is in lower case, its domain in ASCII. */
export const Suppression = z.object({
  id: z.string(),
  kind: SuppressionKind,
  value: z.string(),
  created_at: Timestamp,
});
export type Suppression = z.infer<typeof Suppression>;

/** In the order of the call; what was suppressed before keeps its id. */
export const AddSuppressionsAnswer = z.object({ data: z.array(Suppression) });
export type AddSuppressionsAnswer = z.infer<typeof AddSuppressionsAnswer>;

export const SuppressionQuery = PageQuery.extend({
  kind: SuppressionKind.optional(),
  /** Exactly this email or domain. */
  value: z.string().max(320).optional(),
});
export type SuppressionQuery = z.infer<typeof SuppressionQuery>;

export const SuppressionPage = pageOf(Suppression);
export type SuppressionPage = z.infer<typeof SuppressionPage>;
