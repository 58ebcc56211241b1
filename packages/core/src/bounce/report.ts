import { domainToASCII, domainToUnicode } from "node:url";
import type { BounceAnswer, ReportBounce } from "@winnow/contracts";
import { refund } from "@winnow/credits";
import { inTransaction, type Connection } from "@winnow/database";
import { sql } from "kysely";
import { classifyDsn } from "#bounce/classify-dsn.ts";
import type { Context, TenantActor, Tenant } from "#context.ts";

export type ReportBounceOutcome =
  | { readonly outcome: "decided"; readonly answer: BounceAnswer }
  /** The report holds no status code. */
  | { readonly outcome: "unreadable_dsn" };

/** A row that was paid for. */
interface PaidRow {
  readonly job_number: number;
  readonly row: number;
  readonly entry_id: string;
  readonly charge_millicredits: number;
  readonly in_window: boolean;
}

/**
 * Decides about a bounce, by rules that anybody can check: the report is a hard one, the organization paid for a row with
 * this address, and the mail came back at most `windowDays` after that row was checked. Then the latest such row before
 * the bounce is refunded, once and for ever. The decision is kept in any case.
 */
export async function reportBounce(
  context: Context<TenantActor>,
  input: { readonly bounce: ReportBounce; readonly windowDays: number },
): Promise<ReportBounceOutcome> {
  const { bounce, windowDays } = input;
  const kind = classifyDsn(bounce.dsn);
  if (kind === undefined) return { outcome: "unreadable_dsn" };
  const { organizationId, mode } = context.actor;
  const answer = await inTransaction(context.database, async (transaction): Promise<BounceAnswer> => {
    const decided: BounceAnswer =
      kind === "soft"
        ? { status: "soft_bounce", entry: null }
        : await refundRow(
            transaction,
            await findPaidRow(transaction, { organizationId, mode }, bounce, windowDays),
          );
    await transaction
      .insertInto("bounces")
      .values({
        organization_id: organizationId,
        mode,
        email: bounce.email,
        dsn: bounce.dsn,
        received_at: bounce.received_at,
        decision: decided.status,
        entry_id: decided.entry,
      })
      .execute();
    return decided;
  });
  return { outcome: "decided", answer };
}

async function findPaidRow(
  transaction: Connection,
  { organizationId, mode }: Tenant,
  bounce: ReportBounce,
  windowDays: number,
): Promise<PaidRow | undefined> {
  const { rows } = await sql<PaidRow>`
    select r.job_number, r.row, r.entry_id, r.charge_millicredits,
      ${bounce.received_at}::timestamptz <= r.checked_at + make_interval(days => ${windowDays}::int) as in_window
    from results r join jobs j on j.number = r.job_number
    where lower(r.email) = any(${spellingsOf(bounce.email)}) and r.entry_id is not null
      and j.organization_id = ${organizationId} and j.mode = ${mode}
      and r.checked_at <= ${bounce.received_at}::timestamptz
    order by r.checked_at desc limit 1`.execute(transaction);
  return rows[0];
}

/** A report may name an international domain in either form. */
function spellingsOf(email: string): string[] {
  const text = email.trim().normalize("NFC").toLowerCase();
  const at = text.lastIndexOf("@");
  const local = text.slice(0, at + 1);
  const domain = text.slice(at + 1);
  return [...new Set([text, local + domainToASCII(domain), local + domainToUnicode(domain)])];
}

async function refundRow(transaction: Connection, paid: PaidRow | undefined): Promise<BounceAnswer> {
  if (paid === undefined) return { status: "not_owned", entry: null };
  if (!paid.in_window) return { status: "outside_window", entry: null };
  const refunded = await refund(transaction, {
    captureEntryId: paid.entry_id,
    subject: `row:${paid.row}`,
    amountMillicredits: paid.charge_millicredits,
    idempotencyKey: `refund:${paid.job_number}:${paid.row}`,
  });
  switch (refunded.outcome) {
    case "posted":
      return { status: "refunded", entry: refunded.entryId };
    case "replayed":
    case "already_refunded":
      return { status: "already_refunded", entry: refunded.entryId };
    default:
      throw new Error(
        `refunding row ${paid.row} of job number ${paid.job_number} answered ${refunded.outcome}`,
      );
  }
}
