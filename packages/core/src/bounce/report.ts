import type { BounceAnswer, ReportBounce } from "@winnow/contracts";
import { inTransaction, type Connection } from "@winnow/database";
import { addressOf, spellingsOf } from "#bounce/address.ts";
import { judgeDomain } from "#bounce/bouncing-domains.ts";
import { classifyDsn } from "#bounce/classify-dsn.ts";
import type { Context, TenantActor, Tenant } from "#context.ts";
import { toStorableText } from "#csv/cell.ts";
import { correctDirectory } from "#guarantee/correct-directory.ts";
import { findPaidRows } from "#guarantee/paid-row.ts";
import { refundRow } from "#guarantee/refund-row.ts";

/** A longer report may hold the message that bounced. It is not kept: only the part that decided is. */
const KEPT_CHARACTERS_MAX = 1_000;

export type ReportBounceOutcome =
  | { readonly outcome: "decided"; readonly answer: BounceAnswer }
  /** The report holds no status code. */
  | { readonly outcome: "unreadable_dsn" };

/**
 * Decides about a bounce by published rules: the report is a hard one, the organization paid for a row with this address,
 * and the mail came back at most `windowDays` after that was paid. Then the latest such row before the bounce is refunded,
 * once, and the directory gets the verdict. Every decision is stored, and a domain that accepts every recipient and bounces
 * mail later is marked as such.
 */
export async function reportBounce(
  context: Context<TenantActor>,
  input: { readonly bounce: ReportBounce; readonly windowDays: number },
): Promise<ReportBounceOutcome> {
  const { bounce, windowDays } = input;
  const classified = await classifyDsn(bounce.dsn, bounce.email);
  if (classified === undefined) return { outcome: "unreadable_dsn" };
  const { kind, evidence } = classified;
  const kept = bounce.dsn.length > KEPT_CHARACTERS_MAX ? evidence.slice(0, KEPT_CHARACTERS_MAX) : bounce.dsn;
  const { organizationId, mode } = context.actor;
  const answer = await inTransaction(context.database, async (transaction): Promise<BounceAnswer> => {
    const decided: BounceAnswer =
      kind === "soft"
        ? { status: "soft_bounce", entry: null }
        : await decide(transaction, { organizationId, mode }, bounce, windowDays);
    const address = addressOf(bounce.email);
    await transaction
      .insertInto("bounces")
      .values({
        organization_id: organizationId,
        mode,
        email: bounce.email,
        address,
        dsn: toStorableText(kept),
        received_at: bounce.received_at,
        decision: decided.status,
        entry_id: decided.entry,
      })
      .execute();
    if (decided.status !== "soft_bounce" && decided.status !== "not_owned") {
      await judgeDomain(transaction, mode, address);
    }
    return decided;
  });
  return { outcome: "decided", answer };
}

async function decide(
  transaction: Connection,
  tenant: Tenant,
  bounce: ReportBounce,
  windowDays: number,
): Promise<BounceAnswer> {
  const emails = spellingsOf(bounce.email);
  const at = latestInstantOf(bounce.received_at);
  const found = await findPaidRows(transaction, tenant, { emails, at, windowDays });
  const paid = found.find(({ in_window: inWindow }) => inWindow) ?? found[0];
  if (paid === undefined) return { status: "not_owned", entry: null };
  if (!paid.in_window) return { status: "outside_window", entry: null };
  const { outcome, entryId } = await refundRow(transaction, paid, "bounced");
  await correctDirectory(
    transaction,
    tenant.mode,
    emails.map((address) => ({ address, status: "invalid", at: new Date(at), source: "bounce" })),
  );
  return { status: outcome, entry: entryId };
}

/** The dates of mail have whole seconds (RFC 5322 §3.3): what bounced within the second of its payment bounced after it. */
function latestInstantOf(receivedAt: string): string {
  const instant = new Date(receivedAt);
  if (instant.getMilliseconds() === 0) instant.setMilliseconds(999);
  return instant.toISOString();
}
