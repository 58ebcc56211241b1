import { z } from "zod";
import { pageOf } from "../page.ts";
import { count, credits } from "../scalar.ts";
import { RowState } from "../vocabulary.ts";
import { exampleRow } from "./example-row.ts";
import { RowContact } from "./row-contact.ts";
import { RowEmail } from "./row-email.ts";

export const ChargeBasis = z.enum(["new_contact", "verification", "owned"]).meta({
  id: "ChargeBasis",
  description:
    "The reason of a charge. `verification`: a checked email. `new_contact`: an email that enrichment or a reveal found. `owned`: the organization paid for the same before, so the row is free.",
});
export type ChargeBasis = z.infer<typeof ChargeBasis>;

export const RowCharge = z
  .object({
    credits: credits().describe("Credits that this row cost; 0 with the basis `owned`."),
    entry: z
      .string()
      .nullable()
      .describe(
        "Ledger entry of the capture that paid for the row (`ent_…`); one entry pays for the rows of a chunk. null when nothing was paid.",
      ),
    basis: ChargeBasis.describe("Why the row was charged, or why it was free."),
  })
  .meta({ id: "RowCharge", description: "The price of a usable result." });
export type RowCharge = z.infer<typeof RowCharge>;

export const ProviderOutcome = z.enum(["found", "not_found", "rejected", "failed", "skipped"]).meta({
  id: "ProviderOutcome",
  description:
    "`found`: the provider gave an email that can be used. `not_found`: it does not know the person, or no email of theirs. `rejected`: none of its emails passed verification. `failed`: it gave no answer. `skipped`: it was not queried.",
});
export type ProviderOutcome = z.infer<typeof ProviderOutcome>;

export const ProviderAttempt = z
  .object({
    provider: z.string().describe("Its name in `GET /v1/providers`, such as `directory`."),
    outcome: ProviderOutcome.describe("Whether the source answered, and whether its answer could be used."),
    detail: z
      .string()
      .optional()
      .describe("A sentence that explains the outcome; absent when it needs none."),
    ms: z.number().meta({
      format: "double",
      description:
        "Milliseconds for all rows that were queried together, the checks of their emails included.",
    }),
  })
  .meta({ id: "ProviderAttempt", description: "One source of the waterfall that was queried about a row." });
export type ProviderAttempt = z.infer<typeof ProviderAttempt>;

export const RowCells = z.record(z.string(), z.string()).meta({
  id: "RowCells",
  description:
    "The row as it was sent: name of the column, or of the field in a JSON job, → text. A name that the header has twice gets its position appended, `Name (4)`.",
});
export type RowCells = z.infer<typeof RowCells>;

export const Row = z
  .object({
    ref: z.string().nullable().describe("The caller's own id for the row. null: the row has none."),
    row: count().describe("Number of the data row, counted from 1 in the order of the file or of `rows`."),
    status: RowState.describe(
      "`pending` while there is no result. The verdict about the email is separate: see `email.status`.",
    ),
    reason: z
      .string()
      .nullable()
      .describe(
        "Present with these statuses. `invalid_input`: missing_email, syntax, not_enough_to_match, ragged, cell_too_large, invalid_unicode, nul_byte. `suppressed`: email_suppressed, domain_suppressed, person_suppressed. `not_found`: no_usable_email. `failed`: insufficient_credits, cancelled, processing_failed, not_answered, key_budget_exceeded. null otherwise; more may follow.",
      ),
    input: RowCells.describe("The caller's cells, unchanged, columns without a field included."),
    email: RowEmail.nullable().describe(
      "The row's own email, or the one that enrichment found. null: none was checked; for a duplicate, see the row that `duplicate_of` names.",
    ),
    contact: RowContact.nullable().describe(
      "Data about the person, with `enrich`. null: there is none, or a `verify` row. A row that is not paid for has neither phone nor LinkedIn URL.",
    ),
    charge: RowCharge.nullable().describe(
      "null: the row is free, because it has no result that may be charged.",
    ),
    duplicate_of: count()
      .nullable()
      .describe(
        "With the status `duplicate`: number of the row whose result counts for this one. null otherwise.",
      ),
    attempts: z
      .array(ProviderAttempt)
      .describe(
        "The sources that were queried with `enrich`, in order. Empty with `verify`, and for a row that already has an email.",
      ),
  })
  .meta({
    id: "Row",
    description: "One row of a job with its result. A person who is not found is a row too, not an error.",
    examples: [exampleRow],
  });
export type Row = z.infer<typeof Row>;

export const RowPage = pageOf(Row, {
  id: "RowPage",
  description: "A page of a job's rows, in the caller's order. Partial while the job runs.",
});
export type RowPage = z.infer<typeof RowPage>;
