import { z } from "zod";
import { count, share, timestamp } from "../scalar.ts";
import { verdictReasons } from "../verdict/reasons.ts";
import { EmailStatus } from "../vocabulary.ts";

export const ScoreBasis = z
  .object({
    outcomes: count().describe("Known outcomes of addresses like this one when the row was checked."),
    required: count().describe("Outcomes that a score needs at least; with fewer, `score` is null."),
    model: z
      .string()
      .nullable()
      .describe(
        "The fit that the score comes from: version of the rules and number of the fit, such as `2026-11-26.1/412`. null: no fit knows addresses like this one.",
      ),
  })
  .meta({
    id: "ScoreBasis",
    description:
      "The basis of a score. Addresses are alike when they share verdict, reason, mail provider and kind (person, role or free mailbox).",
  });
export type ScoreBasis = z.infer<typeof ScoreBasis>;

export const RowReclassified = z
  .object({
    status: EmailStatus.describe("The verdict that the same evidence gets from the newer rules."),
    reason: z
      .string()
      .describe("The reason that belongs to the new verdict, from the same list as `reason` of the email."),
    at: timestamp().describe("When the newer rules were applied. No mail host was queried for it."),
  })
  .meta({
    id: "RowReclassified",
    description:
      "A later verdict by improved rules. It changes no charge, but a paid email that proves invalid is refunded.",
  });
export type RowReclassified = z.infer<typeof RowReclassified>;

export const EmailFlags = z.record(z.string(), z.boolean()).meta({
  id: "EmailFlags",
  description:
    "The flags that hold, each with `true`; others are absent. `role`: a function such as sales@. `free`: a provider of free mailboxes. `disposable`: a throw-away mailbox. `privacyRelay`: a forwarding alias. `plusTag`: a tag after `+`. `idn`: an internationalized domain. `smtputf8`: a local part beyond ASCII (RFC 6531).",
});
export type EmailFlags = z.infer<typeof EmailFlags>;

const reasonsByStatus = [
  ...Object.entries(verdictReasons).map(
    ([status, reasons]) => `\`${status}\`: ${Object.keys(reasons).join(", ")}.`,
  ),
  "`directory`: the verdict is one that the directory knows.",
].join(" ");

export const RowEmail = z
  .object({
    address: z
      .string()
      .describe(
        "In normal form. Shown as `a••@acme.test` where `masked` is true. For an `invalid` row it is the text of the cell, which need not be an address.",
      ),
    masked: z
      .boolean()
      .describe(
        "True where enrichment found the email and its verdict is not among the job's `charge_on`: it was not paid for.",
      ),
    status: EmailStatus.describe(
      "The verdict, as it was when the row was delivered; see `reclassified` for a later one.",
    ),
    reason: z.string().describe(`The reason of the verdict. ${reasonsByStatus} More may follow.`),
    score: share()
      .nullable()
      .describe(
        "The share of addresses like this one that accepted mail, 0 to 1, learnt from bounces and later checks. null while too few outcomes are known.",
      ),
    score_basis: ScoreBasis.nullable().describe(
      "The number of outcomes of the score. null without a score, as for `invalid`.",
    ),
    checked_at: timestamp().describe(
      "When the mail host was queried. With `max_age`, or a verdict of the directory, it is earlier than the job.",
    ),
    flags: EmailFlags.describe("Properties of the address, apart from its verdict."),
    did_you_mean: z
      .string()
      .nullable()
      .describe(
        "The address with a likely misspelling of its domain corrected, `ada@gmial.com` → `ada@gmail.com`; not checked. null: no misspelling is suspected.",
      ),
    reclassified: RowReclassified.nullable().describe(
      "The latest verdict about the same evidence, by newer rules. null: the verdict stands as it was delivered.",
    ),
  })
  .meta({
    id: "RowEmail",
    description: "An address that was checked, with its verdict and what kind of address it is.",
  });
export type RowEmail = z.infer<typeof RowEmail>;
