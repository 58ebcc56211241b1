import { z } from "zod";
import { EmailStatus, RowStatus } from "../vocabulary.ts";
import { Timestamp, pageOf } from "../page.ts";

/** What is known about the address of a row. `score` is null until it can be calibrated from outcomes. */
export const RowEmail = z.object({
  address: z.string(),
  /** True where the caller's charge_on leaves this address unpaid: shown as `a••@acme.test`. */
  masked: z.boolean(),
  status: EmailStatus,
  reason: z.string(),
  score: z.number().nullable(),
  checked_at: Timestamp,
  flags: z.record(z.string(), z.boolean()),
  did_you_mean: z.string().nullable(),
});
export type RowEmail = z.infer<typeof RowEmail>;

/**
 * Why a contact is taken for the person of the row. `exact`: a profile or an address that one person has; `strong`: the
 * name at the domain; `probable`: the name at a company of that name, several people who fit, or a contradiction.
 */
export const RowMatch = z.object({
  confidence: z.enum(["exact", "strong", "probable"]),
  /** Members of the row that agree with the contact. */
  fields: z.array(z.string()),
  /** Members of the row that the contact contradicts. */
  conflicts: z.array(z.string()),
});
export type RowMatch = z.infer<typeof RowMatch>;

/** What providers know about a person. */
export const RowContact = z.object({
  id: z.string().nullable(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  job_title: z.string().nullable(),
  seniority_level: z.string().nullable(),
  department: z.string().nullable(),
  company: z.string().nullable(),
  domain: z.string().nullable(),
  industry: z.string().nullable(),
  company_size: z.string().nullable(),
  country: z.string().nullable(),
  state: z.string().nullable(),
  city: z.string().nullable(),
  linkedin_url: z.string().nullable(),
  phone: z.string().nullable(),
  match: RowMatch.nullable(),
  /** Which provider each member comes from. */
  sources: z.record(z.string(), z.string()),
});
export type RowContact = z.infer<typeof RowContact>;

export const ChargeBasis = z.enum(["new_contact", "verification", "owned"]);
export type ChargeBasis = z.infer<typeof ChargeBasis>;

/** What the row cost and which ledger entry paid; `owned` costs nothing and has no entry. */
export const RowCharge = z.object({
  credits: z.number(),
  entry: z.string().nullable(),
  basis: ChargeBasis,
});
export type RowCharge = z.infer<typeof RowCharge>;

/** One step of the waterfall. */
export const ProviderAttempt = z.object({
  provider: z.string(),
  outcome: z.enum(["found", "not_found", "rejected", "failed", "skipped"]),
  detail: z.string().optional(),
  ms: z.number(),
});
export type ProviderAttempt = z.infer<typeof ProviderAttempt>;

/** One line of the result. `row` is the 1-based number of the data row in the caller's file. */
export const Row = z.object({
  ref: z.string().nullable(),
  row: z.int(),
  status: z.union([RowStatus, z.literal("pending")]),
  /** Why it ended so, where the status alone does not say it. */
  reason: z.string().nullable(),
  input: z.record(z.string(), z.string()),
  email: RowEmail.nullable(),
  contact: RowContact.nullable(),
  charge: RowCharge.nullable(),
  /** For `duplicate`: the row that stands for this one. */
  duplicate_of: z.int().nullable(),
  attempts: z.array(ProviderAttempt),
});
export type Row = z.infer<typeof Row>;

export const RowPage = pageOf(Row);
export type RowPage = z.infer<typeof RowPage>;
