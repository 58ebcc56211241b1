import type { Mode } from "@winnow/contracts";
import type { Connection } from "@winnow/database";
import { sql } from "kysely";
import type { BounceFeedback, Verifier } from "#ports/verifier.ts";

/** A bounce contradicts verdicts of at most this many days before it: an older mailbox may have been closed since. */
const WITHIN_DAYS = 90;
const BOUNCED_MIN = 3;
/** The least share of accepted addresses that bounce. A large provider always has a few that were closed lately. */
const SHARE_MIN = 0.2;
/** Results that are read for each bounced address: enough to see that the share is not reached. */
const RESULTS_PER_BOUNCE = 25;

/**
 * Decides, after a hard bounce was reported, whether the address's domain accepts every recipient and bounces mail later.
 * It does when at least three distinct `valid` addresses bounced within 90 days, and they are a fifth or more of those that
 * were valid. Only organizations that report bounces are counted: where none are reported, the mail need not have arrived.
 */
export async function judgeDomain(transaction: Connection, mode: Mode, address: string): Promise<void> {
  const domain = domainOf(address);
  // Two concurrent reports wait for each other, so that each counts both.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`bounces ${mode} ${domain}`}, 0))`.execute(
    transaction,
  );
  const { rows } = await sql<{ bounced: number; accepted: number; last: Date | null }>`
    with reported as (
      select address, organization_id, max(received_at) as at from bounces
      where mode = ${mode} and substring(address from '[^@]*$') = ${domain}
        and decision in ('refunded', 'already_refunded', 'outside_window')
        and received_at > now() - make_interval(days => ${WITHIN_DAYS})
      group by address, organization_id
    ), bounced as (
      select b.address, max(b.at) as at from reported b
      where exists (
        select from results r join jobs j on j.number = r.job_number
        where lower(r.email) = b.address and r.entry_id is not null and r.email_status = 'valid'
          and j.organization_id = b.organization_id and j.mode = ${mode}
          and r.checked_at between b.at - make_interval(days => ${WITHIN_DAYS}) and b.at + interval '1 second'
      )
      group by b.address
    ), accepted as (
      select lower(r.email) as address from results r join jobs j on j.number = r.job_number
      where substring(lower(r.email) from '[^@]*$') = ${domain} and r.email_status = 'valid' and r.entry_id is not null
        and r.checked_at > now() - make_interval(days => ${WITHIN_DAYS})
        and j.mode = ${mode} and j.organization_id in (
          select organization_id from bounces
          where decision <> 'soft_bounce' and created_at > now() - make_interval(days => ${WITHIN_DAYS})
        )
      limit (select ${RESULTS_PER_BOUNCE}::int * count(*) from bounced)
    )
    select (select count(*)::int from bounced) as bounced,
      (select count(*)::int from (select address from accepted union select address from bounced) a) as accepted,
      (select least(max(at), now()) from bounced) as last`.execute(transaction);
  const { bounced = 0, accepted = 0, last = null } = rows[0] ?? {};
  if (last === null || bounced < BOUNCED_MIN || bounced < accepted * SHARE_MIN) {
    await transaction
      .deleteFrom("bouncing_domains")
      .where("mode", "=", mode)
      .where("domain", "=", domain)
      .execute();
    return;
  }
  const known = { accepted, bounced, last_bounce_at: last };
  await transaction
    .insertInto("bouncing_domains")
    .values({ mode, domain, ...known })
    .onConflict((conflict) => conflict.columns(["mode", "domain"]).doUpdateSet(known))
    .execute();
}

/**
 * A verifier that calls no address `valid` at domains whose accepted addresses bounced lately. The domains are read once.
 */
export async function withBounceFeedback(
  connection: Connection,
  mode: Mode,
  verifier: Verifier,
): Promise<Verifier> {
  const domains = await connection
    .selectFrom("bouncing_domains")
    .select(["domain", "accepted", "bounced"])
    .where("mode", "=", mode)
    .where("last_bounce_at", ">", sql<Date>`now() - make_interval(days => ${WITHIN_DAYS})`)
    .execute();
  if (domains.length === 0) return verifier;
  const feedback = new Map<string, BounceFeedback>(
    domains.map(({ domain, accepted, bounced }) => [domain, { accepted, bounced }]),
  );
  return {
    parseAddress: (input) => verifier.parseAddress(input),
    verifyMany: (addresses, options) => verifier.verifyMany(addresses, { ...options, feedback }),
  };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}
