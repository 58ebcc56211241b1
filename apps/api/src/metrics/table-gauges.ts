import { JobStatus, Mode } from "@winnow/contracts";
import { withTimeout } from "@winnow/runtime/within";
import { sql } from "kysely";
import { Gauge, type Registry } from "prom-client";
import type { ApiDependencies } from "#dependencies.ts";

const READ_WITHIN_MS = 5_000;

interface TableFigures {
  readonly jobs: Readonly<Record<string, number>> | null;
  readonly chunks_due: number;
  readonly chunk_age: number;
  readonly deliveries_due: number;
  readonly delivery_age: number;
  readonly wallets: Readonly<Record<string, Readonly<Record<string, number>>>> | null;
}

const BUCKETS = ["granted", "available", "reserved", "spent"] as const;

/**
 * Gauges from the tables: due work and the ledger.
 * @returns a function that reads them again. It never rejects: `winnow_database_up` reports the failure.
 */
export function addTableGauges(
  registry: Registry,
  { database, logger }: Pick<ApiDependencies, "database" | "logger">,
): () => Promise<void> {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const up = gauge("winnow_database_up", "1 when the tables could be read for this scrape.");
  const jobs = gauge("winnow_jobs", "Jobs by status.", ["status"]);
  const chunksDue = gauge("winnow_chunks_due", "Chunks that are due and that no worker has leased.");
  const chunkAge = gauge("winnow_chunks_due_oldest_seconds", "How long the oldest due chunk has been due.");
  const deliveriesDue = gauge("winnow_deliveries_due", "Callbacks that are due.");
  const deliveryAge = gauge(
    "winnow_deliveries_due_oldest_seconds",
    "How long the oldest callback has been due.",
  );
  const credits = gauge("winnow_wallet_credits", "Credits of all wallets by mode and bucket.", [
    "mode",
    "bucket",
  ]);

  function show(figures: TableFigures): void {
    up.set(1);
    for (const status of JobStatus.options) jobs.set({ status }, figures.jobs?.[status] ?? 0);
    chunksDue.set(figures.chunks_due);
    chunkAge.set(figures.chunk_age);
    deliveriesDue.set(figures.deliveries_due);
    deliveryAge.set(figures.delivery_age);
    for (const mode of Mode.options) {
      for (const bucket of BUCKETS) {
        credits.set({ mode, bucket }, (figures.wallets?.[mode]?.[bucket] ?? 0) / 1000);
      }
    }
  }

  return async () => {
    try {
      show(await withTimeout(readFigures(database.kysely), READ_WITHIN_MS));
    } catch (error) {
      logger.warn({ error }, "the tables could not be read for /metrics");
      up.set(0);
      // Old figures would look current.
      for (const labelled of [jobs, credits]) labelled.reset();
      for (const single of [chunksDue, chunkAge, deliveriesDue, deliveryAge]) single.remove();
    }
  };
}

async function readFigures(database: ApiDependencies["database"]["kysely"]): Promise<TableFigures> {
  const { rows } = await sql<TableFigures>`
    select
      (select jsonb_object_agg(status, jobs)
        from (select status, count(*) as jobs from jobs group by status) by_status) as jobs,
      chunks.due::int as chunks_due, chunks.age::float8 as chunk_age,
      deliveries.due::int as deliveries_due, deliveries.age::float8 as delivery_age,
      (select jsonb_object_agg(mode, totals) from (
        select mode, jsonb_build_object('granted', sum(granted), 'available', sum(available),
          'reserved', sum(reserved), 'spent', sum(spent)) as totals
        from wallets group by mode) by_mode) as wallets
    from
      (select count(*) as due, coalesce(max(extract(epoch from now() - due_at)), 0) as age
        from chunks c join jobs j on j.number = c.job_number and j.status = 'running'
        where c.state = 'pending' and c.due_at <= now()) chunks,
      (select count(*) as due, coalesce(max(extract(epoch from now() - next_attempt_at)), 0) as age
        from deliveries d join endpoints e on e.id = d.endpoint_id and e.disabled_at is null
        where d.state = 'pending' and d.next_attempt_at <= now()) deliveries`.execute(database);
  const [figures] = rows;
  if (figures === undefined) throw new Error("the query of the figures returned no row");
  return figures;
}
