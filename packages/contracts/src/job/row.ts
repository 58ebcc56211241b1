import { z } from "zod";
import { PROFILE_FIELDS, shapeOfFields } from "../contact-fields.ts";
import { EmailStatus, RowStatus } from "../vocabulary.ts";
import { Timestamp, pageOf } from "../page.ts";

/** What a score rests on: outcomes of addresses like this one. */
export const ScoreBasis = z.object({
  /** Known when the row was checked. */
  outcomes: z.int(),
  /** Below these there is no score. */
  required: z.int(),
  model: z.string().nullable(),
});
export type ScoreBasis = z.infer<typeof ScoreBasis>;

/** What better rules made of the same evidence since the row was delivered. */
export const RowReclassified = z.object({ status: EmailStatus, reason: z.string(), at: Timestamp });
export type RowReclassified = z.infer<typeof RowReclassified>;

/** What is known about the address of a row. */
export const RowEmail = z.object({
  address: z.string(),
  /** True where the caller's charge_on leaves this address unpaid: shown as `a••@acme.test`. */
  masked: z.boolean(),
  status: EmailStatus,
  reason: z.string(),
  /** The share of addresses like this one that took mail, by outcomes; null while too few are known. */
  score: z.number().min(0).max(1).nullable(),
  /** null where no score is foretold, as for `invalid`. */
  score_basis: ScoreBasis.nullable(),
  checked_at: Timestamp,
  flags: z.record(z.string(), z.boolean()),
  did_you_mean: z.string().nullable(),
  /** null: the verdict stands as it was delivered. */
  reclassified: RowReclassified.nullable(),
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
  ...shapeOfFields(PROFILE_FIELDS, z.string().nullable()),
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

/** What was asked and answered, once. */
export const RowVerification = z.object({
  /** 1 is the first: greylisting and throttling take several. */
  attempt: z.int(),
  address: z.string(),
  status: EmailStatus,
  reason: z.string(),
  why: z.string().nullable(),
  at: Timestamp,
  /** Of the rules that made the verdict of the evidence; null: before they were kept. */
  classifier_version: z.string().nullable(),
  verdict_version: z.string().nullable(),
  /** Step by step. Empty for a masked address. */
  evidence: z.array(z.record(z.string(), z.unknown())),
});
export type RowVerification = z.infer<typeof RowVerification>;

/** A row with why it ended so: the verdict in words, and every attempt with its evidence, in order. */
export const RowDetail = Row.extend({
  why: z.string().nullable(),
  verifications: z.array(RowVerification),
});
export type RowDetail = z.infer<typeof RowDetail>;
