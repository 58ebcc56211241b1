import type { Connection } from "@winnow/database";
import { sql } from "kysely";

/** An outcome belongs to a verdict of at most this many days before: an older mailbox may have been closed since. */
const WITHIN_DAYS = 90;
/** A recheck within a day meets the same host in the same state: it would confirm any mistake. */
const RECHECK_AFTER_DAYS = 1;

/** The last prediction for an address before a moment. Paid rows and others have an index each. */
const foretold = (where: ReturnType<typeof sql>) => sql`
  select lower(r.email) as email, r.score_bucket as bucket, r.checked_at from results r
  join jobs f on f.number = r.job_number
  where r.entry_id is not null and r.score_bucket is not null and not r.email_masked and ${where}
  union all
  select lower(r.email), r.score_bucket, r.checked_at from results r
  join jobs f on f.number = r.job_number
  where r.entry_id is null and r.score_bucket is not null and not r.email_masked and ${where}
  order by checked_at desc limit 1`;

/** A bounce outweighs a recheck; of two of a kind the later one wins. */
const KEEP = sql`
  on conflict (mode, address_hash) do update set bucket = excluded.bucket, good = excluded.good,
    source = excluded.source, predicted_at = excluded.predicted_at, observed_at = excluded.observed_at
  where (excluded.source = 'bounce') > (o.source = 'bounce')
    or ((excluded.source = 'bounce') = (o.source = 'bounce') and excluded.observed_at > o.observed_at)`;

/**
 * Hard bounces that were reported since a moment: the address was bad, whatever its verdict. A bounce counts against the
 * verdict that the reporting organization got.
 */
export async function observeBounces(transaction: Connection, since: Date): Promise<void> {
  await sql`
    insert into score_outcomes as o (mode, address_hash, bucket, good, source, predicted_at, observed_at)
    select distinct on (b.mode, b.address) b.mode, erasure_hash('outcome:' || b.address), p.bucket, false, 'bounce',
      p.checked_at, b.received_at
    from bounces b cross join lateral (${foretold(sql`
      lower(r.email) = b.address and f.organization_id = b.organization_id and f.mode = b.mode
      and r.checked_at between b.received_at - make_interval(days => ${WITHIN_DAYS})
        and b.received_at + interval '1 second'`)}) p
    where b.created_at > ${since} and b.decision <> 'soft_bounce'
    order by b.mode, b.address, b.received_at
    ${KEEP}`.execute(transaction);
}

/**
 * Addresses that a job verified again, whichever job was first: good when the host accepts the address and refuses others,
 * bad when it is invalid; any other verdict is not counted.
 */
export async function observeRechecks(transaction: Connection, jobNumber: number): Promise<void> {
  await sql`
    insert into score_outcomes as o (mode, address_hash, bucket, good, source, predicted_at, observed_at)
    select distinct on (j.mode, lower(n.email)) j.mode, erasure_hash('outcome:' || lower(n.email)), p.bucket,
      n.email_status = 'valid', 'recheck', p.checked_at, n.checked_at
    from jobs j join results n on n.job_number = j.number cross join lateral (${foretold(sql`
      lower(r.email) = lower(n.email) and f.mode = j.mode
      and r.checked_at between n.checked_at - make_interval(days => ${WITHIN_DAYS})
        and n.checked_at - make_interval(days => ${RECHECK_AFTER_DAYS})`)}) p
    where j.number = ${jobNumber} and not n.email_masked and n.email_status in ('valid', 'invalid')
      and n.email_reason <> 'directory'
    order by j.mode, lower(n.email), n.checked_at desc
    ${KEEP}`.execute(transaction);
}
