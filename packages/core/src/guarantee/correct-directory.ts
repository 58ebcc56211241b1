import type { EmailStatus, Mode } from "@winnow/contracts";
import type { Connection } from "@winnow/database";
import { sql } from "kysely";

/** A verdict on an address, and when it was observed. */
export interface LearnedVerdict {
  readonly address: string;
  readonly status: EmailStatus;
  readonly at: Date;
  /** `reclassification`: another reading of what was observed then. */
  readonly source: "verifier" | "bounce" | "reclassification";
}

/** A verdict that confirms the stored one is not written again before this. */
const REFRESH_DAYS = 1;

/**
 * Puts newer verdicts on the contacts that have these addresses. "unknown" changes nothing, unless it replaces a verdict
 * that was read out of the same observation before. Under test keys the sandbox answers for every mail host: what it says
 * counts for the names that are reserved for tests only (RFC 6761).
 */
export async function correctDirectory(
  transaction: Connection,
  mode: Mode,
  verdicts: readonly LearnedVerdict[],
): Promise<void> {
  const known = verdicts.filter(
    ({ status, address, source }) =>
      (status !== "unknown" || source === "reclassification") && (mode === "live" || isReserved(address)),
  );
  if (known.length === 0) return;
  await sql`
    with told as (
      select * from unnest(
        ${known.map(({ address }) => address.toLowerCase())}::text[], ${known.map(({ status }) => status)}::text[],
        ${known.map(({ at }) => at.toISOString())}::timestamptz[], ${known.map(({ source }) => source)}::text[]
      ) as t (email, status, at, source)
    ), stale as (
      select c.id, t.status, t.at, t.source from told t join contacts c on c.email = t.email
      where t.status <> 'unknown' and (c.verified_at is null or c.verified_at < t.at
          and (c.email_status <> t.status or c.verified_at < t.at - make_interval(days => ${REFRESH_DAYS})))
        or t.source = 'reclassification' and c.verified_at = t.at and c.email_status <> t.status
      -- Two corrections at once take the contacts in the same order.
      order by c.id for no key update of c
    )
    update contacts c set email_status = s.status, verified_at = case when s.status <> 'unknown' then s.at end,
      provenance = c.provenance || jsonb_build_object('email_status', jsonb_build_object('source', s.source, 'at', s.at))
    from stale s where c.id = s.id`.execute(transaction);
}

/**
 * Of addresses, those that contacts have, in lower case. A caller that holds locks queries this first, to skip a correction
 * that would change nothing.
 */
export async function findInDirectory(
  connection: Connection,
  addresses: readonly string[],
): Promise<ReadonlySet<string>> {
  if (addresses.length === 0) return new Set();
  const { rows } = await sql<{ email: string }>`
    select distinct email from contacts
    where email = any(${addresses.map((address) => address.toLowerCase())}::text[])`.execute(connection);
  return new Set(rows.map(({ email }) => email));
}

function isReserved(address: string): boolean {
  return /[@.](?:test|example|invalid|localhost)$/i.test(address);
}
