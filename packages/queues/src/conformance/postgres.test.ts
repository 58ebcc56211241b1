import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { waitFor } from "@winnow/testing";
import { bellConformance } from "#conformance/cases.ts";
import { query, startPostgresServer } from "#conformance/postgres-server.ts";
import { useStage } from "#conformance/stage.ts";
import { queueNames } from "#catalogue.ts";
import type { QueueBackend } from "#backend.ts";
import { openQueuePool } from "#postgres/pool.ts";

bellConformance("a bell on PostgreSQL", startPostgresServer);

describe("on PostgreSQL", () => {
  let server: Awaited<ReturnType<typeof startPostgresServer>>;
  let backend: QueueBackend;
  beforeAll(async () => {
    server = await startPostgresServer();
    backend = await server.fresh();
  });
  afterAll(() => server?.[Symbol.asyncDispose]());
  const stage = useStage(() => backend);

  it("keeps to its own schema and to a few connections", async () => {
    const bell = stage.bell();
    let ended = 0;
    const listeners = queueNames.map((queue) =>
      stage.listener({
        queue,
        handler: async () => {
          ended += 1;
        },
      }),
    );
    await Promise.all([bell, ...listeners].map((one) => one.ready()));
    await bell.ringMany(
      "process-chunk",
      Array.from({ length: 200 }, (_, chunk) => ({ jobId: "job_1", chunk })),
    );
    await waitFor("all", () => ended === 200);
    const [connections] = await query(
      server.connectionString,
      "select count(*)::int as n from pg_stat_activity where application_name like 'winnow-%'",
    );
    // The bell: 2. Each listener: 2 and one to LISTEN.
    expect(connections?.["n"]).toBeLessThanOrEqual(2 + queueNames.length * 3);
    const schemas = await query(
      server.connectionString,
      "select distinct schemaname from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
    );
    expect(schemas).toEqual([{ schemaname: "bullmq" }]);
  });

  it("needs no right to create anything once the schema is there", async () => {
    await stage.bell().ready();
    await query(
      server.connectionString,
      `create role clerk login password 'secret';
       grant usage on schema bullmq to clerk;
       grant select, insert, update, delete on all tables in schema bullmq to clerk;
       grant usage on all sequences in schema bullmq to clerk`,
    );
    const url = new URL(server.connectionString);
    url.username = "clerk";
    url.password = "secret";
    url.searchParams.set("options", "-c work_mem=8MB");
    const bell = stage.bell({ backend: { kind: "postgres", connectionString: url.href } });
    await bell.ready();
    await bell.depths();
  });

  it("survives a connection that breaks while BullMQ holds it", async () => {
    const pool = openQueuePool({ kind: "postgres", connectionString: server.connectionString }, "bell");
    const client = await pool.connect();
    const ended = new Promise((resolve) => client.once("end", resolve));
    const [row] = (await client.query("select pg_backend_pid() as pid")).rows;
    await query(server.connectionString, `select pg_terminate_backend(${row.pid})`);
    // Without the pool's own handler, the error event before this would end the process.
    await ended;
    client.release(true);
    await pool.end();
  });

  it("notices its lost wake-up connection and listens on a new one", async () => {
    const bell = stage.bell();
    let ended = 0;
    const listener = stage.listener({
      queue: "plan-job",
      handler: async () => {
        ended += 1;
      },
    });
    await listener.ready();
    await query(
      server.connectionString,
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'winnow-%'",
    );
    await bell.ready();
    await waitFor("another LISTEN", async () => {
      const rows = await query(
        server.connectionString,
        "select 1 from pg_stat_activity where application_name = 'winnow-listener' and query like '%LISTEN bullmq_jobs%'",
      );
      return rows.length > 0;
    });
    await bell.ring("plan-job", { jobId: "job_1" });
    await waitFor("the ring", () => ended === 1);
  });

  it("rings although BullMQ counts from one again", async () => {
    const bell = stage.bell();
    const handled: string[] = [];
    const listener = stage.listener({
      queue: "plan-job",
      handler: async ({ jobId }) => {
        handled.push(jobId);
        throw new Error("kept as failed");
      },
    });
    await listener.ready();
    await bell.ring("plan-job", { jobId: "job_1" });
    await waitFor("the first", () => handled.length === 1);
    const sequences = await query(
      server.connectionString,
      "select quote_ident(sequencename) as name from pg_sequences where sequencename not in ('job_seq', 'event_seq')",
    );
    for (const { name } of sequences) {
      await query(server.connectionString, `alter sequence bullmq.${name} restart`);
    }
    await bell.ring("plan-job", { jobId: "job_2" });
    await waitFor("the second", () => handled.includes("job_2"));
  });
});
