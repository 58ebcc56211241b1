import { at, HOSTILE_TEXT, type TableRows } from "./table-rows.ts";

const PAID = { organization_id: "org_1", mode: "live" };
const PLAYED = { organization_id: "org_2", mode: "test" };

/** The effect of each entry on its wallet; `after` is available, reserved and spent. */
function entry(id: string, kind: string, version: number, after: readonly number[], rest: object): object {
  return {
    id,
    kind,
    wallet_version: version,
    available_after: after[0],
    reserved_after: after[1],
    spent_after: after[2],
    delta_granted: 0,
    delta_available: 0,
    delta_reserved: 0,
    delta_spent: 0,
    idempotency_key: id,
    key_part: 1,
    created_at: at(20 + version),
    ...rest,
  };
}

/** Wallets at their start; CLOSE_WALLETS sets the balances that the entries leave. */
export const ledger: readonly TableRows[] = [
  {
    table: "wallets",
    rows: [PAID, PLAYED].map((wallet) => ({
      ...wallet,
      granted: 0,
      available: 0,
      reserved: 0,
      spent: 0,
      version: 0,
    })),
  },
  {
    table: "reservations",
    rows: [
      {
        ...PAID,
        id: "res_1",
        job_id: "job_1",
        amount: 1_000,
        captured: 600,
        released: 400,
        created_at: at(22),
        closed_at: at(24),
      },
      { ...PAID, id: "res_2", amount: 500, captured: 0, released: 0, created_at: at(26) },
    ],
  },
  {
    table: "entries",
    rows: [
      entry("ent_1", "grant", 1, [10_000, 0, 0], { ...PAID, delta_granted: 10_000, delta_available: 10_000 }),
      entry("ent_2", "reserve", 2, [9_000, 1_000, 0], {
        ...PAID,
        delta_available: -1_000,
        delta_reserved: 1_000,
        reservation_id: "res_1",
        job_id: "job_1",
      }),
      entry("ent_3", "capture", 3, [9_000, 400, 600], {
        ...PAID,
        delta_reserved: -600,
        delta_spent: 600,
        reservation_id: "res_1",
        job_id: "job_1",
        idempotency_key: HOSTILE_TEXT,
      }),
      entry("ent_4", "release", 4, [9_400, 0, 600], {
        ...PAID,
        delta_available: 400,
        delta_reserved: -400,
        reservation_id: "res_1",
        job_id: "job_1",
        reasons: { not_found: 300, duplicate: 100 },
        idempotency_key: HOSTILE_TEXT,
        key_part: 2,
      }),
      entry("ent_5", "refund", 5, [9_600, 0, 400], {
        ...PAID,
        delta_available: 200,
        delta_spent: -200,
        job_id: "job_1",
        subject: "row:1",
        reverses: "ent_3",
      }),
      entry("ent_6", "reserve", 6, [9_100, 500, 400], {
        ...PAID,
        delta_available: -500,
        delta_reserved: 500,
        reservation_id: "res_2",
      }),
      entry("ent_7", "grant", 1, [9_007_199_254_740_991, 0, 0], {
        ...PLAYED,
        delta_granted: 9_007_199_254_740_991,
        delta_available: 9_007_199_254_740_991,
      }),
    ] as Record<string, unknown>[],
  },
];

/** A wallet and its newest entry refer to each other, so it is written after the entry. */
export const CLOSE_WALLETS = `
  update wallets w set granted = e.available_after + e.reserved_after + e.spent_after, available = e.available_after,
    reserved = e.reserved_after, spent = e.spent_after, version = e.wallet_version
  from (select distinct on (organization_id, mode) * from entries
    order by organization_id, mode, wallet_version desc) e
  where (w.organization_id, w.mode) = (e.organization_id, e.mode)`;
