import { z } from "zod";
import { exampleIds, exampleTimes } from "../example-world.ts";
import { EvidenceStep } from "../job/evidence.ts";
import { pageOf } from "../page.ts";
import { count, credits, timestamp } from "../scalar.ts";
import { EmailStatus } from "../vocabulary.ts";

export const EntryKind = z.enum(["grant", "reserve", "capture", "release", "refund"]).meta({
  id: "EntryKind",
  description:
    "Which way credits moved. `grant`: into the wallet, available. `reserve`: from available to reserved, for a job. `capture`: from reserved to spent, for usable results. `release`: from reserved back to available. `refund`: from spent back to available.",
});
export type EntryKind = z.infer<typeof EntryKind>;

export const ReleaseReasons = z.record(z.string(), credits()).meta({
  id: "ReleaseReasons",
  description:
    "Reason → credits; they add up to the release. Of rows: `invalid`, `unknown`, `risky`, `not_found`, `failed`, `suppressed`, `owned` (paid for before), `unpaid` (a verdict outside `charge_on`). Of jobs that ended with credits left: `remainder`, `cancelled`, `failed`.",
});
export type ReleaseReasons = z.infer<typeof ReleaseReasons>;

const exampleEntry = {
  id: exampleIds.capture,
  kind: "capture",
  credits: 1,
  version: 7,
  available_after: 96,
  job_id: exampleIds.job,
  subject: "chunk:0",
  reasons: null,
  reverses: null,
  created_at: exampleTimes.checked,
};

export const Entry = z
  .object({
    id: z.string().describe("Sortable, `ent_` + 26 characters. Charges and refunds name it."),
    kind: EntryKind.describe("From which balance credits moved to which; `credits` is positive either way."),
    credits: credits().describe("How many credits moved; never negative or 0."),
    version: count().describe("Position in the wallet's statement: 1, 2, 3… without a gap."),
    available_after: credits().describe("Credits that were available once the entry was posted."),
    job_id: z.string().nullable().describe("The job that the credits moved for (`job_…`). null for a grant."),
    subject: z
      .string()
      .nullable()
      .describe(
        "What it was about: `chunk:3` (rows that were settled together), `row:17` (a refunded row), `close` (the end of a job), `welcome`, or for another grant its reference or `operator`. null for a reservation.",
      ),
    reasons: ReleaseReasons.nullable().describe(
      "Why credits were not charged. null for every other kind than `release`.",
    ),
    reverses: z
      .string()
      .nullable()
      .describe("The capture that a refund takes back in part (`ent_…`). null for every other kind."),
    created_at: timestamp().describe("When the entry was posted. It never changes afterwards."),
  })
  .meta({
    id: "Entry",
    description: "One movement of credits in the append-only ledger.",
    examples: [exampleEntry],
  });
export type Entry = z.infer<typeof Entry>;

export const EntryPage = pageOf(Entry, {
  id: "EntryPage",
  description: "A page of the statement, the newest entry first. Entries posted meanwhile shift nothing.",
});
export type EntryPage = z.infer<typeof EntryPage>;

export const EntryRow = z
  .object({
    row: count().describe("Number of the row in the job, counted from 1."),
    ref: z.string().nullable().describe("The caller's own id for the row. null: it has none."),
    email: z.string().describe("The address whose verdict was paid for, in normal form."),
    status: EmailStatus.describe("The verdict that justified the charge."),
    reason: z
      .string()
      .describe("What the verdict followed from; the values are those of `email.reason` of a row."),
    credits: credits().describe("Price of the row. The rows of a capture add up to the entry."),
    checked_at: timestamp().nullable().describe("When the mail host was queried. null: no time was kept."),
    evidence: z
      .array(EvidenceStep)
      .describe(
        "The commands to the mail host and its replies, in order. Empty when no mail host was queried.",
      ),
  })
  .meta({ id: "EntryRow", description: "A row that was paid for or refunded, with its evidence." });
export type EntryRow = z.infer<typeof EntryRow>;

export const EntryDetail = Entry.extend({
  rows_deleted_at: timestamp()
    .nullable()
    .describe(
      "When the rows were deleted with the results of their job. null: they are shown, or there are none.",
    ),
  rows: z
    .array(EntryRow)
    .describe(
      "The rows that a capture paid for, or the row of a refund. Empty for other kinds, and once they are deleted.",
    ),
}).meta({
  id: "EntryDetail",
  description: "A movement of credits with the rows, verdicts and evidence that justify it.",
  examples: [
    {
      ...exampleEntry,
      rows_deleted_at: null,
      rows: [
        {
          row: 1,
          ref: "crm-17",
          email: "ada@acme.test",
          status: "valid",
          reason: "accepted",
          credits: 1,
          checked_at: exampleTimes.checked,
          evidence: [
            {
              stage: "rcpt",
              host: "mx1.acme.test",
              address: "203.0.113.25",
              code: 250,
              enhanced: "2.1.5",
              text: "OK",
              at: exampleTimes.checked,
            },
          ],
        },
      ],
    },
  ],
});
export type EntryDetail = z.infer<typeof EntryDetail>;
