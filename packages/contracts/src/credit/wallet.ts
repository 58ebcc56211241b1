import { z } from "zod";
import { exampleIds } from "../example-world.ts";
import { count, credits, wholeNumber } from "../scalar.ts";
import { Mode } from "../vocabulary.ts";

export const exampleWallet = { mode: "test", granted: 1000, available: 96, reserved: 4, spent: 900 };

/** The balances of a wallet and of the sum of its entries. */
const balances = {
  granted: credits().describe("Credits that were ever granted. They do not expire."),
  available: credits().describe("Credits that can be reserved now."),
  reserved: credits().describe(
    "Credits that are held for running jobs; each of them is charged or released.",
  ),
  spent: credits().describe("Credits that were charged, less those that were refunded."),
};

export const Wallet = z
  .object({ mode: Mode.describe("Keys and sessions of this mode share the wallet."), ...balances })
  .meta({
    id: "Wallet",
    description:
      "An organization's credits in one mode. `granted` is always the sum of `available`, `reserved` and `spent`.",
    examples: [exampleWallet],
  });
export type Wallet = z.infer<typeof Wallet>;

export const AuditTotals = z
  .object({ ...balances, count: count().describe("How many entries were added up.") })
  .meta({ id: "AuditTotals", description: "The balances that follow from the entries alone." });
export type AuditTotals = z.infer<typeof AuditTotals>;

export const Audit = z
  .object({
    ok: z.boolean().describe("False only if the ledger is broken; `problems` then says where."),
    version: count().describe("Version of the wallet that was audited: the number of its latest entry."),
    wallet: Wallet.describe("The balances as the server keeps them."),
    entries: AuditTotals.describe("The balances recomputed from every entry. They equal those of `wallet`."),
    problems: z
      .array(z.string())
      .describe("One sentence for each violated rule, at most 100. Empty when `ok`."),
  })
  .meta({
    id: "Audit",
    description:
      "The wallet recomputed from its entries, so that a customer can check the server's arithmetic.",
    examples: [
      {
        ok: true,
        version: 7,
        wallet: exampleWallet,
        entries: { granted: 1000, available: 96, reserved: 4, spent: 900, count: 7 },
        problems: [],
      },
    ],
  });
export type Audit = z.infer<typeof Audit>;

export const GrantCredits = z
  .strictObject({
    organization_id: z.string().max(100).describe("Whose wallet receives them, by its id (`org_…`)."),
    mode: Mode.describe("Which of the organization's two wallets gets them."),
    credits: wholeNumber(1, 1_000_000_000).describe("Whole credits, added to `granted` and `available`."),
    reference: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe(
        "The grantor's own name for the grant, such as an invoice. A second call with the same reference grants nothing; with another amount it is refused. Left out, each call grants; at `/hooks/purchases` the `webhook-id` takes its place.",
      ),
  })
  .meta({
    id: "GrantCredits",
    description: "Credits for an organization. Jobs that are held for lack of credits continue.",
    examples: [
      {
        organization_id: exampleIds.organization,
        mode: "live",
        credits: 500,
        reference: "invoice-2026-117",
      },
    ],
  });
export type GrantCredits = z.infer<typeof GrantCredits>;

export const GrantAnswer = z
  .object({
    entry: z
      .string()
      .describe(
        "The movement in the ledger (`ent_…`); `GET /v1/credits/entries/{id}` shows it to the organization.",
      ),
    replayed: z.boolean().describe("True: the reference was granted before, and this call granted nothing."),
    wallet: Wallet.describe("The balances of that mode after the credits were added."),
  })
  .meta({
    id: "GrantAnswer",
    description: "A grant, made now or by an earlier call with the same reference.",
    examples: [
      {
        entry: exampleIds.grant,
        replayed: false,
        wallet: { mode: "live", granted: 600, available: 600, reserved: 0, spent: 0 },
      },
    ],
  });
export type GrantAnswer = z.infer<typeof GrantAnswer>;
