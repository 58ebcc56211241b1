import { sql, type RawBuilder } from "kysely";
import type { WalletRow } from "#wallet.ts";
import type { WalletName } from "#wallet-name.ts";

const PROBLEMS_MAX = 100;

export interface AuditRow extends WalletRow {
  count: number;
  entered_granted: number;
  entered_available: number;
  entered_reserved: number;
  entered_spent: number;
  problems: string[];
}

/** The audit of one wallet as one statement; no row when there is no such wallet. */
export function auditQuery({ organizationId, mode }: WalletName): RawBuilder<AuditRow> {
  return sql`
    with wallet as (
      select * from wallets where organization_id = ${organizationId} and mode = ${mode}
    ),
    ledger as (
      select e.id, e.kind, e.wallet_version, e.reservation_id, e.reasons, e.reverses, e.subject,
        e.delta_granted, e.delta_available, e.delta_reserved, e.delta_spent,
        e.available_after, e.reserved_after, e.spent_after,
        lag(e.wallet_version, 1, 0::bigint) over chain as last_version,
        lag(e.available_after, 1, 0::bigint) over chain as last_available,
        lag(e.reserved_after, 1, 0::bigint) over chain as last_reserved,
        lag(e.spent_after, 1, 0::bigint) over chain as last_spent
      from entries e where e.organization_id = ${organizationId} and e.mode = ${mode}
      window chain as (order by e.wallet_version, e.id)
    ),
    sums as (
      select count(*) as count, coalesce(max(wallet_version), 0) as version,
        coalesce(sum(delta_granted), 0)::bigint as granted, coalesce(sum(delta_available), 0)::bigint as available,
        coalesce(sum(delta_reserved), 0)::bigint as reserved, coalesce(sum(delta_spent), 0)::bigint as spent
      from ledger
    ),
    entered as (
      select reservation_id,
        coalesce(sum(delta_reserved) filter (where kind = 'reserve'), 0)::bigint as amount,
        coalesce(sum(delta_spent) filter (where kind = 'capture'), 0)::bigint as captured,
        coalesce(sum(delta_available) filter (where kind = 'release'), 0)::bigint as released
      from ledger where reservation_id is not null group by reservation_id
    ),
    held as (
      select * from reservations where organization_id = ${organizationId} and mode = ${mode}
    ),
    refunded as (
      select reverses, sum(delta_available)::bigint as amount from ledger where kind = 'refund' group by reverses
    ),
    problem as (${problems})
    select w.organization_id, w.mode, w.granted, w.available, w.reserved, w.spent, w.version, s.count,
      s.granted as entered_granted, s.available as entered_available,
      s.reserved as entered_reserved, s.spent as entered_spent,
      array(select text from problem limit ${PROBLEMS_MAX}) as problems
    from wallet w, sums s`;
}

/** Each select states one invariant by its violations. */
const problems = sql.join(
  [
    sql`select format('%s is %s, but its entries add up to %s', b.name, b.held, b.entered) as text
      from wallet w, sums s, lateral (values
        ('version', w.version, s.version), ('granted', w.granted, s.granted),
        ('available', w.available, s.available), ('reserved', w.reserved, s.reserved),
        ('spent', w.spent, s.spent)) as b (name, held, entered)
      where b.held <> b.entered`,
    sql`select format('granted is %s, but available + reserved + spent is %s', granted, available + reserved + spent)
      from wallet where granted <> available + reserved + spent`,
    sql`select format('%s is %s: below zero', b.name, b.held)
      from wallet w, lateral (values
        ('available', w.available), ('reserved', w.reserved), ('spent', w.spent)) as b (name, held)
      where b.held < 0`,
    sql`select format('entry %s has version %s after version %s', id, wallet_version, last_version)
      from ledger where wallet_version <> last_version + 1`,
    sql`select format('entry %s moves %s by %s from %s, but leaves %s', e.id, b.name, b.delta, b.last, b.after)
      from ledger e, lateral (values
        ('available', e.delta_available, e.last_available, e.available_after),
        ('reserved', e.delta_reserved, e.last_reserved, e.reserved_after),
        ('spent', e.delta_spent, e.last_spent, e.spent_after)) as b (name, delta, last, after)
      where b.after <> b.last + b.delta`,
    sql`select format('entry %s does not balance', id)
      from ledger where delta_granted <> delta_available + delta_reserved + delta_spent`,
    sql`select format('release %s of %s gives reasons for %s', e.id, e.delta_available, r.sum)
      from ledger e, lateral (
        select coalesce(sum(value::numeric), 0) as sum from jsonb_each_text(coalesce(e.reasons, '{}'))) as r
      where e.kind = 'release' and r.sum <> e.delta_available`,
    sql`select format('reservation %s: %s is %s, but its entries add up to %s', r.id, b.name, b.held, b.entered)
      from held r left join entered e on e.reservation_id = r.id, lateral (values
        ('amount', r.amount, coalesce(e.amount, 0)), ('captured', r.captured, coalesce(e.captured, 0)),
        ('released', r.released, coalesce(e.released, 0))) as b (name, held, entered)
      where b.held <> b.entered`,
    sql`select format('reservation %s has entries, but is not of this wallet', e.reservation_id)
      from entered e where not exists (select from held r where r.id = e.reservation_id)`,
    sql`select format('reservation %s of %s is overdrawn: captured %s, released %s', id, amount, captured, released)
      from held where captured + released > amount`,
    sql`select format('reservation %s is %s, but %s is left of it', id,
        case when closed_at is null then 'open' else 'closed' end, amount - captured - released)
      from held where (closed_at is not null) <> (captured + released = amount)`,
    sql`select format('reserved is %s, but the open reservations hold %s', w.reserved, r.held)
      from wallet w, lateral (
        select coalesce(sum(amount - captured - released), 0) as held from held where closed_at is null) as r
      where w.reserved <> r.held`,
    sql`select format('capture %s of %s is refunded by %s', r.reverses, coalesce(c.delta_spent, 0), r.amount)
      from refunded r left join ledger c on c.id = r.reverses and c.kind = 'capture'
      where r.amount > coalesce(c.delta_spent, 0)`,
    sql`select format('%s of capture %s is refunded %s times', subject, reverses, count(*))
      from ledger where kind = 'refund' group by reverses, subject having count(*) > 1`,
  ],
  sql` union all `,
);
