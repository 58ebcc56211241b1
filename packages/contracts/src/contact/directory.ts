import { z } from "zod";
import { Timestamp } from "../page.ts";
import { json } from "../query-value.ts";
import { EmailStatus } from "../vocabulary.ts";
import { ContactInput } from "./contact.ts";

/** Options of an imported file; `mapping` says which column is which field: `{"job_title":"Position"}`. */
export const ImportDirectoryQuery = z.strictObject({
  source: z.string().min(1).max(100),
  /** When the source saw it; now, when left out. Of two sources that disagree the later one holds. */
  observed_at: Timestamp.optional(),
  mapping: z.preprocess(json, z.partialRecord(ContactInput.keyof(), z.string().max(1000)).optional()),
  encoding: z.string().max(40).optional(),
  delimiter: z.enum([",", ";", "\t", "|"]).optional(),
});
export type ImportDirectoryQuery = z.infer<typeof ImportDirectoryQuery>;

export const RejectedLine = z.object({
  /** 1-based, as an editor counts; the header is line 1. */
  line: z.int(),
  key: z.string().nullable(),
  reason: z.enum(["invalid_line", "invalid_email", "not_identifiable", "erased", "repeated_key"]),
  message: z.string(),
});
export type RejectedLine = z.infer<typeof RejectedLine>;

export const ImportReport = z.object({
  lines: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
});
export type ImportReport = z.infer<typeof ImportReport>;

/** A line of the answer to an import: each rejected line as it comes up, the report last, or what broke the import off. */
export const ImportLine = z.union([
  z.object({ type: z.literal("rejected"), ...RejectedLine.shape }),
  z.object({ type: z.literal("done"), ...ImportReport.shape }),
  z.object({ type: z.literal("failed"), code: z.string(), message: z.string() }),
]);
export type ImportLine = z.infer<typeof ImportLine>;

/** A contact as it is exported; NDJSON holds all of it, CSV what can be imported again. */
export const ExportedContact = ContactInput.required()
  .extend({
    email_status: EmailStatus,
    verified_at: Timestamp.nullable(),
    sources: z.array(z.object({ source: z.string(), key: z.string() })),
    /** Where each field comes from. */
    provenance: z.record(z.string(), z.object({ source: z.string(), at: z.string() })),
  })
  .strip();
export type ExportedContact = z.infer<typeof ExportedContact>;

const text = z.string().trim().min(1).max(500).optional();

/** Who asked to be forgotten: an email, a LinkedIn URL, or a name with the company or its domain. */
export const EraseContact = z
  .strictObject({
    email: text,
    linkedin_url: text,
    first_name: text,
    last_name: text,
    full_name: text,
    company: text,
    domain: text,
  })
  .refine(
    ({
      email,
      linkedin_url: linkedin,
      first_name: first,
      last_name: last,
      full_name: full,
      company,
      domain,
    }) => email ?? linkedin ?? ((full ?? (first && last)) && (company ?? domain)),
    { error: "must name an email, a LinkedIn URL, or a name with a company or its domain" },
  );
export type EraseContact = z.infer<typeof EraseContact>;

/** How many contacts were deleted. The person stays known as somebody to forget, even if there was none. */
export const EraseContactAnswer = z.object({ erased: z.int() });
export type EraseContactAnswer = z.infer<typeof EraseContactAnswer>;
