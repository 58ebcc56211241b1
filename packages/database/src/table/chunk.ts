import type { ColumnType, Generated } from "kysely";
import type { Tally } from "./job.ts";

/** Rows that are leased together. A deferral is a chunk whose `due_at` lies in the future. */
export interface ChunkTable {
  job_number: number;
  number: number;
  rows: number[];
  state: Generated<"pending" | "leased" | "done">;
  epoch: Generated<number>;
  leased_until: Date | null;
  rung_at: Date | null;
  due_at: Generated<Date>;
  recheck: Generated<number>;
  deferred_since: Date | null;
  /** The mail provider whose budget the rows wait for. */
  awaits: string | null;
  /** How many of the rechecks contacted no host, because a budget refused. */
  unasked: Generated<number>;
  tally: ColumnType<Tally | null, string | null, string | null>;
  /** When its rows were settled; null where it was split or taken back instead. */
  done_at: Date | null;
}
